"""How far a build has come: a bar on a terminal, a line a file elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from lessonpress.building.steps import Progress, untold


@contextmanager
def showing(quiet: bool) -> Iterator[Progress]:
    """Yield what a build tells its progress to; everything goes to standard error."""
    if quiet:
        yield untold
    elif sys.stderr.isatty() and not os.environ.get("CI"):
        with _bar() as progress:
            yield progress
    else:
        yield _line


def _line(done: int, total: int, path: str) -> None:
    sys.stderr.write(f"[{done}/{total}] {path}\n")
    sys.stderr.flush()


@contextmanager
def _bar() -> Iterator[Progress]:
    from tqdm import tqdm

    shape = "{percentage:3.0f}% |{bar:30}| {n_fmt}/{total_fmt} {desc}"
    with tqdm(total=None, bar_format=shape, leave=False, dynamic_ncols=True) as bar:

        def move(done: int, total: int, path: str) -> None:
            bar.total = total
            bar.set_description_str(path.rpartition("/")[2], refresh=False)
            bar.update(done - bar.n)

        yield move
