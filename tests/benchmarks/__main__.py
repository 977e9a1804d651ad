"""Measures and tells: a table on standard output, and a JSON file.

python3 build.py bench [--only NAME ...] [--quick] [--json FILE]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.bench import CASES, REPOSITORY, Bench
from benchmarks.figures import HEAD, Figure, document, line


def main(arguments: Sequence[str]) -> int:
    """Measure what is asked for; 1 where a goal is missed."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        bench = Bench(options.work or Path(folder), options.quick)
        bench.folder.mkdir(parents=True, exist_ok=True)
        figures = list[Figure]()
        for figure in _measured(options.only or CASES, bench):
            figures.append(figure)
            options.json.write_text(document(figures), encoding="utf-8")
    return 0 if all(figure.met for figure in figures) else 1


def _measured(names: Iterable[str], bench: Bench) -> Iterator[Figure]:
    """Yield each figure as it is found, and print it."""
    sys.stdout.write(f"{HEAD}\n")
    for name in names:
        sys.stderr.write(f"{name} ...\n")
        for figure in CASES[name](bench):
            sys.stdout.write(f"{line(figure)}\n")
            sys.stdout.flush()
            yield figure


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 build.py bench", description=__doc__)
    only = f"one of {', '.join(CASES)}; may be given more than once"
    parser.add_argument("--only", action="append", choices=CASES, metavar="NAME", help=only)
    parser.add_argument("--quick", action="store_true", help="smaller sizes, in a few minutes")
    json = REPOSITORY / "output" / "benchmarks.json"
    parser.add_argument("--json", type=Path, default=json, help="where figures go (%(default)s)")
    work = "a folder to work in and keep, so that the next run need not prepare again"
    parser.add_argument("--work", type=Path, help=work)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
