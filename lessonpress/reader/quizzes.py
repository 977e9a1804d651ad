"""From the body of a quiz to its questions.

A quiz asks one question, or several: as a numbered list, or each with a heading. What answers one
is found by its form: a task list holds choices, lines that begin with `answer:` a number, a few
words, or true or false; where there is neither, a definition list or a table of two columns is to
be matched, and a numbered list to be put in order. What stands under a choice, and what
`feedback:` or a feedback block says, is for those who have answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile
from typing import Any
from xml.etree.ElementTree import Element

from lessonpress import model as m
from lessonpress.reader import answers, planning
from lessonpress.reader.blocks import blocks, check_values, item_id, with_paragraphs
from lessonpress.reader.inlines import check_classes, inlines
from lessonpress.reader.reading import Reading
from lessonpress.reader.scanner import PLACEHOLDER, Div
from lessonpress.reader.vocabulary import QUESTION

Values = Mapping[str, str]
_LISTS = ("ul", "ol")
# What stands under a choice and tells those who chose it why they are right or wrong.
# Text that is indented too far is read as code, but a choice's own code stands in a fence.
_TELLS = frozenset({*_LISTS, "dl", "blockquote", "pre"})
# What may answer a question in a list of them.
_ANSWERS = frozenset({*_LISTS, "dl", "table"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def content(root: Element, parent: str, values: Values, reading: Reading) -> m.Blocks:
    """Return a quiz's heading, what introduces it, and its questions.

    `values` are those of the block: what a single question has to say for itself stands there.
    """
    parts = [*with_paragraphs(root)]
    if any(map(_asks, parts)):
        return _from_lists(parts, parent, values, reading)
    if headed := _headed(parts):
        before = blocks(_together(parts[: parts.index(headed[0][0])]), parent, reading)
        return (*before, *(_under_heading(group, parent, values, reading) for group in headed))
    heading = [*takewhile(lambda part: part.tag in _HEADINGS, parts)]
    rest = parts[len(heading) :]
    head = blocks(_together(heading), parent, reading)
    if not rest:
        _check_empty(head, reading)
        return head
    return (*head, _question(rest, reading.new_id(parent, "question"), values, reading))


def _from_lists(parts: list[Element], parent: str, values: Values, reading: Reading) -> m.Blocks:
    asked = [question for part in parts if _asks(part) for question in part]
    others = blocks(_together(part for part in parts if not _asks(part)), parent, reading)
    _check_after(parts, _asks, reading)
    return (*others, *(_listed(item, parent, values, reading) for item in asked))


def _headed(parts: list[Element]) -> list[list[Element]]:
    """Return the questions that headings ask: several, or one with only answers below it."""
    starts = [n for n, part in enumerate(parts) if part.tag in _HEADINGS]
    groups = [parts[start:end] for start, end in pairwise([*starts, len(parts)])]
    if not all(any(map(_may_answer, group)) for group in groups):
        return []
    told = any(map(_is_text, (part for group in groups for part in group)))
    before = parts[: starts[0]] if starts else []
    return [] if any(map(_is_answer, before)) or (len(groups) == 1 and told) else groups


def _under_heading(group: list[Element], parent: str, quiz: Values, reading: Reading) -> m.Question:
    heading, line = group[0], _line(group, 1)
    check_classes(heading, line, reading)
    given = check_values(heading, QUESTION, reading.span(line), reading)
    asked = Element("p", {"line": str(line)})
    asked.text = heading.text
    asked.extend(list(heading))
    ident = item_id(heading, parent, "question", reading)
    values = {"for": quiz.get("for", "")} | given
    return _question([asked, *group[1:]], ident, values, reading)


def _check_empty(head: m.Blocks, reading: Reading) -> None:
    for heading in head[:1]:
        message = "This quiz has a title, but no question."
        reading.warn("quiz-empty", heading.span, message, "Write what you ask below it.")


def _asks(part: Element) -> bool:
    """Say whether a part of a quiz is a list of questions: numbered, with answers in its items."""
    if part.tag != "ol" or _is_task_list(part):
        return False
    return any(_may_answer(child) for item in part for child in item)


def _listed(item: Element, parent: str, quiz: Values, reading: Reading) -> m.Question:
    parts = [*with_paragraphs(item)]
    span = reading.span(_line(parts, 1))
    given = check_values(item, QUESTION, span, reading)
    ident = item_id(item, parent, "question", reading)
    return _question(parts, ident, {"for": quiz.get("for", "")} | given, reading)


# --- a question ----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Parts:
    """The parts of a question."""

    asked: list[Element] = field(default_factory=list)
    choices: list[Element] = field(default_factory=list)
    written: list[Element] = field(default_factory=list)
    told: list[Element] = field(default_factory=list)


def _question(elements: list[Element], ident: str, values: Values, reading: Reading) -> m.Question:
    span = reading.span(_line(elements, 1))
    parts = _sorted(elements)
    shown, feedback = _shown(parts.asked, parts.told, ident, reading)
    aims = planning.objectives(values.get("for"))
    question = m.Question(ident, span, 0, shown, None, feedback, aims)
    if parts.choices and parts.written:
        _refuse_both(parts.written, span, reading)
    if parts.choices or parts.written:
        _check_after(elements, _is_answer, reading)
    if parts.choices:
        answer: m.Answer = _choices(parts.choices, question, reading)
    elif parts.written:
        told = [(inlines(p, _line([p], 1), reading), _line([p], 1)) for p in parts.written]
        answer = answers.written(told, values.get("unit", ""), question, reading)
    else:
        return _checked(answers.found(question, reading), reading)
    return _checked(replace(question, answer=answer), reading)


def _refuse_both(written: list[Element], span: m.Span, reading: Reading) -> None:
    words = " ".join("".join(line.itertext()).strip() for line in written)
    message = f'This question has choices, and "answer: {words}" as well.'
    reading.fail("answers-mixed", span, message, "Take one of the two out.")


def _sorted(elements: list[Element]) -> _Parts:
    parts = _Parts()
    for element in elements:
        if _is_task_list(element):
            parts.choices.append(element)
        elif element.get("said") == "answer":
            parts.written.append(element)
        elif element.get("said") == "feedback":
            parts.told.append(element)
        else:
            parts.asked.append(element)
    return parts


def _shown(
    shown: list[Element], told: list[Element], parent: str, reading: Reading
) -> tuple[m.Blocks, tuple[m.Feedback, ...]]:
    """Return what everybody sees, and what is only said to those who have answered."""
    read = blocks(_together(shown), parent, reading)
    said = [b for b in read if isinstance(b, m.Feedback | m.Solution)]
    feedback = [m.Feedback(b.id, b.span, b.blocks) for b in said]
    if told:
        feedback.append(_feedback(told, parent, reading))
    return tuple(b for b in read if b not in said), tuple(feedback)


def _feedback(told: list[Element], parent: str, reading: Reading) -> m.Feedback:
    ident = reading.new_id(parent, "feedback")
    reading.hidden += 1
    said = blocks(_together(_unwrapped(told)), ident, reading)
    reading.hidden -= 1
    return m.Feedback(ident, reading.span(_line(told, 1)), said)


def _unwrapped(told: list[Element]) -> list[Element]:
    """Take a single remark out of the item or quotation that only marks it as one."""
    match [(part.tag, len(part)) for part in told]:
        case [("blockquote", _)]:
            return [*with_paragraphs(told[0])]
        case [("ul" | "ol", 1)]:
            return [*with_paragraphs(told[0][0])]
    return told


def _checked(question: m.Question, reading: Reading) -> m.Question:
    if question.answer is None:
        message = "Nothing says what the right answer to this question is."
        hint = (
            "Write its choices as - [ ] wrong and - [x] right, or a line that begins with answer:, "
            "or things to match, as a table of two columns."
        )
        reading.fail("quiz-unanswered", question.span, message, hint)
    if not question.blocks:
        message = "Nothing is asked here; there are only answers."
        reading.fail("question-empty", question.span, message, "Write the question above them.")
    return question


def _check_after(parts: list[Element], ends: Callable[[Element], bool], reading: Reading) -> None:
    """Complain about text behind the answers: it may well be meant to say why they are right."""
    last = max(number for number, part in enumerate(parts) if ends(part))
    for part in parts[last + 1 :]:
        if part.get("said") or _is_div(part, reading):
            continue
        message = "This stands behind the answers, where students would see it."
        hint = "Put it above them; or, if it explains them, between ::: feedback and :::."
        reading.fail("text-after-answers", reading.span(_line([part], 1)), message, hint)


# --- choices -------------------------------------------------------------------------------------


def _choices(lists: list[Element], question: m.Question, reading: Reading) -> m.Choices:
    ident = reading.new_id(question.id, "choices")
    items = [item for list_ in lists for item in list_]
    line = _line(lists, question.span.line)
    choices = tuple(_choice(item, line, ident, reading) for item in items)
    right = sum(choice.right is True for choice in choices)
    if not right:
        message = "None of these choices is marked as right."
        hint = "Put an x between the brackets of the right one: - [x]."
        reading.fail("quiz-unanswered", reading.span(line), message, hint)
    if len(choices) == 1:
        message = "There is only one choice."
        reading.warn("choices-few", reading.span(line), message, "Write - [ ] before each other.")
    return m.Choices(ident, reading.span(line), right > 1, choices)


def _choice(item: Element, line: int, parent: str, reading: Reading) -> m.Choice:
    ident = reading.new_id(parent, "choice")
    parts = [*with_paragraphs(item)]
    span = reading.span(_line(parts, line))
    told = [part for n, part in enumerate(parts) if _tells(part, n)]
    kept = [part for part in parts if part not in told]
    shown, feedback = _shown(kept, told, ident, reading)
    if "checked" not in item.attrib:
        message = "It is not said whether this choice is right or wrong."
        hint = "Begin it with - [x] if it is right, else with - [ ], a space between the brackets."
        reading.fail("choice-unmarked", span, message, hint)
    if any(key.startswith("attr-") for key in item.attrib):
        # It would stand in students' files, and might tell.
        values = check_values(item, frozenset(), span, reading)
        message = f'A choice has no name of its own; "{values.get("id", "")}" is passed over.'
        reading.warn("choice-named", span, message)
    return m.Choice(ident, span, shown, item.get("checked") == "true", feedback)


def _tells(part: Element, place: int) -> bool:
    """Say whether a part of a choice is feedback: text under its first line."""
    if part.tag in _TELLS or part.get("said") == "feedback":
        return True
    return place > 0 and _is_text(part) and _is_worded(part)


def _is_worded(paragraph: Element) -> bool:
    """Say whether a paragraph holds words, rather than a picture alone."""
    texts = (paragraph.text, *(child.tail for child in paragraph))
    return any((text or "").strip() for text in texts) or any(e.tag != "img" for e in paragraph)


# --- elements ------------------------------------------------------------------------------------


def _is_answer(part: Element) -> bool:
    return _is_task_list(part) or part.get("said") == "answer"


def _may_answer(part: Element) -> bool:
    return _is_answer(part) or part.tag in _ANSWERS


def _is_task_list(part: Element) -> bool:
    return part.tag in _LISTS and any("checked" in item.attrib for item in part)


def _is_text(part: Element) -> bool:
    return part.tag == "p" and "said" not in part.attrib and not _is_lifted(part)


def _is_lifted(part: Element) -> bool:
    return PLACEHOLDER.fullmatch((part.text or "").strip()) is not None


def _is_div(part: Element, reading: Reading) -> bool:
    found = PLACEHOLDER.fullmatch((part.text or "").strip())
    return found is not None and isinstance(reading.pieces[int(found[1])], Div)


def _together(parts: Iterable[Element]) -> Element:
    root = Element("div")
    root.extend(list(parts))
    return root


def _line(parts: Iterable[Element], default: int) -> int:
    lines: Iterator[Any] = (part.get("line") for part in parts)
    return int(next(lines, None) or default)
