"""The order in which a plan's files are made: unit after unit, each as soon as it can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from lessonpress.building.jobs import Facts, Result
from lessonpress.building.planning.plan import Artifact
from lessonpress.building.products import Kind


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file that is still to be made, and the files it must be told of, by their paths."""

    artifact: Artifact
    needs: tuple[str, ...]


class Queue:
    """What is still to be made.

    A file waits for others of its own unit and for nothing else, so that few units are half made
    at any time.
    """

    def __init__(self, artifacts: Iterable[Artifact] = ()) -> None:
        self._left = list(_in_turn(artifacts))
        self._told: dict[str, Facts] = {}

    def tell(self, artifact: Artifact, result: Result) -> None:
        """Take in that a file is made, or cannot be, and what others must know of it."""
        self._told[artifact.path] = Facts(result.continued, {artifact.path: result.length})

    def draw(self) -> Iterator[tuple[Artifact, Facts] | None]:
        """Yield files with what they must be told; None as long as each that is left waits."""
        while self._left:
            place = self._first_ready()
            yield None if place is None else self._drawn(self._left.pop(place))

    def _first_ready(self) -> int | None:
        ready = (n for n, each in enumerate(self._left) if self._told.keys() >= {*each.needs})
        return next(ready, None)

    def _drawn(self, each: _Waiting) -> tuple[Artifact, Facts]:
        """Return a file with what it must be told: the guide lengths, slides what continues."""
        facts = Facts()
        for path in each.needs:
            facts = facts.joined(self._told[path])
        guide = each.artifact.product.kind is Kind.GUIDE
        return each.artifact, Facts(lengths=facts.lengths) if guide else Facts(facts.continued)


def _in_turn(artifacts: Iterable[Artifact]) -> Iterator[_Waiting]:
    for _, group in groupby(artifacts, key=lambda artifact: artifact.source):
        unit = tuple(group)
        yield from (_Waiting(each, tuple(_needs(each, unit))) for each in unit)


def _needs(artifact: Artifact, unit: Iterable[Artifact]) -> Iterator[str]:
    """Yield those of its unit's files that a file must be told of."""
    return (each.path for each in unit if artifact.product.needs(each.product))
