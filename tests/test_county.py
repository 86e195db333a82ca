"""A county's year, counted by hand and by an oracle that reads the file itself: every surface says the same.

The list has every kind of event: leads, groups, candidates, support, rounds, late and returned reports,
reviews, a unit that ends, tasks that nobody owes, that nobody began, or that do not apply.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests import oracle
from tests.model.test_figures import assert_the_same_everywhere, assert_the_sentences_everywhere

from govlist.model.view import View
from govlist.validation import load

COUNTY = Path(__file__).parent / "data" / "county.yaml"

Run = Callable[..., Any]


def plain(value: Any) -> Any:
    """The file's data with days as texts."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value


DATA: oracle.Plain = plain(yaml.safe_load(COUNTY.read_text(encoding="utf-8")))

W12, Q2, Q3, Q4 = (
    ("2025-03-21", "2025-03-17"),
    ("2025-06-12", "2025-04-01"),
    ("2025-09-30", "2025-07-01"),
    ("2025-12-31", "2025-10-01"),
)
SPANS = {"本周": W12, "二季度": Q2, "三季度": Q3, "四季度": Q4}
"""The periods as typed on a day: its last day, on which it is asked, and its first."""

# Counted by hand, with the file and a pencil.
BY_HAND = {
    W12: (
        "截至2025年3月21日，全年12项重点任务中，序时推进7项，进度滞后1项，未启动1项，未报送2项，"
        "尚待明确责任单位1项（第9项）。"
        "任务涉及12个单位、26项次：已完成3项次（其中待核实3项次），序时推进8项次，进度滞后1项次，未启动1项次，"
        "不涉及1项次，未报送12项次。"
        "本周新报14项次，新增完成3项次。另：配合事项新报2项次，待认定单位报不涉及1项次。"
        "一季度截止日未到，已报10/12家，其中7家未报齐。无逾期。"
    ),
    Q2: (
        "截至2025年6月12日，全年12项重点任务中，序时推进8项，进度滞后1项，未启动1项，不涉及1项，"
        "尚待明确责任单位1项（第9项）。"
        "任务涉及12个单位、26项次：已完成4项次（其中已销号2项次、待核实2项次），序时推进13项次，进度滞后1项次，"
        "未启动1项次，不涉及2项次，未报送5项次。"
        "本期新报2项次，新增完成1项次。"
        "一季度应报26项次，按期报送20项次，报送率76.9%。二季度截止日未到，已报3/11家，其中3家未报齐。逾期3项次。"
    ),
    Q3: (
        "截至2025年9月30日，全年12项重点任务中，已完成4项，序时推进5项，进度滞后1项，不涉及1项，"
        "尚待明确责任单位1项（第9项）。"
        "任务涉及11个单位、25项次：已完成10项次（其中已销号4项次、待核实6项次），序时推进10项次，进度滞后1项次，"
        "不涉及2项次，未报送2项次。"
        "本期新报13项次，新增完成4项次。另：配合事项新报1项次。"
        "三季度应报16项次，按期报送11项次，报送率68.8%；一项未报的单位2个：县文旅局、沙河镇；"
        "部分未报（缺1项）的单位2个：县司法局、城关镇；迟报的单位1个：县财政局。"
        "逾期1项次，缺佐证材料1项次。"
    ),
    Q4: (
        "截至2025年12月31日，全年12项重点任务中，已完成8项，序时推进2项，不涉及1项，尚待明确责任单位1项（第9项）。"
        "任务涉及11个单位、25项次：已完成20项次（其中已销号5项次、待核实15项次），序时推进1项次，不涉及2项次，"
        "未报送2项次。"
        "本期新报11项次，新增完成10项次。"
        "四季度应报13项次，按期报送9项次，报送率69.2%；一项未报的单位2个：县文旅局、沙河镇；"
        "迟报的单位2个：县农业农村局、城关镇。"
        "逾期1项次，缺佐证材料2项次。"
    ),
}


def overview(ledger: str) -> str:
    """The overview of a Markdown ledger."""
    return ledger.partition("## 一、总体情况\n\n")[2].partition("\n")[0]


@pytest.mark.parametrize("span", SPANS)
def test_the_overview_says_the_figures_counted_by_hand(run: Run, span: str) -> None:
    """Asked on the last day of the week or quarter, or before the quarter has ended."""
    day, since = SPANS[span]
    made = run("--today", day, "-f", COUNTY, "export", "--since", span)
    assert overview(made.out) == BY_HAND[day, since]
    year, month, number = map(int, day.split("-"))
    assert f"截至日期：{year}年{month}月{number}日" in made.out


def test_the_year_s_end_counted_by_hand(run: Run) -> None:
    made = overview(run("--today", "2026-01-15", "-f", COUNTY, "export").out)
    assert made == BY_HAND[Q4].replace("2025年12月31日", "2026年1月15日").replace(
        "本期新报11项次，新增完成10项次。", ""
    )


def test_a_quarter_before_its_end(run: Run) -> None:
    """On 12 June task 7, due on 15 May, is 28 days overdue; nobody is named for the round of 25 June."""
    made = run("--today", "2025-06-12", "-f", COUNTY, "export", "--since", "二季度").out
    assert re.search(r"逾期28天", made)
    assert "二季度未报" not in made
    assert "本期未报" not in made, "the figures of the round before are named after it"
    assert "一季度未报" in made
    assert "一季度实报/应报" in made
    assert not re.search(r"(一项未报|部分未报|迟报|未报送)的单位", made)


@pytest.mark.parametrize("span", SPANS)
def test_the_oracle_counts_the_same(run: Run, span: str) -> None:
    day, since = SPANS[span]
    for text in oracle.sentences(DATA, day, since).values():
        assert text in BY_HAND[day, since]
    at = ("--today", day, "-f", COUNTY)
    made = json.loads(run(*at, "export", "--since", since, "--format", "json").out)
    assert oracle.counts(DATA, day).items() <= made["total"].items()
    for unit in made["units"]:
        assert oracle.counts(DATA, day, unit["unit"]).items() <= unit.items()
    expected = oracle.news(DATA, since, day)
    for key, name in (
        *(("reported", "newly_reported"), ("done", "newly_done")),
        *(("support", "newly_in_support"), ("denied", "denied")),
    ):
        assert sorted((each["id"], each["unit"]) for each in made["span"][name]) == sorted(expected[key])
    [line] = json.loads(run(*at, "status", "--trend", "--json").out)
    for point in line["points"]:
        assert oracle.counts(DATA, point["date"]).items() <= point.items()


@pytest.mark.parametrize(("day", "since"), BY_HAND)
def test_every_surface_gives_the_same_figures_of_the_county(day: str, since: str) -> None:
    view = View(load.checklist(COUNTY), date.fromisoformat(day), since=date.fromisoformat(since))
    assert_the_same_everywhere(view)
    assert_the_sentences_everywhere(view, DATA)


def test_a_task_whose_lead_alone_is_done(run: Run) -> None:
    at = ("--today", "2025-12-31", "-f", COUNTY)
    words = "序时推进（牵头单位已完成，已完成3/4家）"
    assert words in run(*at, "show", "2").out
    assert re.search(r"^ +2 .*序时推进 +3/4（牵头", run(*at, "list").out, re.MULTILINE)
    for style in ("markdown", "html"):
        assert words in run(*at, "export", "--format", style).out


def test_the_days_overdue_by_hand(run: Run) -> None:
    """沙河镇 never reported task 2, due on 31 March: 275 days at the end of the year."""
    made = run("--today", "2025-12-31", "-f", COUNTY, "export", "--format", "csv", "--overdue").out
    assert [(row["id"], row["unit"]) for row in csv.DictReader(io.StringIO(made))] == [("2", "沙河镇")]
    assert "逾期275天" in run("--today", "2025-12-31", "-f", COUNTY, "export").out
