"""How time grows with a deck, and how the writer compares with python-pptx alone.

    python tests/benchmarks/large_decks.py [slides]

Prints the time per slide of a deck with notes, a picture and a table on each slide, from markup to
.pptx, at 100 and at `slides` (3,000) slides, and their ratio, which should stay below 1.3; then the
time for 1,000 slides of bullets with notes, ours and python-pptx's own in the same run: their ratio
should stay below 0.5.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from deck.making import a_deck, fitted, fonts, inputs, reference, written  # noqa: E402

from lessonpress import deck  # noqa: E402
from lessonpress.deck import pptx as writer  # noqa: E402

FEW, MANY, BULLETS = 100, 3_000, 1_000
_WORDS = "a printer who set type by hand took each letter from its case and put it in a stick"


def main(many: int = MANY) -> None:
    """Measure, and print what was found."""
    _seconds(lambda: written(_rich(2)))  # imports, and what is read once
    few, more = (_a_slide(count) for count in (FEW, many))
    _say(f"{FEW} slides: {few * 1000:.2f} ms each; {many}: {more * 1000:.2f} ms each")
    _say(f"ratio {more / few:.2f} (below 1.3)")
    made, _ = fitted(_plain(BULLETS))
    template = inputs()[deck.REFERENCE]
    ours = _seconds(lambda: writer.write(made, template, reference(), inputs(), fonts()))
    theirs = _seconds(lambda: _python_pptx(template))
    _say(f"{BULLETS} slides of bullets with notes: {ours:.2f} s, python-pptx {theirs:.2f} s")
    _say(f"ratio {ours / theirs:.2f} (below 0.5)")


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _a_slide(count: int) -> float:
    return _seconds(lambda: written(_rich(count))) / count


def _rich(count: int) -> str:
    """Slides with a paragraph, a table, a picture and notes, each with other words."""
    return a_deck(*(_rich_slide(number) for number in range(count)))


def _rich_slide(n: int) -> str:
    table = f"<table><tr><th>A {n}</th><th>B</th></tr><tr><td>{n} a</td><td>{n} b</td></tr></table>"
    picture = '<figure><img src="course/assets/wide.png" alt="A wide one"/></figure>'
    return (
        f'<slide id="s{n}" layout="content"><title>Slide {n}</title><fill ph="body">'
        f"<p>{n} {_WORDS}</p>{table}{picture}</fill>"
        f"<notes><p>Say {n}: {_WORDS}.</p></notes></slide>"
    )


def _plain(count: int) -> str:
    return a_deck(*(_plain_slide(number) for number in range(count)))


def _plain_slide(n: int) -> str:
    items = "".join(f"<li>{word} {n}</li>" for word in _bullets())
    return (
        f'<slide id="s{n}" layout="content"><title>Slide {n}</title><fill ph="body">'
        f"<ul>{items}</ul></fill><notes><p>Say {n}: {_WORDS}.</p></notes></slide>"
    )


def _bullets() -> list[str]:
    return _WORDS.split()[:5]


def _python_pptx(template: bytes) -> None:
    """Write the same slides as anybody would with python-pptx."""
    import pptx

    presentation = pptx.Presentation(io.BytesIO(template))
    layout = next(la for la in presentation.slide_layouts if la.name.casefold() == "content")
    for n in range(BULLETS):
        slide = presentation.slides.add_slide(layout)
        slide.shapes.title.text = f"Slide {n}"
        frame = slide.placeholders[1].text_frame
        frame.text = f"{_bullets()[0]} {n}"
        for word in _bullets()[1:]:
            frame.add_paragraph().text = f"{word} {n}"
        slide.notes_slide.notes_text_frame.text = f"Say {n}: {_WORDS}."
    presentation.save(io.BytesIO())


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY)
