"""Random lists as plain data, with an oracle: the documented rules again, in their simplest form.

There are few dates, so that reports, rounds, deadlines and settlements often fall on one day.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

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
CLOSED = ("done", "not_applicable")
OPEN = ("not_started", "in_progress", "behind")
OWED = ("named", "group", "reported")
BASES = (*OWED, "candidate", "support")
"""The strongest first."""

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
    return [report for report in task.get("progress", {}).get(unit, []) if report["date"] <= day]


class Row(NamedTuple):
    """A unit and a task on a day."""

    task: Plain
    unit: str
    basis: str
    reports: list[Plain]

    @property
    def owed(self) -> bool:
        return self.basis in OWED

    @property
    def status(self) -> str:
        return str(self.reports[-1]["status"]) if self.reports else "not_started"

    @property
    def open(self) -> bool:
        return self.owed and self.status not in CLOSED

    @property
    def review(self) -> str:
        return str(self.reports[-1].get("review", "")) if self.reports else ""

    @property
    def evidence(self) -> list[str]:
        own = [report for report in self.reports if "review" not in report]
        return [link for report in (*own[-1:], *self.reports[-1:]) for link in report.get("evidence", [])]

    def heard(self, after: str, by: str = "9999-12-31") -> bool:
        """Whether the unit itself reported after a day, up to another."""
        return any("review" not in report and after < report["date"] <= by for report in self.reports)

    def overdue(self, year: int, day: str) -> int:
        """The days since the deadline, or since the last of several without a report for it."""
        days = _due_days(self.task, year)
        passed = ["", *(due for due in days if due < day)]
        if not self.open or not passed[1:] or (len(days) > 1 and self.heard(passed[-2])):
            return 0
        return (date.fromisoformat(day) - date.fromisoformat(passed[-1])).days


def rows(plain: Plain, day: str) -> list[Row]:
    """Every pair with a basis on a day; a unit that has ended is replaced by its successor."""
    found = []
    for task in tasks(plain):
        held = bases(plain, task, day)
        for unit in (unit["name"] for unit in plain["units"] if _exists(unit, day)):
            before = [old for old in held if old != unit and _heir(plain, old, day) == unit]
            if held.get(unit) in ("named", "group") or (unit in held and not before):
                found.append(Row(task, unit, held[unit], until(task, unit, day)))
            elif before:
                reports = [report for each in (*before, unit) for report in until(task, each, day)]
                strongest = min((held[each] for each in (*before, unit) if each in held), key=BASES.index)
                found.append(Row(task, unit, strongest, sorted(reports, key=lambda report: report["date"])))
    return found


MONTHS = {"quarterly": (3, 6, 9, 12), "half-yearly": (6, 12)}


def _due_days(task: Plain, year: int) -> list[str]:
    """The days by which a task is due; the only day of one that goes on all year is not before its end."""
    due = task.get("due", [])
    found = set()
    for each in [due] if isinstance(due, str) else due:
        if each in MONTHS:
            found |= {f"{year}-{month:02}-{31 if month in (3, 12) else 30}" for month in MONTHS[each]}
        elif each.startswith("monthly:"):
            found |= {f"{year}-{month:02}-{int(each[8:]):02}" for month in range(1, 13)}
        else:
            found.add(each)
    if task.get("standing") and len(found) == 1:
        found = {max(*found, f"{year}-12-31")}
    return sorted(found)


def _exists(unit: Plain, day: str) -> bool:
    return day <= unit.get("until", day)


def _heir(plain: Plain, name: str, day: str) -> str:
    [unit] = [unit for unit in plain["units"] if unit["name"] == name]
    return name if _exists(unit, day) else _heir(plain, unit["successor"], day)


def pairs(plain: Plain, day: str) -> list[tuple[int, str, str, str]]:
    """Every pair with a basis on a day: task, unit, basis, status."""
    return [(row.task["id"], row.unit, row.basis, row.status) for row in rows(plain, day)]


def counts(plain: Plain, day: str, unit: str = "") -> dict[str, int]:
    """The figures of all units, or of one."""
    every = [row for row in rows(plain, day) if unit in ("", row.unit)]
    owed = [row for row in every if row.owed]
    done = [row for row in owed if row.status == "done"]
    after = last_round(plain, day)
    return {
        "obligations": len(owed),
        **{status: sum(row.status == status for row in owed) for status in STATUSES},
        "not_reported": sum(not row.reports for row in owed),
        "returned": sum(row.review == "returned" for row in owed),
        "confirmed": sum(row.review == "confirmed" for row in done),
        "overdue": sum(row.overdue(plain["year"], day) > 0 for row in owed),
        "missing": sum(row.open and not row.heard(after[0]) for row in owed) if after else 0,
        "lacking_evidence": sum(not row.evidence and row.review != "confirmed" for row in done),
        "candidates": sum(row.basis == "candidate" for row in every),
        "support": sum(row.basis == "support" for row in every),
    }


def last_round(plain: Plain, day: str) -> tuple[str, str] | None:
    """The day of the round before the last one that has passed, and that of the last one."""
    passed = ["", *(due for due in plain.get("rounds", []) if str(due) < day)]
    return (passed[-2], passed[-1]) if passed[1:] else None


def running_round(plain: Plain, day: str) -> tuple[str, str] | None:
    """The same for the next round to come, on whose own day it has not passed."""
    ahead = [str(due) for due in plain.get("rounds", []) if str(due) >= day]
    before = ["", *(str(due) for due in plain.get("rounds", []) if str(due) < day)]
    return (before[-1], ahead[0]) if ahead else None


def asked(plain: Plain, day: str, between: tuple[str, str]) -> dict[str, list[tuple[bool, bool]]]:
    """Of each unit, for each report that a round asked for: whether it was given, and whether in time."""
    after, due = between
    found: dict[str, list[tuple[bool, bool]]] = {}
    for row in rows(plain, day):
        before = [report for report in row.reports if report["date"] <= after]
        finished = bool(before) and before[-1]["status"] in CLOSED
        given = not row.open or row.heard(after)
        by_then = [report["status"] for report in row.reports if report["date"] <= due]
        taken_on = row.basis != "reported" or by_then[-1:] not in ([], ["not_applicable"])
        if row.owed and taken_on and (not finished or not given):
            found.setdefault(row.unit, []).append((given, row.heard(after, due)))
    return found


def news(plain: Plain, since: str, day: str) -> dict[str, list[tuple[int, str]]]:
    """What was newly reported and done in a span, in support, and denied by candidates."""
    before = (date.fromisoformat(since) - timedelta(days=1)).isoformat()
    earlier = rows(plain, before)
    own = {(row.task["id"], row.unit) for row in earlier}
    old = {
        key
        for row in earlier
        if row.owed and row.status == "done"
        for key in [(row.task["id"], _heir(plain, row.unit, day))]
        if row.unit == key[1] or key not in own
    }
    now = rows(plain, day)
    new = [row for row in now if row.heard(before)]
    known = {(row.task["id"], row.unit) for row in now}
    denied = [
        (task["id"], unit)
        for task in tasks(plain)
        for unit in _tied(plain, task)
        if (task["id"], unit) not in known
        and any(before < report["date"] and "review" not in report for report in until(task, unit, day))
        and until(task, unit, day)[-1]["status"] == "not_applicable"
        and {way for who, way in _ways(plain, task) if who == unit} <= {"open", "support"}
    ]
    done = [(row.task["id"], row.unit) for row in now if row.owed and row.status == "done"]
    return {
        "reported": [(row.task["id"], row.unit) for row in new if row.owed],
        "done": [key for key in done if key not in old],
        "support": [(row.task["id"], row.unit) for row in new if not row.owed],
        "denied": denied,
    }


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


# What people read ---------------------------------------------------------------------------------

CHINESE = "一二三四"
WORDS = {
    "done": "已完成",
    "in_progress": "序时推进",
    "behind": "进度滞后",
    "not_started": "未启动",
    "not_applicable": "不涉及",
    "not_reported": "未报送",
}


def task_counts(plain: Plain, day: str) -> dict[str, int]:
    """The tasks by their own status; those that nobody owes have none. `not_reported` is separate here."""
    statuses = task_statuses(plain, day)
    reported = {row.task["id"] for row in rows(plain, day) if row.owed and row.reports and row.status in OPEN}
    silent = [task for task, status in statuses.items() if status == "not_started" and task not in reported]
    found = {status: sum(each == status for each in statuses.values()) for status in STATUSES}
    return found | {"not_started": found["not_started"] - len(silent), "not_reported": len(silent)}


def sentences(plain: Plain, day: str, since: str) -> dict[str, str]:
    """The sentences of a ledger, by what they are about; empty if there is nothing to say."""
    return {
        "tasks": _of_tasks(plain, day),
        "pairs": _of_pairs(plain, day),
        "news": _of_news(plain, day, since),
        "round": _of_rounds(plain, day, since),
    }


def _of_tasks(plain: Plain, day: str) -> str:
    numbers = [task["id"] for task in tasks(plain)]
    figures = task_counts(plain, day)
    clauses = [f"{word}{figures[key]}项" for key, word in WORDS.items() if figures[key]]
    if nobody := [number for number in numbers if number not in task_statuses(plain, day)]:
        clauses.append(f"尚待明确责任单位{len(nobody)}项（第{'、'.join(map(str, nobody))}项）")
    return f"{_day(day)}，全年{len(numbers)}项重点任务中，{'，'.join(clauses)}。"


def _of_pairs(plain: Plain, day: str) -> str:
    c = counts(plain, day)
    if not c["obligations"]:
        return ""
    waiting = c["done"] - c["confirmed"] if plain["confirm"] else 0
    parts = {
        "done": [("已销号", c["confirmed"]), ("待核实", waiting)],
        "in_progress": [("退回重报", c["returned"])],
    }
    figures = c | {"not_started": c["not_started"] - c["not_reported"]}
    clauses = []
    for key, word in WORDS.items():
        inner = "、".join(f"{part}{n}项次" for part, n in parts.get(key, []) if n)
        if figures[key]:
            clauses.append(f"{word}{figures[key]}项次" + (f"（其中{inner}）" if inner else ""))
    units = len({row.unit for row in rows(plain, day) if row.owed})
    return f"任务涉及{units}个单位、{c['obligations']}项次：{'，'.join(clauses)}。"


def _of_news(plain: Plain, day: str, since: str) -> str:
    n = {key: len(found) for key, found in news(plain, since, day).items()}
    span = "本周" if (date.fromisoformat(day) - date.fromisoformat(since)).days < 7 else "本期"
    if not any(n.values()):
        return f"{span}无新报送。"
    text = f"{span}新报{n['reported']}项次" + (f"，新增完成{n['done']}项次" if n["done"] else "")
    besides = [f"配合事项新报{n['support']}项次"] if n["support"] else []
    besides += [f"待认定单位报不涉及{n['denied']}项次"] if n["denied"] else []
    return f"{text}。" + (f"另：{'，'.join(besides)}。" if besides else "")


def _of_rounds(plain: Plain, day: str, since: str) -> str:
    last, ahead = last_round(plain, day), running_round(plain, day)
    text = ""
    if last and (found := asked(plain, day, last)):
        reports = [report for each in found.values() for report in each]
        in_time = sum(timely for _given, timely in reports)
        rate = _rate(in_time, len(reports))
        text = f"{_quarter(last)}应报{len(reports)}项次，按期报送{in_time}项次，报送率{rate}"
        text += (_named(plain, found) if since <= last[1] else "") + "。"
    if ahead and (not last or since > last[1]) and (found := asked(plain, day, ahead)):
        given = {unit: [given for given, _timely in each] for unit, each in found.items()}
        partly = sum(any(each) and not all(each) for each in given.values())
        text += f"{_quarter(ahead)}截止日未到，已报{sum(map(any, given.values()))}/{len(given)}家"
        text += (f"，其中{partly}家未报齐" if partly else "") + "。"
    return text


def _named(plain: Plain, found: dict[str, list[tuple[bool, bool]]]) -> str:
    """The units that did not report everything in time, each once, in the order of the list."""
    lacking = {unit: sum(not given for given, _timely in each) for unit, each in found.items()}
    nothing = [unit for unit in lacking if lacking[unit] == len(found[unit])]
    partly = [unit for unit in lacking if 0 < lacking[unit] < len(found[unit])]
    late = [u for u in lacking if not lacking[u] and not all(timely for _given, timely in found[u])]
    least, most = min((lacking[u] for u in partly), default=0), max((lacking[u] for u in partly), default=0)
    lacks = f"{least}–{most}" if least < most else f"{least}"
    made = ""
    words = (("一项未报", nothing), (f"部分未报（缺{lacks}项）", partly), ("迟报", late))
    for word, units in words:
        names = [unit["name"] for unit in plain["units"] if unit["name"] in units]
        made += f"；{word}的单位{len(names)}个：{'、'.join(names)}" if names else ""
    return made


def _rate(part: int, whole: int) -> str:
    tenths = (2000 * part + whole) // (2 * whole)
    tenths = min(max(tenths, 1), 999) if 0 < part < whole else tenths
    return f"{tenths // 10}.{tenths % 10}%"


def _quarter(between: tuple[str, str]) -> str:
    return f"{CHINESE[(int(between[1][5:7]) - 1) // 3]}季度"


def _day(text: str) -> str:
    on = date.fromisoformat(text)
    return f"截至{on.year}年{on.month}月{on.day}日"
