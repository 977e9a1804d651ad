"""Words in figures are measured as they are set."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from lessonpress.figures import setting
from lessonpress.figures.drawing import Words

from .making import slide

WORDS = st.text("abcdefghij klmnop", min_size=1, max_size=60).map(str.strip).filter(bool)


@settings(deadline=None)
@given(WORDS, st.sampled_from([12.0, 18.0, 21.6, 24.0]))
def test_words_stand_on_one_line_in_the_width_they_take(text: str, size: float) -> None:
    words = Words(text, size)
    width = setting.natural_width([words], slide())
    assert setting.lines(words, width, slide()) == 1
    assert setting.lines(words, setting.balanced_width([words], width, slide()), slide()) == 1
