"""Answers as CSV and JSON: every type, by the rules of the exports, piece by piece."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

import pytest
from tests.many import stores

from govlist.base.errors import GovlistError
from govlist.many import answers, store
from govlist.many.database import Answer, Database

TYPES = """\
SELECT 1 AS small, 170141183460469231731687303715884105727::HUGEINT AS huge, 1.50::DECIMAL(9, 2) AS exact,
  3.00::DECIMAL(9, 2) AS whole, 0.1::DOUBLE AS double, 'NaN'::DOUBLE AS nan, true AS yes,
  NULL AS nothing, '' AS empty,
  DATE '2025-06-30' AS day, TIMESTAMP '2025-06-30 08:00:00' AS moment, TIME '08:00:00' AS hour,
  INTERVAL 3 DAY AS days, [1, NULL] AS list, {'a': DATE '2025-01-01'} AS object, MAP {'单位': 1} AS map,
  '\\xAA'::BLOB AS bytes, '00000000-0000-0000-0000-000000000001'::UUID AS uuid,
  -5 AS minus, '=1+1' AS formula"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return Database(store.open_(stores.write(tmp_path_factory.mktemp("asked") / "store")), stores.DAY)


def test_every_type_is_json(asked: Database) -> None:
    (row,) = json.loads("".join(answers.as_json(asked.ask(TYPES))))
    assert row == {
        "small": 1,
        "huge": 170141183460469231731687303715884105727,
        "exact": 1.5,
        "whole": 3,
        "double": 0.1,
        "nan": None,
        "yes": True,
        "nothing": None,
        "empty": "",
        "day": "2025-06-30",
        "moment": "2025-06-30T08:00:00",
        "hour": "08:00:00",
        "days": "3 days, 0:00:00",
        "list": [1, None],
        "object": {"a": "2025-01-01"},
        "map": {"单位": 1},
        "bytes": "aa",
        "uuid": "00000000-0000-0000-0000-000000000001",
        "minus": -5,
        "formula": "=1+1",
    }


def test_csv_is_quoted_and_guards_texts_alone(asked: Database) -> None:
    made = "".join(answers.as_csv(asked.ask(TYPES)))
    assert made.count("\r\n") == 2
    heads, row = csv.reader(io.StringIO(made, newline=""))
    found = dict(zip(heads, row, strict=True))
    assert (found["minus"], found["formula"], found["nothing"], found["yes"]) == ("-5", "'=1+1", "", "true")
    assert (found["list"], found["object"]) == ("[1, null]", '{"a": "2025-01-01"}')
    assert '"-5"' in made


def test_json_of_rows_is_as_json_writes_an_array() -> None:
    rows: list[Any] = [(number, f"第\n{number}行\x1b") for number in range(answers.PIECE * 2 + 1)]
    made = "".join(answers.as_json(Answer(("n", "text"), ("INTEGER", "VARCHAR"), iter(rows))))
    expected = json.dumps([{"n": n, "text": text} for n, text in rows], ensure_ascii=False, indent=2)
    assert made == expected + "\n"
    assert "".join(answers.as_json(Answer(("n",), ("INTEGER",), iter(())))) == "[]\n"


def test_json_lines_have_an_object_each(asked: Database) -> None:
    made = "".join(answers.as_json_lines(asked.ask("SELECT due FROM rounds ORDER BY due")))
    assert [json.loads(line)["due"] for line in made.splitlines()] == [
        "2024-03-25",
        "2025-03-25",
        "2025-03-25",
    ]


@pytest.mark.parametrize("make", [answers.as_csv, answers.as_json, answers.as_json_lines])
def test_rows_are_read_as_they_are_written(make: Any) -> None:
    """Of a billion rows the first pieces come at once."""

    def rows() -> Iterator[tuple[Any, ...]]:
        for number in range(10**9):
            read.append(number)
            yield number, date(2025, 1, 1)

    read: list[int] = []
    list(islice(make(Answer(("n", "day"), ("BIGINT", "DATE"), rows())), 3))
    assert len(read) <= 3 * answers.PIECE


def test_millions_of_rows_come_in_pieces(asked: Database) -> None:
    answer = asked.ask("SELECT i, 'text ' || i AS text FROM range(50000000) r(i)")
    assert list(islice(answer.rows, 25_000))[-1] == (24_999, "text 24999")


def test_columns_of_one_name_are_no_keys() -> None:
    answer = Answer(("a", "b", "a"), ("INTEGER",) * 3, iter([(1, 2, 3)]))
    with pytest.raises(GovlistError, match="a"):
        list(answers.as_json(answer))
    with pytest.raises(GovlistError, match="a"):
        list(answers.as_json_lines(answer))
    assert '"a","b","a"' in "".join(answers.as_csv(answer))
