"""Intervals of state are what the list's view says on each day, and nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import oracle as lists

from govlist.many.schema import BY_NAME, IDENTITY
from govlist.many.states import END, FIRST, State, intervals
from govlist.model.checklist import Checklist
from govlist.model.pairs import Pair
from govlist.model.view import View
from govlist.validation import load

DAY = timedelta(days=1)
HEAD = """\
title: 清单
year: 2024
units:
  - {name: 甲局, kind: department}
  - {name: 乙局, kind: department, until: 2024-06-30, successor: 甲局}
  - {name: 丙局, kind: township}
  - {name: 丁局, kind: township, until: 2024-09-30, successor: 丙局}
groups:
  - {name: 有关部门, members: [甲局, 乙局, 丙局], scope: concerned}
  - {name: 全体, members: [department, township], scope: every}
"""
ROUNDS = "rounds: [2024-03-25, 2024-06-25, 2024-09-25]\n"


def read(text: str) -> Checklist:
    """The checklist of a text without errors."""
    loaded = load.check("checklist.yaml", text.encode())
    assert loaded.errors == ()
    assert loaded.checklist is not None
    return loaded.checklist


def of_task(task: str, head: str = "", units: str = HEAD) -> list[State]:
    """The states of a list with one task, given as the rest of its mapping."""
    body = f"sections:\n  - {{title: 一, tasks: [{{id: 1, requirement: 公开, {task}}}]}}\n"
    checklist = read(units + head + body)
    assert_same(checklist, days(date(2023, 12, 20), 400))
    return list(intervals(checklist))


def days(first: date, number: int) -> list[date]:
    """Days one after the other."""
    return [first + n * DAY for n in range(number)]


def said(pair: Pair) -> tuple[Any, ...]:
    """All that a view says of a pair, but for what follows from its reports and the day."""
    return (
        *(pair.task.id, pair.unit, str(pair.basis), str(pair.role), pair.owes, str(pair.status)),
        *(str(pair.review) if pair.review else None, pair.date, pair.due, pair.overdue > 0),
        *(pair.missing, pair.due_in_round, pair.in_time, pair.lacks_evidence, pair.task.standing),
    )


def stored(state: State, day: date) -> tuple[Any, ...]:
    """The same of an interval on a day."""
    overdue = state.overdue_from is not None and state.overdue_from <= day
    return (
        *(state.task_id, state.unit, state.basis, state.role, state.owed, state.status),
        *(state.review, state.last_date, state.due, overdue),
        *(state.missing, state.asked, state.in_time, state.lacks_evidence, state.standing),
    )


def assert_same(checklist: Checklist, on: list[date]) -> None:
    """On each day the intervals say what the view says, pair by pair, in the same order."""
    found = list(intervals(checklist))
    for day in on:
        view = View(checklist, min(day, checklist.closed or day))
        valid = [stored(state, day) for state in found if state.valid_from <= day < state.valid_to]
        assert valid == [said(pair) for pair in view.pairs], day


def by_pair(found: list[State]) -> Iterator[list[State]]:
    """The states of each pair."""
    for key in dict.fromkeys((state.task_id, state.unit) for state in found):
        yield [state for state in found if (state.task_id, state.unit) == key]


def test_a_state_has_the_columns_of_its_table() -> None:
    names = tuple(column.name for column in BY_NAME["states"].columns)
    assert names == (*(column.name for column in IDENTITY), *State._fields)


@st.composite
def lively(draw: lists.Draw) -> lists.Plain:
    """A random list in which a unit may end, and which may be archived."""
    plain = draw(lists.checklists())
    *heirs, last = plain["units"]
    if draw(st.booleans()):
        last |= {"until": draw(lists.days), "successor": draw(st.sampled_from(heirs))["name"]}
        if len(heirs) > 1 and draw(st.booleans()):
            heirs[-1] |= {"until": draw(lists.days), "successor": heirs[0]["name"]}
        for task in lists.tasks(plain):
            for unit in plain["units"]:
                reports = task["progress"].get(unit["name"], [])
                reports[:] = [each for each in reports if each["date"] <= unit.get("until", each["date"])]
                while reports and "review" in reports[0]:
                    del reports[0]
                if not reports:
                    task["progress"].pop(unit["name"], None)
    if draw(st.integers(0, 3)) == 0:
        plain["closed"] = draw(lists.days)
    return plain


@given(lively())
def test_on_every_day_of_the_year_and_around_it_they_are_the_view(plain: lists.Plain) -> None:
    loaded = load.check("checklist.yaml", lists.dump(plain).encode())
    assert loaded.checklist is not None
    around = [FIRST, date(1999, 7, 1), date(2031, 1, 1), END - DAY]
    assert_same(loaded.checklist, [*around, *days(date(2023, 12, 25), 385)])


@given(lively())
def test_spans_of_a_pair_follow_each_other_and_neighbours_differ(plain: lists.Plain) -> None:
    loaded = load.check("checklist.yaml", lists.dump(plain).encode())
    assert loaded.checklist is not None
    for states in by_pair(list(intervals(loaded.checklist))):
        assert all(state.valid_from < state.valid_to for state in states)
        for one, other in pairwise(states):
            assert one.valid_to < other.valid_from or (
                one.valid_to == other.valid_from and one[5:] != other[5:]
            )


def test_without_events_there_is_one_span_for_ever() -> None:
    (state,) = of_task("responsible: [甲局]")
    assert (state.valid_from, state.valid_to, state.status) == (FIRST, END, "not_started")


def test_a_deadline_alone_splits_nothing() -> None:
    (state,) = of_task("responsible: [甲局], due: 2024-06-30")
    assert (state.due, state.overdue_from) == (date(2024, 6, 30), date(2024, 7, 1))


def test_recurring_deadlines_split_until_the_last() -> None:
    states = of_task("responsible: [甲局], due: quarterly")
    assert [state.overdue_from for state in states] == [date(2024, m, 1) for m in (4, 7, 10)] + [
        date(2025, 1, 1)
    ]


def test_the_first_of_two_deadlines_is_missed_until_the_second_has_passed() -> None:
    (missed, then) = of_task("responsible: [甲局], due: [2024-03-31, 2024-05-31]")
    assert (missed.due, then.valid_from, then.due) == (date(2024, 3, 31), date(2024, 6, 1), date(2024, 5, 31))


def test_what_is_open_again_is_due_again() -> None:
    reports = "[{date: 2024-03-20, status: done}, {date: 2024-04-20, status: in_progress}]"
    states = of_task(f"responsible: [甲局], due: quarterly, progress: {{甲局: {reports}}}")
    assert [(s.valid_from.isoformat(), s.due and s.due.isoformat()) for s in states] == [
        ("1900-01-01", "2024-03-31"),
        ("2024-03-20", None),
        ("2024-04-20", "2024-09-30"),
        ("2025-01-01", "2024-12-31"),
    ]


def test_rounds_split_where_something_is_missing_or_comes() -> None:
    reports = "[{date: 2024-03-20, status: in_progress}, {date: 2024-06-27, status: done}]"
    states = of_task(f"responsible: [甲局], progress: {{甲局: {reports}}}", ROUNDS)
    assert [(s.valid_from.isoformat(), s.missing, s.asked, s.in_time) for s in states] == [
        ("1900-01-01", False, False, False),
        ("2024-03-20", False, False, False),
        ("2024-03-26", False, True, True),
        ("2024-06-26", True, True, False),
        ("2024-06-27", False, True, False),
        ("2024-09-26", False, True, True),
    ]


def test_a_candidate_owes_from_its_own_report_on_and_has_no_part_after_denying() -> None:
    reports = "[{date: 2024-03-20, status: in_progress}, {date: 2024-06-27, status: not_applicable}]"
    states = of_task(f"responsible: [有关部门], progress: {{丙局: {reports}}}", ROUNDS)
    own = [(s.valid_from.isoformat(), s.valid_to.isoformat(), s.basis) for s in states if s.unit == "丙局"]
    assert own[0] == ("1900-01-01", "2024-03-20", "candidate")
    assert {basis for _from, _to, basis in own[1:]} == {"reported"}
    assert own[-1][1] == "2024-06-27"


def test_a_successor_takes_over_on_the_day_after_the_last() -> None:
    reports = "[{date: 2024-06-10, status: behind}]"
    states = of_task(f"responsible: [乙局], progress: {{乙局: {reports}}}")
    assert [(s.unit, s.valid_from.isoformat(), s.valid_to.isoformat(), s.status) for s in states] == [
        ("甲局", "2024-07-01", "9999-12-31", "behind"),
        ("乙局", "1900-01-01", "2024-06-10", "not_started"),
        ("乙局", "2024-06-10", "2024-07-01", "behind"),
    ]


def test_what_a_successor_took_over_stays_when_another_unit_ends() -> None:
    states = of_task("responsible: [{unit: 乙局, role: lead}, {unit: 甲局, role: support}]")
    assert [(s.unit, s.valid_from.isoformat(), s.valid_to.isoformat(), s.role) for s in states] == [
        ("甲局", "1900-01-01", "2024-07-01", "support"),
        ("甲局", "2024-07-01", "9999-12-31", "lead"),
        ("乙局", "1900-01-01", "2024-07-01", "lead"),
    ]


@pytest.mark.parametrize("due", ["2024-10-15", "monthly:10"])
def test_nothing_changes_after_the_day_of_archiving(due: str) -> None:
    states = of_task(f"responsible: [全体], due: {due}", ROUNDS + "closed: 2024-09-10\n")
    assert max(state.valid_from for state in states) <= date(2024, 9, 10)
    assert all(state.overdue_from is None or state.overdue_from <= date(2024, 9, 10) for state in states)


def test_a_report_on_the_day_of_archiving_counts() -> None:
    reports = "[{date: 2024-09-10, status: behind}]"
    (first, last) = of_task(f"responsible: [甲局], progress: {{甲局: {reports}}}", "closed: 2024-09-10\n")
    assert (first.status, last.valid_from, last.status) == ("not_started", date(2024, 9, 10), "behind")


def test_days_at_the_end_of_time_are_no_hindrance() -> None:
    reports = "[{date: 2024-03-20, status: in_progress}, {date: 9999-12-31, status: behind}]"
    (first, second) = of_task(f"responsible: [甲局], due: 9999-12-31, progress: {{甲局: {reports}}}")
    assert (first.due, first.overdue_from, second.status) == (END, None, "in_progress")
    (state,) = of_task("responsible: [甲局]", "rounds: [9999-12-31]\n")
    assert (state.valid_to, state.missing) == (END, False)
    (state,) = of_task("responsible: [甲局], due: [2024-06-30, 9999-12-31]")
    assert (state.valid_to, state.due) == (END, date(2024, 6, 30))
    (state,) = of_task("responsible: [丁局]", units=HEAD.replace("2024-09-30", "9999-12-31"))
    assert (state.unit, state.valid_to) == ("丁局", END)


def test_days_at_the_end_of_time_are_no_hindrance_to_an_archived_list() -> None:
    closed = "closed: 2024-09-10\n"
    days = "[2024-03-25, 9999-12-31]"
    states = of_task(f"responsible: [甲局], due: {days}", f"rounds: {days}\n{closed}")
    assert [(s.valid_from.isoformat(), s.missing) for s in states] == [
        ("1900-01-01", False),
        ("2024-03-26", True),
    ]
    (state,) = of_task("responsible: [丁局]", closed, HEAD.replace("2024-09-30", "9999-12-31"))
    assert (state.unit, state.valid_to) == ("丁局", END)


@pytest.mark.parametrize(("until", "units"), [("1899-12-30", ["甲局"]), ("1900-01-01", ["甲局", "乙局"])])
def test_what_ended_before_the_first_day_is_no_part_of_it(until: str, units: list[str]) -> None:
    states = of_task("responsible: [乙局]", units=HEAD.replace("2024-06-30", until))
    assert [state.unit for state in states] == units
    assert states[0].valid_from == max(FIRST, date.fromisoformat(until) + DAY)


def test_days_before_the_first_are_its_past() -> None:
    reports = "[{date: 0001-01-01, status: in_progress}, {date: 1899-12-31, status: behind}]"
    (state,) = of_task(f"responsible: [甲局], progress: {{甲局: {reports}}}", "closed: 1899-12-31\n")
    assert (state.valid_from, state.valid_to, state.status) == (FIRST, END, "behind")
