"""Folders replaced as a whole: the old version or the new one, whatever happens."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from govlist.base.errors import GovlistError
from govlist.yamlfile import store, versions


def write(folder: Path, text: str, error: BaseException | None = None) -> None:
    """Write a version with one file; with an error, fail before its end."""
    with versions.locked(folder), versions.replaced(folder) as version:
        versions.append(version / "deep" / "file", text.encode())
        if error:
            raise error


def content(folder: Path) -> str | None:
    """What a reader sees."""
    version = versions.current(folder)
    return (version / "deep" / "file").read_text(encoding="utf-8") if version else None


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "versions").iterdir())


def test_a_reader_sees_the_last_version_and_the_one_before_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "store"
    for number in range(1, 5):
        write(folder, str(number))
        assert content(folder) == str(number)
    assert names(folder) == ["v000003", "v000004"]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, os.strerror(28)), ValueError("x")])
def test_after_an_error_the_old_version_is_in_use_and_nothing_is_left(
    tmp_path: Path, error: BaseException
) -> None:
    folder = tmp_path / "store"
    with pytest.raises((KeyboardInterrupt, GovlistError, ValueError)):
        write(folder, "never", error)
    assert content(folder) is None
    write(folder, "one")
    write(folder, "two")
    with pytest.raises((KeyboardInterrupt, GovlistError, ValueError)):
        write(folder, "never", error)
    assert (content(folder), names(folder)) == ("two", ["v000001", "v000002"])


def test_a_full_disk_is_told_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(GovlistError, match="磁盘空间已满") as caught:
        write(tmp_path / "store", "x", OSError(28, os.strerror(28)))
    assert (caught.value.exit_code, bool(caught.value.hint)) == (3, True)


def test_what_a_crash_left_is_deleted_by_the_next_writer(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    write(folder, "one")
    for name in ("v000002", "v000007"):
        versions.append(folder / "versions" / name / "part", b"half")
    own = folder / "versions" / "notes"
    own.mkdir()
    write(folder, "two")
    assert content(folder) == "two"
    assert names(folder) == ["notes", "v000001", "v000002"]
    assert not (folder / "versions" / "v000002" / "part").exists()


def test_an_error_after_the_switch_keeps_the_new_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "store"
    write(folder, "one")
    save = store.save

    def interrupted(*args: object) -> None:
        save(*args)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(store, "save", interrupted)
        with pytest.raises(KeyboardInterrupt):
            write(folder, "two")
    assert content(folder) == "two"


@pytest.mark.parametrize("pointer", [None, "MANIFEST-000001\n", "../../elsewhere\n", "v1", b"\xff\xfe"])
def test_a_folder_that_holds_anything_else_is_not_touched(
    tmp_path: Path, pointer: str | bytes | None
) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    (folder / "letter.txt").write_bytes(b"keep")
    if pointer is not None:
        (folder / "CURRENT").write_bytes(pointer.encode() if isinstance(pointer, str) else pointer)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(GovlistError, match="theirs"):
        write(folder, "x")
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("pointer", [b"\xff\xfe", b"v1\n", b"../x\n", "版本".encode()])
def test_a_pointer_with_foreign_bytes_is_named_with_the_remedy(tmp_path: Path, pointer: bytes) -> None:
    folder = tmp_path / "store"
    write(folder, "one")
    (folder / "CURRENT").write_bytes(pointer)
    for work in (lambda: versions.current(folder), lambda: write(folder, "two")):
        with pytest.raises(GovlistError, match="CURRENT") as caught:
            work()
        assert caught.value.exit_code == 3
        assert str(folder) in caught.value.hint
    assert (folder / "CURRENT").read_bytes() == pointer


def test_a_folder_that_a_crashed_first_writer_left_is_taken(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    (folder / ".CURRENT.abcdefgh.tmp").write_bytes(b"")
    write(folder, "one")
    assert content(folder) == "one"


def test_no_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(GovlistError, match="none"):
        versions.current(tmp_path / "none")


def test_a_second_writer_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.1)
    folder = tmp_path / "store"
    with versions.locked(folder):
        with pytest.raises(GovlistError) as caught:
            write(folder, "two")
        assert caught.value.exit_code == 3
    write(folder, "two")
    assert content(folder) == "two"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    write(folder, "one")
    folder.chmod(0o500)
    try:
        with pytest.raises(GovlistError, match="store") as caught:
            write(folder, "two")
    finally:
        folder.chmod(0o700)
    assert (caught.value.exit_code, content(folder)) == (3, "one")


def test_files_are_taken_over_without_a_copy_where_the_system_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "a"
    source.write_bytes(b"x")
    versions.carry(source, tmp_path / "b" / "a")
    assert (tmp_path / "b" / "a").samefile(source)

    def refused(*_args: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", refused)
    versions.carry(source, tmp_path / "c" / "a")
    assert (tmp_path / "c" / "a").read_bytes() == b"x"
    assert not (tmp_path / "c" / "a").samefile(source)


def test_a_pointer_that_another_program_changed_meanwhile_stays(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    write(folder, "one")

    def change() -> None:
        with versions.locked(folder), versions.replaced(folder):
            (folder / "CURRENT").write_bytes(b"mine")

    with pytest.raises(GovlistError):
        change()
    assert (folder / "CURRENT").read_bytes() == b"mine"


def test_a_library_writes_a_file_beside_and_an_error_keeps_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"old")

    def half() -> None:
        with store.built(path) as temporary:
            assert not temporary.exists()
            temporary.write_bytes(b"half")
            raise ValueError("half")

    with pytest.raises(ValueError, match="half"):
        half()
    assert [each.name for each in tmp_path.iterdir()] == ["a.db"]
    assert path.read_bytes() == b"old"
    with store.built(path) as temporary:
        temporary.write_bytes(b"new")
    assert path.read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir()] == ["a.db"]
