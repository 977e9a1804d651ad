"""What the readers of fenced figures share: their text with its places, and how they complain."""

from __future__ import annotations

from collections import abc
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from lessonpress import model as m
from lessonpress.diagnostics import did_you_mean
from lessonpress.reader import strict_yaml, yaml_slips
from lessonpress.reader.inlines import check_braces
from lessonpress.reader.reading import Reading
from lessonpress.reader.scanner import Fence
from lessonpress.reader.strict_yaml import Mapping, Scalar, Value

# What a figure says of one thing stands in a box, not in a column of text.
MOST_CHARACTERS = 300

# What describes a whole figure, and how it is written on the fence's first line.
_ON_THE_FENCE: abc.Mapping[str, str] = MappingProxyType(
    {
        "alt": '{alt="..."}',
        "caption": '{caption="..."}',
        "title": '{caption="..."}',
        "id": "{#a-name}",
    }
)


@dataclass(frozen=True, slots=True)
class Source:
    """A fence of figure data that is being read; `name` is the kind the author wrote.

    `inside` is what stands among the data and describes the whole figure: its caption, its alt.
    """

    fence: Fence
    name: str
    reading: Reading
    inside: dict[str, str] = field(default_factory=dict)

    @property
    def span(self) -> m.Span:
        """Return where the fence opens."""
        return self.reading.span(self.fence.line, self.fence.column)

    def place(self, line: int, column: int = 1) -> m.Span:
        """Return a place in the unit for one in the fence's text, both counted from 1."""
        return self.reading.span(self.fence.line + line, self.fence.column - 1 + column)

    def at(self, value: Value) -> m.Span:
        """Return where a value stands in the unit."""
        return self.place(value.line, value.column)

    # --- what is written ---

    def yaml(self, hint: str) -> Value | None:
        """Return the fence's text as YAML; None, with a complaint, where there is none."""
        try:
            value = strict_yaml.parse(self.fence.text)
        except strict_yaml.YamlError as mistake:
            slip = yaml_slips.explained(mistake, self.fence.text)
            message = f"This {self.name} cannot be read here: {slip.message}."
            place = self.place(slip.line, slip.column)
            self.fail("unreadable", place, message, hint)
            return None
        if value is None:
            self.empty()
        return value

    def text(self, written: str, line: int) -> str:
        """Return words of the drawing as they are printed; too many are complained of."""
        words = self._printed(written, line)
        if len(words) > MOST_CHARACTERS:
            message = f"These are {len(words)} characters; a figure has room for {MOST_CHARACTERS}."
            hint = "Say it in fewer words, and the rest in the text beside it."
            self.fail("too-large", self.place(line) if line else self.span, message, hint)
        return words[:MOST_CHARACTERS]

    def _printed(self, written: str, line: int) -> str:
        """Return words on one line, with typographic quotation marks."""
        check_braces(written, self.fence.line + line, self.reading)
        return " ".join(self.reading.parser.typographic(written).split())

    def alt(self, own: str) -> str:
        """Return the author's words for those who do not see the figure, or else its `own`."""
        return self._printed(self.described("alt"), 0) or own

    def described(self, key: str) -> str:
        """Return what an author says of the whole figure, best on the fence's first line."""
        return self.fence.attributes.values.get(key, "") or self.inside.get(key, "")

    # --- complaints ---

    def fail(self, what: str, place: m.Span, message: str, hint: str = "") -> None:
        """Note what stops the unit, under a code that begins with the figure's name."""
        self.reading.fail(f"{self.name}-{what}", place, message, hint)

    def empty(self) -> None:
        """Complain that there is nothing to draw."""
        message = f"There is nothing in this {self.name}."
        self.fail("empty", self.span, message, "Write its data between the two lines of ```.")

    def known(self, given: Mapping, keys: tuple[str, ...]) -> dict[str, Value]:
        """Return the values of the keys that are known; complain of the others."""
        given = self.without_words(given, keys)
        for key, _ in given.items:
            if key.text not in keys:
                message = f'"{key.text}" says nothing to a {self.name}.'
                hint = did_you_mean(key.text, keys) or f"Known are: {', '.join(keys)}."
                self.fail("key", self.at(key), message, hint)
        return {key.text: value for key, value in given.items if key.text in keys}

    def choice(self, value: Value | None, default: str, *names: str) -> str:
        """Return which of the names is given, or the default."""
        given = value.text.lower() if isinstance(value, Scalar) else None
        if value is None or given in names:
            return given or default
        self.fail("value", self.at(value), f"This can be one of: {', '.join(names)}.")
        return default

    def without_words(self, given: Mapping, keys: tuple[str, ...]) -> Mapping:
        """Return data without words on the whole figure, which are taken as if on the fence."""
        kept = tuple(
            (key, value)
            for key, value in given.items
            if key.text in keys or not isinstance(value, Scalar) or not self.takes(key, value.text)
        )
        return replace(given, items=kept)

    def takes(self, key: Scalar, words: str) -> bool:
        """Take words on the whole figure that stand among its data; say whether they are any."""
        if key.text not in _ON_THE_FENCE:
            return False
        message = f'"{key.text}" stands among the data of this {self.name}.'
        hint = f"Write it behind the name: ```{self.name} {_ON_THE_FENCE[key.text]}."
        self.reading.warn(f"{self.name}-words", self.at(key), message, hint)
        check_braces(words, self.fence.line + key.line, self.reading)
        self.inside[key.text] = words
        return True
