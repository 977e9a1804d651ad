"""Words can be read on their grounds when a page is printed or copied in grey."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest
from deck import brands
from shipped import bundle

from lessonpress.deck import REFERENCE
from lessonpress.handout import looks, stylesheets
from lessonpress.handout.stylesheets import Stylesheets, text
from lessonpress.model import PageSetup
from lessonpress.templating import Templates
from lessonpress.theme import LEGIBLE, contrast

SETUPS = {
    "usual": PageSetup(),
    "low ink": PageSetup(low_ink=True),
    "large": PageSetup(large=True),
    "large, low ink": PageSetup(large=True, low_ink=True),
}
BRANDS = {"ours": brands.ours, **brands.BRANDS}


def styles(brand: bytes, setup: PageSetup) -> Stylesheets:
    inputs = bundle().joined({REFERENCE: brand})
    dressed = looks.dressed(inputs, Templates(inputs.under("templates")))
    return stylesheets.of(dressed, setup, "ar", "slides.css")


def declared(found: Stylesheets, name: str) -> Iterator[str]:
    """What stylesheets say of a property, variables replaced by the colours they have."""
    for _, css in found.sheets:
        for value in re.findall(rf"(?<![\w-]){name}:\s*([^;}}]+)", text(css)):
            yield from _colors(value, found.properties)


def _colors(value: str, properties: Mapping[str, str]) -> Iterator[str]:
    for variable, color, name in re.findall(r"var\(--([\w-]+)\)|#([0-9a-fA-F]{6})|(white)", value):
        if variable:
            yield from _colors(properties[variable], properties)
        else:
            yield color or {"white": "FFFFFF"}[name]


def grey(color: str) -> str:
    """A colour as printers and copiers make it grey (ITU-R BT.601)."""
    red, green, blue = (int(color[n : n + 2], 16) for n in (0, 2, 4))
    return f"{round(0.299 * red + 0.587 * green + 0.114 * blue):02X}" * 3


@pytest.mark.parametrize("setup", SETUPS.values(), ids=SETUPS)
@pytest.mark.parametrize("brand", BRANDS.values(), ids=BRANDS)
def test_every_colour_of_words_is_legible_on_every_ground(brand: object, setup: PageSetup) -> None:
    assert callable(brand)
    found = styles(brand(), setup)
    words, grounds = {*declared(found, "color")}, {"FFFFFF", *declared(found, "background")}
    assert len(words) > 2  # ink, answers, code
    for word in words:
        for ground in grounds:
            assert contrast(word, ground) >= LEGIBLE, (word, ground)
            assert contrast(grey(word), grey(ground)) >= LEGIBLE, (word, ground)


@pytest.mark.parametrize("setup", SETUPS.values(), ids=SETUPS)
def test_rules_to_write_on_are_seen_in_grey(setup: PageSetup) -> None:
    rule = styles(brands.ours(), setup).properties["rule"].removeprefix("#")
    assert contrast(grey(rule), "FFFFFF") >= 3  # WCAG 2.2, 1.4.11
