"""What needs follow-up and why: one list, the same in every output."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from hypothesis import given
from tests import oracle as lists
from tests.model.test_view import ROUNDS, pair, read, report, view

from govlist.content import follow_up, ledger, problems
from govlist.content.follow_up import urgency, urgent
from govlist.content.letters import Letter
from govlist.export import _page_figures
from govlist.export.notices import _content
from govlist.model.figures import count
from govlist.model.pairs import Urgency
from govlist.model.view import View


def test_what_is_urgent_in_its_order() -> None:
    made = view(
        f"responsible: [甲局], progress: {{甲局: [{report('2024-09-20', 'done')}]}}",  # no evidence
        "responsible: [甲局]",  # no report since the round
        f"responsible: [甲局], progress: {{甲局: [{report('2024-09-20', 'behind')}]}}",
        f"responsible: [甲局], progress: {{甲局: [{report('2024-09-20')}, "
        f"{report('2024-09-21', 'in_progress', 'returned')}]}}",
        f"responsible: [甲局], progress: {{甲局: [{report('2024-09-20')}]}}",  # in order
        "responsible: [甲局], due: 2024-09-20",
        "responsible: [甲局], due: 2024-09-10",
        "responsible: [甲局], due: 2024-09-20",
        "responsible: [有关部门]",
        f"responsible: [甲局], due: 2024-10-11, progress: {{甲局: [{report('2024-09-20')}]}}",
        f"responsible: [甲局], due: 2024-09-27, progress: {{甲局: [{report('2024-09-20')}]}}",
        f"responsible: [甲局], due: 2024-10-12, progress: {{甲局: [{report('2024-09-20')}]}}",  # far ahead
        head=ROUNDS,
    )
    found = [(reason, pair.task.id) for reason, pair in urgent(made.of_unit("甲局"))]
    assert found == [
        (Urgency.OVERDUE, 7),
        (Urgency.OVERDUE, 6),
        (Urgency.OVERDUE, 8),
        (Urgency.RETURNED, 4),
        (Urgency.BEHIND, 3),
        (Urgency.MISSING, 2),
        (Urgency.DUE_SOON, 11),
        (Urgency.DUE_SOON, 10),
        (Urgency.LACKING_EVIDENCE, 1),
        (Urgency.CANDIDATE, 9),
    ]


def test_the_gravest_reason_is_reported() -> None:
    task = f"due: 2024-09-01, progress: {{甲局: [{report('2024-01-08', 'behind')}]}}"
    assert urgency(pair(task, head=ROUNDS)) is Urgency.OVERDUE
    assert urgency(pair(task.replace("2024-09-01", "2024-12-01"), head=ROUNDS)) is Urgency.BEHIND


def test_what_the_office_confirmed_asks_for_nothing() -> None:
    reports = f"[{report('2024-09-20', 'done')}, {report('2024-09-21', 'done', 'confirmed')}]"
    assert urgency(pair(reports)) is None


def test_of_tasks_with_the_same_reason_those_without_a_deadline_are_last() -> None:
    behind = f"progress: {{甲局: [{report('2024-09-20', 'behind')}]}}"
    made = view(
        f"responsible: [甲局], {behind}",
        f"responsible: [甲局], due: 2024-11-30, {behind}",
        f"responsible: [甲局], due: 2024-10-31, {behind}",
    )
    assert [pair.task.id for _reason, pair in urgent(made.pairs)] == [3, 2, 1]


def test_the_unit_with_most_of_the_most_urgent_tasks_is_first() -> None:
    """Whatever else it owes: 丙局 has what is overdue, 乙局 two behind, 甲局 one and more to settle."""
    behind = f"[{report('2024-09-20', 'behind')}]"
    made = view(
        f"responsible: [甲局, 乙局], progress: {{甲局: {behind}, 乙局: {behind}}}",
        f"responsible: [乙局], progress: {{乙局: {behind}}}",
        "responsible: [丙局], due: 2024-09-20",
        "responsible: [有关部门], concerned: [丙局]",
        "responsible: [有关部门]",
    )
    assert [each.unit for each in follow_up.due(made)] == ["丙局", "乙局", "甲局"]


def test_problems_are_told_apart_where_notes_have_commas() -> None:
    notes = ("方案已印发，正在推进", "场地没有落实，另选")
    made = view(
        *(
            f"responsible: [甲局], progress: {{甲局: [{{date: 2024-09-20, status: behind, note: {note}}}]}}"
            for note in notes
        )
    )
    table = ledger.follow_up(made).table
    assert table
    assert [row["problem"] for row in table.rows] == [
        "进度滞后2项（第1项：方案已印发，正在推进；第2项：场地没有落实，另选）"
    ]


def test_support_asks_for_nothing() -> None:
    made = view(
        "due: 2024-09-01, responsible: [甲局, {unit: 乙局, role: support}], "
        f"progress: {{乙局: [{report('2024-06-14', 'behind')}]}}"
    )
    assert [urgency(pair) for pair in made.of_unit("乙局")] == [None]


# One list -----------------------------------------------------------------------------------------

Key = tuple[str, int]
"""Unit and task."""


def listed(made: View) -> dict[Key, Urgency]:
    """What needs follow-up and why, by unit and task."""
    return {(pair.unit, pair.task.id): reason for reason, pair in urgent(made.pairs)}


def to_act(made: View) -> set[Key]:
    """What the units must do themselves."""
    return {
        key for key, reason in listed(made).items() if reason not in (Urgency.CANDIDATE, Urgency.DUE_SOON)
    }


def numbers(text: str) -> int:
    """The sum of the figures before a bracket: 逾期1项（第5项）, 三季度未报2项（第1、3项）."""
    return sum(map(int, re.findall(r"(\d+)项（", text)))


def units_in(text: str) -> int:
    """How many units a cell names; a whole group is 各乡镇街道（13家）."""
    groups = (re.search(r"（(\d+)家）$", name) for name in text.split("、"))
    return sum(int(group[1]) if group else 1 for group in groups)


@given(lists.checklists(), lists.days)
def test_every_output_shows_the_same_list(plain: lists.Plain, day: str) -> None:
    made = View(read(lists.dump(plain)), date.fromisoformat(day))
    expected = listed(made)
    rows = follow_up.records(made, follow_up.due(made))
    assert {(r["unit"], t["id"]): Urgency[t["reason"].upper()] for r in rows for t in r["tasks"]} == expected

    part = ledger.follow_up(made)
    rows = part.table.rows if part.table else ()
    assert sum(units_in(row["responsible"]) * numbers(row["problem"]) for row in rows) == len(to_act(made))
    of_tasks = problems.follow_up_by_task(made).rows
    found = {(unit, int(row["number"])) for row in of_tasks for unit in row["responsible"].split("、")}
    assert found == to_act(made)
    open_ = sum(reason is Urgency.CANDIDATE for reason in expected.values())
    assert (f"待认定{open_}项次" in "".join(part.paragraphs)) is bool(open_)
    soon = count(made.pairs).due_soon
    assert (f"临期{soon}项次：" in "".join(part.paragraphs)) is bool(soon)

    shown = [line for callout in _page_figures.callouts(made) for line in callout.lines if line.name]
    assert set(_page_pairs(shown)) == set(expected)


def _page_pairs(shown: list[_page_figures.Line]) -> Iterator[Key]:
    """Unit and task of each line of the page."""
    for line in shown:
        ids = [number for item in line.items for run, _first in item.runs for number in _ids(run)]
        yield from ((unit, number) for unit in line.name.split("、") for number in ids)


@given(lists.checklists(), lists.days)
def test_every_reason_is_counted_by_its_figure(plain: lists.Plain, day: str) -> None:
    made = View(read(lists.dump(plain)), date.fromisoformat(day))
    found = Counter(reason.key for pair in made.pairs for reason in follow_up.reasons(pair))
    counts = count(made.pairs)
    figures = counts.as_dict() | {"candidate": counts.candidates}
    assert found == {reason.key: n for reason in Urgency if (n := figures[reason.key])}


@given(lists.checklists(), lists.days)
def test_a_notice_announces_as_many_tasks_as_it_lists(plain: lists.Plain, day: str) -> None:
    made = View(read(lists.dump(plain)), date.fromisoformat(day))
    for each in follow_up.to_chase(made, follow_up.due(made)):
        notice = _content.notice(made, each, Letter())
        tasks = sorted(matter.number for matter in notice.matters)
        announced = re.search(r"有(\d+)项", notice.opening)
        assert announced
        assert int(announced[1]) == len(tasks) == len(each.items)
        assert [(each.unit, number) for number in tasks] == sorted(
            key for key in to_act(made) if key[0] == each.unit
        )
        demanded = [number for demand in notice.demands for number in _ids(demand.which)]
        assert sorted(demanded) == tasks


def _ids(text: str) -> Iterator[int]:
    """第1、3-5项 → 1 3 4 5."""
    for run in re.findall(r"\d+(?:-\d+)?", text):
        first, _dash, last = run.partition("-")
        yield from range(int(first), int(last or first) + 1)


def test_a_task_with_two_reasons_is_listed_once() -> None:
    reports = f"[{report('2024-05-20', 'behind')}]"
    made = view(f"responsible: [甲局], due: 2024-09-01, progress: {{甲局: {reports}}}", head=ROUNDS)
    (pair_,) = made.pairs
    assert list(follow_up.reasons(pair_)) == [Urgency.OVERDUE, Urgency.BEHIND, Urgency.MISSING]
    assert listed(made) == {("甲局", 1): Urgency.OVERDUE}
