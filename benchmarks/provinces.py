"""A province of lists for benchmarks, generated from a seed: always the same bytes, and the truth about them.

The truth is not computed by govlist. It comes from the lists as plain data, by the rules of `tests.oracle`,
and from what was broken on purpose.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests import oracle

Plain = dict[str, Any]

YEAR = 2025
TOPICS = ("政务公开", "营商环境", "安全生产", "民生实事", "乡村振兴", "生态环保")
CITIES = 10
"""Cities with numbers from 9901 on; each has as many counties as are needed, two of them of one name."""
NAMES = ("桥西区", "桥西区", "临水县", "高台县", "望江县", "新河县", "平原县", "南山区", "北关区", "白石县")
DEPARTMENTS, TOWNSHIPS = 24, 12
ROUNDS = [f"{YEAR}-{day}" for day in ("03-25", "06-25", "09-25", "12-10")]
TASKS, REPORTS = 81, 22
"""Tasks of a list on average, and reports of a task."""
FIRST_DAY = date(YEAR, 1, 5)
NOTES = (
    "已梳理目录，正在逐项核对公开内容，下一步按月更新并接受社会监督",
    "信息已在区政府门户网站相应栏目发布，群众可以查询和下载，后续持续更新",
    "方案已印发，责任到人，按时间节点推进；已召开调度会两次",
    "与有关科室会商，材料已报分管负责同志审定，待批复后组织实施",
    "开展自查，整改问题3个；其余问题已列出清单，明确责任人和完成时限",
)
STATUSES = ("in_progress",) * 6 + ("behind", "not_started", "done", "done")

BREAKS: dict[str, Callable[[str], str | bytes]] = {
    "syntax": lambda text: text.replace("\nsections:", "\nsections: [", 1),
    "bad-status": lambda text: text.replace("status: in_progress", "status: 差不多", 1),
    "bad-date": lambda text: text.replace(f"date: {YEAR}-", f"date: {YEAR}-13-", 1),
    "unknown-unit": lambda text: text.replace("responsible: [部门1,", "responsible: [火星局,", 1),
    "unknown-key": lambda text: text.replace("\nrounds:", "\nround:", 1),
    "duplicate-key": lambda text: text.replace("\nyear:", f"\nyear: {YEAR}\nyear:", 1),
    "missing-key": lambda text: text.replace(f"\nyear: {YEAR}", "", 1),
    "duplicate-id": lambda text: text.replace("- id: 2\n", "- id: 1\n", 1),
    "merge-conflict": lambda text: text.replace("\nrounds:", "\n<<<<<<< 甲\nrounds:", 1),
    "encoding": lambda text: text.encode("gb18030"),
    "empty-value": lambda text: text.replace("requirement: 公开第1类信息", "requirement: ''", 1),
    "unknown-task": lambda text: text.replace("tasks: [1]", "tasks: [9999]", 1),
}
"""The ways in which lists are broken on purpose, by the rule that finds each."""


class Province(NamedTuple):
    """How a province is made: its number of lists, of broken ones, and the seed."""

    lists: int = 600
    broken: int = 12
    seed: int = 2025

    def faults(self) -> dict[int, str]:
        """The numbers of the broken lists, with the rule that finds the error."""
        numbers = random.Random(self.seed).sample(range(self.lists), self.broken)
        kinds = list(BREAKS) * (self.broken // len(BREAKS) + 1)
        return dict(zip(sorted(numbers), kinds, strict=False))

    def write(self, folder: Path) -> None:
        """Write all lists below a folder."""
        faults = self.faults()
        for number in range(self.lists):
            made: str | bytes = text(self.plain(number))
            if number in faults:
                broken = BREAKS[faults[number]](str(made))
                if broken == made:
                    raise SystemExit(f"list {number} could not be broken by {faults[number]}")
                made = broken
            path = folder / f"{self.list_id(number)}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made if isinstance(made, bytes) else made.encode())

    def list_id(self, number: int) -> str:
        """A list's path below the folder, without the suffix."""
        who = _identity(number)
        return f"{who['city']}/{who['region']}-{who['region_code']}/{YEAR}-{who['topic']}"

    def plain(self, number: int) -> Plain:
        """A sound list as plain data."""
        return _plain(random.Random(f"{self.seed}/{number}"), _identity(number))


def _identity(number: int) -> Plain:
    county, topic = divmod(number, len(TOPICS))
    place, city = divmod(county, CITIES)
    return {
        "region": NAMES[place] if place < len(NAMES) else f"第{place + 1}县",
        "region_code": f"99{city + 1:02}{place + 1:02}",
        "city": f"第{city + 1}市",
        "topic": TOPICS[topic],
    }


def _plain(rng: random.Random, who: Plain) -> Plain:
    units: list[Plain] = [
        {"name": "政府办公室", "kind": "office"},
        *({"name": f"部门{n}", "kind": "department"} for n in range(1, DEPARTMENTS + 1)),
        *({"name": f"乡镇{n}", "kind": "township"} for n in range(1, TOWNSHIPS + 1)),
    ]
    units[2] |= {"until": f"{YEAR}-06-30", "successor": "部门3"}
    made: Plain = {
        "title": f"{who['region']}{YEAR}年度{who['topic']}工作清单",
        "year": YEAR,
        **who,
        "confirm": rng.random() < 0.5,
        "rounds": ROUNDS,
        "units": units,
        "groups": [
            {"name": "各部门", "members": "department", "scope": "every"},
            {"name": "各乡镇", "members": "township", "scope": "every"},
            {"name": "有关部门", "members": "department", "scope": "concerned"},
        ],
    }
    count = TASKS + rng.randint(-20, 20)
    tasks = [_task(rng, number) for number in range(1, count + 1)]
    half = count // 2
    made["sections"] = [
        {"title": "重点任务", "tasks": tasks[:half]},
        {"title": "保障措施", "tasks": tasks[half:]},
    ]
    made["chases"] = [{"date": ROUNDS[1], "unit": "部门1", "tasks": [1], "level": "notice"}]
    if rng.random() < 0.1:
        made["closed"] = f"{YEAR}-12-20"
    return made


def _task(rng: random.Random, number: int) -> Plain:
    """A task of one of a few kinds: named units, a lead with support, a whole group, a concerned group."""
    kind = (
        "named" if number == 1 else rng.choice(["named", "named", "lead", "departments", "townships", "open"])
    )
    departments = [f"部门{n}" for n in rng.sample(range(3, DEPARTMENTS + 1), 4)]
    reporting = departments[:3]
    if kind == "named":
        responsible: list[Any] = ["部门1", *departments[:2]]
        reporting = [*responsible]
    elif kind == "lead":
        responsible = [
            {"unit": departments[0], "role": "lead"},
            "部门2",
            {"unit": departments[1], "role": "support"},
        ]
        reporting = [departments[0], "部门2"]
    elif kind == "departments":
        responsible = ["各部门"]
    elif kind == "townships":
        responsible = ["各乡镇"]
        reporting = [f"乡镇{n}" for n in rng.sample(range(1, TOWNSHIPS + 1), 6)]
    else:
        responsible = ["有关部门"]
    made: Plain = {"id": number, "requirement": f"公开第{number}类信息", "responsible": responsible}
    due = rng.choice([None, None, "day", "day", "day", "quarterly", "monthly:10", "standing", "standing"])
    if due == "day":
        made["due"] = _day(rng.randint(60, 350))
    elif due == "standing":
        made["standing"] = True
    elif due:
        made["due"] = due
    if rng.random() < 0.3:
        made["city_task"] = str(rng.randint(1, 30))
    if kind == "open" and rng.random() < 0.5:
        made["concerned"] = [departments[3]]
    each = max(REPORTS // len(reporting), 1)
    made["progress"] = {unit: _reports(rng, each, unit == "部门2") for unit in reporting}
    return made


def _reports(rng: random.Random, most: int, ends: bool) -> list[Plain]:
    """Reports by date, the last of a unit that ends before its end; some are returned or confirmed."""
    number = rng.randint(max(most - 2, 1), most + 2)
    made: list[Plain] = []
    for offset in sorted(rng.sample(range(170 if ends else 345), number)):
        report: Plain = {"date": _day(offset), "status": rng.choice(STATUSES), "note": rng.choice(NOTES)}
        if report["status"] == "done" and rng.random() < 0.7:
            report["evidence"] = [f"https://xx.example/{rng.randrange(1000)}.html"]
        if made and "review" not in made[-1] and rng.random() < 0.1:
            before = made[-1]["status"]
            review = "confirmed" if before == "done" else "returned"
            status = before if before == "done" else "in_progress"
            report = {"date": report["date"], "status": status, "review": review}
        made.append(report)
    return made


def _day(offset: int) -> str:
    return (FIRST_DAY + timedelta(days=offset)).isoformat()


# -- as a file -------------------------------------------------------------------------------------


def text(plain: Plain) -> str:
    """A list as a file, each report on a line as govlist writes it."""
    lines = [f"{key}: {_flow(value)}" for key, value in plain.items() if key not in _BLOCKS]
    for key in ("units", "groups"):
        lines += [f"{key}:", *(f"  - {_flow(each)}" for each in plain[key])]
    lines.append("sections:")
    for section in plain["sections"]:
        lines += [f"  - title: {section['title']}", "    tasks:"]
        for task in section["tasks"]:
            lines += _lines_of(task)
    lines += ["chases:", *(f"  - {_flow(each)}" for each in plain["chases"])]
    return "\n".join(lines) + "\n"


_BLOCKS = ("units", "groups", "sections", "chases")


def _lines_of(task: Plain) -> Iterator[str]:
    mark = "- "
    for key, value in task.items():
        if key == "progress":
            yield "        progress:"
            for unit, reports in value.items():
                yield f"          {unit}:"
                yield from (f"            - {_flow(report)}" for report in reports)
        else:
            yield f"      {mark}{key}: {_flow(value)}"
            mark = "  "


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    words = str(value)
    return f'"{words}"' if any(mark in words for mark in ",:[]{}#；") else words


# -- the truth -------------------------------------------------------------------------------------


class Truth(NamedTuple):
    """What is true of a pair on a day."""

    basis: str
    status: str
    review: str
    last_date: str
    overdue: bool
    missing: bool


def truth(plain: Plain, day: str) -> dict[tuple[int, str], Truth]:
    """The pairs of a list on a day, by task and unit; after the day of archiving they stay as they are."""
    day = min(day, plain.get("closed", day))
    passed = ["", *(due for due in plain["rounds"] if due < day)]
    return {
        (row.task["id"], row.unit): Truth(
            row.basis,
            row.status,
            row.review,
            row.reports[-1]["date"] if row.reports else "",
            row.overdue(plain["year"], day) > 0,
            bool(passed[1:]) and row.open and not row.heard(passed[-2]),
        )
        for row in oracle.rows(plain, day)
    }
