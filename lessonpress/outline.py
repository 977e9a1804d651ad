"""Where a lesson is cut into slides, and what role each slide plays. Pure.

Headings cut slides as in pandoc: at the slide level a heading starts a slide, above it a part,
below it it stands on the slide. Exercises, questions and the boxes that frame a lesson (objectives,
key points, ...) have slides of their own. An exercise is followed by a slide for its solution, a
question by one for its answer, which is empty in a student's lesson, so that slides have the same
numbers for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, TypeVar

from lessonpress import clicks, markup, views
from lessonpress import model as m
from lessonpress.walking import rewrite, walk

Block = TypeVar("Block", bound=m.Block)

# Boxes that have a slide of their own; any other box stands on the slide it is written in.
SLIDE_BOXES = frozenset({"objectives", "questions", "prereq", "keypoints", "discussion"})
# What is asked in so many characters stands as the slide's title, where two lines hold it.
_LONGEST_QUESTION = 90
# What so many characters name stands in the slide's tag, which is one line.
_LONGEST_NAME = 60
# Slides that have a tag.
_TAGGED = frozenset({"exercise", "quiz", "objectives", "questions", "discussion"})

_REMARKS = (m.Notes, m.InstructorNote)


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide before it is laid out.

    `role` names its template and, unless the author chose a `layout`, its layout. `subject` is the
    exercise, question, box, figure or quotation that the slide is about, `quiz` what a question
    belongs to. An empty `title` leaves the words to the template ("Objectives").

    `section` is the id of the heading under which the slide stands, at the slides' level or above.
    A box fills the slide that the heading before it opened: `opened_by` is that heading's id, where
    links to it lead. `above` is what the tag names first: such a heading, where the box has a title
    of its own, or a quiz.

    `notes` are what the speaker says, `remarks` what only the
    instructor reads; `footnotes` those that the slide's marks call, `spoken_footnotes` those that
    only its notes and remarks call. `sources` and `spoken_sources` are in the same way what those
    cite, where the deck has no slide of sources because students' slides cite none.
    """

    id: str
    role: str
    title: m.Inlines
    span: m.Span
    blocks: m.Blocks = ()
    subject: m.Block | None = None
    notes: m.Blocks = ()
    remarks: m.Blocks = ()
    footnotes: tuple[m.Footnote, ...] = ()
    spoken_footnotes: tuple[m.Footnote, ...] = ()
    layout: str | None = None
    part: str = ""
    part_number: int = 0
    section: str = ""
    quiz: m.Quiz | None = None
    above: m.Inlines = ()
    opened_by: str = ""
    sources: tuple[m.Source, ...] = ()
    spoken_sources: tuple[m.Source, ...] = ()


def slides(lesson: m.Lesson) -> tuple[Slide, ...]:
    """Return the lesson's slides in order, from its title to its sources."""
    level = lesson.slide_level or slide_level(lesson.blocks)
    title = Slide("slide:title", "title", (m.Text(lesson.title),), lesson.span)
    cut = [*_Cutter(level, title).cut(lesson.blocks)]
    if _cites(lesson):
        cut.append(Slide("slide:sources", "sources", (), lesson.span, part=cut[-1].part))
        return tuple(_finished(slide, lesson) for slide in cut)
    return tuple(_sourced(_finished(slide, lesson), lesson.sources) for slide in cut)


def slide_level(blocks: m.Blocks) -> int:
    """Return the highest heading level that is followed by content somewhere, as pandoc does.

    Where no heading has content, the last one's level is taken.
    """
    told = [b for b in blocks if not isinstance(b, (*_REMARKS, m.Pause))]
    levels = [
        block.level
        for block, following in pairwise(told)
        if isinstance(block, m.Heading) and not isinstance(following, m.Heading)
    ]
    last = [block.level for block in told[-1:] if isinstance(block, m.Heading)]
    return min(levels or last, default=1)


def _cites(lesson: m.Lesson) -> bool:
    """Say whether a slide that students see cites a source."""
    unseen = (*_REMARKS, m.Solution, m.Feedback, m.Accepted)
    shown = [*walk(lesson.blocks, unseen)]
    called = {node.key for node in shown if isinstance(node, m.FootnoteMark)}
    footnotes = tuple(f for f in lesson.footnotes if f.key in called)
    return any(isinstance(node, m.Citation) for node in (*shown, *walk(footnotes, unseen)))


class _Cutter:
    """Goes through the blocks of a lesson and closes one slide after the other."""

    def __init__(self, level: int, title: Slide) -> None:
        self._level = level
        self._open = title
        self._done: list[Slide] = []
        # What a slide is called and belongs to when a break or a box starts it.
        self._title: m.Inlines = title.title
        # The heading that has opened the slide, until another slide is started.
        self._heading: m.Heading | None = None
        # Whether a break has started the slide that is open.
        self._is_broken = False
        self._section = ""
        self._part = ""
        self._parts = 0

    def cut(self, blocks: m.Blocks) -> list[Slide]:
        for block in blocks:
            self._take(block)
        self._close()
        return self._done

    def _take(self, block: m.Block) -> None:
        match block:
            case m.Notes():
                self._open = replace(self._open, notes=self._open.notes + block.blocks)
            case m.InstructorNote():
                self._open = replace(self._open, remarks=self._open.remarks + block.blocks)
            case m.Heading() if block.level <= self._level:
                self._take_heading(block)
            case m.SlideBreak():
                self._start(Slide(block.id, "content", self._title, block.span))
                self._is_broken = True
            case m.Exercise():
                self._take_exercise(block)
            case m.Quiz():
                self._take_quiz(block)
            case m.Box() if block.kind in SLIDE_BOXES:
                slide = self._slide_of(block.id, block.kind, block.title, block)
                self._start_or_fill(replace(slide, blocks=block.blocks))
            case m.Pause():
                # After a box or a title that is complete there is nothing to wait for.
                if self._open.role == "content":
                    self._open = replace(self._open, blocks=(*self._open.blocks, block))
            case _:
                self._take_content(block)

    def _take_heading(self, heading: m.Heading) -> None:
        self._title, self._section = heading.inlines, heading.id
        slide = Slide(heading.id, "content", heading.inlines, heading.span, layout=heading.layout)
        if heading.level < self._level:
            self._parts += 1
            self._part = markup.plain(heading.inlines)
            slide = replace(slide, role="part", part_number=self._parts)
        self._start(slide)
        self._heading = heading

    def _take_exercise(self, exercise: m.Exercise) -> None:
        slide = self._slide_of(exercise.id, "exercise", exercise.title, exercise)
        self._start_or_fill(replace(slide, blocks=exercise.blocks))
        if not exercise.solutions:
            return
        title, above = self._open.title, _as_text(self._open.above)
        solved = tuple(b for solution in exercise.solutions for b in solution.blocks)
        first = exercise.solutions[0]
        self._start(Slide(first.id, "solution", title, first.span, solved, exercise, above=above))

    def _take_quiz(self, quiz: m.Quiz) -> None:
        introduction = (*_unnamed(quiz), *quiz.blocks)
        if self._is_vacant():
            quiz = replace(quiz, title=quiz.title or self._open.title)
        above = quiz.title if _is_name(quiz.title) else _as_text(quiz.title)
        for question in quiz.questions:
            self._take_question(question, quiz, introduction, above)
            introduction, above = (), self._open.above
        for block in introduction:
            self._take(block)

    def _take_question(
        self, question: m.Question, quiz: m.Quiz, introduction: m.Blocks, above: m.Inlines
    ) -> None:
        """Ask a question and answer it, in a quiz that tags name by `above`."""
        title, asked = _headline(question)
        asked = (*introduction, *asked, *_answer(views.asked(question)))
        slide = self._slide_of(question.id, "quiz", title, question)
        slide = replace(slide, blocks=asked, quiz=quiz, above=above)
        self._start_or_fill(slide, titled=True)
        said = () if question == views.asked(question) else _answer(question)
        answer = Slide(f"{question.id}-answer", "answer", title, question.span, said, question)
        self._start(replace(answer, quiz=quiz, above=_as_text(self._open.above)))

    def _take_content(self, block: m.Block) -> None:
        if self._open.role != "content":
            # A title, a part or a box is complete; what follows it is a slide of the section.
            ident = f"{block.id}-slide"
            self._start(Slide(ident, "content", self._title, block.span))
        self._open = replace(self._open, blocks=(*self._open.blocks, block))

    def _slide_of(self, ident: str, role: str, title: m.Inlines, subject: m.Block) -> Slide:
        return Slide(ident, role, title, subject.span, subject=subject)

    def _start_or_fill(self, slide: Slide, titled: bool = False) -> None:
        """Start a slide for a box, unless the heading before it has opened one for it.

        A box without a title takes the heading's, unless it is `titled` all the same.
        """
        opened = self._open
        if not self._is_vacant():
            self._start(slide)
            return
        filled = replace(
            slide,
            title=slide.title if titled else slide.title or opened.title,
            notes=opened.notes,
            remarks=opened.remarks,
            layout=opened.layout,
            part=self._part,
            section=self._section,
        )
        self._open = _headed(filled, self._heading) if self._heading else filled

    def _is_vacant(self) -> bool:
        """Say whether the slide that is open has a title and nothing else yet."""
        opened = self._open
        return opened.role == "content" and all(isinstance(b, m.Pause) for b in opened.blocks)

    def _start(self, slide: Slide) -> None:
        self._close()
        self._open = replace(slide, part=self._part, section=self._section)
        self._heading, self._is_broken = None, False

    def _close(self) -> None:
        """Keep the slide that is open.

        A break behind which nothing is shown makes no slide, in either deck: what is said there is
        said over the slide before.
        """
        opened = self._open
        if not (self._is_broken and self._is_vacant()):
            self._done.append(opened)
            return
        *before, last = self._done
        notes, remarks = last.notes + opened.notes, last.remarks + opened.remarks
        self._done = [*before, replace(last, notes=notes, remarks=remarks)]


def _headed(slide: Slide, heading: m.Heading) -> Slide:
    """Return the slide of a box with the heading that opened it: its title, in its tag, or above.

    No word of the heading is lost, whatever the box itself is called.
    """
    slide = replace(slide, opened_by=heading.id)
    if heading.inlines in (slide.title, slide.above):
        return slide
    above = (*heading.inlines, m.Text(" · "), *slide.above) if slide.above else heading.inlines
    if slide.role in _TAGGED and _is_name(above):
        return replace(slide, above=above)
    return replace(slide, blocks=(heading, *slide.blocks))


def _is_name(inlines: m.Inlines) -> bool:
    """Say whether inlines are short and plain enough for a tag."""
    if any(isinstance(node, m.Blank | m.Image | m.LineBreak) for node in walk(inlines)):
        return False
    return len(markup.plain(inlines)) <= _LONGEST_NAME


def _as_text(name: m.Inlines) -> m.Inlines:
    """Return a name for the slides that repeat it: without its footnotes, and cut to a tag."""
    words = markup.plain(name)
    cut = words if len(words) <= _LONGEST_NAME else words[: _LONGEST_NAME - 1].rstrip() + "…"
    return (m.Text(cut),) if cut else ()


def _unnamed(quiz: m.Quiz) -> m.Blocks:
    """Return a quiz's own title as a heading, where it is too long for a tag."""
    if _is_name(quiz.title):
        return ()
    return (m.Heading(f"{quiz.id}-title", quiz.span, 3, quiz.title),)


def _headline(question: m.Question) -> tuple[m.Inlines, m.Blocks]:
    """Return what is asked as a title, where it is short enough, and what stands below it."""
    match question.blocks:
        case (m.Paragraph(inlines=asked), *rest) if len(markup.plain(asked)) <= _LONGEST_QUESTION:
            if not any(isinstance(node, m.Blank | m.Image) for node in walk(asked)):
                return asked, tuple(rest)
    return (), question.blocks


def _answer(question: m.Question) -> m.Blocks:
    return ((question.answer,) if question.answer else ()) + question.feedback


# --- finishing -----------------------------------------------------------------------------------


def _finished(slide: Slide, lesson: m.Lesson) -> Slide:
    """Lift remarks out of whatever they stand in, find the footnotes, see what the content is."""
    shown = _footnotes((slide.title, slide.above, slide.blocks), lesson)
    holders = (slide.blocks, slide.notes, slide.remarks, tuple(shown))
    notes = tuple(b for n in walk(holders) if isinstance(n, m.Notes) for b in n.blocks)
    remarks = tuple(b for n in walk(holders) if isinstance(n, m.InstructorNote) for b in n.blocks)
    told = _footnotes((slide.notes, notes, slide.remarks, remarks), lesson)
    slide = replace(
        slide,
        blocks=clicks.counted(_asked(without_remarks(slide.blocks))),
        notes=without_remarks(slide.notes + notes),
        remarks=without_remarks(slide.remarks + remarks),
        footnotes=without_remarks(shown),
        spoken_footnotes=without_remarks(tuple(f for f in told if f not in shown)),
    )
    return _with_role(slide) if slide.role == "content" else slide


def _sourced(slide: Slide, sources: tuple[m.Source, ...]) -> Slide:
    """Name the sources on the slide that cites them, which only the instructor sees."""
    shown = _cited((slide.title, slide.above, slide.blocks, slide.footnotes))
    told = _cited((slide.notes, slide.remarks, slide.spoken_footnotes)) - shown
    return replace(
        slide,
        sources=tuple(s for s in sources if s.key in shown),
        spoken_sources=tuple(s for s in sources if s.key in told),
    )


def _cited(nodes: object) -> set[str]:
    return {node.key for node in walk(nodes) if isinstance(node, m.Citation)}


def without_remarks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks without what is said over them, which slides have in places of their own."""
    kept = (block for block in blocks if not isinstance(block, _REMARKS))
    return tuple(
        rewrite(block, lambda node: () if isinstance(node, _REMARKS) else (node,)) for block in kept
    )


def _asked(blocks: m.Blocks) -> m.Blocks:
    """Ask the questions of a quiz that stands in other content without answering them."""

    def ask(node: Any) -> tuple[Any, ...]:
        return (views.asked(node),) if isinstance(node, m.Question) else (node,)

    return tuple(rewrite(block, ask) for block in blocks)


def _footnotes(nodes: object, lesson: m.Lesson) -> tuple[m.Footnote, ...]:
    called = {node.key for node in walk(nodes) if isinstance(node, m.FootnoteMark)}
    return tuple(f for f in lesson.footnotes if f.key in called)


def _with_role(slide: Slide) -> Slide:
    figures = [b for b in slide.blocks if isinstance(b, m.Figure)]
    match slide.blocks:
        case (m.Figure() as figure,):
            return replace(slide, role="full-figure", subject=figure)
        case (m.Quote() as quote,):
            return replace(slide, role="quote", subject=quote)
        case (m.Columns(columns=(left, right)) as columns,) if left.width == right.width:
            return replace(slide, role="two-columns", subject=columns)
        case _ if len(figures) == 1 and _is_text(b for b in slide.blocks if b is not figures[0]):
            return replace(slide, role="text-figure", subject=figures[0])
        case _:
            return slide


def _is_text(blocks: Iterable[m.Block]) -> bool:
    return all(isinstance(b, m.Paragraph | m.ItemList | m.Heading) for b in blocks)
