"""The last touches to a page's elements, which neither a template nor a stylesheet can give.

Templates print every note once, marked with the word it belongs to; here each moves beside the
first mention of that word. Numbers become measures, decorations become grounds, and answers go
where they have room. Works in place on the tree of elements that WeasyPrint has parsed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element, SubElement

from lessonpress.handout.settling import Settings
from lessonpress.inputs import Inputs

# A blank's rule is 1.6 times as long as its word in print; printed text takes about half an em a
# character. An answer beyond the rule's length would be printed over its neighbours.
_EMS_PER_CHARACTER = 0.5

# Inside these a block at the side would be cut off or lie over other text.
_NARROW = frozenset({"table", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_PARAGRAPHS = frozenset({"p", "li", "div", "section", "main", "body"})

# The text column in CSS pixels (121 mm), which decorations are wide at most.
_TEXT_WIDTH = 457
_STRIP = (400, 100)


def finish(root: Element, inputs: Inputs, settings: Settings) -> None:
    """Bring a page's elements into their final place and measure."""
    _level_headings(root)
    _measure(root)
    _ground_decorations(root, inputs)
    _fill_blanks(root)
    _move_answers(root, settings)
    _place_notes(root)
    _drop_empty(root)
    if settings.whole_paragraphs:
        _add_class(root, "whole-paragraphs")


# --- headings, pictures, blanks ------------------------------------------------------------------


def _level_headings(root: Element) -> None:
    """Close gaps between heading levels, which titles of boxes can open and PDF/UA forbids."""
    level = 0
    for heading in root.iter():
        if heading.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            level = min(int(heading.tag[1]), level + 1)
            heading.tag = f"h{level}"


def _measure(root: Element) -> None:
    for element in root.iter():
        if "data-width" in element.attrib:
            _style(element, f"width: {float(element.attrib['data-width']) * 100:g}%")
        if element.tag == "img":
            element.set("src", quote(element.get("src", "")))


def _style(element: Element, declaration: str) -> None:
    element.set("style", f"{element.get('style', '')}{declaration}; ")


def _ground_decorations(root: Element, inputs: Inputs) -> None:
    """Turn decorative pictures into grounds: any <img> is a tagged figure, which needs alt text."""
    for image in [i for i in root.iter("img") if not i.get("alt")]:
        source = image.attrib.pop("src", "")
        width, height = _size(inputs.get(unquote(source), b""))
        share = float(image.get("data-width", min(1, width / _TEXT_WIDTH)))
        image.tag, image.attrib = "span", {"class": "decoration"}
        _style(image, f"background-image: url('{source}')")
        _style(image, f"width: {share:.2%}; padding-top: {share * height / width:.2%}")


def _size(picture: bytes) -> tuple[int, int]:
    """Return a picture's width and height in pixels; of one that Pillow cannot read, a strip's."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(picture)) as opened:
            return opened.size
    except (UnidentifiedImageError, OSError, ValueError):
        return _STRIP


def _fill_blanks(root: Element) -> None:
    """Give each blank its length; an answer that is longer goes to the end of the key."""
    parents = _parents(root)
    overflow = _by_class(root, "more-answers")
    for blank in _all_by_class(root, "blank"):
        size = int(blank.get("data-size", "6"))
        _style(blank, f"width: {size}em")
        _keep_with_punctuation(blank, parents[blank])
        if len("".join(blank.itertext())) * _EMS_PER_CHARACTER > size and overflow is not None:
            _answer_elsewhere(blank, overflow)


def _keep_with_punctuation(blank: Element, parent: Element) -> None:
    """Hold a comma or full stop to the rule before it; a line must not begin with one."""
    tail = blank.tail or ""
    length = next((i for i, c in enumerate(tail) if c.isspace()), len(tail))
    if not length:
        return
    holder = Element("span", {"class": "kept"})
    holder.tail = tail[length:]
    parent.insert(list(parent).index(blank), holder)
    parent.remove(blank)
    blank.tail = tail[:length]
    holder.append(blank)


def _answer_elsewhere(blank: Element, overflow: Element) -> None:
    label = f"{overflow.get('data-blank')} {blank.get('data-number')}"
    entry = SubElement(overflow, "p", {"class": "long-blank", "data-label": label})
    entry.text, blank.text = blank.text, "…"
    entry.extend(list(blank))
    for child in list(blank):
        blank.remove(child)


# --- answers -------------------------------------------------------------------------------------


def _move_answers(root: Element, settings: Settings) -> None:
    """Set answers closer or move them to the end, where their room turned out too small."""
    overflow = _by_class(root, "more-answers")
    parents = _parents(root)
    for answers in _all_by_class(root, "answers"):
        fit = settings.fits.get(answers.get("id", ""))
        if overflow is not None and (fit == "elsewhere" or not _has_room(parents[answers])):
            parents[answers].remove(answers)
            overflow.append(answers)
            continue
        if fit == "dense":
            _add_class(answers, "dense")
        _remove(parents[answers], "elsewhere")
        for place in (answers, parents[answers]):
            SubElement(place, "div", {"class": "end", "id": f"{place.get('id')}-end"})


def _has_room(room: Element) -> bool:
    return any(child.tag == "hr" for child in room)


def _remove(parent: Element, name: str) -> None:
    for child in [c for c in parent if _has_class(c, name)]:
        parent.remove(child)


# --- notes ---------------------------------------------------------------------------------------


def _place_notes(root: Element) -> None:
    """Move each note beside the first mention of its word outside the answers."""
    parents = _parents(root)
    notes = {e.attrib["data-beside"]: e for e in root.iter() if "data-beside" in e.attrib}
    for note in notes.values():
        parents[note].remove(note)
    beside: dict[Element, Element] = {}
    for name, mention in _mentions(root).items():
        if name not in notes:
            continue
        if _has_class(notes[name], "margin-note"):
            _place_in_margin(notes[name], mention, parents, beside)
        else:
            mention.set("id", f"{notes[name].get('id')}-mark")
            _insert_after(mention, notes[name], parents)


def _place_in_margin(
    note: Element,
    mention: Element,
    parents: Mapping[Element, Element],
    beside: dict[Element, Element],
) -> None:
    """Put a note beside its word; notes of one paragraph stand in one block, the first word's.

    Two that float beside one line would be printed over each other.
    """
    around = list(_ancestors(mention, parents))
    narrow = [e for e in around if e.tag in _NARROW or _has_class(e, "columns")]
    paragraph = narrow[-1] if narrow else next(e for e in around if e.tag in _PARAGRAPHS)
    if paragraph in beside:
        beside[paragraph].append(note)
    elif narrow:
        _insert_before(paragraph, note, parents)
    else:
        _insert_after(mention, note, parents)
    beside.setdefault(paragraph, note)


def _insert_after(element: Element, new: Element, parents: Mapping[Element, Element]) -> None:
    parent = parents[element]
    new.tail, element.tail = element.tail, None
    parent.insert(list(parent).index(element) + 1, new)


def _insert_before(element: Element, new: Element, parents: Mapping[Element, Element]) -> None:
    parent = parents[element]
    new.tail = None
    parent.insert(list(parent).index(element), new)


def _mentions(root: Element) -> dict[str, Element]:
    """Return the first mention of every term and footnote, by what notes call them."""
    found: dict[str, Element] = {}
    for element in _outside(root, ("answers", "unplaced")):
        if _has_class(element, "term"):
            found.setdefault(f"term {element.get('data-key')}", element)
        elif _has_class(element, "footnote-mark"):
            found.setdefault(f"mark {element.get('href')}", element)
    return found


def _ancestors(element: Element, parents: Mapping[Element, Element]) -> Iterator[Element]:
    while element in parents:
        element = parents[element]
        yield element


def _drop_empty(root: Element) -> None:
    """Remove sections that were waiting for something and got nothing."""
    parents = _parents(root)
    for section in _all_by_class(root, "if-filled"):
        if not any(True for child in section if child.tag not in ("h1", "h2")):
            parents[section].remove(section)


# --- elements ------------------------------------------------------------------------------------


def _parents(root: Element) -> dict[Element, Element]:
    return {child: parent for parent in root.iter() for child in parent}


def _outside(root: Element, classes: Iterable[str]) -> Iterator[Element]:
    if any(_has_class(root, name) for name in classes):
        return
    yield root
    for child in root:
        yield from _outside(child, classes)


def _all_by_class(root: Element, name: str) -> list[Element]:
    return [element for element in root.iter() if _has_class(element, name)]


def _by_class(root: Element, name: str) -> Element | None:
    return next(iter(_all_by_class(root, name)), None)


def _add_class(element: Element, name: str) -> None:
    element.set("class", f"{element.get('class', '')} {name}".strip())


def _has_class(element: Element, name: str) -> bool:
    return name in element.get("class", "").split()
