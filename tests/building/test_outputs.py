"""The output folder and its record: hand edits are safe, damage is survived."""

import json
from pathlib import Path

import pytest

from building.stand_ins import write
from lessonpress.building.faults import MachineFault
from lessonpress.building.keeping import digests, record
from lessonpress.building.keeping.outputs import Outputs

A = "media/student/01-a-slides.pptx"


def built(folder: Path, data: bytes = b"built") -> Outputs:
    outputs = Outputs(folder)
    outputs.put(A, data, "media/01-a")
    outputs.close()
    return Outputs(folder)


def test_remembers_what_it_wrote(tmp_path: Path) -> None:
    outputs = built(tmp_path)
    entry = outputs.recorded[A]
    assert (entry.unit, entry.hashes) == ("media/01-a", (digests.of_bytes(b"built"),))
    assert outputs.is_intact(A)


def test_a_file_is_intact_as_long_as_its_bytes_are(tmp_path: Path) -> None:
    outputs = built(tmp_path)
    (tmp_path / A).touch()
    assert outputs.is_intact(A)
    (tmp_path / A).write_bytes(b"BUILT")
    assert not outputs.is_intact(A)
    (tmp_path / A).unlink()
    assert not outputs.is_intact(A)


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    outputs = built(tmp_path)
    before = (tmp_path / A).stat().st_mtime_ns
    assert outputs.put(A, b"built", "media/01-a").state == "same"
    assert (tmp_path / A).stat().st_mtime_ns == before


def test_its_own_output_is_overwritten(tmp_path: Path) -> None:
    put = built(tmp_path).put(A, b"new", "media/01-a")
    assert (put.state, put.moved_to) == ("written", None)
    assert (tmp_path / A).read_bytes() == b"new"


NEW = "media/student/01-a-slides-new.pptx"


def edited(folder: Path) -> Outputs:
    """An output that was edited, and what was built beside it."""
    built(folder)
    write(folder / A, b"edited")
    outputs = Outputs(folder)
    outputs.put(A, b"new", "media/01-a", "stamp")
    outputs.close()
    return Outputs(folder)


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    there = {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
    return {path: data for path, data in there.items() if ".lessonpress" not in path}


def test_an_edited_output_stays_and_the_new_one_goes_beside_it(tmp_path: Path) -> None:
    outputs = edited(tmp_path)
    assert files(tmp_path) == {A: b"edited", NEW: b"new"}
    assert outputs.beside() == {A: NEW}
    assert outputs.is_intact(A)
    assert outputs.intact()[A].stamp == "stamp"
    assert [(v.path, v.edited) for v in outputs.versions(A)] == [(A, True), (NEW, False)]


def test_what_stands_beside_an_edited_output_is_kept_up_to_date(tmp_path: Path) -> None:
    outputs = edited(tmp_path)
    assert outputs.put(A, b"new", "media/01-a").state == "same"
    assert outputs.put(A, b"newer", "media/01-a").path == NEW
    assert files(tmp_path) == {A: b"edited", NEW: b"newer"}


def test_what_stands_beside_an_edited_output_may_be_edited_too(tmp_path: Path) -> None:
    edited(tmp_path)
    write(tmp_path / NEW, b"edited too")
    Outputs(tmp_path).put(A, b"newest", "media/01-a")
    third = "media/student/01-a-slides-new-2.pptx"
    assert files(tmp_path) == {A: b"edited", NEW: b"edited too", third: b"newest"}


def test_it_goes_when_the_edited_one_is_gone(tmp_path: Path) -> None:
    outputs = edited(tmp_path)
    assert outputs.superseded() == ()
    (tmp_path / A).unlink()
    assert outputs.superseded() == (NEW,)
    assert outputs.put(A, b"new", "media/01-a").path == A
    assert outputs.superseded() == (NEW,)


def test_it_may_be_taken_instead_of_the_edited_one(tmp_path: Path) -> None:
    """Who renames it has decided: it is ours, in its own place."""
    outputs = edited(tmp_path)
    (tmp_path / NEW).replace(tmp_path / A)
    assert outputs.is_intact(A)
    assert (outputs.superseded(), outputs.beside()) == ((), {})
    assert outputs.put(A, b"newer", "media/01-a").path == A


def test_force_moves_edited_outputs_away(tmp_path: Path) -> None:
    edited(tmp_path)
    outputs = Outputs(tmp_path, force=True)
    assert not outputs.is_intact(A)
    assert outputs.put(A, b"new", "media/01-a").moved_to == f".edited/{A}"
    assert outputs.superseded() == (NEW,)
    assert files(tmp_path)[f".edited/{A}"] == b"edited"
    assert files(tmp_path)[A] == b"new"


def test_edits_never_overwrite_earlier_ones(tmp_path: Path) -> None:
    for number in range(3):
        write(tmp_path / A, f"edit {number}")
        outputs = Outputs(tmp_path, force=True)
        outputs.put(A, b"again", "media/01-a")
        outputs.close()
    names = [path.name for path in sorted((tmp_path / ".edited/media/student").iterdir())]
    assert names == ["01-a-slides-2.pptx", "01-a-slides-3.pptx", "01-a-slides.pptx"]


def test_a_file_nobody_knows_is_somebodys(tmp_path: Path) -> None:
    write(tmp_path / A, b"who wrote this?")
    assert Outputs(tmp_path).put(A, b"new", "media/01-a").path == NEW


@pytest.mark.parametrize("sign", ["~$01-a-slides.pptx", ".~lock.01-a-slides.pptx#"])
def test_what_a_program_has_open_is_left_alone(sign: str, tmp_path: Path) -> None:
    outputs = built(tmp_path / "output")
    write((tmp_path / "output" / A).with_name(sign), b"somebody")
    with pytest.raises(MachineFault, match=r"01-a-slides.pptx could not be written: it is open"):
        outputs.put(A, b"new", "media/01-a")
    with pytest.raises(MachineFault, match="removed"):
        outputs.remove(A)
    assert (tmp_path / "output" / A).read_bytes() == b"built"
    assert outputs.put(A, b"built", "media/01-a").state == "same"


def test_removes_its_output_and_the_empty_folders(tmp_path: Path) -> None:
    outputs = built(tmp_path)
    assert outputs.remove(A) is None
    assert not (tmp_path / "media").exists()
    assert outputs.recorded == {}


def test_removing_an_edited_output_moves_it(tmp_path: Path) -> None:
    outputs = built(tmp_path)
    write(tmp_path / A, b"edited")
    assert outputs.remove(A) == f".edited/{A}"
    assert (tmp_path / ".edited" / A).read_bytes() == b"edited"


def test_removing_what_is_not_there_any_more(tmp_path: Path) -> None:
    outputs = built(tmp_path)
    (tmp_path / A).unlink()
    assert outputs.remove(A) is None
    assert outputs.recorded == {}


def test_a_killed_builds_own_files_are_not_taken_for_edits(tmp_path: Path) -> None:
    """Killed after writing and before the record was saved: the journal knows."""
    killed = built(tmp_path)
    killed.put(A, b"written, then killed", "media/01-a")
    assert Outputs(tmp_path).put(A, b"new", "media/01-a").moved_to is None


def test_killed_between_journal_and_file(tmp_path: Path) -> None:
    built(tmp_path)
    record.announce(tmp_path, A, "media/01-a", digests.of_bytes(b"never written"))
    assert Outputs(tmp_path).put(A, b"new", "media/01-a").moved_to is None


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b'{"format": 99, "outputs": {}}',
        b'{"format": 1, "outputs": 7}',
        b'{"format": 1, "outputs": {"a": 1, "b": {"unit": 3, "sha256": []}}}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_record_is_as_good_as_none(tmp_path: Path, damage: bytes) -> None:
    built(tmp_path)
    write(tmp_path / record.FOLDER / "record.json", damage)
    write(tmp_path / record.FOLDER / "journal.jsonl", damage)
    assert Outputs(tmp_path).recorded == {}


@pytest.mark.parametrize(
    "path",
    [
        "../precious",
        "/etc/passwd",
        "a/../../precious",
        "C:/precious",
        "a\\..\\b",
        "",
        "a\ud800b",
        ".lessonpress/record.json",
        "./.edited/mine.pdf",
    ],
)
def test_a_record_cannot_name_files_elsewhere(tmp_path: Path, path: str) -> None:
    """The record decides what is removed: a tampered one reaches nothing outside."""
    document = {"format": 1, "outputs": {path: {"unit": "x", "sha256": "y"}}}
    write(tmp_path / record.FOLDER / "record.json", json.dumps(document))
    assert record.load(tmp_path) == {}


def test_a_link_does_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    elsewhere = write(tmp_path / "elsewhere" / "01-a-slides.pptx", b"precious")
    (tmp_path / "output" / "media").mkdir(parents=True)
    (tmp_path / "output" / "media" / "student").symlink_to(elsewhere.parent)
    outputs = Outputs(tmp_path / "output")
    with pytest.raises(MachineFault, match="could not be written"):
        outputs.put(A, b"new", "media/01-a")
    assert elsewhere.read_bytes() == b"precious"


def test_a_file_where_a_folder_belongs(tmp_path: Path) -> None:
    write(tmp_path / "media", b"a file")
    with pytest.raises(MachineFault, match=r"is a file where a folder belongs"):
        Outputs(tmp_path).put(A, b"new", "media/01-a")


def test_a_record_that_names_a_folder_removes_nothing(tmp_path: Path) -> None:
    outputs = built(tmp_path)
    document = {"format": 1, "outputs": {"media": {"unit": "x", "sha256": "y"}}}
    write(tmp_path / record.FOLDER / "record.json", json.dumps(document))
    outputs = Outputs(tmp_path)
    assert outputs.remove("media") is None
    assert (tmp_path / A).exists()
    assert outputs.recorded == {}


def test_a_colon_in_a_name_is_no_drive(tmp_path: Path) -> None:
    document = {"format": 1, "outputs": {"media/01: a.pdf": {"unit": "x", "sha256": "y"}}}
    write(tmp_path / record.FOLDER / "record.json", json.dumps(document))
    assert list(record.load(tmp_path)) == ["media/01: a.pdf"]


def test_a_name_too_long_for_the_disk_has_no_versions(tmp_path: Path) -> None:
    assert Outputs(tmp_path).versions("x" * 300) == ()
