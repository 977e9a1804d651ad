"""Links on paper: a small number behind a link's words, and under that its address at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from lessonpress import markup
from lessonpress.handout.elements import add_class, all_by_class, insert_after, outside, parents_of
from lessonpress.model import Link
from lessonpress.walking import walk


@dataclass(frozen=True, slots=True)
class Reference:
    """An address, and the number under which all links to it print it."""

    number: int
    href: str

    @property
    def address(self) -> str:
        """Return what is printed: the address as one would type it."""
        return _typed(self.href)


def references(shown: object, known: object = None) -> tuple[Reference, ...]:
    """Return the addresses that links in lessons, or in parts of them, hide behind other words.

    They come by their first mention. Those that `known` has as well are left out, and the numbers
    go on from there.
    """
    before = list(_hidden(known)) if known else []
    found = dict.fromkeys([*before, *_hidden(shown)])
    numbered = (Reference(number, href) for number, href in enumerate(found, 1))
    return tuple(reference for reference in numbered if reference.href not in before)


def _hidden(shown: object) -> Iterator[str]:
    for node in walk(shown):
        if not isinstance(node, Link) or not _leads_out(node.href):
            continue
        if not says(markup.plain(node.children), node.href):
            yield node.href


def says(text: str, href: str) -> bool:
    """Say whether a link's words are its address."""
    return text.strip().rstrip("/") in (href.rstrip("/"), _typed(href).rstrip("/"))


def _typed(href: str) -> str:
    return href.partition("://")[2]


def _leads_out(href: str) -> bool:
    return href.startswith(("http://", "https://"))


def number(root: Element) -> None:
    """Put the number of its address behind each link that does not say it itself.

    The entries of the page's list have the class `link`, and their address as `data-href`.
    """
    entries = {entry.get("data-href"): entry for entry in all_by_class(root, "link")}
    around = parents_of(root)
    told = outside(root, ("slide-picture",))  # a picture has no room for a number
    for link in [a for a in told if a.tag == "a" and _leads_out(a.get("href", ""))]:
        href = link.get("href", "")
        entry = entries.get(href)
        if says("".join(link.itertext()), href):
            add_class(link, "address")
        elif entry is not None:
            mark = Element("a", {"class": "link-mark", "href": f"#{entry.get('id')}"})
            mark.text = entry.get("data-number")
            insert_after(link, mark, around)
