"""Jinja's sandbox, narrower: what a template may do is bounded in time and memory, too.

The plain sandbox keeps templates from programs and files. It lets them run loops in loops for ever,
and ask for a text of two billion characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import pass_context

# What all loops of a document may do together; the longest of ours take a hundredth of it.
MOST_ROUNDS = 2_000_000
# What is repeated must not become longer than this, in characters or items.
MOST_REPEATED = 1_000_000
_COUNTED = "_counted"
_ROUNDS = "_rounds"


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment for templates that come from elsewhere."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.filters[_COUNTED] = _counted
        del self.globals["lipsum"]  # as long a text as one likes

    def rendered(self, name: str, context: dict[str, object]) -> str:
        """Render a template. Raises whatever a template can raise."""
        return self.get_template(name).render({**context, _ROUNDS: _Rounds()})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiply; refuse what would become too long."""
        if operator == "**":
            raise SecurityError("templates cannot raise to a power")
        for repeated, times in ((left, right), (right, left)):
            long = isinstance(repeated, str | list | tuple) and isinstance(times, int)
            if long and len(repeated) * times > MOST_REPEATED:
                raise SecurityError(f"nothing may be repeated {times} times")
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Parse a template, and have the rounds of its loops counted."""
        template = super()._parse(source, name, filename)
        for loop in template.find_all(nodes.For):
            counted = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
            loop.iter = counted.set_environment(self)
        return template


class _Rounds:
    """How many rounds the loops of a document have done."""

    def __init__(self) -> None:
        self.done = 0


@pass_context
def _counted(context: Context, items: Iterable[object]) -> Iterator[object]:
    """Yield what a loop goes through, as long as that does not take for ever."""
    rounds = context.get(_ROUNDS)
    for item in items:
        if isinstance(rounds, _Rounds):
            rounds.done += 1
            if rounds.done > MOST_ROUNDS:
                raise SecurityError("its loops go round too often")
        yield item
