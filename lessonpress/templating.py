"""Jinja, closed: templates from a bundle of bytes, in a sandbox, over plain data.

A mistake in a template is the template author's to mend: it is raised as `TemplateMistake`, which
holds a diagnostic with the template's file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import CodeType, MappingProxyType, TracebackType

import jinja2
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup

from lessonpress import diagnostics, labels, markup, tracing
from lessonpress import model as m
from lessonpress.sandbox import Sandbox

_ROOT = "templates/"
_NONE: Mapping[str, Callable[..., object]] = MappingProxyType({})


class TemplateMistake(Exception):
    """A template could not be rendered; `diagnostic` says where and why."""

    def __init__(self, diagnostic: diagnostics.Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Templates:
    """The templates of a bundle: a mapping of paths below templates/ to bytes.

    `filters` are those that only one medium has.
    """

    def __init__(
        self, bundle: Mapping[str, bytes], filters: Mapping[str, Callable[..., object]] = _NONE
    ) -> None:
        self._environment = Sandbox(
            loader=jinja2.FunctionLoader(_source_of(bundle)),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            extensions=["jinja2.ext.i18n"],
            bytecode_cache=_compiled(),
        )
        self._environment.install_gettext_callables(  # type: ignore[attr-defined]
            *_translators(bundle), newstyle=True
        )
        self._environment.filters.update(
            html=_html_filter,
            inline_html=markup.inline_html,
            letter=markup.letter,
            answer_marks=markup.answer_marks,
            plain=markup.plain,
            term_id=markup.term_id,
            day=_day,
            without_caption=_without_caption,
            **filters,
        )

    def render(self, name: str, **context: object) -> str:
        """Return the rendered template. Raises TemplateMistake."""
        return _rendered(self._environment, name, context)

    def traced(self, name: str, **context: object) -> tracing.Printed:
        """Return what `render` returns, and which template's line printed each place of it."""
        # Compiled with marks, templates are others.
        environment = self._environment.overlay(extensions=[tracing.Marks], bytecode_cache=None)
        return tracing.printed(_rendered(environment, name, context), _ROOT)


class _Compiled(jinja2.BytecodeCache):
    """Templates that were compiled, by their names and texts."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._codes[bucket.key, bucket.checksum] = bucket.code


@lru_cache(maxsize=1)
def _compiled() -> _Compiled:
    """Return what all jobs of a process share: compiling took a fifth of a deck's time."""
    return _Compiled()


def _rendered(environment: Sandbox, name: str, context: Mapping[str, object]) -> str:
    try:
        return environment.rendered(name, dict(context))
    except Exception as mistake:  # a template can raise anything at all
        raise TemplateMistake(_diagnostic(name, mistake)) from mistake


def _source_of(
    bundle: Mapping[str, bytes],
) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    def source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        if name not in bundle:
            return None
        return bundle[name].decode("utf-8"), _ROOT + name, lambda: True

    return source


# --- languages -----------------------------------------------------------------------------------


def _translators(
    bundle: Mapping[str, bytes],
) -> tuple[Callable[[Context, str], str], Callable[[Context, str, str, int], str]]:
    """Return gettext and ngettext, which speak the language that templates are given as `lang`."""

    @jinja2.pass_context
    def gettext(context: Context, label: str) -> str:
        return labels.catalogue(bundle, _lang(context)).gettext(label)

    @jinja2.pass_context
    def ngettext(context: Context, one: str, many: str, number: int) -> str:
        return labels.catalogue(bundle, _lang(context)).ngettext(one, many, number)

    return gettext, ngettext


@jinja2.pass_context
def _day(context: Context, date: str) -> str:
    return labels.day(date, _lang(context))


def _lang(context: Context) -> str:
    return str(context.get("lang", ""))


# --- blocks --------------------------------------------------------------------------------------


@jinja2.pass_context
def _html_filter(context: Context, blocks: m.Block | m.Blocks) -> Markup:
    """Return blocks as HTML: plain ones at once, teaching blocks by their template."""
    if isinstance(blocks, m.Block):
        blocks = (blocks,)

    def nested(inner: m.Blocks) -> str:
        return _html_filter(context, inner)

    return markup.lines(_at_click(block, _printed(context, block, nested)) for block in blocks)


def _printed(context: Context, block: m.Block, nested: markup.Nested) -> Markup:
    if markup.is_plain(block):
        return markup.block_html(block, nested)
    return _by_template(context, block)


def _at_click(block: m.Block, printed: Markup) -> Markup:
    """Say around a block when it appears, so that no template of a block needs to."""
    if not block.click or not printed:
        return printed
    return markup.element("div", printed, **markup.appearing(block))


def _by_template(context: Context, block: m.Block) -> Markup:
    medium = context["medium"]
    general = "figure" if isinstance(block, m.Figure) else "box"
    names = [f"{medium}/{kind_of(block)}.html.j2", f"{medium}/{general}.html.j2"]
    template = context.environment.select_template(names)
    return Markup(template.render({**context.get_all(), "block": block}).strip())


def kind_of(block: m.Block) -> str:
    """Return the name of the template that prints a teaching block or a computed figure."""
    if isinstance(block, m.Box):
        return block.kind
    shown = block.content if isinstance(block, m.Figure) else block
    return type(shown).__name__.lower()


def _without_caption(figure: m.Figure) -> m.Figure:
    """Return a figure whose caption has a place of its own."""
    return replace(figure, caption=())


# --- mistakes ------------------------------------------------------------------------------------


def _diagnostic(name: str, mistake: Exception) -> diagnostics.Diagnostic:
    if isinstance(mistake, labels.BrokenCatalogue):
        span = m.Span(_ROOT + mistake.path, mistake.line)
    elif isinstance(mistake, jinja2.TemplateSyntaxError):
        span = m.Span(mistake.filename or _ROOT + name, mistake.lineno)
    else:
        span = _deepest_template_line(mistake.__traceback__) or m.Span(_ROOT + name, 1)
    if isinstance(mistake, jinja2.TemplateNotFound):
        message = f'There is no template "{mistake.name}".'
    elif isinstance(mistake, MemoryError):
        message = "This template asks for more memory than a unit may have."
    else:
        message = f"This template could not be rendered: {mistake}"
    hint = "Mend the template, or remove your copy of it to get the packaged one back."
    return diagnostics.error("template-mistake", span, message, hint)


def _deepest_template_line(traceback: TracebackType | None) -> m.Span | None:
    found = None
    while traceback is not None:
        path = traceback.tb_frame.f_code.co_filename
        if path.startswith(_ROOT):
            found = m.Span(path, traceback.tb_lineno)
        traceback = traceback.tb_next
    return found
