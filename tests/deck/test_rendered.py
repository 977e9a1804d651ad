"""Slides that hold more than fits, printed by LibreOffice: no word beyond its slide or on another.

Lessons of everything that runs over: long prose, deep lists, wide and tall tables, long code,
pictures, columns, callouts, quotations, footnotes, rows higher than a slide, German compounds,
Chinese and Arabic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

import lessons
import pytest
from gates import pdf, render

from lessonpress import deck, views
from lessonpress.diagnostics import Severity
from lessonpress.model import Audience, Medium

from .making import inputs

pytestmark = pytest.mark.slow

_ENGLISH = """a printer who set type by hand took each letter from its case and put it in a stick
until the line was full then spaced it out with thin pieces of lead and locked the whole page into
an iron frame before any sheet could be printed on the press"""
_GERMAN = """Buchdruckergeselle Schriftgießereibesitzer Wörterbuchherausgeber Druckerschwärze und
Handpressenabzugsvorrichtung Papiermühlenwasserzeichen der Setzkasten Urheberrechtsverletzung mit
Korrekturfahnenlesegerät Zeilendurchschussverringerung"""
_CHINESE = """监狱 是 一座 小城 由 囚犯 自己 管理 一个 强大 的 团伙 控制 了 金钱 妇女 与 警察 在
委内瑞拉 哥伦比亚 多年 经济 混乱 之中 他们 建立 规则 并且 向 邻近 地区 征收 保护费"""
_ARABIC = """كان السجن مدينة صغيرة يحكمها السجناء أنفسهم
وقد سيطرت عصابة قوية على المال والنساء
والشرطة في فنزويلا وكولومبيا خلال سنوات طويلة من الفوضى الاقتصادية"""
# A language, its words, how much longer than English ones they are.
_LANGUAGES = (("en", _ENGLISH, 1), ("de", _GERMAN, 3), ("zh", _CHINESE, 1), ("ar", _ARABIC, 1))
_FOOTER_LINE = 6.92 * 72  # the reference deck's, points
_WIDTH = 13.333 * 72
_LESSONS, _SLIDES, _LEAST = 8, 14, 300


class _Author:
    """Writes slides that hold too much, each time others."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - no secret
        self.lang, words, self._longest = _LANGUAGES[seed % len(_LANGUAGES)]
        self._words = words.split()

    def some(self, fewest: int, most: int) -> range:
        return range(self._random.randint(fewest, most))

    def words(self, fewest: int, most: int) -> str:
        return " ".join(self._random.choice(self._words) for _ in self.some(fewest, most))

    def sentences(self, fewest: int, most: int) -> str:
        return " ".join(f"{self.words(4, 18).capitalize()}." for _ in self.some(fewest, most))

    def prose(self) -> str:
        return "\n\n".join(self.sentences(1, 14) for _ in self.some(2, 7))

    def paragraph(self) -> str:
        return self.sentences(12, 60)

    def list(self) -> str:
        depths = [0, *(self._random.choice((0, 0, 1, 1, 2)) for _ in self.some(6, 24))]
        steps = [0]
        for _, deeper in pairwise(depths):
            steps.append(min(deeper, steps[-1] + 1))
        mark = self._random.choice(("-", "1."))
        return "\n".join(f"{'    ' * depth}{mark} {self.words(3, 22)}" for depth in steps)

    def table(self) -> str:
        columns = self._random.randint(2, 5 // self._longest + 1)
        head = "| " + " | ".join(self.words(1, 2) for _ in range(columns)) + " |"
        rows = (
            "| " + " | ".join(self.words(1, 28 // columns) for _ in range(columns)) + " |"
            for _ in self.some(4, 24)
        )
        return "\n".join([head, "|---" * columns + "|", *rows, "", f": {self.words(4, 9)}"])

    def tall_table(self) -> str:
        rows = (f"| {self.words(1, 2)} | {self.words(30, 300)} |" for _ in self.some(2, 4))
        return "\n".join(["| A | B |", "|---|---|", *rows])

    def code(self) -> str:
        lines = (f"{'    ' * (n % 3)}{self.words(1, 6)}" for n in self.some(6, 50))
        return "\n".join(["```python", *lines, "```"])

    def picture(self) -> str:
        name = self._random.choice(("wide.png", "tall.jpg"))
        return f"![{self.words(3, 9)}](assets/{name})"

    def timeline(self) -> str:
        years = sorted(self._random.sample(range(1800, 2020), self._random.randint(3, 30)))
        events = (f"- {year}: {self.words(2, 12)}" for year in years)
        return "\n".join(["```timeline", *events, "```"])

    def flow(self) -> str:
        steps = list(dict.fromkeys(self.words(1, 3) for _ in range(3)))
        arrows = (f"{a} -> {b}: {self.words(1, 2)}" for a, b in pairwise(steps))
        return "\n".join(["```flow", *arrows, f"{steps[0]} -> {steps[-1]}", "```"])

    def columns(self) -> str:
        parts = (f"::: column\n{self.piece(self.list, self.paragraph)}\n:::" for _ in range(2))
        return "\n".join([":::: columns", *parts, "::::"])

    def callout(self) -> str:
        return f"::: callout-tip\n{self.prose()}\n\n{self.list()}\n:::"

    def quote(self) -> str:
        return f"> {self.sentences(2, 9)}\n>\n> — {self.words(1, 3)}"

    def noted(self) -> str:
        keys = [f"n{self._random.randrange(10**9)}" for _ in self.some(2, 6)]
        paragraphs = [f"{self.sentences(1, 6)}[^{key}]" for key in keys]
        return "\n\n".join([*paragraphs, *(f"[^{k}]: {self.sentences(1, 2)}" for k in keys)])

    def keypoints(self) -> str:
        return f"::: keypoints\n{self.list()}\n:::"

    def exercise(self) -> str:
        return f"::: exercise\n{self.prose()}\n\n:::: solution\n{self.prose()}\n::::\n:::"

    def piece(self, *kinds: Callable[[], str]) -> str:
        return self._random.choice(kinds)()

    def slide(self) -> str:
        texts, objects = (self.prose, self.paragraph, self.list), (self.code, self.picture)
        figures = (self.timeline, self.flow)
        flowing = (*texts, *objects, *figures, self.table, self.tall_table)
        whole = (self.columns, self.callout, self.quote, self.noted, self.keypoints, self.exercise)
        content = [self.piece(*flowing) for _ in self.some(1, 3)]
        title = f"## {self.words(2, 14 // self._longest).capitalize()}"
        alone = self._random.random() < 0.4
        return "\n\n".join([title, *([self.piece(*whole)] if alone else content)])


def _printed(folder: Path) -> Iterator[tuple[Path, list[pdf.Word]]]:
    paths = []
    for seed in range(_LESSONS):
        author = _Author(seed)
        slides = "\n\n".join(author.slide() for _ in range(_SLIDES))
        text = f"---\nlang: {author.lang}\n---\n\n{slides}"
        lesson = views.cut(lessons.read(text)[0], Medium.DECK, Audience.INSTRUCTOR)
        data, problems = deck.build(lesson, lessons.COURSE, inputs())
        assert [p for p in problems if p.severity is Severity.ERROR] == []
        paths.append(folder / f"{seed}.pptx")
        paths[-1].write_bytes(data)
    for path in render.to_pdf(paths, folder):
        yield path, pdf.words(path)


def beyond(
    words: Iterable[pdf.Word], width: float = _WIDTH, foot: float = _FOOTER_LINE
) -> list[pdf.Word]:
    """Words beyond the slide, or into the footer; that itself begins below its line, `foot`."""
    return [
        w
        for w in words
        if min(w.left, w.top) < 0 or w.right > width or (w.top < foot - 2 and w.bottom > foot + 4)
    ]


def on_others(words: list[pdf.Word]) -> list[tuple[pdf.Word, pdf.Word]]:
    """Pairs of words of a page whose middles overlap."""
    found = []
    in_order = sorted(words, key=lambda w: (w.page, w.top))
    for n, one in enumerate(in_order):
        for other in in_order[n + 1 :]:
            if other.page != one.page or other.top > one.bottom:
                break
            if _overlap(one, other):
                found.append((one, other))
    return found


def _overlap(one: pdf.Word, other: pdf.Word) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 1.5 and down > 0.4 * min(one.bottom - one.top, other.bottom - other.top)


def test_no_word_is_beyond_its_slide_or_on_another(tmp_path: Path) -> None:
    slides = 0
    for path, words in _printed(tmp_path):
        slides += max(word.page for word in words)
        assert (path.name, beyond(words)) == (path.name, [])
        assert (path.name, on_others(words)) == (path.name, [])
    assert slides >= _LEAST
