"""Self-installation: finds or makes the environment Lessonpress runs in, then goes on in it.

Standard library only, and nothing of ours: this runs before anything is installed. Read it from
the top: `main` chooses an environment (`choose_python`), makes it where there is none (`set_up`),
then runs the checks or hands over to lessonpress.cli. It is on the way of every start, so what
only a set-up needs is imported there.

An environment is good when the stamp in it matches the files it was made from. The stamp is taken
away before an installation and written after it: one that was killed half-way has none, and is
made anew.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

MACHINE_FAULT = 3
INTERRUPTED = 130  # 128 + SIGINT, as shells have it

VENV = ".venv"
QUEUE = "lessonpress.lock"  # the file runs queue on; it also says that this .venv is ours to remake
LOG = "lessonpress-install.log"
# Tells lessonpress.cli whose content/ to build, from whichever folder build.py was started.
PROJECT = "LESSONPRESS_PROJECT"


class SetupError(Exception):
    """The machine does not let us set up; the text is the whole message to the user."""


class Need(NamedTuple):
    """A set of packages: pyproject.toml's groups that name them and the locks that pin them."""

    name: str
    groups: tuple[str, ...]
    locks: tuple[str, ...]


RUN = Need("run", (), ("requirements.lock",))
TEST = Need("test", ("test",), ("requirements.lock", "tests/requirements.lock"))
BENCH = Need("bench", ("bench",), ("requirements.lock", "tests/benchmarks/requirements.lock"))
# What is done in the repository alone, and not by lessonpress.cli.
TASKS = {"test": TEST, "bench": BENCH}


def main(root: str | Path, argv: Sequence[str]) -> int:
    """Run Lessonpress in its own environment, made on the first run; returns the exit code."""
    root, task = Path(root).resolve(), argv[0] if argv else ""
    try:
        python = choose_python(root, TASKS.get(task, RUN))
        if task in TASKS:
            return {"test": run_checks, "bench": run_benchmarks}[task](root, python, argv[1:])
        os.environ[PROJECT] = str(root)
        if not is_this(python):
            return replace_process(cli_command(python, argv))
    except (SetupError, OSError) as error:
        say(f"Lessonpress could not be set up. {error}")
        return MACHINE_FAULT
    except KeyboardInterrupt:
        say("Stopped.")
        return INTERRUPTED
    return run_here(argv)


def say(line: str) -> None:
    """Print to standard error: standard output belongs to what the command itself reports."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201


# --- Which environment ----------------------------------------------------------------------------


def choose_python(root: Path, need: Need) -> Path:
    """Return the interpreter with what is needed: this one, or .venv's, set up if it is not yet."""
    venv, prefix = root / VENV, Path(sys.prefix)
    ours = same_path(prefix, venv)
    if not ours and in_environment(os.environ) and provides(root, need):
        return Path(sys.executable)
    if not is_ready(root, need):
        set_up(root, need)
    return Path(sys.executable) if ours else venv_python(venv)


def same_path(one: Path, other: Path) -> bool:
    """Whether two paths lead to the same place, however they are spelt."""
    return os.path.normcase(one.resolve()) == os.path.normcase(other.resolve())


def in_environment(environ: Mapping[str, str]) -> bool:
    """Whether this interpreter is a virtual or conda environment's that somebody chose to be in."""
    conda = environ.get("CONDA_PREFIX")
    in_conda = conda is not None and same_path(Path(conda), Path(sys.prefix))
    return sys.prefix != sys.base_prefix or in_conda


def provides(root: Path, need: Need) -> bool:
    """Whether this interpreter has every package of `need`, as new as pyproject.toml wants it."""
    return all(has(requirement) for requirement in requirements(root, need))


def requirements(root: Path, need: Need) -> list[str]:
    """Return the requirements of `need` as pyproject.toml writes them: `name>=version`."""
    import tomllib

    path = root / "pyproject.toml"
    try:
        project = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise SetupError(f"{path} cannot be read: {error}") from error
    groups = (project["dependency-groups"][group] for group in need.groups)
    return [*project["project"]["dependencies"], *(line for group in groups for line in group)]


def has(requirement: str) -> bool:
    """Whether this interpreter has a distribution that meets `name>=version`."""
    from importlib import metadata

    name, _, least = requirement.partition(">=")
    try:
        return release(metadata.version(name)) >= release(least)
    except metadata.PackageNotFoundError:
        return False


def release(version: str) -> tuple[int, ...]:
    """Return a version's leading numbers: `3.11.post1` is (3, 11), and so is `3.11.0rc1`."""
    numbers: list[int] = []
    for part in version.split("."):
        if not part.isdigit():
            break
        numbers.append(int(part))
    return tuple(numbers)


def venv_python(venv: Path, *, windows: bool = os.name == "nt") -> Path:
    """Return where the interpreter of the environment at `venv` stands."""
    return venv / "Scripts" / "python.exe" if windows else venv / "bin" / "python"


# --- Whether it is as it should be ----------------------------------------------------------------


def is_ready(root: Path, need: Need) -> bool:
    """Whether .venv is whole and was made from the files as they are now."""
    return has_python(root) and read(stamp_file(root, need)) == stamp(root, need)


def is_updatable(root: Path) -> bool:
    """Whether .venv is whole and at home here, and only what should be in it has changed since."""
    home, _, _ = read(stamp_file(root, RUN)).partition("\n")
    return has_python(root) and home == home_line(root)


def has_python(root: Path) -> bool:
    """Whether .venv's interpreter is there; a system upgrade can take away what it points at."""
    return venv_python(root / VENV).exists()


def stamp(root: Path, need: Need) -> str:
    """Return what .venv depends on: a line for its home, and a digest of what it was made from."""
    import hashlib

    digest = hashlib.sha256()
    for name in ("pyproject.toml", *need.locks):
        digest.update((root / name).read_bytes() + b"\0")
    return f"{home_line(root)}\n{digest.hexdigest()}\n"


def home_line(root: Path) -> str:
    """Return Python, system and folder: a copied .venv would run the original project's code."""
    return f"{sys.implementation.cache_tag} on {sys.platform} in {root}"


def stamp_file(root: Path, need: Need) -> Path:
    """Return where the stamp for `need` is kept."""
    return root / VENV / f"lessonpress-{need.name}.stamp"


def read(path: Path) -> str:
    """Return the text of a file; nothing where there is none or it makes no sense."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


# --- Making it ------------------------------------------------------------------------------------


def set_up(root: Path, need: Need) -> None:
    """Make or update .venv so that it has what is needed; SetupError says why it cannot be done."""
    claim(root / VENV)
    with only_one_at_a_time(root / VENV / QUEUE):
        if is_ready(root, need):  # another run did it while this one waited
            return
        fresh = not is_updatable(root)
        say(announcement(need, fresh=fresh))
        try_installers(root, need, fresh=fresh)


def claim(venv: Path) -> None:
    """Make the folder ours; SetupError where it is an environment that somebody else made."""
    queue = venv / QUEUE
    if venv.exists() and not queue.exists() and any(venv.iterdir()):
        raise SetupError(
            f"{venv} is there, but Lessonpress did not make it and will not touch it.\n"
            "Delete or rename it; or activate it and run: pip install -e ."
        )
    venv.mkdir(exist_ok=True)
    queue.touch()


def announcement(need: Need, *, fresh: bool) -> str:
    """Return the one line that says what the wait is for."""
    if fresh:
        return f"Setting up Lessonpress in {VENV} (once, about a minute) ..."
    more = {TEST: " with the test tools", BENCH: " with what builds are compared with"}
    return f"Bringing {VENV} up to date{more.get(need, '')} ..."


@contextmanager
def only_one_at_a_time(path: Path) -> Iterator[None]:
    """Wait until no other run holds `path`; the system frees it even when its holder is killed."""
    import time

    with path.open("a+b") as file:
        os.set_inheritable(file.fileno(), True)  # an installer that outlives us still holds it
        if not try_lock(file):
            say(f"Another run is setting up {VENV}: waiting for it ...")
            while not try_lock(file):
                time.sleep(0.2)
        yield


if sys.platform == "win32":

    def try_lock(file: IO[bytes]) -> bool:
        """Lock an open file against other processes; False where one of them holds it."""
        import msvcrt

        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:

    def try_lock(file: IO[bytes]) -> bool:
        """Lock an open file against other processes; False where one of them holds it."""
        import errno
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:  # some network folders know no locks: unguarded beats not at all
            return error.errno in {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS}
        return True


def try_installers(root: Path, need: Need, *, fresh: bool) -> None:
    """Install with the first tool that manages it; SetupError is the last one's complaint."""
    failure = SetupError(no_installer())
    for tool in installers():
        try:
            return install(root, need, tool, fresh=fresh or not tool.can_update(root / VENV))
        except SetupError as error:
            failure, fresh = error, True
    raise failure


def install(root: Path, need: Need, tool: "Installer", *, fresh: bool) -> None:
    """Install what is needed into .venv with one tool, and stamp it as whole."""
    venv = root / VENV
    forget_stamps(root)
    (venv / LOG).unlink(missing_ok=True)
    if fresh:
        empty(venv)
        run_logged(tool.create(venv), root)
    for arguments in install_arguments(root, need):
        run_logged([*tool.install(venv_python(venv)), *arguments], root)
    write_stamps(root, need)


def install_arguments(root: Path, need: Need) -> list[list[str]]:
    """Return what pip is asked for: the pinned packages, then the project and nothing more."""
    pinned = [["--require-hashes", "-r", str(root / name)] for name in need.locks]
    return [*pinned, ["--no-deps", "--no-build-isolation", "-e", str(root)]]


def forget_stamps(root: Path) -> None:
    """Mark .venv as half-made."""
    for need in (*TASKS.values(), RUN):
        stamp_file(root, need).unlink(missing_ok=True)


def write_stamps(root: Path, need: Need) -> None:
    """Mark .venv as whole; what has the test tools has the rest too."""
    for done in (need, RUN):
        stamp_file(root, done).write_text(stamp(root, done), encoding="utf-8")


def empty(venv: Path) -> None:
    """Clear the folder of everything but the file runs queue on."""
    import shutil

    for path in venv.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != QUEUE:
            path.unlink()


# --- The tools it is made with --------------------------------------------------------------------


class Installer(NamedTuple):
    """A way to make an environment and to install into it, as command lines."""

    create: Callable[[Path], list[str]]
    install: Callable[[Path], list[str]]
    can_update: Callable[[Path], bool]


def installers() -> Iterator[Installer]:
    """Yield the tools this machine offers, the fastest first."""
    import shutil
    from importlib.util import find_spec

    if uv := shutil.which("uv"):
        yield with_uv(uv, base_python())
    if find_spec("venv") and find_spec("ensurepip"):
        yield with_inner_pip(base_python())
    elif find_spec("venv") and find_spec("pip"):
        yield with_outer_pip(base_python(), sys.executable)


def base_python() -> str:
    """Return the interpreter to make environments from, also where this one belongs to one."""
    return getattr(sys, "_base_executable", None) or sys.executable


def with_uv(uv: str, base: str) -> Installer:
    """Let uv do it: seconds instead of a minute."""
    return Installer(
        create=lambda venv: [uv, "venv", "--allow-existing", "--python", base, str(venv)],
        install=lambda python: [uv, "pip", "install", "--python", str(python)],
        can_update=lambda venv: True,
    )


def with_inner_pip(base: str) -> Installer:
    """Make an environment with a pip of its own, as Python comes with it."""
    return Installer(
        create=lambda venv: [base, "-m", "venv", str(venv)],
        install=lambda python: [str(python), "-m", "pip", "install"],
        can_update=lambda venv: any(venv_python(venv).parent.glob("pip*")),
    )


def with_outer_pip(base: str, outer: str) -> Installer:
    """Install from outside: Debian has Python and pip without what puts a pip into a new one."""
    return Installer(
        create=lambda venv: [base, "-m", "venv", "--without-pip", str(venv)],
        install=lambda python: [outer, "-m", "pip", "--python", str(python), "install"],
        can_update=lambda venv: True,
    )


def run_logged(command: Sequence[str], root: Path) -> None:
    """Run one step, its output in the log; SetupError with the log's end where it fails."""
    import subprocess

    log = root / VENV / LOG
    with log.open("ab") as output:
        output.write(f"$ {' '.join(command)}\n".encode())
        output.flush()
        code = subprocess.call(
            command,
            cwd=root,
            env=installer_environment(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            close_fds=False,
        )
    if code:
        raise SetupError(complaint(log.read_text(encoding="utf-8", errors="replace"), log))


MISLEADING = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT"}
MISLEADING |= {"PIP_REQUIRE_HASHES", "UV_REQUIRE_HASHES"}  # the project itself has no hash to give


def installer_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return an installer's variables: mirrors and proxies stay, what would misdirect it goes."""
    kept = {name: value for name, value in environ.items() if name not in MISLEADING}
    quiet = {"PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return {**kept, **quiet, "PIP_USER": "0", "PYTHONUTF8": "1"}


# --- What went wrong ------------------------------------------------------------------------------

NO_NETWORK = (
    "The network cannot be reached. Is this machine online? Behind a proxy, set HTTPS_PROXY."
)
OTHER_FILES = "The package index gave other files than the lock names. Try again, or another index."
NO_FILE = "A package has no ready-made file for this Python. Try the newest Python but one."

# What pip, uv and the system print, in lower case, and what to do about it. The first that is
# found wins: without a network pip also complains of packages that do not exist.
ADVICE = (
    ("no space left", "The disk is full."),
    ("do not match the hashes", OTHER_FILES),
    ("hash mismatch", OTHER_FILES),
    ("certificate", "The network's certificate is not trusted: set SSL_CERT_FILE and PIP_CERT."),
    ("permission denied", "Some file may not be written. Is the folder yours?"),
    ("connection", NO_NETWORK),
    ("error sending request", NO_NETWORK),
    ("timed out", NO_NETWORK),
    ("failed building", NO_FILE),
    ("no matching distribution", NO_FILE),
)


def complaint(log: str, path: Path) -> str:
    """Return the message about a failed installation: what to do, and the log's last lines."""
    last = [f"    {line[:120]}" for line in log.splitlines() if line.strip()][-5:]
    return "\n".join([advice(log), *last, f"All of it is in {path}"])


def advice(log: str) -> str:
    """Return what a person can do about the failure that a log tells of."""
    told = log.lower()
    return next((what for sign, what in ADVICE if sign in told), "The installer's last words:")


def no_installer() -> str:
    """Return the message for a Python that can make no environment, as Debian ships it."""
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    return (
        "It needs an environment of its own, and this Python cannot make one.\n"
        f"On Debian and Ubuntu: sudo apt install {package}\n"
        "Elsewhere: install Python from python.org, or uv. Then run this again."
    )


# --- Going on -------------------------------------------------------------------------------------


def is_this(python: Path) -> bool:
    """Whether that interpreter is the one running; by name, as environments hold links to it."""
    return os.path.normcase(python) == os.path.normcase(sys.executable)


def cli_command(python: Path, argv: Sequence[str]) -> list[str]:
    """Return the command line of lessonpress.cli; -P: a course's folder may hold a yaml.py."""
    return [str(python), "-P", "-m", "lessonpress.cli", *argv]


def replace_process(command: list[str]) -> int:
    """Become the given program; on Windows, which has no such thing, run it to its end."""
    os.environ["PYTHONUTF8"] = "1"
    if os.name != "nt":
        os.execv(command[0], command)  # noqa: S606
    return run_to_end(command)


def run_to_end(
    command: list[str], folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> int:
    """Run a program and return its exit code; Ctrl-C reaches it too, and ending is its affair."""
    import subprocess

    process = subprocess.Popen(command, cwd=folder, env=environment)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def run_here(argv: Sequence[str]) -> int:
    """Run lessonpress.cli in this process; by name, as nothing of ours may be needed to load us."""
    from importlib import import_module, invalidate_caches

    os.environ["PYTHONUTF8"] = "1"  # for the processes it starts; for itself it is too late:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    invalidate_caches()  # packages may have been installed since this process started
    code: int = import_module("lessonpress.cli").main(argv)
    return code


# --- python3 build.py test ------------------------------------------------------------------------


def run_checks(root: Path, python: Path, extra: Sequence[str]) -> int:
    """Run every check, also when one has failed; returns 0 when all are good, otherwise 1."""
    import subprocess

    environment = {**os.environ, "PYTHONUTF8": "1"}
    failed: list[str] = []
    for name, arguments in checks(extra):
        say(f"{name} ..." + (f" (failed before: {', '.join(failed)})" if failed else ""))
        if subprocess.call([str(python), "-m", *arguments], cwd=root, env=environment):
            failed.append(name)
    return 1 if failed else 0


def checks(extra: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return name and arguments of each check; the tests are last, for their closing line."""
    workers = str(min(os.cpu_count() or 1, 8))  # some tests start an office program of 300 MB each
    return [
        ("ruff format", ["ruff", "format", "--check", "."]),
        ("ruff check", ["ruff", "check", "."]),
        ("mypy", ["mypy"]),
        ("pytest", ["pytest", "-n", workers, "--dist", "loadfile", *extra]),
    ]


# --- python3 build.py bench -----------------------------------------------------------------------


def run_benchmarks(root: Path, python: Path, extra: Sequence[str]) -> int:
    """Measure how fast builds are; returns 0 where every goal is met, otherwise 1."""
    paths = os.pathsep.join((str(root), str(root / "tests")))
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": paths}
    return run_to_end([str(python), "-m", "benchmarks", *extra], root, environment)
