"""A store asked in SQL: its views, and that nothing but the store is read and nothing at all is written."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.many import stores

from govlist.base.errors import ExitCode, GovlistError
from govlist.many import database, schema, store, views
from govlist.many.database import Database

SECRET = "机密内容"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stores.write(tmp_path_factory.mktemp("written") / "store")


@pytest.fixture
def folder(tmp_path: Path, written: Path) -> Path:
    """A store, with a file beside it that no query may read."""
    (tmp_path / "secret.csv").write_text(f"{SECRET}\n{SECRET}\n", encoding="utf-8")
    return Path(shutil.copytree(written, tmp_path / "store"))


@pytest.fixture
def asked(folder: Path) -> Database:
    return Database(store.open_(folder), stores.DAY)


def rows(asked: Database, sql: str) -> list[Any]:
    """The rows of all statements."""
    return [row for statement in asked.statements(sql) for row in asked.ask(statement).rows]


def world(folder: Path) -> dict[str, str]:
    """Every file below a folder with its digest, and every folder."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in folder.rglob("*")
    }


# What queries see ----------------------------------------------------------------------------------


def test_every_table_has_its_columns_and_no_keys_of_the_path(asked: Database) -> None:
    for table in schema.TABLES:
        answer = asked.ask(f"SELECT * FROM {table.name}")
        assert answer.names == tuple(column.name for column in table.columns)
        assert answer.types == tuple(column.type.value for column in table.columns)


def test_the_views_have_the_columns_that_are_described(asked: Database) -> None:
    described = {table.name: table for table in views.tables()}
    for name, sql in {
        f"{views.ON}(day)": f"FROM {views.ON}(DATE '2025-06-30')",
        "calendar": "FROM calendar",
        views.NOW_ZH: f"FROM {views.NOW_ZH}",
    }.items():
        answer = asked.ask(sql)
        columns = described[name].columns
        assert answer.names == tuple(column.name for column in columns)
        assert answer.types == tuple(column.type.value for column in columns)
        assert list(answer.rows)


def test_pairs_are_those_of_the_day(asked: Database) -> None:
    said = "SELECT list_id, state, overdue, overdue_days FROM pairs_on({}) WHERE year = 2025 ORDER BY list_id"
    assert rows(asked, said.format("DATE '2025-02-28'")) == [
        ("a/2025", "not_reported", False, 0),
        ("b/2025", "not_reported", False, 0),
    ]
    assert rows(asked, said.format("DATE '2025-06-02'")) == [
        ("a/2025", "to_check", False, 0),
        ("b/2025", "not_reported", True, 2),
    ]
    assert rows(asked, said.format("'2025-06-02'")) == rows(asked, said.format("DATE '2025-06-02'"))
    assert rows(asked, "FROM pairs_now ORDER BY ALL") == rows(
        asked, "FROM pairs_on(DATE '2025-06-30') ORDER BY ALL"
    )


def test_the_chinese_view_says_the_same_in_the_words_of_the_office(asked: Database) -> None:
    columns = "清单, 序号, 单位, 分工, 完成状态, 逾期, 逾期天数, 本期未报"
    sql = f"SELECT {columns} FROM 事项 WHERE 年度 = 2025 ORDER BY 清单路径"
    assert rows(asked, sql) == [
        ("2025年清单", 1, "教育局", "牵头单位", "待核实", "否", 0, "否"),
        ("2025年清单", 1, "教育局", "牵头单位", "未报送", "是", 30, "是"),
    ]
    assert rows(asked, "SELECT 逾期 FROM 事项截至(DATE '2025-05-31') WHERE 清单路径 = 'b/2025'") == [("否",)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_chinese_names_do_not_follow_the_language_of_messages(language: str) -> None:
    from govlist.base import i18n

    i18n.use(language)
    views.chinese.cache_clear()
    assert {"清单", "单位", "序号", "完成状态", "本期应报", "按时报送"} <= set(views.chinese())
    assert "已销号" in {row[-1] for row in views.words_of_states()}
    assert i18n.language() == language


def test_the_calendar_has_every_day_of_the_years(asked: Database) -> None:
    assert rows(asked, "SELECT count(*), min(day), max(day), sum(rounds) FROM calendar") == [
        (731, date(2024, 1, 1), date(2025, 12, 31), 3)
    ]
    sql = "SELECT week, weekday, quarter, month_end, rounds FROM calendar WHERE day = DATE '2025-03-25'"
    assert rows(asked, sql) == [("2025-W13", 2, 1, False, 2)]


def test_an_empty_store_has_all_tables_and_views(tmp_path: Path) -> None:
    made = stores.write(tmp_path / "store", {table.name: [] for table in schema.TABLES})
    asked = Database(store.open_(made), stores.DAY)
    for table in (*(each.name for each in schema.TABLES), "calendar", views.NOW, views.NOW_ZH):
        assert rows(asked, f"SELECT * FROM {table}") == []


def test_a_column_of_a_later_version_is_empty(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = schema.BY_NAME["rounds"]
    hour = schema.Column("hour", schema.Type.NUMBER, "")
    later = schema.Table("rounds", table.meaning, (*table.columns, hour))
    monkeypatch.setattr(schema, "TABLES", (*(t for t in schema.TABLES if t.name != "rounds"), later))
    asked = Database(store.open_(folder), stores.DAY)
    assert set(rows(asked, "SELECT hour FROM rounds")) == {(None,)}


def test_a_former_name_is_a_view(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(views.FORMER, "deadlines", "SELECT list_id, due AS day FROM rounds")
    asked = Database(store.open_(folder), stores.DAY)
    assert rows(asked, "SELECT max(day) FROM deadlines") == [(date(2025, 3, 25),)]


def test_names_and_paths_with_quotes(tmp_path: Path) -> None:
    made = stores.write(tmp_path / "it's a store; DROP")
    assert rows(Database(store.open_(made), stores.DAY), "SELECT count(*) FROM lists") == [(3,)]


def test_several_statements_are_answered_in_their_order(asked: Database) -> None:
    assert rows(asked, "SELECT 1; ; SELECT 'a;b' -- ;\n; SELECT 3") == [(1,), ("a;b",), (3,)]


def test_what_reads_is_allowed(asked: Database) -> None:
    for sql in (
        "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 3) SELECT * FROM r",
        "DESCRIBE tasks",
        "SUMMARIZE tasks",
        "SHOW TABLES",
        "FROM range(3)",
        "SELECT unnest([1, 2])",
        "VALUES (1)",
        "TABLE lists",
        "PIVOT states ON status IN ('done', 'behind') USING count(*) GROUP BY region_code",
        "SELECT 1 UNION SELECT 2 EXCEPT SELECT 3",
        "SELECT (SELECT max(year) FROM lists), list(unit) OVER () FROM units",
    ):
        assert rows(asked, sql), sql


# What they must not do -----------------------------------------------------------------------------

WRITE = (
    "COPY tasks TO '{out}/a.csv'",
    "COPY tasks TO '{file}'",
    "COPY (SELECT 1) TO '{out}/a.parquet' (FORMAT parquet)",
    "EXPLAIN ANALYZE COPY (SELECT 1) TO '{file}' (FORMAT parquet)",
    "EXPLAIN COPY (SELECT 1) TO '{file}'",
    "WITH x AS (COPY tasks TO '{file}') SELECT * FROM x",
    "WITH x AS (COPY (SELECT 1 a) TO '{file}' (FORMAT parquet) ) FROM x",
    "WITH x AS (DELETE FROM state_words RETURNING *) SELECT * FROM x",
    "WITH x AS (INSERT INTO state_words SELECT * FROM state_words RETURNING *) SELECT * FROM x",
    "EXPORT DATABASE '{out}/all'",
    "IMPORT DATABASE '{out}/all'",
    "ATTACH '{out}/a.db'",
    "ATTACH '{out}/a.db' AS a (READ_ONLY)",
    "CREATE TABLE a AS SELECT 1",
    "CREATE OR REPLACE VIEW tasks AS SELECT 1",
    "CREATE TEMP TABLE a (i INTEGER)",
    "CREATE MACRO f(x) AS x",
    "CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')",
    "CREATE PERSISTENT SECRET s (TYPE http)",
    "INSERT INTO state_words SELECT * FROM state_words",
    "INSERT INTO tasks SELECT * FROM tasks",
    "UPDATE tasks SET task_id = 1",
    "DELETE FROM tasks",
    "TRUNCATE tasks",
    "MERGE INTO state_words USING tasks ON true WHEN MATCHED THEN DELETE",
    "DROP VIEW tasks",
    "ALTER VIEW tasks RENAME TO a",
    "COMMENT ON VIEW tasks IS 'x'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "LOAD '{out}/x.duckdb_extension'",
    "UPDATE EXTENSIONS",
    "CHECKPOINT",
    "VACUUM",
    "PRAGMA enable_profiling",
    "PRAGMA profiling_output = '{out}/p.json'",
    "SET enable_external_access = true",
    "SET temp_directory = '{out}'",
    "SET log_query_path = '{out}/log'",
    "SET home_directory = '{out}'",
    "SET VARIABLE a = 1",
    "RESET lock_configuration",
    "USE memory",
    "BEGIN",
    "PREPARE p AS SELECT 1",
    "CALL enable_logging('QueryLog', storage = 'file', storage_path = '{out}/log')",
    "CALL pragma_version()",
    "SELECT * FROM enable_logging('QueryLog', storage = 'file', storage_path = '{out}/log')",
    "SELECT * FROM enable_profiling(save_location = '{out}/p.json')",
    "SELECT * FROM checkpoint()",
    "SELECT * FROM query('COPY tasks TO ''{out}/a.csv''')",
    "SELECT * FROM json_execute_serialized_sql('{{}}')",
    "SELECT 1; COPY tasks TO '{out}/a.csv'",
    "PIVOT states ON status USING count(*)",
)
READ = (
    "SELECT * FROM read_text('{secret}')",
    "SELECT * FROM READ_TEXT('{secret}')",
    "SELECT * FROM system.main.read_text('{secret}')",
    "SELECT * FROM read_blob('{secret}')",
    "SELECT * FROM read_csv('{secret}')",
    "SELECT * FROM read_csv_auto('{secret}')",
    "SELECT * FROM read_json('{secret}')",
    "SELECT * FROM read_json_objects('{secret}', format = 'unstructured')",
    "SELECT * FROM sniff_csv('{secret}')",
    "SELECT * FROM read_parquet('{store}/../secret.csv')",
    "SELECT * FROM read_text('{store}/link/secret.csv')",
    "SELECT * FROM read_text('{store}/CURRENT')",
    "SELECT * FROM read_blob('{file}')",
    "SELECT * FROM parquet_metadata('{file}')",
    "SELECT * FROM glob('{out}/*')",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM '{secret}'",
    'SELECT * FROM "{secret}"',
    "SELECT * FROM 'secret.csv'",
    "DESCRIBE FROM '{secret}'",
    "SUMMARIZE '{secret}'",
    "SELECT (SELECT max(content) FROM read_text('{secret}'))",
    "SELECT 1 WHERE EXISTS (FROM read_text('{secret}'))",
    "SELECT * FROM tasks, LATERAL (FROM read_text('{secret}'))",
    "SELECT * FROM query_table(['{secret}'])",
    "SELECT * FROM query('FROM read_text(''{secret}'')')",
    "SELECT * FROM duckdb_secrets()",
    "SELECT * FROM duckdb_settings()",
    "SELECT * FROM read_parquet('http://127.0.0.1:9/a.parquet')",
    "SELECT * FROM read_text('s3://bucket/a')",
    "SELECT * FROM sqlite_scan('{secret}', 'a')",
    "SELECT * FROM pandas_scan(1)",
    "SELECT * FROM arrow_scan(1, 2, 3)",
    "SELECT * FROM python_map_function(1)",
    "SELECT getenv('HOME')",
    "SELECT * FROM secret",
    "SELECT * FROM folder",
)


@pytest.mark.parametrize("statements", [WRITE, READ], ids=["write", "read"])
def test_queries_neither_read_nor_write_beyond_the_store(
    statements: tuple[str, ...], folder: Path, tmp_path: Path
) -> None:
    """One after the other in one database, as in a session."""
    (folder / "link").symlink_to(tmp_path, target_is_directory=True)
    secret = tmp_path / "secret.csv"
    file = next(folder.glob("versions/*/tasks/*/*/data.parquet"))
    before = world(tmp_path)
    asked = Database(store.open_(folder), stores.DAY)
    for sql in statements:
        with pytest.raises(GovlistError) as refused:
            rows(asked, sql.format(out=tmp_path, secret=secret, store=folder, file=file))
        assert refused.value.exit_code in (ExitCode.USAGE, ExitCode.FAILED), sql
        assert refused.value.hint, sql
        assert SECRET not in str(refused.value.record()), sql
        assert world(tmp_path) == before, sql


def test_duckdb_is_closed_even_without_the_check_of_statements(folder: Path, tmp_path: Path) -> None:
    """The second lock: what reads other files fails in DuckDB itself, were it not refused before.

    What reads memory or the store's own files is refused by the check of statements only.
    """
    (folder / "link").symlink_to(tmp_path, target_is_directory=True)
    made = database.connect(store.open_(folder), stores.DAY)
    for sql in READ:
        if "_scan(" in sql or "{file}" in sql or "python_map" in sql:
            continue
        filled = sql.format(out=tmp_path, secret=tmp_path / "secret.csv", store=folder)
        with suppress(duckdb.Error):
            assert SECRET not in str(made.execute(filled).fetchall()), sql


def test_names_in_the_program_are_no_tables(folder: Path) -> None:
    """DuckDB for Python reads variables as tables, unless it is told not to."""
    leaked = [1, 2, 3]
    asked = Database(store.open_(folder), stores.DAY)
    for name in ("leaked", "folder", "asked"):
        with pytest.raises(GovlistError, match="SQL"):
            rows(asked, f"FROM {name}")
    assert leaked


def test_a_link_in_a_store_is_refused(folder: Path, tmp_path: Path) -> None:
    file = next(folder.glob("versions/*/tasks/*/*/data.parquet"))
    file.rename(tmp_path / "elsewhere.parquet")
    file.symlink_to(tmp_path / "elsewhere.parquet")
    with pytest.raises(GovlistError, match=r"data\.parquet") as refused:
        Database(store.open_(folder), stores.DAY)
    assert refused.value.exit_code == ExitCode.FAILED


def test_a_damaged_file_is_said(folder: Path) -> None:
    for file in folder.glob("versions/*/tasks/*/*/data.parquet"):
        file.write_bytes(b"PAR1 this is no table\x04\0\0\0PAR1")
    with pytest.raises(GovlistError) as refused:
        Database(store.open_(folder), stores.DAY)
    assert refused.value.exit_code == ExitCode.FAILED
    assert "删除汇总库" in refused.value.hint


def test_what_does_not_fit_into_memory_is_refused_and_written_nowhere(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVLIST_QUERY_MEMORY", "50")
    before = world(tmp_path)
    with pytest.raises(GovlistError) as refused:
        rows(
            Database(store.open_(folder), stores.DAY),
            "SELECT md5(i::VARCHAR) AS x FROM range(3000000) r(i) ORDER BY x",
        )
    assert refused.value.exit_code == ExitCode.FAILED
    assert "GOVLIST_QUERY_MEMORY" in refused.value.hint
    assert world(tmp_path) == before


ENDLESS = "SELECT count(*) FROM range(1000000000000) a, range(1000) b"


@pytest.mark.parametrize("sql", [ENDLESS, "SELECT i FROM range(1000000000000) r(i) WHERE i < 0"])
def test_a_query_that_takes_too_long_is_ended(
    sql: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVLIST_QUERY_SECONDS", "1")
    with pytest.raises(GovlistError) as refused:
        rows(Database(store.open_(folder), stores.DAY), sql)
    assert refused.value.exit_code == ExitCode.FAILED
    assert "GOVLIST_QUERY_SECONDS" in refused.value.hint


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_ctrl_c_ends_a_query(folder: Path) -> None:
    command = [sys.executable, "-m", "govlist", "query", ENDLESS, str(folder)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ})
    timer = threading.Timer(3, running.send_signal, [signal.SIGINT])
    timer.start()
    try:
        out, err = running.communicate(timeout=60)
    finally:
        running.kill()
    assert (running.returncode, out, err) == (130, b"", b"")


# Errors ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sql", "line", "column", "hint"),
    [
        ("SELECT unitt FROM states", 1, 8, "unit"),
        ("SELECT '教育局',\n  untt\nFROM states", 2, 3, "unit"),
        ("SELECT 1;\n SELECT '教育局', untt FROM states", 2, 16, "unit"),
        ("SELECT 完成状太 FROM 事项", 1, 8, "完成状态"),
        ("SELECT * FROM state", 1, 15, "states"),
        ("SELECT * FROM pair_now", 1, 15, "pairs_now"),
        ("SELECT summ(year) FROM lists", 1, 8, "sum"),
        ("SELEC 1", 1, 1, "--examples"),
        ('SELECT * FROM units WHERE unit = "教育局"', 1, 34, "'教育局'"),
    ],
)
def test_errors_have_a_place_and_a_remedy(
    sql: str, line: int, column: int, hint: str, asked: Database
) -> None:
    with pytest.raises(GovlistError) as refused:
        rows(asked, sql)
    (problem,) = refused.value.problems
    assert (problem.line, problem.column) == (line, column)
    assert hint in refused.value.hint
    assert refused.value.line_of(problem.path, line) == sql.split("\n")[line - 1]
    assert refused.value.exit_code == ExitCode.USAGE


@pytest.mark.parametrize("sql", ["", "  ;; ", "-- only a remark", "/* */"])
def test_no_sql(sql: str, asked: Database) -> None:
    with pytest.raises(GovlistError) as refused:
        rows(asked, sql)
    assert "--examples" in refused.value.hint


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT (" + "(" * 5000 + "1" + ")" * 5001,
        "SELECT " + "1 + " * 20_000 + "1",
        "SELECT '" + "'" * 99_999,
        "\x00SELECT 1",
        "SELECT '\ud800'".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
        "(" * 3000,
    ],
)
def test_hostile_texts_end_in_an_error_or_an_answer(sql: str, asked: Database) -> None:
    with suppress(GovlistError, RecursionError):  # of the latter the program says: nested too deeply
        rows(asked, sql)
    assert rows(asked, "SELECT 1") == [(1,)]
