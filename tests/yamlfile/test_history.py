"""The history of a list: what is kept, for whom, how much, and what happens after a crash."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from govlist.base.errors import GovlistError
from govlist.yamlfile import history, store

posix = pytest.mark.skipif(os.name == "nt", reason="no modes on Windows")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "list.yaml"
    path.write_bytes(b"0\n")
    return path


def save(path: Path, data: bytes) -> history.Saved:
    return history.save(path, data, path.read_bytes())


def known(path: Path) -> list[history.Write]:
    return history.writes(path, history.digest(path.read_bytes()))


def folder() -> Path:
    found = history.state_folder()
    assert found is not None
    (made,) = (found / "lists").iterdir()
    return made


def kept() -> set[bytes]:
    return {file.read_bytes() for file in folder().iterdir() if file.suffix == ""}


def test_the_texts_before_and_after_are_kept(path: Path) -> None:
    assert save(path, b"1\n") == history.Saved()
    save(path, b"2\n")
    assert path.read_bytes() == b"2\n"
    assert [(write.number, write.finished) for write in known(path)] == [(1, True), (2, True)]
    assert [history.text(path, write.before) for write in known(path)] == [b"0\n", b"1\n"]
    assert kept() == {b"0\n", b"1\n", b"2\n"}
    assert json.loads((folder() / "writes.json").read_bytes())["list"] == str(path)


@posix
def test_they_are_for_this_account_alone(path: Path) -> None:
    before = os.umask(0)
    try:
        save(path, b"1\n")
    finally:
        os.umask(before)
    assert {file.stat().st_mode & 0o777 for file in folder().iterdir()} == {0o600}
    for each in (folder(), folder().parent, folder().parent.parent):
        assert each.stat().st_mode & 0o777 == 0o700


def test_only_the_last_ones_are_kept(path: Path) -> None:
    for number in range(1, history.MAX_WRITES + 6):
        save(path, b"%d\n" % number)
    assert [write.number for write in known(path)] == [*range(6, history.MAX_WRITES + 6)]
    assert len(kept()) == history.MAX_WRITES + 1


def test_their_size_is_limited(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MAX_BYTES", 1000)
    for number in range(1, 10):
        save(path, b"%d" % number * 300)
        assert sum(map(len, kept())) <= 1000
    assert [write.number for write in known(path)] == [8, 9]
    save(path, b"x" * 5000)
    assert [write.number for write in known(path)] == [10], "the last one is kept in any case"


def test_the_number_of_lists_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MAX_LISTS", 3)
    paths = [tmp_path / f"{number}.yaml" for number in range(5)]
    for number, path in enumerate(paths):
        path.write_bytes(b"0\n")
        save(path, b"1\n")
        state = history.state_folder()
        assert state is not None
        newest = max((state / "lists").iterdir(), key=lambda each: each.stat().st_mtime_ns)
        os.utime(newest, (number, number))
    assert [bool(known(path)) for path in paths] == [False, False, True, True, True]


def test_a_file_that_changed_is_not_written(path: Path) -> None:
    with pytest.raises(GovlistError):
        history.save(path, b"1\n", b"something else\n")
    assert path.read_bytes() == b"0\n"
    assert known(path) == []


class Crash(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("step", range(1, 6))
def test_a_crash_at_any_step(path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """The list has the old or the new text, and the history knows which; no text is lost."""
    save(path, b"1\n")
    calls = []
    real = store.save

    def stops(*args: object, **more: object) -> int:
        calls.append(args)
        if len(calls) == step:
            raise Crash
        return real(*args, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(store, "save", stops)
        try:
            save(path, b"2\n")
        except Crash:
            assert step <= 4
        else:
            assert step == 5, "a write takes four steps"
    now = path.read_bytes()
    assert now == (b"1\n" if step < 4 else b"2\n")
    assert [history.text(path, write.after) for write in known(path)][-1] == now
    save(path, b"3\n")
    assert [history.text(path, write.before) for write in known(path)][-1] == now
    assert [write.number for write in known(path)] == ([1, 2] if step < 4 else [1, 2, 3])


@pytest.mark.parametrize("step", range(1, 5))
def test_a_full_disk_at_any_step(path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """What cannot be kept does not stop the write, and is said; a list that cannot be written is an error."""
    save(path, b"1\n")
    calls = []
    real = store.save

    def full(target: Path, *args: object, **more: object) -> int:
        calls.append(target)
        if len(calls) >= step and target != path:
            raise GovlistError("full", hint="free some space")
        return real(target, *args, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(store, "save", full)
        saved = save(path, b"2\n")
    assert path.read_bytes() == b"2\n"
    assert saved.not_kept == ("full" if step < 3 else "")
    assert bool(saved.not_kept) == (known(path)[-1].after != history.digest(b"2\n"))


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"[]",
        b"{}",
        b'{"writes": [{}]}',
        b'{"writes": [{"number": 1, "time": 0, "command": [], "before": "../../x", "after": "y"}]}',
        b"[" * 100_000,
    ],
    ids=["empty", "a list", "no writes", "no keys", "a path", "nested"],
)
def test_a_damaged_record_counts_as_none(path: Path, record: bytes) -> None:
    save(path, b"1\n")
    (folder() / "writes.json").write_bytes(record)
    assert known(path) == []
    save(path, b"2\n")
    assert [write.number for write in known(path)] == [1]


def test_it_can_be_turned_off(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVLIST_STATE", "0")
    assert save(path, b"1\n") == history.Saved()
    assert known(path) == []


def test_an_account_without_a_home_folder(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs

    monkeypatch.delenv("GOVLIST_STATE")
    monkeypatch.setattr(platformdirs, "user_state_dir", lambda *_args, **_more: "relative/govlist")
    saved = save(path, b"1\n")
    assert (path.read_bytes(), bool(saved.not_kept)) == (b"1\n", True)
    assert known(path) == []
