"""The pairs of a store say what the views of its lists say, on any day, in codes and in words."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from tests.many import province

from govlist.base import i18n
from govlist.content import flat, labels
from govlist.many import gather, store, views
from govlist.many.database import Database
from govlist.model import figures
from govlist.model.checklist import Checklist
from govlist.model.view import View
from govlist.validation import load

RNG = Random(16)
DAYS = [date(2025, 1, 1) + timedelta(days=RNG.randrange(420)) for _day in range(6)]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Database, dict[str, Checklist]]:
    """A province's store, and its sound lists."""
    folder = tmp_path_factory.mktemp("province")
    made = province.write(folder / "lists", tasks=6)
    gather.gather([made.folder], folder / "store")
    lists = {list_id: load.checklist(made.path(list_id)) for list_id in made.sound}
    return Database(store.open_(folder / "store"), date(2025, 6, 30)), lists


def rows(asked: Database, sql: str) -> list[Any]:
    (statement,) = asked.statements(sql)
    return list(asked.ask(statement).rows)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_pairs_are_those_of_the_lists(day: date, asked: tuple[Database, dict[str, Checklist]]) -> None:
    database, lists = asked
    keys = "list_id, task_id, unit, basis, role, owed, status, state, review, last_date, due"
    found = rows(
        database,
        f"SELECT {keys}, overdue, overdue_days, missing, lacks_evidence, standing FROM pairs_on('{day}')",
    )
    expected = [
        (
            *(list_id, pair.task.id, pair.unit, pair.basis, pair.role, pair.owes, pair.status),
            *(labels.pair_state(checklist, pair).key, pair.review, pair.date, pair.due),
            *(figures.overdue(pair), pair.overdue if figures.overdue(pair) else 0),
            *(figures.missing(pair), figures.lacking_evidence(pair), pair.task.standing),
        )
        for list_id, checklist in lists.items()
        for pair in View(checklist, min(day, checklist.closed or day)).pairs
    ]
    assert sorted(found, key=lambda row: row[:3]) == sorted(expected, key=lambda row: row[:3])


def test_the_words_are_those_of_the_exports(asked: tuple[Database, dict[str, Checklist]]) -> None:
    """The Chinese view has the titles and words of the flat table."""
    database, lists = asked
    day = DAYS[0]
    titles = ["单位", "类别", "分工", "完成状态", "审核意见", "缺佐证", "本期未报", "长期坚持"]
    found = rows(database, f"SELECT 清单路径, 序号, {', '.join(titles)} FROM {views.ON_ZH}('{day}')")
    assert i18n.language() == "zh"
    expected = []
    for list_id, checklist in lists.items():
        view = View(checklist, min(day, checklist.closed or day))
        table = flat.table(view, in_words=True)
        heads = {column.title(): column.key for column in table.columns}
        for row, pair in zip(table.rows, view.pairs, strict=True):
            said = (row[heads[title]] or None for title in titles)
            expected.append((list_id, pair.task.id, *said))
    assert sorted(found, key=str) == sorted(expected, key=str)
