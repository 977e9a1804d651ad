"""What finished forms are asked: their fields, how these are tagged, and what is typed in them.

ISO 32000-1, 12.7 (forms) and 14.7 (tags); ISO 14289-1, 7.18 (what PDF/UA wants of annotations).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Name

Place = tuple[int, float, float, float, float]

MULTILINE, RADIO = 1 << 12, 1 << 15


@dataclass(frozen=True)
class Field:
    """A field, its places on the pages (1 is the first) and the values that it can be given.

    `kind` is text, lines, choice or tick; `said` what a screen reader calls its places one by one;
    a place is a page, and left, bottom, right and top in points.
    """

    name: str
    kind: str
    asked: str
    said: tuple[str, ...]
    values: tuple[str, ...]
    places: tuple[Place, ...]
    value: str = ""
    length: int = 0


def fields(path: Path) -> list[Field]:
    """Return the fields of a PDF in their order; none where it is no form."""
    with pikepdf.open(path) as document:
        form = document.Root.get("/AcroForm")
        pages: dict[object, int] = {p.objgen: n for n, p in enumerate(document.pages, 1)}
        return [_field(entry, pages) for entry in (form.Fields if form else ())]


def _field(entry: pikepdf.Object, pages: dict[object, int]) -> Field:
    widgets = list(entry.get("/Kids", [entry]))
    return Field(
        name=str(entry.T),
        kind=_kind(entry),
        asked=str(entry.TU),
        said=tuple(str(widget.TU) for widget in widgets),
        values=tuple(v for widget in widgets for v in _values(widget)),
        places=tuple(_place(widget, pages) for widget in widgets),
        value=str(entry.get("/V", "")).removeprefix("/Off").removeprefix("/"),
        length=int(entry.get("/MaxLen", 0)),
    )


def _place(widget: pikepdf.Object, pages: dict[object, int]) -> Place:
    left, bottom, right, top = map(float, widget.Rect)
    return pages[widget.P.objgen], left, bottom, right, top


def _kind(entry: pikepdf.Object) -> str:
    flags = int(entry.get("/Ff", 0))
    if entry.FT == "/Tx":
        return "lines" if flags & MULTILINE else "text"
    return "choice" if flags & RADIO else "tick"


def _values(widget: pikepdf.Object) -> list[str]:
    if isinstance(widget.AP.N, pikepdf.Stream):
        return []
    return [state.removeprefix("/") for state in dict(widget.AP.N) if state != "/Off"]


# --- tags ----------------------------------------------------------------------------------------


def problems(path: Path) -> list[str]:
    """Return what a validator does not ask of a form: tags, order, names and what is said."""
    with pikepdf.open(path) as document:
        widgets = [a for page in document.pages for a in _widgets(page)]
        tagged = list(_tagged(document.Root.StructTreeRoot, None))
        found = [fault for widget in widgets for fault in _faults(widget, document, tagged)]
        order = [widget.objgen for tag, widget in tagged]
        if order != [widget.objgen for widget in _in_fields(document)]:
            found.append("the fields are not in the order of reading")
        if any(page.Tabs != Name.S for page in document.pages):
            found.append("the tabulator key does not follow the order of reading")
    names = [field.name for field in fields(path)]
    return found + [f"{name} is there twice" for name in names if names.count(name) > 1]


def _widgets(page: pikepdf.Page) -> list[pikepdf.Object]:
    return [a for a in page.obj.get("/Annots", []) if a.Subtype == Name.Widget]


def _in_fields(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for entry in document.Root.AcroForm.Fields:
        yield from entry.get("/Kids", [entry])


def _tagged(
    element: pikepdf.Object, tag: pikepdf.Object | None
) -> Iterator[tuple[pikepdf.Object, pikepdf.Object]]:
    """Yield the tags that refer to widgets, in the order of reading."""
    kids: pikepdf.Object = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            if kid.get("/Type") == Name.OBJR and kid.Obj.Subtype == Name.Widget:
                yield element, kid.Obj
            elif kid.get("/Type") != Name.OBJR:
                yield from _tagged(kid, element)


def _faults(
    widget: pikepdf.Object,
    document: pikepdf.Pdf,
    tagged: list[tuple[pikepdf.Object, pikepdf.Object]],
) -> Iterator[str]:
    said = str(widget.get("/TU", ""))
    tags = [tag for tag, other in tagged if other.objgen == widget.objgen]
    if not said.strip():
        yield "a field says nothing of itself"
    if [tag.S for tag in tags] != [Name.Form]:
        yield f"{said} has no tag of its own that says Form"
    elif _parent(widget, document).objgen != tags[0].objgen:
        yield f"{said} does not know its tag"
    if widget.get("/AP") is None:
        yield f"{said} looks like nothing"


def _parent(widget: pikepdf.Object, document: pikepdf.Pdf) -> pikepdf.Object:
    numbers = list(document.Root.StructTreeRoot.ParentTree.Nums)
    return dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))[int(widget.StructParent)]


# --- filling in ----------------------------------------------------------------------------------


def fill(path: Path, target: Path, values: dict[str, str]) -> Path:
    """Write a form with values by names, which a reader is to draw; the rest is left as it is."""
    with pikepdf.open(path) as document:
        for entry in document.Root.AcroForm.Fields:
            if str(entry.T) in values:
                _fill(entry, values[str(entry.T)])
        document.Root.AcroForm.NeedAppearances = True
        document.save(target)
    return target


def _fill(entry: pikepdf.Object, value: str) -> None:
    if entry.FT == "/Tx":
        entry.V = pikepdf.String(value)
        return
    entry.V = Name(f"/{value}")
    for widget in entry.get("/Kids", [entry]):
        widget.AS = entry.V if f"/{value}" in widget.AP.N else Name.Off
