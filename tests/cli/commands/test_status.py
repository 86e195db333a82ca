"""`status`: the JSON that scripts rely on, units by any name, the day, orders, --fail-on, the file in use."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.terminal import piped

from govlist.cli import arguments

TESTS = Path(__file__).parents[2]
SHIPPED = TESTS.parent / "data" / "checklist.yaml"
WEEKLY = TESTS / "cases" / "weekly" / "checklist.yaml"

COUNTS = [
    *("obligations", "not_started", "not_reported", "in_progress", "returned", "behind", "done"),
    *("confirmed", "not_applicable", "overdue", "due_soon", "missing", "lacking_evidence", "candidates"),
    "support",
]
TASK = [
    *("id", "topic", "basis", "status", "review", "date", "due_by", "overdue", "due_soon", "missing", "note"),
    "evidence",
]
UNITS = ["区政府办公室", "区教体局", "区司法局", "区卫健委", "区文旅局", "东城街道", "西河镇"]
"""The units of the weekly list that exist on the day."""

Run = Callable[..., Any]
Checklist = Callable[..., Path]


@pytest.fixture
def weekly(run: Run) -> Run:
    """`status` of the list that uses everything."""
    return lambda *args: run("-f", WEEKLY, "status", *args)


@pytest.fixture
def data(weekly: Run) -> Callable[..., Any]:
    """Its JSON."""

    def call(*args: str) -> Any:
        made = weekly(*args, "--json")
        assert (made.code, made.err) == (0, "")
        return json.loads(made.out)

    return call


# JSON of one unit ---------------------------------------------------------------------------------


def test_one_unit(data: Callable[..., Any]) -> None:
    made = data("区教体局")
    assert list(made) == ["unit", "as_of", "sentence", "counts", "tasks"]
    assert (made["unit"], made["as_of"]) == ("区教体局", "2024-09-27")
    assert list(made["counts"]) == COUNTS
    assert made["counts"] == {
        **dict.fromkeys(COUNTS, 0),
        "obligations": 4,
        "in_progress": 2,
        "returned": 1,
        "done": 1,
        "confirmed": 1,
        "not_applicable": 1,
        "overdue": 1,
        "candidates": 1,
    }


def test_every_pair_with_a_basis_in_the_list_s_order(data: Callable[..., Any]) -> None:
    made = data("区司法局")
    assert [list(task) for task in made["tasks"]] == [TASK] * 4
    rows = [(task["id"], task["basis"], task["status"]) for task in made["tasks"]]
    assert rows == [
        (2, "support", "not_started"),
        (3, "group", "in_progress"),
        (5, "group", "not_started"),
        (7, "candidate", "not_started"),
    ]


def test_a_pair_with_and_without_a_report(data: Callable[..., Any]) -> None:
    tasks = {task["id"]: task for task in data("区教体局")["tasks"]}
    assert tasks[2] == {
        "id": 2,
        "topic": "聚焦中心工作",
        "basis": "named",
        "status": "in_progress",
        "review": "returned",
        "date": "2024-09-24",
        "due_by": "2024-08-31",
        "overdue": True,
        "due_soon": False,
        "missing": False,
        "note": "缺学校公开目录链接",
        "evidence": [],
    }
    assert tasks[1]["evidence"] == ["https://www.example.gov.cn/1.html"]
    assert tasks[7] == {
        "id": 7,
        "topic": None,
        "basis": "candidate",
        "status": "not_started",
        "review": None,
        "date": None,
        "due_by": None,
        "overdue": False,
        "due_soon": False,
        "missing": False,
        "note": None,
        "evidence": [],
    }


# JSON of all units, of several, of a group ----------------------------------------------------------


def test_all_units(data: Callable[..., Any]) -> None:
    made = data()
    assert list(made) == ["as_of", "sentence", "units", "total", "tasks", "groups"]
    assert [list(unit) for unit in made["units"]] == [["unit", "kind", *COUNTS]] * 7
    assert [unit["unit"] for unit in made["units"]] == UNITS
    assert list(made["total"]) == COUNTS
    assert made["tasks"] == {
        "total": 6,
        "done": 0,
        "in_progress": 3,
        "behind": 1,
        "not_started": 1,
        "not_reported": 1,
        "not_applicable": 0,
        "no_owner": 1,
    }


def test_the_shipped_list(run: Run) -> None:
    made = json.loads(run("-f", SHIPPED, "status", "--json").out)
    assert (made["tasks"]["total"], len(made["units"])) == (28, 19)
    assert made["total"]["obligations"] == made["total"]["not_reported"] == 368
    assert made["tasks"]["no_owner"] == 2
    by_kind = {unit["kind"]: unit["obligations"] for unit in made["units"]}
    assert by_kind == {"office": 10, "department": 16, "township": 21}


@pytest.mark.parametrize(
    ("args", "units"),
    [
        (["区教体局", "--unit", "西河"], ["区教体局", "西河镇"]),
        (["-u", "西河", "-u", "教体"], ["区教体局", "西河镇"]),
        (["各乡镇街道"], ["东城街道", "西河镇"]),
        (["有关部门"], ["区教体局", "区司法局", "区卫健委", "区文旅局"]),
    ],
)
def test_several_units_have_the_shape_of_all(
    data: Callable[..., Any], args: list[str], units: list[str]
) -> None:
    made, whole = data(*args), data()
    assert list(made) == list(whole)
    assert made["units"] == [unit for unit in whole["units"] if unit["unit"] in units]
    assert made["total"] == {key: sum(unit[key] for unit in made["units"]) for key in COUNTS}


def test_a_group_of_one_has_the_shape_of_a_group(checklist: Checklist, run: Run) -> None:
    """A script that asks for a group must not break on the day it has one member."""
    checklist(
        a_list("清单").replace("groups: []", "groups: [{name: 各局, members: department, scope: every}]")
    )
    made = json.loads(run("status", "各局", "--json").out)
    assert list(made) == ["as_of", "sentence", "units", "total", "tasks", "groups"]


def test_one_unit_named_twice_is_one_unit(data: Callable[..., Any]) -> None:
    assert data("区教体局", "--unit", "区教育体育局") == data("区教体局")


def test_a_unit_that_ended_owes_nothing_any_more(data: Callable[..., Any]) -> None:
    before = data("区文化局", "--as-of", "2024-08-31")
    assert (before["counts"]["obligations"], before["counts"]["done"]) == (2, 1)
    assert data("区文化局")["counts"] == dict.fromkeys(COUNTS, 0)


# Units by any name --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["区教体局", "区教育体育局", "教体局", "教体"])
def test_a_unit_by_name_alias_or_part(data: Callable[..., Any], name: str) -> None:
    assert data(name) == data("--unit", name) == data("区教体局")


@pytest.mark.parametrize(
    ("name", "output"), [("区教体居", "区教体局"), ("水利局", ""), ("局", "区司法局"), ("部门", "")]
)
def test_an_unknown_or_ambiguous_unit(weekly: Run, name: str, output: str) -> None:
    for args in ([name], ["--unit", name], ["区教体局", "--unit", name], [name, "--json"]):
        made = weekly(*args)
        assert (made.code, made.out) == (2, "")
        assert output in made.err


@pytest.mark.parametrize("args", [[""], ["--unit", ""]])
def test_an_empty_name_is_no_unit(weekly: Run, args: list[str]) -> None:
    """As from a script's empty variable: the whole district is no answer to that."""
    assert weekly(*args).code == 2


def test_nor_is_it_where_there_is_but_one_unit(checklist: Checklist, run: Run) -> None:
    checklist(a_list("清单"))
    assert run("status", "--unit", "").code == 2


# The day ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-06-14", "2024-06-14"),
        ("yesterday", "2024-09-26"),
        ("last-week", "2024-09-22"),
        ("7d", "2024-09-27"),
        ("2024Q2", "2024-06-30"),
        ("last-month", "2024-08-31"),
    ],
)
def test_as_of_a_day_or_the_end_of_a_period(data: Callable[..., Any], text: str, day: str) -> None:
    assert data("--as-of", text)["as_of"] == day
    assert data("--as-of", text) == data("--as-of", day)


@pytest.mark.parametrize("text", ["2024-6-31", "06/14/2024", "20240631", "2024-02-30", "soon", ""])
def test_what_is_no_day_is_refused(weekly: Run, text: str) -> None:
    made = weekly("--as-of", text)
    assert (made.code, made.out) == (2, "")


def test_a_past_day(data: Callable[..., Any]) -> None:
    then = data("区教体局", "--as-of", "2024-06-14")
    assert {task["id"]: task["status"] for task in then["tasks"]} == {
        1: "in_progress",
        2: "in_progress",
        3: "not_started",
        5: "not_started",
        7: "not_started",
    }


def test_today_can_be_fixed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def as_of(*args: str) -> str:
        return str(json.loads(run(*args, "-f", WEEKLY, "status", "--json").out)["as_of"])

    assert as_of("--today", "2024-05-01") == "2024-05-01"
    monkeypatch.setenv("GOVLIST_TODAY", "2024-04-01")
    assert as_of() == "2024-04-01"
    assert as_of("--today", "2024-05-01") == "2024-05-01"
    assert run("--today", "this-week", "-f", WEEKLY, "status").code == 2


# For people ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", [[], ["区教体局"], ["各乡镇街道"]])
def test_brief_is_the_sentence_alone(weekly: Run, data: Callable[..., Any], unit: list[str]) -> None:
    assert weekly(*unit, "--brief").out == data(*unit)["sentence"] + "\n"
    assert data(*unit)["sentence"] in weekly(*unit).out


@pytest.mark.parametrize("args", [[], ["区教体局"]])
@pytest.mark.parametrize("where", [".", "sub"])
def test_the_file_is_named(
    checklist: Checklist, run: Run, monkeypatch: pytest.MonkeyPatch, args: list[str], where: str
) -> None:
    path = checklist(WEEKLY.read_text(encoding="utf-8"))
    (path.parent / where).mkdir(exist_ok=True)
    monkeypatch.chdir(path.parent / where)
    named = re.search(r"[\w./\\:-]+$", run("status", *args).out.rstrip(), re.ASCII)
    assert named is not None
    assert Path(named[0]).resolve() == path.resolve()


def first_words(out: str, known: list[str]) -> list[str]:
    """The lines' first words that are known, in their order."""
    words = [line.split()[0] for line in out.splitlines() if line.strip()]
    return [word for word in words if word in known]


def test_tables_by_kind_the_office_last(weekly: Run) -> None:
    kinds = ["区政府各部门", "各乡镇街道"]
    assert first_words(weekly("--sort", "list").out, kinds) == kinds
    units = first_words(weekly("--sort", "list").out, UNITS)
    assert units == [*UNITS[1:], UNITS[0]]


@pytest.mark.parametrize("order", ["slowest", "list", "overdue", "name"])
def test_orders(weekly: Run, data: Callable[..., Any], order: str) -> None:
    units = {unit["unit"]: unit for unit in data()["units"]}

    def done(name: str) -> float:
        owed = units[name]["obligations"] - units[name]["not_applicable"]
        return float(units[name]["done"] / owed) if owed else 2

    shown = first_words(weekly("--by", "unit", "--sort", order).out, UNITS)
    keys: dict[str, list[Any]] = {
        "slowest": [done(name) for name in shown],
        "list": [UNITS.index(name) for name in shown],
        "overdue": [-units[name]["overdue"] for name in shown],
        "name": shown,
    }
    assert sorted(shown) == sorted(UNITS)
    assert keys[order] == sorted(keys[order])
    assert len(set(keys[order])) > 1


def test_the_slowest_come_first_of_themselves(weekly: Run) -> None:
    assert weekly("--by", "unit").out == weekly("--by", "unit", "--sort", "slowest").out


@pytest.mark.parametrize(
    ("by", "titles"),
    [
        ("unit", ["区教体局", "西河镇", "区政府办公室"]),
        ("kind", ["区政府各部门", "各乡镇街道", "区政府办公室"]),
        ("section", ["一、抓好主动公开", "二、抓好基础工作"]),
        ("topic", ["（一）聚焦中心工作", "二、抓好基础工作"]),
    ],
)
def test_a_table_by(weekly: Run, by: str, titles: list[str]) -> None:
    assert sorted(first_words(weekly("--by", by).out, titles)) == sorted(titles)


def test_a_table_by_task(weekly: Run) -> None:
    assert first_words(weekly("--by", "task").out, list("1234567")) == list("123567")


@pytest.mark.parametrize("by", ["unit", "kind", "section", "topic"])
def test_tables_sum_up(weekly: Run, by: str) -> None:
    rows = re.findall(r"^(\S+) +(?:\d+% +\[[#-]+\]|—) +(\d+)", weekly("--by", by).out, re.MULTILINE)
    assert sum(int(owed) for _title, owed in rows) == 17


@pytest.mark.parametrize("args", [["--by", "task2"], ["--sort", "fast"], ["--by", ""], ["--sort", ""]])
def test_an_unknown_table_or_order(weekly: Run, args: list[str]) -> None:
    made = weekly(*args)
    assert (made.code, made.out) == (2, "")


# --fail-on ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "fires"),
    [
        ([], {"overdue", "returned", "behind", "missing", "lacking_evidence", "candidate"}),
        (["区教体局"], {"overdue", "returned", "candidate"}),
        (["东城街道"], {"behind"}),
        (["西河镇"], {"missing"}),
        (["区政府办公室"], {"missing"}),
        (["各乡镇街道"], {"behind", "missing"}),
    ],
)
@pytest.mark.parametrize("form", [[], ["--json"], ["--brief"]])
def test_fail_on(weekly: Run, unit: list[str], fires: set[str], form: list[str]) -> None:
    quiet = weekly(*unit, *form)
    assert quiet.code == 0
    for word in arguments.FAIL_ON:
        made = weekly(*unit, *form, "--fail-on", word)
        assert made.code == (5 if word in fires else 0), word
        assert made.out == quiet.out


@pytest.mark.parametrize(
    ("day", "args", "code"),
    [
        ("2024-08-16", [], 0),
        ("2024-08-17", [], 5),  # 14 days before the deadline
        ("2024-08-31", [], 5),
        ("2024-09-01", [], 0),  # overdue
        ("2024-08-16", ["--due", "15d"], 5),
        ("2024-08-17", ["--due", "7d"], 0),
    ],
)
def test_fail_on_what_falls_due(weekly: Run, day: str, args: list[str], code: int) -> None:
    made = weekly("区教体局", "--as-of", day, *args, "--fail-on", "临期")
    assert made.code == code
    assert ("临期1项次" in made.err) is bool(code)


def test_what_falls_due_soon_is_seen(weekly: Run) -> None:
    made = weekly("区教体局", "--as-of", "2024-08-29")
    assert "无逾期" in made.out
    assert "临期1" in made.out
    assert "8月31日到期，还有2天" in made.out
    assert "8月31日前到期" in weekly("区教体局", "--as-of", "2024-08-29", "--due", "2d").out


def test_fail_on_several(weekly: Run) -> None:
    assert weekly("西河镇", "--fail-on", "overdue", "--fail-on", "behind").code == 0
    assert weekly("西河镇", "--fail-on", "overdue", "--fail-on", "missing").code == 5


def test_fail_on_says_what_fired(weekly: Run) -> None:
    made = weekly("--brief", "--fail-on", "overdue", "--fail-on", "本期未报", "--fail-on", "behind")
    assert made.code == 5
    assert "逾期3项次、本期未报7项次、进度滞后1项次" in made.err
    assert weekly("西河镇", "--brief", "--fail-on", "overdue").err == ""


def test_fail_on_nothing_known(weekly: Run) -> None:
    made = weekly("--fail-on", "late")
    assert (made.code, made.out) == (2, "")


# The file in use ----------------------------------------------------------------------------------


def a_list(title: str) -> str:
    return (
        f"title: {title}\nyear: 2024\nunits: [{{name: 甲局, kind: department}}]\ngroups: []\n"
        "sections: [{title: 一, tasks: [{id: 1, requirement: 公开, responsible: [甲局]}]}]\n"
    )


def title_of(run: Run, *args: object) -> str:
    """The title of the list that is used."""
    made = run(*args, "export", "--format", "json")
    assert made.code == 0
    return str(json.loads(made.out)["title"])


def test_data_comes_before_the_folder_itself(checklist: Checklist, run: Run) -> None:
    checklist(a_list("here"))
    assert title_of(run) == "here"
    checklist(a_list("data"), "data/checklist.yaml")
    assert title_of(run) == "data"


def test_the_nearest_folder_upwards(
    checklist: Checklist, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checklist(a_list("above"), "data/checklist.yaml")
    checklist(a_list("below"), "a/checklist.yaml")
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b" / "c")
    assert title_of(run) == "below"
    (tmp_path / "a" / "checklist.yaml").unlink()
    assert title_of(run) == "above"


@pytest.mark.parametrize("git", ["folder", "file"])
def test_a_git_root_ends_the_search(
    checklist: Checklist, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git: str
) -> None:
    checklist(a_list("above"))
    (tmp_path / "repo" / "sub").mkdir(parents=True)
    if git == "folder":
        (tmp_path / "repo" / ".git").mkdir()
    else:  # of a work tree
        (tmp_path / "repo" / ".git").write_text("gitdir: elsewhere", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "repo" / "sub")
    assert run("export").code == 3
    checklist(a_list("repo"), "repo/data/checklist.yaml")
    assert title_of(run) == "repo"


def test_the_home_folder_ends_the_search(
    checklist: Checklist, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checklist(a_list("above"))
    (tmp_path / "home" / "sub").mkdir(parents=True)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path / "home" / "sub")
    assert run("export").code == 3
    checklist(a_list("home"), "home/checklist.yaml")
    assert title_of(run) == "home"


def test_a_list_of_one_s_own_is_used_in_silence(checklist: Checklist, run: Run) -> None:
    checklist(a_list("here"))
    assert run("status").err == ""


def test_the_variable_and_the_option(checklist: Checklist, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    checklist(a_list("here"))
    by_variable = checklist(a_list("variable"), "variable.yaml")
    by_option = checklist(a_list("option"), "option.yaml")
    monkeypatch.setenv("GOVLIST_FILE", str(by_variable))
    assert title_of(run) == "variable"
    assert title_of(run, "-f", by_option) == "option"
    monkeypatch.setenv("GOVLIST_FILE", "")
    assert title_of(run) == "here"


@pytest.mark.parametrize("how", ["option", "variable"])
def test_a_missing_file_is_never_replaced_by_another(
    checklist: Checklist, run: Run, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    checklist(a_list("here"))
    args = ["-f", "missing.yaml"] if how == "option" else []
    if how == "variable":
        monkeypatch.setenv("GOVLIST_FILE", "missing.yaml")
    made = run(*args, "status")
    assert (made.code, made.out) == (3, "")
    assert "missing.yaml" in made.err


def test_a_folder_is_no_list(run: Run, tmp_path: Path) -> None:
    made = run("-f", tmp_path, "status")
    assert (made.code, made.out) == (3, "")


def test_a_list_with_errors_is_not_shown(checklist: Checklist, run: Run) -> None:
    checklist(a_list("here").replace("[甲局]}", "[乙局]}"))
    for args in (["status"], ["status", "--json"], ["status", "甲局", "--brief"]):
        made = run(*args)
        assert (made.code, made.out) == (1, "")
        assert "unknown-unit" in made.err


def test_warnings_never_hinder(run: Run) -> None:
    made = run("-f", SHIPPED, "status")
    assert (made.code, made.err) == (0, "")


# The console --------------------------------------------------------------------------------------


def test_the_version_needs_no_list(checklist: Checklist, run: Run) -> None:
    checklist("no list")
    made = run("--version")
    assert (made.code, made.err) == (0, "")
    assert made.out.startswith("govlist ")


SCREENS = [
    *(["status"], ["status", "区教体局"], ["list"], ["list", "-u", "区教体局"], ["show", "2"], ["units"]),
    *(["diff"], ["explain"], ["explain", "lookalike"], ["--help"], ["status", "--help"], ["validate"]),
]
MACHINE = [
    *(["status", "--json"], ["list", "--json"], ["show", "2", "--json"], ["units", "--json"]),
    *(["diff", "--json"], ["schema"], ["export"], ["export", "--format", "json"]),
    *(["export", "--format", "csv"], ["export", "--format", "tsv"], ["validate", "--json"]),
]
GBK = {"PYTHONIOENCODING": "gbk"}


def on_weekly(commands: list[list[str]]) -> list[list[str]]:
    return [["-f", str(WEEKLY), *command] for command in commands]


@pytest.mark.parametrize("variable", ["GITHUB_ACTIONS", "CLICOLOR_FORCE", "PY_COLORS"])
def test_no_colour_in_a_pipe(process: Run, variable: str) -> None:
    made = piped(on_weekly(SCREENS), {variable: "1", "PYTHONIOENCODING": "utf-8"})
    assert len(made) == len(SCREENS)
    assert [out for _code, out in made if b"\x1b" in out] == []
    wrong = process("-f", WEEKLY, "status", "nobody", env={variable: "1"})
    assert wrong.code == 2
    assert b"\x1b" not in wrong.err_bytes


def test_a_gbk_console_reads_every_screen() -> None:
    made = piped(on_weekly(SCREENS), GBK)
    assert [code for code, _out in made] == [0] * len(SCREENS)
    assert [out for _code, out in made if out.decode("gbk").count("\n") < 4] == []


def test_a_gbk_console_reads_errors(process: Run) -> None:
    made = process("-f", WEEKLY, "status", "区教体居", env=GBK)
    assert made.code == 2
    assert "区教体局" in made.err_bytes.decode("gbk")


def test_machine_formats_are_utf_8_on_any_console(run: Run) -> None:
    made = piped(on_weekly(MACHINE), GBK)
    assert made == [(0, run(*command).out_bytes) for command in on_weekly(MACHINE)]


def test_what_a_console_cannot_show_is_replaced(checklist: Checklist, process: Run) -> None:
    checklist(a_list("😀✓清单"))
    made = process("status", env=GBK)
    assert (made.code, made.err_bytes) == (0, b"")
    assert "清单" in made.out_bytes.decode("gbk") or "2024" in made.out_bytes.decode("gbk")
    assert os.linesep.encode() in made.out_bytes


def test_a_list_without_tasks_says_so_and_no_more(checklist: Checklist, run: Run) -> None:
    checklist("title: 清单\nyear: 2024\nunits: []\ngroups: []\nsections: []\n")
    lines = [line for line in run("status").out.splitlines() if line]
    assert len(lines) == 3, "the title, one sentence, the file"
    assert run("status", "--brief").out == f"{lines[1]}\n"
