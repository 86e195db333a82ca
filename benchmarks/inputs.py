"""The lists for benchmarks, generated from the shipped one with a fixed seed: always the same bytes.

A *full year* is the shipped list with 31 more departments and four reports by every unit on every task that
it owes. A *city* is 50 such lists. `big` multiplies tasks, units or reports.
"""

from __future__ import annotations

import random
import re
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

SHIPPED = Path(__file__).parents[1] / "data" / "checklist.yaml"
MORE = 31
"""Departments in addition to the shipped list's five units."""
REPORTS = 4
"""Reports of a unit on a task in a year."""
CITY = 50
TOWNSHIPS = re.compile(r"  - name: (.+)\n    kind: township\n")
FIRST_DAY, DAYS = date(2024, 1, 5), 350
NOTES = (
    "已梳理目录，正在逐项核对公开内容",
    "信息已在区政府门户网站相应栏目发布，后续按月更新",
    "方案已印发，责任到人，按时间节点推进",
    "与有关科室会商，材料已报分管负责同志审定",
    "开展自查，整改问题3个",
)


def full_year(seed: int = 2024) -> str:
    """The text of a full year."""
    return big(seed=seed)


def big(tasks: int = 1, units: int = 1, reports: int = REPORTS, more: int = MORE, seed: int = 2024) -> str:
    """The shipped list with multiplied tasks and units, `more` departments, `reports` per pair."""
    chance = random.Random(seed)
    head, *blocks = re.split(r"(?m)^(?=sections:| +- title:| +- id:)", SHIPPED.read_text(encoding="utf-8"))
    departments, townships, roster = _roster(head, units, more)
    parts, number = [roster], 0
    for block in blocks:
        if not block.lstrip().startswith("- id:"):
            parts.append(block)
            continue
        for _ in range(tasks):
            number += 1
            body = re.sub(r"- id: \d+", f"- id: {number}", block.rstrip("\n"), count=1)
            owners = list(_owners(block, departments, townships))
            parts.append(body + "\n" + _progress(owners, reports, chance))
    return "".join(parts)


def _roster(head: str, factor: int, more: int) -> tuple[list[str], list[str], str]:
    """The departments, the townships, and the head with all of them in the roster."""
    extra = [f"区第{n}局" for n in range(1, more + 1 + (factor - 1) * (more + 4))]
    towns = [f"第{n}镇" for n in range(1, (factor - 1) * 14 + 1)]
    lines = "".join(f"  - {{name: {name}, kind: department}}\n" for name in extra)
    lines += "".join(f"  - {{name: {name}, kind: township}}\n" for name in towns)
    named = re.findall(r"  - name: (.+)\n    kind: department\n", head)
    text = head.replace("groups:\n", lines + "groups:\n", 1)
    return named + extra, TOWNSHIPS.findall(head) + towns, text


def _owners(block: str, departments: list[str], townships: list[str]) -> Iterator[str]:
    """The units that owe a task, by name or as members of an `every` group."""
    named = re.findall(r"[^\[\], ]+", re.findall(r"responsible: (.+)", block)[0])
    groups = {"区政府各部门": departments, "各乡镇街道": townships, "区政府有关部门": [], "有关部门": []}
    yield from dict.fromkeys(unit for name in named for unit in groups.get(name, [name]))


def _progress(owners: list[str], number: int, chance: random.Random) -> str:
    if not owners:
        return ""
    lines = ["            progress:\n"]
    for unit in owners:
        lines.append(f"              {unit}:\n")
        for index in range(number):
            day = FIRST_DAY + timedelta(days=index * DAYS // number)
            lines.append(f"                - {{date: {day}, {_report(index == number - 1, chance)}}}\n")
    return "".join(lines)


def _report(last: bool, chance: random.Random) -> str:
    if last and chance.random() < 0.5:
        return f'status: done, evidence: ["https://www.example.gov.cn/{chance.randrange(10**6)}.html"]'
    status = chance.choice(["in_progress", "in_progress", "in_progress", "behind"])
    return f"status: {status}, note: {chance.choice(NOTES)}"


def write_city(folder: Path) -> list[Path]:
    """Fifty full years, each of its own seed."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{number:02}.yaml" for number in range(1, CITY + 1)]
    for number, file in enumerate(files, 1):
        file.write_text(full_year(number), encoding="utf-8")
    return files


def write_taskwarrior(folder: Path, tasks: int) -> None:
    """The same number of open tasks as reports, over the same units, in taskwarrior's format."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(tasks)
    units = [*TOWNSHIPS.findall(SHIPPED.read_text(encoding="utf-8")), "区教体局"]
    rows = []
    for number in range(tasks):
        name = uuid.UUID(int=chance.getrandbits(128), version=4)
        entry, unit = 1704067200 + number * 60, units[number % len(units)]
        words = chance.choice(NOTES)
        rows.append(f'[description:"{words}" entry:"{entry}" modified:"{entry}" project:"{unit}" ')
        rows.append(f'status:"pending" uuid:"{name}"]\n')
    (folder / "pending.data").write_text("".join(rows), encoding="utf-8")
    for name in ("completed", "undo", "backlog"):
        (folder / f"{name}.data").write_text("", encoding="utf-8")
    settings = f"data.location={folder}\nconfirmation=no\nverbose=nothing\n"
    (folder / "taskrc").write_text(settings, encoding="utf-8")
