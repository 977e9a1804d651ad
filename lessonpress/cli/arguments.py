"""What may be typed, and what it says when it is not understood."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NoReturn

# Holds the folder build.py stands in, where that was what started us (bootstrap.PROJECT).
PROJECT = "LESSONPRESS_PROJECT"

# Names the cache for all builds, where --cache names none.
CACHE = "LESSONPRESS_CACHE"

COMMANDS = ("build", "check", "new", "brand", "clean")

KINDS = ("slides", "handout", "form", "thumbnails", "answers", "guide", "large-print", "booklet")
# How many slides may be printed on a page, and what beside them.
PER_PAGE = ("1", "2", "3", "4", "6", "9")
BESIDE = ("lines", "notes", "none")
# What may be said of pages, whatever lessons say, and what a PageSetup calls it.
SETUP = ("paper", "low_ink", "duplex", "per_page", "beside")

DESCRIPTION = """\
Makes PowerPoint decks and printable PDF handouts from the lessons in content/.
Without a command it builds everything into output/.
"""

USAGE = """\
{prog} [NAME ...] [options]
       {prog} build|check|new|brand|clean{test} ...
"""

EPILOG = """\
Examples:
  {prog}                          build every course
  {prog} 01-origins               build one unit
  {prog} content/tren-de-aragua   build one course
  {prog} --only slides --watch    build the decks again whenever a lesson is saved
  {prog} --only booklet           bind each course into one booklet, for students and with answers
  {prog} check --strict           look for mistakes, write nothing
  {prog} check --coverage         see what serves which objective, and for how long
  {prog} new unit "Case study"    begin a new unit
  {prog} brand university.pptx    see which of a template's layouts are used, and for what
{more}
{options}
It ends with 0 when all is good, 1 when a lesson has errors, 2 when it did not understand what
was typed, 3 when the machine is at fault (a library missing, the disk full, a file locked).
"""

TEST_LINE = "  {prog} test                     run the project's own tests\n"


class UsageError(Exception):
    """What was typed cannot be understood; the text is all that is to be said about it."""


class HelpText(Exception):
    """Carries the text of --help or --version out of argparse, which would print it and exit."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        stop = "" if message.endswith("?") else "."
        raise UsageError(f"{message[:1].upper()}{message[1:]}{stop}\nSee {self.prog} --help.")

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        raise HelpText(message or "")

    def print_help(self, file: object = None) -> None:
        raise HelpText(self.format_help())


class _Version(argparse.Action):
    def __call__(self, *_: object) -> None:
        from lessonpress import __version__

        raise HelpText(f"lessonpress {__version__}\n")


def parse(argv: Sequence[str]) -> argparse.Namespace | str:
    """Return the options, or the text that --help or --version asks for. Raises UsageError."""
    parser = _parser(prog())
    try:
        options, unknown = parser.parse_known_args(_with_command(argv))
    except HelpText as text:
        return str(text)
    if unknown:
        raise UsageError(_unknown_option(unknown[0], parser, prog()))
    return options


def prog() -> str:
    """Return what to type for the command, from the folder one stands in."""
    if PROJECT not in os.environ:
        return "lessonpress"
    file = os.path.join(os.environ[PROJECT], "build.py")  # noqa: PTH118 - a Path goes up no folder
    with suppress(ValueError):  # on another drive
        file = os.path.relpath(file)
    python = "py" if os.name == "nt" else "python3"
    return f'{python} "{file}"' if " " in file else f"{python} {file}"


def _unknown_option(option: str, parser: _Parser, name: str) -> str:
    from lessonpress.diagnostics import did_you_mean

    known = {"--course", *re.findall(r"--[a-z]+", parser.format_help())}
    near = did_you_mean(option.partition("=")[0], known)
    return f'There is no option "{option}".\n{near or f"See {name} --help."}'


def _with_command(argv: Sequence[str]) -> list[str]:
    """Put the default command, build, before whatever is not a command."""
    first = argv[0] if argv else ""
    if first in COMMANDS or first in ("-h", "--help", "--version"):
        return list(argv)
    if first in ("test", "bench"):
        raise UsageError(
            f'"{first}" is for the repository of Lessonpress: python3 build.py {first}'
        )
    return ["build", *argv]


def _parser(name: str) -> _Parser:
    parser = _Parser(
        prog=name,
        usage=USAGE.format(prog=name, test="|test" if PROJECT in os.environ else ""),
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="say which version this is")
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="COMMAND", parser_class=_Parser, prog=name
    )
    build = _add_build(commands)
    _add_check(commands)
    _add_new(commands)
    _add_brand(commands)
    commands.add_parser("clean", help="remove what was built; edited files go to output/.edited/")
    parser.epilog = _epilog(name, build)
    return parser


def _epilog(name: str, build: _Parser) -> str:
    """Return examples and the options of `build`, which is what happens without a command."""
    more = TEST_LINE.format(prog=name) if PROJECT in os.environ else ""
    options = build.format_help().partition("options:\n")[2]
    return EPILOG.format(prog=name, more=more, options=f"Options of build and check:\n{options}")


_Commands = argparse._SubParsersAction  # argparse has no public name for it


def _add_build(commands: _Commands[_Parser]) -> _Parser:
    about = "make the decks and handouts (what happens without a command)"
    build = commands.add_parser("build", help=about, description=about.capitalize() + ".")
    _add_what(build)
    build.add_argument(
        "--watch", action="store_true", help="stay, and build again whenever a file is saved"
    )
    force = "put what is built in the place of files edited by hand; those go to output/.edited/"
    build.add_argument("--force", action="store_true", help=force)
    return build


def _add_check(commands: _Commands[_Parser]) -> None:
    about = "look for mistakes and write nothing"
    check = commands.add_parser("check", help=about, description=about.capitalize() + ".")
    _add_what(check)
    coverage = "tell how long objectives are taught, practised and assessed, and make nothing"
    check.add_argument("--coverage", action="store_true", help=coverage)
    check.set_defaults(watch=False, force=False)


def _add_brand(commands: _Commands[_Parser]) -> None:
    about = "tell what is found in a PowerPoint template, and make a deck of every kind of slide"
    brand = commands.add_parser("brand", help=about, description=about.capitalize() + ".")
    brand.add_argument("file", metavar="FILE", help="a template, or a brand's folder")


def _add_what(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("names", nargs="*", metavar="NAME", help="a unit, a course, or a path below content/")
    kinds = f"only {', '.join(KINDS[:-1])} or {KINDS[-1]}; may be given more than once"
    add("--only", action="append", type=_one_of(*KINDS), metavar="KIND", help=kinds)
    add("--all", action="store_true", help="everything, with what is made on request alone")
    explain = "say for each file why it is built, or is not"
    add("--explain", action="store_true", help=explain)
    _add_setup(parser)
    brand = "a PowerPoint template, or a folder with one, whatever lessons say"
    add("--brand", metavar="FILE", help=brand)
    add("--strict", action="store_true", help="let warnings fail the build, too")
    _add_limits(parser)
    jobs = "how many files to make at the same time (as many as there are cores)"
    add("--jobs", type=_count, metavar="N", help=jobs)
    cache = "a folder of finished files that builds share, also from other checkouts"
    add("--cache", metavar="DIR", help=f"{cache} ({CACHE} names one for all builds)")
    size = "how large the cache may become in GB (5); what is unused longest goes first"
    add("--cache-size", type=_count, default=5, metavar="GB", help=size)
    executor = "make files on a Dask cluster, whose scheduler is at dask://HOST:PORT"
    add("--executor", type=_cluster, metavar="ADDRESS", help=executor)
    formats = "how to print: text for people, one json document, or github for its checks"
    known = _one_of("text", "json", "github")
    add("--format", type=known, default="text", metavar="FORMAT", help=formats)


def _add_limits(parser: argparse.ArgumentParser) -> None:
    """Add how much a unit may take before it is stopped."""
    add = parser.add_argument
    time = "seconds that a file may take, and one more for each page (60)"
    add("--time-limit", type=_amount, metavar="SECONDS", help=time)
    memory = "megabytes of memory that a unit may take (1000; on Linux)"
    add("--memory-limit", type=_amount, metavar="MB", help=memory)


def _add_setup(parser: argparse.ArgumentParser) -> None:
    """Add what may be said of pages; handouts and their answer keys go together."""
    add = parser.add_argument
    paper = "a4 or letter, whatever lessons say"
    add("--paper", type=_one_of("a4", "letter"), metavar="PAPER", help=paper)
    low_ink = "print pages without grounds and tints"
    add("--low-ink", action="store_true", default=None, help=low_ink)
    per_page = "how many slides to print on a page: 1, 2, 3, 4, 6 or 9"
    add("--slides-per-page", dest="per_page", type=_per_page, metavar="N", help=per_page)
    beside = "lines, notes or none beside printed slides"
    add("--beside-slides", dest="beside", type=_one_of(*BESIDE), metavar="WHAT", help=beside)
    duplex = "leave room for binding on both sides of a sheet"
    add("--duplex", action="store_true", default=None, help=duplex)


def _per_page(text: str) -> int:
    return int(_one_of(*PER_PAGE)(text))


def _one_of(*words: str) -> Callable[[str], str]:
    """Return what takes one of the words, in any case, and suggests the nearest to another."""

    def take(text: str) -> str:
        if text.lower() in words:
            return text.lower()
        from lessonpress.diagnostics import did_you_mean

        listed = f"{', '.join(words[:-1])} or {words[-1]}"
        near = did_you_mean(text.lower(), words)
        raise argparse.ArgumentTypeError(
            f'"{text}" is not {listed}' + (f". {near}" if near else "")
        )

    return take


def _amount(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(f'"{text}" is not a number from 1 to 1000000')
    return int(text)


def _cluster(text: str) -> str:
    if not re.fullmatch(r"dask://(\[[\da-f:]+\]|[\w.-]+):\d{1,5}", text, re.IGNORECASE):
        raise argparse.ArgumentTypeError(f'"{text}" is not an address such as dask://10.0.0.5:8786')
    return text


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 1_000:
        raise argparse.ArgumentTypeError(f'"{text}" is not a number from 1 to 1000')
    return int(text)


def _add_new(commands: _Commands[_Parser]) -> None:
    new = commands.add_parser(
        "new", help='begin a course ("new course NAME") or a unit ("new unit NAME")'
    )
    things = new.add_subparsers(dest="thing", required=True, metavar="course|unit")
    course = things.add_parser("course", help="a folder with course.yml and a first unit")
    course.add_argument("name", metavar="NAME", help="its title, for instance: Media literacy")
    unit = things.add_parser("unit", help="a commented unit to start from")
    unit.add_argument("name", metavar="NAME", help="its title, for instance: Case study")
    unit.add_argument("--course", metavar="C", help="the course's folder, if there are several")
