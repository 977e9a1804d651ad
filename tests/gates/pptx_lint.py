"""What Microsoft's validator lets pass and a class would stumble over: one function a rule."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

from lxml import etree
from PIL import Image

from .package import (
    CONTENT_TYPES,
    CORE_PROPERTIES,
    PRESENTATION,
    Element,
    Package,
    find,
    open_package,
    parse,
    relationships_part,
    values,
)

Rule = Callable[[Package], Iterator[str]]

ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: no build date
TITLES = ("title", "ctrTitle")
FURNITURE = ("dt", "ftr", "sldNum", "hdr")  # placeholders that PowerPoint fills by itself
# The form PowerPoint writes of BCP 47: language, script, region, variant.
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-[a-z]{5,8})?", re.ASCII)
# How ST_Xstring (ISO 29500-1, 22.9.2.19) escapes control characters; DrawingML text does not.
ESCAPED_CONTROL = re.compile(r"_x00([01][0-9A-Fa-f]|7[Ff])_")
URL_CHARACTERS = re.compile(r"([!#$&-;=?@A-Z_a-z~\[\]]|%[0-9A-Fa-f]{2})+")  # RFC 3986
SAFE_ACTIONS = (
    "ppaction://hlinksldjump",
    "ppaction://hlinkshowjump",
    "ppaction://noaction",
    "ppaction://media",
)
FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|svg|webp|emf|wmf|tiff?)", re.IGNORECASE)
DEFAULT_AUTHORS = {"", "Steve Canny", "python-pptx", "PowerPoint User", "Microsoft Office User"}
UNFIT_FOR_SVG = re.compile(rb"<!--|<script|<metadata|<foreignObject|\son\w+=|href=\"(?!#|data:)")
RECORDING = re.compile(r"ppt/media/media\d+\.(mp4|mov|mp3|m4a|wav)")
PICTURES = ("image", "thumbnail")
NOT_A_FALLBACK = "[not(ancestor::mc:Fallback)]"
SHAPES = ("p:sp", "p:pic", "p:graphicFrame", "p:grpSp", "p:cxnSp")


def problems(pptx: bytes) -> list[str]:
    """All that is wrong with a finished deck, each as `rule: where and what`."""
    try:
        package = open_package(pptx)
    except zipfile.BadZipFile as error:
        return [f"not-a-zip: {error}"]
    return [f"{name}: {message}" for name, rule in RULES.items() for message in rule(package)]


# The package


def duplicate_members(package: Package) -> Iterator[str]:
    counted = Counter(member.filename for member in package.members)
    yield from (f"{name} is there {count} times" for name, count in counted.items() if count > 1)


def zip_times(package: Package) -> Iterator[str]:
    for member in package.members:
        if member.date_time != ZIP_TIME:
            yield f"{member.filename} is dated {member.date_time}, not {ZIP_TIME}"


def malformed_xml(package: Package) -> Iterator[str]:
    yield from (f"{name}: {reason}" for name, reason in package.malformed.items())


def content_types(package: Package) -> Iterator[str]:
    types = package.xml.get(CONTENT_TYPES)
    extensions = {e.get("Extension", "").lower() for e in find(types, "ct:Default")}
    overrides = {e.get("PartName", "").lstrip("/") for e in find(types, "ct:Override")}
    yield from (f"{name} is declared but not there" for name in overrides - set(package.parts))
    for name in package.parts:
        if name != CONTENT_TYPES and name not in overrides and _extension(name) not in extensions:
            yield f"{name} has no content type"


def dangling_relationships(package: Package) -> Iterator[str]:
    for r in package.relationships:
        if not r.external and r.target not in package.parts:
            yield f"{r.source or 'the package'} refers by {r.id} to {r.target}, which is not there"


def unknown_relationship_ids(package: Package) -> Iterator[str]:
    for name, root in package.xml.items():
        known = {r.id for r in package.of(name)} | {""}
        for attribute in values(root, "//@r:*"):
            if attribute not in known:
                yield f"{name} uses {attribute}, which its relationships lack"


def orphan_parts(package: Package) -> Iterator[str]:
    shown = set(package.listed_slides().values())
    for name in sorted(set(package.parts) - _reached(package) - {CONTENT_TYPES}):
        yield f"nothing refers to {name}"
    for name in package.all("slide"):
        if name not in shown:
            yield f"{name} is not in the list of slides"


def _reached(package: Package) -> set[str]:
    """The parts one gets to from the package's root, with their relationships."""
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        source = waiting.pop()
        reached |= {source, relationships_part(source)}
        waiting += [r.target for r in package.of(source) if r.target not in reached]
    return reached


def external_targets(package: Package) -> Iterator[str]:
    for r in package.relationships:
        if r.external and r.kind != "hyperlink":
            yield f"{r.source} takes its {r.kind} from outside: {r.target}"


def document_properties(package: Package) -> Iterator[str]:
    core = package.xml.get(CORE_PROPERTIES)
    if core is None:
        yield f"{CORE_PROPERTIES} is missing"
    if not _text(find(core, "dc:title")):
        yield "the deck has no title"
    for author in find(core, "dc:creator | cp:lastModifiedBy"):
        if _text([author]) in DEFAULT_AUTHORS:
            yield f"{etree.QName(author).localname} is the library's: '{_text([author])}'"
    for date in find(core, "dcterms:created | dcterms:modified"):
        if _text([date]).startswith("2013-01-27"):
            yield f"{etree.QName(date).localname} is the library's: {_text([date])}"


# Slides, sections, notes


def sections(package: Package) -> Iterator[str]:
    known = package.listed_slides()
    for slide in find(package.xml.get(PRESENTATION), ".//p14:section//p14:sldId"):
        if slide.get("id") not in known:
            name = find(slide, "ancestor::p14:section")[0].get("name")
            yield f"section '{name}' names slide {slide.get('id')}, which is not there"
    named = values(package.xml[PRESENTATION], ".//p14:section//p14:sldId/@id")
    for ident in known if named else ():
        if named.count(ident) != 1:
            yield f"slide {ident} stands in {named.count(ident)} sections"


def shared_notes(package: Package) -> Iterator[str]:
    links = [r for slide in package.all("slide") for r in package.of(slide, "notesSlide")]
    for notes, count in Counter(link.target for link in links).items():
        if count > 1:
            yield f"{notes} belongs to {count} slides"
    for link in links:
        if link.source not in {r.target for r in package.of(link.target, "slide")}:
            yield f"{link.target} does not lead back to {link.source}"


def titles(package: Package) -> Iterator[str]:
    for name, slide in package.all("slide").items():
        title = [shape for shape in find(slide, "//p:sp") if _placeholder_type(shape) in TITLES]
        if not title:
            yield f"{name} has no title placeholder"
        elif not _text(title):
            yield f"{name} has an empty title"


def animations(package: Package) -> Iterator[str]:
    for name, slide in package.all("slide").items():
        shapes = {shape.get("id") for shape in find(slide, "//p:cNvPr")}
        for target in find(slide, "//p:timing//p:spTgt | //p:timing/p:bldLst/*"):
            if target.get("spid") not in shapes:
                yield f"{name} animates shape {target.get('spid')}, which is not there"
        nodes = Counter(values(slide, "//p:timing//p:cTn/@id"))
        yield from (f"{name} has {n} time nodes {ident}" for ident, n in nodes.items() if n > 1)


def animated_paragraphs(package: Package) -> Iterator[str]:
    """PowerPoint offers to repair a deck that animates what a shape does not say."""
    for name, slide in package.all("slide").items():
        for part in find(slide, "//p:timing//p:txEl/p:pRg"):
            spid = find(part, "ancestor::p:spTgt")[0].get("spid")
            shapes = find(slide, f"//p:cSld//p:sp[p:nvSpPr/p:cNvPr/@id='{spid}']")
            texts = [_text([p]) for shape in shapes for p in find(shape, "p:txBody/a:p")]
            first, last = _pair(part, "st", "end")
            if not 0 <= first <= last < len(texts) or not all(texts[first : last + 1]):
                yield f"{name} animates paragraphs {first} to {last} of shape {spid}"


def build_lists(package: Package) -> Iterator[str]:
    """What is animated in a group is listed as a build, and nothing else is."""
    for name, slide in package.all("slide").items():
        grouped = find(slide, "//p:timing//p:cTn[@grpId]")
        animated = {
            (spid, effect.get("grpId"))
            for effect in grouped
            for spid in values(effect, ".//p:spTgt/@spid")
        }
        listed = [(b.get("spid"), b.get("grpId")) for b in find(slide, "//p:bldLst/*")]
        for spid, group in sorted(animated ^ set(listed)):
            yield f"{name}: shape {spid} is animated or listed, not both, in group {group}"
        if len(listed) > len(set(listed)):
            yield f"{name} lists a build twice"
        yield from _built_otherwise(name, slide)


def _built_otherwise(name: str, slide: Element) -> Iterator[str]:
    for build in find(slide, "//p:bldLst/p:bldP"):
        spid = build.get("spid")
        parts = find(slide, f"//p:timing//p:spTgt[@spid='{spid}']/p:txEl")
        if bool(parts) != (build.get("build") == "p"):
            yield f"{name}: shape {spid} is not built by paragraphs as it is listed"


# Shapes


def shape_ids(package: Package) -> Iterator[str]:
    for name, part in _drawn(package).items():
        ids = Counter(shape.get("id") for shape in find(part, f"//p:cNvPr{NOT_A_FALLBACK}"))
        for shape_id, count in ids.items():
            if count > 1:
                yield f"{name} has {count} shapes with id {shape_id}"


def placeholders(package: Package) -> Iterator[str]:
    for name, slide in package.all("slide").items():
        for layout in package.of(name, "slideLayout"):
            known = {ph.get("idx", "0") for ph in find(package.xml.get(layout.target), "//p:ph")}
            for ph in find(slide, "//p:ph"):
                # PowerPoint itself keeps a title on a layout that has none.
                if ph.get("idx", "0") not in known and ph.get("type") not in TITLES:
                    yield f"{name} fills placeholder {ph.get('idx')}, which {layout.target} lacks"


def empty_placeholders(package: Package) -> Iterator[str]:
    for name, slide in package.all("slide").items():
        for shape in find(slide, "//p:sp[.//p:ph]"):
            if _placeholder_type(shape) not in TITLES + FURNITURE and not _text([shape]):
                yield f"{name}: {_called(shape)} is an empty placeholder"


def frames(package: Package) -> Iterator[str]:
    size = find(package.xml.get(PRESENTATION), "p:sldSz")
    if not size:
        yield f"{PRESENTATION} gives no slide size"
        return
    width, height = _pair(size[0], "cx", "cy")
    for name, shape in _placed(package):
        x, y, right, bottom = _frame(shape)
        if x < 0 or y < 0 or right > width or bottom > height:
            yield f"{name}: {_called(shape)} lies outside the slide: {x}, {y} to {right}, {bottom}"


def _placed(package: Package) -> Iterator[tuple[str, Element]]:
    """Shapes with a frame of their own: all of a slide's, and the placeholders slides inherit."""
    # What is grouped is placed in its group's coordinates.
    path = " | ".join(f"//{shape}{NOT_A_FALLBACK}[not(ancestor::p:grpSp)]" for shape in SHAPES)
    for name, slide in package.all("slide").items():
        yield from ((name, s) for s in find(slide, path) if _offset(s))
    for name, layout in package.all("slideLayout", "slideMaster").items():
        yield from ((name, s) for s in find(layout, f"({path})[.//p:ph]") if _offset(s))


def alt_texts(package: Package) -> Iterator[str]:
    path = " | ".join(f"//{s}{NOT_A_FALLBACK}" for s in ("p:pic", "p:graphicFrame", "p:grpSp"))
    path += f" | //p:sp{NOT_A_FALLBACK}[.//m:oMathPara]"
    for name, slide in package.all("slide").items():
        for shape in find(slide, path):
            groups = find(shape, "ancestor::p:grpSp")
            if not any(_is_described(described) for described in [shape, *groups]):
                yield f"{name}: {_called(shape)} has no alt text and is not marked decorative"


def _is_described(shape: Element) -> bool:
    properties = _properties(shape)
    description = properties.get("descr", "").strip()
    decorative = find(properties, ".//adec:decorative[@val='1' or @val='true']")
    return bool(decorative or (description and not FILE_NAME.fullmatch(description)))


def table_rows(package: Package) -> Iterator[str]:
    for name, slide in package.all("slide").items():
        for table in find(slide, "//a:tbl"):
            columns = len(find(table, "a:tblGrid/a:gridCol"))
            for number, row in enumerate(find(table, "a:tr"), start=1):
                if len(find(row, "a:tc")) != columns:
                    yield f"{name}: row {number} has {len(find(row, 'a:tc'))} of {columns} cells"


def pictures(package: Package) -> Iterator[str]:
    for name in dict.fromkeys(r.target for r in package.relationships if r.kind in PICTURES):
        if name in package.parts and _extension(name) not in ("emf", "wmf"):
            try:
                _look_at(name, package.parts[name])
            except (OSError, SyntaxError, ValueError) as error:
                yield f"{name} is not a sound picture: {error}"


def _look_at(name: str, data: bytes) -> None:
    if _extension(name) == "svg":
        parse(data)
        return
    with Image.open(io.BytesIO(data)) as picture:
        picture.verify()  # checksums
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()  # every pixel


def drawings(package: Package) -> Iterator[str]:
    """An SVG is shown by a picture that has its pixels too, and holds nothing but a drawing."""
    for name, root in package.all("slide", "notesSlide").items():
        targets = {r.id: r.target for r in package.of(name)}
        for mark in find(root, "//asvg:svgBlip"):
            blip = find(mark, "ancestor::a:blip")[0]
            pixels, drawing = (targets.get(_embedded(e), "") for e in (blip, mark))
            if _extension(pixels) != "png" or _extension(drawing) != "svg":
                yield f"{name} shows '{drawing}' with the pixels of '{pixels}'"
    for name, data in package.parts.items():
        if _extension(name) == "svg" and (found := UNFIT_FOR_SVG.search(data)):
            yield f"{name} holds {found[0].decode(errors='replace')}"


def _embedded(element: Element) -> str:
    return _first(element, "@r:embed")


def clips(package: Package) -> Iterator[str]:
    """A video or sound is in the deck, linked to twice, under no name of its own, and plays."""
    for name, slide in package.all("slide").items():
        links = {r.id: r for r in package.of(name)}
        playing = set(values(slide, "//p:cMediaNode//p:spTgt/@spid"))
        for shape in find(slide, "//p:pic[p:nvPicPr/p:nvPr/*[@r:link]]"):
            linked = links.get(_first(shape, "p:nvPicPr/p:nvPr/*/@r:link"))
            held = links.get(_first(shape, ".//p14:media/@r:embed"))
            if linked is None or held is None or linked.target != held.target or held.external:
                yield f"{name}: {_called(shape)} does not hold what it plays"
            elif not RECORDING.fullmatch(held.target):
                yield f"{name}: {_called(shape)} plays {held.target}"
            if _properties(shape).get("id") not in playing:
                yield f"{name}: {_called(shape)} is played by nothing"


def _first(element: Element, path: str) -> str:
    return str(next(iter(values(element, path)), ""))


# Text


def escaped_controls(package: Package) -> Iterator[str]:
    for name, root in package.xml.items():
        for text in values(root, "//text() | //@*"):
            if escaped := ESCAPED_CONTROL.search(text):
                yield f"{name} says {escaped[0]} to its reader"


def languages(package: Package) -> Iterator[str]:
    for name, root in package.xml.items():
        for properties in find(root, "//a:rPr | //a:endParaRPr | //a:defRPr"):
            for tag in (properties.get("lang"), properties.get("altLang")):
                if tag is not None and not LANGUAGE.fullmatch(tag):
                    yield f"{name}: '{tag}' is no language"


def languages_missing(package: Package) -> Iterator[str]:
    path = " | ".join(f"//{run}[not(a:rPr/@lang)]" for run in ("a:r", "a:fld", "m:r"))
    for name, root in package.all("slide", "notesSlide").items():
        for run in find(root, path):
            if _text([run]):
                yield f"{name}: no language is set on '{_text([run])}'"


def equations(package: Package) -> Iterator[str]:
    """Programs without equations show the fallback, which must say something."""
    for name, root in package.all("slide", "notesSlide").items():
        for equation in find(root, "//a14:m"):
            fallbacks = find(equation, "ancestor::mc:Choice[1]/following-sibling::mc:Fallback")
            if not _text(fallbacks):
                yield f"{name}: nothing stands in for the equation '{_text([equation])}'"


def hyperlinks(package: Package) -> Iterator[str]:
    for r in package.relationships:
        if r.kind == "hyperlink" and r.external and not _is_sound_url(r.target):
            yield f"{r.source} links to '{r.target}'"
    for name, root in package.xml.items():
        for action in values(root, "//a:*/@action"):
            if action and not action.startswith(SAFE_ACTIONS):
                yield f"{name} starts '{action}' on a click"


def _is_sound_url(url: str) -> bool:
    try:
        address = urlsplit(url)
    except ValueError:
        return False
    known = address.scheme in ("http", "https") and address.hostname
    mail = address.scheme == "mailto" and "@" in address.path
    return bool(URL_CHARACTERS.fullmatch(url) and (known or mail))


# The words the rules are written in


def _drawn(package: Package) -> dict[str, Element]:
    return package.all("slide", "slideLayout", "slideMaster", "notesSlide", "notesMaster")


def _extension(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _text(elements: list[Element]) -> str:
    return "".join(str(text) for element in elements for text in element.itertext()).strip()


def _properties(shape: Element) -> Element:
    return find(shape, "*/p:cNvPr")[0]


def _called(shape: Element) -> str:
    return f"'{_properties(shape).get('name')}'"


def _placeholder_type(shape: Element) -> str:
    """What a placeholder is for; "" where the shape is none."""
    types = [ph.get("type", "obj") for ph in find(shape, "p:nvSpPr/p:nvPr/p:ph")]
    return types[0] if types else ""


def _offset(shape: Element) -> list[Element]:
    return find(shape, "(p:xfrm | p:spPr/a:xfrm | p:grpSpPr/a:xfrm)[a:off and a:ext]")


def _frame(shape: Element) -> tuple[int, int, int, int]:
    """Left, top, right and bottom in EMU; turned shapes as they lie before they are turned."""
    frame = _offset(shape)[0]
    x, y = _pair(find(frame, "a:off")[0], "x", "y")
    width, height = _pair(find(frame, "a:ext")[0], "cx", "cy")
    return x, y, x + width, y + height


def _pair(element: Element, first: str, second: str) -> tuple[int, int]:
    return int(element.get(first, "0")), int(element.get(second, "0"))


RULES: Mapping[str, Rule] = {
    "duplicate-member": duplicate_members,
    "zip-time": zip_times,
    "malformed-xml": malformed_xml,
    "content-type": content_types,
    "dangling-relationship": dangling_relationships,
    "unknown-relationship-id": unknown_relationship_ids,
    "orphan-part": orphan_parts,
    "external-target": external_targets,
    "document-properties": document_properties,
    "section": sections,
    "shared-notes": shared_notes,
    "title": titles,
    "animation": animations,
    "animated-paragraph": animated_paragraphs,
    "build-list": build_lists,
    "shape-id": shape_ids,
    "unknown-placeholder": placeholders,
    "empty-placeholder": empty_placeholders,
    "outside-slide": frames,
    "alt-text": alt_texts,
    "table-row": table_rows,
    "picture": pictures,
    "drawing": drawings,
    "clip": clips,
    "escaped-control": escaped_controls,
    "bad-language": languages,
    "no-language": languages_missing,
    "equation": equations,
    "hyperlink": hyperlinks,
}
