"""`query`: the store that is asked, the forms of the answer, the tables and questions; without DuckDB."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.many import stores

from govlist.base.text import width
from govlist.many.questions import QUESTIONS

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stores.write(tmp_path_factory.mktemp("asked") / "store")


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVLIST_TODAY", stores.DAY.isoformat())


# The store ------------------------------------------------------------------------------------------


def test_the_store_is_the_folder_store_or_that_of_the_settings(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    sql = "SELECT count(*) AS n FROM lists"
    assert run("query", sql).code == 3
    (tmp_path / "store").symlink_to(folder, target_is_directory=True)
    assert run("query", sql, "--jsonl").out == '{"n": 3}\n'
    (tmp_path / "store").rename(tmp_path / "汇总")
    (tmp_path / "govlist.toml").write_text('store = "汇总"\n', encoding="utf-8")
    assert run("query", sql, "--jsonl").code == 2  # a project's store is inside its folder
    assert run("query", sql, folder, "--jsonl").code == 0
    (tmp_path / "汇总").unlink()
    stores.write(tmp_path / "汇总")
    assert run("query", sql, "--jsonl").out == '{"n": 3}\n'


@pytest.mark.parametrize("words", [[], ["SELECT 1"], ["SELECT 1", "--csv"]])
def test_a_store_before_the_sql_or_without_it(words: list[str], run: Run, folder: Path) -> None:
    done = run("query", folder, *words)
    assert (done.code, done.out) == (2, "")
    assert f"{folder} 是汇总库" in done.err
    assert f"govlist query SQL {folder}" in done.err


@pytest.mark.parametrize("name", ["missing", "empty", "file"])
def test_no_store_names_the_way_to_one(name: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = run("query", "SELECT 1", name)
    assert done.code == 3
    assert "govlist gather" in done.err
    assert done.out == ""


def test_as_of_is_the_day_of_now(run: Run, folder: Path) -> None:
    sql = "SELECT sum(overdue::INTEGER) AS n FROM pairs_now"
    assert run("query", sql, folder, "--jsonl").out == '{"n": 1}\n'
    assert run("query", sql, folder, "--as-of", "2025-05-31", "--jsonl").out == '{"n": 0}\n'
    assert run("query", sql, folder, "--as-of", "2025-07-01").code == 2


def test_without_duckdb_the_remedy_is_named(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    for words in (
        ["SELECT 1", folder],
        ["--example", "slow", folder],
        ["SELECT 1", folder, "--parquet", "a"],
    ):
        done = run("query", *words)
        assert (done.code, done.out) == (3, "")
        assert "pip install 'govlist[data]'" in done.err
    assert run("query", "--tables").code == 0
    assert run("query", "--examples").code == 0


# The forms ------------------------------------------------------------------------------------------


def test_a_table_for_people(run: Run, folder: Path) -> None:
    sql = "SELECT 地区, 单位, 逾期天数, 具体要求, 报送日期 FROM 事项 WHERE 年度 = 2025 ORDER BY 逾期天数 DESC"
    assert run("query", sql, folder).out == (
        "地区    单位    逾期天数  具体要求            报送日期\n"
        "桥西区  教育局        30  公开政策, 及时更新  -\n"
        "桥西区  教育局         0  公开政策, 及时更新  2025-03-01\n"
    )


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(columns: int, run: Run, folder: Path) -> None:
    for sql in (
        "FROM 事项",
        "FROM pairs_now",
        "SELECT region, unit, requirement, due, overdue_days FROM pairs_now",
        "SELECT repeat('长', 500) AS 很长的列名很长的列名, 1 AS n",
        "SELECT i, i * 1000000007 AS a, i * 1000000007 AS b, 'x' AS c FROM range(3) r(i)",
    ):
        made = run("--width", columns, "query", sql, folder).out
        assert made
        assert max(map(width, made.splitlines())) <= columns, sql
    for listing in ("--tables", "--examples"):
        made = run("--width", columns, "query", listing).out
        rows = [row for row in made.splitlines() if not row.startswith("    ")]  # SQL is not wrapped
        assert max(map(width, rows)) <= columns


def test_a_terminal_shows_a_thousand_rows_and_a_pipe_all(run: Run, folder: Path) -> None:
    sql = "SELECT i, CASE WHEN i > 2500 THEN '很长的文字' ELSE '短' END AS t FROM range(3000) r(i)"
    whole = run("query", sql, folder).out.splitlines()
    assert len(whole) == 3001
    assert (whole[0], whole[1], whole[1001]) == ("  i  t", "  0  短", "1000  短")
    shown = run("--width", 80, "query", sql, folder).out.splitlines()
    assert len(shown) == 1002
    assert "--csv" in shown[-1]


def test_values_as_people_read_them(run: Run, folder: Path) -> None:
    sql = "SELECT 1/3 AS a, 2.0 AS b, 0.00001234 AS c, true AS d, NULL AS e, '' AS f, 'a\nb\x1b[31m' AS g"
    assert run("query", sql, folder).out.splitlines()[1].split() == [
        "0.3333",
        "2",
        "1.234e-05",
        "是",
        "-",
        "a",
        "b\\x1b[31m",
    ]


def test_decimals_stand_below_each_other(run: Run, folder: Path) -> None:
    sql = "SELECT a FROM (VALUES (25.0::DOUBLE), (28.6), (NULL), (33.33333)) t(a)"
    assert run("query", sql, folder).out == "      a\n25.0000\n28.6000\n      -\n33.3333\n"


def test_no_rows(run: Run, folder: Path) -> None:
    assert run("query", "FROM lists WHERE false", folder).out == "没有符合条件的行\n"
    assert run("query", "FROM lists WHERE false", folder, "--json").out == "[]\n"
    assert run("query", "SELECT 1 AS a WHERE false", folder, "--csv").out == '"a"\r\n'


def test_csv_json_and_lines_say_the_same(run: Run, folder: Path) -> None:
    sql = "SELECT list_id, due, missing FROM states ORDER BY ALL"
    rows = json.loads(run("query", sql, folder, "--json").out)
    assert rows[0] == {"list_id": "a/2024", "due": None, "missing": False}
    lines = run("query", sql, folder, "--jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == rows
    made = run("query", sql, folder, "--csv").out_bytes.decode("utf-8")
    assert [row["list_id"] for row in csv.DictReader(io.StringIO(made))] == [row["list_id"] for row in rows]
    assert run("query", sql, folder, "--csv", "--bom").out == "\ufeff" + made


def test_only_one_form_and_for_programs_one_statement(run: Run, folder: Path) -> None:
    assert run("query", "SELECT 1", folder, "--csv", "--json").code == 2
    assert run("query", "SELECT 1 AS a; SELECT 2 AS b", folder).out == "a\n1\n\nb\n2\n"
    for form in ("--csv", "--json", "--jsonl"):
        assert run("query", "SELECT 1; SELECT 2", folder, form).code == 2


def test_sql_from_standard_input(run: Run, folder: Path) -> None:
    sql = "-- 注释\nSELECT max(year) AS y\nFROM lists;\n"
    assert run("query", "-", folder, input=sql).out == "   y\n2025\n"
    assert run("query", "-", folder, input=b"\xef\xbb\xbf" + sql.encode()).out == "   y\n2025\n"
    assert run("query", "-", folder, input=b"SELECT '\xff'").code == 2
    assert run("query", "-", folder, input="").code == 2
    assert run("query", "-", folder, input="-- x" * 1_000_000).code == 2


def test_an_error_shows_the_place(run: Run, folder: Path) -> None:
    done = run("query", "SELECT '教育局',\n  untt FROM states", folder)
    assert (done.code, done.out) == (2, "")
    assert "SQL:2:3" in done.err
    assert "    2 |   untt FROM states\n      |   ^\n" in done.err
    made = json.loads(run("query", "SELECT untt FROM states", folder, "--json").err)
    assert (made["exit_code"], made["problems"][0]["column"]) == (2, 8)


def test_a_reader_that_leaves_early_is_no_error(folder: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "govlist",
        "query",
        "SELECT i FROM range(100000000) r(i)",
        folder,
        "--jsonl",
    ]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ}
    ) as running:
        assert running.stdout
        assert running.stdout.readline() == b'{"i": 0}\n'
        running.stdout.close()
        assert running.stderr
        assert running.stderr.read() == b""
    assert running.returncode == 0


# A Parquet file -------------------------------------------------------------------------------------


def test_a_parquet_file_is_the_only_one_that_is_written(run: Run, folder: Path, tmp_path: Path) -> None:
    done = run("query", "FROM 事项 -- 全部", folder, "--parquet", "out put's.parquet")
    assert (done.code, done.out) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == ["out put's.parquet"]
    read = duckdb.read_parquet(str(tmp_path / "out put's.parquet"))
    assert ("单位" in read.columns, len(read.fetchall())) == (True, 3)
    made = json.loads(run("query", "FROM lists", folder, "--parquet", "a.parquet", "--json").out)
    assert made == {"files": ["a.parquet"]}


def test_files_of_others_and_the_store_are_not_overwritten(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.parquet").write_bytes(b"mine")
    assert run("query", "SELECT 1 AS a", folder, "--parquet", "mine.parquet").code == 3
    assert (tmp_path / "mine.parquet").read_bytes() == b"mine"
    assert run("query", "SELECT 1 AS a", folder, "--parquet", "mine.parquet", "--force").code == 0
    before = sorted(folder.rglob("*"))
    file = next(folder.rglob("data.parquet"))
    for path in (file, folder / "new.parquet"):
        assert run("query", "SELECT 1 AS a", folder, "--parquet", path, "--force").code == 2
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(
    "sql", ["SELECT untt FROM states", "SELECT error('late') FROM lists", "DROP VIEW lists"]
)
def test_a_query_that_fails_leaves_no_file(sql: str, run: Run, folder: Path, tmp_path: Path) -> None:
    assert run("query", sql, folder, "--parquet", "a.parquet").code == 2
    assert list(tmp_path.iterdir()) == []


# The tables and the questions -----------------------------------------------------------------------


def test_tables_are_listed_with_their_columns(run: Run) -> None:
    made = run("query", "--tables").out
    for name in ("states", "pairs_on(day)", "calendar", "事项", "overdue_from", "GB/T 2260"):
        assert name in made
    tables = {each["name"]: each for each in json.loads(run("query", "--tables", "--json").out)}
    assert tables["states"]["columns"][0] | {"meaning": ""} == {
        "name": "list_id",
        "type": "VARCHAR",
        "optional": False,
        "meaning": "",
    }


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_is_asked_by_name_and_number(question: Any, run: Run, folder: Path) -> None:
    by_name = run("query", "--example", question.name, folder)
    assert by_name.code == 0
    assert run("query", "--example", QUESTIONS.index(question) + 1, folder).out == by_name.out
    assert run("query", question.on(stores.DAY), folder).out == by_name.out


def test_questions_are_listed(run: Run) -> None:
    made = run("query", "--examples").out
    assert all(question.name in made for question in QUESTIONS)
    assert len(json.loads(run("query", "--examples", "--json").out)) == len(QUESTIONS)
    done = run("query", "--example", "slowly")
    assert done.code == 2
    assert "slow" in done.err
    assert run("query", "--example", "99").code == 2
    assert run("query", "SELECT 1", "store", "--example", "slow").code == 2


def test_nothing_asked(run: Run) -> None:
    done = run("query")
    assert done.code == 2
    assert "--examples" in done.err
