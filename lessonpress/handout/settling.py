"""What a first layout shows and the next one mends: crowded answers, notes out of their place.

Answers of a key stand in the room that students have: on the same rules; smaller; closer, if there
are many lines; or, if even that is too little, as far as there is room, and go on at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from lessonpress.handout import continuing, ending, filling, indexing

# The page as it is, whole paragraphs, exercises torn and as they were, room grown, notes at the end
# closer and as they were; then answers on the rules, smaller, two lines of type a rule, divided, at
# the end: no more layouts are ever needed, and most units take one.
_ATTEMPTS = 11
# Type of 9 pt for 10.5 pt saves a seventh of the lines, and a little where few words turned over.
_SMALLER_SAVES = 1.25
# Half a rendering pixel, so that a last line that ends with the room is not called too long.
_TOLERANCE = 0.5

# Between notes in the margin, in CSS pixels (7.5 pt).
_GAP = 10

Fit = Literal["smaller", "dense", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a document is to be set.

    `fits` sets answers by id; `kept` is how much of one stays in its room (`continuing`); `shifts`
    moves notes in the margin down by so many CSS pixels, or up; `whole_paragraphs` forbids
    paragraphs to run over pages; `torn` are exercises that no page holds as a whole, and whether
    they begin on the page before for that; `rows` are what room that fills its page has got beyond
    its least; `end` sets the notes at the end; `pages` are where a booklet's index has its words.
    """

    fits: Mapping[str, Fit] = field(default_factory=dict)
    kept: Mapping[str, int] = field(default_factory=dict)
    shifts: Mapping[str, int] = field(default_factory=dict)
    whole_paragraphs: bool = False
    torn: Mapping[str, bool] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    end: ending.End = ""
    pages: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an anchor stands: its page from 0, and how far down it begins and ends there.

    Measures are CSS pixels.
    """

    page: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Measured:
    """The height of an answer (None: it runs over the page) and of its room, in CSS pixels.

    Of room that is `torn` by a page's end, it is the height of the first part.
    """

    answer: str
    height: float | None
    room: float
    torn: bool = False

    @property
    def is_crowded(self) -> bool:
        """Whether some of the answer would stand outside its room."""
        return self.height is None or self.height > self.room + _TOLERANCE


def settled(layout: Callable[[Settings], Any]) -> Any:
    """Return a laid-out document in which everything has its place.

    `layout` makes a `weasyprint.Document`; most units are laid out once.
    """
    settings = Settings()
    document = layout(settings)
    for _ in range(_ATTEMPTS - 1):
        better = _mended(settings, document)
        if better == settings:
            break
        settings = better
        document = layout(settings)
    pages = indexing.pages(document)
    return document if pages == settings.pages else layout(replace(settings, pages=pages))


def _mended(settings: Settings, document: Any) -> Settings:
    places = _places(document)
    if not settings.whole_paragraphs and _has_stray_footnotes(places):
        return replace(settings, whole_paragraphs=True)
    torn = _torn(places, settings.torn)
    if torn != settings.torn:
        return replace(settings, torn=torn)
    rows = filling.grown(document, settings.rows)
    if rows != settings.rows:
        return replace(settings, rows=rows)
    end = ending.mended(document, settings.end)
    if end != settings.end:
        return replace(settings, end=end)
    fits, kept = _answers(settings, document, places)
    return replace(
        settings,
        fits={**settings.fits, **fits},
        kept={**settings.kept, **kept},
        shifts=dict(shift for page in document.pages for shift in _shifts(page, settings)),
        pages=indexing.pages(document),
    )


def _places(document: Any) -> Mapping[str, Place]:
    """Return the first place of each anchor."""
    places: dict[str, Place] = {}
    for number, page in enumerate(document.pages):
        for name, box in page.anchors.items():
            places.setdefault(name, Place(number, box[1], box[3]))
    return places


# --- answers -------------------------------------------------------------------------------------


def _answers(
    settings: Settings, document: Any, places: Mapping[str, Place]
) -> tuple[Mapping[str, Fit], Mapping[str, int]]:
    """Return how crowded answers are to be set, and how much stays of those that are too long."""
    crowded = [measured for measured in _measured(places) if measured.is_crowded]
    fits = {measured.answer: _tighter(measured, settings) for measured in crowded}
    whole = {m.answer for m in crowded if not m.torn and m.answer not in settings.kept}
    too_long = {answer for answer in whole if fits[answer] == "elsewhere"}
    kept = continuing.fitting(document, too_long)
    return {answer: fit for answer, fit in fits.items() if answer not in kept}, kept


def _tighter(measured: Measured, settings: Settings) -> Fit:
    fit = settings.fits.get(measured.answer)
    height = measured.height or 0  # unknown, where the answer runs over the page
    if fit == "dense" or measured.answer in settings.kept or height > 2 * measured.room:
        return "elsewhere"
    return "smaller" if fit is None and height < _SMALLER_SAVES * measured.room else "dense"


def _measured(places: Mapping[str, Place]) -> Iterator[Measured]:
    """Measure by the anchors that `placing` left at the ends of answers and rooms."""
    for name in places:
        if name.endswith("-room-end"):
            exercise = name.removesuffix("-room-end")
            top, answer = places[f"{exercise}-room"], f"{exercise}-answers"
            room = _distance(top, places[name])
            # An answer that runs over the foot of the page loses its end.
            end = places.get(f"{answer}-end")
            height = _distance(top, end) if end else None
            first = top.bottom - top.top
            yield Measured(answer, height, first if room is None else room, room is None)


def _distance(start: Place, end: Place) -> float | None:
    return end.top - start.top if start.page == end.page else None


# --- exercises -----------------------------------------------------------------------------------


def _torn(places: Mapping[str, Place], torn: Mapping[str, bool]) -> Mapping[str, bool]:
    """Return which exercises may begin before the page that their room is on, since they must.

    One that would take a third page by that stays as it was.
    """
    rooms = [name.removesuffix("-room") for name in places if name.endswith("-room")]
    pages = {e: places[f"{e}-room"].page - places[e].page for e in rooms if e in places}
    found = {e: e not in torn for e, turned in pages.items() if turned > (e in torn)}
    return {**torn, **found}


# --- footnotes -----------------------------------------------------------------------------------


def _has_stray_footnotes(places: Mapping[str, Place]) -> bool:
    """Say whether a footnote stands on another page than its mark.

    WeasyPrint sends footnotes to a later page where that lets a paragraph's second line stay on
    this one. It does not where paragraphs are kept whole.
    """
    marks = [name for name in places if name.startswith("footnote-") and name.endswith("-mark")]
    notes = {mark: places.get(mark.removesuffix("-mark")) for mark in marks}
    return any(note and note.page != places[mark].page for mark, note in notes.items())


# --- notes in the margin -------------------------------------------------------------------------


def _shifts(page: Any, settings: Settings) -> Iterator[tuple[str, int]]:
    """Say how far down each note of a page has to go, or up if less than 0.

    Down from the note above it, then up, from the last to the first, from the page's foot:
    WeasyPrint prints notes of neighbouring lines over each other, and over the foot.
    """
    placed: list[tuple[str, float, float, float]] = []
    head = 0.0
    for name, top, height in _notes(page, settings):
        placed.append((name, top, max(top, head), height))
        head = max(top, head) + height + _GAP
    limit = _foot(page)
    for name, top, lowered, height in reversed(placed):
        start = min(lowered, limit - height)
        limit = start - _GAP
        if round(start - top):
            yield name, round(start - top)


def _notes(page: Any, settings: Settings) -> list[tuple[str, float, float]]:
    """Return the id, own top and height of the notes in a page's margin, from the head down."""
    notes = [
        (name, box[1] - settings.shifts.get(name, 0), box[3] - box[1])
        for name, box in page.anchors.items()
        if name.startswith("beside-")
    ]
    return sorted(notes, key=lambda note: note[1])


def _foot(page: Any) -> float:
    box = page._page_box  # no public name tells where a page's text ends
    return float(box.content_box_y() + box.height)
