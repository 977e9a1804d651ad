"""The one door to the world: everything a job may read, gathered before it runs.

Keys are paths with forward slashes: `course/assets/map.png` for a file of the course's folder,
`templates/deck/deck.xml.j2` for one of the template bundle. Jinja, WeasyPrint's fetcher and the
deck's writer read from such a mapping alone; a path that is not in it does not exist for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_FONTS, _FONT_ENDINGS = "templates/fonts/", (".ttf", ".otf")
# Faces that pages are set in and decks are not: no program that opens a deck is known to have them.
_OF_PAPER = "templates/fonts/paper/"


class Inputs(Mapping[str, bytes]):
    """A read-only mapping of path to bytes."""

    __slots__ = ("_files",)

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = dict(files)

    def __getitem__(self, path: str) -> bytes:
        return self._files[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    @property
    def fonts(self) -> Mapping[str, bytes]:
        """Return the fonts by their paths, in the order of these; endings may be in capitals."""
        found = (path for path in sorted(self._files) if path.startswith(_FONTS))
        return {path: self._files[path] for path in found if path.lower().endswith(_FONT_ENDINGS)}

    @property
    def deck_fonts(self) -> Mapping[str, bytes]:
        """Return the fonts that decks name, or that stand in for those."""
        return {path: font for path, font in self.fonts.items() if not path.startswith(_OF_PAPER)}

    def under(self, folder: str) -> Inputs:
        """Return the inputs below `folder`, under their paths relative to it."""
        prefix = folder.rstrip("/") + "/"
        return Inputs({p[len(prefix) :]: b for p, b in self._files.items() if p.startswith(prefix)})

    def joined(self, other: Mapping[str, bytes]) -> Inputs:
        """Return these inputs and those of `other`, which win where both have a path."""
        return Inputs({**self._files, **other})
