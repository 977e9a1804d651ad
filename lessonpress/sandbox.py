"""Jinja's sandbox, narrower: what a template may do is bounded in time and memory, too.

The plain sandbox keeps templates from programs and files. It lets them run loops in loops for ever,
and ask for a text of two billion characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from jinja2 import Template, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import pass_context

# The rounds of loops, the calls and the templates of a document, together; the longest of ours
# take a thousandth of it.
MOST_STEPS = 500_000
# What is repeated must not become longer than this, in characters or items.
MOST_REPEATED = 1_000_000
_COUNTED = "_counted"


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment for templates that come from elsewhere.

    It counts itself what a document does: a template could lack or overwrite any variable. So it
    renders one document at a time.
    """

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._steps = 0
        self.filters[_COUNTED] = _counted
        del self.globals["lipsum"]  # as long a text as one likes

    def rendered(self, name: str, context: dict[str, object]) -> str:
        """Render a template. Raises whatever a template can raise."""
        self._steps = 0
        return self.get_template(name).render(context)

    def step(self) -> None:
        """Count one step. Raises SecurityError when a document has taken too many."""
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise SecurityError("its loops and calls go on for too long")

    def counted(self, items: Iterable[object]) -> Iterator[object]:
        """Yield what a loop goes through, as long as that does not take for ever."""
        for item in items:
            self.step()
            yield item

    def call(self, context: Context, called: Any, /, *args: Any, **named: Any) -> Any:
        """Call what a template calls, and count it; a loop that calls itself goes on counted."""
        self.step()
        if isinstance(called, LoopContext) and args:
            args = (self.counted(args[0]), *args[1:])
        return super().call(context, called, *args, **named)

    def _load_template(self, name: str, *given: Any) -> Template:
        """Load a template, and count it: templates can include each other for ever."""
        self.step()
        return super()._load_template(name, *given)

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


@pass_context
def _counted(context: Context, items: Iterable[object]) -> Iterator[object]:
    """Count the rounds of a loop where the environment counts."""
    assert isinstance(context.environment, Sandbox)
    return context.environment.counted(items)
