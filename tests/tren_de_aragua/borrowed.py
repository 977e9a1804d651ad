"""What a text borrows word for word from the article, which is not ours to ship.

Of the article only digests of its runs of words are kept, one a line in article-runs.txt, made by
`python3 -m tren_de_aragua.borrowed article.txt > article-runs.txt`, run in tests/. Its headings are
left out: they are names, and may be cited.
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

# So many words in a row are no coincidence.
RUN = 8

_RUNS = Path(__file__).with_name("article-runs.txt")
# What marks text up: attributes behind a bracket, and settings of divs.
_MARKUP = re.compile(r"\{[^{}]*\}")


def borrowed(text: str) -> list[str]:
    """Return the runs of words in a Markdown text that stand in the article too."""
    known = frozenset(_RUNS.read_text("ascii").split())
    lines = _MARKUP.sub("", text).splitlines()
    return [run for line in lines for run in _runs(line) if _digest(run) in known]


def _runs(line: str) -> Iterator[str]:
    """Yield each run of a line's words, whatever their case and punctuation."""
    plain = re.sub("['’]", "", unicodedata.normalize("NFKC", line).casefold())
    words = re.split(r"[\W_]+", plain.strip())
    yield from (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def _digest(run: str) -> str:
    return hashlib.blake2b(run.encode(), digest_size=5).hexdigest()


def _is_heading(line: str) -> bool:
    return not line.rstrip().endswith((".", "”", ":"))


def main() -> None:
    """Print the digests of an article's runs, in an order that says nothing of its words."""
    lines = Path(sys.argv[1]).read_text("utf-8").splitlines()
    runs = {_digest(run) for line in lines if not _is_heading(line) for run in _runs(line)}
    sys.stdout.write("\n".join(sorted(runs)) + "\n")


if __name__ == "__main__":
    main()
