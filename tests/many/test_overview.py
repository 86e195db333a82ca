"""`many.overview`: figures are the sums over the lists, groups are told apart, no list is lost in silence."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import oracle
from tests.many import province

from govlist.actions.overview import Asked, ask, trend_lines
from govlist.actions.session import Session
from govlist.base import parallel
from govlist.base.errors import GovlistError
from govlist.many import overview, paper, summary
from govlist.many.rows import Overview
from govlist.many.tally import ORDERS, Tally
from govlist.model.figures import Counts, points, summed
from govlist.model.pairs import Urgency
from govlist.model.selection import SORTS, Filter

DAYS = (date(2025, 6, 26), date(2025, 9, 26), date(2026, 1, 5))
LIST = {
    "title": "某区2024年度工作清单",
    "year": 2024,
    "rounds": ["2024-06-25"],
    "units": [{"name": "甲局", "kind": "department"}, {"name": "乙镇", "kind": "township"}],
    "groups": [],
    "sections": [
        {
            "title": "工作",
            "tasks": [
                {"id": 1, "requirement": "一", "responsible": ["甲局", "乙镇"], "due": "2024-06-30"},
                {"id": 2, "requirement": "二", "responsible": ["甲局"], "city_task": "3"},
            ],
        }
    ],
}
"""Three obligations, of which two are due on 30 June; nothing was reported."""

EVERYTHING = Filter()

Run = Callable[..., Any]
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """`write("a/1.yaml", region="桥西区")` writes a list with these keys."""

    def call(name: str, **keys: Any) -> Path:
        path = tmp_path / "lists" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(oracle.dump({**LIST, **keys}), encoding="utf-8")
        return path

    return call


@pytest.fixture
def made(tmp_path: Path) -> province.Province:
    """A small province."""
    return province.write(tmp_path / "province")


def over(
    *folders: Path, day: date = date(2024, 9, 27), filter_: Filter = EVERYTHING, **options: Any
) -> Overview:
    """The overview of lists on a day."""
    return ask(Session(today_text="2026-02-01"), Asked(folders, **options), day, filter_)


def done(day: str, **keys: Any) -> dict[str, Any]:
    """`sections` in which 甲局 has done the first task on a day."""
    first, second = LIST["sections"][0]["tasks"]  # type: ignore[index]
    report = {"date": day, "status": "done", "evidence": ["https://a.example"], **keys}
    return {"sections": [{"title": "工作", "tasks": [{**first, "progress": {"甲局": [report]}}, second]}]}


# The figures --------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_figures_are_the_sums_over_status(run: Run, made: province.Province, day: date) -> None:
    alone: dict[str, Counts] = {}
    for list_id in made.sound:
        args = ("-f", made.path(list_id), "--today", "2026-02-01", "status", "--as-of", day, "--json")
        alone[list_id] = Counts(**json.loads(run(*args).out)["total"])
    for by in overview.BY:
        found = over(made.folder, day=day, by=by)
        assert {each.source.list_id for each in found.listed} == set(made.sound)
        assert {each.source.list_id for each in found.rejected} == set(made.broken)
        assert found.total.counts == summed(alone.values())
        assert summed(row.counts for row in found.rows) == found.total.counts
        if by == "region":
            for row in found.rows:
                ids = [each.place.list_id for each in found.listed if each.place.region_key == row.key]
                assert (row.counts, row.lists) == (summed(alone[each] for each in ids), len(ids))


@pytest.mark.parametrize("by", ["unit", "kind"])
def test_the_figures_of_units_are_those_of_status(run: Run, made: province.Province, by: str) -> None:
    alone: dict[Any, list[Counts]] = {}
    found = over(made.folder, day=DAYS[1], by=by)
    for each in found.listed:
        args = ("-f", each.source.path, "--today", "2026-02-01", "status", "--as-of", DAYS[1], "--json")
        for unit in json.loads(run(*args).out)["units"]:
            key = (*each.place.region_key, unit.pop("unit")) if by == "unit" else (unit["kind"],)
            unit.pop("unit", None), unit.pop("kind")
            alone.setdefault(key, []).append(Counts(**unit))
    expected = {key: summed(counts) for key, counts in alone.items()}
    assert {row.key: row.counts for row in found.rows} == {
        key: counts for key, counts in expected.items() if counts != Counts()
    }


@settings(max_examples=15)
@given(lists=st.lists(oracle.checklists(), min_size=1, max_size=3), day=oracle.days)
def test_the_figures_are_those_of_an_independent_count(
    tmp_path_factory: pytest.TempPathFactory, lists: list[oracle.Plain], day: str
) -> None:
    folder = tmp_path_factory.mktemp("lists")
    for number, plain in enumerate(lists):
        text = oracle.dump({**plain, "region_code": f"9901{number % 2:02}"})
        (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
    found = over(folder, day=date.fromisoformat(day))
    assert not found.rejected
    counted = [oracle.counts(plain, day) for plain in lists]
    for row in found.rows:
        mine = [each for number, each in enumerate(counted) if f"9901{number % 2:02}" == row.key[0]]
        got = row.counts.as_dict()
        assert {key: got[key] for key in counted[0]} == {
            key: sum(each[key] for each in mine) for key in counted[0]
        }


def test_a_city_counted_by_hand(write: Write) -> None:
    """Two regions of three obligations each; one has done one of them, before the round."""
    write("a.yaml", region="东区", region_code="990101", **done("2024-06-20"))
    write("b.yaml", region="西区", region_code="990102")
    found = over(write("a.yaml", region="东区", region_code="990101", **done("2024-06-20")).parent)
    assert [(row.title, row.lists, row.counts.percent) for row in found.rows] == [
        ("西区", 1, "0%"),
        ("东区", 1, "33%"),
    ]
    assert found.total.counts == Counts(
        obligations=6, not_started=5, not_reported=5, done=1, overdue=3, missing=5
    )
    assert found.total.tally.longest == 89
    assert summary.sentence(found) == (
        "截至2024年9月27日，全市2个区2份清单，应办6项次，已完成1项次，完成率17%；最慢的是西区0%。"
    )
    (late, silent) = summary.attention(found)
    assert (late.word, late.number, late.names) == ("逾期", 3, "西区2、东区1（最长89天）")
    assert (silent.word, silent.number, silent.names) == ("本期未报", 5, "西区3、东区2")
    assert [(row.title, row.counts.overdue) for row in summary.slow_units(found)] == [
        ("甲局", 1),
        ("乙镇", 1),
        ("乙镇", 1),
        ("甲局", 0),
    ]


def test_a_figure_stands_apart_from_a_name_that_ends_in_one() -> None:
    rows = (("桥西区", 58), ("3", 12), ("部门1", 4))
    assert summary.Attention(Urgency.BEHIND, 74, rows, 0).names == "桥西区58、3（12）、部门1（4）"


def test_one_process_or_several(made: province.Province, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = over(made.folder, day=DAYS[1])
    monkeypatch.setattr(parallel, "MIN_BYTES", 0)
    monkeypatch.setenv("GOVLIST_JOBS", "2")
    assert over(made.folder, day=DAYS[1]) == alone


def test_orders_are_those_of_every_command() -> None:
    assert set(ORDERS) == set(SORTS)


def test_of_as_many_overdue_the_longest_comes_first() -> None:
    most, longest, shortest = (Tally(Counts(overdue=n), longest=days) for n, days in ((2, 1), (1, 9), (1, 3)))
    key = ORDERS["overdue"]
    assert sorted([shortest, longest, most], key=lambda each: key("", each)) == [most, longest, shortest]


# The change ---------------------------------------------------------------------------------------


def test_the_change_since_the_last_round_or_a_day(write: Write) -> None:
    folder = write("a.yaml", region="东区", **done("2024-07-01")).parent
    found = over(folder)
    (row,) = found.rows
    assert found.before == (date(2024, 6, 25),)
    assert (row.tally.before.done, row.tally.change, summary.change(row)) == (0, 33.3, "+33.3")
    (row,) = over(folder, since=date(2024, 7, 2)).rows
    assert (row.tally.change, summary.change(row)) == (0.0, "0.0")


def test_only_lists_with_an_earlier_day_are_compared(write: Write) -> None:
    write("a.yaml", region="东区", region_code="990101", **done("2024-07-01"))
    folder = write("b.yaml", region="东区", region_code="990101", rounds=[]).parent
    (row,) = over(folder).rows
    assert (row.counts.obligations, row.tally.compared.obligations, row.tally.change) == (6, 3, 33.3)
    (row,) = over(write("c/c.yaml", region="西区", rounds=[]).parent).rows
    assert (row.tally.change, summary.change(row)) == (None, "-")


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [((1, 3), (0, 3), 33.3), ((0, 3), (2, 3), -66.7), ((1, 8), (1, 8), 0.0), ((1, 2000), (0, 2000), 0.1)],
)
def test_percentage_points(now: tuple[int, int], before: tuple[int, int], change: float) -> None:
    counts = [Counts(done=done, obligations=owed) for done, owed in (now, before)]
    assert points(*counts) == change
    assert points(counts[0], Counts()) is None


# Groups -------------------------------------------------------------------------------------------


def test_regions_of_one_name_are_two(write: Write) -> None:
    write("1.yaml", region="桥西区", region_code="990101")
    folder = write("2.yaml", region="桥西区", region_code="990202").parent
    assert [row.title for row in over(folder).rows] == ["桥西区（990101）", "桥西区（990202）"]
    write("1.yaml", region="桥西区", region_code="990101", city="南市")
    write("2.yaml", region="桥西区", region_code="990202", city="北市")
    assert [row.title for row in over(folder).rows] == ["桥西区（南市）", "桥西区（北市）"]


def test_without_a_code_name_and_folder_tell_regions_apart(write: Write) -> None:
    write("南/1.yaml", region="桥西区")
    write("南/2.yaml", region="桥西区")
    folder = write("北/1.yaml", region="桥西区").parents[1]
    assert [(row.title, row.lists) for row in over(folder).rows] == [("桥西区（南）", 2), ("桥西区（北）", 1)]


def test_years_are_never_summed_unless_asked(write: Write) -> None:
    write("1.yaml", region="东区")
    folder = write("2.yaml", region="东区", year=2023, rounds=[]).parent
    found = over(folder)
    assert (found.year, found.total.lists, found.others) == (2024, 1, {2023: 1})
    assert "2023年1份" in paper.notes(found)
    assert over(folder, year="2023").total.lists == 1
    assert over(folder, year="all").total.lists == 2
    assert [row.title for row in over(folder, by="year").rows] == ["2023", "2024"]
    with pytest.raises(GovlistError, match="1999"):
        over(folder, year="1999")


def test_a_list_of_next_year_hides_nothing(write: Write) -> None:
    """It is drawn up before this year ends; of a day in the past the lists of that year are counted."""
    write("1.yaml", region="东区")
    write("2.yaml", region="东区", year=9999, rounds=[])
    folder = write("3.yaml", region="东区", year=2023, rounds=[]).parent
    assert over(folder).year == 2024
    assert over(folder, day=date(2023, 12, 1)).year == 2023
    assert over(folder, day=date(2000, 1, 1)).year == 2023


def test_lists_of_one_region_topic_and_year_are_named(write: Write) -> None:
    write("1.yaml", region="东区", region_code="990101", topic="甲")
    folder = write("2.yaml", region="东区", region_code="990101", topic="甲").parent
    write("3.yaml", region="东区", region_code="990101", topic="乙")
    (doubt,) = summary.doubts(over(folder))
    assert "1" in doubt
    assert "2" in doubt
    assert over(folder).total.lists == 3


def test_quarters_and_city_tasks(write: Write) -> None:
    folder = write("1.yaml", region="东区").parent
    found = over(folder, by="quarter")
    assert [(row.title, row.counts.obligations) for row in found.rows] == [
        ("2024年二季度", 2),
        ("未定时限", 1),
    ]
    found = over(folder, by="city-task")
    assert [(row.title, row.counts.obligations) for row in found.rows] == [("3", 1), ("无对应市级任务", 2)]
    write("1.yaml", region="东区", city="南市")
    write("2.yaml", region="西区", city="北市")
    titles = [row.title for row in over(folder, by="city-task").rows]
    assert titles == ["北市第3项", "南市第3项", "无对应市级任务"]


def test_units_of_several_regions_are_told_apart(write: Write) -> None:
    write("1.yaml", region="东区")
    folder = write("2.yaml", region="西区").parent
    found = over(folder, by="unit")
    assert [row.title for row in found.rows] == ["甲局", "甲局", "乙镇", "乙镇"]
    assert sorted(map(found.full_title, found.rows)) == ["东区乙镇", "东区甲局", "西区乙镇", "西区甲局"]


# Filters ------------------------------------------------------------------------------------------


def test_units_by_any_name_in_the_lists_that_have_them(write: Write) -> None:
    write("1.yaml", region="东区")
    units = [
        {"name": "丙局", "kind": "department", "aliases": ["甲局"]},
        {"name": "乙镇", "kind": "township"},
    ]
    folder = write("2.yaml", region="西区", units=units).parent
    units = [{"name": "甲局", "kind": "department"}, {"name": "乙镇", "kind": "township"}]
    write("3.yaml", region="北区", units=[*units, {"name": "丁局", "kind": "department"}])
    assert {row.title: row.counts.obligations for row in over(folder, units=["甲局"]).rows} == {
        "东区": 2,
        "西区": 2,
        "北区": 2,
    }
    found = over(folder, units=["丁局"])
    assert [(row.title, row.counts.obligations) for row in found.rows] == [("北区", 0)]
    with pytest.raises(GovlistError, match="戊局"):
        over(folder, units=["戊局"])


def test_filters_select_in_every_list(made: province.Province) -> None:
    whole = over(made.folder, day=DAYS[1])
    late = over(made.folder, day=DAYS[1], filter_=Filter(overdue=True))
    assert late.total.counts.obligations == whole.total.counts.overdue > 0
    part = over(made.folder, day=DAYS[1], filter_=Filter(sections=("1",)))
    rest = over(made.folder, day=DAYS[1], filter_=Filter(sections=("2",)))
    assert summed([part.total.counts, rest.total.counts]) == whole.total.counts


def test_the_public_figures_have_no_reviews(made: province.Province) -> None:
    whole, public = (over(made.folder, day=DAYS[1], public=public) for public in (False, True))
    assert whole.total.counts.confirmed > 0
    assert (public.total.counts.confirmed, public.total.counts.returned) == (0, 0)
    assert public.total.counts.done == whole.total.counts.done
    assert not public.confirm


# Lists with errors --------------------------------------------------------------------------------


def test_a_list_with_errors_is_named_and_its_region_marked(write: Write) -> None:
    write("东/1.yaml", region="东区", region_code="990101")
    broken = write("东/2.yaml", region="东区", region_code="990101", year="某年")
    write("西/1.yaml", region="西区", region_code="990102")
    alone = write("南/1.yaml", region="南区", region_code="990103", groups=7)
    found = over(alone.parents[1])
    assert [(row.title, row.lists, row.partial) for row in found.rows] == [
        ("东区", 1, True),
        ("西区", 1, False),
        ("南区", 0, True),
    ]
    assert [Path(each.source.path) for each in found.rejected] == [broken, alone]
    assert found.total.counts.obligations == 6
    assert "另有2份清单有错误，未计入。" in summary.sentence(found)


def test_a_list_with_errors_that_names_no_region_is_no_further_region(write: Write) -> None:
    write("东/1.yaml", region="东区", region_code="990101")
    write("西/1.yaml", region="西区", region_code="990102")
    folder = write("其他/草稿.yaml", groups=7).parents[1]
    found = over(folder)
    assert [row.title for row in found.rows] == ["东区", "西区", "未注明"]
    assert "全市2个区2份清单" in summary.sentence(found)


@pytest.mark.parametrize("keys", [{"region_code": "x"}, {}])
def test_a_list_that_does_not_say_where_it_belongs_is_its_neighbours(
    write: Write, keys: dict[str, Any]
) -> None:
    write("东/1.yaml", region="东区", region_code="990101")
    folder = write("东/2.yaml", **keys, groups=7).parents[1]
    assert [(row.title, row.partial) for row in over(folder).rows] == [("东区", True)]


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"format: 1\nsections: [", b"format: 1\nsections:\n\x00"])
def test_a_file_that_cannot_be_read_as_a_list(write: Write, data: bytes) -> None:
    folder = write("东/1.yaml", region="东区").parents[1]
    path = folder / "南" / "1.yaml"
    path.parent.mkdir()
    path.write_bytes(data)
    found = over(folder)
    assert found.total.lists == 1
    assert len(found.rejected) in (0, 1)
    if found.rejected:
        assert [(row.title, row.partial) for row in found.rows] == [("东区", False), ("未注明", True)]


def test_only_lists_with_errors(write: Write) -> None:
    found = over(write("1.yaml", region="东区", groups=7).parent)
    assert found.total.counts == Counts()
    assert paper.paper(found).parts


# The trend ----------------------------------------------------------------------------------------


def test_the_trend_over_the_rounds_of_all_lists(write: Write) -> None:
    write("1.yaml", region="东区", **done("2024-07-01"))
    folder = write("2.yaml", region="西区", rounds=["2024-03-25"]).parent
    asked = Asked([folder])
    found = ask(Session(today_text="2024-09-27"), asked, date(2024, 9, 27), Filter(), with_trend=True)
    (line,) = trend_lines(found, None)
    days = [date(2024, 3, 25), date(2024, 6, 25), date(2024, 9, 27)]
    assert [(point.day, point.counts.done) for point in line.points] == list(
        zip(days, [0, 0, 1], strict=True)
    )
    assert line.points[-1].counts == found.total.counts
    by_region = trend_lines(found, "region")
    assert [(line.title, line.points[-1].counts.done) for line in by_region] == [("西区", 0), ("东区", 1)]


@pytest.mark.parametrize(("year", "first"), [(None, date(2024, 6, 25)), ("all", date(2023, 6, 25))])
def test_the_trend_of_a_year_has_no_rounds_of_years_before(
    write: Write, year: str | None, first: date
) -> None:
    write("1.yaml", region="东区", region_code="990101")
    folder = write("2.yaml", region="东区", region_code="990101", year=2023, rounds=["2023-06-25"]).parent
    asked, today = Asked([folder], year=year), date(2024, 9, 27)
    found = ask(Session(today_text="2024-09-27"), asked, today, Filter(), with_trend=True)
    (line,) = trend_lines(found, None)
    assert (line.points[0].day, line.points[-1].day) == (first, today)


def test_the_trend_by_weeks_if_a_list_has_no_rounds(write: Write) -> None:
    folder = write("1.yaml", region="东区", rounds=[], **done("2024-09-12")).parent
    found = ask(
        Session(today_text="2024-09-27"), Asked([folder]), date(2024, 9, 27), Filter(), with_trend=True
    )
    (line,) = trend_lines(found, None)
    assert [(point.day.isoformat(), point.counts.done) for point in line.points] == [
        ("2024-09-15", 1),
        ("2024-09-22", 1),
        ("2024-09-27", 1),
    ]


# Hostile names ------------------------------------------------------------------------------------

NAMES = (
    "=1+1",
    "<script>alert(1)</script>",
    "'; DROP TABLE states; --",
    "..",
    "长" * 300,
    "{title}",
    "%s",
)


def hostile() -> Iterator[dict[str, Any]]:
    """The keys of lists with each of the names in all places."""
    for name in NAMES:
        units = [{"name": name, "kind": name}, {"name": "乙镇", "kind": "township"}]
        text = json.dumps(LIST["sections"]).replace("\\u7532\\u5c40", json.dumps(name)[1:-1])
        yield {"region": name, "city": name, "topic": name, "units": units, "sections": json.loads(text)}


@pytest.mark.parametrize("by", overview.BY)
def test_names_of_any_kind(write: Write, by: str) -> None:
    for number, keys in enumerate(hostile()):
        folder = write(f"{number}/1.yaml", **keys).parents[1]
    found = over(folder, by=by)
    assert not found.rejected
    assert found.total.counts.obligations == 3 * len(NAMES)
    if by in ("region", "city", "topic"):
        assert {row.title for row in found.rows} == set(NAMES)
