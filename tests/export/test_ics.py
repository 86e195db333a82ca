"""The calendar: read back, it has every deadline, round and reply-by day, under names that stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from tests import oracle

from govlist.base import i18n
from govlist.export import ics
from govlist.model.selection import Filter
from govlist.model.view import View
from govlist.validation import load

Run = Callable[..., Any]
Checklist = Callable[[str], Path]

LIST = """\
title: 样例县2024年度重点工作清单
year: 2024
region: 样例县
rounds: [2024-06-25, 2024-09-25]
units:
  - {name: 县教体局, kind: department}
  - {name: 县司法局, kind: department, aliases: [司法局]}
  - {name: 县民政局, kind: department}
groups:
  - {name: 县政府各部门, members: department, scope: every}
  - {name: 有关部门, members: department, scope: concerned}
sections:
  - title: 公开
    tasks:
      - id: 1
        requirement: 公开义务教育招生政策
        responsible: [县教体局]
        due: 2024-08-31
        due_text: 8月底前
        progress:
          县教体局: [{date: 2024-06-10, status: done, evidence: [a.pdf]}]
      - {id: 2, requirement: 每季度更新目录, responsible: [县政府各部门], due: quarterly, standing: true}
      - {id: 3, requirement: 没有时限, responsible: [县司法局]}
      - {id: 4, requirement: 无人认领, responsible: [有关部门], due: 2024-07-31}
      - {id: 5, requirement: 配合, responsible: [县教体局, {unit: 县民政局, role: support}], due: 2024-10-31}
chases:
  - {date: 2024-06-11, unit: 司法局, tasks: [2, 3], level: supervision, reply_by: 2024-06-18}
  - {date: 2024-06-11, unit: 县民政局, tasks: [2], level: reminder}
"""
TODAY = date(2024, 6, 12)


def view(text: str = LIST, **parts: Any) -> View:
    checklist = load.check("checklist.yaml", text.encode()).checklist
    assert checklist is not None
    return View(checklist, TODAY, Filter(**parts))


def read(made: bytes) -> icalendar.Calendar:
    calendar = icalendar.Calendar.from_ical(made)
    assert isinstance(calendar, icalendar.Calendar)
    return calendar


def events(of: View) -> list[icalendar.Event]:
    return list(read(ics.render(of)).walk("VEVENT"))


def days(of: View) -> list[tuple[str, str]]:
    """Day and title of each event."""
    return [(f"{event.decoded('dtstart'):%m-%d}", str(event["summary"])) for event in events(of)]


QUARTERS = ["03-31", "06-30", "09-30", "12-31"]


def test_all_days_of_the_list_in_order() -> None:
    report = "第2项报送：每季度更新目录"
    assert days(view()) == [
        ("03-31", report),
        ("06-18", "县司法局反馈：2024年6月11日督办单"),
        ("06-25", "二季度报送截止"),
        ("06-30", report),
        ("08-31", "第1项到期：公开义务教育招生政策（已完成）"),
        ("09-25", "三季度报送截止"),
        ("09-30", report),
        ("10-31", "第5项到期：配合"),
        ("12-31", report),
    ]


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("县教体局", ["06-25", "08-31", "09-25", "10-31", *QUARTERS]),
        ("县司法局", ["06-18", "06-25", "09-25", *QUARTERS]),
        ("县民政局", ["06-25", "09-25", *QUARTERS]),
    ],
)
def test_the_days_of_a_unit(unit: str, expected: list[str]) -> None:
    assert [day for day, _title in days(view(units=(unit,), one=True))] == sorted(expected)


def test_what_falls_due_until_a_day() -> None:
    found = days(view(due=date(2024, 6, 30)))
    assert [day for day, _title in found] == ["03-31", "06-18", "06-25"]  # task 2 is overdue since March


def test_an_event_takes_its_whole_day() -> None:
    for event in events(view()):
        start, end = event.decoded("dtstart"), event.decoded("dtend")
        assert not isinstance(start, datetime)
        assert end - start == timedelta(days=1)
        assert event.decoded("dtstamp") == datetime(2024, 6, 12, tzinfo=UTC)
        assert event["transp"] == "TRANSPARENT"


def test_the_text_says_who_owes_it_and_where_it_stands() -> None:
    (event,) = [event for event in events(view()) if str(event["summary"]).startswith("第1项")]
    assert str(event["description"]).split("\n") == [
        "公开义务教育招生政策",
        "责任单位：县教体局",
        "完成时限：2024年8月31日，8月底前",
        "截至2024年6月12日状态：已完成",
    ]
    assert [str(each) for each in event["categories"].cats] == ["完成时限"]


def test_the_same_list_on_the_same_day_gives_the_same_bytes() -> None:
    assert ics.render(view()) == ics.render(view())
    assert b"DTSTAMP:20240612T000000Z" in ics.render(view())
    assert ics.render(view()).count(b"\r\n") == ics.render(view()).count(b"\n")


def uids(of: View) -> list[str]:
    return [str(event["uid"]) for event in events(of)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("requirement: 公开义务教育招生政策", "requirement: 公开招生政策"),
        ("due: 2024-08-31", "due: 2024-09-02"),
        ("rounds: [2024-06-25", "rounds: [2024-06-26"),
        ("reply_by: 2024-06-18", "reply_by: 2024-06-19"),
        ("date: 2024-06-10, status: done", "date: 2024-06-10, status: behind"),
    ],
)
def test_a_uid_stays_when_its_event_is_moved_or_reworded(before: str, after: str) -> None:
    assert before in LIST
    assert sorted(uids(view(LIST.replace(before, after)))) == sorted(uids(view()))
    assert ics.render(view(LIST.replace(before, after))) != ics.render(view())
    later = replace(view(), day=date(2024, 7, 1))
    assert uids(later) == uids(view())


def test_no_two_events_have_one_uid() -> None:
    """Not even in two calendars, but for what one unit replies, which is the same event in both."""
    other = view(LIST.replace("样例县2024", "样例县2025"))
    units = [view(units=(unit,), one=True) for unit in ("县教体局", "县司法局", "县民政局")]
    found = [uid for each in (view(), other, *units) for uid in uids(each)]
    twice = {uid for uid in found if found.count(uid) > 1}
    replies = [e for e in events(view()) if "反馈" in str(e["summary"])]
    assert twice == {str(event["uid"]) for event in replies}


def test_long_chinese_lines_are_folded_between_characters() -> None:
    long = "、".join(f"第{n}类民生领域信息" for n in range(1, 40)) + "；含标点,;\\"
    made = ics.render(view(LIST.replace("公开义务教育招生政策", f"'{long}'")))
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    for line in made.split(b"\r\n"):
        line.decode("utf-8")
    (event,) = [e for e in read(made).walk("VEVENT") if str(e["summary"]).startswith("第1项")]
    assert str(event["description"]).split("\n")[0] == long


def test_a_public_calendar_has_no_chases(run: Run, checklist: Checklist) -> None:
    path = checklist(LIST)
    public = run("export", "--format", "ics", "--public", "--as-of", "2024-06-12").out
    assert "反馈" not in public
    assert "反馈" in run("-f", path, "export", "--format", "日历", "--as-of", "2024-06-12").out


def test_a_file_for_each_unit(run: Run, checklist: Checklist, tmp_path: Path) -> None:
    checklist(LIST)
    assert run("export", "--format", "ics", "--per-unit", tmp_path / "out").code == 0
    files = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert files == ["县司法局.ics", "县教体局.ics", "县民政局.ics"]
    calendar = read((tmp_path / "out" / "县司法局.ics").read_bytes())
    assert calendar["x-wr-calname"] == "县司法局2024年度重点工作"


def test_the_suffix_chooses_the_format(run: Run, checklist: Checklist, tmp_path: Path) -> None:
    checklist(LIST)
    assert run("export", "-o", tmp_path / "日历.ics").code == 0
    assert read((tmp_path / "日历.ics").read_bytes())["version"] == "2.0"


@pytest.mark.parametrize("option", ["--record", "--bom", "--brief"])
def test_what_is_no_calendar_is_refused(run: Run, checklist: Checklist, option: str) -> None:
    checklist(LIST)
    made = run("export", "--format", "ics", option)
    assert (made.code, made.out) == (2, "")


def test_an_empty_list_is_a_calendar_without_events() -> None:
    head = LIST.split("rounds:", maxsplit=1)[0]
    of = view(f"{head}units: []\ngroups: []\nsections: []\n")
    assert events(of) == []


@settings(max_examples=50)
@given(oracle.checklists(), oracle.days)
def test_every_deadline_of_any_list_is_in_the_calendar(plain: oracle.Plain, day: str) -> None:
    checklist = load.check("checklist.yaml", oracle.dump(plain).encode()).checklist
    assert checklist is not None
    of = View(checklist, date.fromisoformat(day))
    owed = {(task, unit) for task, unit, basis, _status in oracle.pairs(plain, day) if basis in oracle.OWED}
    expected = sum(
        len(task.due_days(2024)) for task in checklist.tasks() if any(t == task.id for t, _unit in owed)
    )
    found = events(of)
    assert len(found) == expected + len(set(checklist.rounds))
    assert len({str(event["uid"]) for event in found}) == len(found)


def test_in_english() -> None:
    i18n.use("en")
    titles = [title for _day, title in days(view())]
    assert "task 1 due: 公开义务教育招生政策 (done)" in titles
    assert "reports due: quarter 2" in titles
    assert "县司法局: reply to the supervision notice of 2024-06-11" in titles
