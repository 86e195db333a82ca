"""Deadlines: which days recur, which of them a unit owes next, and which it has missed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import LIST

from govlist.model.checklist import Report, Review, Task
from govlist.model.deadlines import DueDays, due_on, plain, recurring
from govlist.model.pairs import Pair
from govlist.model.rounds import next_due
from govlist.model.states import Status
from govlist.model.view import View
from govlist.validation import load


def report(day: str, **more: object) -> Report:
    return Report(date=date.fromisoformat(f"2024-{day}"), status=Status.IN_PROGRESS, **more)  # type: ignore[arg-type]


def task(*due: str, standing: bool = False) -> Task:
    return Task(id=1, requirement="公开", responsible=(), due=tuple(map(DueDays, due)), standing=standing)


@pytest.mark.parametrize(
    ("due", "days"),
    [
        ([], []),
        (["2024-08-31"], ["08-31"]),
        (["quarterly"], ["03-31", "06-30", "09-30", "12-31"]),
        (["half-yearly"], ["06-30", "12-31"]),
        (["monthly:10"], [f"{month:02}-10" for month in range(1, 13)]),
        (["2024-06-30", "2024-03-31"], ["03-31", "06-30"]),
        (["quarterly", "2024-06-30", "2024-11-20"], ["03-31", "06-30", "09-30", "11-20", "12-31"]),
    ],
)
def test_the_days_of_a_deadline(due: list[str], days: list[str]) -> None:
    assert [f"{day:%m-%d}" for day in task(*due).due_days(2024)] == days


@pytest.mark.parametrize(("year", "february"), [(2024, "02-29"), (2025, "02-28")])
def test_the_last_day_of_a_shorter_month(year: int, february: str) -> None:
    days = task("monthly:31").due_days(year)
    assert [f"{day:%m-%d}" for day in days[:4]] == ["01-31", february, "03-31", "04-30"]


def test_only_a_single_deadline_of_a_standing_task_moves_to_the_end_of_the_year() -> None:
    assert task("2024-06-30", standing=True).due_days(2024) == (date(2024, 12, 31),)
    assert task("2025-01-31", standing=True).due_days(2024) == (date(2025, 1, 31),)
    assert len(task("half-yearly", standing=True).due_days(2024)) == 2
    assert task(standing=True).due_days(2024) == ()


def test_the_value_as_the_file_has_it() -> None:
    assert plain(()) is None
    assert plain(due_on(date(2024, 6, 30))) == "2024-06-30"
    assert plain(task("quarterly", "2024-06-30").due) == ["quarterly", "2024-06-30"]


@pytest.mark.parametrize(
    ("words", "due", "exact"),
    [
        ("每月10日前", "monthly:10", True),
        ("每月 5 号", "monthly:5", True),
        ("每月末", "monthly:31", True),
        ("每季末", "quarterly", True),
        ("按季度上报", "quarterly", False),
        ("每半年", "half-yearly", False),
    ],
)
def test_words_that_name_recurring_days(words: str, due: str, exact: bool) -> None:
    assert recurring(words) == (DueDays(due), exact)


@pytest.mark.parametrize("words", ["", "每月32日前", "每年", "每周五", "月底前", "10日前", "每月10日前" * 20])
def test_other_words_name_none(words: str) -> None:
    assert recurring(words) is None


MONTHLY = ["2024-01-10", "2024-02-10", "2024-03-10"]


@pytest.mark.parametrize(
    ("day", "reports", "due"),
    [
        ("01-05", [], "01-10"),
        ("01-10", [], "01-10"),  # a round includes its own day
        ("01-11", [], "01-10"),  # missed
        ("01-11", ["01-08"], "02-10"),
        ("01-11", ["01-11"], "03-10"),  # late, and since the last day
        ("02-05", [], "01-10"),
        ("02-11", [], "02-10"),  # the last one that has passed, not the first
        ("02-11", ["01-10"], "02-10"),
        ("02-11", ["01-11"], "03-10"),
        ("03-09", ["01-11"], "03-10"),
        ("03-09", ["02-11"], None),
        ("04-09", ["02-10"], "03-10"),
        ("04-09", ["02-11"], None),
    ],
)
def test_the_day_that_is_owed_next(day: str, reports: list[str], due: str | None) -> None:
    days = tuple(date.fromisoformat(each) for each in MONTHLY)
    made = next_due(days, [report(each) for each in reports], date.fromisoformat(f"2024-{day}"))
    assert made == (due and date.fromisoformat(f"2024-{due}"))


def test_the_office_s_review_does_not_answer_a_day() -> None:
    days = tuple(date.fromisoformat(each) for each in MONTHLY)
    reports = [report("01-08"), report("01-20", review=Review.RETURNED)]
    assert next_due(days, reports, date(2024, 2, 11)) == date(2024, 2, 10)


@given(
    st.lists(st.dates(date(2024, 1, 1), date(2024, 2, 28)), min_size=2, max_size=5, unique=True).map(sorted),
    st.lists(st.dates(date(2024, 1, 1), date(2024, 2, 28)), max_size=3).map(sorted),
    st.dates(date(2024, 1, 1), date(2024, 3, 2)),
)
def test_a_day_is_missed_if_none_reported_since_the_one_before(
    days: list[date], reported: list[date], today: date
) -> None:
    reports = [Report(date=day, status=Status.BEHIND) for day in reported if day <= today]
    made = next_due(tuple(days), reports, today)
    passed = [day for day in days if day < today]
    before = passed[-2] if len(passed) > 1 else date.min
    silent = bool(passed) and not any(each.date > before for each in reports)
    assert (made is not None and made < today) == silent
    if silent:
        assert made == passed[-1]


# In a view ----------------------------------------------------------------------------------------

RECURRING = LIST.replace(
    "            standing: true\n", "            due: monthly:10\n            standing: true\n"
)


def pair(day: str, unit: str = "区教体局") -> Pair:
    checklist = load.check("checklist.yaml", RECURRING.encode()).checklist
    assert checklist is not None
    (found,) = [p for p in View(checklist, date.fromisoformat(f"2024-{day}")).task(2).pairs if p.unit == unit]
    return found


@pytest.mark.parametrize(
    ("day", "overdue", "due"),
    [
        ("01-10", 0, "01-10"),
        ("01-12", 2, "01-10"),
        ("06-10", 31, "05-10"),
        ("06-14", 0, "08-10"),  # reported on this day
        ("07-20", 0, "08-10"),
        ("08-12", 2, "08-10"),
    ],
)
def test_a_standing_task_is_overdue_by_each_of_its_days(day: str, overdue: int, due: str) -> None:
    found = pair(day)
    assert (found.overdue, found.due) == (overdue, date.fromisoformat(f"2024-{due}"))
    assert found.days_left == (found.due - date.fromisoformat(f"2024-{day}")) // timedelta(days=1)
