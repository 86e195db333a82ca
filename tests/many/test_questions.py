"""The questions of `query --examples`: each runs, those with a known answer are right."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.many import stores

from govlist.actions import query
from govlist.many import schema, store
from govlist.many.database import Database
from govlist.many.questions import QUESTIONS, Question

BY_NAME = {question.name: question for question in QUESTIONS}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stores.write(tmp_path_factory.mktemp("asked") / "store")


def answer(folder: Path, question: Question, day: date = stores.DAY) -> list[Any]:
    asked = Database(store.open_(folder), day)
    (statement,) = asked.statements(question.on(day))
    return list(asked.ask(statement).rows)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_each_question_has_an_answer(question: Question, folder: Path) -> None:
    expected: dict[str, list[Any]] = {
        "slow": [("990102", "桥西区", "政务公开", "教育局", 1, "公开政策, 及时更新", date(2025, 5, 31), 30)],
        "overdue-by-region": [("990102", "桥西区", 1, 0, 1), ("990101", "桥西区", 1, 1, 0)],
        "not-reported": [("990102", "桥西区", "教育局", 1, None)],
        "no-evidence": [],
        "several-lists": [],
        "city-tasks": [("南川市", "3", 2, 2, 1, 1)],
        "unanswered": [("990102", "桥西区", "政务公开", "教育局", 1, "notice", date(2025, 2, 1), None)],
        "days-to-report": [("990102", "桥西区", 1, 0, None), ("990101", "桥西区", 1, 1, 28.0)],
        "years": [
            ("990101", "桥西区", 2024, 1, 0.0, 0),
            ("990101", "桥西区", 2025, 1, 100.0, 0),
            ("990102", "桥西区", 2025, 1, 0.0, 1),
        ],
        "unsettled": [],
        "in-chinese": [("990102", "桥西区", 1, 0, 1, 1), ("990101", "桥西区", 1, 1, 0, 0)],
    }
    found = answer(folder, question)
    if question.name == "trend":
        assert [row for row in found if row[0] in ("2025-W08", "2025-W09", "2025-W22")] == [
            ("2025-W08", 2, 0.0, 0),
            ("2025-W09", 2, 50.0, 0),
            ("2025-W22", 2, 50.0, 1),
        ]
        assert len(found) == 27  # the week of the day, too
    else:
        assert found == expected[question.name]


def test_city_tasks_of_different_cities_are_not_summed(tmp_path: Path) -> None:
    made = stores.rows()
    for row in (row for table in made.values() for row in table if row["list_id"] == "b/2025"):
        row["city"] = "北原市"
    found = answer(stores.write(tmp_path / "store", made), BY_NAME["city-tasks"])
    assert [row[:4] for row in found] == [("北原市", "3", 1, 1), ("南川市", "3", 1, 1)]


def test_a_day_of_next_year_asks_for_the_latest_lists(folder: Path) -> None:
    found = answer(folder, BY_NAME["overdue-by-region"], date(2026, 1, 15))
    assert [row[:3] for row in found] == [("990102", "桥西区", 1), ("990101", "桥西区", 1)]


def test_there_are_a_dozen_and_six_that_spark_reads() -> None:
    assert len(QUESTIONS) == len(BY_NAME) == 12
    assert len([question for question in QUESTIONS if question.portable]) >= 6


def test_portable_questions_use_the_tables_and_plain_sql_only() -> None:
    for question in QUESTIONS:
        if question.portable:
            assert not re.search(r"pairs_|calendar|事项|::|FILTER|\bALL\b|date_diff|median", question.sql)
            tables = re.findall(r"(?:FROM|JOIN) (\w+)", question.sql)
            assert set(tables) <= set(schema.BY_NAME), question.name


def test_years_are_never_summed_unless_asked() -> None:
    for question in QUESTIONS:
        assert "{year}" in question.sql or question.name == "several-lists", question.name


def test_their_records_have_the_sql_of_the_day() -> None:
    made = query.question_records(date(2025, 6, 30))
    assert [each["number"] for each in made] == list(range(1, 13))
    assert "DATE '2025-06-30'" in made[0]["sql"]
    assert "{" not in "".join(each["sql"] for each in made)
