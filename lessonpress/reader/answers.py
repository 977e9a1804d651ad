"""Answers of a quiz that are not choices: to write, to match, to put in order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lessonpress import markup
from lessonpress import model as m
from lessonpress.reader.inlines import blank_size
from lessonpress.reader.reading import Reading

_NUMBER = r"[-+−]?\d(?:[.,'’\u00a0\u202f ]?\d)*(?:[eE][-+−]?\d+)?"
_NUMERIC = re.compile(rf"{_NUMBER}(?:\s*(?:±|\+/-|\+-)\s*{_NUMBER}\s*%?)?(?:\s*[^\d\s±][^\d±]*)?")
_TOLERANCE = re.compile(r"±|\+/-|\+-")
_SEMICOLON = re.compile("[;؛]")
# The rule for a number says nothing of it, not even how long it is.
_NUMBER_SIZE = 8
# With fewer, who knows one pair knows the rest.
_FEWEST_PAIRS = 3
# Of three texts, one order in six is the one given.
_MOST_TRIES = 40


# --- written -------------------------------------------------------------------------------------


def written(
    lines: Sequence[tuple[m.Inlines, int]], unit: str, question: m.Question, reading: Reading
) -> m.Answer:
    """Return what is to be written, or judged true or false. `lines` are answers and their lines.

    Answers that are right as well stand on further lines, or behind semicolons.
    """
    ident = reading.new_id(question.id, "answer")
    given = [answer for inlines, _ in lines for answer in _alternatives(inlines, unit)]
    words = [markup.plain(inlines).strip() for inlines in given]
    span = reading.span(lines[0][1])
    if words and words[0].lower() in ("true", "false") and len(words) == 1 and not unit:
        return m.Truth(ident, span, words[0].lower() == "true")
    numeric = bool(words) and all(_NUMERIC.fullmatch(word) for word in words)
    if not numeric and (unit or any(map(_TOLERANCE.search, words))):
        message = f'"{"; ".join(words)}" is not a number.'
        reading.fail("answer-no-number", span, message, "Write answer: 42, or answer: 42 ± 2.")
    if not any(words):
        message = 'Nothing stands behind "answer:".'
        reading.fail("quiz-unanswered", span, message, "Write what is right: answer: 42.")
    size = _NUMBER_SIZE if numeric else max((_NUMBER_SIZE, *map(blank_size, given)))
    return m.Written(ident, span, numeric, size, unit, tuple(map(m.Accepted, given)))


def _alternatives(inlines: m.Inlines, unit: str) -> Iterator[m.Inlines]:
    """Yield the answers on a line, which semicolons part, without the unit and white around."""
    parts: list[list[m.Inline]] = [[]]
    for inline in inlines:
        first, *others = _SEMICOLON.split(inline.text) if type(inline) is m.Text else (None,)
        parts[-1].append(inline if first is None else m.Text(first))
        parts += [[m.Text(text)] for text in others]
    yield from filter(None, (_trimmed(part, unit) for part in parts))


def _trimmed(part: Sequence[m.Inline], unit: str) -> m.Inlines:
    inlines = list(part)
    if inlines and isinstance(inlines[0], m.Text):
        inlines[0] = m.Text(inlines[0].text.lstrip())
    if inlines and isinstance(inlines[-1], m.Text):
        inlines[-1] = m.Text(inlines[-1].text.rstrip().removesuffix(unit).rstrip())
    return tuple(inline for inline in inlines if inline != m.Text(""))


# --- what a question's own blocks are ------------------------------------------------------------


def found(question: m.Question, reading: Reading) -> m.Question:
    """Take the answer out of a question's blocks: what is to be matched, or to be put in order."""
    for place, block in reversed(list(enumerate(question.blocks))):
        answer = _answer(block, question, reading)
        if answer is None:
            continue
        _check_last(question.blocks[place + 1 :], reading)
        kept = _kept(block, reading)
        rest = question.blocks[:place] + kept + question.blocks[place + 1 :]
        return replace(question, blocks=rest, answer=answer)
    return question


def _answer(block: m.Block, question: m.Question, reading: Reading) -> m.Answer | None:
    match block:
        case m.Table() if len(block.alignments) == 2:
            return _matching(block.head, block.rows, block, question, reading)
        case m.DefinitionList():
            pairs = [(term, _text(item)) for item in block.items for term in item.terms]
            return _matching((), pairs, block, question, reading)
        case m.ItemList(ordered=True, numbering="decimal") if not _are_questions(block):
            return _ordering(block, question, reading)
    return None


def _kept(block: m.Block, reading: Reading) -> m.Blocks:
    """Return what of a block the answer does not hold; a whole one that it cannot is a mistake."""
    if isinstance(block, m.Table):
        name = f"{block.id}-caption"
        return (m.Paragraph(name, block.span, block.caption),) if block.caption else ()
    assert isinstance(block, m.DefinitionList | m.ItemList)
    for item in block.items:
        if len(item.blocks) != 1 or not isinstance(item.blocks[0], m.Paragraph):
            message = "What is matched or put in order is a paragraph each, and this is not."
            reading.fail("matching-unclear", item.span, message, "Say it in one paragraph.")
            return (block,)
    return ()


def _text(item: m.Definition | m.ListItem) -> m.Inlines:
    texts = (b.inlines for b in item.blocks if isinstance(b, m.Paragraph))
    return tuple(inline for text in texts for inline in text)


def _check_last(blocks: m.Blocks, reading: Reading) -> None:
    for block in blocks:
        if isinstance(block, m.Paragraph | m.ItemList | m.Quote):
            message = "This stands behind the answers, where students would see it."
            hint = "Put it above them; or, if it explains them, between ::: feedback and :::."
            reading.fail("text-after-answers", block.span, message, hint)


# --- matching ------------------------------------------------------------------------------------


def _matching(
    head: tuple[m.Inlines, ...],
    pairs: Sequence[tuple[m.Inlines, ...]],
    block: m.Block,
    question: m.Question,
    reading: Reading,
) -> m.Matching:
    options = shuffled([right for _, right in pairs])
    items = tuple(m.Match(left, options.index(right)) for left, right in pairs if left)
    if any(not right for _, right in pairs):
        message = "Something here has nothing that it is to be matched with."
        hint = "Fill the right side; what matches nothing has an empty left one."
        reading.fail("matching-unclear", block.span, message, hint)
    if len(items) < _FEWEST_PAIRS:
        message = "There is too little to match: who finds one pair has found them all."
        hint = "Give three pairs at least; a row with an empty left side adds a wrong one."
        reading.warn("matching-short", block.span, message, hint)
    head = head if any(head) else ()
    return m.Matching(reading.new_id(question.id, "answer"), block.span, head, items, options)


# --- ordering ------------------------------------------------------------------------------------


def _are_questions(block: m.ItemList) -> bool:
    texts = (b for item in block.items for b in item.blocks[:1] if isinstance(b, m.Paragraph))
    return any(markup.plain(text.inlines).rstrip().endswith("?") for text in texts)


def _ordering(block: m.ItemList, question: m.Question, reading: Reading) -> m.Ordering:
    steps = [m.OrderedStep(_text(item), n) for n, item in enumerate(block.items, 1)]
    order = shuffled([step.inlines for step in steps])
    if len(order) < len(steps):
        message = "Two of these steps say the same, so that their order is not clear."
        reading.fail("ordering-unclear", block.span, message, "Say how they differ.")
    steps.sort(key=lambda step: order.index(step.inlines))
    return m.Ordering(reading.new_id(question.id, "answer"), block.span, tuple(steps))


# --- an order that tells nothing -----------------------------------------------------------------


def shuffled(texts: Sequence[m.Inlines]) -> tuple[m.Inlines, ...]:
    """Return texts, each once, in an order that depends on their words and is not the one given.

    Nothing of the right order can be read off it, and it is the same in every file.
    """
    unique = tuple(dict.fromkeys(texts))
    # Two are not always turned round, which would tell; more are, before they are given up.
    orders = (_order(unique, salt) for salt in range(2 if len(unique) < 3 else _MOST_TRIES))
    return next((order for order in orders if order != unique), unique)


def _order(texts: tuple[m.Inlines, ...], salt: int) -> tuple[m.Inlines, ...]:
    def key(text: m.Inlines) -> bytes:
        return hashlib.sha256(f"{salt} {markup.inline_html(text)}".encode()).digest()

    return tuple(sorted(texts, key=key))
