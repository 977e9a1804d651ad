"""Numbers as people write them: in each language, and where it is not clear what is meant."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonpress import numerals
from lessonpress.diagnostics import Diagnostic, has_errors
from lessonpress.model import NumberForm, Span
from lessonpress.reader.figures.quantities import settled
from lessonpress.reader.strict_yaml import Scalar


def read(*texts: str, lang: str = "en", decimal: str = "") -> tuple[list[str], list[Diagnostic]]:
    """The numbers in texts as Python writes them, and the complaints."""
    cells = [Scalar(text, line, 1) for line, text in enumerate(texts, 1)]
    reckoner, complaints = settled(cells, lang, decimal, lambda cell: Span("u.md", cell.line))
    if has_errors(complaints):
        return [], complaints
    return [str(number) for number in reckoner.numbers(cells)], complaints


@pytest.mark.parametrize(
    ("written", "lang", "number"),
    [
        ("3.40", "en", "3.40"),
        ("1,234", "en", "1234"),
        ("1,234.5", "en", "1234.5"),
        ("1,5", "en", "1.5"),
        ("1.5", "de", "1.5"),
        ("1,5", "de", "1.5"),
        ("0,125", "en", "0.125"),
        ("1.234.567", "en", "1234567"),
        ("1.234,5", "en", "1234.5"),
        ("1 234 567,8", "fr", "1234567.8"),
        ("1'234.5", "de-CH", "1234.5"),
        ("−12", "en", "-12"),
        ("+3", "en", "3"),
        (".5", "en", "0.5"),
        ("45 %", "en", "45"),
        ("1.5e3", "en", "1.5E+3"),
        ("n/a", "en", "None"),
        ("", "en", "None"),
    ],
)
def test_a_number_that_can_mean_one_thing(written: str, lang: str, number: str) -> None:
    assert read(written, lang=lang) == ([number], [])


def test_the_numbers_beside_it_say_what_a_sign_means() -> None:
    assert read("1,234", "0,5", lang="en") == (["1.234", "0.5"], [])
    assert read("1.234", "12,5", lang="es-MX") == (["1234", "12.5"], [])


@pytest.mark.parametrize(("written", "number"), [("1.234", "1234"), ("1,234", "1.234")])
def test_where_the_language_decides_it_is_said_so(written: str, number: str) -> None:
    numbers, (complaint,) = read(written, lang="de")
    assert numbers == [number]
    assert complaint.code == "chart-number-unclear"
    assert number in complaint.message


@pytest.mark.parametrize(("decimal", "number"), [(".", "1.234"), (",", "1234")])
def test_the_author_may_say_it(decimal: str, number: str) -> None:
    assert read("1.234", lang="de", decimal=decimal) == ([number], [])


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (("about 3",), "chart-not-a-number"),
        (("12 kg",), "chart-not-a-number"),
        (("1,5", "2.5"), "chart-number-unclear"),
        (("1,2,3",), "chart-number-unclear"),
        (("5", "5%"), "chart-mixed"),
        (("1e99",), "chart-number-long"),
        (("12345678901234567890",), "chart-number-long"),
    ],
)
def test_what_is_no_number_is_named(texts: tuple[str, ...], code: str) -> None:
    numbers, complaints = read(*texts)
    assert numbers == []
    assert code in [complaint.code for complaint in complaints]


@given(
    st.decimals(-(10**9), 10**9, places=3, allow_nan=False),
    st.sampled_from(["en", "de", "es", "fr", "de-CH", "pl"]),
    st.booleans(),
)
def test_what_is_printed_is_read_as_the_same_number(n: Decimal, lang: str, grouped: bool) -> None:
    printed = numerals.written(n, NumberForm(3, grouped), lang)
    numbers, _ = read(printed, lang=lang, decimal=numerals.signs(lang).decimal)
    assert Decimal(numbers[0]) == n


@given(st.lists(st.text(alphabet="0123456789.,-−% 'e", max_size=12), max_size=4))
def test_no_text_makes_it_raise(texts: list[str]) -> None:
    for lang in ("en", "de"):
        read(*texts, lang=lang)
