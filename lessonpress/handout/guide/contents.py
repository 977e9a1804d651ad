"""What a unit's guide holds: its plan, then slide after slide what is shown, said and answered.

Pure. Slides come as pictures of the fitted deck, so that they have the numbers that everybody sees;
what stands on paper alone has an entry without pictures. Nothing that the instructor's lesson holds
for the instructor is left out: notes, remarks, hints, solutions, answers and what is said to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

from lessonpress import collation, coverage, markup, numerals, objectives, outline, views
from lessonpress import model as m
from lessonpress.coverage import Aim, Effort
from lessonpress.deck.page import SlidePicture
from lessonpress.handout import links
from lessonpress.handout.arrangement import Notes
from lessonpress.timetable import Activity
from lessonpress.walking import rewrite, walk

# Slides whose words are printed beside them, because they are read out and worked with.
_READ_OUT = frozenset({"exercise", "discussion"})
_PRINTED = _READ_OUT | {"quiz", "answer", "solution"}
# What is in the timetable only if it takes time.
_IN_PASSING = frozenset({"title", "sources"})
# More words than about a quarter of a page holds: kept whole, they would leave much of one white.
_LONG = 90


@dataclass(frozen=True, slots=True)
class Material:
    """A file of the unit, under its label: what it is, whose, and how many pages or slides."""

    label: str
    kind: str
    audience: m.Audience
    length: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What belongs together: a slide, or those of a question and its answer.

    `asked` is read out or worked with, `told` are the footnotes of all that is here, of which links
    lead to the `first_told`; `words` are terms that no page for students explains.
    """

    id: str
    pictures: tuple[SlidePicture, ...] = ()
    asked: m.Blocks = ()
    hints: m.Blocks = ()
    notes: m.Blocks = ()
    remarks: m.Blocks = ()
    solution: m.Blocks = ()
    question: m.Question | None = None
    blanks: tuple[m.Blank, ...] = ()
    told: tuple[m.Footnote, ...] = ()
    first_told: frozenset[str] = frozenset()
    words: tuple[m.GlossaryEntry, ...] = ()

    @property
    def is_silent(self) -> bool:
        """Whether nothing stands beside its pictures."""
        said = (self.asked, self.hints, self.notes, self.remarks, self.solution, self.question)
        return not any((*said, self.blanks, self.told, self.words))

    @property
    def halved(self) -> bool:
        """Whether its pictures stand side by side, since all of their words are printed."""
        return self.question is not None and len(self.pictures) > 1

    @property
    def is_long(self) -> bool:
        """Whether the entry may be torn: whole, it would leave much of a page white."""
        return _length(self) > _LONG


@dataclass(frozen=True, slots=True)
class Stretch:
    """An activity with its entries.

    `clock` is when it starts, `minutes` how long it takes, as they are printed, or empty where that
    is not known; a `sign` before them says that they are an estimate, or that it is less. `numbers`
    are those of its slides.
    """

    activity: Activity
    clock: str
    sign: str
    minutes: str
    numbers: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Purpose:
    """An objective and what is done for it; nothing is known of one without a name."""

    words: m.Inlines
    aim: Aim | None


@dataclass(frozen=True, slots=True)
class Guide:
    """A unit's guide.

    `notes` are what stands at its end; footnotes stand where they are called. `planned` are the
    minutes of all that has some, as they are printed.
    """

    purposes: tuple[Purpose, ...]
    stretches: tuple[Stretch, ...]
    materials: tuple[Material, ...]
    notes: Notes
    planned: str
    lang: str

    @property
    def timetable(self) -> tuple[Stretch, ...]:
        """What takes time, and the parts that it belongs to."""
        kept = (s for s in self.stretches if s.minutes or s.activity.kind not in _IN_PASSING)
        return tuple(kept)

    @property
    def has_estimates(self) -> bool:
        """Whether some minutes are shared rather than said."""
        return any(each.activity.is_estimate and each.minutes for each in self.stretches)

    @property
    def is_covered(self) -> bool:
        """Whether it is known of any objective what is done for it."""
        return any(purpose.aim for purpose in self.purposes)

    def minutes(self, effort: Effort) -> str:
        """Return the minutes of an effort as they are printed; empty if there are none."""
        return _number(effort.minutes, self.lang) if effort.minutes else ""


def guide(
    deck: m.Lesson,
    paper: m.Lesson,
    pictures: Iterable[SlidePicture],
    materials: tuple[Material, ...],
) -> Guide:
    """Return the guide of a unit, given as the instructor has it on slides and on paper."""
    found = coverage.of_cuts(deck, paper)
    shown = _by_slide(pictures)
    desk = _Desk.of(deck, paper, shown)
    table = found.timetable
    starts = table.starts or (None,) * len(table.activities)
    stretches = tuple(
        desk.stretch(activity, start)
        for activity, start in zip(table.activities, starts, strict=False)
    )
    led = desk.led(stretches)
    aims = {aim.objective.id: aim for aim in found.aims}
    listed = {item.id: item for lesson in (paper, deck) for item in objectives.listed(lesson)}
    return Guide(
        tuple(Purpose(objectives.words(i), aims.get(i.id)) for i in listed.values()),
        led,
        materials,
        desk.notes(led, paper),
        _number(table.planned, deck.lang) if table.planned else "",
        deck.lang,
    )


def _by_slide(pictures: Iterable[SlidePicture]) -> Mapping[str, tuple[SlidePicture, ...]]:
    """Return the pictures of each slide of the outline, by its id, with those that continue it."""
    found: dict[str, tuple[SlidePicture, ...]] = {}
    for picture in pictures:
        first = picture.continues or picture.id
        found[first] = (*found.get(first, ()), picture)
    return found


# --- stretches and entries -----------------------------------------------------------------------


@dataclass(slots=True)
class _Desk:
    """What entries are made from. `explained` are the terms, and `told` the footnotes, so far."""

    slides: Mapping[str, outline.Slide]
    pictures: Mapping[str, tuple[SlidePicture, ...]]
    footnotes: Mapping[str, m.Footnote]
    glossary: Mapping[str, m.GlossaryEntry]
    sources: Mapping[str, m.Source]
    lang: str
    explained: set[str]
    told: set[str] = field(default_factory=set)

    @classmethod
    def of(
        cls,
        deck: m.Lesson,
        paper: m.Lesson,
        pictures: Mapping[str, tuple[SlidePicture, ...]],
    ) -> _Desk:
        cuts = (paper, deck)
        students = views.for_audience(paper, m.Audience.STUDENT).glossary
        return cls(
            {slide.id: slide for slide in outline.slides(deck)},
            pictures,
            {note.key: note for cut in cuts for note in outline.without_remarks(cut.footnotes)},
            {entry.key: entry for cut in cuts for entry in cut.glossary if entry.meaning},
            {source.key: source for cut in cuts for source in cut.sources},
            deck.lang,
            {entry.key for entry in students},
        )

    def stretch(self, activity: Activity, start: Fraction | None) -> Stretch:
        slides = [self.slides[ident] for ident in activity.slides]
        groups = [tuple(group) for _, group in groupby(slides, key=_belongs_to)]
        entries = [self.entry(group) for group in groups] or [*self.on_paper(activity)]
        numbers = [p.number for slide in slides for p in self.pictures.get(slide.id, ())]
        return Stretch(
            activity,
            "" if start is None else _hours(start),
            *_lasting(activity, self.lang),
            _range(numbers),
            tuple(entries),
        )

    def entry(self, slides: tuple[outline.Slide, ...]) -> Entry:
        """Return the entry of slides that belong together, the one that asks first."""
        first = slides[0]
        notes = tuple(block for slide in slides for block in slide.notes)
        question = first.subject if isinstance(first.subject, m.Question) else None
        entry = Entry(
            f"at-{first.id}",
            tuple(p for slide in slides for p in self.pictures.get(slide.id, ())),
            asked=_asked(first),
            hints=tuple(block for block in notes if isinstance(block, m.Hint)),
            notes=tuple(block for block in notes if not isinstance(block, m.Hint)),
            remarks=tuple(block for slide in slides for block in slide.remarks),
            solution=first.blocks if first.role == "solution" else (),
            question=_cleared(question),
            blanks=tuple(_filled(first)) if first.role not in _PRINTED else (),
        )
        return self.explained_in(entry, tuple((s.title, s.above, s.blocks) for s in slides))

    def on_paper(self, activity: Activity) -> Iterator[Entry]:
        """Yield the entries of a task that has no slide of its own."""
        task = activity.task
        assert task, "an activity without slides is a task"
        asked = outline.without_remarks(task.blocks)
        first = Entry(f"at-{activity.id}", asked=asked)
        if isinstance(task, m.Exercise):
            solved = tuple(block for solution in task.solutions for block in solution.blocks)
            hints = outline.without_remarks(task.hints)
            solution = outline.without_remarks(solved)
            first = replace(first, hints=hints, solution=solution)
        if asked or not isinstance(task, m.Quiz):
            yield self.explained_in(first, ())
        for question in task.questions if isinstance(task, m.Quiz) else ():
            entry = Entry(f"at-{question.id}", question=_cleared(question))
            yield self.explained_in(entry, ())

    def explained_in(self, entry: Entry, shown: object) -> Entry:
        """Return the entry with the footnotes of all that is here, and words still to explain."""
        said = (entry.asked, entry.hints, entry.notes, entry.remarks)
        here = [*walk((shown, *said, entry.solution, entry.question))]
        marks = dict.fromkeys(node.key for node in here if isinstance(node, m.FootnoteMark))
        told = sorted((self.footnotes[k] for k in marks if k in self.footnotes), key=_number_of)
        mentioned = (n.key for n in (*here, *walk(tuple(told))) if isinstance(n, m.Term))
        new = [key for key in dict.fromkeys(mentioned) if key not in self.explained]
        self.explained.update(new)
        words = tuple(self.glossary[key] for key in new if key in self.glossary)
        first = frozenset(note.key for note in told) - self.told
        self.told.update(first)
        return replace(entry, told=tuple(told), first_told=first, words=words)

    def notes(self, stretches: tuple[Stretch, ...], paper: m.Lesson) -> Notes:
        """Return what stands at the end; links have the numbers that they have for students."""
        students = views.for_audience(paper, m.Audience.STUDENT)
        spoken = tuple(entry for stretch in stretches for entry in stretch.entries)
        words = self.glossary.values()
        return Notes(
            footnotes=(),
            glossary=tuple(sorted(words, key=lambda e: collation.order(e.key, self.lang))),
            sources=tuple(sorted(self.sources.values(), key=lambda source: source.number)),
            links=(*links.references(students), *links.references(spoken, students)),
        )

    # --- where links lead ---

    def led(self, stretches: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
        """Return stretches whose links lead to what is printed, or to the slide that shows it."""
        places = dict(self.places(stretches))
        entries = tuple(entry for each in stretches for entry in each.entries)
        printed = {node.id for node in walk(entries) if isinstance(node, m.Block | Entry)}
        printed |= {markup.term_id(key) for key in self.glossary}

        def change(node: Any) -> tuple[Any, ...]:
            if not isinstance(node, m.Link) or not node.href.startswith("#"):
                return (node,)
            target = node.href[1:]
            if target in printed:
                return (node,)
            if target in places:
                return (replace(node, href=f"#{places[target]}"),)
            return tuple(node.children)

        return tuple(rewrite(stretch, change) for stretch in stretches)

    def places(self, stretches: Iterable[Stretch]) -> Iterator[tuple[str, str]]:
        """Yield the entry of what slides show, by its id."""
        entries = {entry.id.removeprefix("at-"): entry for s in stretches for entry in s.entries}
        entry = ""
        for slide in self.slides.values():
            entry = entries[slide.id].id if slide.id in entries else entry
            shown = (slide.blocks, slide.subject)
            idents = {node.id for node in walk(shown) if isinstance(node, m.Block)}
            yield from ((ident, entry) for ident in (slide.id, slide.opened_by, *sorted(idents)))


def _belongs_to(slide: outline.Slide) -> str:
    return slide.subject.id if isinstance(slide.subject, m.Question) else slide.id


def _asked(slide: outline.Slide) -> m.Blocks:
    """Return what is printed of a slide's own words: tasks, prompts, what introduces a quiz."""
    if slide.quiz and slide.quiz.questions[0].id == slide.id:
        return outline.without_remarks(slide.quiz.blocks)
    return slide.blocks if slide.role in _READ_OUT else ()


def _cleared(question: m.Question | None) -> m.Question | None:
    """Return a question without what is said over it, which stands among the notes."""
    return outline.without_remarks((question,))[0] if question else None


def _filled(slide: outline.Slide) -> Iterator[m.Blank]:
    shown = walk((slide.title, slide.blocks))
    return (node for node in shown if isinstance(node, m.Blank) and node.answer)


def _number_of(footnote: m.Footnote) -> int:
    return footnote.number


def _length(entry: Entry) -> int:
    """Return about how many words an entry has."""
    texts = (node.text for node in walk(entry) if isinstance(node, m.Text | m.Code | m.CodeBlock))
    return sum(len(text.split()) for text in texts)


# --- numbers as they are printed -----------------------------------------------------------------


def _hours(minutes: Fraction) -> str:
    whole = round(minutes)
    return f"{whole // 60}:{whole % 60:02}"


def _lasting(activity: Activity, lang: str) -> tuple[str, str]:
    """Return the sign and the number of an activity's minutes: tenths only if they were given."""
    if not activity.minutes:
        return "", ""
    if not activity.is_estimate:
        return "", _number(activity.minutes, lang)
    if activity.minutes < 1:
        return "< ", "1"
    return "≈ ", str(round(activity.minutes))


def _number(minutes: Fraction | None, lang: str) -> str:
    tenths = round((minutes or Fraction(0)) * 10)
    form = m.NumberForm(decimals=1 if tenths % 10 else 0)
    return numerals.written(Decimal(tenths) / 10, form, lang)


def _range(numbers: list[int]) -> str:
    if not numbers:
        return ""
    first, last = min(numbers), max(numbers)
    return str(first) if first == last else f"{first}–{last}"
