"""Videos and sounds on a slide: a picture that plays on a click, as PowerPoint writes it.

The picture links to its file twice: as the standard's `videoFile` or `audioFile` (ECMA-376,
20.1.3), and as `media` ([MS-PPTX] 2.1.3), by which PowerPoint knows that the deck holds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lessonpress.clips import Kind
from lessonpress.deck import model as d
from lessonpress.deck.pptx import oxml
from lessonpress.deck.pptx.tags import tag

MEDIA = "http://schemas.microsoft.com/office/2007/relationships/media"
# What the relation to each kind of file is called, which is also what its element is called.
LINKS: Mapping[Kind, str] = MappingProxyType({"video": "video", "sound": "audio"})

_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_EMBEDDED = "{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}"
# Four fifths of full volume, as PowerPoint sets it.
_VOLUME = 80_000


@dataclass(frozen=True, slots=True)
class Clip:
    """A shape that plays, by its id on the slide."""

    shape: int
    kind: Kind


def picture(clip: Clip, shape: d.PictureShape, blip: str, link: str, media: str) -> str:
    """Return the picture that stands for a clip and plays it, `link` and `media` its relations."""
    plays = tag("a:hlinkClick", r_id="", action="ppaction://media")
    embedded = f'<p14:media xmlns:p14="{_P14}" r:embed="{media}"/>'
    head = tag(
        "p:nvPicPr",
        tag("p:cNvPr", plays, id=clip.shape, name=shape.name, descr=shape.picture.alt),
        tag("p:cNvPicPr", tag("a:picLocks", noChangeAspect=1)),
        tag(
            "p:nvPr",
            tag(f"a:{LINKS[clip.kind]}File", r_link=link),
            tag("p:extLst", tag("p:ext", embedded, uri=_EMBEDDED)),
        ),
    )
    fill = tag("p:blipFill", blip, tag("a:stretch", tag("a:fillRect")))
    return tag("p:pic", head, fill, tag("p:spPr", oxml.box(shape.frame)))


def nodes(clips: Sequence[Clip], ids: Iterator[int]) -> Iterator[str]:
    """Yield a slide's time nodes for its clips: a click on one plays it or halts it."""
    yield from [_sequence(clip, ids) for clip in clips]
    yield from [_media(clip, ids) for clip in clips]


def _sequence(clip: Clip, ids: Iterator[int]) -> str:
    """Return what a click on a clip sets off (ECMA-376, 19.5.33: an interactive sequence)."""
    sequence, click, group, effect, call = (next(ids) for _ in range(5))
    target = tag("p:tgtEl", tag("p:spTgt", spid=clip.shape))
    clicked = tag("p:cond", target, evt="onClick", delay=0)
    behaviour = tag("p:cBhvr", tag("p:cTn", id=call, dur=1, fill="hold"), target)
    toggle = tag("p:cmd", behaviour, type="call", cmd="togglePause")
    preset = {"presetID": 2, "presetClass": "mediacall", "presetSubtype": 0}
    inner = _par(effect, toggle, **preset, fill="hold", nodeType="clickEffect")
    content = _par(click, _par(group, inner, fill="hold"), fill="hold")
    end = tag("p:endSync", tag("p:rtn", val="all"), evt="end", delay=0)
    started = tag("p:stCondLst", clicked) + end + tag("p:childTnLst", content)
    filters = {"restart": "whenNotActive", "fill": "hold", "evtFilter": "cancelBubble"}
    node = tag("p:cTn", started, id=sequence, **filters, nodeType="interactiveSeq")
    return tag("p:seq", node, tag("p:nextCondLst", clicked), concurrent=1, nextAc="seek")


def _par(ident: int, content: str, **attributes: object) -> str:
    start = tag("p:stCondLst", tag("p:cond", delay=0))
    return tag("p:par", tag("p:cTn", start, tag("p:childTnLst", content), id=ident, **attributes))


def _media(clip: Clip, ids: Iterator[int]) -> str:
    waiting = tag("p:stCondLst", tag("p:cond", delay="indefinite"))
    node = tag("p:cTn", waiting, id=next(ids), fill="hold", display=0)
    target = tag("p:tgtEl", tag("p:spTgt", spid=clip.shape))
    return tag(f"p:{LINKS[clip.kind]}", tag("p:cMediaNode", node, target, vol=_VOLUME))
