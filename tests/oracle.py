"""Random lists as plain data, with an oracle: the documented rules again, in their simplest form.

There are few dates, so that reports, rounds, deadlines and settlements often fall on one day.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

Plain = dict[str, Any]
Draw = st.DrawFn

UNITS = ("甲局", "乙局", "丙局", "东街道", "西镇")
KINDS = ("department", "township")
DAYS = (
    *("2024-01-08", "2024-03-24", "2024-03-25", "2024-03-26", "2024-05-31", "2024-06-25"),
    *("2024-06-26", "2024-09-20", "2024-09-26", "2024-09-27", "2024-12-31", "2025-01-01"),
)
ROUNDS = ["2024-03-25", "2024-06-25", "2024-09-25"]
STATUSES = ("not_started", "in_progress", "behind", "done", "not_applicable")
OWED = ("named", "group", "reported")

days = st.sampled_from(DAYS)
_periods = st.sampled_from(["monthly:25", "quarterly", "half-yearly"])
_recurring = _periods | st.lists(days, min_size=1, max_size=3)


def dump(plain: Plain) -> str:
    """The list as a file's text: JSON is YAML in flow style."""
    return json.dumps(plain, ensure_ascii=False)


def tasks(plain: Plain) -> Iterator[Plain]:
    """Every task, in the list's order."""
    for section in plain["sections"]:
        for topic in section.get("topics", [section]):
            yield from topic["tasks"]


# Lists --------------------------------------------------------------------------------------------


@st.composite
def checklists(draw: Draw) -> Plain:
    """A list without errors: units, groups of both scopes, all roles, settlements, reports, reviews."""
    names = UNITS[: draw(st.integers(2, len(UNITS)))]
    kinds = {name: draw(st.sampled_from(KINDS)) for name in names}
    plain: Plain = {
        "title": "某区2024年度重点工作清单",
        "year": 2024,
        "rounds": ROUNDS[: draw(st.integers(0, 3))],
        "confirm": draw(st.booleans()),
        "units": [{"name": name, "kind": kind} for name, kind in kinds.items()],
        "groups": draw(_groups(kinds)),
    }
    if not plain["rounds"]:
        del plain["rounds"]
    made = [draw(_task(plain, number)) for number in draw(_numbers())]
    plain["sections"] = draw(_sections(made))
    return plain


def _numbers() -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(1, 40), min_size=1, max_size=5, unique=True).map(sorted)


@st.composite
def _groups(draw: Draw, kinds: dict[str, str]) -> list[Plain]:
    groups = []
    for name in ("全体", "各部门", "有关部门")[: draw(st.integers(1, 3))]:
        members = draw(
            st.sampled_from(sorted(set(kinds.values())))
            | st.lists(st.sampled_from(sorted(kinds)), min_size=1, unique=True)
        )
        scope = draw(st.sampled_from(["every", "concerned", "concerned"]))
        groups.append({"name": name, "members": members, "scope": scope})
    return groups


@st.composite
def _task(draw: Draw, plain: Plain, number: int) -> Plain:
    owners = [owner["name"] for owner in (*plain["groups"], *plain["units"])]
    chosen = draw(st.lists(st.sampled_from(owners), min_size=1, max_size=3, unique=True))
    task: Plain = {
        "id": number,
        "requirement": f"公开第{number}类信息",
        "responsible": [draw(_entry(name)) for name in chosen],
    }
    open_units = [unit for unit, way in _ways(plain, task) if way == "open"]
    if open_units and draw(st.booleans()):
        task["concerned"] = draw(st.lists(st.sampled_from(open_units), max_size=2, unique=True))
    if draw(st.booleans()) and open_units:
        task["settled"] = draw(days)
    if draw(st.booleans()):
        task["due"] = draw(days | _recurring)
    if draw(st.integers(0, 3)) == 0:
        task["standing"] = True
    progress = {unit: draw(_reports()) for unit in _tied(plain, task) if draw(st.booleans())}
    task["progress"] = {unit: made for unit, made in progress.items() if _allowed(plain, task, unit, made)}
    return task


def _entry(name: str) -> st.SearchStrategy[Any]:
    roles = st.sampled_from(["lead", "responsible", "support"])
    return st.just(name) | roles.map(lambda role: {"unit": name, "role": role})


@st.composite
def _reports(draw: Draw) -> list[Plain]:
    """A unit's reports by date, some followed by the office's review."""
    made: list[Plain] = []
    for day in sorted(draw(st.lists(days, min_size=1, max_size=4))):
        if made and draw(st.integers(0, 2)) == 0:
            made.append({"date": day, **draw(_review(made[-1]["status"]))})
            continue
        report: Plain = {"date": day, "status": draw(st.sampled_from(STATUSES))}
        if draw(st.booleans()):
            report["note"] = draw(st.sampled_from(["已办", "缺链接", "=1+1"]))
        if report["status"] == "done" and draw(st.booleans()):
            report["evidence"] = ["https://www.example.gov.cn/1"]
        made.append(report)
    return made


def _review(status: str) -> st.SearchStrategy[Plain]:
    returned = st.just({"status": "in_progress", "review": "returned", "note": "缺链接"})
    if status in ("done", "not_applicable"):
        return returned | st.just({"status": status, "review": "confirmed"})
    return returned


@st.composite
def _sections(draw: Draw, made: list[Plain]) -> list[Plain]:
    """The tasks under one or two sections, with or without topics."""
    end = draw(st.integers(0, len(made) - 1))
    sections: list[Plain] = []
    for number, part in enumerate(filter(None, (made[:end], made[end:])), 1):
        if draw(st.booleans()):
            sections.append({"title": f"第{number}部分", "tasks": part})
        else:
            middle = draw(st.integers(0, len(part) - 1))
            topics = [
                {"title": f"第{number}部分之{n}", "tasks": t}
                for n, t in enumerate(filter(None, (part[:middle], part[middle:])), 1)
            ]
            sections.append({"title": f"第{number}部分", "topics": topics})
    return sections


# The oracle ---------------------------------------------------------------------------------------


def bases(plain: Plain, task: Plain, day: str) -> dict[str, str]:
    """The basis of each unit that has to do with a task on a day."""
    found = {unit: _basis(plain, task, unit, day) for unit in _tied(plain, task)}
    return {unit: basis for unit, basis in found.items() if basis}


def until(task: Plain, unit: str, day: str) -> list[Plain]:
    """A unit's reports on a task up to a day."""
    return [report for report in task["progress"].get(unit, []) if report["date"] <= day]


def status(task: Plain, unit: str, day: str) -> str:
    """A unit's status on a task on a day."""
    reports = until(task, unit, day)
    return str(reports[-1]["status"]) if reports else "not_started"


def pairs(plain: Plain, day: str) -> list[tuple[int, str, str, str]]:
    """Every pair with a basis on a day: task, unit, basis, status."""
    return [
        (task["id"], unit, basis, status(task, unit, day))
        for task in tasks(plain)
        for unit, basis in bases(plain, task, day).items()
    ]


def task_statuses(plain: Plain, day: str) -> dict[int, str]:
    """Each task's own status on a day, over all its obligations; tasks that nobody owes are left out."""
    found: dict[int, list[str]] = {}
    for task, _unit, basis, reported in pairs(plain, day):
        if basis in OWED:
            found.setdefault(task, []).append(reported)
    return {task: _together([s for s in each if s != "not_applicable"]) for task, each in found.items()}


def _together(statuses: list[str]) -> str:
    if not statuses:
        return "not_applicable"
    if statuses.count("done") == len(statuses):
        return "done"
    if "behind" in statuses:
        return "behind"
    return "in_progress" if {"done", "in_progress"} & {*statuses} else "not_started"


def _members(plain: Plain, group: Plain) -> list[str]:
    entries = group["members"] if isinstance(group["members"], list) else [group["members"]]
    return [unit["name"] for unit in plain["units"] if {unit["name"], unit["kind"]} & set(entries)]


def _ways(plain: Plain, task: Plain) -> Iterator[tuple[str, str]]:
    """Every way in which a unit comes to a task: named, group, open (a concerned group), support."""
    groups = {group["name"]: group for group in plain["groups"]}
    for entry in task["responsible"]:
        name = entry if isinstance(entry, str) else entry["unit"]
        support = not isinstance(entry, str) and entry["role"] == "support"
        group = groups.get(name)
        way = "named" if group is None else "group" if group["scope"] == "every" else "open"
        for unit in [name] if group is None else _members(plain, group):
            yield unit, "support" if support else way


def _tied(plain: Plain, task: Plain) -> list[str]:
    tied = {unit for unit, _way in _ways(plain, task)}
    return [unit["name"] for unit in plain["units"] if unit["name"] in tied]


def _basis(plain: Plain, task: Plain, unit: str, day: str) -> str | None:
    ways = {way for who, way in _ways(plain, task) if who == unit}
    if "named" in ways or (unit in task.get("concerned", []) and "open" in ways):
        return "named"
    if "group" in ways:
        return "group"
    if "open" not in ways:
        return "support"
    settled_out = "settled" in task and not until(task, unit, task["settled"])
    reports = until(task, unit, day)
    if settled_out or (reports and reports[-1]["status"] == "not_applicable"):
        return "support" if "support" in ways else None
    return "reported" if reports else "candidate"


def _allowed(plain: Plain, task: Plain, unit: str, reports: list[Plain]) -> bool:
    """Whether a unit may report: a candidate can report only before the task is settled."""
    ways = {way for who, way in _ways(plain, task) if who == unit}
    candidate = "open" in ways and not ways & {"named", "group"} and unit not in task.get("concerned", [])
    return not candidate or "settled" not in task or reports[0]["date"] <= task["settled"]
