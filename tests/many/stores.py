"""A small store written by hand in the promised layout, to test what reads a store without its writer."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from govlist.many import schema, store

FOREVER = date(9999, 12, 31)
DAY = date(2025, 6, 30)
"""The day that the tests ask about."""

Rows = dict[str, list[dict[str, Any]]]


def day(month: int, number: int) -> date:
    return date(2025, month, number)


def _identity(list_id: str, code: str = "990101", region: str = "桥西区", year: int = 2025) -> dict[str, Any]:
    return {
        "list_id": list_id,
        "region_code": code,
        "region": region,
        "city": "南川市",
        "topic": "政务公开",
        "year": year,
    }


def rows() -> Rows:
    """Two counties of one name with a list each, one done and one overdue; and a list of the year before."""
    made: Rows = {table.name: [] for table in schema.TABLES}
    spans: dict[str, list[dict[str, Any]]] = {
        "a/2025": [
            {"valid_from": day(1, 1), "valid_to": day(3, 1)},
            {"valid_from": day(3, 1), "valid_to": FOREVER, "status": "done", "last_date": day(3, 1)},
        ],
        "b/2025": [
            {"valid_from": day(1, 1), "valid_to": day(3, 26), "due": day(5, 31)},
            {
                "valid_from": day(3, 26),
                "valid_to": FOREVER,
                "due": day(5, 31),
                "overdue_from": day(6, 1),
                "missing": True,
            },
        ],
        "a/2024": [{"valid_from": date(2024, 1, 1), "valid_to": FOREVER}],
    }
    for list_id, parts in spans.items():
        code, year = ("990102" if list_id[0] == "b" else "990101"), int(list_id[2:])
        same = _identity(list_id, code, year=year)
        made["lists"].append(
            same | {"path": f"{list_id}.yaml", "title": f"{year}年清单", "state": "ok", "confirm": True}
        )
        made["tasks"].append(
            same
            | {"task_id": 1, "section": "主动公开", "requirement": "公开政策, 及时更新", "city_task": "3"}
        )
        made["units"].append(same | {"unit": "教育局", "unit_no": 1, "unit_kind": "department"})
        made["rounds"].append(same | {"due": date(year, 3, 25)})
        made["chases"].append(
            same
            | {"date": date(year, 2, 1), "unit": "教育局", "task_id": 1, "level": "notice", "reply_by": None}
        )
        for part in parts:
            made["states"].append(
                same
                | {
                    "task_id": 1,
                    "unit": "教育局",
                    "unit_kind": "department",
                    "basis": "named",
                    "role": "lead",
                }
                | {"owed": True, "status": "not_started", "missing": False, "lacks_evidence": False}
                | {"asked": False, "in_time": False, "standing": False}
                | part
            )
    made["reports"].append(
        _identity("a/2025")
        | {"task_id": 1, "unit": "教育局", "seq": 1, "date": day(3, 1), "status": "done", "note": "=1+1"}
    )
    return made


def write(folder: Path, made: Rows | None = None, version: str = "v000001") -> Path:
    """Write a store; returns its folder."""
    made = rows() if made is None else made
    lists = {
        row["list_id"]: store.Entry(
            row["path"], {}, "", store.partition(row["region_code"], row["year"]), row["state"], 0, None
        )
        for row in made["lists"]
    }
    (folder / "versions" / version).mkdir(parents=True)
    partitions = sorted({entry.partition for entry in lists.values()})
    for table in schema.TABLES:
        for partition in partitions:
            path = store.file(folder / "versions" / version, table.name, partition)
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, table, [r for r in made[table.name] if lists[r["list_id"]].partition == partition])
    (folder / "versions" / version / store.INDEX).write_text(
        store.Index(lists, False, "zh").text(), encoding="utf-8"
    )
    (folder / "CURRENT").write_text(f"{version}\n", encoding="utf-8")
    return folder


def _write(path: Path, table: schema.Table, made: list[dict[str, Any]]) -> None:
    with duckdb.connect() as database:
        columns = ", ".join(f'"{column.name}" {column.type.value}' for column in table.columns)
        database.execute(f"CREATE TABLE made ({columns})")
        row = f"({', '.join('?' * len(table.columns))})"
        for at in range(0, len(made), 200):  # a statement for each row takes seconds
            some = made[at : at + 200]
            values = [each.get(column.name) for each in some for column in table.columns]
            database.execute(f"INSERT INTO made VALUES {', '.join([row] * len(some))}", values)
        text = str(path).replace("'", "''")
        database.execute(f"COPY made TO '{text}' (FORMAT parquet)")
