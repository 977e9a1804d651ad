"""What may be typed, and what it says when it is not understood."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from typing import NoReturn

# Holds the folder build.py stands in, where that was what started us (bootstrap.PROJECT).
PROJECT = "LESSONPRESS_PROJECT"

COMMANDS = ("build", "check", "new", "clean")

KINDS = ("slides", "handout", "answers")

DESCRIPTION = """\
Makes PowerPoint decks and printable PDF handouts from the lessons in content/.
Without a command it builds everything into output/.
"""

EPILOG = """\
Examples:
  {prog}                          build every course
  {prog} 01-origins               build one unit
  {prog} content/tren-de-aragua   build one course
  {prog} --only slides --watch    build the decks again whenever a lesson is saved
  {prog} check --strict           look for mistakes, write nothing
  {prog} new unit "Case study"    begin a new unit
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
        raise UsageError(f"{message[:1].upper()}{message[1:]}.\nSee {self.prog} --help.")

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
    try:
        return _parser(prog()).parse_args(_with_command(argv))
    except HelpText as text:
        return str(text)


def prog() -> str:
    """Return the name of the command as it was typed."""
    return "build.py" if PROJECT in os.environ else "lessonpress"


def _with_command(argv: Sequence[str]) -> list[str]:
    """Put the default command, build, before whatever is not a command."""
    first = argv[0] if argv else ""
    if first in COMMANDS or first in ("-h", "--help", "--version"):
        return list(argv)
    if first == "test":
        raise UsageError('"test" is for the repository of Lessonpress: python3 build.py test')
    return ["build", *argv]


def _parser(name: str) -> _Parser:
    parser = _Parser(
        prog=name,
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="say which version this is")
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="COMMAND", parser_class=_Parser
    )
    build = _add_build(commands)
    _add_check(commands)
    _add_new(commands)
    commands.add_parser("clean", help="remove what was built; edited files go to output/.edited/")
    parser.epilog = _epilog(name, build)
    return parser


def _epilog(name: str, build: _Parser) -> str:
    """Return examples and the options of `build`, which is what happens without a command."""
    more = TEST_LINE.format(prog=name) if name == "build.py" else ""
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
    return build


def _add_check(commands: _Commands[_Parser]) -> None:
    about = "look for mistakes and write nothing"
    check = commands.add_parser("check", help=about, description=about.capitalize() + ".")
    _add_what(check)
    check.set_defaults(watch=False)


def _add_what(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("names", nargs="*", metavar="NAME", help="a unit, a course, or a path below content/")
    kinds = "only these files; may be given more than once"
    add("--only", action="append", choices=KINDS, help=kinds)
    add("--paper", choices=("a4", "letter"), help="the paper of handouts, whatever lessons say")
    add("--strict", action="store_true", help="let warnings fail the build, too")
    jobs = "how many files to make at the same time (as many as there are cores)"
    add("--jobs", type=_count, metavar="N", help=jobs)
    formats = "how to print: for people, as one JSON document, or for GitHub's checks"
    add("--format", choices=("text", "json", "github"), default="text", help=formats)


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
