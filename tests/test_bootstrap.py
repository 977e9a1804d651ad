"""The set-up on the first run: what it decides, what it asks installers for, what it says."""

import ast
import os
import shutil
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from lessonpress import bootstrap
from lessonpress.bootstrap import RUN, TEST, Installer, SetupError

ROOT = Path(__file__).parents[1]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with files to make an environment from, in a folder whose name has a space."""
    root = tmp_path.resolve() / "my lessons"
    (root / "tests").mkdir(parents=True)
    for name in ("pyproject.toml", *TEST.locks):
        (root / name).write_text(f"this is {name}\n", encoding="utf-8")
    return root


def made(root: Path, need: bootstrap.Need = RUN) -> Path:
    """Give `root` what looks like a finished environment of ours."""
    bootstrap.claim(root / ".venv")
    python = bootstrap.venv_python(root / ".venv")
    python.parent.mkdir(parents=True)
    python.touch()
    bootstrap.write_stamps(root, need)
    return python


def tool(*words: str, can_update: bool = True) -> Installer:
    """An installer whose every step is this Python running `words`."""
    return Installer(
        create=lambda venv: [sys.executable, *words, "create"],
        install=lambda python: [sys.executable, *words, "install"],
        can_update=lambda venv: can_update,
    )


def logged(root: Path) -> list[str]:
    """The commands in the log of the last installation, one word each."""
    log = (root / ".venv" / bootstrap.LOG).read_text(encoding="utf-8")
    commands = [line.removeprefix(f"$ {sys.executable} ") for line in log.splitlines()]
    return [command.split()[1] for command in commands if command.startswith("-c ")]


GOOD = ("-c", "pass")
BAD = ("-c", "raise(SystemExit('the/installer/broke'))")


# When an environment is good


def test_a_finished_environment_is_ready(project: Path) -> None:
    made(project)
    assert bootstrap.is_ready(project, RUN)
    assert not bootstrap.is_ready(project, TEST)


def test_what_has_the_test_tools_has_the_rest(project: Path) -> None:
    made(project, TEST)
    assert bootstrap.is_ready(project, TEST)
    assert bootstrap.is_ready(project, RUN)


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements.lock"])
def test_a_changed_file_is_picked_up_without_starting_anew(project: Path, name: str) -> None:
    made(project)
    (project / name).write_text("this is new\n", encoding="utf-8")
    assert not bootstrap.is_ready(project, RUN)
    assert bootstrap.is_updatable(project)


def test_a_changed_test_lock_concerns_the_tests_alone(project: Path) -> None:
    made(project, TEST)
    (project / "tests" / "requirements.lock").write_text("this is new\n", encoding="utf-8")
    assert bootstrap.is_ready(project, RUN)
    assert not bootstrap.is_ready(project, TEST)


def test_a_half_made_environment_is_made_anew(project: Path) -> None:
    made(project)
    bootstrap.forget_stamps(project)
    assert not bootstrap.is_ready(project, RUN)
    assert not bootstrap.is_updatable(project)


def test_an_environment_whose_python_is_gone_is_made_anew(project: Path) -> None:
    made(project).unlink()
    assert not bootstrap.is_ready(project, RUN)
    assert not bootstrap.is_updatable(project)


def test_a_moved_project_makes_its_environment_anew(project: Path) -> None:
    made(project)
    moved = project.rename(project.with_name("moved lessons"))
    assert not bootstrap.is_updatable(moved)


def test_another_python_makes_the_environment_anew(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(project)
    monkeypatch.setattr(sys.implementation, "cache_tag", "cpython-399")
    assert not bootstrap.is_updatable(project)


def test_a_damaged_stamp_is_no_stamp(project: Path) -> None:
    made(project)
    bootstrap.stamp_file(project, RUN).write_bytes(b"\xff\xfe\0")
    assert not bootstrap.is_ready(project, RUN)


# Which environment


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Pretend that this Python belongs to no environment."""
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    monkeypatch.delenv("CONDA_PREFIX", raising=False)
    return monkeypatch


def test_outside_environments_venv_is_used(project: Path, outside: pytest.MonkeyPatch) -> None:
    python = made(project)
    assert bootstrap.choose_python(project, RUN) == python


def test_an_environment_with_the_packages_is_used_as_it_is(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "in_environment", lambda environ: True)
    monkeypatch.setattr(bootstrap, "requirements", lambda root, need: ["pytest>=1"])
    assert bootstrap.choose_python(project, RUN) == Path(sys.executable)
    assert not (project / ".venv").exists()


def test_an_environment_without_the_packages_is_left_alone(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = made(project)
    monkeypatch.setattr(bootstrap, "in_environment", lambda environ: True)
    monkeypatch.setattr(bootstrap, "requirements", lambda root, need: ["no-such-package>=1"])
    assert bootstrap.choose_python(project, RUN) == python


def test_our_own_environment_is_held_to_its_stamp(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(project)
    monkeypatch.setattr(sys, "prefix", str(project / ".venv"))
    assert bootstrap.choose_python(project, RUN) == Path(sys.executable)


def test_conda_counts_where_this_python_is_condas(outside: pytest.MonkeyPatch) -> None:
    assert not bootstrap.in_environment({})
    assert bootstrap.in_environment({"CONDA_PREFIX": sys.prefix})
    assert not bootstrap.in_environment({"CONDA_PREFIX": str(ROOT)})


def test_versions_are_compared_by_number() -> None:
    assert bootstrap.release("3.11.post1") == (3, 11)
    assert bootstrap.release("10.0") > bootstrap.release("9.9")
    assert bootstrap.has(f"pytest>={pytest.__version__}")
    assert not bootstrap.has("pytest>=9999")
    assert not bootstrap.has("no-such-package>=0")


def test_the_project_writes_its_requirements_as_bootstrap_reads_them() -> None:
    for requirement in bootstrap.requirements(ROOT, TEST):
        name, sign, least = requirement.partition(">=")
        assert (name.replace("-", "").isalnum(), sign) == (True, ">="), requirement
        assert ".".join(map(str, bootstrap.release(least))) == least, requirement


def test_a_broken_pyproject_is_named(project: Path) -> None:
    with pytest.raises(SetupError, match=r"pyproject\.toml cannot be read"):
        bootstrap.requirements(project, RUN)


# Command lines


def test_python_stands_elsewhere_on_windows() -> None:
    venv = Path("v")
    assert bootstrap.venv_python(venv, windows=False) == Path("v/bin/python")
    assert bootstrap.venv_python(venv, windows=True) == Path("v/Scripts/python.exe")


def test_uv_makes_and_fills_the_environment() -> None:
    uv = bootstrap.with_uv("/bin/uv", "/bin/python3")
    assert uv.create(Path("a b"))[-3:] == ["--python", "/bin/python3", "a b"]
    assert uv.install(Path("p")) == ["/bin/uv", "pip", "install", "--python", "p"]


def test_pip_works_from_inside_or_from_outside() -> None:
    inner = bootstrap.with_inner_pip("base")
    assert inner.create(Path("a b")) == ["base", "-m", "venv", "a b"]
    assert inner.install(Path("p")) == ["p", "-m", "pip", "install"]
    outer = bootstrap.with_outer_pip("base", "here")
    assert outer.create(Path("a b")) == ["base", "-m", "venv", "--without-pip", "a b"]
    assert outer.install(Path("p")) == ["here", "-m", "pip", "--python", "p", "install"]


def test_an_environment_made_without_pip_is_not_updated_by_pip(project: Path) -> None:
    python = made(project)
    inner = bootstrap.with_inner_pip("base")
    assert not inner.can_update(project / ".venv")
    python.with_name("pip.exe").touch()
    assert inner.can_update(project / ".venv")


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ({"uv", "venv", "ensurepip"}, ["uv", "inner"]),
        ({"venv", "ensurepip", "pip"}, ["inner"]),
        ({"venv", "pip"}, ["outer"]),
        ({"uv"}, ["uv"]),
        ({"pip", "ensurepip"}, []),
    ],
)
def test_the_fastest_tool_that_is_there_comes_first(
    there: set[str], expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: name if name in there else None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: name in there or None)
    for name in ("uv", "inner_pip", "outer_pip"):
        monkeypatch.setattr(bootstrap, f"with_{name}", lambda *_, n=name: n.split("_")[0])
    assert [str(offer) for offer in bootstrap.installers()] == expected


def test_everything_installed_is_pinned_with_hashes(project: Path) -> None:
    *locks, ours = bootstrap.install_arguments(project, TEST)
    assert [Path(words[-1]).relative_to(project).as_posix() for words in locks] == [*TEST.locks]
    assert all(words[:2] == ["--require-hashes", "-r"] for words in locks)
    assert ours == ["--no-deps", "--no-build-isolation", "-e", str(project)]


def test_installers_keep_mirrors_and_lose_what_misdirects() -> None:
    given = {"PIP_INDEX_URL": "a mirror", "PIP_TARGET": "elsewhere", "PIP_USER": "1"}
    assert bootstrap.installer_environment(given).items() >= {
        ("PIP_INDEX_URL", "a mirror"),
        ("PIP_USER", "0"),
    }
    assert "PIP_TARGET" not in bootstrap.installer_environment(given)


def test_a_courses_own_python_files_are_not_imported() -> None:
    command = bootstrap.cli_command(Path("p"), ["build", "a b.md"])
    assert command == ["p", "-P", "-m", "lessonpress.cli", "build", "a b.md"]


def test_the_tests_come_last_and_get_the_extra_arguments() -> None:
    names = [name for name, _ in bootstrap.checks([])]
    assert names == ["ruff format", "ruff check", "mypy", "pytest"]
    assert bootstrap.checks(["-k", "cut"])[-1][1][-2:] == ["-k", "cut"]


# Installing


@pytest.fixture
def offers(monkeypatch: pytest.MonkeyPatch) -> list[Installer]:
    """The installers of a pretended machine, to be filled by the test."""
    tools: list[Installer] = []
    monkeypatch.setattr(bootstrap, "installers", lambda: iter(tools))
    return tools


def test_an_installation_ends_with_a_stamp(project: Path, offers: list[Installer]) -> None:
    offers.append(tool(*GOOD))
    bootstrap.set_up(project, RUN)
    assert bootstrap.stamp_file(project, RUN).exists()
    assert logged(project) == ["pass"] * 3


def test_an_update_keeps_the_environment(project: Path, offers: list[Installer]) -> None:
    python = made(project)
    (project / "requirements.lock").write_text("this is new\n", encoding="utf-8")
    offers.append(tool(*GOOD))
    bootstrap.set_up(project, RUN)
    assert python.exists()
    assert bootstrap.is_ready(project, RUN)


def test_what_cannot_be_updated_is_emptied_first(project: Path, offers: list[Installer]) -> None:
    python = made(project)
    (project / "requirements.lock").write_text("this is new\n", encoding="utf-8")
    offers.append(tool(*GOOD, can_update=False))
    bootstrap.set_up(project, RUN)
    assert not python.exists()


def test_a_failing_tool_is_followed_by_the_next(project: Path, offers: list[Installer]) -> None:
    offers += [tool(*BAD), tool(*GOOD)]
    bootstrap.set_up(project, RUN)
    assert bootstrap.stamp_file(project, RUN).exists()


def test_a_failed_installation_leaves_no_stamp(project: Path, offers: list[Installer]) -> None:
    made(project, TEST)
    (project / "requirements.lock").write_text("this is new\n", encoding="utf-8")
    offers.append(tool(*BAD))
    with pytest.raises(SetupError, match="the/installer/broke"):
        bootstrap.set_up(project, RUN)
    assert not list((project / ".venv").glob("*.stamp"))


def test_somebody_elses_environment_is_not_touched(project: Path) -> None:
    (project / ".venv").mkdir()
    (project / ".venv" / "pyvenv.cfg").touch()
    with pytest.raises(SetupError, match="will not touch it"):
        bootstrap.set_up(project, RUN)


def test_two_runs_do_not_install_at_once(tmp_path: Path) -> None:
    with bootstrap.only_one_at_a_time(tmp_path / "queue"), (tmp_path / "queue").open("a+b") as too:
        assert not bootstrap.try_lock(too)
    with (tmp_path / "queue").open("a+b") as now:
        assert bootstrap.try_lock(now)


# What it says


def test_the_wait_is_announced_in_one_line() -> None:
    lines = {
        bootstrap.announcement(need, fresh=fresh) for need in (RUN, TEST) for fresh in (True, False)
    }
    assert lines == {
        "Setting up Lessonpress in .venv (once, about a minute) ...",
        "Bringing .venv up to date ...",
        "Bringing .venv up to date with the test tools ...",
    }


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        (
            "Retrying after connection broken by 'Temporary failure in name resolution'\n"
            "ERROR: No matching distribution found for anyio==4.16.0",
            bootstrap.NO_NETWORK,
        ),
        ("error: Failed to fetch\n  error sending request for url", bootstrap.NO_NETWORK),
        ("invalid peer certificate: UnknownIssuer", "The network's certificate is not trusted"),
        ("OSError: [Errno 28] No space left on device", "The disk is full."),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", bootstrap.OTHER_FILES),
        ("ERROR: Failed building wheel for lxml", bootstrap.NO_FILE),
        ("a surprise", "The installer's last words:"),
    ],
)
def test_a_failure_says_what_to_do(log: str, expected: str) -> None:
    assert bootstrap.advice(log).startswith(expected)


def test_a_complaint_shows_the_logs_end_and_where_the_rest_is() -> None:
    log = "\n".join(f"line {number}\n" for number in range(9)) + "x" * 999
    complaint = bootstrap.complaint(log, Path("install.log")).splitlines()
    assert complaint[1] == "    line 5"
    assert complaint[-2] == "    " + "x" * 120
    assert complaint[-1].endswith("install.log")


def test_debian_is_told_which_package_is_missing(
    project: Path,
    offers: list[Installer],
    outside: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert bootstrap.main(project, []) == bootstrap.MACHINE_FAULT
    assert "sudo apt install python3." in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_a_message_and_no_traceback(
    project: Path, outside: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    outside.setattr(Path, "mkdir", lambda *_, **__: (_ for _ in ()).throw(PermissionError("no")))
    assert bootstrap.main(project, []) == bootstrap.MACHINE_FAULT
    assert capsys.readouterr().err == "Lessonpress could not be set up. no\n"


def test_ctrl_c_is_a_word_and_no_traceback(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "choose_python", interrupted)
    assert bootstrap.main(project, []) == bootstrap.INTERRUPTED
    assert capsys.readouterr().err == "Stopped.\n"


# Going on


def test_a_programs_exit_code_is_passed_on() -> None:
    assert bootstrap.run_to_end([sys.executable, "-c", "raise SystemExit(3)"]) == 3


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to one process on Windows")
def test_ctrl_c_leaves_the_ending_to_the_program() -> None:
    child = (
        "import os, signal, time; os.kill(os.getppid(), signal.SIGINT); time.sleep(0.2); exit(7)"
    )
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert bootstrap.run_to_end([sys.executable, "-c", child]) == 7
    finally:
        signal.signal(signal.SIGINT, before)


def test_every_check_runs_and_one_failure_fails_the_whole(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[str] = []

    def call(words: list[str], **_: object) -> int:
        ran.append(words[2])
        return int("mypy" in words)

    monkeypatch.setattr("subprocess.call", call)
    assert bootstrap.run_checks(project, Path("python"), []) == 1
    assert ran == ["ruff", "ruff", "mypy", "pytest"]
    assert capsys.readouterr().err.splitlines()[-1] == "pytest ... (failed before: mypy)"


# The files themselves


def test_build_py_stays_short_and_parses_on_old_pythons() -> None:
    source = (ROOT / "build.py").read_text(encoding="ascii")
    assert len(source.splitlines()) < 40
    assert not any(
        isinstance(node, ast.JoinedStr | ast.AnnAssign) for node in ast.walk(ast.parse(source))
    )


def test_bootstrap_needs_nothing_but_python() -> None:
    source = (ROOT / "lessonpress" / "bootstrap.py").read_text(encoding="utf-8")
    assert set(imported(source)) <= sys.stdlib_module_names


def imported(source: str) -> Iterator[str]:
    """The top names of all modules that a source imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "lessonpress" if node.level else str(node.module).partition(".")[0]


@pytest.mark.parametrize("name", TEST.locks)
def test_a_lock_pins_hashes_and_names_no_registry(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in lock
    assert "index-url" not in lock.replace("--no-emit-index-url", "")
    packages = [line for line in lock.splitlines() if line[:1].isalnum()]
    assert all("==" in line and line.endswith("\\") for line in packages)


@pytest.mark.parametrize("need", [RUN, TEST], ids=["run", "test"])
def test_a_lock_pins_every_requirement(need: bootstrap.Need) -> None:
    locks = [(ROOT / name).read_text(encoding="utf-8").splitlines() for name in need.locks]
    pinned = {line.partition("==")[0] for lock in locks for line in lock if "==" in line}
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]
    wanted = [*bootstrap.requirements(ROOT, need), *build["requires"]]
    assert {requirement.partition(">=")[0] for requirement in wanted} <= pinned


# The whole of it


def without_uv(path: str) -> str:
    """A search path without the folders that have uv, so that pip does the work."""
    return os.pathsep.join(p for p in path.split(os.pathsep) if not shutil.which("uv", path=p))


def start(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the project's build.py as a person would, outside of any environment."""
    return subprocess.run(
        [bootstrap.base_python(), str(root / "build.py"), *arguments],
        env={**os.environ, "PATH": without_uv(os.environ["PATH"])},
        cwd=root.parent,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
def test_a_fresh_clone_sets_itself_up_and_starts_at_once_from_then_on(tmp_path: Path) -> None:
    root = tmp_path / "my lessons"
    for name in ("build.py", "pyproject.toml", "requirements.lock", "README.md", "LICENSE"):
        root.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, root)
    shutil.copytree(ROOT / "lessonpress", root / "lessonpress")
    shutil.copytree(ROOT / "templates", root / "templates")

    first = start(root, "--version")
    if bootstrap.NO_NETWORK in first.stderr and "CI" not in os.environ:
        pytest.skip("the package index cannot be reached")
    assert first.stderr == "Setting up Lessonpress in .venv (once, about a minute) ...\n"
    assert (first.returncode, "0.1.0" in first.stdout) == (0, True)

    second = start(root, "--version")
    assert (second.returncode, second.stdout, second.stderr) == (0, first.stdout, "")

    python = str(bootstrap.venv_python(root / ".venv"))
    where = [python, "-P", "-c", "import lessonpress; print(lessonpress.__file__)"]
    told = subprocess.run(where, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert Path(told.stdout.strip()).parent == (root / "lessonpress").resolve()
