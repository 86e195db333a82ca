"""The state of pairs and tasks on a day, counts, selections, changes; the same figures everywhere."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from tests import oracle as lists

from govlist.base.errors import ExitCode, GovlistError
from govlist.content import entries
from govlist.content.json_output import status_record
from govlist.content.labels import headings, task_status
from govlist.content.summaries import district_sentence, unit_sentence
from govlist.model.checklist import Basis, Checklist
from govlist.model.figures import Counts, count, slowest
from govlist.model.kinds import kinds
from govlist.model.pairs import Pair
from govlist.model.selection import NO_OWNER, Filter
from govlist.model.states import Status
from govlist.model.view import Change, View, changes
from govlist.validation import load

TODAY = date(2024, 9, 27)

HEAD = """\
title: 清单
year: 2024
units:
  - {name: 甲局, kind: department}
  - {name: 乙局, kind: department}
  - {name: 丙局, kind: department}
groups:
  - {name: 有关部门, members: department, scope: concerned}
"""
ROUNDS = "rounds: [2024-03-25, 2024-06-25, 2024-09-25]\n"
TASKS = "sections:\n  - title: 主动公开\n    tasks:\n"


def read(text: str) -> Checklist:
    """The checklist of a text without errors."""
    loaded = load.check("checklist.yaml", text.encode())
    assert loaded.errors == ()
    assert loaded.checklist is not None
    return loaded.checklist


def view(*tasks: str, day: str = "2024-09-27", head: str = "") -> View:
    """A list of tasks, each given as the rest of its flow mapping, on a day."""
    rows = (f"      - {{id: {n}, requirement: 公开, {task}}}\n" for n, task in enumerate(tasks, 1))
    return View(read(HEAD + head + TASKS + "".join(rows)), date.fromisoformat(day))


def pair(task: str, day: str = "2024-09-27", head: str = "") -> Pair:
    """The one pair of a task of 甲局; `task` is the rest of its mapping, or its reports in brackets."""
    if task.startswith("["):
        task = f"progress: {{甲局: {task}}}"
    (found,) = view(f"responsible: [甲局], {task}", day=day, head=head).pairs
    return found


# Any past day -------------------------------------------------------------------------------------

REPORTS = """[
    {date: 2024-03-01, status: in_progress, note: 一},
    {date: 2024-06-14, status: behind, note: 二},
    {date: 2024-06-14, status: in_progress, note: 三},
    {date: 2024-09-20, status: done, evidence: [1.pdf], note: 四}]"""


@pytest.mark.parametrize(
    ("day", "status", "note"),
    [
        ("2024-02-29", "not_started", None),
        ("2024-03-01", "in_progress", "一"),
        ("2024-06-13", "in_progress", "一"),
        ("2024-06-14", "in_progress", "三"),
        ("2024-09-19", "in_progress", "三"),
        ("2024-09-20", "done", "四"),
        ("2030-01-01", "done", "四"),
    ],
)
def test_the_last_report_on_or_before_a_day_is_the_status(day: str, status: str, note: str | None) -> None:
    found = pair(REPORTS, day)
    assert (str(found.status), found.note) == (status, note)


def test_without_a_report_there_is_no_date() -> None:
    found = pair("due: 2024-12-31")
    assert (found.status, found.date, found.note, found.review, found.evidence) == (
        Status.NOT_STARTED,
        None,
        None,
        None,
        (),
    )


def test_a_review_is_the_last_word_and_leaves_the_unit_s_note_and_evidence() -> None:
    found = pair(
        "[{date: 2024-09-20, status: done, note: 已发布, evidence: [1.pdf]}, "
        "{date: 2024-09-25, status: done, review: confirmed}]"
    )
    assert (str(found.review), found.date) == ("confirmed", date(2024, 9, 25))
    assert (found.note, found.evidence) == ("已发布", ("1.pdf",))


def test_a_later_report_opens_the_matter_again() -> None:
    found = pair(
        "[{date: 2024-09-20, status: done}, {date: 2024-09-25, status: done, review: confirmed}, "
        "{date: 2024-09-26, status: behind}]"
    )
    assert (str(found.status), found.review) == ("behind", None)


@given(lists.checklists(), lists.days)
def test_a_past_day_is_as_if_nothing_had_been_written_since(plain: lists.Plain, day: str) -> None:
    """But for a settlement that was still to come: it is valid as the file is."""
    assume(all(task.get("settled", day) <= day for task in lists.tasks(plain)))
    whole = View(read(lists.dump(plain)), date.fromisoformat(day))
    for task in lists.tasks(plain):
        kept = {unit: lists.until(task, unit, day) for unit in task["progress"]}
        task["progress"] = {unit: reports for unit, reports in kept.items() if reports}
    then = View(read(lists.dump(plain)), date.fromisoformat(day))
    assert [state_of(pair) for pair in whole.pairs] == [state_of(pair) for pair in then.pairs]
    assert [str(state.status) for state in whole.tasks] == [str(state.status) for state in then.tasks]


def state_of(pair: Pair) -> tuple[object, ...]:
    """All that is said of a pair."""
    return (pair.task.id, pair.unit, pair.claim, pair.reports, pair.overdue, pair.missing, pair.due_in_round)


# Counts -------------------------------------------------------------------------------------------


@given(lists.checklists(), lists.days)
def test_counts_add_up(plain: lists.Plain, day: str) -> None:
    made = View(read(lists.dump(plain)), date.fromisoformat(day))
    total = count(made.pairs)
    by_unit = [count(made.of_unit(unit)) for unit in made.units]
    for counts in (total, *by_unit):
        assert_whole(counts)
    assert {key: sum(c.as_dict()[key] for c in by_unit) for key in total.as_dict()} == total.as_dict()
    expected = Counter(status for _, _, basis, status in lists.pairs(plain, day) if basis in lists.OWED)
    assert {status: total.as_dict()[status] for status in lists.STATUSES} == {
        status: expected[status] for status in lists.STATUSES
    }


def assert_whole(counts: Counts) -> None:
    five = (counts.not_started, counts.in_progress, counts.behind, counts.done, counts.not_applicable)
    assert sum(five) == counts.obligations
    assert counts.not_reported <= counts.not_started
    assert counts.returned <= counts.in_progress
    assert max(counts.confirmed, counts.lacking_evidence) <= counts.done
    unfinished = counts.obligations - counts.done - counts.not_applicable
    assert max(counts.overdue, counts.missing) <= unfinished


@pytest.mark.parametrize("status", list(Status))
def test_what_was_returned_is_in_progress_or_no_list_without_errors(status: Status) -> None:
    reports = (
        f"[{{date: 2024-06-14, status: done}}, {{date: 2024-06-20, status: {status}, review: returned}}]"
    )
    task = f"      - {{id: 1, requirement: 公开, responsible: [甲局], progress: {{甲局: {reports}}}}}\n"
    loaded = load.check("checklist.yaml", (HEAD + TASKS + task).encode())
    assert loaded.checklist is not None
    assert loaded.errors or count(View(loaded.checklist, TODAY).pairs).in_progress == 1


def test_the_share_leaves_out_what_is_not_applicable() -> None:
    assert Counts(obligations=5, done=2, not_applicable=1).share == 0.5
    assert Counts(obligations=2, not_applicable=2).share is None
    assert Counts().share is None


def test_the_slowest_come_first() -> None:
    units = {
        "none": Counts(obligations=1, not_applicable=1),
        "half": Counts(obligations=4, done=2),
        "overdue": Counts(obligations=4, overdue=1),
        "behind once": Counts(obligations=4, behind=1),
        "behind": Counts(obligations=4, behind=2),
        "silent": Counts(obligations=4, not_reported=2),
        "late twice": Counts(obligations=4, overdue=2),
        "all": Counts(obligations=4, done=4),
    }
    order = sorted(units, key=lambda name: slowest(units[name]))
    assert order == ["late twice", "overdue", "behind", "behind once", "silent", "half", "all", "none"]


# Overdue ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("task", "day", "days"),
    [
        ("due: 2024-09-26", "2024-09-25", 0),
        ("due: 2024-09-26", "2024-09-26", 0),
        ("due: 2024-09-26", "2024-09-27", 1),
        ("due: 2024-08-31", "2024-09-27", 27),
        ("due_text: 年底前", "2026-01-01", 0),
        ("standing: true", "2026-01-01", 0),
        ("due: 2024-06-30, standing: true", "2024-12-31", 0),
        ("due: 2024-06-30, standing: true", "2025-01-01", 1),
        ("due: 2025-03-31, standing: true", "2025-03-31", 0),
        ("due: 2025-03-31, standing: true", "2025-04-01", 1),
    ],
)
def test_overdue_is_past_the_deadline(task: str, day: str, days: int) -> None:
    assert pair(task, day).overdue == days


@pytest.mark.parametrize(
    ("status", "days"),
    [("not_started", 1), ("in_progress", 1), ("behind", 1), ("done", 0), ("not_applicable", 0)],
)
def test_what_is_closed_is_not_overdue(status: str, days: int) -> None:
    task = f"due: 2024-09-26, progress: {{甲局: [{{date: 2024-09-20, status: {status}}}]}}"
    assert pair(task).overdue == days


def test_done_after_the_deadline_was_overdue_until_then() -> None:
    task = "due: 2024-09-20, progress: {甲局: [{date: 2024-09-25, status: done}]}"
    assert [pair(task, f"2024-09-{day}").overdue for day in (20, 21, 24, 25)] == [0, 1, 4, 0]


def test_only_obligations_are_overdue_or_missing() -> None:
    made = view(
        "due: 2024-09-01, responsible: [有关部门, {unit: 甲局, role: support}], concerned: [乙局]",
        head=ROUNDS,
    )
    assert {p.unit: (str(p.basis), p.overdue, p.missing) for p in made.pairs} == {
        "甲局": ("candidate", 0, False),
        "乙局": ("named", 26, True),
        "丙局": ("candidate", 0, False),
    }


# Rounds -------------------------------------------------------------------------------------------


def report(day: str, status: str = "in_progress", review: str = "") -> str:
    """A line of progress."""
    return f"{{date: {day}, status: {status}{f', review: {review}' if review else ''}}}"


@pytest.mark.parametrize(
    ("reports", "day", "missing"),
    [
        ([], "2024-03-25", False),  # the first round has not passed on its own day
        ([], "2024-03-26", True),
        ([], "2024-09-27", True),
        (["2024-03-25"], "2024-03-26", False),  # on the round's day
        (["2024-03-26"], "2024-03-26", False),  # late, but there
        (["2024-01-08"], "2024-06-25", False),  # the second round has not passed on its own day
        (["2024-03-25"], "2024-06-26", True),  # counted for the round before
        (["2024-03-26"], "2024-06-26", False),
        (["2024-06-25"], "2024-06-26", False),
        (["2024-06-26"], "2024-06-26", False),
        (["2024-01-08", "2024-03-20"], "2024-06-26", True),
        (["2024-06-26"], "2024-09-26", False),
        (["2024-06-25"], "2024-09-26", True),
    ],
)
def test_missing_is_no_report_since_the_round_before(reports: list[str], day: str, missing: bool) -> None:
    made = f"progress: {{甲局: [{', '.join(map(report, reports))}]}}" if reports else "standing: false"
    assert pair(made, day, ROUNDS).missing is missing


def test_without_rounds_nothing_is_missing() -> None:
    assert pair("due: 2024-12-31").missing is False


@pytest.mark.parametrize("status", list(Status))
def test_what_is_closed_is_not_missing(status: Status) -> None:
    made = pair(f"[{report('2024-01-08', status)}]", head=ROUNDS)
    assert made.missing is not status.closes


def test_the_office_s_review_is_no_report_by_the_unit() -> None:
    returned = [report("2024-06-20", "done"), report("2024-08-01", "in_progress", "returned")]
    assert pair(f"[{', '.join(returned)}]", "2024-09-26", ROUNDS).missing is True
    again = [*returned, report("2024-08-02")]
    assert pair(f"[{', '.join(again)}]", "2024-09-26", ROUNDS).missing is False


@pytest.mark.parametrize(
    ("reports", "asked", "in_time"),
    [
        ([], True, False),
        ([report("2024-06-25")], True, False),
        ([report("2024-06-26")], True, True),
        ([report("2024-09-25")], True, True),
        ([report("2024-09-26")], True, False),
        ([report("2024-06-25", "done")], False, False),
        ([report("2024-06-26", "done")], True, True),
        ([report("2024-06-25", "not_applicable")], False, False),
        ([report("2024-06-20", "done"), report("2024-06-24", "in_progress", "returned")], True, False),
        ([report("2024-06-20", "done"), report("2024-07-24", "in_progress", "returned")], True, False),
    ],
)
def test_whom_a_round_asked_and_who_answered_in_time(reports: list[str], asked: bool, in_time: bool) -> None:
    made = f"progress: {{甲局: [{', '.join(reports)}]}}" if reports else "standing: false"
    found = pair(made, head=ROUNDS)
    assert (found.due_in_round, found.in_time) == (asked, in_time)


# Evidence -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reports", "lacking"),
    [
        ("[{date: 2024-06-14, status: done}]", True),
        ("[{date: 2024-06-14, status: done, evidence: [1.pdf]}]", False),
        ("[{date: 2024-06-14, status: in_progress}]", False),
        ("[{date: 2024-06-14, status: not_applicable}]", False),
        (
            "[{date: 2024-06-14, status: in_progress, evidence: [1.pdf]}, {date: 2024-06-20, status: done}]",
            True,
        ),
        (
            "[{date: 2024-06-14, status: done, evidence: [1.pdf]}, "
            "{date: 2024-06-20, status: done, review: confirmed}]",
            False,
        ),
    ],
)
def test_lacking_evidence_is_done_without_any(reports: str, lacking: bool) -> None:
    assert pair(reports).lacks_evidence is lacking


# A task's own status ------------------------------------------------------------------------------


def with_statuses(responsible: str, **statuses: str) -> View:
    """A task whose units 甲局 (a), 乙局 (b), 丙局 (c) have reported so."""
    names = {"a": "甲局", "b": "乙局", "c": "丙局"}
    progress = ", ".join(f"{names[who]}: [{report('2024-06-14', s)}]" for who, s in statuses.items())
    return view(f"responsible: {responsible}, progress: {{{progress}}}")


ALL = "[甲局, 乙局, 丙局]"
LED = "[甲局, {unit: 乙局, role: lead}, 丙局]"


@pytest.mark.parametrize(
    ("responsible", "statuses", "expected"),
    [
        (ALL, {}, "not_started"),
        (ALL, {"a": "done"}, "in_progress"),
        (ALL, {"a": "done", "b": "done"}, "in_progress"),
        (ALL, {"a": "done", "b": "done", "c": "done"}, "done"),
        (ALL, {"a": "done", "b": "done", "c": "not_applicable"}, "done"),
        (ALL, {"a": "done", "b": "behind", "c": "not_applicable"}, "behind"),
        (ALL, {"a": "in_progress"}, "in_progress"),
        (ALL, {"c": "behind"}, "behind"),
        (ALL, {"a": "not_started"}, "not_started"),
        (ALL, {"a": "not_started", "b": "in_progress"}, "in_progress"),
        (ALL, {"a": "not_applicable"}, "not_started"),
        (ALL, dict.fromkeys("abc", "not_applicable"), "not_applicable"),
        (LED, {"b": "done"}, "in_progress"),
        (LED, {"b": "in_progress", "a": "behind"}, "behind"),
        (LED, {"a": "done", "c": "done"}, "in_progress"),
        (LED, {"b": "behind", "a": "done", "c": "done"}, "behind"),
        ("[甲局, {unit: 乙局, role: support}]", {"a": "done", "b": "behind"}, "done"),
        ("[甲局, 有关部门]", {"a": "done"}, "done"),
        ("[甲局, 有关部门]", {"a": "done", "b": "in_progress"}, "in_progress"),
        ("[甲局, 有关部门]", {"a": "done", "b": "not_applicable"}, "done"),
    ],
)
def test_a_task_s_own_status(responsible: str, statuses: dict[str, str], expected: str) -> None:
    assert str(with_statuses(responsible, **statuses).task(1).status) == expected


@given(lists.checklists(), lists.days)
def test_a_task_s_own_status_follows_all_its_obligations(plain: lists.Plain, day: str) -> None:
    made = View(read(lists.dump(plain)), date.fromisoformat(day))
    found = {state.task.id: str(state.status) for state in made.tasks if not state.no_owner}
    assert found == lists.task_statuses(plain, day)


def test_a_task_that_nobody_has_begun_is_not_started(run: Run, checklist: Callable[[str], Path]) -> None:
    """Its only report says not_started: the sentence said 1 task in progress and 1 pair not started."""
    progress = f"{{甲局: [{report('2024-03-20', 'not_started')}]}}"
    task = f"      - {{id: 1, requirement: 公开, responsible: [甲局], progress: {progress}}}\n"
    checklist(HEAD + TASKS + task)
    said = json.loads(run("status", "--json").out)
    assert "未启动1项。" in said["sentence"]
    assert "未启动1项次。" in said["sentence"]
    assert (said["tasks"]["not_started"], said["tasks"]["not_reported"]) == (1, 0)
    assert (said["total"]["not_started"], said["total"]["not_reported"]) == (1, 0)


@pytest.mark.parametrize(
    ("responsible", "statuses", "words"),
    [
        (LED, {"b": "done"}, "序时推进（牵头单位已完成，已完成1/3家）"),
        (LED, {"b": "done", "c": "not_applicable"}, "序时推进（牵头单位已完成，已完成1/2家）"),
        (LED, {"b": "done", "a": "behind"}, "进度滞后（牵头单位已完成，已完成1/3家）"),
        (LED, {"b": "in_progress", "a": "done"}, "序时推进（已完成1/3家）"),
        (LED, {"b": "not_applicable", "a": "done"}, "序时推进（已完成1/2家）"),
        (LED, dict.fromkeys("abc", "done"), "已完成"),
        (ALL, {"a": "done"}, "序时推进（已完成1/3家）"),
        (ALL, {"a": "not_started"}, "未启动"),
        (ALL, {}, "未报送"),
        (ALL, {"a": "not_applicable"}, "未报送"),
    ],
)
def test_a_task_s_status_in_words(responsible: str, statuses: dict[str, str], words: str) -> None:
    """Where only the leads are done, the words say so, in the ledger too."""
    made = with_statuses(responsible, **statuses)
    assert task_status(made.task(1)) == words
    [row] = entries.table(entries.of_tasks(made), "tasks").rows
    assert row["status"] == (words if "牵头" in words else words.partition("（")[0])


def test_candidates_alone_are_no_owner() -> None:
    assert [state.no_owner for state in view("responsible: [有关部门]", "responsible: [甲局]").tasks] == [
        True,
        False,
    ]


def test_the_office_s_last_paragraph_holds_from_its_day() -> None:
    overall = "overall: [{date: 2024-06-14, status: behind}, {date: 2024-06-28, status: in_progress}]"
    days = ("2024-06-13", "2024-06-14", "2024-06-27", "2024-06-28")
    found = [view(f"responsible: [甲局], {overall}", day=day).task(1).overall for day in days]
    assert [report and str(report.date) for report in found] == [
        None,
        "2024-06-14",
        "2024-06-14",
        "2024-06-28",
    ]


# Selections ---------------------------------------------------------------------------------------

HEADED = (
    HEAD
    + """\
sections:
  - title: 抓好主动公开
    topics:
      - title: 聚焦中心工作
        tasks:
          - {id: 1, requirement: 公开政策举措, responsible: [甲局], due: 2024-09-01}
          - id: 2
            requirement: 公开民生信息
            responsible: [甲局, 乙局]
            progress:
              乙局: [{date: 2024-06-14, status: behind, note: 缺少 GIS 数据}]
      - title: 聚焦公众参与
        tasks:
          - {id: 3, requirement: 征求意见, responsible: [有关部门], responsible_text: 各有关单位}
  - title: 抓好基础工作
    tasks:
      - {id: 4, requirement: 规范依申请公开, responsible: [丙局]}
  - title: 抓好其他工作
    topics:
      - title: 数字转型
        tasks:
          - {id: 5, requirement: 建设政策文件库, responsible: [丙局], due: 2024-09-01}
"""
)


def chosen(**parts: Any) -> list[int]:
    """The tasks that a filter selects."""
    return [state.task.id for state in View(read(HEADED), TODAY, Filter(**parts)).tasks]


def test_topics_are_numbered_as_in_the_document() -> None:
    """Through the list, or from （一） again in each section; a number selects what is shown with it."""
    again = f"topics_restart: true\n{HEADED}"
    assert [headings(read(text))[5][1] for text in (HEADED, again)] == ["（三）数字转型", "（一）数字转型"]
    of = View(read(again), TODAY, Filter(topics=("1",)))
    assert [state.task.id for state in of.tasks] == [1, 2, 5]
    of = View(read(again), TODAY, Filter(sections=("3",), topics=("1",)))
    assert [state.task.id for state in of.tasks] == [5]


@pytest.mark.parametrize(
    ("parts", "ids"),
    [
        ({}, [1, 2, 3, 4, 5]),
        ({"sections": ("1",)}, [1, 2, 3]),
        ({"sections": ("抓好基础工作",)}, [4]),
        ({"sections": ("其他",)}, [5]),
        ({"sections": ("1", "其他")}, [1, 2, 3, 5]),
        ({"sections": ("02",)}, [4]),
        ({"topics": ("2",)}, [3]),
        ({"topics": ("3",)}, [5]),
        ({"topics": ("中心",)}, [1, 2]),
        ({"sections": ("1",), "topics": ("数字转型",)}, []),
        ({"units": ("甲局",)}, [1, 2, 3]),
        ({"units": ("甲局",), "bases": (Basis.NAMED,)}, [1, 2]),
        ({"units": ("甲局", "丙局"), "overdue": True}, [1, 5]),
        ({"statuses": (Status.BEHIND,)}, [2]),
        ({"statuses": (Status.BEHIND,), "units": ("甲局",)}, []),
        ({"statuses": (Status.BEHIND, Status.DONE), "bases": (Basis.CANDIDATE,)}, []),
        ({"bases": (Basis.CANDIDATE,)}, [3]),
        ({"overdue": True}, [1, 5]),
        ({"overdue": True, "sections": ("3",)}, [5]),
        ({"missing": True}, []),
        ({"search": "公开"}, [1, 2, 3, 4]),
        ({"search": "gis"}, [2]),
        ({"search": "有关单位"}, [3]),
        ({"search": "公开", "units": ("丙局",)}, [3, 4]),
        ({"sections": ("1，2",)}, [1, 2, 3, 4]),
        ({"sections": ("基础、其他,1",)}, [1, 2, 3, 4, 5]),
        ({"statuses": (NO_OWNER,)}, [3]),
        ({"statuses": (NO_OWNER,), "units": ("甲局",)}, []),
        ({"statuses": (NO_OWNER,), "due": date(2024, 12, 31)}, []),
        ({"statuses": (NO_OWNER,), "missing": True}, []),
        ({"statuses": (NO_OWNER,), "unreviewed": True}, []),
    ],
)
def test_filters_combine(parts: dict[str, Any], ids: list[int]) -> None:
    assert chosen(**parts) == ids


def test_a_title_with_a_comma_is_taken_as_a_whole() -> None:
    text = HEADED.replace("抓好其他工作", "其他、1")
    assert [state.task.id for state in View(read(text), TODAY, Filter(sections=("其他、1",))).tasks] == [5]


@pytest.mark.parametrize(
    ("day", "soon"),
    [
        ("2024-09-16", False),
        ("2024-09-17", True),
        ("2024-09-20", True),
        ("2024-10-01", True),
        ("2024-10-02", False),
    ],
)
def test_due_soon_is_from_the_day_itself_for_two_weeks(day: str, soon: bool) -> None:
    made = pair("due: 2024-10-01", day=day)
    assert (made.due_soon, made.days_left) == (soon, (date(2024, 10, 1) - date.fromisoformat(day)).days)
    assert pair("due_text: 持续", day=day).days_left == 0


@pytest.mark.parametrize(("day", "ids"), [(date(2024, 9, 1), []), (date(2024, 9, 2), [1, 5])])
def test_one_day_late_is_late(day: date, ids: list[int]) -> None:
    assert [state.task.id for state in View(read(HEADED), day, Filter(overdue=True)).tasks] == ids


def test_a_selected_task_keeps_all_its_pairs_and_its_status() -> None:
    made = View(read(HEADED), TODAY, Filter(units=("甲局",), sections=("1",)))
    assert [pair.unit for pair in made.task(2).pairs] == ["甲局", "乙局"]
    assert [(pair.task.id, pair.unit) for pair in made.pairs] == [(1, "甲局"), (2, "甲局"), (3, "甲局")]
    assert [str(state.status) for state in made.tasks][1] == "behind"


@pytest.mark.parametrize(
    "parts",
    [
        {"sections": ("抓好",)},
        {"sections": ("0",)},
        {"sections": ("4",)},
        {"sections": ("",)},
        {"sections": ("9" * 5000,)},  # more digits than int() reads
        {"sections": ("中心",)},
        {"topics": ("聚焦",)},
        {"topics": ("4",)},
        {"topics": ("基础",)},
    ],
)
def test_an_unknown_or_ambiguous_heading_is_refused_with_what_there_is(parts: dict[str, Any]) -> None:
    with pytest.raises(GovlistError) as caught:
        chosen(**parts)
    assert caught.value.exit_code == ExitCode.USAGE
    assert "聚焦" in caught.value.hint or "抓好" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "said", "titles"),
    [
        ("聚焦", "对应多个", "1 聚焦中心工作、2 聚焦公众参与"),
        ("民生", "没有名为", "1 聚焦中心工作、2 聚焦公众参与、3 数字转型"),
    ],
)
def test_none_and_several_are_distinguished(text: str, said: str, titles: str) -> None:
    with pytest.raises(GovlistError) as caught:
        chosen(topics=(text,))
    assert said in caught.value.message
    assert caught.value.hint.endswith(titles)


def test_an_exact_title_comes_before_parts() -> None:
    text = HEADED.replace("title: 抓好基础工作", "title: 抓好主动公开二")
    made = View(read(text), TODAY, Filter(sections=("抓好主动公开",)))
    assert [state.task.id for state in made.tasks] == [1, 2, 3]


def test_a_task_by_its_number() -> None:
    made = View(read(HEADED), TODAY)
    assert made.task(4).placed.section.title == "抓好基础工作"
    with pytest.raises(GovlistError) as caught:
        made.task(6)
    assert caught.value.exit_code == ExitCode.USAGE
    assert caught.value.hint


def test_an_unknown_number_is_reported_with_the_first_and_the_last() -> None:
    with pytest.raises(GovlistError) as caught:
        View(read(HEADED.replace("id: 3", "id: 30")), TODAY).task(6)
    assert "1" in caught.value.hint
    assert "30" in caught.value.hint


def test_what_waits_for_the_office_is_owed_and_closed_without_review() -> None:
    """Not what is under way, not what the office answered, and not a support's word."""
    done, behind = report("2024-06-14", "done"), report("2024-06-14", "behind")
    made = view(
        f"responsible: [甲局, 乙局, 丙局], progress: {{甲局: [{done}], 乙局: [{behind}]}}",
        "responsible: [乙局, {unit: 甲局, role: support}], responsible_text: 乙局, "
        f"progress: {{甲局: [{done}]}}",
        f"responsible: [甲局], progress: {{甲局: [{done}, {report('2024-06-15', 'done', 'confirmed')}]}}",
    )
    waiting = replace(made, filter=Filter(unreviewed=True))
    assert [(pair.task.id, pair.unit) for pair in waiting.pairs] == [(1, "甲局")]
    assert [state.task.id for state in waiting.tasks] == [1]


# Chases -------------------------------------------------------------------------------------------

CHASED = """\
title: 清单
year: 2024
units:
  - {name: 甲局, kind: department, aliases: [甲], until: 2024-06-30, successor: 乙局}
  - {name: 乙局, kind: department}
  - {name: 丙局, kind: bureau}
groups: []
chases:
  - {date: 2024-07-01, unit: 丙局, tasks: [2], level: reminder}
  - {date: 2024-06-01, unit: 甲, tasks: [1, 2], level: reminder}
  - {date: 2024-06-20, unit: 甲局, tasks: [1], level: notice}
sections:
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 公开, responsible: [甲局]}
      - {id: 2, requirement: 公开, responsible: [甲局, 丙局]}
"""


@pytest.mark.parametrize(
    ("day", "chased"),
    [
        ("2024-05-31", {}),
        ("2024-06-01", {(1, "甲局"): ["reminder"], (2, "甲局"): ["reminder"]}),
        ("2024-06-20", {(1, "甲局"): ["reminder", "notice"], (2, "甲局"): ["reminder"]}),
        (
            "2024-07-01",
            {
                (1, "乙局"): ["reminder", "notice"],
                (2, "乙局"): ["reminder"],
                (2, "丙局"): ["reminder"],
            },
        ),
    ],
)
def test_chases_up_to_the_day_an_ended_unit_s_with_its_successor(
    day: str, chased: dict[tuple[int, str], list[str]]
) -> None:
    pairs = View(read(CHASED), date.fromisoformat(day)).pairs
    assert {(p.task.id, p.unit): [str(c.level) for c in p.chases] for p in pairs if p.chases} == chased


# Kinds --------------------------------------------------------------------------------------------


def test_kinds_by_the_group_that_covers_them_the_others_last() -> None:
    """A group of just the kind lends its title, the first of several; a mixed one or names do not."""
    text = """\
title: 清单
year: 2024
units:
  - {name: 办公室, kind: office}
  - {name: 甲局, kind: department}
  - {name: 田东街道, kind: township}
  - {name: 乙局, kind: department}
  - {name: 丙院, kind: court}
  - {name: 丁院, kind: court}
groups:
  - {name: 各部门, members: department, scope: every}
  - {name: 有关部门, members: [department], scope: concerned}
  - {name: 各院各街道, members: [court, township], scope: every}
  - {name: 各街道, members: township, scope: every}
sections: []
"""
    assert [(kind.title, kind.ranked, kind.units) for kind in kinds(View(read(text), TODAY))] == [
        ("各部门", True, ("甲局", "乙局")),
        ("各街道", True, ("田东街道",)),
        ("办公室", False, ("办公室",)),
        ("丙院、丁院", False, ("丙院", "丁院")),
    ]


# Changes ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def changing() -> View:
    """Three tasks with six reports in June; 丙局 said that the third does not concern it."""
    a_day = report("2024-06-14")
    return view(
        f"responsible: [乙局, 甲局], progress: {{甲局: [{a_day}, {report('2024-06-20', 'done')}], "
        f"乙局: [{report('2024-06-14', 'behind')}]}}",
        f"responsible: [甲局], progress: {{甲局: [{report('2024-06-14', 'done')}, "
        f"{report('2024-06-14', 'in_progress', 'returned')}]}}",
        f"responsible: [有关部门], progress: {{丙局: [{report('2024-06-18', 'not_applicable')}]}}",
    )


def output(found: list[Change]) -> list[tuple[str, int, str, str | None, str]]:
    """Changes as plain rows."""
    return [
        (
            c.report.date.isoformat()[5:],
            c.placed.task.id,
            c.unit,
            str(c.before.status) if c.before else None,
            str(c.report.status),
        )
        for c in found
    ]


def test_changes_by_day_then_as_listed_each_with_the_status_before(changing: View) -> None:
    assert output(changes(changing, date(2024, 1, 1), TODAY)) == [
        ("06-14", 1, "甲局", None, "in_progress"),
        ("06-14", 1, "乙局", None, "behind"),
        ("06-14", 2, "甲局", None, "done"),
        ("06-14", 2, "甲局", "done", "in_progress"),
        ("06-18", 3, "丙局", None, "not_applicable"),
        ("06-20", 1, "甲局", "in_progress", "done"),
    ]


@pytest.mark.parametrize(
    ("since", "until", "number"),
    [(14, 14, 4), (13, 13, 0), (15, 17, 0), (15, 18, 1), (18, 20, 2), (20, 30, 1), (21, 30, 0)],
)
def test_both_bounds_are_included(changing: View, since: int, until: int, number: int) -> None:
    assert len(changes(changing, date(2024, 6, since), date(2024, 6, until))) == number


@pytest.mark.parametrize("unit", ["甲局", "乙局", "丙局"])
def test_the_changes_of_a_unit_are_those_of_all_that_are_its_own(changing: View, unit: str) -> None:
    narrowed = replace(changing, filter=Filter(units=(unit,)))
    span = date(2024, 1, 1), TODAY
    own = [row for row in output(changes(changing, *span)) if row[2] == unit]
    assert own
    assert output(changes(narrowed, *span)) == own


def test_with_a_filter_by_state_the_changes_are_those_of_the_pairs_selected() -> None:
    """Those of an ended unit count with its successor's pair, and one pair left out ends nothing."""
    made = view(
        f"responsible: [乙局, 甲局], progress: {{乙局: [{report('2024-06-14', 'done')}], "
        f"甲局: [{report('2024-06-15')}]}}",
    )
    narrowed = replace(made, filter=Filter(statuses=("in_progress",)))
    assert [row[2] for row in output(changes(narrowed, date(2024, 1, 1), TODAY))] == ["甲局"]
    text = HEAD.replace(
        "{name: 甲局, kind: department}", "{name: 甲局, kind: department, until: 2024-06-30, successor: 乙局}"
    )
    assert text != HEAD
    task = f"responsible: [甲局], progress: {{甲局: [{report('2024-06-15')}]}}"
    text += f"{TASKS}      - {{id: 1, requirement: 公开, {task}}}\n"
    ended = View(read(text), TODAY, Filter(statuses=("in_progress",)))
    assert [row[2] for row in output(changes(ended, date(2024, 1, 1), TODAY))] == ["甲局"]


# The same figures everywhere ----------------------------------------------------------------------

Run = Callable[..., Any]


@settings(max_examples=25)
@given(plain=lists.checklists(), day=lists.days)
def test_every_command_says_the_same(
    checklist: Callable[[str], Path], run: Run, plain: lists.Plain, day: str
) -> None:
    checklist(lists.dump(plain))

    def data(*args: str) -> Any:
        made = run("--today", "2025-01-01", *args, "--as-of", day)
        assert made.code == 0
        return json.loads(made.out)

    whole = data("status", "--json")
    exported = data("export", "--format", "json")
    assert {key: exported[key] for key in whole} == whole
    owed = lists.pairs(plain, day)
    assert sorted(owed) == sorted(of_export(exported))
    rows = list(csv.DictReader(io.StringIO(run("--today", day, "export", "--format", "csv").out)))
    assert sorted(owed) == sorted((int(r["id"]), r["unit"], r["basis"], r["status"]) for r in rows)
    for unit in whole["units"]:
        name = unit["unit"]
        one = data("status", name, "--json")
        assert one["counts"] == {key: unit[key] for key in one["counts"]}
        listed = data("list", "--unit", name, "--json")
        own = [(number, basis, status) for number, who, basis, status in owed if who == name]
        assert [(row["id"], row["basis"], row["status"]) for row in one["tasks"]] == own
        assert [(row["id"], row["basis"], row["status"]) for row in listed] == own
        same = ("id", "topic", "basis", "status", "review", "date", "overdue", "missing")
        assert [[row[key] for key in same] for row in listed] == [
            [row[key] for key in same] for row in one["tasks"]
        ]


def of_export(exported: dict[str, Any]) -> Iterator[tuple[int, str, str, str]]:
    for task in exported["list"]:
        for pair in task["units"]:
            yield task["id"], pair["unit"], pair["basis"], pair["status"]


@given(lists.checklists(), lists.days)
def test_tasks_are_counted_once(plain: lists.Plain, day: str) -> None:
    figures = status_record(View(read(lists.dump(plain)), date.fromisoformat(day)))["tasks"]
    assert sum(figures[key] for key in (*lists.STATUSES, "no_owner")) == figures["total"]
    assert figures["total"] == len(list(lists.tasks(plain)))
    assert figures["not_reported"] <= figures["not_started"]
    expected = Counter(lists.task_statuses(plain, day).values())
    assert {status: figures[status] for status in lists.STATUSES} == {s: expected[s] for s in lists.STATUSES}


@given(lists.checklists(), lists.days)
def test_the_district_s_sentence_says_the_figures(plain: lists.Plain, day: str) -> None:
    """The numbers in their order: the day, tasks by status, units, obligations by status with parts."""
    made = View(read(lists.dump(plain)), date.fromisoformat(day))
    said = status_record(made)
    tasks, total = said["tasks"], said["total"]
    open_ids = [state.task.id for state in made.tasks if state.no_owner]
    checked = total["done"] - total["confirmed"] if plain["confirm"] else 0
    pairs = [
        total["done"],
        *([total["confirmed"], checked] if total["done"] else []),
        total["in_progress"],
        total["returned"],
        total["behind"],
        total["not_started"] - total["not_reported"],
        total["not_applicable"],
        total["not_reported"],
    ]
    expected = [
        *map(int, day.split("-")),
        tasks["total"],
        *(tasks[key] for key in ("done", "in_progress", "behind")),
        tasks["not_started"] - tasks["not_reported"],
        *(tasks[key] for key in ("not_applicable", "not_reported", "no_owner")),
        *open_ids,
        *(
            [sum(u["obligations"] > 0 for u in said["units"]), total["obligations"]]
            if total["obligations"]
            else []
        ),
        *pairs,
    ]
    assert [int(n) for n in re.findall(r"\d+", said["sentence"])] == [n for n in expected if n]


DANGLING = re.compile(r"[，、；：（,;:(][，、；：。）,;:.)]|^[，、；：。]|\(\)|（）| ,|  ")


def assert_reads_well(sentence: str) -> None:
    assert DANGLING.search(sentence) is None, sentence


@given(lists.checklists(), lists.days)
def test_no_clause_of_a_sentence_is_empty(plain: lists.Plain, day: str) -> None:
    made = View(read(lists.dump(plain)), date.fromisoformat(day))
    assert_reads_well(district_sentence(made))
    for unit in made.units:
        assert_reads_well(unit_sentence(made, unit))


def test_a_list_without_tasks_reads_well_too() -> None:
    for units in ("[]", "[{name: 甲局, kind: department}]"):
        text = f"title: 清单\nyear: 2024\nunits: {units}\ngroups: []\nsections: []\n"
        made = View(read(text), TODAY)
        assert_reads_well(district_sentence(made))
        for unit in made.units:
            assert_reads_well(unit_sentence(made, unit))
