"""A span of days in sentences: who reported, who did not, what has become overdue in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from govlist.content.activity import attendance_sentences, movement, newly_overdue, overdue_sentence
from govlist.model.view import View
from govlist.validation import load

MONDAY, FRIDAY = date(2024, 9, 23), date(2024, 9, 27)
DONE = "{date: 2024-09-20, status: done}"
NEW = "{date: 2024-09-24, status: in_progress}"
BACK = "{date: 2024-09-24, status: in_progress, review: returned, note: 缺目录}"


def week(*tasks: str) -> View:
    """The week of a list whose tasks are given as the rest of their flow mapping."""
    rows = (f"      - {{id: {n}, requirement: 公开, {task}}}\n" for n, task in enumerate(tasks, 1))
    units = "".join(f"  - {{name: {name}, kind: department}}\n" for name in ("甲局", "乙局", "丙局"))
    text = f"title: 清单\nyear: 2024\nunits:\n{units}groups: []\nsections:\n  - title: 主动公开\n    tasks:\n"
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


def test_what_was_returned_after_its_deadline_is_newly_overdue() -> None:
    view = week(f"responsible: [甲局], due: 2024-06-30, progress: {{甲局: [{DONE}, {BACK}]}}")
    assert overdue_sentence(view) == "新增逾期1项次：甲局第1项。"


def test_how_each_pair_moved() -> None:
    progress = f"progress: {{甲局: [{DONE}, {BACK}], 乙局: [{NEW}]}}"
    view = week(f"responsible: [甲局, 乙局], due: 2024-09-25, {progress}")
    assert movement(view) == {
        (1, "甲局"): ("done", False, True),
        (1, "乙局"): ("not_started", True, True),
    }
