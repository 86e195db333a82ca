"""Checking the tasks that an edit changed finds what checking the whole list finds."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import LIST, UNITS, files, places, reports

from govlist.base import registry
from govlist.base.errors import Finding, Location, Problem
from govlist.model.checklist import Checklist, Omitted, Report
from govlist.model.states import Status
from govlist.validation import load, recheck
from govlist.validation.load import Loaded
from govlist.yamlfile import edit, parts
from govlist.yamlfile.edit import Addition
from govlist.yamlfile.parts import Known

PER_TASK = [rule for rule, module in load.rules() if getattr(module, "PER_TASK", False)]
SAMPLES = [
    getattr(registry.get("validation.rules", rule), sample)
    for rule in registry.names("validation.rules")
    for sample in ("GOOD", "BAD")
    if rule != "too-large"
] + [
    LIST.replace(
        "status: behind}",
        "status: behind}\n                - {date: 2024-07-06, status: behind, review: confirmed}",
    )
]


def loaded(data: bytes) -> Loaded:
    return load.check("checklist.yaml", data)


def found_below_tasks(rule: str, checklist: Checklist) -> list[Finding]:
    module = registry.get("validation.rules", rule)
    return [each for each in module.check(checklist) if each.location[0] == "sections"]


def found_one_by_one(rule: str, checklist: Checklist) -> list[Finding]:
    found = []
    for placed in checklist.placed():
        for each in found_below_tasks(rule, recheck._only(checklist, [placed.location])):
            found.append(each._replace(location=(*placed.location, *each.location[4:])))
    return found


@pytest.mark.parametrize("rule", PER_TASK)
def test_a_rule_per_task_finds_the_same_in_each_task_alone(rule: str) -> None:
    some = 0
    for sample in SAMPLES:
        made = loaded(sample if isinstance(sample, bytes) else sample.encode()).checklist
        if made is None or made.omitted != Omitted():
            continue
        found = found_below_tasks(rule, made)
        assert Counter(found_one_by_one(rule, made)) == Counter(found)
        some += len(found)
    assert some


def test_rules_that_compare_tasks_are_not_per_task() -> None:
    others = {rule for rule, _module in load.rules()} - set(PER_TASK)
    assert {"duplicate-id", "number-gap", "unused-unit", "unknown-task"} <= others


@given(st.data(), files(), reports())
def test_an_edit_is_checked_as_the_whole_list_is(data: st.DataObject, file: bytes, report: Report) -> None:
    before = loaded(file)
    assert before.checklist
    locations = data.draw(st.lists(st.sampled_from(places(before.source.plain)), min_size=1, unique=True))
    units = data.draw(st.lists(st.sampled_from((*UNITS, None)), min_size=1, unique=True))
    additions = [Addition(location, unit, report) for location in locations for unit in units]
    read = before.source
    for start in (read, Known(read.path, read.text, read.bom, read.plain, parts.places(read))):
        source = edit.add_reports(start, additions)
        after, _warnings = recheck.edited(replace(before, source=start), source)
        whole = loaded(source.data)
        assert after.checklist == whole.checklist
        assert after.errors == whole.errors
        if not isinstance(source, Known):
            assert after.problems == whole.problems
            continue
        inside = list(chain(*(_lines(source, location) for location in source.touched)))
        rules = {*PER_TASK, "cut-comment", "unused-ignore"}
        assert list(after.problems) == [
            each for each in whole.problems if each.line in inside and each.rule in rules
        ]


def _lines(source: Known, location: tuple[str | int, ...]) -> range:
    place = source.places[location]
    assert place
    return range(source.place(place[0])[0], source.place(place[1])[0])


DONE = Report(date=date(2024, 9, 20), status=Status.DONE)
TASK: Location = ("sections", 0, "topics", 0, "tasks", 1)


def edited(text: str, unit: str) -> tuple[Loaded, tuple[Problem, ...]]:
    """The check of a report of a unit on the second task."""
    before = loaded(text.encode())
    assert before.errors == ()
    return recheck.edited(before, edit.add_reports(before.source, [Addition(TASK, unit, DONE)]))


def test_a_new_warning_is_at_its_line_of_the_file() -> None:
    after, warnings = edited(LIST, "区教体局")
    assert isinstance(after.source, Known)
    assert [each.rule for each in warnings] == ["done-without-evidence", "standing-done-early"]
    assert {after.source.line(each.line).strip() for each in warnings} == {
        "- {date: 2024-09-20, status: done}"
    }


def test_an_error_of_the_edit_is_found() -> None:
    after, _warnings = edited(LIST, "田东街道")
    assert [each.rule for each in after.errors] == ["report-by-outsider"]


def test_a_comment_in_the_task_ignores_a_warning() -> None:
    line = "            standing: true  # govlist: ignore[standing-done-early]"
    after, warnings = edited(LIST.replace("            standing: true", line), "区教体局")
    assert "unused-ignore" not in {each.rule for each in warnings}
    assert isinstance(after.source, Known)


def test_a_unit_that_no_task_involves_any_more_is_found_by_checking_the_whole_list() -> None:
    units = "  - {name: 市气象局, kind: other, until: 2024-03-01, successor: 区司法局}\n"
    text = LIST.replace("groups:\n", units + "groups:\n", 1)
    after, _warnings = edited(text, "区教体局")
    assert after.checklist == loaded(after.source.data).checklist
