"""Exact edits: what is asked for changes, every other byte stays, and what is taken back leaves no trace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from textwrap import dedent

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import LIST, UNITS, days, files, places, reports

from govlist import edit, load, nodes
from govlist.edit import Addition
from govlist.errors import Location
from govlist.model import Report, Status, Task
from govlist.nodes import Node
from govlist.source import BOM, Source

REPORT = Report(date=date(2024, 9, 20), status=Status.DONE, evidence=("佐证/9月.pdf",))
WRITTEN = "{date: 2024-09-20, status: done, evidence: [佐证/9月.pdf]}"
WHO = st.sampled_from((*UNITS, None))
"""A unit, or None for the office's own paragraph."""


@pytest.fixture(params=["C", "Python"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every edit is made with both parsers of PyYAML."""
    if request.param == "Python":
        monkeypatch.setattr(nodes, "LOADER", yaml.SafeLoader)


def source(data: bytes) -> Source:
    return Source("checklist.yaml", data)


def tasks(data: bytes) -> list[Location]:
    return places(source(data).plain)


def models(data: bytes) -> list[Task]:
    """The tasks as the model has them; the list must be without errors."""
    loaded = load.check("checklist.yaml", data)
    assert loaded.checklist is not None
    assert loaded.errors == ()
    return list(loaded.checklist.tasks())


def add(data: bytes, *additions: Addition) -> bytes:
    return edit.add_reports(source(data), additions).data


def take_back(data: bytes, location: Location, unit: str | None) -> bytes:
    return edit.remove_last_report(source(data), location, unit).data


def name(data: bytes, location: Location, names: Sequence[str]) -> bytes:
    """The names of a task's `concerned` made these."""
    return edit.set_names(source(data), location, "concerned", list(names), ["responsible"]).data


def settle(data: bytes, location: Location, day: date | None) -> bytes:
    """The day of a task's `settled` made this one."""
    return edit.set_day(source(data), location, "settled", day, ["responsible", "concerned"]).data


def nodes_towards(data: bytes, location: Location) -> Iterator[Node]:
    """The nodes on the way to a place, as far as there are any."""
    node = source(data).root
    for step in (*location, ""):
        if node is None:
            return
        yield node
        node = node.get(step)


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


def changed_lines(before: bytes, after: bytes) -> int:
    """How many lines differ; the others must be as many as before."""
    return sum(old != new for old, new in zip(lines(before), lines(after), strict=True))


def late_enough(data: bytes, location: Location, unit: str | None) -> st.SearchStrategy[Report]:
    """Reports that come behind those that are there."""
    task = source(data).value(location)
    there = task.get("overall", []) if unit is None else task.get("progress", {}).get(unit, [])
    last = max((report["date"] for report in there), default="2024-01-01")
    return reports(date.fromisoformat(last))


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
def test_what_is_added_is_taken_back_to_the_byte(data: st.DataObject, file: bytes) -> None:
    location = data.draw(st.sampled_from(tasks(file)))
    unit = data.draw(WHO)
    report = data.draw(late_enough(file, location, unit))
    marked = add(file, Addition(location, unit, report))
    assert marked != file
    assert take_back(marked, location, unit) == file


@given(st.data(), files())
def test_several_are_taken_back_one_by_one(data: st.DataObject, file: bytes) -> None:
    owner = st.tuples(st.sampled_from(tasks(file)), WHO)
    owners = data.draw(st.lists(owner, unique=True, max_size=4))
    marked = file
    for location, unit in owners:
        report = data.draw(late_enough(file, location, unit))
        marked = add(marked, Addition(location, unit, report))
    for location, unit in data.draw(st.permutations(owners)):
        marked = take_back(marked, location, unit)
    assert marked == file


@given(st.data(), files(), reports())
def test_an_edit_changes_one_task_and_nothing_else(
    data: st.DataObject, file: bytes, report: Report
) -> None:
    number = data.draw(st.sampled_from([0, 1]))
    unit = data.draw(WHO)
    expected = models(file)
    task = expected[number]
    there = list(task.overall if unit is None else task.progress.get(unit, ()))
    there.insert(sum(earlier.date <= report.date for earlier in there), report)
    if unit is None:
        expected[number] = replace(task, overall=tuple(there))
    else:
        expected[number] = replace(task, progress={**task.progress, unit: tuple(there)})
    assert models(add(file, Addition(tasks(file)[number], unit, report))) == expected


@given(st.data(), files(), reports())
def test_block_style_gains_lines_and_flow_style_one_longer_line(
    data: st.DataObject, file: bytes, report: Report
) -> None:
    location = data.draw(st.sampled_from(tasks(file)))
    unit = data.draw(st.sampled_from(UNITS))
    marked = add(file, Addition(location, unit, report))
    nodes_there = list(nodes_towards(file, (*location, "progress", unit)))[len(location) :]
    if any(node.flow for node in nodes_there):
        assert changed_lines(file, marked) == 1
    else:
        assert len(added_lines(file, marked)) == 4 - len(nodes_there)


@given(st.data(), files())
def test_all_at_once_is_the_same_as_one_by_one(data: st.DataObject, file: bytes) -> None:
    addition = st.builds(Addition, location=st.sampled_from(tasks(file)), unit=WHO, report=reports())
    additions = data.draw(st.lists(addition, min_size=1, max_size=5))
    one_by_one = file
    for addition in additions:
        one_by_one = add(one_by_one, addition)
    assert add(file, *additions) == one_by_one


@given(st.data(), files(), days())
def test_a_day_is_set_and_taken_out_to_the_byte(
    data: st.DataObject, file: bytes, day: date
) -> None:
    location = data.draw(st.sampled_from(tasks(file)))
    changed = settle(file, location, day)
    assert source(changed).value((*location, "settled")) == day.isoformat()
    assert settle(changed, location, None) == file


@given(st.data(), files(), st.permutations(UNITS))
def test_names_are_added_and_taken_out_to_the_byte(
    data: st.DataObject, file: bytes, names: list[str]
) -> None:
    location = data.draw(st.sampled_from(tasks(file)))
    states = [file]
    for end in range(1, len(names) + 1):
        states.append(name(states[-1], location, names[:end]))
        assert source(states[-1]).value((*location, "concerned")) == names[:end]
    for end in range(len(names) - 1, -1, -1):
        assert name(states[end + 1], location, names[:end]) == states[end]
