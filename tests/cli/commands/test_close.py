"""`close` and `reopen` 【归档】: a day in the file, and from then on every writing command is refused."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govlist.base import i18n, registry
from govlist.cli import console

TESTS = Path(__file__).parents[2]
SHIPPED = TESTS.parent / "data" / "checklist.yaml"
WEEKLY = TESTS / "cases" / "weekly" / "checklist.yaml"

Run = Callable[..., Any]
Checklist = Callable[..., Path]

HEAD = "title: 清单   # 手写\nyear: 2024\n"
BODY = """\
units:
  - {name: 区教体局, kind: department}
groups: []
sections:
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 公开招生政策, responsible: [区教体局]}
"""
DAY = "closed: 2024-09-27\n"

WRITING = {
    "mark": ["mark", "3", "in_progress", "-u", "西河镇"],
    "mark --overall": ["mark", "3", "in_progress", "--overall", "--note", "已通报"],
    "unmark": ["unmark", "3", "-u", "教体局"],
    "unmark --overall": ["unmark", "2", "--overall"],
    "confirm": ["confirm", "2", "-u", "卫健委"],
    "return": ["return", "2", "-u", "卫健委", "--note", "缺链接"],
    "assign": ["assign", "7", "教体局", "--settle"],
    "assign --remove": ["assign", "1", "教体局", "--remove"],
    "chase": ["chase", "--record", "提示"],
    "units": ["units", "rename", "区卫健委", "区卫生局"],
    "collect": ["collect", "回收.csv", "--yes"],
}
"""Each way to write, as it works on the weekly list."""
READING = (
    *(
        ["status"],
        ["status", "教体局"],
        ["status", "--trend"],
        ["list"],
        ["list", "--unreviewed"],
        ["show", "2"],
    ),
    *(["units"], ["units", "教体局"], ["diff"], ["chase"], ["chase", "--text"], ["assign"], ["export"]),
    *(["export", "--record"], ["export", "--public"], ["export", "--format", "csv"]),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A copy of the list that uses everything, where govlist finds it, and a ledger that came back."""
    returned = "填报单位,序号,完成状态,填报日期\n西河镇,3,推进中,2024-09-26\n"
    (tmp_path / "回收.csv").write_text(returned, encoding="utf-8")
    return Path(shutil.copy(WEEKLY, tmp_path / "checklist.yaml"))


@pytest.fixture
def closed(run: Run, path: Path) -> Path:
    """The same, archived."""
    assert run("close", "--yes").code == 0
    return path


@pytest.mark.usefixtures("closed")
def test_status_says_that_the_list_is_archived(run: Run) -> None:
    for args in (["status"], ["status", "区教体局"]):
        assert run(*args).out.rstrip().endswith("2024年9月27日已归档")
    run("reopen")
    assert "归档" not in run("status").out


# Closing and opening -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (HEAD, HEAD + DAY),
        (HEAD + "confirm: true\n", HEAD + "confirm: true\n" + DAY),
        ("confirm: true  # 核实\n\n# 说明\n" + HEAD, "confirm: true  # 核实\n\n# 说明\n" + HEAD + DAY),
        (
            HEAD + "rounds:\n- 2024-06-25\n- 2024-09-25  # 末\n",
            HEAD + "rounds:\n- 2024-06-25\n- 2024-09-25  # 末\n" + DAY,
        ),
        (HEAD + "source: >\n  某文件\n  附件\n", None),
        (HEAD + 'region: "某区"\n', HEAD + 'region: "某区"\n' + DAY),
        (HEAD + "region_code: 340111\ntopic: 甲\n", HEAD + "region_code: 340111\ntopic: 甲\n" + DAY),
    ],
)
def test_one_added_line_that_reopen_takes_away(
    run: Run, checklist: Checklist, head: str, expected: str | None
) -> None:
    path = checklist(head + BODY)
    assert run("close", "--yes").code == 0
    after = path.read_text("utf-8")
    assert after.replace(DAY, "") == head + BODY
    assert after.count(DAY) == 1
    assert expected is None or after == expected + BODY
    assert run("reopen").code == 0
    assert path.read_text("utf-8") == head + BODY


@pytest.mark.parametrize(
    "form",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.rstrip(b"\n"),
        lambda data: data.rstrip(b"\n").replace(b"\n", b"\r\n"),
    ],
    ids=["CRLF", "BOM", "no final newline", "CRLF, no final newline"],
)
@pytest.mark.parametrize(
    "text", [HEAD + BODY, BODY + HEAD, WEEKLY.read_text("utf-8")], ids=["", "end", "weekly"]
)
def test_every_other_byte_stays(
    run: Run, checklist: Checklist, text: str, form: Callable[[bytes], bytes]
) -> None:
    path = checklist("")
    before = form(text.encode())
    path.write_bytes(before)
    assert run("close", "--yes").code == 0
    after = path.read_bytes()
    newline = b"\r\n" if b"\r\n" in before else b"\n"
    assert after.replace(newline + DAY.strip().encode(), b"") == before
    assert run("reopen").code == 0
    assert path.read_bytes() == before


def test_a_list_in_flow_style(run: Run, checklist: Checklist) -> None:
    """As JSON, which is YAML."""
    task = {"id": 1, "requirement": "公开招生政策", "responsible": ["区教体局"]}
    whole = {
        "title": "清单",
        "year": "2024",
        "units": [{"name": "区教体局", "kind": "department"}],
        "groups": [],
        "sections": [{"title": "主动公开", "tasks": [task | {"id": "1"}]}],
    }
    for text in (json.dumps(whole, ensure_ascii=False), json.dumps(whole, ensure_ascii=False, indent=2)):
        path = checklist(text)
        assert run("close", "--yes").code == 0
        assert "closed: 2024-09-27" in path.read_text("utf-8")
        assert run("mark", "1", "done", "-u", "区教体局").code == 3
        assert run("reopen").code == 0
        assert path.read_text("utf-8") == text


def test_the_shipped_list_s_bytes_come_back(run: Run, tmp_path: Path) -> None:
    path = Path(shutil.copy(SHIPPED, tmp_path / "checklist.yaml"))
    assert run("close", "--yes", "--date", "2024-09-20").code == 0
    assert path.read_bytes().count(b"\nclosed: 2024-09-20\n") == 1
    assert run("reopen").code == 0
    assert path.read_bytes() == SHIPPED.read_bytes()


LEFT = """\
      - {id: 2, requirement: 每月更新, standing: true, responsible: [区教体局], progress: {区教体局: [RUNS]}}
      - {id: 3, requirement: 公开年报, responsible: [区教体局], progress: {区教体局: [RUNS]}}
"""
RUNS = "{date: 2024-09-20, status: in_progress, note: 推进中}"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "归档时尚有：未完成3项次、未报送1项次、长期坚持1项次"),
        ("en", "left open: 3 unfinished, 1 not reported, 1 standing"),
    ],
)
def test_all_that_is_unfinished_is_said(run: Run, checklist: Checklist, language: str, said: str) -> None:
    """Task 3 is neither overdue nor standing: without the sum nobody would see that it is open."""
    i18n.use(language)
    checklist(HEAD + BODY + LEFT.replace("RUNS", RUNS))
    assert said in run("close", "--yes", "--dry-run").err


def test_a_list_closed_by_hand_is_opened(run: Run, checklist: Checklist) -> None:
    path = checklist(HEAD + BODY + "closed: 2025-01-20  # 归档\n")
    assert run("reopen").code == 0
    assert path.read_text("utf-8") == HEAD + BODY


@pytest.mark.parametrize(("day", "written"), [("2024-09-20", "2024-09-20"), ("yesterday", "2024-09-26")])
def test_another_day(run: Run, path: Path, day: str, written: str) -> None:
    assert run("close", "--yes", "--date", day).code == 0
    assert f"closed: {written}\n" in path.read_text("utf-8")


def test_json(run: Run, path: Path) -> None:
    assert json.loads(run("close", "--yes", "--json").out) == {
        "changed": [{"closed": "2024-09-27"}],
        "file": path.name,
    }
    assert json.loads(run("reopen", "--json").out) == {"changed": [{"closed": None}], "file": path.name}


@pytest.mark.parametrize("json_too", [[], ["--json"]])
def test_a_dry_run_shows_the_same_and_writes_nothing(run: Run, path: Path, json_too: list[str]) -> None:
    for command in (["close", "--yes"], ["reopen"]):
        before = path.read_bytes()
        dry = run(*command, "--dry-run", *json_too)
        assert path.read_bytes() == before
        wet = run(*command, *json_too)
        assert (dry.code, dry.out) == (0, wet.out)
        assert path.read_bytes() != before


def test_the_list_stays_valid(run: Run, closed: Path) -> None:
    problems = json.loads(run("validate", closed, "--json").out)["problems"]
    assert [problem for problem in problems if problem["level"] == "error"] == []


# What is refused ---------------------------------------------------------------------------------


def test_what_is_so_already_stays_as_it_is(run: Run, path: Path) -> None:
    for command in ("reopen", "close", "reopen"):
        for args in ([], ["--dry-run"], ["--json"], ["--yes"] if command == "close" else []):
            if command == "close" and args == []:
                assert run("close", "--yes").code == 0
            before = path.read_bytes()
            made = run(command, *args)
            assert (made.code, made.err.splitlines()[:1]) == (0, ["没有变动。"])
            assert path.read_bytes() == before
        if command == "close":
            assert run("reopen").code == 0


def test_another_day_of_closing_is_refused(run: Run, closed: Path) -> None:
    before = closed.read_bytes()
    for args in ([], ["--dry-run"], ["--json"], ["--yes"]):
        made = run("close", "--date", "2024-09-20", *args)
        assert (made.code, made.out) == (3, "")
        assert "govlist reopen" in made.err
    assert closed.read_bytes() == before


def test_without_a_terminal_it_asks_for_yes(run: Run, path: Path) -> None:
    before = path.read_bytes()
    for args in ([], ["--json"]):
        made = run("close", *args)
        assert (made.code, made.out) == (2, "")
        assert "--yes" in made.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(("answer", "written"), [(True, True), (False, False)])
def test_on_a_terminal_it_asks(
    run: Run, path: Path, monkeypatch: pytest.MonkeyPatch, answer: bool, written: bool
) -> None:
    monkeypatch.setattr(console, "can_ask", lambda: True)
    monkeypatch.setattr(console, "ask", lambda _question: answer)
    before = path.read_bytes()
    made = run("close")
    assert made.code == 0
    assert ["归档", "-", "2024-09-27"] in [line.split() for line in made.out.splitlines()]
    assert ("归档时尚有" in made.err) is (path.name != "")
    assert (path.read_bytes() != before) is written
    assert ("未写入" in made.err) is not written


@pytest.mark.parametrize(
    "args",
    [
        *(["close", "--date", day] for day in ("2024-02-30", "last-week", "2024Q3", "", "20240931")),
        *(["close", "now"], ["reopen", "now"], ["reopen", "--date", "2024-09-27"]),
    ],
)
def test_wrong_usage(run: Run, path: Path, args: list[str]) -> None:
    before = path.read_bytes()
    made = run(*args)
    assert (made.code, made.out) == (2, "")
    assert path.read_bytes() == before


@pytest.mark.parametrize("command", [["close", "--yes"], ["reopen"]])
def test_no_list_to_write(run: Run, command: list[str]) -> None:
    """The shipped copy, a missing file, a list with errors."""
    assert run(*command).code == 3
    assert run("-f", "none.yaml", *command).code == 3
    broken = Path("broken.yaml")
    broken.write_text((HEAD + BODY).replace("[区教体局]", "[水利局]"), encoding="utf-8")
    before = broken.read_bytes()
    assert run("-f", broken, *command).code == 1
    assert broken.read_bytes() == before


# A closed list -----------------------------------------------------------------------------------


@pytest.mark.parametrize("args", WRITING.values(), ids=WRITING)
def test_nothing_is_written_into_a_closed_list(run: Run, path: Path, args: list[str]) -> None:
    assert run(*args, "--dry-run").code == 0, "it works on an open list"
    run("close", "--yes", "--date", "2024-09-20")
    before = path.read_bytes()
    for more in ([], ["--dry-run"], ["--json"]):
        made = run(*args, *more)
        assert (made.code, made.out) == (3, "")
        assert made.err
    assert path.read_bytes() == before
    run("reopen")
    assert run(*args).code == 0


def test_every_writing_command_is_among_them() -> None:
    """A command that writes has --dry-run; a new one is to be added above, or tested separately."""
    found = {
        name.rstrip("_").replace("_", "-")
        for name in registry.names("cli.commands")
        if "DryRun" in Path(str(registry.get("cli.commands", name).__file__)).read_text("utf-8")
    }
    assert found - {
        "close",
        "reopen",
        "validate",
        "init",
        "import",
        "merge",
        "undo",
        "restore",
        "config",
        "match",
    } <= {name.split()[0] for name in WRITING}


def test_readers_go_on(run: Run, path: Path) -> None:
    before = [run(*args) for args in READING]
    assert [made.code for made in before] == [0] * len(READING)
    run("close", "--yes")
    after = [run(*args) for args in READING]
    shown = [(made.code, re.sub(" *2024年9月27日已归档", "", made.out.replace("　", " "))) for made in after]
    assert shown == [(made.code, made.out.replace("　", " ")) for made in before]
    assert run("validate", path).code == 0


def test_days_before_the_closing_are_closed_too(run: Run, closed: Path) -> None:
    before = closed.read_bytes()
    made = run("mark", "3", "in_progress", "-u", "西河镇", "--date", "2024-06-20")
    assert made.code == 3
    assert closed.read_bytes() == before


def test_what_is_left_open_is_reported(run: Run, checklist: Checklist) -> None:
    checklist(HEAD + BODY)
    assert "未报送1" in run("close", "--yes", "--dry-run").err
    assert "未报送" not in run("close", "--yes", "--dry-run", "--date", "2023-12-31", "--json").out


def test_nothing_is_reported_where_all_is_settled(run: Run, checklist: Checklist) -> None:
    report = "{date: 2024-09-01, status: done, evidence: [a.pdf]}"
    done = BODY.replace("[区教体局]}", f"[区教体局], progress: {{区教体局: [{report}]}}}}")
    checklist(HEAD + done)
    assert len(run("close", "--yes", "--dry-run").err.splitlines()) == 1


def test_the_figures_of_an_archived_list_end_on_that_day(run: Run, checklist: Checklist) -> None:
    """A task due on 1 September is 19 days overdue on the day of closing, and stays so."""
    checklist(HEAD + BODY.replace("id: 1", "id: 1, due: 2024-09-01", 1) + "closed: 2024-09-20\n")
    at = json.loads(run("--today", "2024-09-20", "status", "--json").out)
    assert json.loads(run("--today", "2025-03-01", "status", "--json").out) == at
    refused = run("--today", "2025-03-01", "export", "--since", "7d")
    assert (refused.code, refused.out) == (2, "")
    assert "2024年9月20日" in refused.err


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("columns", ["40", "60", "80", "200"])
def test_the_command_that_is_suggested_does_not_break(
    run: Run, path: Path, language: str, columns: str
) -> None:
    i18n.use(language)
    made = run("--width", columns, "close", "--dry-run")
    assert made.code == 0, path
    assert "govlist mark --standing --all-units --dry-run\n" in made.err
