"""Every fact of the article is taught: on a slide and on paper, in the unit that facts.yml names.

facts.yml lists for each unit, under the headings of the article that it covers, what the article
says there, each time with words that students must find both in the unit's deck and in its handout.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

import pytest

from lessonpress import model as m

from . import course
from .borrowed import borrowed

# The article's headings, by the number of the unit that covers what stands under them.
HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "01": (
            "Introduction",
            "The Genesis: Forged in the Fires of a Venezuelan Prison",
            "Origins in Tocorón Penitentiary",
            "Héctor “Niño” Guerrero: The Architect of an Empire",
        ),
        "02": (
            "Introduction",
            "The Catalyst for Expansion: Venezuela’s Societal Unraveling",
            "A Nation in Crisis",
            "Weaponizing the Diaspora",
        ),
        "03": (
            "Introduction",
            "A Transnational Criminal Conglomerate: The Modus Operandi",
            "A Diversified Criminal Portfolio",
            "The Brutal Brand: A Strategy of Terror",
        ),
        "04": (
            "Mapping the Invasion: A Hemisphere Under Siege",
            "Colombia: The First Step Abroad",
            "The Southern Cone Offensive: Peru, Chile, and Ecuador",
            "Northward Ambitions: Central America and the United States",
        ),
        "05": (
            "The International Response: A Fragmented and Frustrating Fight",
            "The “Tocorón Takedown”: A Hollow Victory?",
            "Cross-Border Cooperation Challenges",
        ),
        "06": (
            "Analysis: Why Tren de Aragua Represents a New Paradigm of Crime",
            "A New Breed of Organized Crime",
            "The Future of the Threat",
        ),
        "07": ("Conclusion: A Global Challenge Born from a National Collapse",),
    }
)


def test_every_unit_has_facts_and_every_heading_of_the_article_a_unit() -> None:
    assert sorted(course.FACTS) == list(course.UNITS)
    assert [unit[:2] for unit in course.UNITS] == list(HEADINGS)


@pytest.mark.parametrize("unit", course.UNITS)
def test_what_stands_under_each_heading_of_the_article_is_covered(unit: str) -> None:
    assert tuple(course.FACTS[unit]) == HEADINGS[unit[:2]]
    assert all(course.FACTS[unit].values())


@pytest.mark.parametrize("medium", m.Medium)
@pytest.mark.parametrize("unit", course.UNITS)
def test_every_fact_is_taught(unit: str, medium: m.Medium) -> None:
    text = course.told(unit, medium)
    missing = {
        fact: absent
        for facts in course.FACTS[unit].values()
        for fact, wanted in facts.items()
        if (absent := [word for word in map(str, wanted) if not stands_in(text, word)])
    }
    assert missing == {}


@pytest.mark.parametrize("unit", course.UNITS)
def test_every_fact_is_a_sentence_that_has_words_to_look_for(unit: str) -> None:
    for facts in course.FACTS[unit].values():
        for fact, wanted in facts.items():
            assert fact.endswith((".", "?"))
            assert wanted, fact


def stands_in(text: str, words: str) -> bool:
    """Say whether words stand in a text as whole words, whatever their case and apostrophes."""
    looked_for = re.escape(words.replace("’", "'"))
    return (
        re.search(rf"(?<!\w){looked_for}(?!\w)", text.replace("’", "'"), re.IGNORECASE) is not None
    )


@pytest.mark.parametrize("name", ["facts.yml", "course.yml"])
def test_what_is_said_of_the_article_is_not_said_in_its_words(name: str) -> None:
    source = (course.FOLDER / name).read_text("utf-8")
    assert borrowed(source) == []
