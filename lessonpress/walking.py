"""Going through a lesson's nodes, and changing some of them, whatever their types."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

Node = TypeVar("Node")

# What a change makes of a node: nodes in its place, or none.
Change = Callable[[Any], "tuple[Any, ...]"]

# Types of fields, as they are written, that hold no node: most fields need no look.
_PLAIN = frozenset({"str", "int", "bool", "float", "int | None", "bool | None", "float | None"})


def walk(node: object, prune: tuple[type, ...] = ()) -> Iterator[Any]:
    """Yield `node` and everything in it, in source order, but nothing of the types in `prune`."""
    waiting = [node]  # the next one last
    while waiting:
        value = waiting.pop()
        if isinstance(value, tuple):
            waiting += value[::-1]
        elif is_node(value) and not isinstance(value, prune):
            yield value
            inside = [getattr(value, name) for name in _fields_of(value)]
            waiting += [each for each in reversed(inside) if each]


def is_node(value: object) -> bool:
    """Say whether a value is a node: all that is a dataclass."""
    kind: Any = type(value)
    return _is_kind_of_node(kind)


@cache
def _is_kind_of_node(kind: Any) -> bool:
    return is_dataclass(kind)


def children(node: object) -> Iterator[Any]:
    """Yield the nodes that stand directly in a node, whatever its fields are called."""
    for name in _fields_of(node):
        yield from _nodes(getattr(node, name))


def _nodes(value: object) -> Iterator[Any]:
    if isinstance(value, tuple):
        for each in value:
            yield from _nodes(each)
    elif is_node(value):
        yield value


def rewrite(node: Node, change: Change) -> Node:
    """Return `node` with `change` applied to every node inside it, outermost first."""
    changed = {name: _rewritten(getattr(node, name), change) for name in _fields_of(node)}
    different = {name: new for name, new in changed.items() if new is not getattr(node, name)}
    return replace(node, **different) if different else node  # type: ignore[type-var]


def _rewritten(value: object, change: Change) -> object:
    if isinstance(value, tuple):
        return _rewritten_tuple(value, change)
    if is_node(value):
        (new,) = change(value)  # what a node cannot do without is changed into one again
        return rewrite(new, change)
    return value


def _rewritten_tuple(nodes: tuple[Any, ...], change: Change) -> tuple[Any, ...]:
    new: list[Any] = []
    for node in nodes:
        if isinstance(node, tuple):
            new.append(_rewritten_tuple(node, change))
        elif is_node(node):
            new.extend(rewrite(n, change) for n in change(node))
        else:
            new.append(node)
    same = len(new) == len(nodes) and all(a is b for a, b in zip(new, nodes, strict=True))
    return nodes if same else tuple(new)


def _fields_of(node: object) -> tuple[str, ...]:
    kind: Any = type(node)
    return _nested_fields(kind)


@cache
def _nested_fields(kind: Any) -> tuple[str, ...]:
    """Return the fields that can hold nodes. A place is a value of a node, and no node itself."""
    return tuple(f.name for f in fields(kind) if f.name != "span" and f.type not in _PLAIN)
