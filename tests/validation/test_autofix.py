"""`validate --fix`: values with a clear meaning are fixed, nothing else changes, no new problem."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import LIST, texts

from govlist.base.errors import ExitCode, Level
from govlist.model.words import ACCEPTED
from govlist.validation import autofix, load
from govlist.validation.load import Loaded

Run = Callable[..., Any]
Checklist = Callable[..., Path]

HEAD = """\
title: 某区2024年度重点工作清单
year: 2024
units:
  - {name: 区教体局, kind: department}
  - {name: 区司法局, kind: department}
groups:
  - {name: 各部门, members: department, scope: every}
sections:
  - title: 主动公开
    tasks:
"""
TASK = """\
      - id: 1
        requirement: 公开义务教育招生政策
        responsible: [区教体局, 各部门]
"""
REPORTED = HEAD + TASK + "        progress:\n          区教体局:\n"


def read(text: str | bytes) -> Loaded:
    return load.check("a.yaml", text.encode() if isinstance(text, str) else text)


def fixed(text: str) -> str:
    """The text after --fix, which must find nothing more in it."""
    after = autofix.fix(read(text)).after
    assert autofix.fix(after).lines == []
    return after.source.data.decode()


def report(**values: str) -> str:
    """A list with one report with these values, as written in the file."""
    pairs = {"date": "2024-06-14", "status": "in_progress"} | values
    return REPORTED + "            - {" + ", ".join(f"{k}: {v}" for k, v in pairs.items()) + "}\n"


# What is fixed -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "token"),
    [(word, str(status)) for status, words in ACCEPTED.items() for word in words.split()],
)
def test_an_offices_word_becomes_its_token(word: str, token: str) -> None:
    assert fixed(report(status=word)) == report(status=token)


@pytest.mark.parametrize("word", ["已完成。", '"已完成"', "'已完成 '", "ＤＯＮＥ", "Done", "已完成\u3000"])
def test_a_status_in_another_form(word: str) -> None:
    assert fixed(report(status=word)) == report(status="done")


@pytest.mark.parametrize(
    "day",
    ["2024.6.14", "2024/6/14", "2024年6月14日", "2024-6-14", "2024.06.14", "2024年06月14日",
     "２０２４．６．１４",
     '"2024-06-14 "', "'2024/06/14'", "2024－06－14", "2024-06-14\u3000"],
)  # fmt: skip
def test_a_day_in_another_form(day: str) -> None:
    assert fixed(report(date=day)) == report(date="2024-06-14")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (HEAD.replace("year: 2024", "year: ２０２４") + TASK, HEAD + TASK),
        (HEAD.replace("year: 2024", "ｙｅａｒ: 2024") + TASK, HEAD + TASK),
        (HEAD + TASK.replace("id: 1", "id: １"), HEAD + TASK),
        ("region_code: ３４０１１１\n" + HEAD + TASK, "region_code: 340111\n" + HEAD + TASK),
        (HEAD.replace("{name: 区教体局,", "{name：区教体局,") + TASK, HEAD + TASK),
        (HEAD.replace("{name: 区教体局,", '{name: "区教体局 ",') + TASK, HEAD + TASK),
        (
            HEAD + TASK.replace("[区教体局, 各部门]", "[区教体局\u3000, '各部门 ']"),
            HEAD + TASK,
        ),
        (HEAD + TASK + "        due: 2024年6月30日\n", HEAD + TASK + "        due: 2024-06-30\n"),
        (HEAD + TASK + "        due: 每月10日前\n", HEAD + TASK + "        due: monthly:10\n"),
        (
            HEAD + TASK + "        due: [2024.6.30, 每季度末, 年底前, 每月]\n",
            HEAD + TASK + "        due: [2024-06-30, quarterly, 年底前, 每月]\n",
        ),
        (
            "rounds: [2024.3.25, 2024-06-25]\n" + HEAD + TASK,
            "rounds: [2024-03-25, 2024-06-25]\n" + HEAD + TASK,
        ),
        (
            report().replace("          区教体局:", '          "区教体局 ":'),
            report(),
        ),
    ],
)
def test_numbers_keys_and_names(wrong: str, right: str) -> None:
    assert fixed(wrong) == right


@pytest.mark.parametrize("key", ["title", "year", "units", "groups", "sections"])
def test_a_full_width_colon_that_keeps_the_file_from_being_read(key: str) -> None:
    text = HEAD + TASK
    for colon in ("：", "： "):
        wrong = text.replace(f"{key}: " if f"\n{key}: " in f"\n{text}" else f"{key}:", f"{key}{colon}", 1)
        assert read(wrong).source.root is None
        assert yaml.safe_load(fixed(wrong)) == yaml.safe_load(text)


def test_many_full_width_colons_with_those_that_mean_themselves() -> None:
    right = (
        "# 说明：title：不是键\n"
        + HEAD
        + TASK.replace("公开义务教育招生政策", "|\n          公开：\n          title：标题\n          id：1")
        + "        progress:\n          区教体局:\n            - date: 2024-06-14\n"
        + "              status: done\n              note: 要求：完成\n              evidence: [a.pdf]\n"
    )
    wrong = right
    for key in (
        "units",
        "groups",
        "tasks",
        "responsible",
        "progress",
        "区教体局",
        "date",
        "status",
        "evidence",
    ):
        for line in right.split("\n"):
            if line.strip(" -").startswith(f"{key}:"):
                wrong = wrong.replace(line, line.replace(":", "：", 1).replace("： ", "："))
    assert wrong.count("：") == right.count("：") + 9
    assert fixed(wrong).replace(": \n", ":\n") == right


def test_blanks_at_the_ends_of_lines_where_they_mean_nothing() -> None:
    block = TASK.replace("公开义务教育招生政策", "|\n          公开  \n             \n          招生")
    right = HEAD + block + "        # 说明  \n        due_text: 年底前   # 记着  \n"
    wrong = right.replace("year: 2024\n", "year: 2024 \t\n").replace("tasks:\n", "tasks:  \n")
    assert fixed(wrong) == right


# What is left alone -------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["基本完成", "80%", "已完成并长期坚持", "已销号", "快了", "拟完成"])
def test_a_word_that_decides_nothing_stays(word: str) -> None:
    assert fixed(report(status=word)) == report(status=word)


@pytest.mark.parametrize(
    "day",
    ["2024-02-30", "24.6.14", "2024.6", "6月14日", "2024-6/14", "2024年6月", "20240614", "14.6.2024", "上周"],
)
def test_what_is_no_one_day_stays(day: str) -> None:
    assert fixed(report(date=day)) == report(date=day)


@pytest.mark.parametrize("number", ["0", "①", "一", "1.0", "1_0", "-1", "１.５"])
def test_what_is_no_one_number_stays(number: str) -> None:
    assert fixed(HEAD + TASK.replace("id: 1", f"id: {number}")) == HEAD + TASK.replace(
        "id: 1", f"id: {number}"
    )


def test_notes_own_keys_and_quoted_texts_stay() -> None:
    text = report(
        note='"2024.6.14 已完成 "',
        evidence='["2024.6.14.pdf"]',
        by='"办公室 "',
        **{"x-日期": "2024.6.14", "x-状态": "已完成"},
    )
    assert fixed(text) == text


@pytest.mark.parametrize(
    "data",
    [
        HEAD.encode("gbk"),
        b"",
        b"[",
        b"title\xef\xbc\x9aa\nunits: [",
        ("<<<<<<< HEAD\n" + HEAD + "=======\n>>>>>>> b\n" + TASK.replace("1", "１")).encode(),
    ],
)
def test_a_file_that_cannot_be_read_whole_is_not_touched(data: bytes) -> None:
    before = read(data)
    assert autofix.fix(before).after.source.data == data


def test_a_change_that_would_bring_a_problem_is_left_out() -> None:
    """Otherwise the twin's name would be a duplicate, and its unit's report in the wrong year."""
    twin = HEAD.replace("name: 区司法局", 'name: "区教体局 "') + TASK
    assert fixed(twin) == twin
    mixed = twin.replace("year: 2024", "year: ２０２４")
    assert fixed(mixed) == twin


def test_bytes_outside_the_changes_stay() -> None:
    text = report(status="已完成", note="甲").replace("\n", "\r\n") + "\r\n# 末尾  "
    data = b"\xef\xbb\xbf" + text.encode()
    after = autofix.fix(read(data)).after.source.data
    assert after == data.replace("已完成".encode(), b"done")


# For any list -------------------------------------------------------------------------------------

WRONG = {
    "status": st.sampled_from(["已完成", "推进中", "滞后", "基本完成", "done", '"done "', "不涉及"]),
    "date": st.sampled_from(
        ["2024.6.14", "2024年9月1日", "2024/13/1", "2024-06-20", "2023.1.1", "２０２４．７．１"]
    ),
    "note": texts().map(lambda text: json.dumps(text, ensure_ascii=True)),
}


@st.composite
def lists(draw: st.DrawFn) -> str:
    """A list with some mistakes and comments, sometimes not readable."""
    reports = draw(st.lists(st.fixed_dictionaries(WRONG), max_size=4))
    rows = [
        f"            - {{date: {r['date']}, status: {r['status']}, note: {r['note']}}}"
        + draw(st.sampled_from(["", "  ", "  # 已完成 2024.6.14", " # 备注：  "]))
        for r in reports
    ]
    text = LIST.replace(
        "                - {date: 2024-07-05, status: behind}",
        "\n".join(rows).replace("            -", "                -"),
    )
    for old, new in draw(st.lists(st.sampled_from(SLIPS), max_size=4)):
        text = text.replace(old, new, 1)
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


SLIPS = (
    ("title: ", "title："), ("year: 2024", "year: ２０２４"), ("- id: 4", "- id: ４"), ("- id: 4", "- id：4"),
    ("units:\n", "units:   \n"), ("name: 区司法局", 'name: "区司法局 "'),
    ("name: 区司法局", "name：区司法局"),
    ("responsible: [区政府各部门]", "responsible：[区政府各部门]"), ("standing: true", "standing: true \t"),
    ("progress:", "progress："), ("区教体局:\n", "区教体局：\n"), ("groups:", "groups"), ("id: 3,", "id: 1,"),
    ("[有关部门]", "['有关部门 ']"), ("kind: office", "kind: 'office '"),
    ("requirement: 完善", "requirement: '2024.6.14  '\n#："),
)  # fmt: skip


def comments(data: bytes) -> list[str]:
    """Where comments begin in these lists: no text in them has a # after a space."""
    rows = data.decode().split("\n")
    return [
        row[row.index(" #") :] if " #" in row else row for row in rows if " #" in row or row.startswith("#")
    ]


def count(loaded: Loaded, level: Level | None = None) -> int:
    return sum(level in (None, problem.level) for problem in loaded.problems)


@given(lists())
def test_idempotent_comments_unchanged_and_no_problem_more(text: str) -> None:
    before = read(text)
    done = autofix.fix(before)
    after = done.after
    again = autofix.fix(read(after.source.data))
    assert (again.lines, again.after.source.data) == ([], after.source.data)
    assert comments(after.source.data) == comments(before.source.data)
    assert text.count("\n") == after.source.text.count("\n")
    if before.source.root is not None:
        assert count(after) <= count(before)
        assert count(after, Level.ERROR) <= count(before, Level.ERROR)
        assert {p.rule for p in after.problems} - {p.rule for p in before.problems} <= REVEALED
    else:
        assert done.lines == [] or after.source.root is not None


REVEALED = {
    "report-order", "report-out-of-year", "done-without-evidence", "standing-done-early", "bad-status",
    "bad-date", "report-by-outsider", "no-owner", "duplicate-id", "unknown-unit", "lookalike", "number-gap",
    "unused-unit",
}  # fmt: skip
"""Rules that can find problems in a report or task once it can be read."""


@given(st.binary(max_size=60) | texts().map(str.encode))
def test_any_bytes_are_fixed_or_left(data: bytes) -> None:
    before = read(data)
    after = autofix.fix(before).after
    assert autofix.fix(read(after.source.data)).after.source.data == after.source.data


# The command --------------------------------------------------------------------------------------


def test_the_command_shows_a_diff_and_what_is_left(run: Run, checklist: Checklist) -> None:
    path = checklist(report(status="已完成", date="2024.6.14", note="甲", by="[]"))
    result = run("validate", "--fix", "--diff", path)
    assert result.code == ExitCode.DATA
    assert "-            - {date: 2024.6.14, status: 已完成" in result.out
    assert "+            - {date: 2024-06-14, status: done" in result.out
    assert "wrong-type" in result.out
    assert "已完成" not in path.read_text(encoding="utf-8")
    again = run("validate", "--fix", "--diff", path)
    assert (again.code, "---" in again.out, again.err) == (ExitCode.DATA, False, "")


def test_blanks_that_went_are_seen_in_the_diff(run: Run, checklist: Checklist) -> None:
    checklist(LIST.replace("kind: department}\n", "kind: department}  \n", 1))
    wide = checklist(LIST.replace("year: 2024\n", "year: 2024\u3000\n"), "wide.yaml")
    assert "kind: department}··\n" in run("validate", "--fix", "--diff").out
    assert "-year: 2024··\n+year: 2024\n" in run("validate", "--fix", "--diff", wide).out
    bare = checklist(LIST.replace("year: 2024\n", "year: ２０２４\n\n"), "bare.yaml")
    assert "·" not in run("validate", "--fix", "--diff", bare).out  # an empty line has no blanks


def test_a_dry_run_writes_nothing_and_judges_the_file_as_it_is(
    run: Run, checklist: Checklist, tmp_path: Path
) -> None:
    path = checklist(report(status="已完成", evidence="[a.pdf]"))
    held = path.read_bytes()
    result = run("validate", "--fix", "--dry-run", "--diff", path)
    assert (result.code, path.read_bytes()) == (ExitCode.DATA, held)
    assert "+            - {date: 2024-06-14, status: done" in result.out
    assert sorted(file.name for file in tmp_path.iterdir()) == ["checklist.yaml"]
    assert run("validate", "--fix", path).code == ExitCode.FINE
    assert run("validate", "--dry-run", path).code == ExitCode.USAGE


def test_json_has_the_lines(run: Run, checklist: Checklist) -> None:
    path = checklist(report(status="已完成", evidence="[a.pdf]"))
    made = json.loads(run("validate", "--fix", "--json", path).out)
    assert (made["files"], made["problems"]) == (1, [])
    (line,) = made["fixed"]
    assert (line["path"], line["line"]) == (str(path), 16)
    assert "已完成" in line["before"]
    assert line["after"] == "            - {date: 2024-06-14, status: done, evidence: [a.pdf]}"
    assert json.loads(run("validate", "--fix", "--json", path).out)["fixed"] == []
    assert json.loads(run("validate", "--json", path).out)["fixed"] == []


def test_several_files_and_one_that_cannot_be_read(run: Run, checklist: Checklist) -> None:
    a, b = (checklist(report(status="推进中"), name) for name in ("lists/a.yaml", "lists/b.yaml"))
    result = run("validate", "--fix", "lists", "missing.yaml")
    assert result.code == ExitCode.FAILED
    assert {path.read_text(encoding="utf-8") for path in (a, b)} == {report()}
    assert "missing.yaml" in result.err


def test_an_archived_list_is_not_written(run: Run, checklist: Checklist) -> None:
    path = checklist("closed: 2025-01-20\n" + report(status="推进中"))
    held = path.read_bytes()
    result = run("validate", "--fix", path)
    assert (result.code, path.read_bytes()) == (ExitCode.FAILED, held)
    assert run("validate", "--fix", checklist("closed: 2025-01-20\n" + report())).code == ExitCode.FINE


def test_another_name_of_the_file_keeps_the_old_text_and_that_is_reported(
    run: Run, checklist: Checklist
) -> None:
    path = checklist(report(status="推进中"))
    os.link(path, path.with_name("other.yaml"))
    assert "硬链接" in run("validate", "--fix", path).err
    assert "推进中" in path.with_name("other.yaml").read_text(encoding="utf-8")


def test_the_shipped_list_is_never_written(run: Run) -> None:
    result = run("--shipped", "validate", "--fix")
    assert (result.code, result.out) == (ExitCode.FAILED, "")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_takes_no_file(run: Run, checklist: Checklist) -> None:
    path = checklist(report(status="推进中"), "closed/a.yaml")
    path.parent.chmod(0o555)
    try:
        assert run("validate", "--fix", path).code == ExitCode.FAILED
    finally:
        path.parent.chmod(0o755)


def test_a_file_changed_meanwhile_is_not_overwritten(
    run: Run, checklist: Checklist, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = checklist(report(status="推进中"))
    real = autofix.fix

    def slow(before: Loaded) -> autofix.Fixed:
        path.write_bytes(b"# other\n")
        return real(before)

    monkeypatch.setattr(autofix, "fix", slow)
    assert run("validate", "--fix", path).code == ExitCode.FAILED
    assert path.read_bytes() == b"# other\n"
