"""Exact edits: what is asked for changes, every other byte stays, and what is taken back leaves no trace."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from textwrap import dedent

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from govlist import edit, load, nodes
from govlist.edit import Addition
from govlist.errors import ExitCode, GovlistError, Location
from govlist.model import Checklist, Placed, Report, Status
from govlist.source import BOM, Source
from tests.strategies import LIST, UNITS, files, plain_tasks, reports

REPORT = Report(date=date(2024, 9, 20), status=Status.DONE, evidence=("佐证/9月.pdf",))
WRITTEN = "{date: 2024-09-20, status: done, evidence: [佐证/9月.pdf]}"
WHO = st.sampled_from((*UNITS, None))
"""A unit, or None for the office's own paragraph."""


@pytest.fixture(params=["C", "Python"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every edit is made with both parsers of PyYAML."""
    if request.param == "Python":
        monkeypatch.setattr(nodes, "LOADER", yaml.SafeLoader)


def read(data: bytes) -> Checklist:
    loaded = load.check("checklist.yaml", data)
    assert loaded.checklist is not None
    assert loaded.errors == ()
    return loaded.checklist


def placed(data: bytes) -> list[Placed]:
    return list(read(data).placed())


def held(task: Placed, unit: str | None) -> tuple[Report, ...]:
    return task.task.overall if unit is None else task.task.progress.get(unit, ())


def add(data: bytes, *additions: Addition) -> bytes:
    return edit.add_reports(Source("checklist.yaml", data), additions).data


def take_back(data: bytes, location: Location, unit: str | None) -> bytes:
    return edit.remove_last_report(Source("checklist.yaml", data), location, unit).data


def name(data: bytes, names: Sequence[str], after: Iterable[str] = ("responsible",)) -> bytes:
    """The list of the first task's `concerned` made this one."""
    location = placed(data)[0].location
    source = Source("checklist.yaml", data)
    return edit.set_names(source, location, "concerned", list(names), after).data


def settle(data: bytes, day: date | None) -> bytes:
    """The day of the first task's `settled` made this one."""
    location = placed(data)[0].location
    after = ("responsible", "responsible_text", "concerned")
    return edit.set_day(Source("checklist.yaml", data), location, "settled", day, after).data


def lines(data: bytes) -> list[str]:
    return data.removeprefix(BOM).decode().replace("\r\n", "\n").split("\n")


def added_lines(before: bytes, after: bytes) -> list[str]:
    """The lines that stand in the new text alone; all others must be there as before, in their order."""
    old, new = lines(before), lines(after)
    start = 0
    while start < len(old) and old[start] == new[start]:
        start += 1
    count = len(new) - len(old)
    assert old[start:] == new[start + count :]
    return new[start : start + count]


def late_enough(task: Placed, unit: str | None) -> st.SearchStrategy[Report]:
    """Reports that come behind those that are there."""
    last = max((report.date for report in held(task, unit)), default=date(2024, 1, 1))
    return reports(st.dates(last, date(2024, 12, 31)))


def tasks_with(*fields: str) -> bytes:
    """A list of one task in block style with these further lines."""
    head = LIST[: LIST.index("sections:")]
    body = "".join(f"        {line}\n" for field in fields for line in dedent(field).splitlines())
    return f"""\
{head}sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开
        responsible: [区政府各部门, 区政府有关部门]
{body}""".encode()


# Properties ---------------------------------------------------------------------------------------


@given(st.data(), files())
def test_add_and_take_back_leaves_the_same_bytes(data: st.DataObject, file: bytes) -> None:
    task = data.draw(st.sampled_from(placed(file)))
    unit = data.draw(WHO)
    report = data.draw(late_enough(task, unit))
    marked = add(file, Addition(task.location, unit, report))
    assert marked != file
    assert take_back(marked, task.location, unit) == file


@given(st.data(), files())
def test_several_are_taken_back_one_by_one(data: st.DataObject, file: bytes) -> None:
    tasks = placed(file)
    marked = file
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(range(len(tasks))), WHO), unique=True, max_size=5))
    for number, unit in pairs:
        report = data.draw(late_enough(tasks[number], unit))
        marked = add(marked, Addition(tasks[number].location, unit, report))
    for number, unit in data.draw(st.permutations(pairs)):
        marked = take_back(marked, tasks[number].location, unit)
    assert marked == file


@given(st.data(), files(), reports())
def test_an_edit_changes_one_task_and_nothing_else(data: st.DataObject, file: bytes, report: Report) -> None:
    before = placed(file)
    number = data.draw(st.sampled_from(range(len(before))))
    unit = data.draw(WHO)
    after = placed(add(file, Addition(before[number].location, unit, report)))
    there = list(held(before[number], unit))
    there.insert(sum(held.date <= report.date for held in there), report)
    task = before[number].task
    if unit is None:
        expected = replace(task, overall=tuple(there))
    else:
        expected = replace(task, progress={**task.progress, unit: tuple(there)})
    assert [p.task for p in after] == [*(p.task for p in before[:number]), expected] + [
        p.task for p in before[number + 1 :]
    ]


@given(st.data(), files(), reports())
def test_in_block_style_lines_are_added_and_in_flow_style_one_is_changed(
    data: st.DataObject, file: bytes, report: Report
) -> None:
    task = data.draw(st.sampled_from(placed(file)))
    unit = data.draw(st.sampled_from(UNITS))
    source = Source("checklist.yaml", file)
    marked = add(file, Addition(task.location, unit, report))
    root = source.root
    for step in (*task.location, "progress", unit):
        found = root.get(step) if root else None
        if found is None or found.flow:
            break
        root = found
    if found is None:
        new = {"progress": 3, unit: 2}[str(step)]
        assert len(added_lines(file, marked)) == new
    elif not found.flow:
        assert len(added_lines(file, marked)) == 1
    else:
        old, changed = lines(file), lines(marked)
        assert len(old) == len(changed)
        assert sum(a != b for a, b in zip(old, changed, strict=True)) == 1


@given(st.data(), files())
def test_all_at_once_is_the_same_as_one_by_one(data: st.DataObject, file: bytes) -> None:
    tasks = placed(file)
    additions = data.draw(
        st.lists(
            st.builds(
                Addition,
                location=st.sampled_from([task.location for task in tasks]),
                unit=WHO,
                report=reports(),
            ),
            min_size=1,
            max_size=6,
        )
    )
    one_by_one = file
    for addition in additions:
        one_by_one = add(one_by_one, addition)
    assert add(file, *additions) == one_by_one


@given(st.data(), files(), st.dates(date(2024, 1, 1), date(2024, 12, 31)))
def test_a_day_set_and_taken_out_leaves_the_same_bytes(data: st.DataObject, file: bytes, day: date) -> None:
    task = data.draw(st.sampled_from(placed(file)))
    after = ("responsible", "responsible_text", "concerned")
    source = Source("checklist.yaml", file)
    changed = edit.set_day(source, task.location, "settled", day, after)
    assert plain_tasks(changed.plain) != plain_tasks(source.plain)
    assert edit.set_day(changed, task.location, "settled", None, after).data == file


@given(st.data(), files(), st.lists(st.sampled_from(UNITS), unique=True, min_size=1))
def test_names_added_and_taken_out_leave_the_same_bytes(
    data: st.DataObject, file: bytes, names: list[str]
) -> None:
    task = data.draw(st.sampled_from(placed(file)))
    source = Source("checklist.yaml", file)
    for end in range(1, len(names) + 1):
        source = edit.set_names(source, task.location, "concerned", names[:end], ("responsible",))
    assert source.value((*task.location, "concerned")) == names
    for end in range(len(names) - 1, -1, -1):
        source = edit.set_names(source, task.location, "concerned", names[:end], ("responsible",))
    assert source.data == file
