import pytest

from building.stand_ins import job
from lessonpress.building import jobs
from lessonpress.building.faults import _distribution, missing_libraries, this_system
from lessonpress.building.jobs import perform
from lessonpress.building.products import Kind


@pytest.mark.parametrize("system", ["Debian, Ubuntu", "Fedora", "macOS", "Windows"])
def test_every_system_is_named_the_current_one_first(system: str) -> None:
    hint = missing_libraries(system).hint
    assert hint.splitlines()[1].startswith(system)
    for words in ("apt install", "dnf install", "brew install", "pacman"):
        assert words in hint


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ('ID=debian\nVERSION_ID="12"', "Debian, Ubuntu"),
        ('NAME=Mint\nID=linuxmint\nID_LIKE="ubuntu debian"', "Debian, Ubuntu"),
        ('ID="rhel"\nID_LIKE="fedora"', "Fedora"),
        ("ID=arch", ""),
        ("", ""),
    ],
)
def test_which_linux_it_is(text: str, system: str) -> None:
    assert _distribution(text) == system


def test_a_library_that_cannot_be_loaded_is_the_machines_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def importing(name: str) -> None:
        raise OSError("cannot load library 'libpango-1.0-0': error 0x7e")

    monkeypatch.setattr(jobs, "import_module", importing)
    assert perform(job(kind=Kind.HANDOUT)).fault == missing_libraries(this_system())


def test_other_errors_of_the_system_are_mistakes(monkeypatch: pytest.MonkeyPatch) -> None:
    def handout(job: jobs.Job) -> jobs.Result:
        raise FileNotFoundError(2, "No such file")

    monkeypatch.setattr(jobs, "_MAKERS", {Kind.HANDOUT: handout})
    with pytest.raises(FileNotFoundError):
        perform(job(kind=Kind.HANDOUT))
