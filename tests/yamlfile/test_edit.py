"""Exact edits: only the requested bytes change, and a removed report leaves no trace."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from textwrap import indent

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import LIST, UNITS, days, files, places, reports

from govlist.base.errors import ExitCode, GovlistError, Location
from govlist.base.text import BOM
from govlist.model.checklist import Report, Task
from govlist.model.states import Status
from govlist.validation import load
from govlist.yamlfile import edit, nodes
from govlist.yamlfile.edit import Addition
from govlist.yamlfile.nodes import Node
from govlist.yamlfile.source import Source
from govlist.yamlfile.spans import Span

REPORT = Report(date=date(2024, 9, 20), status=Status.DONE, evidence=("佐证/9月.pdf",))
FIRST: Location = ("sections", 0, "tasks", 0)
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
    """The lines that are only in the new text; all others must be unchanged, in order."""
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
    """Reports that come after the present ones."""
    task = source(data).value(location)
    there = task.get("overall", []) if unit is None else task.get("progress", {}).get(unit, [])
    last = max((report["date"] for report in there), default="2024-01-01")
    return reports(date.fromisoformat(last))


BLOCK_TASK = f"""\
{LIST[: LIST.index("sections:")]}sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开
        responsible: [区政府各部门, 有关部门]
"""


def tasks_with(*fields: str) -> bytes:
    """A list of one task in block style with these lines besides."""
    body = "\n".join(fields).rstrip("\n")
    return (BLOCK_TASK + indent(body, " " * 8) + ("\n" if body else "")).encode()


# Properties ---------------------------------------------------------------------------------------


@given(st.data(), files())
def test_what_is_added_is_removed_to_the_byte(data: st.DataObject, file: bytes) -> None:
    location = data.draw(st.sampled_from(tasks(file)))
    unit = data.draw(WHO)
    report = data.draw(late_enough(file, location, unit))
    marked = add(file, Addition(location, unit, report))
    assert marked != file
    assert take_back(marked, location, unit) == file


@given(st.data(), files())
def test_several_are_removed_one_by_one(data: st.DataObject, file: bytes) -> None:
    owner = st.tuples(st.sampled_from(tasks(file)), WHO)
    owners = data.draw(st.lists(owner, unique=True, max_size=4))
    marked = file
    for location, unit in owners:
        report = data.draw(late_enough(file, location, unit))
        marked = add(marked, Addition(location, unit, report))
    for location, unit in data.draw(st.permutations(owners)):
        marked = take_back(marked, location, unit)
    assert marked == file


@given(st.data(), files())
def test_every_report_of_every_list_can_be_taken_back(data: st.DataObject, file: bytes) -> None:
    owners = [
        (location, unit)
        for location in tasks(file)
        for unit, held in source(file).value(location).get("progress", {}).items()
        for _report in held
    ]
    for location, unit in data.draw(st.permutations(owners)):
        file = take_back(file, location, unit)
    assert not any(any(task.progress.values()) for task in models(file))


@given(st.data(), files(), days())
def test_names_and_days_are_set_and_removed_in_every_list(
    data: st.DataObject, file: bytes, day: date
) -> None:
    location = data.draw(st.sampled_from(tasks(file)))
    for names in ([UNITS[0]], [UNITS[1], UNITS[0]], [UNITS[1]], []):
        file = name(file, location, names)
        assert set(source(file).value(location).get("concerned", [])) == set(names)
    file = settle(settle(file, location, day), location, None)
    assert "settled" not in source(file).value(location)


@given(files(), st.sampled_from(["区教育局", "区: 教育局", "教育 局", "123"]))
def test_a_unit_is_renamed_in_every_list(file: bytes, new: str) -> None:
    mentions: list[tuple[Location, bool]] = [(("units", 0, "name"), False)]
    for location in tasks(file):
        if UNITS[0] in source(file).value(location).get("progress", {}):
            mentions.append(((*location, "progress", UNITS[0]), True))
    renamed = edit.rename(source(file), mentions, new)
    assert source(renamed.data).plain["units"][0]["name"] == new


KEYS_BEHIND = {
    "dash": ("- {key}:{value}", "  id: 1"),
    "dash and comment": ("- {key}:{value}", "  # 说明", "  id: 1"),
    "question mark": ("- ? {key}", "  :{value}", "  id: 1"),
    "question mark alone": ("- ?  # 键", "    {key}", "  :{value}", "  id: 1"),
    "question mark in the middle": ("- id: 1", "  ?", "", "   {key}", "  :{value}"),
    "question mark on its own lines": ("- id: 1", "  ? {key}  # 说明", "  :{value}"),
}


@pytest.mark.parametrize("form", KEYS_BEHIND)
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("progress", " {区教体局: [{date: 2024-06-14, status: behind} ,]}"),
        ("progress", "\n      区教体局:\n      - {date: 2024-06-14, status: behind}  # 电话"),
        ("concerned", " [区教体局 ,]  # 会议"),
        ("concerned", "\n      - 区教体局"),
        ("settled", " 2024-06-14"),
    ],
)
def test_a_first_key_is_taken_out(form: str, key: str, value: str) -> None:
    lines = "\n".join(KEYS_BEHIND[form]).format(key=key, value=value)
    head = BLOCK_TASK[: BLOCK_TASK.index("      - id: 1")]
    text = head + indent(lines, " " * 6) + "\n        requirement: 公开\n        responsible: [有关部门]\n"
    file = text.encode()
    assert source(file).problems == []
    if key == "progress":
        made = take_back(file, FIRST, "区教体局")
    else:
        made = name(file, FIRST, []) if key == "concerned" else settle(file, FIRST, None)
    assert source(made).value(FIRST) == {"id": "1", "requirement": "公开", "responsible": ["有关部门"]}
    if form == "dash and comment":
        assert "# 说明" in made.decode()


@given(st.data(), files(), reports())
def test_an_edit_changes_one_task_and_nothing_else(data: st.DataObject, file: bytes, report: Report) -> None:
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
    some = st.builds(Addition, location=st.sampled_from(tasks(file)), unit=WHO, report=reports())
    additions = data.draw(st.lists(some, min_size=1, max_size=5))
    one_by_one = file
    for addition in additions:
        one_by_one = add(one_by_one, addition)
    assert add(file, *additions) == one_by_one


@given(st.data(), files(), days())
def test_a_day_is_set_and_removed_to_the_byte(data: st.DataObject, file: bytes, day: date) -> None:
    location = data.draw(st.sampled_from(tasks(file)))
    changed = settle(file, location, day)
    assert source(changed).value((*location, "settled")) == day.isoformat()
    assert settle(changed, location, None) == file


@given(st.data(), files(), st.permutations(UNITS))
def test_names_are_added_and_removed_to_the_byte(data: st.DataObject, file: bytes, names: list[str]) -> None:
    location = data.draw(st.sampled_from(tasks(file)))
    states = [file]
    for end in range(1, len(names) + 1):
        states.append(name(states[-1], location, names[:end]))
        assert source(states[-1]).value((*location, "concerned")) == names[:end]
    for end in range(len(names) - 1, -1, -1):
        assert name(states[end + 1], location, names[:end]) == states[end]


# Where things go ----------------------------------------------------------------------------------


PROGRESS = """\
progress:   # 各单位
  区教体局:   # 电话66
    # 上半年
    - {date: 2024-03-01, status: in_progress}
    - date: 2024-06-14
      status: in_progress
      note: |
        - 已印发

        # 不是注释

    # 下半年
    - {date: 2024-06-14, status: behind}   # 同日

  # 司法
  区司法局: []
"""


@pytest.mark.parametrize(
    ("day", "behind"),
    [
        ("2024-01-01", "  区教体局:   # 电话66"),
        ("2024-03-01", "    - {date: 2024-03-01, status: in_progress}"),
        ("2024-06-13", "    - {date: 2024-03-01, status: in_progress}"),
        ("2024-06-14", "    - {date: 2024-06-14, status: behind}   # 同日"),
        ("2024-12-31", "    - {date: 2024-06-14, status: behind}   # 同日"),
    ],
)
def test_a_late_report_goes_to_its_place(day: str, behind: str) -> None:
    before = tasks_with(PROGRESS)
    report = Report(date=date.fromisoformat(day), status=Status.DONE)
    after = add(before, Addition(FIRST, "区教体局", report))
    assert added_lines(before, after) == [f"            - {{date: {day}, status: done}}"]
    assert (
        lines(after)[lines(after).index(f"            - {{date: {day}, status: done}}") - 1].strip()
        == behind.strip()
    )


def test_several_late_reports_go_to_their_places_at_once() -> None:
    before = tasks_with(PROGRESS)
    days_ = ["2024-12-31", "2024-01-01", "2024-03-02", "2024-01-01"]
    additions = [
        Addition(FIRST, "区教体局", Report(date=date.fromisoformat(day), status=Status.DONE, note=f"第{n}"))
        for n, day in enumerate(days_)
    ]
    after = add(before, *additions)
    made = [(report.date.isoformat(), report.note) for report in models(after)[0].progress["区教体局"]]
    assert [pair for pair in made if pair[1] and pair[1].startswith("第")] == [
        *(("2024-01-01", "第1"), ("2024-01-01", "第3"), ("2024-03-02", "第2"), ("2024-12-31", "第0")),
    ]


def test_a_new_unit_goes_after_the_others_and_in_their_style() -> None:
    before = tasks_with(PROGRESS)
    after = add(before, Addition(FIRST, "区卫健委", REPORT))
    assert lines(after)[: len(lines(before)) - 1] == lines(before)[:-1]
    assert added_lines(before, after) == ["          区卫健委:", f"            - {WRITTEN}"]
    indentless = tasks_with("progress:", "  区教体局:", "  - {date: 2024-03-01, status: behind}")
    after = add(indentless, Addition(FIRST, "区卫健委", REPORT))
    assert added_lines(indentless, after) == ["          区卫健委:", f"          - {WRITTEN}"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("progress: {}", "progress: {区教体局: [NEW] }"),
        ("progress: { }", "progress: {区教体局: [NEW]  }"),
        ("progress: {区教体局: []}", "progress: {区教体局: [NEW ]}"),
        ("progress:\n  区教体局: []  # 注", "progress:\n  区教体局: [NEW ]  # 注"),
        (
            "progress: {区教体局: [{date: 2024-03-01, status: behind}]}",
            "progress: {区教体局: [{date: 2024-03-01, status: behind}, NEW]}",
        ),
        (
            "progress: {区教体局: [{date: 2024-12-01, status: behind}]}",
            "progress: {区教体局: [NEW, {date: 2024-12-01, status: behind}]}",
        ),
        (
            "progress:\n  区教体局: [\n    {date: 2024-03-01, status: behind},  # 注\n  ]",
            "progress:\n  区教体局: [\n    {date: 2024-03-01, status: behind}, NEW,  # 注\n  ]",
        ),
        ("progress: {区司法局: []}", "progress: {区司法局: [], 区教体局: [NEW]}"),
    ],
)
def test_in_flow_style_it_goes_into_the_line(before: str, after: str) -> None:
    old, new = tasks_with(before), tasks_with(after.replace("NEW", WRITTEN))
    assert add(old, Addition(FIRST, "区教体局", REPORT)) == new
    if "12-01" not in before:
        assert take_back(new, FIRST, "区教体局") == old


def test_the_offices_paragraph_is_before_the_progress() -> None:
    before = tasks_with("due_text: 年底前", PROGRESS)
    after = add(before, Addition(FIRST, None, REPORT), Addition(FIRST, None, REPORT))
    written = f"          - {WRITTEN}"
    assert added_lines(before, after) == ["        overall:", written, written]
    assert lines(after).index("        overall:") == lines(before).index("        due_text: 年底前") + 1


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", BOM])
@pytest.mark.parametrize("final", ["", "\n", "\n\n", "\n# 完"])
def test_line_ends_bom_and_the_end_of_the_file_stay(newline: str, bom: bytes, final: str) -> None:
    body = tasks_with("due: 2024-12-31").decode().rstrip("\n")
    before = bom + (body + final).replace("\n", newline).encode()
    after = add(before, Addition(FIRST, "区教体局", REPORT))
    new = f"\n        progress:\n          区教体局:\n            - {WRITTEN}"
    assert after == bom + (body + new + final).replace("\n", newline).encode()
    assert take_back(after, FIRST, "区教体局") == before


def test_line_ends_that_are_mixed_stay_so() -> None:
    text = tasks_with("due: 2024-12-31", "standing: true")
    before = text.replace(b"2024-12-31\n", b"2024-12-31\r\n")
    after = add(before, Addition(FIRST, "区教体局", REPORT))
    assert after.startswith(before)
    assert b"\r" not in after[len(before) :]


def test_text_in_quotes_or_far_off_moves_nothing() -> None:
    before = tasks_with("'progress': {'区教体局': [] }", 'due_text: "年\u2028底\u3000前😀"')
    after = add(before, Addition(FIRST, "区教体局", REPORT))
    assert changed_lines(before, after) == 1
    assert take_back(after, FIRST, "区教体局") == before


def test_the_office_s_first_paragraph_comes_after_the_task_s_own_keys_and_before_progress() -> None:
    for rest in ([], ["progress:", "  区教体局: []"]):
        before = tasks_with("standing: true", "x-备注: 无", *rest)
        after = add(before, Addition(FIRST, None, REPORT))
        assert after == tasks_with("standing: true", "x-备注: 无", "overall:", f"  - {WRITTEN}", *rest)
        assert take_back(after, FIRST, None) == before


# Taking back --------------------------------------------------------------------------------------


def test_the_last_of_several_goes_with_its_own_lines() -> None:
    before = tasks_with(PROGRESS)
    once = take_back(before, FIRST, "区教体局")
    assert added_lines(once, before) == ["            - {date: 2024-06-14, status: behind}   # 同日"]
    twice = take_back(once, FIRST, "区教体局")
    assert [line.strip() for line in added_lines(twice, once)] == [
        *("- date: 2024-06-14", "status: in_progress", "note: |", "- 已印发", "", "# 不是注释"),
    ]


def test_comments_stay_when_a_unit_goes() -> None:
    before = tasks_with(
        "progress:", "  # 甲", "  区教体局:", "    # 乙", "    - {date: 2024-03-01, status: behind}", "  # 丙"
    )
    assert take_back(before, FIRST, "区教体局") == tasks_with("  # 甲", "    # 乙", "  # 丙")


ONE = "{date: 2024-03-01, status: behind}"


@pytest.mark.parametrize(
    "held",
    [
        ["progress:", "  区教体局: [", "    # 甲", f"    {ONE}", "  ]"],
        ["progress:", "  区教体局: [", f"    {ONE} # 甲", "  ]"],
        ["progress: {", "  # 甲", f"  区教体局: [{ONE}]", "  }"],
        ["progress: {", "  区教体局: # 甲", f"    [{ONE}]", "  }"],
        ["progress: {", f"  区教体局: [{ONE}], # 甲", f"  区司法局: [{ONE}] # 乙", "  }"],
        ["progress: {", f"  区司法局: [{ONE}] # 甲，乙", "  ,", f"  区教体局: [{ONE}]", "  }"],
        ["progress: {", "  区教体局: [", f"    {ONE}, # 甲", f"    {ONE} # 乙", "  ]}"],
    ],
)
def test_comments_inside_brackets_stay(held: list[str]) -> None:
    before = tasks_with(*held)
    after = take_back(before, FIRST, "区教体局")
    assert re.findall(b"#.*", after) == re.findall(b"#.*", before)
    assert after.count(b"behind") == before.count(b"behind") - 1


# Names and days -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "concerned: [区教体局, 区司法局]"),
        ("concerned: []", "concerned: [区教体局, 区司法局 ]"),
        ("concerned: [区教体局]  # 注", "concerned: [区教体局, 区司法局]  # 注"),
        ("concerned: [区司法局]", "concerned: [区司法局, 区教体局]"),
        ("concerned: ['区教体局',]", "concerned: ['区教体局', 区司法局,]"),
        (
            "concerned:\n  - 区教体局  # 注\n\n# 说明",
            "concerned:\n  - 区教体局  # 注\n  - 区司法局\n\n# 说明",
        ),
        ("concerned:\n- 区教体局", "concerned:\n- 区教体局\n- 区司法局"),
    ],
)
def test_names_are_added_in_the_style_that_is_there(before: str, after: str) -> None:
    assert name(tasks_with(before), FIRST, ["区教体局", "区司法局"]) == tasks_with(after)


def test_an_empty_list_of_names_is_removed() -> None:
    for held in ("concerned: [区教体局]  # 注", "concerned:\n  - 区教体局\n  - 区司法局", "concerned: []"):
        assert name(tasks_with(held, "due: 2024-12-31"), FIRST, []) == tasks_with("due: 2024-12-31")
    assert name(tasks_with("due: 2024-12-31"), FIRST, []) == tasks_with("due: 2024-12-31")


@pytest.mark.parametrize("held", ["[{}]", "\n  - {}"])
@pytest.mark.parametrize(
    "kept", ["甲", "乙", "丁", "甲乙", "丙丁", "甲丁", "乙丙", "甲乙丁", "丁戊", "戊己庚"]
)
def test_any_names_go_and_others_come(held: str, kept: str) -> None:
    units = "".join(f"  - {{name: {unit}, kind: bureau}}\n" for unit in "甲乙丙丁戊己庚")
    separator = ", " if held.startswith("[") else "\n  - "
    before = tasks_with("concerned: " + held.format(separator.join("甲乙丙丁")), "due: 2024-12-31")
    before = before.replace(b"groups:\n", f"{units}groups:\n".encode())
    after = name(before, FIRST, list(kept))
    task = source(after).value(FIRST)
    assert sorted(task["concerned"]) == sorted(kept)
    assert task["due"] == "2024-12-31"
    assert after.count(b"[") == before.count(b"[")  # in the style that is there


def test_one_name_goes_and_the_others_stay_as_they_are_written() -> None:
    before = tasks_with('concerned: ["区教体局",  区司法局 , 区卫健委]  # 注')
    assert name(before, FIRST, ["区教体局", "区卫健委"]) == before.replace(",  区司法局".encode(), b"")


def test_two_names_go_that_are_side_by_side_at_uneven_distances() -> None:
    before, after = (
        tasks_with(f"concerned: {held}") for held in ("[区教体局,   区司法局,区卫健委]", "[区卫健委]")
    )
    assert name(before, FIRST, ["区卫健委"]) == after


@pytest.mark.parametrize("held", ["[区教体局, {} ]  # 注", "\n  - {}  # 注\n  - 区教体局"])
def test_a_name_takes_the_place_of_one_that_goes_and_nothing_else_moves(held: str) -> None:
    before, after = (tasks_with(f"concerned: {held.format(unit)}") for unit in ("区司法局", "区卫健委"))
    assert name(before, FIRST, ["区教体局", "区卫健委"]) == after


def test_a_name_is_replaced_at_each_place() -> None:
    """As a value, as a key, and as a single text that stands for a mapping."""
    before = tasks_with(
        "concerned: ['区教体局']  # 区教体局",
        "progress:",
        "  区教体局: [{date: 2024-06-14, status: behind}]  # 注",
        "  区司法局: []",
        "  田东街道: [{date: 2024-06-20, status: done}]",
    )
    before = before.replace("[区政府各部门,".encode(), "[区教体局,".encode())
    mentions: list[tuple[Location, bool]] = [
        (("units", 1, "name"), False),
        ((*FIRST, "responsible", 0, "unit"), False),
        ((*FIRST, "concerned", 0), False),
        ((*FIRST, "progress", "区教体局"), True),
    ]
    after = edit.rename(source(before), mentions, "区教育局").data.decode()
    assert after == (
        before.decode()
        .replace("{name: 区教体局", "{name: 区教育局")
        .replace("responsible: [区教体局,", "responsible: [区教育局,")
        .replace("concerned: ['区教体局']", "concerned: [区教育局]")
        .replace("  区教体局: [{", "  区教育局: [{")
    )


def test_a_day_is_changed_in_place() -> None:
    before = tasks_with("settled: '2024-03-01'   # 注", "due: 2024-12-31")
    after = tasks_with("settled: 2024-04-01   # 注", "due: 2024-12-31")
    assert settle(before, FIRST, date(2024, 4, 1)) == after
    assert settle(after, FIRST, None) == tasks_with("due: 2024-12-31")


def test_a_day_of_the_list_itself() -> None:
    before = LIST.encode()
    after = edit.set_day(source(before), (), "closed", date(2025, 1, 20), ["year", "region"]).data
    assert after.decode() == LIST.replace("year: 2024\n", "year: 2024\nclosed: 2025-01-20\n")
    assert edit.set_day(source(after), (), "closed", None, []).data == before


# A text of several tasks --------------------------------------------------------------------------


def number(data: bytes, texts: dict[Location, str]) -> bytes:
    """The `city_task` of tasks made these."""
    return edit.set_texts(source(data), texts, "city_task", ["id", "requirement", "due"]).data


def test_a_text_is_one_line_of_a_task() -> None:
    before = tasks_with("due: 2024-06-30\nprogress: {}")
    after = number(before, {FIRST: "3"})
    assert added_lines(before, after) == ['        city_task: "3"']
    changed = number(after, {FIRST: "12-3"})
    assert changed_lines(after, changed) == 1
    assert number(changed, {FIRST: "3"}) == after
    assert number(before, {}) == before


@given(st.data(), files())
def test_texts_of_several_tasks_change_nothing_else(data: st.DataObject, file: bytes) -> None:
    chosen = data.draw(st.lists(st.sampled_from(tasks(file)), unique=True))
    values = st.sampled_from(["3", "12-3", "A1", "true", "a: b #c", "“一”", "it's"])
    texts = {location: data.draw(values) for location in chosen}
    after = number(file, texts)
    assert [source(after).node(each).plain()["city_task"] for each in texts] == [*texts.values()]
    assert number(after, texts) == after
    for location in chosen:
        after = edit.set_day(source(after), location, "city_task", None, []).data
    assert after == file


def test_a_key_with_a_question_mark_stays_as_it_is() -> None:
    file = tasks_with().replace(b"- id: 1\n", b"- ? id\n        : 1\n")
    marked = add(file, Addition(FIRST, "区教体局", REPORT))
    assert marked.startswith(file.rstrip(b"\n"))
    assert take_back(marked, FIRST, "区教体局") == file


def test_blank_lines_behind_a_text_that_keeps_them_go_with_the_report() -> None:
    reports = (
        "progress:\n  区教体局:\n  - date: 2024-01-01\n    status: in_progress\n    note: |+\n      公开\n\n"
    )
    more = "  - {date: 2024-01-02, status: in_progress}\n\n  区司法局: []"
    file = tasks_with(reports + more)
    before = models(file)[0].progress["区教体局"]
    assert models(take_back(file, FIRST, "区教体局"))[0].progress["区教体局"] == before[:1]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("blank", ["", "\n", "\n\n"])
def test_a_text_that_keeps_blank_lines_ends_the_file_after_the_report_below_it(
    blank: str, newline: str
) -> None:
    """The text has a blank line; those behind the report go with it."""
    reports = "progress:\n  区教体局:\n  - date: 2024-01-01\n    status: behind\n    note: |+\n      公开\n\n"
    last = "  - date: 2024-02-01\n    status: behind\n"
    file, kept = (
        text.replace(b"\n", newline.encode())
        for text in (tasks_with(reports + last) + blank.encode(), tasks_with(reports) + b"\n")
    )
    assert models(kept)[0].progress["区教体局"][0].note == "公开\n\n"
    assert take_back(file, FIRST, "区教体局") == kept


def test_a_comment_behind_a_first_key_takes_its_place() -> None:
    """With its tab it would be an error behind the dash; PyYAML's own parser never reads such a tab."""
    file = tasks_with().replace(b"- id: 1\n", b'- settled: "2024-06-14"\t# \xe5\xb7\xb2\n        id: 1\n')
    if nodes.LOADER is yaml.SafeLoader:
        assert [problem.rule for problem in source(file).problems] == ["syntax"]
        return
    expected = tasks_with().replace(b"- id: 1\n", b"- # \xe5\xb7\xb2\n        id: 1\n")
    assert settle(file, FIRST, None) == expected


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["|", ">", "|-", "|+"])
def test_a_block_text_may_end_a_file_without_a_newline(mark: str, newline: str) -> None:
    body = tasks_with(f"due_text: {mark}\n  年底前").rstrip(b"\n").replace(b"\n", newline.encode())
    after = add(body, Addition(FIRST, "区教体局", REPORT))
    assert after.startswith(body)
    assert models(after)[0].due_text == models(body)[0].due_text
    assert take_back(after, FIRST, "区教体局") == body


def test_a_comment_that_a_block_text_would_take_moves_to_the_indentation_of_what_was_removed() -> None:
    held = "progress:\n  区教体局:\n  - date: 2024-01-01\n    status: behind\n    note: |\n      公开\n"
    last = "  - {date: 2024-02-01, status: behind}\n"
    before = tasks_with(f"{held}{last}\n       # 说明\n       # 又")
    after = take_back(before, FIRST, "区教体局")
    assert after == tasks_with(f"{held}\n  # 说明\n       # 又")
    settled = tasks_with("due_text: |\n  年底前\nsettled: 2024-01-01\n    # 说明")
    assert settle(settled, FIRST, None) == tasks_with("due_text: |\n  年底前\n# 说明")
    nested = tasks_with("due_text: |\n  年底前\nprogress:\n\n  区教体局:\n" + last + "\n      # 说明")
    assert take_back(nested, FIRST, "区教体局") == tasks_with("due_text: |\n  年底前\n\n# 说明")


def test_blanks_in_the_lines_below_a_block_text_are_part_of_it() -> None:
    before = tasks_with("due_text: |\n  年底前\n ", "progress: {}").replace(b"\n \n", b"\n            \n")
    assert models(before)[0].due_text == "年底前\n  \n"
    after = settle(before, FIRST, date(2024, 5, 1))
    assert models(after)[0].due_text == "年底前\n  \n"
    assert settle(after, FIRST, None) == before


def test_a_list_behind_the_colon_of_a_key_with_a_question_mark() -> None:
    """A new first report goes to its beginning; the last report goes with the key."""
    one = "- {date: 2024-06-14, status: behind}"
    before = tasks_with("progress:", "  区教体局: []", "  ? 区司法局  # a: b", f"  : {one}")
    early = replace(REPORT, date=date(2024, 1, 1))
    after = add(before, Addition(FIRST, "区司法局", early))
    first = f"- {WRITTEN.replace('2024-09-20', '2024-01-01')}"
    assert after == tasks_with(
        "progress:", "  区教体局: []", "  ? 区司法局  # a: b", f"  : {first}", f"    {one}"
    )
    assert take_back(before, FIRST, "区司法局") == tasks_with("progress:", "  区教体局: []")


def test_a_name_written_as_a_block_text_keeps_its_comment() -> None:
    before = tasks_with("concerned: [区教体局]").replace(b"{name: ", b"name: >-  # \xe5\x90\x8d\n        ", 1)
    before = before.replace(b", kind: office}", b"\n    kind: office")
    after = edit.rename(source(before), [(("units", 0, "name"), False)], "区府办").data
    assert "name: 区府办  # 名\n".encode() in after


# What cannot be done ------------------------------------------------------------------------------


def test_an_edit_that_would_not_be_exact_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    span = Span(LIST.index("groups"), LIST.index("groups"), "x")
    monkeypatch.setattr("govlist.yamlfile.spans.add_progress", lambda *_each: [span])
    with pytest.raises(GovlistError, match=r"checklist\.yaml.* 10 ") as caught:
        add(tasks_with(), Addition(FIRST, "区教体局", REPORT))
    assert caught.value.exit_code is ExitCode.FAILED


def test_nothing_asked_for_is_nothing_changed() -> None:
    assert add(LIST.encode()) == LIST.encode()
