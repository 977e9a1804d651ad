"""What is left of an SVG that comes from anywhere: what draws, and nothing that does more."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image
from resvg_py import svg_to_bytes

from lessonpress import svg
from lessonpress.checks.complaints import Complaint
from lessonpress.checks.pictures import ready

OPENING = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" viewBox="0 0 80 40">'
)


def drawing(inside: str, opening: str = OPENING, before: str = "") -> bytes:
    return f"{before}{opening}{inside}</svg>".encode()


def cleaned(inside: str, opening: str = OPENING, before: str = "") -> str:
    found = ready(drawing(inside, opening, before))
    assert isinstance(found, bytes), found
    return found.decode()


def refused(inside: str, opening: str = OPENING, before: str = "") -> Complaint:
    found = ready(drawing(inside, opening, before))
    assert isinstance(found, Complaint), found
    return found


def photograph(**options: object) -> str:
    target = io.BytesIO()
    Image.new("RGB", (3, 2), "red").save(target, "JPEG", **options)
    return f"data:image/jpeg;base64,{base64.b64encode(target.getvalue()).decode()}"


@pytest.mark.parametrize(
    "secret",
    [
        "<!-- SECRET -->",
        "<?SECRET do?>",
        "<title>SECRET</title><desc>SECRET</desc>",
        "<metadata><x xmlns='http://SECRET'>SECRET</x></metadata>",
        "<script>SECRET()</script>",
        '<rect onclick="SECRET()" width="9" height="9"/>',
        '<g inkscape:label="SECRET" data-name="SECRET" aria-label="SECRET"/>',
        '<inkscape:path d="SECRET"/>',
        '<g style="display:none"><text>SECRET</text></g>',
        '<g display="none"><text>SECRET</text></g>',
        '<style>.k{display:none}</style><text class="k">SECRET</text>',
        '<a href="https://SECRET.example"><rect width="9" height="9"/></a>',
        '<animate values="SECRET"/><set to="SECRET"/>',
        "<style>/* SECRET */</style>",
        "<style>@font-face { font-family: a; src: url(data:SECRET) }</style>",
        '<g xml:base="file:///home/SECRET/"/>',
    ],
)
def test_what_does_not_draw_does_not_travel(secret: str) -> None:
    assert "SECRET" not in cleaned(f'{secret}<rect width="9" height="9"/>')


def test_what_draws_stays() -> None:
    inside = (
        '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>'
        '<style>.a{fill:url(#g)}</style><rect class="a" width="9" height="9"/>'
        '<use xlink:href="#g"/><text x="1" y="9">One <tspan>two</tspan> three</text>'
        '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter>'
    )
    kept = cleaned(inside)
    for piece in ("linearGradient", "stop-color", "url(#g)", 'xlink:href="#g"', "feGaussianBlur"):
        assert piece in kept
    assert "One <tspan>two</tspan> three" in kept


def test_text_around_what_is_left_out_stays() -> None:
    assert ">a b c<" in cleaned("<text>a<title>x</title> b<!-- y --> c</text>")


def test_a_doctype_is_no_harm() -> None:
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x.example/svg11.dtd">'
    assert "DOCTYPE" not in cleaned("<g/>", before=f'<?xml version="1.0"?>\n{doctype}')


@pytest.mark.parametrize(
    ("inside", "code", "says"),
    [
        ('<image href="photo.png"/>', "picture-incomplete", "photo.png"),
        ('<image xlink:href="file:///etc/passwd"/>', "picture-incomplete", "passwd"),
        ('<image href="https://example.org/a.png"/>', "picture-incomplete", "example.org"),
        ('<use href="other.svg#a"/>', "picture-incomplete", "other.svg"),
        ("<style>@import 'https://e.org/a.css';</style>", "picture-incomplete", "e.org"),
        ('<rect fill="url(https://e.org/a.svg#b)"/>', "picture-incomplete", "e.org"),
        ('<rect style="fill: url( &quot;a.svg#b&quot;)"/>', "picture-incomplete", "a.svg"),
        (r"<style>.a{fill:\75rl(https://e.org)}</style>", "picture-broken", "code"),
        ("<foreignObject><p>words</p></foreignObject>", "picture-kind", "web page"),
        ('<image href="data:image/png;base64,AAAA"/>', "picture-broken", "photograph"),
        ('<image href="data:image/svg+xml,%3Csvg/%3E"/>', "picture-broken", "photograph"),
        ("<g>" * 80 + "</g>" * 80, "picture-too-large", "deep"),
        ("<g>", "picture-broken", "damaged"),
    ],
)
def test_what_would_be_missing_is_a_complaint(inside: str, code: str, says: str) -> None:
    found = refused(inside)
    assert found.code == code
    assert says in found.message
    assert found.hint


def test_one_of_several_things_to_show_may_be_a_web_page() -> None:
    inside = "<switch><foreignObject><p>x</p></foreignObject><text>plain</text></switch>"
    kept = cleaned(inside)
    assert "plain" in kept
    assert "foreignObject" not in kept


@pytest.mark.parametrize(
    "inside",
    [
        '<use href="#a"/><g id="a"><use href="#a"/></g>',
        '<rect id="l0" width="1" height="1"/>'
        + "".join(f'<g id="l{n + 1}">' + f'<use href="#l{n}"/>' * 10 + "</g>" for n in range(9)),
        "".join(
            f'<mask id="m{n + 1}">' + f'<rect mask="url(#m{n})"/>' * 10 + "</mask>"
            for n in range(9)
        )
        + '<rect mask="url(#m9)"/>',
        f'<marker id="m">{"<path/>" * 400}</marker><path marker-mid="url(#m)" d="{"L1 1" * 999}"/>',
        "<g/>" * 100_001,
    ],
    ids=["itself", "uses", "masks", "markers", "many"],
)
def test_bombs_are_refused_undrawn(inside: str) -> None:
    assert refused(inside).code == "picture-too-large"


def test_entities_are_refused() -> None:
    found = refused("<text>&a;</text>", before='<!DOCTYPE svg [<!ENTITY a "b">]>')
    assert found.code == "picture-kind"


@pytest.mark.parametrize("root", ["<svg>", '<svg xmlns="http://www.w3.org/1999/xhtml">', "<p>"])
def test_other_markup_is_no_svg(root: str) -> None:
    data = root.encode() + b"<svg></svg>"
    assert isinstance(ready(data), Complaint)


def test_a_photograph_inside_loses_what_its_file_carries() -> None:
    exif = Image.Exif()
    exif[0x013B] = "SECRET"
    kept = cleaned(f'<image href="{photograph(exif=exif.tobytes())}"/>')
    inside = base64.b64decode(kept.partition("base64,")[2].partition('"')[0])
    assert b"SECRET" not in inside
    assert Image.open(io.BytesIO(inside)).size == (3, 2)


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("Arial", "Arial, sans-serif"),
        ("'Times New Roman'", "'Times New Roman', serif"),
        ("Courier New, Courier", "Courier New, Courier, monospace"),
        ("Open Sans, sans-serif", "Open Sans, sans-serif"),
    ],
)
def test_text_has_a_face_on_any_machine(given: str, written: str) -> None:
    assert f'font-family="{written}"' in cleaned(f'<text font-family="{given}">x</text>')
    assert f"font-family:{written}" in cleaned(f'<text style="font-family:{given}">x</text>')


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 80 40"', (80, 40)),
        ('viewBox="0 0 80 40" width="1in"', (96, 48)),
        ('viewBox="0 0 80 40" width="100%" height="100%"', (80, 40)),
        ('width="2.54cm" height="72pt"', (96, 96)),
        ('viewBox="0,0,80,40" height="20px"', (40, 20)),
    ],
)
def test_every_picture_says_how_large_it_is(attributes: str, size: tuple[int, int]) -> None:
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>'
    kept = cleaned('<rect width="9" height="9"/>', opening).encode()
    assert svg.size(kept) == svg.Size(*size)
    assert b"viewBox" in kept


@pytest.mark.parametrize(
    "attributes", ["", 'width="100%"', 'viewBox="0 0 0 9"', 'width="1e9" height="9"']
)
def test_a_size_that_is_none(attributes: str) -> None:
    refused("<g/>", f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>')


def test_cleaning_is_done_once_and_changes_no_pixel() -> None:
    inside = '<rect width="30" height="20" fill="teal"/><circle cx="40" cy="20" r="9"/>'
    kept = cleaned(inside)
    assert ready(kept.encode()) == kept.encode()
    assert svg_to_bytes(svg_string=kept) == svg_to_bytes(svg_string=drawing(inside).decode())
