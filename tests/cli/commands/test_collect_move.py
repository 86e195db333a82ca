"""`collect --move-to`: read files to 已收, faulty ones with a text to 待修改; no file is lost."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.returned import Filled, handed_out, reports
from tests.strategies import LIST

from govlist.cli import console
from govlist.yamlfile import store

Run = Callable[..., Any]
UNIT, OTHER = "区教体局", "区政府办公室"
RETURNED = Path("回收")


@pytest.fixture
def path(checklist: Callable[..., Path]) -> Path:
    return checklist(LIST)


@pytest.fixture
def right(path: Path) -> Path:
    """A returned form without faults."""
    form = Filled(handed_out(path, UNIT))
    form.fill(2, status="推进中", progress="甲", date="2024-09-20")
    return form.saved(RETURNED / f"{UNIT}.xlsx")


@pytest.fixture
def wrong(path: Path) -> Path:
    """A returned form with two faults."""
    form = Filled(handed_out(path, OTHER))
    form.fill(4, status="基本完成", date="2024-13-20")
    return form.saved(RETURNED / f"{OTHER}.xlsx")


def collected(run: Run, *args: object, code: int) -> dict[str, Any]:
    result = run("collect", *args, "--yes", "--json", "--move-to", "归档")
    assert result.code == code, result.err
    made: dict[str, Any] = json.loads(result.out)
    return made


def tree(*folders: Path | str) -> list[str]:
    """The files below folders."""
    return sorted(path.as_posix() for each in folders for path in Path(each).rglob("*") if path.is_file())


def text(path: str) -> str:
    """The text for a unit, as a program that knows no UTF-8 without a mark reads it."""
    data = Path(path).read_bytes()
    assert data.startswith("\ufeff".encode())
    return data.decode("utf-8-sig")


def test_read_files_and_faulty_files(run: Run, path: Path, right: Path, wrong: Path) -> None:
    data = right.read_bytes(), wrong.read_bytes()
    result = run("collect", RETURNED, "--partial", "--yes", "--move-to", "归档")
    assert result.code == 1
    assert result.err.splitlines()[-1] == "已移动：1个文件到归档/待修改、1个文件到归档/已收"
    assert Path(f"归档/已收/{UNIT}.xlsx").read_bytes() == data[0]
    assert Path(f"归档/待修改/{OTHER}.xlsx").read_bytes() == data[1]
    assert Path(f"归档/待修改/{OTHER}.txt").exists()
    assert tree(RETURNED) == []
    assert reports(path)[2, UNIT][-1].note == "甲"


def test_the_text_is_for_the_unit(run: Run, wrong: Path) -> None:
    found = collected(run, wrong, code=1)
    lines = text(f"归档/待修改/{OTHER}.txt").split("\r\n")
    assert lines[0] == f"{OTHER}.xlsx：请按以下说明修改后重新报送。"
    assert [line[:2] for line in lines[2:]] == ["1.", "  ", "2.", "  ", ""]
    for problem in found["problems"]:
        assert f"{problem['sheet']}!{problem['cell']}：{problem['message']}" in "\n".join(lines)
        assert problem["rule"] not in "\n".join(lines)


def test_no_remedy_for_a_unit_names_a_command(run: Run, path: Path) -> None:
    """What the office can do with an option or a command is not what the unit has to do."""
    head = "填报单位,序号,完成状态,填报日期\n"
    rows = {"无此单位": "区没有局,4,推进中,2024-09-01", "无依据": f"{UNIT},4,推进中,2024-09-01"}
    rows["无日期"] = f"{UNIT},2,推进中,"
    RETURNED.mkdir()
    for name, row in rows.items():
        (RETURNED / f"{name}.csv").write_text(head + row, "utf-8")
    (RETURNED / "无单位.csv").write_text("序号,完成状态,填报日期\n4,推进中,2024-09-01\n", "utf-8")
    form = Filled(handed_out(path, UNIT))
    form.fill(2, status="推进中")
    form.sheet.cell(2, 1).value = f"填报单位：{OTHER}"
    form.saved(RETURNED / f"{OTHER}.xlsx")
    found = collected(run, RETURNED, code=1)
    kinds = {problem["rule"] for problem in found["problems"]}
    assert kinds >= {"unknown-unit", "no-basis", "date-missing", "unit-missing", "unit-unclear"}
    texts = [text(each) for each in tree("归档") if each.endswith(".txt")]
    assert len(texts) == 5
    assert not any(word in each for each in texts for word in ("--", "govlist", "assign"))


def test_a_stopped_command_moves_only_faulty_files(run: Run, path: Path, right: Path, wrong: Path) -> None:
    """Nothing was entered, so the right file stays; the next run enters it."""
    before = path.read_bytes()
    found = collected(run, RETURNED, code=1)
    assert found["moved"] == [{"path": str(wrong), "to": str(Path(f"归档/待修改/{OTHER}.xlsx"))}]
    assert (path.read_bytes(), tree(RETURNED)) == (before, [right.as_posix()])
    found = collected(run, RETURNED, code=0)
    assert [row["id"] for row in found["changed"]] == [2]
    assert tree(RETURNED) == []


@pytest.mark.parametrize("answer", [None, "n\n"])
def test_a_preview_and_a_no_move_nothing(
    run: Run, right: Path, monkeypatch: pytest.MonkeyPatch, answer: str | None
) -> None:
    monkeypatch.setattr(console, "can_ask", lambda: True)
    dry_run = () if answer else ("--dry-run",)
    assert run("collect", RETURNED, "--move-to", "归档", *dry_run, input=answer or "").code == 0
    assert tree(RETURNED) == [right.as_posix()]
    assert not Path("归档").exists()


def test_after_a_yes_the_files_are_moved(run: Run, right: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "can_ask", lambda: True)
    assert run("collect", RETURNED, "--move-to", "归档", input="y\n").code == 0
    assert tree(RETURNED, "归档") == [f"归档/已收/{right.name}"]


def test_known_reports_are_received_too_but_not_an_empty_form(run: Run, path: Path, right: Path) -> None:
    assert run("collect", right, "--yes").code == 0
    blank = Filled(handed_out(path, OTHER)).saved(RETURNED / "空表.xlsx")
    found = collected(run, RETURNED, code=0)
    assert (found["changed"], found["known"]) == ([], 1)
    assert tree(RETURNED, "归档") == [blank.as_posix(), f"归档/已收/{right.name}"]


@pytest.mark.usefixtures("wrong")
def test_nothing_is_overwritten(run: Run, right: Path) -> None:
    """A name that is taken gets a number, a file and its text the same one."""
    for name in (f"已收/{right.name}", f"待修改/{OTHER}.txt", f"待修改/{OTHER}-2.xlsx"):
        Path("归档", name).parent.mkdir(parents=True, exist_ok=True)
        Path("归档", name).write_bytes(b"old")
    (RETURNED / "下级").mkdir()
    (RETURNED / "下级" / right.name).write_bytes(right.read_bytes())
    data = right.read_bytes()
    collected(run, RETURNED, right, "--partial", code=1)
    assert tree(RETURNED) == []
    assert {path: Path(path).read_bytes() == b"old" for path in tree("归档")} == {
        f"归档/已收/{UNIT}.xlsx": True,
        f"归档/已收/{UNIT}-2.xlsx": False,
        f"归档/已收/{UNIT}-3.xlsx": False,
        f"归档/待修改/{OTHER}.txt": True,
        f"归档/待修改/{OTHER}-2.xlsx": True,
        f"归档/待修改/{OTHER}-3.xlsx": False,
        f"归档/待修改/{OTHER}-3.txt": False,
    }
    assert all(Path(f"归档/已收/{UNIT}-{n}.xlsx").read_bytes() == data for n in (2, 3))


@pytest.mark.usefixtures("right")
def test_files_that_contradict_each_other_are_both_faulty(run: Run, path: Path) -> None:
    """The report of neither is in the list, so the first is not received."""
    form = Filled(handed_out(path, UNIT))
    form.fill(2, status="推进中", progress="乙", date="2024-09-20")
    form.saved(RETURNED / "另一份.xlsx")
    assert collected(run, RETURNED, "--partial", code=1)["changed"] == []
    assert tree(RETURNED, "归档/已收") == []
    assert "另一份.xlsx" in text(f"归档/待修改/{UNIT}.txt")
    assert f"{UNIT}.xlsx" in text("归档/待修改/另一份.txt").split("\r\n", 1)[1]


@pytest.mark.usefixtures("wrong")
def test_a_folder_inside_the_returned_files(run: Run, path: Path, right: Path) -> None:
    """What was moved there is not read again, which is said; named itself, it is."""
    args = ("--yes", "--move-to", RETURNED)
    assert run("collect", RETURNED, "--partial", *args).code == 1
    late = Filled(handed_out(path, UNIT))
    late.fill(2, status="推进中", progress="乙", date="2024-09-21")
    late.saved(RETURNED / right.name)
    result = run("collect", RETURNED, *args)
    assert (result.code, "收到1个文件" in result.err) == (0, True)
    assert f"{RETURNED}/已收" in result.err
    before = tree(RETURNED)
    result = run("collect", RETURNED / "待修改", *args)
    assert result.code == 1
    assert set(tree(RETURNED)) - set(before) == {f"回收/待修改/{OTHER}-2.txt"}  # the file is there already


def test_what_no_unit_returned_stays(run: Run, path: Path, right: Path) -> None:
    found = collected(run, right, path, "--partial", code=3)
    assert path.exists()
    assert [each["path"] for each in found["moved"]] == [str(right)]
    assert str(path) in found["not_moved"][0]


@pytest.mark.usefixtures("path")
def test_a_kind_that_is_not_read_goes_back_with_its_remedy(run: Run) -> None:
    RETURNED.mkdir()
    (RETURNED / "区教体局.doc").write_bytes(b"?")
    collected(run, RETURNED / "区教体局.doc", code=3)
    assert tree("归档") == ["归档/待修改/区教体局.doc", "归档/待修改/区教体局.txt"]
    assert "另存为" in text("归档/待修改/区教体局.txt")


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_a_link_stays(run: Run, right: Path) -> None:
    real = right.rename("本人.xlsx")
    right.symlink_to(real.absolute())
    found = collected(run, RETURNED, code=3)
    assert len(found["changed"]) == 1
    assert (right.is_symlink(), real.exists(), tree("归档")) == (True, True, [])
    assert "链接" in found["not_moved"][0]


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_links_to_nothing_and_folders_without_rights_are_faults(
    run: Run, right: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a unit may have returned and nobody can read; nothing is entered, and no folder is moved."""
    (RETURNED / "锁.xlsx").mkdir()
    (RETURNED / "断.xlsx").symlink_to("没有")
    (RETURNED / "别处").symlink_to(Path("归档").absolute(), target_is_directory=True)
    (RETURNED / "说明.txt").write_text("第2项已完成", encoding="utf-8")
    Path("归档").mkdir()
    scandir = os.scandir

    def listed(folder: str) -> object:
        if Path(folder).name == "锁.xlsx":
            raise PermissionError(errno.EACCES, "Permission denied", folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", listed)
    found = collected(run, RETURNED, code=3)
    assert [(Path(each["path"]).name, each["rule"]) for each in found["problems"]] == [
        ("断.xlsx", "unreadable"),
        ("锁.xlsx", "unreadable"),
    ]
    assert (found["changed"], right.exists(), (RETURNED / "锁.xlsx").is_dir()) == ([], True, True)
    error = run("collect", RETURNED, "--dry-run").err
    assert "没有读：别处、说明.txt" in error
    assert "锁.xlsx 错误 unreadable  没有读取权限" in error


@pytest.mark.skipif(os.name == "nt", reason="characters that Windows forbids")
def test_odd_names(run: Run, right: Path) -> None:
    names = ["-a\x1b[31m\n. .xlsx", "b.c.xlsx", "\u202e逆.xlsx"]
    for name in names:
        (RETURNED / name).write_bytes(right.read_bytes())
    right.unlink()
    assert len(collected(run, RETURNED, code=0)["moved"]) == 3
    assert {each.name for each in Path("归档/已收").iterdir()} == set(names)


def test_a_file_changed_after_it_was_read_stays(
    run: Run, path: Path, right: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(_question: str) -> bool:
        right.write_bytes(right.read_bytes() + b"later")
        return True

    monkeypatch.setattr(console, "can_ask", lambda: True)
    monkeypatch.setattr(console, "ask", ask)
    result = run("collect", RETURNED, "--move-to", "归档")
    assert (result.code, tree(RETURNED), tree("归档")) == (3, [right.as_posix()], [])
    assert "又有改动" in result.err
    assert reports(path)[2, UNIT][-1].note == "甲"


def failing(error: int) -> Callable[..., None]:
    def fail(*_args: object) -> None:
        raise OSError(error, os.strerror(error))

    return fail


def test_a_move_that_fails_leaves_the_file_and_the_reports(
    run: Run, path: Path, right: Path, wrong: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_move", failing(errno.EACCES))
    result = run("collect", RETURNED, "--yes", "--partial", "--move-to", "归档")
    assert (result.code, tree(RETURNED), tree("归档")) == (
        3,
        sorted([right.as_posix(), wrong.as_posix()]),
        [],
    )
    assert f"{right}未移动" in result.err
    assert reports(path)[2, UNIT][-1].note == "甲"


@pytest.mark.parametrize("place", [Path("归档"), Path("归档/已收")])
def test_a_target_that_is_a_file_is_refused_first(run: Run, path: Path, right: Path, place: Path) -> None:
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"")
    before = path.read_bytes()
    assert run("collect", right, "--yes", "--move-to", "归档").code == 3
    assert path.read_bytes() == before
    assert right.exists()
