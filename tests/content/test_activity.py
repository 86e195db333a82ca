"""A span of days in sentences: who reported, who did not, what has become overdue in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from govlist.content.activity import (
    News,
    attendance,
    attendance_sentences,
    movement,
    newly_overdue,
    news,
    news_sentence,
    overdue_sentence,
)
from govlist.model.selection import Filter
from govlist.model.view import View, changes
from govlist.validation import load

MONDAY, FRIDAY = date(2024, 9, 23), date(2024, 9, 27)
DONE = "{date: 2024-09-20, status: done}"
NEW = "{date: 2024-09-24, status: in_progress}"
BACK = "{date: 2024-09-24, status: in_progress, review: returned, note: 缺目录}"


GROUPS = "groups: [{name: 有关部门, members: department, scope: concerned}]\n"


def week(*tasks: str) -> View:
    """The week of a list whose tasks are given as the rest of their flow mapping."""
    rows = (f"      - {{id: {n}, requirement: 公开, {task}}}\n" for n, task in enumerate(tasks, 1))
    units = "".join(f"  - {{name: {name}, kind: department}}\n" for name in ("甲局", "乙局", "丙局"))
    text = f"title: 清单\nyear: 2024\nunits:\n{units}{GROUPS}sections:\n  - title: 主动公开\n    tasks:\n"
    loaded = load.check("checklist.yaml", (text + "".join(rows)).encode())
    assert loaded.errors == ()
    assert loaded.checklist
    return View(loaded.checklist, FRIDAY, since=MONDAY)


def test_who_reported_and_who_did_not() -> None:
    view = week(f"responsible: [甲局, 乙局, 丙局], progress: {{乙局: [{NEW}]}}")
    assert attendance_sentences(view) == ["已报送的单位1个：乙局。", "未报送的单位2个：甲局、丙局。"]


def test_who_had_nothing_open_is_not_told_as_silent() -> None:
    view = week(f"responsible: [甲局, 乙局], progress: {{甲局: [{DONE}], 乙局: [{NEW}]}}")
    assert attendance_sentences(view) == ["已报送的单位1个：乙局。"]


def test_the_offices_review_is_no_report_of_the_unit() -> None:
    view = week(f"responsible: [甲局], progress: {{甲局: [{DONE}, {BACK}]}}")
    assert attendance_sentences(view) == ["未报送的单位1个：甲局。"]


def test_without_a_span_nothing_is_told() -> None:
    view = replace(week("responsible: [甲局], due: 2024-09-25"), since=None)
    assert (attendance_sentences(view), newly_overdue(view)) == ([], [])


@pytest.mark.parametrize(
    ("due", "new"),
    [
        ("2024-09-21", False),  # overdue on the day before the span already
        ("2024-09-22", True),  # overdue from the first day of the span
        ("2024-09-26", True),
        ("2024-09-27", False),  # still to come
    ],
)
def test_what_has_become_overdue_in_the_span(due: str, new: bool) -> None:
    view = week(f"responsible: [甲局, 乙局], due: {due}", f"responsible: [甲局], due: {due}")
    assert overdue_sentence(view) == ("新增逾期3项次：甲局第1、2项，乙局第1项。" if new else "")


@pytest.mark.parametrize(
    ("selected", "reported", "silent", "said"),
    [
        ({}, ["甲局", "乙局"], ["丙局"], "本周新报2项次。"),
        ({"overdue": True}, ["甲局"], [], "本周新报1项次。"),
        ({"statuses": ("done",)}, [], [], "本周无新报送。"),
        ({"overdue": True, "units": ("乙局",)}, [], [], "本周无新报送。"),
    ],
)
def test_with_a_filter_by_state_the_reports_are_those_of_the_figures(
    selected: dict[str, Any], reported: list[str], silent: list[str], said: str
) -> None:
    """The ledger of what is overdue said 本期无新报送 above a table of all reports."""
    view = week(
        f"responsible: [甲局], due: 2024-09-10, progress: {{甲局: [{NEW}]}}",
        f"responsible: [乙局], progress: {{乙局: [{NEW}]}}",
        "responsible: [丙局], due: 2024-09-10",
    )
    view = replace(view, filter=Filter(**selected))
    assert news_sentence(view) == said
    assert attendance(view) == (reported, silent)
    assert [change.unit for change in changes(view, MONDAY, FRIDAY)] == reported


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("[2024-09-10, 2024-09-25]", "新增逾期1项次：甲局第1项。"),
        ("[2024-09-10, 2024-09-30]", ""),
        ("2024-09-10", ""),
    ],
)
def test_each_recurring_day_that_is_missed_in_the_period_is_newly_overdue(due: str, said: str) -> None:
    assert overdue_sentence(week(f"responsible: [甲局], due: {due}")) == said


def test_what_was_returned_after_its_deadline_is_newly_overdue() -> None:
    view = week(f"responsible: [甲局], due: 2024-06-30, progress: {{甲局: [{DONE}, {BACK}]}}")
    assert overdue_sentence(view) == "新增逾期1项次：甲局第1项。"


FIVE = [
    f"responsible: [甲局, {{unit: 乙局, role: support}}], progress: {{甲局: [{NEW}], 乙局: [{NEW}]}}",
    "responsible: [甲局], progress: {甲局: [{date: 2024-09-26, status: done}]}",
    "responsible: [甲局, {unit: 丙局, role: support}], progress: {丙局: [{date: 2024-09-26, status: done}]}",
    f"responsible: [甲局], progress: {{甲局: [{DONE}]}}",  # before the week
    f"responsible: [甲局], progress: {{甲局: [{DONE}, {BACK}]}}",  # only the office
]
"""Tasks with two new reports on obligations, one of them done, and two in support, one of them done."""


def test_news_count_obligations_and_support_has_its_own_clause() -> None:
    view = week(*FIVE)
    assert news_sentence(view) == "本周新报2项次，新增完成1项次。另：配合事项新报2项次。"
    assert news(view) == News(((1, "甲局"), (2, "甲局")), ((2, "甲局"),), ((1, "乙局"), (3, "丙局")), ())


def test_news_of_support_alone() -> None:
    assert news_sentence(week(FIVE[2])) == "本周新报0项次。另：配合事项新报1项次。"
    assert news_sentence(week(*FIVE[3:])) == "本周无新报送。"


def test_a_candidate_that_is_not_concerned_is_counted_separately() -> None:
    denied = "{date: 2024-09-24, status: not_applicable}"
    view = week(
        f"responsible: [有关部门, 甲局], progress: {{甲局: [{NEW}], 乙局: [{denied}], 丙局: [{NEW}]}}"
    )
    assert news_sentence(view) == "本周新报2项次。另：待认定单位报不涉及1项次。"
    assert news(view).denied == ((1, "乙局"),)


def test_what_a_unit_finished_that_has_ended_since_is_not_new_of_its_successor() -> None:
    view = week("responsible: [乙局], progress: {乙局: [{date: 2024-09-10, status: done}]}")
    ended = tuple(
        replace(unit, until=date(2024, 9, 24), successor="丙局") if unit.name == "乙局" else unit
        for unit in view.checklist.units
    )
    made = replace(view, checklist=replace(view.checklist, units=ended))
    assert [(pair.unit, str(pair.status)) for pair in made.pairs] == [("丙局", "done")]
    assert news(made) == News((), (), (), ())
    assert movement(made) == {(1, "丙局"): ("done", False, False)}
    own = replace(made, filter=Filter(units=("丙局",)))
    assert (news(own), movement(own)) == (news(made), movement(made))


def test_a_filter_of_statuses_does_not_hide_the_status_before() -> None:
    reports = "[{date: 2024-09-10, status: behind}, {date: 2024-09-26, status: done}]"
    view = week(f"responsible: [甲局], progress: {{甲局: {reports}}}")
    made = replace(view, filter=Filter(statuses=("done",)))
    assert movement(made) == {(1, "甲局"): ("behind", True, False)}


def test_several_reports_on_one_obligation_are_one() -> None:
    both = "[{date: 2024-09-24, status: behind}, {date: 2024-09-25, status: done}]"
    assert news_sentence(week(f"responsible: [甲局], progress: {{甲局: {both}}}")) == (
        "本周新报1项次，新增完成1项次。"
    )


def test_how_each_pair_moved() -> None:
    progress = f"progress: {{甲局: [{DONE}, {BACK}], 乙局: [{NEW}]}}"
    view = week(f"responsible: [甲局, 乙局], due: 2024-09-25, {progress}")
    assert movement(view) == {
        (1, "甲局"): ("done", False, True),
        (1, "乙局"): ("not_started", True, True),
    }
