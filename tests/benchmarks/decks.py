"""How time grows with a deck, and how the writer compares with python-pptx alone.

A deck has notes, a picture and a table on each slide, and is made from markup to .pptx; python-pptx
writes 1,000 slides of bullets with notes.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator

from deck.making import a_deck, fitted, fonts, inputs, reference, written

from benchmarks.figures import Figure
from lessonpress import deck
from lessonpress.deck import pptx as writer

FEW, BULLETS = 100, 1_000
_WORDS = "a printer who set type by hand took each letter from its case and put it in a stick"


def figures(many: int) -> Iterator[Figure]:
    """Yield how a slide's time grows from 100 to `many`, and how we compare with python-pptx."""
    _seconds(lambda: written(_rich(2)))  # imports, and what is read once
    few, more = (_a_slide(count) for count in (FEW, many))
    detail = f"{more * 1000:.2f} / {few * 1000:.2f} ms"
    yield Figure(f"a slide of {many:,} / of {FEW}", more / few, 1.3, "most", detail)
    made, _ = fitted(_plain(BULLETS))
    template = inputs()[deck.REFERENCE]
    ours = _seconds(lambda: writer.write(made, template, reference(), inputs(), fonts()))
    theirs = _seconds(lambda: _python_pptx(template))
    detail = f"{ours:.2f} / {theirs:.2f} s"
    yield Figure(f"{BULLETS:,} slides / python-pptx", ours / theirs, 0.5, "most", detail)


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
