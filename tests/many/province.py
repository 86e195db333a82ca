"""A small province, invented: the lists of its counties as files, and the truth about them.

It has every kind of event that the tables hold: rounds, deadlines, standing tasks, groups, candidates, leads
and support, late, returned and confirmed reports, chases, a unit that ends, an archived list, lists without a
code, two counties with one name in a city, lists with errors. The same arguments write the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml

Plain = dict[str, Any]

CITIES = {"9901": "南川市", "9902": "北原市"}
"""The cities, by the first four digits of their counties' codes."""
COUNTIES = ("桥西区", "桥西区", "临水县", "高台县")
"""The counties of each city; two of them have the same name, and differ in code."""
TOPICS = ("政务公开", "营商环境")
YEAR = 2025
"""The year of all lists."""
ROUNDS = tuple(date(YEAR, *day) for day in ((3, 25), (6, 25), (9, 25), (12, 10)))
UNITS = (
    *(
        ("县政府办公室", "office"),
        ("教育局", "department"),
        ("司法局", "department"),
        ("卫健委", "department"),
    ),
    *(("城关镇", "township"), ("河东镇", "township"), ("山前乡", "township"), ("老镇", "township")),
)
OTHERS: tuple[tuple[Plain | str, tuple[str, ...]], ...] = (
    ("各部门", ("教育局", "卫健委")),
    ("有关部门", ("教育局", "卫健委")),
    ("各乡镇", ("城关镇", "河东镇")),
    ("卫健委", ("卫健委",)),
    ({"unit": "教育局", "role": "support"}, ("教育局",)),
)
"""Who takes part in a task besides the department that leads it, and the units that may report."""
NOTES = (
    "已印发方案",
    "目录: 已更新",
    '共3件, "均公开"',
    "“一图读懂”#2",
    "分两行\n写的说明",
    "it's; DROP TABLE states; --",
    "是",
)
ERRORS = {
    "syntax": lambda text: text.replace("\nsections:", "\nsections: [", 1),
    "unknown-unit": lambda text: text.replace("unit: 司法局", "unit: 火星局", 1),
    "bad-date": lambda text: text.replace("date: 2025-", "date: 2025-13-", 1),
    "bad-status": lambda text: text.replace("status: in_progress", "status: 差不多", 1),
}
"""How a list is broken on purpose, by the rule that finds it."""


class Province(NamedTuple):
    """The folder with the lists, the sound ones, and the broken ones with the rule that finds the error."""

    folder: Path
    sound: tuple[str, ...]
    broken: dict[str, str]

    @property
    def list_ids(self) -> list[str]:
        """All lists, by their paths below the folder without the suffix."""
        return sorted([*self.sound, *self.broken])

    def path(self, list_id: str) -> Path:
        """The file of a list."""
        return self.folder / f"{list_id}.yaml"


def write(folder: Path, tasks: int = 8, broken: int = 3, seed: int = 1) -> Province:
    """Write the province's lists, with that many tasks each; that many lists have an error.

    One more county has no code, and its list no topic.
    """
    rng = Random(seed)
    sound: list[str] = []
    faults: dict[str, str] = {}
    wanted = list(_identities())
    bad = dict(zip(rng.sample(range(len(wanted)), broken), list(ERRORS) * broken, strict=False))
    for number, (list_id, identity) in enumerate(wanted):
        text = written(checklist(rng, identity, tasks))
        if number in bad:
            text = ERRORS[bad[number]](text)
            faults[list_id] = bad[number]
        else:
            sound.append(list_id)
        path = folder / f"{list_id}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return Province(folder, tuple(sorted(sound)), faults)


def _identities() -> Iterator[tuple[str, Plain]]:
    """Each list's path, and the keys that tell whose it is."""
    for prefix, city in CITIES.items():
        for number, county in enumerate(COUNTIES, 1):
            code = f"{prefix}{number:02}"
            for topic in TOPICS:
                identity = {"region": county, "region_code": code, "city": city, "topic": topic}
                yield f"{city}/{county}-{code}/{YEAR}-{topic}", identity
    yield "开发区/清单", {"region": "开发区"}


class _Dumper(yaml.SafeDumper):
    """Writes every value in full: lists may have no anchors."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def written(plain: Plain) -> str:
    """A list as a file."""
    return yaml.dump(plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)


def checklist(rng: Random, identity: Plain, tasks: int) -> Plain:
    """A list without errors."""
    made: Plain = {
        "format": 1,
        "title": f"{identity['region']}{YEAR}年度{identity.get('topic', '重点')}工作清单",
        "year": YEAR,
        **identity,
        "rounds": list(ROUNDS),
        "confirm": rng.random() < 0.5,
        "units": [{"name": name, "kind": kind} for name, kind in UNITS],
        "groups": [
            {"name": "各部门", "members": "department", "scope": "every"},
            {"name": "有关部门", "members": "department", "scope": "concerned"},
            {"name": "各乡镇", "members": "township", "scope": "every"},
        ],
    }
    made["units"][1] |= {"aliases": ["教体局"], "contact": "办公室，转8001"}
    made["units"][-1] |= {"until": date(YEAR, 6, 30), "successor": "城关镇"}
    numbers = range(1, tasks + 1)
    half = (tasks + 1) // 2
    first = [_task(rng, number) for number in numbers[:half]]
    second = [_task(rng, number) for number in numbers[half:]]
    made["sections"] = [
        {"title": "主动公开", "topics": [{"title": "聚焦中心工作", "tasks": first}]},
        *([{"title": "保障措施", "tasks": second}] if second else []),
    ]
    made["chases"] = [
        {"date": ROUNDS[1], "unit": "司法局", "tasks": [1], "level": "notice", "reply_by": date(YEAR, 7, 5)}
    ]
    if rng.random() < 0.2:
        made["closed"] = date(YEAR, 12, 31)
    return made


def _task(rng: Random, number: int) -> Plain:
    """A task that the department of justice leads; another entry says who else takes part."""
    entry, who = rng.choice(OTHERS)
    made: Plain = {
        "id": number,
        "requirement": f"公开第{number}类信息",
        "responsible": [{"unit": "司法局", "role": "lead"}, entry],
    }
    kind = rng.randrange(4)
    if kind == 0:
        made |= {"due": date(YEAR, rng.randint(3, 11), rng.randint(1, 28)), "due_text": "限期完成"}
    elif kind == 1:
        made["due"] = "quarterly"
    elif kind == 2:
        made["standing"] = True
    if number == 1:
        made["overall"] = [{"date": date(YEAR, 4, 1), "status": "in_progress", "note": "总体推进"}]
    units = ["司法局", *rng.sample(who, rng.randint(0, len(who)))]
    made["progress"] = {unit: _reports(rng, kind == 2) for unit in units}
    return made


def _reports(rng: Random, standing: bool) -> list[Plain]:
    """A unit's reports in order; some are returned, the last may be done, and then confirmed."""
    day = date(YEAR, 1, rng.randint(5, 28))
    made: list[Plain] = []
    for _report in range(rng.randint(1, 4)):
        made.append({"date": day, "status": "in_progress", "note": rng.choice(NOTES)})
        day += timedelta(days=rng.randint(1, 60))
        if rng.random() < 0.15:
            made.append({"date": day, "status": "in_progress", "review": "returned", "note": "请补充"})
            day += timedelta(days=rng.randint(1, 20))
    if rng.random() < 0.6 and not standing:
        links = [f"https://xx.example/{rng.randrange(100)}.html"] if rng.random() < 0.7 else []
        made.append({"date": day, "status": "done", "evidence": links, "by": "张三"})
        if rng.random() < 0.5:
            made.append({"date": day + timedelta(days=9), "status": "done", "review": "confirmed"})
    return made
