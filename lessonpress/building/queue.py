"""The order in which a plan's files are made: unit after unit, each as soon as it can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from lessonpress.building.jobs import Kind
from lessonpress.building.plan import Artifact
from lessonpress.model import Audience, Question, Solution
from lessonpress.walking import walk


class Queue:
    """What is still to be made. Students' slides with room for answers wait for the instructor's.

    How many slides an answer takes is known when the instructor's deck is made; the others of its
    unit do not wait, and no unit waits for another, so that few are half made at any time.
    """

    def __init__(self, artifacts: Iterable[Artifact] = ()) -> None:
        self._left = list(_in_turn(artifacts))
        self._pages: dict[str, Mapping[str, int]] = {}

    def tell(self, artifact: Artifact, pages: Mapping[str, int]) -> None:
        """Take in that a file is made, or cannot be, and on how many slides its slides go on."""
        if _tells(artifact):
            self._pages[artifact.source] = pages

    def ready(self) -> Iterator[tuple[Artifact, Mapping[str, int]]]:
        """Yield files with what they must be told, until each that is left waits for another."""
        while (place := self._first_ready()) is not None:
            artifact, waits = self._left.pop(place)
            yield artifact, self._pages.pop(artifact.source, {}) if waits else {}

    def rest(self) -> Iterator[tuple[Artifact, Mapping[str, int]]]:
        """Yield all that is left, once everything else is made."""
        for artifact, _ in self._left:
            yield artifact, self._pages.pop(artifact.source, {})

    def _first_ready(self) -> int | None:
        can_be_made = (
            place
            for place, (artifact, waits) in enumerate(self._left)
            if not waits or artifact.source in self._pages
        )
        return next(can_be_made, None)


def _in_turn(artifacts: Iterable[Artifact]) -> Iterator[tuple[Artifact, bool]]:
    """Yield files and whether they wait; in a unit with one that does, what it waits for first."""
    for _, unit in groupby(artifacts, key=lambda artifact: artifact.source):
        files = [(artifact, _waits(artifact)) for artifact in unit]
        if any(waits for _, waits in files):
            files.sort(key=lambda file: not _tells(file[0]))
        yield from files


def _tells(artifact: Artifact) -> bool:
    product = artifact.product
    return product.kind is Kind.SLIDES and product.audience is Audience.INSTRUCTOR


def _waits(artifact: Artifact) -> bool:
    product = artifact.product
    if product.kind is not Kind.SLIDES or product.audience is not Audience.STUDENT:
        return False
    return any(isinstance(node, Solution | Question) for node in walk(artifact.unit.lesson))
