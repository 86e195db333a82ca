"""The extraction as a Spark job, and a store read by Spark: the same rows and answers as those of govlist.

Skipped without pyspark or Java unless $GOVLIST_REQUIRE_SPARK is set.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tests.many import province

from govlist.many import spark
from govlist.many.database import Database
from govlist.many.gather import gather
from govlist.many.questions import QUESTIONS, Question
from govlist.many.schema import IDENTITY, TABLES, Table, Type
from govlist.many.store import Store, open_

pytestmark = pytest.mark.slow

NOW = "2025-12-31T00:00:00Z"
DAY = date(2025, 9, 30)
PORTABLE = [question for question in QUESTIONS if question.portable]
REQUIRED = bool(os.environ.get("GOVLIST_REQUIRE_SPARK"))
MISSING = [
    name for name, found in (("pyspark", find_spec("pyspark")), ("Java", shutil.which("java"))) if not found
]
if MISSING and not REQUIRED:
    pytest.skip(f"{' and '.join(MISSING)} not installed", allow_module_level=True)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A Spark on this machine, with its files in a folder of the tests."""
    from pyspark.sql import SparkSession

    here = tmp_path_factory.mktemp("spark")
    builder = SparkSession.builder.master("local[2]").appName("govlist")
    options = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.local.dir": str(here),
        "spark.sql.warehouse.dir": str(here / "warehouse"),
        "spark.sql.shuffle.partitions": "2",
    }
    for key, value in options.items():
        builder = builder.config(key, value)
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("ERROR")
    yield made
    made.stop()


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> province.Province:
    """A small province beside a workflow, which is no list."""
    folder = tmp_path_factory.mktemp("lists") / "各市"
    made = province.write(folder, tasks=3)
    (folder / "ci.yml").write_text("on: push\njobs: {}\n", encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def store(lists: province.Province, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The store of the province, as `gather` writes it."""
    root = tmp_path_factory.mktemp("gathered") / "store"
    gather([lists.folder], root, now=NOW)
    return open_(root)


def by_spark(session: Any, out: Path, table: Table) -> list[tuple[Any, ...]]:
    """The rows of a table as Spark reads it with its defaults."""
    frame = session.read.parquet(str(out / table.name))
    return [tuple(row) for row in frame.select(*(column.name for column in table.columns)).collect()]


def by_duckdb(out: Path, table: Table) -> list[tuple[Any, ...]]:
    """The rows of a table as DuckDB reads it."""
    import duckdb

    names = ", ".join(f'"{column.name}"' for column in table.columns)
    files = str(out / table.name / "**" / "*.parquet").replace("'", "''")
    return duckdb.sql(f"SELECT {names} FROM read_parquet('{files}')").fetchall()


def in_order(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=repr)


@pytest.fixture(scope="module")
def out(session: Any, lists: province.Province, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the province, written by Spark."""
    made = tmp_path_factory.mktemp("tables") / "store"
    spark.gather(session, str(lists.folder), str(made), NOW)
    return made


@pytest.mark.parametrize("question", PORTABLE, ids=lambda question: question.name)
def test_spark_answers_as_query_does(session: Any, store: Store, question: Question) -> None:
    for table in TABLES:
        session.read.parquet(str(store.folder / table.name)).createOrReplaceTempView(table.name)
    database = Database(store, DAY)
    (statement,) = database.statements(question.on(DAY))
    answer = list(database.ask(statement).rows)
    assert [tuple(row) for row in session.sql(question.on(DAY)).collect()] == answer


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_spark_reads_a_store_with_the_right_types_by_default(
    session: Any, store: Store, table: Table
) -> None:
    words = {Type.TEXT: "string", Type.NUMBER: "int", Type.DAY: "date", Type.FLAG: "boolean"}
    found = session.read.parquet(str(store.folder / table.name)).dtypes
    columns = [(column.name, words[column.type]) for column in table.columns]
    assert found == [*columns, ("y", "int"), ("p", "string")]


def test_each_list_is_a_record_of_the_same_function(
    session: Any, lists: province.Province, out: Path, store: Store
) -> None:
    assert lists.broken
    for table in TABLES:
        wanted = in_order(by_duckdb(store.folder, table))
        assert wanted, table.name
        assert in_order(by_duckdb(out, table)) == wanted, table.name
        assert in_order(by_spark(session, out, table)) == wanted, table.name
        assert in_order(by_spark(session, store.folder, table)) == wanted, table.name
    parts = {path.relative_to(out / "lists").parent.as_posix() for path in out.glob("lists/*/*/*.parquet")}
    assert parts == set(store.index.partitions)


def test_a_table_without_rows_is_written_too(session: Any, tmp_path: Path) -> None:
    made = province.write(tmp_path / "lists", tasks=1, broken=0)
    spark.gather(session, str(made.folder), str(tmp_path / "store"), NOW)
    (table,) = (table for table in TABLES if table.name == "problems")
    assert by_spark(session, tmp_path / "store", table) == []


def test_paths_say_what_a_pattern_reads_in_them(session: Any, tmp_path: Path) -> None:
    text = "title: 清单\nyear: 2025\nunits: []\ngroups: []\nsections: []\n"
    for name in ("990101/2025/政务公开", "990101/2024/政务公开", "其他"):
        path = tmp_path / "lists" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    made = spark.extracted(session, str(tmp_path / "lists"), NOW, "{region_code}/{year}/{topic}").collect()
    found = {each.rows["lists"][0][0]: each for each in made}
    assert found["990101/2025/政务公开"].rows["lists"][0][: len(IDENTITY)] == (
        *("990101/2025/政务公开", "990101", "", "", "政务公开", 2025),
    )
    assert [found[key].rows["problems"][0][9] for key in ("990101/2024/政务公开", "其他")] == ["path", "path"]
