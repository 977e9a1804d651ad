"""The house: who may import whom, what prints, and how long a function may be."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "lessonpress"

# A room imports only rooms above it.
ROOMS = (
    "spans",
    "audiences",
    "pagesetup",
    "model",
    "diagnostics",
    "inputs",
    "walking",
    "objectives",
    "numerals",
    "direction",
    "collation",
    "typefaces",
    "measure",
    "theme",
    "clips",
    "svg",
    "pictures",
    "formulas",
    "markup",
    "reader",
    "views",
    "binding",
    "clicks",
    "outline",
    "timetable",
    "coverage",
    "leading",
    "labels",
    "tracing",
    "sandbox",
    "templating",
    "figures",
    "deck",
    "handout",
    "checks",
    "building",
    "cli",
)
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p.relative_to(PACKAGE) != Path("__init__.py"))
# What takes long to import, and so is imported where it is used.
HEAVY = (
    "pptx",
    "weasyprint",
    "pikepdf",
    "lxml",
    "markdown",
    "PIL",
    "uharfbuzz",
    "pygments",
    "jinja2",
    "yaml",
    "babel",
    "latex2mathml",
    "ziamath",
    "ziafont",
    "xlsxwriter",
)


def room(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> set[str]:
    """Return the dotted names of our own modules that a module imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name for name in names if name.startswith("lessonpress.")}


def functions(tree: ast.AST) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


@pytest.mark.parametrize("module", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_room_imports_only_rooms_above_it(module: Path) -> None:
    used = {name.split(".")[1] for name in imported(ast.parse(module.read_text("utf-8")))}
    used -= {"__version__", room(module)}
    if room(module) == "bootstrap":
        assert used == set()
        return
    above = set(ROOMS[: ROOMS.index(room(module))])
    assert used <= above


def test_functions_are_short() -> None:
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for module in MODULES
        for node in functions(ast.parse(module.read_text("utf-8")))
    )
    assert lengths[len(lengths) // 2] <= 8
    assert lengths[-1] <= 40


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_the_command_line_starts_without_heavy_libraries(arguments: list[str]) -> None:
    code = (
        "import sys; from lessonpress.cli import main; main(sys.argv[1:]);"
        f"loaded = set(sys.modules) & {set(HEAVY)!r}; sys.exit(str(loaded) if loaded else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


# Run by itself: builds the project it is given until a first job is there, and says what is loaded.
UNTIL_THE_FIRST_JOB = """
import sys
from dataclasses import replace
from pathlib import Path
from lessonpress.building import tools
from lessonpress.building.planning.plan import Request
from lessonpress.building.run import build
from lessonpress.cli import commands

def work(jobs):
    next(iter(jobs))
    print(*sorted(sys.modules))
    yield from ()

project = Path(sys.argv[1])
with tools.ready(project, 1) as steps:
    build(project, project / "output", Request(write=False), replace(steps, work=work))
"""


def test_planning_a_build_imports_nothing_that_makes_files(tmp_path: Path) -> None:
    """The processes that do the jobs import that; the one that waits for them has no use for it."""
    unit = tmp_path / "content" / "media" / "01-words.md"
    unit.parent.mkdir(parents=True)
    unit.write_text("# Words\n\n- A point.\n", encoding="utf-8")
    (unit.parent / "course.yml").write_text("title: Media\n", encoding="utf-8")
    command = [sys.executable, "-c", UNTIL_THE_FIRST_JOB, str(tmp_path)]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    makers = {"lessonpress.deck", "lessonpress.handout", "lessonpress.figures"}
    makers |= set(HEAVY) - {"markdown", "jinja2", "yaml", "babel"}
    assert "lessonpress.reader" in loaded
    assert makers.isdisjoint(loaded)


def test_weasyprint_is_imported_in_the_handout_alone() -> None:
    users = {room(m) for m in MODULES if "import weasyprint" in m.read_text("utf-8")}
    users |= {room(m) for m in MODULES if "from weasyprint" in m.read_text("utf-8")}
    assert users == {"handout"}


def test_a_build_with_nothing_to_do_imports_next_to_nothing(tmp_path: Path) -> None:
    """It is done in a blink: neither lessons, nor templates, nor what makes files are needed."""
    program = f"""
import sys
from pathlib import Path
from lessonpress.building import tools
from lessonpress.building.planning.plan import Request
from lessonpress.building.run import build
project = Path({str(tmp_path)!r})
with tools.ready(project, 1) as steps:
    report = build(project, project / "output", Request(), steps)
print(len(report.built), len(report.standing), *sys.modules)
"""
    unit = tmp_path / "content" / "media" / "01-a.md"
    unit.parent.mkdir(parents=True)
    unit.write_text("# One\n\nText\n", encoding="utf-8")
    os.utime(unit, (10**9, 10**9))
    command = [sys.executable, "-c", program]
    for _ in range(2):
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
        built, standing, *imported = ran.stdout.split()
    assert (built, int(standing) > 3) == ("0", True)
    heavy = {*HEAVY, "lessonpress.model", "lessonpress.reader", "multiprocessing", "Markdown"}
    assert heavy.isdisjoint(imported)
