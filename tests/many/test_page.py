"""The SQL on docs/many-lists.md is asked of the store that the page gathers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from govlist.many import gather
from govlist.many.questions import QUESTIONS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "many-lists.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "docs" / "zh" / "many-lists.md").read_text(encoding="utf-8")
SQL = re.findall(r"^```sql\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)

Run = Callable[..., Any]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    gather.gather([ROOT / "examples" / "city"], tmp_path / "store")
    return tmp_path / "store"


def test_the_pages_have_the_same_sql() -> None:
    assert re.findall(r"^```sql\n(.*?)^```$", CHINESE, re.DOTALL | re.MULTILINE) == SQL != []


@pytest.mark.parametrize("sql", SQL)
def test_the_sql_has_an_answer(sql: str, store: Path, run: Run) -> None:
    if "read_parquet" in sql:  # what other programs do: query reads no files by their names
        with duckdb.connect() as database:
            assert database.execute(sql).fetchall()
        return
    done = run("query", sql, store, "--jsonl")
    assert (done.code, bool(done.out)) == (0, True), done.err


def test_the_page_names_the_questions_that_spark_reads() -> None:
    names = [question.name for question in QUESTIONS if question.portable]
    for page in (PAGE, CHINESE):
        (sentence,) = [part for part in page.split("\n\n") if "`overdue-by-region`" in part]
        named = [name for name in re.findall(r"`([a-z-]+)`", sentence) if "-" in name or name in names]
        assert sorted(name for name in named if not name.startswith("--")) == sorted(names)
