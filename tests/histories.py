"""Random histories of a list as plain data, how they are written, and an oracle for their merge.

The oracle does not use texts or trees: a list is a set of facts, and each fact is merged separately.
All random values come from a `random.Random`, which hypothesis can control.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from random import Random
from typing import Any

from govlist.base.text import BOM
from govlist.yamlfile.writing import flow, quote

Plain = dict[str, Any]
Facts = dict[tuple[Hashable, ...], Any]

UNITS = ("甲局", "乙局", "丙局", "东街道", "西镇")
DAYS = tuple(f"2024-{month:02}-{day:02}" for month in range(1, 10) for day in (5, 12, 26))
STATUSES = ("in_progress", "behind", "done")
WORDS = ("已印发", "目录: 已更新", "共3件, 均公开", "“一图读懂”#2", "- 待核", "是", "[2]")


# Lists --------------------------------------------------------------------------------------------


def begun(rng: Random) -> Plain:
    """A list without errors and with some reports."""
    plain: Plain = {
        "title": "某区2024年度清单",
        "year": "2024",
        "units": [{"name": name, "kind": "department"} for name in UNITS],
        "groups": [{"name": "各单位", "members": "department", "scope": "every"}],
        "sections": [_section(1, range(1, 3)), _section(2, range(3, 6))],
    }
    for task in tasks(plain):
        for unit in rng.sample(UNITS, rng.randint(0, 3)):
            for day in sorted(rng.sample(DAYS[:12], rng.randint(1, 3))):
                task.setdefault("progress", {}).setdefault(unit, []).append(_report(rng, day))
    return plain


def _section(number: int, ids: range) -> Plain:
    made = [{"id": str(n), "requirement": f"公开第{n}类信息", "responsible": ["各单位"]} for n in ids]
    if number == 1:
        return {"title": f"第{number}部分", "tasks": made}
    return {"title": f"第{number}部分", "topics": [{"title": "聚焦中心", "tasks": made}]}


def _report(rng: Random, day: str) -> Plain:
    return {"date": day, "status": rng.choice(STATUSES), "note": f"{rng.choice(WORDS)}{rng.randrange(10**6)}"}


def holders(plain: Plain) -> Iterator[Plain]:
    """The parts that have tasks: topics, and sections without topics."""
    for section in plain["sections"]:
        yield from section.get("topics", [section])


def tasks(plain: Plain) -> Iterator[Plain]:
    """Every task, in the list's order."""
    for holder in holders(plain):
        yield from holder["tasks"]


# Changes by a side --------------------------------------------------------------------------------


def _any_task(rng: Random, plain: Plain) -> Plain:
    return rng.choice(list(tasks(plain)))


def _put(reports: list[Plain], report: Plain) -> None:
    reports.insert(sum(each["date"] <= report["date"] for each in reports), report)


def _names(plain: Plain) -> list[str]:
    return [unit["name"] for unit in plain["units"]]


def mark(rng: Random, plain: Plain) -> None:
    """A unit reports."""
    task = _any_task(rng, plain)
    reports = task.setdefault("progress", {}).setdefault(rng.choice(_names(plain)), [])
    _put(reports, _report(rng, rng.choice(DAYS)))


def unmark(rng: Random, plain: Plain) -> None:
    """A report is removed, with its container if that becomes empty."""
    task = _any_task(rng, plain)
    if progress := task.get("progress"):
        unit = rng.choice(list(progress))
        progress[unit].pop()
        if not progress[unit]:
            del progress[unit]
        if not progress:
            del task["progress"]


def correct(rng: Random, plain: Plain) -> None:
    """The note of a report is corrected."""
    reports = [r for task in tasks(plain) for each in task.get("progress", {}).values() for r in each]
    if reports:
        rng.choice(reports)["note"] = f"更正{rng.randrange(10**6)}"


def overall(rng: Random, plain: Plain) -> None:
    """The office writes its paragraph."""
    _put(_any_task(rng, plain).setdefault("overall", []), _report(rng, rng.choice(DAYS)))


def name_unit(rng: Random, plain: Plain) -> None:
    """A unit is named as concerned, or no longer."""
    task = _any_task(rng, plain)
    named = task.setdefault("concerned", [])
    unit = rng.choice(_names(plain))
    named.remove(unit) if unit in named else named.append(unit)
    if not named:
        del task["concerned"]


def set_field(rng: Random, plain: Plain) -> None:
    """A text of a task is added, changed or removed."""
    task = _any_task(rng, plain)
    key = rng.choice(["requirement", "due", "due_text", "settled", "city_task", "x-联络员"])
    if key in task and key != "requirement" and rng.random() < 0.3:
        del task[key]
    elif key in ("due", "settled"):
        task[key] = rng.choice(DAYS)
    else:
        task[key] = f"{rng.choice(WORDS)}{rng.randrange(100)}"


def entitle(rng: Random, plain: Plain) -> None:
    """A section gets another title."""
    section = rng.choice(plain["sections"])
    section["title"] = f"{root(section['title'])}（改{rng.randrange(100)}）"


def rename(rng: Random, plain: Plain) -> None:
    """A unit gets another name, its old one becomes an alias, as by `units rename`."""
    unit = rng.choice(plain["units"])
    old, new = unit["name"], f"{root(unit['name'])}（改{rng.randrange(100)}）"
    if old == new:
        return
    unit["aliases"] = [*(name for name in unit.get("aliases", []) if name != new), old]
    unit["name"] = new
    for task in tasks(plain):
        task["progress"] = {new if u == old else u: rs for u, rs in task.get("progress", {}).items()}
        task["concerned"] = [new if u == old else u for u in task.get("concerned", [])]
        for key in ("progress", "concerned"):
            if not task[key]:
                del task[key]


def chase(rng: Random, plain: Plain) -> None:
    """The office chases a unit."""
    unit = root(rng.choice(_names(plain)))
    made = {"date": rng.choice(DAYS), "unit": unit, "tasks": ["1"], "level": "notice"}
    _put(plain.setdefault("chases", []), made)


def set_rounds(rng: Random, plain: Plain) -> None:
    """A round is added or removed."""
    rounds = set(plain.pop("rounds", [])) ^ {rng.choice(DAYS)}
    if rounds:
        plain["rounds"] = sorted(rounds)


def add_task(rng: Random, plain: Plain) -> None:
    """A new task."""
    number = rng.randint(100, 999)
    if number not in {int(task["id"]) for task in tasks(plain)}:
        holder = rng.choice(list(holders(plain)))
        made = {"id": str(number), "requirement": f"公开第{number}类信息", "responsible": ["各单位"]}
        holder["tasks"].insert(rng.randint(0, len(holder["tasks"])), made)


def remove_task(rng: Random, plain: Plain) -> None:
    """A task is removed."""
    holder = rng.choice(list(holders(plain)))
    if len(holder["tasks"]) > 1:
        holder["tasks"].pop(rng.randrange(len(holder["tasks"])))


def add_unit(rng: Random, plain: Plain) -> None:
    """A new unit."""
    name = f"新局{rng.randrange(1000)}"
    if name not in _names(plain):
        plain["units"].insert(rng.randint(0, len(plain["units"])), {"name": name, "kind": "department"})


def review(rng: Random, plain: Plain) -> None:
    """The office confirms a unit's last report; the note identifies it."""
    lists = [each for task in tasks(plain) for each in task.get("progress", {}).values()]
    reports = rng.choice(lists) if lists else []
    if reports and "review" not in reports[-1]:
        day = rng.choice([day for day in DAYS if day >= reports[-1]["date"]])
        made = {"date": day, "status": reports[-1]["status"], "review": "confirmed"}
        reports.append(made | {"note": f"核：{reports[-1]['note']}"})


def turn(rng: Random, plain: Plain) -> None:
    """Tasks are reordered."""
    rng.shuffle(rng.choice(list(holders(plain)))["tasks"])


QUIET: tuple[Callable[[Random, Plain], None], ...] = (mark, overall, chase, name_unit, set_rounds, add_unit)
"""Changes by two sides that never conflict."""
ALL = (
    *QUIET,
    mark,
    mark,
    mark,
    unmark,
    correct,
    set_field,
    set_field,
    entitle,
    rename,
    add_task,
    remove_task,
)


def worked(rng: Random, plain: Plain, acts: tuple[Callable[[Random, Plain], None], ...], most: int) -> Plain:
    """The list after some changes."""
    plain = deepcopy(plain)
    for _number in range(rng.randint(0, most)):
        rng.choice(acts)(rng, plain)
    return plain


# Writing ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Style:
    """A style of writing a list."""

    step: int = 2
    dash: int = 2
    flow_keys: tuple[str, ...] = ("units", "groups", "progress", "overall", "chases")
    newline: str = "\n"
    bom: bool = False

    @classmethod
    def any(cls, rng: Random) -> Style:
        """Any of them."""
        keys = [key for key in ("units", "groups", "tasks", "progress", "chases") if rng.random() < 0.5]
        newline = rng.choice(["\n", "\r\n"])
        return cls(rng.choice([2, 4]), rng.choice([0, 2]), tuple(keys), newline, rng.random() < 0.2)

    def written(self, plain: Plain) -> bytes:
        """The list as a file's bytes."""
        text = "".join(line + "\n" for line in self._mapping(plain, ()))
        return (BOM if self.bom else b"") + text.replace("\n", self.newline).encode()

    def _mapping(self, plain: Plain, path: tuple[str, ...]) -> Iterator[str]:
        for key, value in plain.items():
            here = (*path, key)
            if isinstance(value, str) or not value or (isinstance(value, list) and isinstance(value[0], str)):
                yield f"{quote(key)}: {flow(value)}"
            elif isinstance(value, list):
                yield f"{quote(key)}:"
                for item in value:
                    yield from self._item(item, here)
            else:
                yield f"{quote(key)}:"
                yield from (" " * self.step + line for line in self._mapping(value, here))

    def _item(self, item: Plain, path: tuple[str, ...]) -> Iterator[str]:
        dash = " " * self.dash + "- "
        if set(path[-2:]) & set(self.flow_keys):
            yield dash + flow(item)
            return
        first, *rest = self._mapping(item, path)
        yield dash + first
        yield from (" " * len(dash) + line for line in rest)


# The oracle ---------------------------------------------------------------------------------------


def root(name: str) -> str:
    """The original name or title."""
    return name.split("（改")[0]


def facts(plain: Plain) -> Facts:
    """All facts of a list, separately, each under its identity."""
    found: Facts = {}
    for key in ("title", "year", "region", "confirm", "closed"):
        if key in plain:
            found["list", key] = plain[key]
    found |= {("round", day): True for day in plain.get("rounds", [])}
    found |= _counted(("chase",), plain.get("chases", []))
    for unit in plain["units"]:
        name = root(unit["name"])
        found |= {("unit", name, key): value for key, value in unit.items() if key != "aliases"}
        found |= {("unit", name, "alias", alias): True for alias in unit.get("aliases", [])}
    for section in plain["sections"]:
        found["section", root(section["title"])] = section["title"]
        for topic in section.get("topics", [section]):
            for task in topic["tasks"]:
                found |= _task_facts(task, root(section["title"]))
    return found


def _task_facts(task: Plain, heading: str) -> Facts:
    number = task["id"]
    found: Facts = {("task", number, "under"): heading}
    for key, value in task.items():
        if key == "progress":
            for unit, reports in value.items():
                found |= _counted(("task", number, "report", root(unit)), reports)
        elif key == "overall":
            found |= _counted(("task", number, "overall"), value)
        elif key == "concerned":
            found |= {("task", number, key, root(unit)): True for unit in value}
        else:
            found["task", number, key] = flow(value)
    return found


def _counted(above: tuple[Hashable, ...], items: list[Plain]) -> Facts:
    count: Counter[str] = Counter()
    found: Facts = {}
    for item in items:
        text = json.dumps(item, sort_keys=True, ensure_ascii=False)
        count[text] += 1
        found[(*above, text, count[text])] = True
    return found


@dataclass(frozen=True)
class Verdict:
    """The expected result of a merge: the facts; the conflicts; facts that may be doubtful."""

    facts: Facts
    conflicts: set[tuple[Hashable, ...]]
    doubts: set[tuple[Hashable, ...]]


def merged(was: Facts, mine: Facts, new: Facts) -> Verdict:
    """Merge each fact separately: if one side changed it, that change counts."""
    made: Facts = {}
    conflicts = set()
    for key in {**was, **mine, **new}:
        before, here, there = (each.get(key) for each in (was, mine, new))
        if here != there and before not in (here, there):
            conflicts.add(key)
        value = there if here == before else here
        if value is not None:
            made[key] = value
    conflicts |= _struck_out(was, mine, new) | _corrected(was, mine, new)
    return Verdict(made, conflicts, _renamed_in_struck_out(was, mine, new) | _emptied(was, made))


def _emptied(was: Facts, made: Facts) -> set[tuple[Hashable, ...]]:
    """Headings whose tasks have all been removed by the two sides together."""
    before, after = ({value for key, value in side.items() if key[-1] == "under"} for side in (was, made))
    return {("emptied", heading) for heading in before - after}


def _renamed_in_struck_out(was: Facts, mine: Facts, new: Facts) -> set[tuple[Hashable, ...]]:
    """Tasks removed by one side, in whose text the other side may have renamed a unit."""
    before, here, there = map(_of_tasks, (was, mine, new))
    return {
        ("renamed in", number)
        for one, other, side in ((here, there, new), (there, here, mine))
        for number in before
        if number not in one and number in other
        for key, name in side.items()
        if key[0] == "unit" and key[-1] == "name" and was.get(key, name) != name
    }


def _of_tasks(side: Facts) -> dict[Hashable, Facts]:
    found: dict[Hashable, Facts] = {}
    for key, value in side.items():
        if key[0] == "task":
            found.setdefault(key[1], {})[key] = value
    return found


def _struck_out(was: Facts, mine: Facts, new: Facts) -> set[tuple[Hashable, ...]]:
    """Tasks removed by one side and changed by the other."""
    before, here, there = map(_of_tasks, (was, mine, new))
    return {
        ("struck out", number)
        for number, held in before.items()
        for one, other in ((here, there), (there, here))
        if number not in one and number in other and other[number] != held
    }


def _corrected(was: Facts, mine: Facts, new: Facts) -> set[tuple[Hashable, ...]]:
    """Reports missing on both sides, if these differ in the new facts of that day: corrected or removed."""
    gone = {key for key in was if "report" in key and key not in mine and key not in new}
    return {("corrected", key) for key in gone if _come(key, was, mine) != _come(key, was, new)}


def _come(key: tuple[Hashable, ...], was: Facts, side: Facts) -> set[tuple[Hashable, ...]]:
    day = json.loads(str(key[-2]))["date"]
    return {
        each
        for each in side
        if each[:4] == key[:4] and each not in was and json.loads(str(each[-2]))["date"] == day
    }
