"""`many.overview_store`: a store gives the same overview as the folder that it was made from."""

from __future__ import annotations

from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from tests.many import province, stores

from govlist.actions.overview import Asked, ask, record, trend_lines
from govlist.actions.session import Session
from govlist.base.errors import GovlistError
from govlist.many import overview, schema, sources
from govlist.many.extract import extract
from govlist.many.rows import Overview
from govlist.model.selection import Filter

DAYS = (date(2025, 3, 20), date(2025, 9, 26), date(2026, 1, 5))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A province as a folder, and as a store."""
    folder = tmp_path_factory.mktemp("province")
    province.write(folder)
    return folder, stored(folder, tmp_path_factory.mktemp("store") / "store")


def stored(folder: Path, store: Path) -> Path:
    """A store of the lists below a folder."""
    rows: stores.Rows = {table.name: [] for table in schema.TABLES}
    for source in sources.find([folder]):
        for name, found in extract(source, "2026-01-01T00:00:00Z").rows.items():
            names = [column.name for column in schema.BY_NAME[name].columns]
            rows[name] += [dict(zip(names, row, strict=True)) for row in found]
    return stores.write(store, rows)


def over(path: Path, day: date, filter_: Filter, with_trend: bool = False, **options: Any) -> Overview:
    session = Session(today_text="2026-02-01")
    return ask(session, Asked([path], **options), day, filter_, with_trend)


def same(both: tuple[Path, Path], day: date, filter_: Filter | None = None, **options: Any) -> Overview:
    """The overview of the folder; that of the store is the same."""
    folder, store = (over(path, day, filter_ or Filter(), **options) for path in both)
    assert store.listed == folder.listed
    assert store.rejected == tuple(
        replaced._replace(problem=replaced.problem._replace(hint="")) for replaced in folder.rejected
    )
    assert record(store) == record(folder)
    return folder


# The day decides the state of each pair, the group only which pairs are added: each of both is enough.
@pytest.mark.parametrize(("by", "day"), [*zip(overview.BY, cycle(DAYS), strict=False)], ids=str)
def test_every_group_on_any_day(both: tuple[Path, Path], by: str, day: date) -> None:
    assert same(both, day, by=by).total.counts.obligations


@pytest.mark.parametrize(
    "filter_",
    [
        Filter(overdue=True),
        Filter(missing=True),
        Filter(unreviewed=True),
        Filter(due=date(2025, 11, 30)),
        Filter(statuses=("returned", "candidate", "standing", "not_reported")),
        Filter(not_statuses=("done", "support")),
        Filter(sections=("2",)),
        Filter(topics=("1",)),
        Filter(search="简单"),
        Filter(search="印发"),
    ],
    ids=str,
)
def test_every_filter(both: tuple[Path, Path], filter_: Filter) -> None:
    same(both, DAYS[1], filter_)


@pytest.mark.parametrize("unit", ["教育局", "教体局", "教育", "山前乡"])
def test_units_by_name_alias_or_part(both: tuple[Path, Path], unit: str) -> None:
    assert same(both, DAYS[1], units=[unit]).total.counts.obligations


def test_what_no_list_has(both: tuple[Path, Path]) -> None:
    for path in both:
        with pytest.raises(GovlistError, match="火星局"):
            over(path, DAYS[1], Filter(), units=["火星局"])
        with pytest.raises(GovlistError, match="第九"):
            over(path, DAYS[1], Filter(sections=("第九部分",)))


def test_the_change_since_a_day(both: tuple[Path, Path]) -> None:
    found = same(both, DAYS[1], since=date(2025, 4, 1))
    assert found.before == (date(2025, 3, 31),)
    assert found.total.tally.before.done < found.total.counts.done


def test_the_public_figures(both: tuple[Path, Path]) -> None:
    folder, store = (over(path, DAYS[1], Filter(), public=True, by="kind") for path in both)
    assert record(store) == record(folder)
    assert folder.total.counts.confirmed == 0


@pytest.mark.parametrize("by", [None, "region", "quarter"])
def test_the_trend(both: tuple[Path, Path], by: str | None) -> None:
    found = same(both, DAYS[1], with_trend=True, by=by)
    lines = trend_lines(found, by)
    assert len(lines[0].points) == len(found.question.trend) > 2
    assert lines[0].points[-1].day == DAYS[1]


def test_a_store_is_asked_alone(both: tuple[Path, Path]) -> None:
    with pytest.raises(GovlistError):
        ask(Session(), Asked(both), DAYS[1], Filter())
    with pytest.raises(GovlistError):
        ask(Session(), Asked([both[1]], pattern="{region}.yaml"), DAYS[1], Filter())


def test_a_gathered_store(both: tuple[Path, Path], run: Any, tmp_path: Path) -> None:
    run("gather", both[0], "-o", tmp_path / "store")
    day = ("--today", "2026-02-01")
    made = [run(*day, "overview", path, "--as-of", DAYS[1]) for path in (both[0], tmp_path / "store")]
    assert made[0].code == made[1].code == 1
    assert made[0].out == made[1].out
