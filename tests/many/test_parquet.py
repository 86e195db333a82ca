"""Rows as Parquet: what DuckDB reads back is what was given, and the bytes follow from the rows alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest

from govlist.base.errors import GovlistError
from govlist.many import parquet, schema
from govlist.yamlfile import versions

TABLE = schema.BY_NAME["reports"]
Rows = Sequence[tuple[Any, ...]]
Write = Callable[..., Path]

HOSTILE = (
    *("", "it's", '"quoted"', "a\nb\r\nc", "a,b;c\td", "\\N", "NULL", "null", "'; DROP TABLE states; --"),
    *(
        "\x00",
        "a\x00b",
        "\u2028",
        "\ufeff",
        "𠮷",
        "=1+1",
        "{'a': 1}",
        "\\",
        "\\u0041",
        "x" * 300,
        "长" * 5000,
    ),
)
"""Texts that a format between Python and DuckDB could change."""


def row(list_id: str, task: int, **values: Any) -> tuple[Any, ...]:
    """A row of reports."""
    made = {
        **{"list_id": list_id, "region_code": "990101", "region": "桥西区", "city": "南川市"},
        **{"topic": "政务公开", "year": 2025, "task_id": task, "unit": "教育局", "seq": 1},
        **{"date": date(2025, 3, 1), "status": "done", "review": None, "note": None, "evidence": ""},
        **{"by": None, **values},
    }
    return tuple(made[column.name] for column in TABLE.columns)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """`write("name", lists, old, replaced)` writes the rows of several lists, and of an old file."""

    def call(name: str, lists: Sequence[Rows], old: Path | None = None, replaced: Sequence[str] = ()) -> Path:
        spool, target = tmp_path / f"{name}.rows", tmp_path / f"{name}.parquet"
        for rows in lists:
            versions.append(spool, parquet.packed(TABLE, rows))
        with parquet.Writer(tmp_path / "scratch", replaced) as writer:
            writer.write(TABLE, spool if lists else None, old, target)
        return target

    return call


def read(path: Path) -> list[tuple[Any, ...]]:
    return duckdb.sql(f"FROM {parquet.files([path])}").fetchall()


def test_texts_come_back_as_they_were(write: Write) -> None:
    rows = [row("a", n, note=text, by=text or None, unit=text) for n, text in enumerate(HOSTILE)]
    assert read(write("x", [rows])) == rows


def test_no_text_and_an_empty_text_differ(write: Write) -> None:
    rows = [row("a", 1, note=None), row("a", 2, note="")]
    path = write("x", [rows])
    assert [each[12] for each in read(path)] == [None, ""]
    assert duckdb.sql(f"SELECT count(note) FROM {parquet.files([path])}").fetchall() == [(1,)]


@pytest.mark.parametrize(
    "list_id", ["it's", "a/../b", "a\nb", "长" * 300, "'; DROP TABLE replaced; --", "a\udcff"]
)
def test_a_list_of_any_name_is_replaced_alone(write: Write, list_id: str) -> None:
    shown = parquet.valid(list_id).decode()
    first = write("first", [[row("other", 1)], [row(list_id, 1), row(list_id, 2)]])
    assert {each[0] for each in read(first)} == {"other", shown}
    second = write("second", [[row(list_id, 3)]], first, [list_id])
    assert [(each[0], each[6]) for each in read(second)] == sorted([("other", 1), (shown, 3)])


def test_a_table_without_rows_has_its_columns(write: Write) -> None:
    path = write("x", [])
    described = duckdb.sql(f"DESCRIBE FROM {parquet.files([path])}").fetchall()
    assert [(name, kind) for name, kind, *_rest in described] == [
        (column.name, column.type.value) for column in TABLE.columns
    ]
    assert read(path) == []


def test_the_bytes_follow_from_the_rows_alone(write: Write) -> None:
    rng = Random(1)
    lists = [
        [
            row(f"list {number}", task, seq=seq, note=rng.choice(HOSTILE[:8]), by=rng.choice((None, "张三")))
            for task in range(40)
            for seq in range(rng.randint(0, 4))
        ]
        for number in range(20)
    ]
    whole = write("whole", lists).read_bytes()
    shuffled = [rng.sample(rows, len(rows)) for rows in rng.sample(lists, len(lists))]
    assert write("shuffled", shuffled).read_bytes() == whole
    was = [*lists[:7], [row("list 7", 99)], *lists[8:], [row("gone", 1)]]
    before = write("before", was)
    assert write("after", [lists[7]], before, ["list 7", "gone"]).read_bytes() == whole
    assert (
        write("less", [], before, ["list 7", "gone"]).read_bytes()
        == write("few", was[:7] + was[8:20]).read_bytes()
    )


def test_a_text_larger_than_an_object_of_duckdb(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "OBJECT_BYTES", 100_000)
    rows = [row("a", 1, note="长" * 200_000), row("b", 1, note="x")]
    assert read(write("x", [rows[:1], rows[1:]])) == rows


def test_more_rows_than_the_memory_holds(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "MEMORY", "20MB")
    rows = [row("a", n, note=f"{n}" * 50) for n in range(1000, 9000)]
    assert read(write("x", [rows[::-1]])) == rows


def test_what_duckdb_refuses_is_an_error_of_ours(write: Write, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.parquet"
    damaged.write_bytes(b"PAR1 no more")
    with pytest.raises(GovlistError, match="here") as caught, parquet.refusals(Path("here")):
        write("x", [], damaged)
    assert (caught.value.exit_code, bool(caught.value.hint)) == (3, True)
