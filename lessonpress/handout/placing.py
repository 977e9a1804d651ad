"""The last touches to a page's elements, which neither a template nor a stylesheet can give.

Templates print every note once, marked with the word it belongs to; here each moves beside the
first mention of that word. Numbers become measures, decorations become grounds, and answers go
where they have room. Works in place on the tree of elements that WeasyPrint has parsed.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from io import BytesIO
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element, SubElement

from lessonpress import svg
from lessonpress.handout import code, continuing, filling, indexing, links, runs, tables
from lessonpress.handout.elements import (
    add_class,
    all_by_class,
    ancestors,
    by_class,
    chapters_of,
    has_class,
    insert_after,
    insert_before,
    outside,
    parents_of,
    style,
)
from lessonpress.handout.fields import add_fields
from lessonpress.handout.settling import Settings
from lessonpress.handout.stylesheets import Stylesheets
from lessonpress.handout.tables import EMS_PER_CHARACTER, text_of
from lessonpress.handout.tagging import level_headings, mark_tags, wrap_items
from lessonpress.inputs import Inputs

# Inside these a block at the side would be cut off or lie over other text.
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NARROW = _HEADINGS | {"table", "figure", "blockquote"}
_PARAGRAPHS = frozenset({"p", "li", "div", "section", "main", "body"})

# The narrowest column, as a share of the text's: some fifteen characters.
_LEAST_COLUMN = 0.2

# A line of so much of the column is short; a letter is some 0.48 em wide.
_SHORT_LINE = 0.735
_LETTER = 0.48

_PIXELS = 4 / 3  # of CSS, a point
_STRIP = (400, 100)


def finish(root: Element, inputs: Inputs, styles: Stylesheets, settings: Settings) -> None:
    """Bring a page's elements into their final place and measure."""
    _set_columns(root)
    _measure(root)
    links.number(root)
    _start_lists(root)
    tables.arrange(root, styles)
    code.set_code(root, styles)
    _mark_attributions(root)
    _mark_short_lines(root, styles)
    _size_drawings(root, inputs)
    _ground_decorations(root, inputs, styles.length("text-column") * _PIXELS)
    _label_clips(root)
    chapters = chapters_of(root)
    _fill_blanks(root, chapters)
    _rule_answers(root)
    _mark_last_page(root)
    _tear_exercises(root, settings)
    filling.prepare(root, settings.rows)
    _move_answers(root, chapters, settings)
    _place_notes(root, chapters)
    _shift_notes(root, settings)
    _drop_empty(root)
    indexing.write(root, settings.pages)
    add_fields(root)
    runs.isolate(root, styles.leftward)
    level_headings(root)
    mark_tags(root)
    wrap_items(root)
    if settings.whole_paragraphs:
        add_class(root, "whole-paragraphs")
    if settings.end == "closer":
        add_class(root, "closer")


# --- headings, pictures, blanks ------------------------------------------------------------------


def _measure(root: Element) -> None:
    for element in root.iter():
        if "data-width" in element.attrib:
            style(element, f"width: {float(element.attrib['data-width']) * 100:g}%")
        if element.tag == "img":
            element.set("src", quote(element.get("src", "")))


def _set_columns(root: Element) -> None:
    """Let no column be too narrow for words; the others make room."""
    for columns in all_by_class(root, "columns"):
        parts = [part for part in columns if "data-width" in part.attrib]
        least = min(_LEAST_COLUMN, 1 / max(1, len(parts)))
        shares = [max(float(part.attrib["data-width"]), least) for part in parts]
        for part, share in zip(parts, shares, strict=True):
            part.set("data-width", f"{share / max(1, sum(shares)):.4g}")


def _start_lists(root: Element) -> None:
    for numbered in root.iter("ol"):
        if "start" in numbered.attrib:
            style(numbered, f"counter-reset: list-item {int(numbered.attrib['start']) - 1}")


def _mark_attributions(root: Element) -> None:
    """Mark the last paragraph of a quotation that says whose it is."""
    for quotation in root.iter("blockquote"):
        for paragraph in quotation.findall("p")[1:][-1:]:
            if (paragraph.text or "").startswith(("—", "–", "--")):
                add_class(paragraph, "attribution")


def _mark_short_lines(root: Element, styles: Stylesheets) -> None:
    """Mark paragraphs of one short line, which are no running text and want no indent."""
    letters = styles.length("text-column") / (styles.text_size * _LETTER)
    for paragraph in root.iter("p"):
        if len(text_of(paragraph)) <= round(_SHORT_LINE * letters):
            add_class(paragraph, "short")


def _size_drawings(root: Element, inputs: Inputs) -> None:
    """Print a drawing's pixels as large as the drawing itself, and each drawing anew.

    WeasyPrint keeps what it has fetched by its address, and draws a kept one without gradients.
    """
    for number, image in enumerate(root.iter("img")):
        path = unquote(image.get("src", ""))
        drawing, pixels = inputs.get(path, b""), inputs.get(svg.raster_of(path))
        if not svg.is_svg(drawing):
            continue
        if svg.prints_as_drawing(drawing):
            image.set("src", f"{image.get('src')}#{number}")
        elif pixels:
            style(image, f"image-resolution: {_density(pixels, drawing):g}dpi")


def _label_clips(root: Element) -> None:
    """Say of a video's or sound's picture what it stands for, before its caption if it has one."""
    body, around = root.find("body"), parents_of(root)
    for image in [e for e in root.iter("img") if "data-kind" in e.attrib]:
        words = "" if body is None else body.get(f"data-{image.get('data-kind')}", "")
        label = Element("span", {"class": "plays"})
        label.text = words
        caption = around[image].find("figcaption")
        if caption is None:
            insert_after(image, label, around)
        else:
            label.tail, caption.text = caption.text, None
            caption.insert(0, label)


def _density(pixels: bytes, drawing: bytes) -> float:
    return 96 * _size(pixels)[0] / _size(drawing)[0]


def _ground_decorations(root: Element, inputs: Inputs, column: float) -> None:
    """Turn decorative pictures into grounds: any <img> is a tagged figure, which needs alt text.

    They are as wide as the text column, given in CSS pixels, at most.
    """
    for image in [i for i in root.iter("img") if not i.get("alt")]:
        source = image.attrib.pop("src", "")
        width, height = _size(inputs.get(unquote(source.partition("#")[0]), b""))
        share = float(image.get("data-width", min(1, width / column)))
        image.tag, image.attrib = "span", {"class": "decoration"}
        style(image, f"background-image: url('{source}')")
        style(image, f"width: {share:.2%}; padding-top: {share * height / width:.2%}")


def _size(picture: bytes) -> tuple[float, float]:
    """Return a picture's width and height in pixels; of one that cannot be read, a strip's."""
    from PIL import Image, UnidentifiedImageError

    try:
        if svg.is_svg(picture):
            drawing = svg.size(picture)
            return drawing.width, drawing.height
        with Image.open(BytesIO(picture)) as opened:
            return opened.size
    except (UnidentifiedImageError, OSError, ValueError):
        return _STRIP


def _fill_blanks(root: Element, chapters: Mapping[Element, str]) -> None:
    """Give each blank its length; an answer that is longer goes to the end of the key."""
    parents = parents_of(root)
    overflows = _overflows(root, chapters)
    for blank in all_by_class(root, "blank"):
        size = int(blank.get("data-size", "6"))
        style(blank, f"width: {size}em")
        _keep_with_punctuation(blank, parents[blank])
        overflow = overflows.get(chapters[blank])
        if len("".join(blank.itertext())) * EMS_PER_CHARACTER > size and overflow is not None:
            _answer_elsewhere(blank, overflow)


def _rule_answers(root: Element) -> None:
    """Give the rules under a quiz's written answers their lengths; what stands on one may go on."""
    for rule in all_by_class(root, "rule"):
        style(rule, f"min-width: {int(rule.get('data-size', '8'))}em")


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


def _overflows(root: Element, chapters: Mapping[Element, str]) -> Mapping[str, Element]:
    """Return where the answers of each chapter go that have no room on its pages."""
    return {chapters[element]: element for element in all_by_class(root, "more-answers")}


def _move_answers(root: Element, chapters: Mapping[Element, str], settings: Settings) -> None:
    """Set answers closer or move them to the end, where their room turned out too small."""
    overflows = _overflows(root, chapters)
    parents = parents_of(root)
    for answers in all_by_class(root, "answers"):
        fit = settings.fits.get(answers.get("id", ""))
        overflow = overflows.get(chapters[answers])
        if overflow is not None and (fit == "elsewhere" or not _has_room(parents[answers])):
            parents[answers].remove(answers)
            _remove(parents[answers], "continued")
            overflow.append(answers)
            continue
        if fit:
            add_class(answers, fit)
        kept = settings.kept.get(answers.get("id", ""), 0)
        _remove(parents[answers], "elsewhere")
        if overflow is not None and kept:
            overflow.append(_rest(answers, kept))
        else:
            _remove(parents[answers], "continued")
        for place in (answers, parents[answers]):
            SubElement(place, "div", {"class": "end", "id": f"{place.get('id')}-end"})
        if has_class(parents[answers], "long"):
            _hang_on_first_row(answers, parents[answers])
    if overflows:
        _move_lone_solutions(root, chapters, overflows)


def _hang_on_first_row(answers: Element, room: Element) -> None:
    """Have answers begin where their room does, if a page's end tears it."""
    room.remove(answers)
    next(child for child in room if child.tag == "hr").append(answers)


def _rest(answers: Element, kept: int) -> Element:
    """Take out of an answer what its room does not hold, headed as the answer is."""
    rest = continuing.divide(answers, kept)
    rest.set("id", f"{answers.get('id')}-rest")
    rest[:0] = [deepcopy(heading) for heading in answers if has_class(heading, "of")]
    return rest


def _move_lone_solutions(
    root: Element, chapters: Mapping[Element, str], overflows: Mapping[str, Element]
) -> None:
    """Move what answers no exercise to the end, too: students' pages have nothing in its place."""
    parents = parents_of(root)
    alone = [e for e in outside(root, ("answers",)) if has_class(e, "solution")]
    for solution in [e for e in alone if not set(alone) & {*ancestors(e, parents)}]:
        parents[solution].remove(solution)
        if len(solution):  # students' are empty
            overflows[chapters[solution]].append(solution)
            add_class(solution, "answers")


def _tear_exercises(root: Element, settings: Settings) -> None:
    for exercise in all_by_class(root, "exercise"):
        if settings.torn.get(exercise.get("id", "")):
            add_class(exercise, "torn")


def _has_room(room: Element) -> bool:
    return any(child.tag == "hr" for child in room)


def _remove(parent: Element, name: str) -> None:
    for child in [c for c in parent if has_class(c, name)]:
        parent.remove(child)


def _mark_last_page(root: Element) -> None:
    """Say where students' pages end, if the template does not: each page says how many they are."""
    body = root.find("body")
    if body is not None and by_class(body, "last-page") is None:
        SubElement(body, "div", {"class": "last-page", "id": "last-page"})


# --- notes ---------------------------------------------------------------------------------------


def _place_notes(root: Element, chapters: Mapping[Element, str]) -> None:
    """Move each note beside the first mention of its word outside the answers of its chapter."""
    parents = parents_of(root)
    beside_words = [e for e in root.iter() if "data-beside" in e.attrib]
    notes = {(chapters[e], e.attrib["data-beside"]): e for e in beside_words}
    for note in notes.values():
        parents[note].remove(note)
    beside: dict[Element, Element] = {}
    for name, mention in _mentions(root, chapters).items():
        if name not in notes:
            continue
        if has_class(notes[name], "margin-note"):
            _place_in_margin(notes[name], mention, parents, beside)
        else:
            mention.set("id", f"{notes[name].get('id')}-mark")
            insert_after(mention, notes[name], parents)


def _place_in_margin(
    note: Element,
    mention: Element,
    parents: Mapping[Element, Element],
    beside: dict[Element, Element],
) -> None:
    """Put a note beside its word; notes of one paragraph stand in one block, the first word's."""
    around = list(ancestors(mention, parents))
    narrow = [e for e in around if e.tag in _NARROW or has_class(e, "columns")]
    paragraph = narrow[-1] if narrow else next(e for e in around if e.tag in _PARAGRAPHS)
    if paragraph in beside:
        beside[paragraph].append(note)
        return
    if not narrow:
        insert_before(mention, note, parents)
    elif paragraph.tag in _HEADINGS:
        insert_before(paragraph, note, parents)
    else:
        _put_together(note, paragraph, parents)
    whole = by_class(note, "whole")
    beside[paragraph] = whole = note if whole is None else whole
    whole.set("id", f"beside-{len(beside)}")


def _put_together(note: Element, block: Element, parents: Mapping[Element, Element]) -> None:
    """Put a note and the block that it stands beside into one element, so that no page parts them.

    Before the block, the note would part it from its heading, too.
    """
    together = Element("div", {"class": "noted"})
    insert_before(block, together, parents)
    parents[block].remove(block)
    note.tail = None
    together.tail, block.tail = block.tail, None
    together.extend((note, block))


def _shift_notes(root: Element, settings: Settings) -> None:
    for whole in all_by_class(root, "whole"):
        shift = settings.shifts.get(whole.get("id", ""), 0)
        if shift:
            style(whole, f"{'margin-top' if shift > 0 else 'position: relative; top'}: {shift}px")


def _mentions(root: Element, chapters: Mapping[Element, str]) -> dict[tuple[str, str], Element]:
    """Return the first mention of every term and footnote in a chapter, by what notes call them."""
    found: dict[tuple[str, str], Element] = {}
    for element in outside(root, ("answers", "unplaced")):
        if has_class(element, "term"):
            found.setdefault((chapters[element], f"term {element.get('data-key')}"), element)
        elif has_class(element, "footnote-mark"):
            found.setdefault((chapters[element], f"mark {element.get('href')}"), element)
    return found


def _drop_empty(root: Element) -> None:
    """Remove sections that were waiting for something and got nothing, the innermost first."""
    parents = parents_of(root)
    for section in reversed(all_by_class(root, "if-filled")):
        if all(child.tag in ("h1", "h2") or has_class(child, "running") for child in section):
            parents[section].remove(section)
