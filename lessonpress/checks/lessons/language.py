"""Whether a unit's words are those of its readers: explained in time, and not too hard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lessonpress import markup
from lessonpress import model as m
from lessonpress.checks.lessons.subject import Subject
from lessonpress.diagnostics import Diagnostic, info
from lessonpress.reader.glossary import terms
from lessonpress.walking import walk

# --- terms ---------------------------------------------------------------------------------------


def late_terms(subject: Subject) -> Iterator[Diagnostic]:
    """Remark on a term that the unit uses before the block that defines it."""
    used: dict[str, m.Block] = {}
    block: m.Block | None = None
    for node in walk(subject.lesson.blocks, (m.Notes, m.InstructorNote, m.Solution)):
        if isinstance(node, m.Box) and node.kind == "definition":
            for name in map(markup.plain, terms(node)):
                if first := used.get(name.casefold()):
                    message = f'"{name}" is used here, and defined only on line {node.span.line}.'
                    hint = "Define it before, or say in a few words what it means."
                    yield info("term-late", first.span, message, hint)
        block = node if isinstance(node, m.Block) else block
        if isinstance(node, m.Term) and block:
            used.setdefault(node.key.casefold(), block)


# --- how hard it is to read ----------------------------------------------------------------------

# The highest LIX that readers are at ease with: words a sentence, and how many of a hundred have
# more than six letters (Björnsson 1968; below 30 is for children, 40 to 50 newspapers, above 60
# science).
_EASE: Mapping[str, int] = MappingProxyType(
    {"primary": 30, "secondary": 40, "undergraduate": 50, "graduate": 60}
)
# How far above is "far", and from how many words on the figure means something.
_FAR, _ENOUGH = 10, 100
# Languages whose words LIX was tried on, or that are close to these.
_COUNTED = frozenset({"en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "nn", "no"})
_LONG = 6
_SENTENCE = re.compile(r"[.!?:…]+(?:\s|$)")
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")


def hard_reading(subject: Subject) -> Iterator[Diagnostic]:
    """Remark on prose that is far harder than the course's audience reads."""
    ease = _EASE.get(subject.course.audience)
    prose = [*_prose(subject.printed)]
    lix = readability(prose)
    if ease is None or lix is None or _primary(subject.lesson.lang) not in _COUNTED:
        return
    if lix > ease + _FAR:
        message = (
            f"The prose of this unit is hard to read for an audience of {subject.course.audience} "
            f"level: its readability index (LIX) is {lix:.0f}, and {ease} would do."
        )
        hint = "Shorter sentences help most, and shorter words where there are any."
        yield info("reading-hard", subject.lesson.span, message, hint)


def readability(paragraphs: list[str]) -> float | None:
    """Return the LIX of running text: words a sentence + long words in a hundred; None of little.

    A list's item without a full stop counts as a sentence.
    """
    words = [word for text in paragraphs for word in _WORD.findall(text)]
    if len(words) < _ENOUGH:
        return None
    sentences = sum(max(1, len(_SENTENCE.findall(text))) for text in paragraphs)
    long = sum(len(word) > _LONG for word in words)
    return len(words) / sentences + 100 * long / len(words)


# --- languages -----------------------------------------------------------------------------------

# Words that stand in nearly every sentence of a language, and tell it from the others here.
_TELLING = {
    "en": "the of and with that this is are was were from which not they it",
    "de": "der die das und ist nicht mit ein eine von zu den dem auf sich",
    "es": "el los las del que y una con por para su como más se lo",
    "fr": "le les des du et est dans pour qui sur au aux avec ne pas",
    "pt": "o os do da dos das e não uma com em no na ao são",
    "it": "il gli dei della di che è non per una con sono nel alla più",
}
_FUNCTION_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {code: frozenset(words.split()) for code, words in _TELLING.items()}
)
# A passage is of another language where so many of its words are, of so many at least.
_SHARE, _SPOKEN, _DIFFERENT = 0.2, 10, 3


def unmarked(subject: Subject) -> Iterator[Diagnostic]:
    """Remark on paragraphs in another language than the unit's that do not say so."""
    own = _primary(subject.lesson.lang)
    if own not in _FUNCTION_WORDS:
        return
    for node in walk(subject.printed.blocks):
        if isinstance(node, m.Paragraph):
            other = _language(_unmarked_words(node.inlines), own)
            if other:
                message = f'This looks like another language ("{other}"), and does not say so.'
                hint = (
                    f"Mark it, so that it is read aloud and hyphenated well: [...]{{lang={other}}}."
                )
                yield info("language-unmarked", node.span, message, hint)


def _language(words: list[str], own: str) -> str:
    """Return the language that words are of, if it is plainly another one than `own`; else ""."""
    counts = {code: sum(w in known for w in words) for code, known in _FUNCTION_WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    plain = counts[best] >= _SHARE * len(words) and counts[best] > 3 * counts[own]
    several = len(_FUNCTION_WORDS[best] & {*words}) >= _DIFFERENT  # "no" is said in many languages
    return best if plain and several and len(words) >= _SPOKEN and best != own else ""


def _unmarked_words(inlines: m.Inlines) -> list[str]:
    texts = [n.text for n in walk(inlines, (m.Phrase,)) if isinstance(n, m.Text)]
    return [word.casefold() for word in _WORD.findall(" ".join(texts))]


def _prose(lesson: m.Lesson) -> Iterator[str]:
    left_out = (m.Notes, m.InstructorNote, m.Solution, m.Table, m.Quiz)
    for node in walk(lesson.blocks, left_out):
        if isinstance(node, m.Paragraph):
            yield markup.plain(node.inlines)


def _primary(lang: str) -> str:
    return lang.partition("-")[0].lower()
