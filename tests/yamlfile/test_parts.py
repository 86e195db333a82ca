"""An edit that is proved by reading the changed tasks alone gives what reading the whole file gives."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import LIST, UNITS, days, files, places, reports

from govlist.base.errors import GovlistError, Location
from govlist.model.checklist import Report
from govlist.model.states import Status
from govlist.yamlfile import edit, nodes, parts
from govlist.yamlfile.edit import Addition
from govlist.yamlfile.parts import Known
from govlist.yamlfile.source import Source

REPORT = Report(date=date(2024, 9, 20), status=Status.DONE)
WHO = st.sampled_from((*UNITS, None))


@pytest.fixture(params=["C", "Python"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "Python":
        monkeypatch.setattr(nodes, "LOADER", yaml.SafeLoader)


def source(data: bytes) -> Source:
    return Source("checklist.yaml", data)


def known(data: bytes) -> Known:
    """A file as the cache gives it."""
    read = source(data)
    return Known(read.path, read.text, read.bom, read.plain, parts.places(read))


def some_edit(data: st.DataObject, file: Source) -> Source:
    """One of the edits of a task, or the file itself where it is refused."""
    location = data.draw(st.sampled_from(places(file.plain)))
    unit = data.draw(WHO)
    kind = data.draw(st.sampled_from(["mark", "mark", "unmark", "concerned", "settled"]))
    try:
        if kind == "mark":
            return edit.add_reports(file, [Addition(location, unit, data.draw(reports()))])
        if kind == "unmark":
            task = parts.value_at(file.plain, location)
            held = task.get("overall") if unit is None else task.get("progress", {}).get(unit)
            return edit.remove_last_report(file, location, unit) if held else file
        if kind == "concerned":
            names = data.draw(st.lists(st.sampled_from(UNITS), unique=True))
            return edit.set_names(file, location, "concerned", names, ["responsible"])
        day = data.draw(st.none() | days())
        return edit.set_day(file, location, "settled", day, ["responsible", "concerned"])
    except GovlistError:
        return file


@given(st.data(), files())
def test_edits_of_parts_read_as_the_whole_file_does(data: st.DataObject, file: bytes) -> None:
    edited: Source = known(file)
    for _ in range(data.draw(st.integers(1, 4))):
        edited = some_edit(data, edited)
    whole = source(edited.data)
    assert whole.problems == []
    assert edited.plain == whole.plain
    assert parts.places(edited) == parts.places(whole)
    assert edited.text == whole.text


@given(st.data(), files(), reports())
def test_the_bytes_are_those_of_an_edit_of_the_whole_file(
    data: st.DataObject, file: bytes, report: Report
) -> None:
    location = data.draw(st.sampled_from(places(source(file).plain)))
    addition = Addition(location, data.draw(WHO), report)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "edited", lambda *_each: None)
        whole = edit.add_reports(source(file), [addition])
    assert edit.add_reports(source(file), [addition]).data == whole.data
    assert edit.add_reports(known(file), [addition]).data == whole.data


@given(files())
def test_a_part_reads_alone_as_in_its_file(file: bytes) -> None:
    whole = source(file)
    for location, place in parts.places(whole).items():
        found = parts.part(whole, location)
        assert (found is None) or place is not None
        if found is not None:
            assert found.node.moved(found.start) == whole.node(location)


def block(location: Location = ("sections", 0, "topics", 0, "tasks", 1)) -> tuple[Known, Location]:
    return known(LIST.encode()), location


def test_an_edit_in_block_style_reads_the_changed_task_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    file, location = block()
    read = []
    compose = nodes.compose
    monkeypatch.setattr(
        "govlist.yamlfile.source.compose", lambda text: read.append(len(text)) or compose(text)
    )
    made = edit.add_reports(file, [Addition(location, "区教体局", REPORT)])
    assert isinstance(made, Known)
    assert made.base is file
    assert made.touched == {location}
    assert max(read) < len(LIST) / 2


def test_unchanged_data_is_shared() -> None:
    file, location = block()
    made = edit.add_reports(file, [Addition(location, "区教体局", REPORT)])
    tasks, others = (parts.value_at(each.plain, location[:-1]) for each in (file, made))
    assert [old is new for old, new in zip(tasks, others, strict=True)] == [True, False, True, True, True]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("sections:\n  - tasks:\n      - {id: 1}\n      - {id: 2}\n", [True, True]),
        ("sections:\n- tasks:\n  - id: 1\n  - id: 2\n", [True, True]),
        ("sections:\n  - tasks:\n      -\n        id: 1\n\n      - id: 2\nyear: 1\n", [True, True]),
        ("sections:\n  - tasks:\n      - id: 1\n        note: |\n          - id: 2\n\n", [True]),
        ("sections:\n  - tasks: [{id: 1}, {id: 2}]\n", [False, False]),
        ("sections: [{tasks: [{id: 1}]}]\n", [False]),
        ("sections:\n  - tasks:\n      - id: 1", [False]),  # no line end
        ("sections:\n  - tasks:\n      - {id: 1}\n      - id: 2", [True, False]),
        ("sections:\n  - tasks:\n    - id: 1\n? year\n: 1\n", [True]),
        ("sections:\n- tasks:\n  - id: 1\n?\n  year\n: 1\n", [True]),
        ("sections:\n  - tasks:\n      - {id: 1,\n  note: a}\n      - {id: 2}\n", [True, True]),
        ("sections:\n  - tasks:\n      - {id: 1, note: 'a\n\n  b'}\n      - {id: 2}\n", [True, True]),
    ],
)
def test_which_tasks_can_be_read_alone(text: str, alone: list[bool]) -> None:
    file = source(text.encode())
    assert file.problems == []
    assert [parts.part(file, location) is not None for location in places(file.plain)] == alone


def test_a_text_that_looks_like_a_task_is_none() -> None:
    """The places come from reading the file, not from its words."""
    text = LIST.replace(
        "requirement: 纳入", "x-说明: |\n              - id: 6\n            requirement: 纳入"
    )
    file = known(text.encode())
    location: Location = ("sections", 0, "topics", 0, "tasks", 4)
    made = edit.add_reports(file, [Addition(location, None, REPORT)])
    assert made.text.count("overall:") == 1
    assert made.text.endswith("overall:\n              - {date: 2024-09-20, status: done}\n")


def test_cached_data_of_another_text_is_not_believed() -> None:
    """A cached file whose data or places are wrong is read as a whole."""
    file, location = block()
    file.plain = parts.with_value(file.plain, (*location, "requirement"), "别的")
    with pytest.raises(GovlistError, match="checklist"):
        edit.add_reports(file, [Addition(location, None, REPORT)])
    file, location = block()
    file.places = dict.fromkeys(file.places, (0, 10))
    made = edit.add_reports(file, [Addition(location, None, REPORT)])
    assert not isinstance(made, Known)
    assert source(made.data).value((*location, "overall")) == [{"date": "2024-09-20", "status": "done"}]
