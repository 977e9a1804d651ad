"""What the readers of fenced figures share: their text with its places, and how they complain."""

from __future__ import annotations

from dataclasses import dataclass

from lessonpress import model as m
from lessonpress.diagnostics import did_you_mean
from lessonpress.reader import strict_yaml, yaml_slips
from lessonpress.reader.inlines import check_braces
from lessonpress.reader.reading import Reading
from lessonpress.reader.scanner import Fence
from lessonpress.reader.strict_yaml import Mapping, Scalar, Value

# What a figure says of one thing stands in a box, not in a column of text.
MOST_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Source:
    """A fence of figure data that is being read; `name` is the kind the author wrote."""

    fence: Fence
    name: str
    reading: Reading

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
        return self._printed(self.fence.attributes.values.get("alt", ""), 0) or own

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
        for key, _ in given.items:
            if key.text not in keys:
                message = f'"{key.text}" says nothing to a {self.name}.'
                hint = did_you_mean(key.text, keys) or f"Known are: {', '.join(keys)}."
                self.fail("key", self.at(key), message, self._on_the_fence(key) or hint)
        return {key.text: value for key, value in given.items if key.text in keys}

    def choice(self, value: Value | None, default: str, *names: str) -> str:
        """Return which of the names is given, or the default."""
        given = value.text.lower() if isinstance(value, Scalar) else None
        if value is None or given in names:
            return given or default
        self.fail("value", self.at(value), f"This can be one of: {', '.join(names)}.")
        return default

    def _on_the_fence(self, key: Scalar) -> str:
        """Return where what describes a whole figure is written, for who writes it inside."""
        if key.text not in ("alt", "caption", "id", "title"):
            return ""
        name = "caption" if key.text == "title" else key.text
        written = "{#a-name}" if name == "id" else f'{{{name}="..."}}'
        return f"Write it behind the {self.name}'s name: ```{self.name} {written}."
