"""What govlist writes for people: what others wrote or changed stays, until --force is given."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govlist.actions import outfiles
from govlist.base.errors import GovlistError
from govlist.yamlfile import store

TESTS = Path(__file__).parents[1]
WEEKLY = TESTS / "cases" / "weekly" / "checklist.yaml"

Run = Callable[..., Any]
Checklist = Callable[..., Path]

DOCUMENT = "2024年工作清单\n序号\t工作任务\t责任单位\n1\t公开目录。\t区教体局\n2\t公开年报。\t区司法局\n"

posix = pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")


@pytest.fixture
def record() -> Path:
    """The file of the record."""
    return Path(os.environ["GOVLIST_STATE"], "outputs.json")


@pytest.fixture
def listed(checklist: Checklist) -> Path:
    """The list that uses everything, where govlist finds it."""
    return checklist(WEEKLY.read_text(encoding="utf-8"))


def refused(call: Callable[[], object]) -> GovlistError:
    with pytest.raises(GovlistError) as caught:
        call()
    assert caught.value.exit_code == 3
    assert "--force" in caught.value.hint
    return caught.value


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# The office's week: the command again, by hand between -------------------------------------------

FORMATS = ["markdown", "csv", "tsv", "json", "html", "docx", "xlsx"]


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize("style", FORMATS)
def test_an_export_is_written_again_unless_somebody_changed_it(run: Run, tmp_path: Path, style: str) -> None:
    words = ("export", "--format", style, "-o", "台账")
    out = tmp_path / "台账"
    assert run(*words).code == 0
    assert run("--today", "2024-09-30", *words).code == 0, "govlist's own output, of another day"
    edited = out.read_bytes() + "政公办〔2024〕9号".encode()
    out.write_bytes(edited)
    for _turn in range(2):
        result = run(*words)
        assert (result.code, result.out) == (3, "")
        assert "台账" in result.err
        assert "--force" in result.err
        assert out.read_bytes() == edited
    assert run(*words, "--force").code == 0
    assert out.read_bytes() != edited
    assert run(*words).code == 0, "known again"


EACH = [
    ("export", "--per-unit", "out"),
    ("export", "--format", "docx", "--per-unit", "out"),
    ("chase", "--format", "docx", "--per-unit", "out"),
]


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize("words", EACH, ids=lambda words: " ".join(words[:3]))
def test_one_file_of_a_unit_that_was_changed_stops_them_all(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    folder = tmp_path / "out"
    assert run(*words).code == 0
    assert run("--today", "2024-09-30", *words).code == 0
    first, second, *_others = sorted(folder.iterdir())
    first.write_bytes(b"by hand")
    second.write_bytes(b"by hand")
    before = contents(folder)
    result = run("--today", "2024-10-08", *words)
    assert (result.code, result.out) == (3, "")
    assert first.name in result.err
    assert second.name in result.err
    assert contents(folder) == before
    assert run("--today", "2024-10-08", *words, "--force").code == 0
    assert b"by hand" not in contents(folder).values()


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize("words", EACH, ids=lambda words: " ".join(words[:3]))
def test_a_strangers_file_in_a_folder_stays(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    folder = tmp_path / "out"
    assert run(*words).code == 0
    name = min(folder.iterdir()).name
    for path in folder.iterdir():
        path.unlink()
    outfiles._record_path().unlink()  # type: ignore[union-attr] # as on another machine
    (folder / name).write_bytes(b"theirs")
    assert run(*words).code == 3
    assert contents(folder) == {str(folder / name): b"theirs"}


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize(
    "words",
    [
        ("export", "-o", "mine.md"),
        ("import", "a.txt", "-o", "mine.yaml"),
        ("schema", "-o", "mine.json"),
        ("validate", "--format", "sarif", "-o", "mine.sarif"),
    ],
    ids=lambda words: words[0],
)
def test_a_file_that_govlist_did_not_write_stays(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text(DOCUMENT, encoding="utf-8")
    mine = tmp_path / words[-1]
    mine.write_bytes(b"mine")
    result = run(*words)
    assert (result.code, mine.read_bytes()) == (3, b"mine")
    assert "--force" in result.err
    assert run(*words, "--force").code == 0
    assert mine.read_bytes() != b"mine"


def test_what_init_wrote_is_govlists_own(run: Run, tmp_path: Path) -> None:
    assert run("init", "--empty").code == 0
    before = outfiles.recorded()
    schema = tmp_path / "data" / "checklist.schema.json"
    assert str(schema.resolve()) in before
    assert run("schema", "-o", schema).code == 0


# Inputs ------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_template_is_never_overwritten(run: Run, tmp_path: Path, kind: str) -> None:
    template = tmp_path / f"t.{kind}"
    template.write_bytes(before := (TESTS.parent / "examples" / f"ledger-template.{kind}").read_bytes())
    words = ("export", "--format", kind, "--template", template, "--force")
    for out in (("-o", template.name), ("-o", f"./{template}")):
        assert run(*words, *out).code in (2, 3)
        assert template.read_bytes() == before
    assert run(*words, "-o", template.name).code == 2
    (tmp_path / "out").mkdir()
    unit = "区教体局"
    inside = template.rename(tmp_path / "out" / f"{unit}.{kind}")
    result = run(*words[:-2], inside, "--per-unit", "out", "--force")
    assert (result.code, contents(tmp_path / "out")) == (2, {str(inside): before})


@pytest.mark.parametrize(
    "words",
    [
        ("export", "--per-unit", "out"),
        ("chase", "--format", "docx", "--per-unit", "out"),
        ("schema", "-o", "out/区教体局.docx"),
        ("validate", "--format", "json", "-o", "out/区教体局.docx"),
    ],
    ids=lambda words: words[0],
)
def test_the_list_is_never_overwritten_not_even_with_force(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "out").mkdir()
    path = tmp_path / "out" / ("区教体局.md" if words[0] == "export" else "区教体局.docx")
    path.write_bytes(before := WEEKLY.read_bytes())
    result = run("-f", path, *words, "--force")
    assert (result.code, contents(tmp_path / "out")) == (2, {str(path): before})


@pytest.mark.parametrize("which", ["base", "theirs"])
def test_a_side_of_a_merge_is_not_its_output(run: Run, tmp_path: Path, which: str) -> None:
    sides = [tmp_path / f"{name}.yaml" for name in ("base", "ours", "theirs")]
    for side in sides:
        side.write_bytes(WEEKLY.read_bytes())
    before = contents(tmp_path)
    assert run("merge", *sides, "-o", f"{which}.yaml").code == 2
    assert contents(tmp_path) == before


# The record --------------------------------------------------------------------------------------


def test_a_file_is_known_by_what_its_path_leads_to(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    path, link = tmp_path / "a.md", tmp_path / "sub" / "link.md"
    outfiles.write({path: b"1"})
    outfiles.write({tmp_path / "sub" / ".." / "a.md": b"2"})
    if sys.platform != "win32":
        link.symlink_to(path)
        outfiles.write({link: b"3"})
        assert (link.is_symlink(), path.read_bytes()) == (True, b"3")


def test_what_would_be_written_anyway_may_exist_there(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"same")
    outfiles.write({path: b"same"})
    outfiles.write({path: b"other"})
    assert path.read_bytes() == b"other"


def test_changed_and_unknown_files_are_distinguished(tmp_path: Path) -> None:
    changed, unknown = tmp_path / "changed.md", tmp_path / "unknown.md"
    outfiles.write({changed: b"ours"})
    changed.write_bytes(b"theirs")
    unknown.write_bytes(b"theirs")
    error = refused(lambda: outfiles.write({tmp_path / "new.md": b"1", changed: b"1", unknown: b"1"}))
    assert "changed.md" in error.message
    assert ["unknown.md" in other.message for other in error.others] == [True]
    assert not (tmp_path / "new.md").exists()


DAMAGED = [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"a": ', b"[" * 100_000, b'{"a": {"b": 1}}', b"{}"]


@pytest.mark.parametrize("damage", DAMAGED, ids=lambda damage: damage[:8].decode("latin-1"))
def test_a_damaged_record_knows_nothing_and_is_replaced(tmp_path: Path, record: Path, damage: bytes) -> None:
    path = tmp_path / "a.md"
    outfiles.write({path: b"1"})
    record.write_bytes(damage)
    refused(lambda: outfiles.write({path: b"2"}))
    outfiles.write({path: b"2"}, force=True)
    outfiles.write({path: b"3"})
    assert path.read_bytes() == b"3"


def test_without_a_folder_for_the_record_new_files_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    for place in (tmp_path / "file" / "state", "0"):
        monkeypatch.setenv("GOVLIST_STATE", str(place))
        path = tmp_path / f"{Path(place).name}.md"
        outfiles.write({path: b"1"})
        refused(lambda path=path: outfiles.write({path: b"2"}))  # type: ignore[misc]
        assert path.read_bytes() == b"1"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["0.md", "file", "state.md"]


@posix
def test_the_record_is_the_users_own(tmp_path: Path, record: Path) -> None:
    outfiles.write({tmp_path / "a.md": b"1"})
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (record.parent, record)]
    assert modes == [0o700, 0o600]
    assert [path.name for path in record.parent.iterdir()] == [record.name]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the system names the folder")
def test_the_folder_is_the_users_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOVLIST_STATE")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    outfiles.write({tmp_path / "a.md": b"1"})
    assert (tmp_path / "state" / "govlist" / "outputs.json").is_file()


def test_only_the_newest_are_kept_and_those_that_are_gone_go_first(
    tmp_path: Path, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outfiles, "MAX_PATHS", 3)
    paths = [tmp_path / f"{n}.md" for n in range(5)]
    for path in paths[:3]:
        outfiles.write({path: b"1"})
    paths[1].unlink()
    outfiles.write({paths[3]: b"1"})
    kept = [Path(name).name for name in json.loads(record.read_bytes())]
    assert kept == ["0.md", "2.md", "3.md"]
    outfiles.write({paths[0]: b"2"})
    outfiles.write({paths[4]: b"1"})
    kept = [Path(name).name for name in json.loads(record.read_bytes())]
    assert kept == ["3.md", "0.md", "4.md"], "the oldest write goes"


def test_what_was_written_before_the_disk_was_full_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = store.save
    made = {tmp_path / f"{n}.md": b"1" for n in range(3)}

    def full(path: Path, *args: Any, **more: Any) -> int:
        if path.name == "1.md":
            raise GovlistError("full", hint="make room")
        return save(path, *args, **more)

    with monkeypatch.context() as patch:
        patch.setattr(store, "save", full)
        with pytest.raises(GovlistError, match="full"):
            outfiles.write(made)
    assert [path.exists() for path in made] == [True, False, False]
    outfiles.write(dict.fromkeys(made, b"2"))
    assert {path.read_bytes() for path in made} == {b"2"}


def test_a_change_between_the_look_and_the_write_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    outfiles.write({path: b"1"})
    save = store.save

    def late(target: Path, *args: Any, **more: Any) -> int:
        if target == path:
            path.write_bytes(b"theirs")
        return save(target, *args, **more)

    monkeypatch.setattr(store, "save", late)
    with pytest.raises(GovlistError) as caught:
        outfiles.write({path: b"2"})
    assert (caught.value.exit_code, path.read_bytes()) == (3, b"theirs")


@posix
def test_a_file_that_cannot_be_read_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    outfiles.write({path: b"1"})
    opening = Path.open

    def closed(self: Path, *args: Any, **more: Any) -> Any:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return opening(self, *args, **more)

    monkeypatch.setattr(Path, "open", closed)
    refused(lambda: outfiles.write({path: b"2"}))
    outfiles.write({path: b"2"}, force=True)
    monkeypatch.undo()
    assert path.read_bytes() == b"2"


@posix
def test_a_pipe_as_output_or_record_is_not_waited_for(tmp_path: Path, record: Path) -> None:
    outfiles.write({tmp_path / "a.md": b"1"})
    record.unlink()
    os.mkfifo(record)
    outfiles.write({tmp_path / "b.md": b"1"})
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(GovlistError):
        outfiles.write({tmp_path / "pipe": b"1"}, force=True)
