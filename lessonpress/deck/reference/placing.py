"""A layout's places by the names that slide markup has for them; what it lacks is made up. Pure.

As much as possible stands in real placeholders: they are told by their names where the template is
ours, else by type and by where they stand. What a layout has no placeholder for is given a part of
the place for content, and stands there in shapes of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from lessonpress.deck.layouts import ROLES, Layout, Panel, Placeholder
from lessonpress.deck.model import Frame, Insets, ParagraphFormat
from lessonpress.deck.reference import roles
from lessonpress.theme import LEGIBLE, contrast

# Shares of a slide's height and width, as our own reference deck has them.
_STRIP = 0.047  # a tag, on one line
_CAPTION = 0.075  # two lines
_META = 0.12  # three
_FOOT = 0.95  # where a title slide's last line ends
_SOURCE = 0.12
_GUTTER = 0.03
_TEXT_BESIDE_FIGURE = 0.40
_PADDING = 0.022
_MARGIN = 0.05

_TAG_SIZE, _CAPTION_SIZE, _TITLE_SIZE = 14.0, 14.0, 32.0
# How text stands where a template does not say so at all.
_NOTHING = Placeholder(
    "", None, "obj", Frame(0, 0, 0, 0), Insets(), "t", (ParagraphFormat(20.0, ""),) * 9
)
# Signs that any face has; bullets of others come from faces of signs.
_BULLETS = frozenset("•◦–—-·▪■○●")
# Kinds of slides that are told apart by a tinted ground where the template has no layout for them.
_PANELS = frozenset({"exercise", "solution", "discussion"})
# Slides that name the deck or a part of it show no number.
_UNNUMBERED = frozenset({"title", "part"})


@dataclass(frozen=True, slots=True)
class Canvas:
    """A slide's size, and where its title and its content stand: as on the layout for content.

    `poor` is the part of a layout that content stands on for want of a better one.
    """

    width: int
    height: int
    heading: Placeholder
    body: Placeholder
    poor: str = ""

    @property
    def whole(self) -> Frame:
        """Return the slide as a frame."""
        return Frame(0, 0, self.width, self.height)


def canvas(
    content: Layout, poor: bool, master: tuple[Placeholder, ...], width: int, height: int
) -> Canvas:
    """Return the places for title and content: the layout's, the master's, or made up.

    A `poor` layout for content was not made for it: then the master's places come first.
    """
    whole, own = Frame(0, 0, width, height), replace(content, placeholders=master)
    asked = (own, content) if poor else (content, own)
    found = [place for layout in asked for place in roles.texts(layout)]
    titles = [layout.title for layout in asked]
    heading = next((place for place in titles if place and roles.usable(place)), None)
    frame = _within(found[0].frame, whole) if found else _share(whole, 0.24, 0.66)
    body = replace(next(iter((*found, *content.placeholders)), _NOTHING), anchor="t", frame=frame)
    if heading is None:
        level = replace(_plain(body.levels[0]), size=_TITLE_SIZE, bullet="", margin=0, indent=0)
        heading = replace(body, frame=_share(whole, 0.06, 0.15), anchor="ctr", levels=(level,) * 9)
    heading = replace(heading, frame=_within(heading.frame, whole))
    return Canvas(width, height, heading, body, content.part if poor else "")


def placed(layout: Layout, role: str, page: Canvas, stand_in: bool) -> Layout:
    """Return a layout with a place for everything that a role's slides show.

    A `stand_in` gets a ground that tells the role's slides from those the layout is made for.
    """
    placing = _Placing(layout, role, page)
    _STEPS.get(role, _body)(placing)
    panel = placing.panel() if stand_in and role in _PANELS else None
    return replace(
        layout,
        placeholders=tuple(placing.places()),
        merged=dict(placing.merged),
        panel=panel,
    )


@dataclass(slots=True)
class _Placing:
    """One layout being given names: `named` grows place by place."""

    layout: Layout
    role: str
    page: Canvas
    named: dict[str, Placeholder] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("subtitle", *ROLES[self.role]):
            own = self.layout.placeholder(name)
            if own and own.kind in ("body", "obj", "subTitle", "pic") and roles.usable(own):
                self.named[name] = own

    # --- asking ---

    @property
    def is_poor(self) -> bool:
        """Say whether the layout's own frames are of no use."""
        return self.layout.part == self.page.poor

    def lacks(self, name: str) -> bool:
        return name not in self.named

    def free(self, among: list[Placeholder]) -> list[Placeholder]:
        taken = {place.inherited or place.frame for place in self.named.values()}
        return [place for place in among if place.frame not in taken]

    def area(self) -> Frame:
        """Return where content may stand on this layout: below its title, if that is at the top."""
        frame, title = self.page.body.frame, self.layout.title
        if self.is_poor:
            return frame
        found = self.free(roles.texts(self.layout))
        if found:
            return _within(found[0].frame, self.page.whole)
        if title and title.frame.top + title.frame.height < frame.top + frame.height // 2:
            return _below(frame, title.frame.top + title.frame.height)
        return frame

    def pair(self) -> tuple[Placeholder, Placeholder] | None:
        """Return the two places of the layout that stand beside each other."""
        area = self.page.width * self.page.height
        return None if self.is_poor else roles.side_by_side(self.layout, area)

    # --- naming ---

    def take(self, name: str, place: Placeholder | None, frame: Frame | None = None) -> None:
        """Name a placeholder, or make the place up where there is none."""
        if not self.lacks(name):
            return
        if place is None:
            like = self.page.body
            levels = tuple(_plain(level) for level in like.levels)
            body = frame or self.area()
            self.named[name] = Placeholder(name, None, "obj", body, like.insets, "t", levels)
            return
        self.named[name] = _resized(replace(place, name=name), frame or place.frame)

    def make(self, name: str, frame: Frame, level: ParagraphFormat) -> None:
        """Make a place up for a line or two of text."""
        if self.lacks(name):
            insets = replace(self.page.body.insets, top=0, bottom=0)
            levels = (replace(_plain(level), bullet="", margin=0, indent=0),) * 9
            self.named[name] = Placeholder(name, None, "body", frame, insets, "t", levels)

    def resize(self, name: str, frame: Frame) -> None:
        self.named[name] = _resized(self.named[name], frame)

    def small(self, size: float, color: str = "", bold: bool = False) -> ParagraphFormat:
        level = replace(self.page.body.levels[0], size=size, bold=bold, space_before=0.0)
        return replace(level, color=color or level.color, line_spacing=1.0, caps=False)

    # --- what comes of it ---

    def places(self) -> Iterator[Placeholder]:
        yield self.title()
        yield from self.named.values()
        for place in self.layout.placeholders:
            if place.kind == "ftr" and roles.usable(place):
                yield _resized(replace(place, name="footer"), self.clipped(place.frame))
            if place.kind == "sldNum" and self.role not in _UNNUMBERED and roles.usable(place):
                yield _resized(replace(place, name="slide number"), self.clipped(place.frame))

    def title(self) -> Placeholder:
        own = self.layout.title
        if own and roles.usable(own):
            frame = self.page.heading.frame if self.is_poor else self.clipped(own.frame)
            return _resized(own, self.middle(frame))
        like = self.page.heading
        levels = tuple(replace(_plain(lv), color=_plain(lv).color or "tx1") for lv in like.levels)
        # PowerPoint, too, keeps a slide's title when its layout is changed for one without any.
        frame, insets, anchor = self.middle(like.frame), like.insets, like.anchor
        return Placeholder("title", 0, "title", frame, insets, anchor, levels, orphan=True)

    def middle(self, title: Frame) -> Frame:
        """Move a title to the slide's middle where it is alone there, and its layout's is above."""
        if self.role not in _UNNUMBERED or title.top + title.height > self.page.height // 3:
            return title
        return replace(title, top=round(0.33 * self.page.height))

    def clipped(self, frame: Frame) -> Frame:
        return _within(frame, self.page.whole)

    def panel(self) -> Panel | None:
        """Return a ground around what was made up, if the layout's own text can be read on it."""
        theme, body = self.layout.theme, self.named["body"]
        ink = body.levels[0].color
        color = ink[1:] if ink.startswith("#") else theme.color(ink or "tx1")
        if ink == "mixed" or contrast(color, theme.paper) < LEGIBLE:
            return None
        frame = _joined(body.frame, self.named["tag"].frame)
        padding = round(_PADDING * self.page.width)
        return Panel(self.role, self.clipped(_around(frame, padding, padding // 2)))


# --- what each role's slides need ----------------------------------------------------------------


def _nothing(placing: _Placing) -> None:
    pass


def _body(placing: _Placing) -> None:
    found = placing.free(roles.texts(placing.layout))
    frame = placing.area()
    placing.take("body", found[0] if found else None, frame)


def _tagged(placing: _Placing) -> None:
    """A tag stands in a strip of its own above the text."""
    if not placing.lacks("tag"):
        return _body(placing)
    frame, page = placing.area(), placing.page
    _body(placing)
    if placing.role in _PANELS:
        frame = _inside(frame, round(_PADDING * page.width) // 2)
    strip, rest = _cut(frame, round(_STRIP * page.height))
    placing.resize("body", rest)
    placing.make("tag", strip, placing.small(_TAG_SIZE, "accent", bold=True))
    return None


def _columns(placing: _Placing) -> None:
    pair = placing.pair()
    if pair and not any(p.kind == "pic" for p in pair):
        left, right = pair
        placing.take("left", left)
        placing.take("right", right)
        return
    first = next(iter(placing.free(roles.texts(placing.layout))), None)
    left_half, right_half = _halves(placing.area(), round(_GUTTER * placing.page.width), 0.5)
    placing.take("left", first, left_half)
    placing.take("right", None, right_half)


def _text_and_figure(placing: _Placing) -> None:
    pair = placing.pair()
    if pair:
        _text_beside(placing, *pair)
    else:
        first = next(iter(placing.free(roles.texts(placing.layout))), None)
        gutter = round(_GUTTER * placing.page.width)
        text, figure = _halves(placing.area(), gutter, _TEXT_BESIDE_FIGURE)
        placing.take("body", first, text)
        placing.take("figure", None, figure)
    _caption(placing)


def _text_beside(placing: _Placing, left: Placeholder, right: Placeholder) -> None:
    """Of two places beside each other, the one made for pictures holds the figure."""
    turned = left.kind == "pic" or right.kind == "body" != left.kind
    text, figure = (right, left) if turned and right.kind != "pic" else (left, right)
    placing.take("body", text)
    placing.take("figure", figure)


def _figure(placing: _Placing) -> None:
    found = placing.free(roles.pictures(placing.layout))
    large = [p for p in found if roles.size(p) > 0.25 * page_area(placing)]
    at_home = large and not placing.is_poor
    placing.take("figure", large[0] if large else None, None if at_home else placing.area())
    _caption(placing)


def _caption(placing: _Placing) -> None:
    """A caption stands in a placeholder below the figure, or in a strip at its foot."""
    if not placing.lacks("caption"):
        return
    figure = placing.named["figure"].frame
    below = [p for p in placing.free(roles.texts(placing.layout)) if _is_under(p.frame, figure)]
    if below:
        placing.take("caption", below[0], placing.clipped(below[0].frame))
        return
    page = placing.page
    upper, strip = _cut(placing.clipped(figure), -round(_CAPTION * page.height))
    placing.resize("figure", replace(upper, height=upper.height - page.height // 100))
    placing.make("caption", strip, placing.small(_CAPTION_SIZE, "muted"))


def _quote(placing: _Placing) -> None:
    _body(placing)
    if placing.lacks("source"):
        upper, strip = _cut(placing.named["body"].frame, -round(_SOURCE * placing.page.height))
        placing.resize("body", upper)
        placing.make("source", strip, placing.small(16.0, "muted"))


def _title(placing: _Placing) -> None:
    """What the title slide has no places for shares that of the subtitle, line by line."""
    found = roles.contents(placing.layout)
    under = [p for p in found if p.kind == "subTitle"] + roles.texts(placing.layout)
    under = placing.free([p for p in under if roles.size(p) > 0.02 * page_area(placing)])
    under = [] if placing.is_poor else under
    title, room = placing.title().frame, _beside_title(placing, 0.25)
    if placing.lacks("subtitle") and under and not _overlap(title, under[0].frame):
        placing.take("subtitle", under[0], placing.clipped(under[0].frame))
    placing.make("subtitle", room, _like_title(placing, 24.0))
    _meta(placing)
    for name in ROLES["title"]:
        if placing.lacks(name):
            placing.merged[name] = "subtitle"


def _meta(placing: _Placing) -> None:
    """What else there is to say, on the content perhaps, stands small at the slide's foot."""
    page, subtitle = placing.page, placing.named["subtitle"]
    frame, foot = subtitle.frame, round(_FOOT * page.height)
    end = frame.top + frame.height
    if foot - end < round(_META * page.height):
        upper, lower = _cut(frame, -round(0.45 * frame.height))
        if placing.lacks("meta"):
            placing.resize("subtitle", upper)
        end, foot = lower.top, max(foot, lower.top + lower.height)
    wide = Frame(page.body.frame.left, end, page.body.frame.width, foot - end)
    if _overlap(wide, placing.title().frame):  # it then stands with the subtitle, above the title
        return
    level = replace(subtitle.levels[0], size=_CAPTION_SIZE, space_before=0.0, caps=False)
    placing.make("meta", wide, level)


def _part(placing: _Placing) -> None:
    found = placing.free(roles.texts(placing.layout) + _subtitles(placing))
    title = placing.title().frame
    is_apart = found and not placing.is_poor and not _overlap(title, found[0].frame)
    if placing.lacks("number") and is_apart:
        placing.take("number", found[0], placing.clipped(found[0].frame))
    placing.make("number", _beside_title(placing, 0.1), _like_title(placing, 32.0))


def _subtitles(placing: _Placing) -> list[Placeholder]:
    return [p for p in roles.contents(placing.layout) if p.kind == "subTitle"]


def _beside_title(placing: _Placing, share: float) -> Frame:
    """Return room below the title, or above it where there is none below."""
    page, title = placing.page, placing.title().frame
    height, end = round(share * page.height), title.top + title.height
    if end + height <= page.height:
        return Frame(title.left, end, title.width, height)
    return Frame(title.left, max(0, title.top - height), title.width, min(height, title.top))


def _like_title(placing: _Placing, size: float) -> ParagraphFormat:
    title = placing.title().levels[0]
    return replace(title, size=min(size, title.size), line_spacing=1.0, space_before=0.0)


_STEPS: Mapping[str, Callable[[_Placing], None]] = MappingProxyType(
    {
        "title": _title,
        "part": _part,
        "two-columns": _columns,
        "text-figure": _text_and_figure,
        "full-figure": _figure,
        "quote": _quote,
        "blank": _nothing,
        **dict.fromkeys(("exercise", "solution", "objectives", "questions", "discussion"), _tagged),
    }
)


# --- frames --------------------------------------------------------------------------------------


def page_area(placing: _Placing) -> int:
    """Return a slide's area."""
    return placing.page.width * placing.page.height


def _resized(place: Placeholder, frame: Frame) -> Placeholder:
    """Return a place with another frame than its layout gives it."""
    inherited = place.inherited or place.frame
    return replace(place, frame=frame, inherited=inherited)


def _plain(level: ParagraphFormat) -> ParagraphFormat:
    """Return a level that can be written outright: in a named colour, its bullet of any face."""
    bullet = level.bullet if level.bullet in _BULLETS or level.bullet in ("", "#") else "•"
    color = "" if level.color == "mixed" else level.color
    return replace(level, bullet=bullet, color=color, shown="", tracked=False)


def _within(frame: Frame, page: Frame) -> Frame:
    """Return what of a frame is on the slide."""
    left, top = max(0, frame.left), max(0, frame.top)
    right = min(frame.left + frame.width, page.width)
    bottom = min(frame.top + frame.height, page.height)
    return Frame(left, top, max(1, right - left), max(1, bottom - top))


def _share(page: Frame, top: float, height: float) -> Frame:
    """Return a frame across a slide inside its margins, by shares of the slide's height."""
    margin = round(_MARGIN * page.width)
    start, high = round(top * page.height), round(height * page.height)
    return Frame(margin, start, page.width - 2 * margin, high)


def _overlap(one: Frame, other: Frame) -> bool:
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    return across > 0 and down > 0


def _below(frame: Frame, top: int) -> Frame:
    top = max(frame.top, top)
    return Frame(frame.left, top, frame.width, max(1, frame.top + frame.height - top))


def _inside(frame: Frame, padding: int) -> Frame:
    """Return a frame without a little at its top and foot."""
    return replace(frame, top=frame.top + padding, height=max(1, frame.height - 2 * padding))


def _around(frame: Frame, beside: int, above: int) -> Frame:
    """Return a frame with a little more at its sides, at its top and at its foot."""
    return Frame(
        frame.left - beside,
        frame.top - above,
        frame.width + 2 * beside,
        frame.height + 2 * above,
    )


def _cut(frame: Frame, height: int) -> tuple[Frame, Frame]:
    """Cut a frame `height` below its top, or above its foot where that is negative."""
    at = height if height >= 0 else frame.height + height
    at = max(1, min(at, frame.height - 1))
    lower = Frame(frame.left, frame.top + at, frame.width, frame.height - at)
    return replace(frame, height=at), lower


def _halves(frame: Frame, gutter: int, share: float) -> tuple[Frame, Frame]:
    """Divide a frame in two beside each other, the left one's `share` of what is not gutter."""
    left = round((frame.width - gutter) * share)
    start = frame.left + left + gutter
    right = Frame(start, frame.top, frame.width - left - gutter, frame.height)
    return replace(frame, width=left), right


def _joined(one: Frame, other: Frame) -> Frame:
    left, top = min(one.left, other.left), min(one.top, other.top)
    right = max(one.left + one.width, other.left + other.width)
    bottom = max(one.top + one.height, other.top + other.height)
    return Frame(left, top, right - left, bottom - top)


def _is_under(frame: Frame, figure: Frame) -> bool:
    end = figure.top + figure.height
    across = min(frame.left + frame.width, figure.left + figure.width) - max(
        frame.left, figure.left
    )
    return frame.top >= end - figure.height // 20 and across > figure.width // 2
