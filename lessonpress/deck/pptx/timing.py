"""When what appears on a slide does: PresentationML's timing, as PowerPoint writes "Appear".

Beside what `playing` says of videos and sounds, one main sequence holds a group for each click
(ECMA-376, 19.5.33 and 19.5.80). Text appears by paragraphs, each with an effect of its own; a shape
with a ground by its ground first. Everything else appears as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby

from lessonpress.deck import model as d
from lessonpress.deck.pptx import playing
from lessonpress.deck.pptx.tags import tag

# PowerPoint builds text by its first five levels.
_DEEPEST_LEVEL = 5


@dataclass(frozen=True, slots=True)
class Effect:
    """A shape, by its id in the slide, that appears at a click; or its `ground` or a `paragraph`.

    Paragraphs count from 0. Shapes that hold text are listed among the slide's builds.
    """

    click: int
    shape: int
    paragraph: int | None = None
    ground: bool = False
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Build:
    """How a shape is built up: as a whole, or by paragraphs down to a level (0 for a whole)."""

    shape: int
    levels: int = 0
    ground: bool = False


def effects(shape: d.Shape, ident: int) -> Iterator[Effect]:
    """Yield what appears of a shape, and when; nothing for one that is there from the start."""
    if not isinstance(shape, d.TextShape):
        if shape.click:
            yield Effect(shape.click, ident)
        return
    if _appears_whole(shape):
        if shape.click:
            yield Effect(shape.click, ident, listed=True)
        return
    if shape.ground and shape.click:
        yield Effect(shape.click, ident, ground=True, listed=True)
    for number, item in enumerate(shape.text):
        click = max(shape.click, item.paragraph.click)
        if click and item.paragraph.inlines:
            yield Effect(click, ident, number, listed=True)


def build(shape: d.Shape, ident: int) -> Build | None:
    """Return how a shape with text is built up, if it is."""
    found = [*effects(shape, ident)]
    if not found or not isinstance(shape, d.TextShape):
        return None
    parts = [effect.paragraph for effect in found if effect.paragraph is not None]
    deepest = max((shape.text[n].paragraph.level for n in parts if n), default=0)
    levels = min(deepest + 1, _DEEPEST_LEVEL) if parts else 0
    return Build(ident, levels, ground=bool(shape.ground and shape.click))


def _appears_whole(shape: d.TextShape) -> bool:
    at_once = all(item.paragraph.click <= shape.click for item in shape.text)
    return bool(shape.ground) and at_once


# --- XML -----------------------------------------------------------------------------------------


def timing(
    effects: Iterable[Effect], builds: Iterable[Build], clips: Sequence[playing.Clip] = ()
) -> str:
    """Return the timing of a slide; empty where nothing waits for a click."""
    ids = count(2)  # the root has the first
    parts = [*_main(effects, ids), *playing.nodes(clips, ids)]
    if not parts:
        return ""
    root = _node(1, *parts, dur="indefinite", restart="never", nodeType="tmRoot")
    return tag("p:timing", tag("p:tnLst", tag("p:par", root)), _build_list(builds))


def _main(effects: Iterable[Effect], ids: Iterator[int]) -> Iterator[str]:
    """Yield the main sequence, where anything appears in it."""
    in_order = sorted(effects, key=lambda effect: effect.click)
    if in_order:
        ident = next(ids)
        clicks = (_click([*group], ids) for _, group in groupby(in_order, lambda e: e.click))
        sequence = _node(ident, *clicks, dur="indefinite", nodeType="mainSeq")
        yield tag("p:seq", sequence, _WAITING, concurrent=1, nextAc="seek")


def _click(effects: Sequence[Effect], ids: Iterator[int]) -> str:
    """Return what a click sets off: the first effect answers it, the others come with that."""
    outer, inner = next(ids), next(ids)
    kinds = ("clickEffect", *["withEffect"] * (len(effects) - 1))
    shown = [_appear(effect, kind, ids) for effect, kind in zip(effects, kinds, strict=True)]
    together = tag("p:par", _node(inner, *shown, start="0", fill="hold"))
    return tag("p:par", _node(outer, together, start="indefinite", fill="hold"))


def _appear(effect: Effect, kind: str, ids: Iterator[int]) -> str:
    ident, inner = next(ids), next(ids)
    behaviour = tag(
        "p:cBhvr",
        tag("p:cTn", _starting("0"), id=inner, dur=1, fill="hold"),
        tag("p:tgtEl", _target(effect)),
        tag("p:attrNameLst", tag("p:attrName", "style.visibility")),
    )
    visible = tag("p:set", behaviour, tag("p:to", tag("p:strVal", val="visible")))
    preset = {"presetID": 1, "presetClass": "entr", "presetSubtype": 0, "fill": "hold"}
    group = 0 if effect.listed else None
    return tag("p:par", _node(ident, visible, start="0", **preset, grpId=group, nodeType=kind))


def _target(effect: Effect) -> str:
    part = ""
    if effect.ground:
        part = tag("p:bg")
    elif effect.paragraph is not None:
        part = tag("p:txEl", tag("p:pRg", st=effect.paragraph, end=effect.paragraph))
    return tag("p:spTgt", part, spid=effect.shape)


def _node(ident: int, *children: str, start: str = "", **attributes: object) -> str:
    """Return a time node: what it holds and, where that is not at once, when it starts."""
    starting = _starting(start) if start else ""
    return tag("p:cTn", starting, tag("p:childTnLst", *children), id=ident, **attributes)


def _starting(delay: str) -> str:
    return tag("p:stCondLst", tag("p:cond", delay=delay))


def _turned(name: str, event: str) -> str:
    target = tag("p:tgtEl", tag("p:sldTgt"))
    return tag(name, tag("p:cond", target, evt=event, delay=0))


# What moves the sequence back and on: a click on the slide, or a key.
_WAITING = _turned("p:prevCondLst", "onPrev") + _turned("p:nextCondLst", "onNext")


def _build_list(builds: Iterable[Build]) -> str:
    listed = [
        tag(
            "p:bldP",
            spid=build.shape,
            grpId=0,
            build="p" if build.levels else None,
            bldLvl=build.levels if build.levels > 1 else None,
            animBg=1 if build.ground else None,
        )
        for build in builds
    ]
    return tag("p:bldLst", *listed) if listed else ""
