"""YAML without its surprises: text stays text until a schema says what it is.

PyYAML makes False of `no`, 3.1 of `3.10` and 750 of `12:30`, lets the last of two equal keys win
and expands aliases without end. Here every scalar stays the text it was written as, with its place;
aliases, tags, duplicate keys and deep nesting are errors.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

_DEEPEST = 40
# Characters that end a line for YAML alone: everybody else would count fewer lines.
_NO_LINE_ENDS = str.maketrans("\x85\u2028\u2029", "   ")


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as it was written; `line` and `column` count from 1 within the YAML text."""

    text: str
    line: int
    column: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Value, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    items: tuple[tuple[Scalar, Value], ...]
    line: int
    column: int


Value = Scalar | Sequence | Mapping


class YamlError(Exception):
    """The text is not YAML as we read it; `line` and `column` count from 1."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column


def parse(text: str) -> Value | None:
    """Return the value in `text`, None for an empty one. Raises YamlError."""
    try:
        node = _composed(text.translate(_NO_LINE_ENDS))
    except yaml.MarkedYAMLError as mistake:
        mark = mistake.problem_mark or mistake.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise YamlError(mistake.problem or "this is not YAML", *place) from mistake
    except yaml.YAMLError as mistake:
        raise YamlError("this is not YAML", 1, 1) from mistake
    return None if node is None else _value(node)


def _composed(text: str) -> Any:
    loader = _Loader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


class _Loader(yaml.SafeLoader):
    """Composes nodes, but no aliases, and none below a sane depth."""

    _depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            raise _mistake("references (*name) cannot be used here", event)
        if self._depth >= _DEEPEST:
            raise _mistake("this is nested too deeply", event)
        if getattr(event, "tag", None) is not None:
            raise _mistake("tags (!name) cannot be used here", event)
        self._depth += 1
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


def _mistake(problem: str, event: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)


def _value(node: Any) -> Value:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if isinstance(node, yaml.SequenceNode):
        return Sequence(tuple(_value(item) for item in node.value), line, column)
    if isinstance(node, yaml.MappingNode):
        pairs = [(_key(key), _value(value)) for key, value in node.value]
        _check_duplicates([key for key, _ in pairs])
        return Mapping(tuple(pairs), line, column)
    return Scalar(node.value, line, column, node.style is not None)


def _key(node: Any) -> Scalar:
    value = _value(node)
    if not isinstance(value, Scalar):
        raise YamlError("a key must be a word", value.line, value.column)
    return value


def _check_duplicates(keys: list[Scalar]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key.text in seen:
            raise YamlError(f'"{key.text}" is said twice', key.line, key.column)
        seen.add(key.text)
