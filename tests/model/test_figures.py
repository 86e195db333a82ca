"""The figures: how the share done is rounded, and that every surface gives the same figures of any list."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parser
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from tests import oracle

from govlist.cli.screens import diff
from govlist.cli.screens.status import district
from govlist.content.json_output import span_record, status_record
from govlist.export import csv as csv_format
from govlist.export import docx, html, markdown, xlsx
from govlist.model.figures import Asked, Counts, percent
from govlist.model.view import View
from govlist.validation import load

Run = Callable[..., Any]
Figures = dict[str, dict[str, Any]]
"""Of each unit (and of the whole, under ""), what a surface says under each word."""

# Rounding -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("done", "of", "shown"),
    [
        *((15, 388, "4%"), (3, 17, "18%"), (1, 8, "13%"), (5, 8, "63%"), (1, 3, "33%"), (2, 3, "67%")),
        *((0, 5, "0%"), (5, 5, "100%"), (0, 0, "—")),
        *((1, 1000, "1%"), (999, 1000, "99%"), (199, 200, "99%"), (1, 201, "1%")),
    ],
)
def test_the_share_is_rounded_half_up_and_is_never_all_or_nothing_too_early(
    done: int, of: int, shown: str
) -> None:
    assert percent(done, of) == Counts(obligations=of, done=done).percent == shown


@given(st.integers(1, 100_000), st.data(), st.integers(0, 2))
def test_a_share_is_as_near_as_can_be(whole: int, data: st.DataObject, places: int) -> None:
    part = data.draw(st.integers(0, whole))
    step = Decimal(1).scaleb(-places)
    shown = percent(part, whole, places)
    number, rounded = Decimal(shown[:-1]), (Decimal(100 * part) / whole).quantize(step, ROUND_HALF_UP)
    assert shown == f"{number:.{places}f}%"
    assert (number == 0) == (part == 0)
    assert (number == 100) == (part == whole)
    assert number == rounded or (rounded in (0, 100) and abs(number - rounded) == step)


def test_what_is_to_be_checked_is_done_and_not_confirmed() -> None:
    assert Counts(obligations=9, done=5, confirmed=2).unconfirmed == 3


def test_a_list_of_which_15_of_388_are_done_says_4_percent_everywhere(
    run: Run, checklist: Callable[[str], Path], tmp_path: Path
) -> None:
    """3.87 %: the screen and the page said 3 %, the workbook 4 %."""
    units = [f"第{number}局" for number in range(97)]
    reports = "".join(
        f"          {unit}: [{{date: 2024-03-20, status: done, evidence: [1.pdf]}}]\n" for unit in units[:15]
    )
    tasks = "".join(
        f"      - id: {number}\n        requirement: 公开第{number}类信息\n        responsible: [各部门]\n"
        + (f"        progress:\n{reports}" if number == 1 else "")
        for number in range(1, 5)
    )
    checklist(
        "title: 某县2024年政务公开工作要点\nyear: 2024\n"
        "groups: [{name: 各部门, members: department, scope: every}]\n"
        f"units: [{', '.join(f'{{name: {unit}, kind: department}}' for unit in units)}]\n"
        f"sections:\n  - title: 主动公开\n    tasks:\n{tasks}"
    )
    total = json.loads(run("status", "--json").out)["total"]
    assert (total["done"], total["obligations"]) == (15, 388)
    assert re.search(r"\[#?-+\] 4%", run("status").out)
    page = parser.fromstring(run("export", "--format", "html").out)
    assert page.xpath("string(//p[@class='share']/b)") == "4%"
    assert run("export", "-o", "a.xlsx").code == 0
    sheet = load_workbook(tmp_path / "a.xlsx")["分单位情况"]
    header, *rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    [whole] = [row for row in rows if row[0] == "合计"]
    assert whole[header.index("完成率")] == "4%"
    assert whole[header.index("进度")] == 15 / 388


def test_reports_given_are_shown_of_those_that_were_due() -> None:
    assert (Asked(13, 11, 9).fraction, Asked(0, 0, 0).fraction) == ("11/13", "-")


# The same figures everywhere ----------------------------------------------------------------------

WORDS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "应办": lambda c: c["obligations"],
    "已完成": lambda c: c["done"],
    "已销号": lambda c: c["confirmed"],
    "待核实": lambda c: c["done"] - c["confirmed"],
    "序时推进": lambda c: c["in_progress"],
    "进度滞后": lambda c: c["behind"],
    "未启动": lambda c: c["not_started"] - c["not_reported"],
    "未报送": lambda c: c["not_reported"],
    "不涉及": lambda c: c["not_applicable"],
    "退回重报": lambda c: c["returned"],
    "逾期": lambda c: c["overdue"],
    "临期": lambda c: c["due_soon"],
    "本期未报": lambda c: c["missing"],
    "缺佐证": lambda c: c["lacking_evidence"],
    "待认定": lambda c: c["candidates"],
    "完成率": lambda c: share(c["done"], c["obligations"] - c["not_applicable"]),
}
"""What people read above a figure, and how it follows from the counts of the JSON."""
ATTENTION = ("逾期", "临期", "退回重报", "本期未报", "缺佐证", "待认定")
FLAGS = {"overdue": "逾期", "soon": "临期", "lacking": "缺佐证", "missing": "本期未报"}
"""The page's classes for some of them."""
PARTS = ("应办", "序时推进", "进度滞后", "未启动", "未报送", "不涉及", *ATTENTION)


def share(done: int, of: int) -> str:
    """The share done by the contract's words."""
    if of == 0:
        return "—"
    if done in (0, of):
        return "100%" if done else "0%"
    rounded = (Decimal(100 * done) / of).quantize(Decimal(1), ROUND_HALF_UP)
    return f"{min(max(int(rounded), 1), 99)}%"


def of_json(view: View) -> dict[str, dict[str, Any]]:
    """The counts of each unit, and of the whole."""
    made = status_record(view)
    return {each["unit"]: each for each in made["units"]} | {"": made["total"]}


def of_terminal(view: View) -> Figures:
    """The tables of `status`, and its bar."""
    shape = district.Shape(None, "list", "", Path("checklist.yaml"))
    lines = ["".join(text for text, _style in line) for line in district.lines(view, shape, None)]
    found: Figures = {}
    header: list[str] = []
    for line in lines:
        cells = re.sub(r"\[[#-]*\] *", "", line).split()
        if cells[:2] == ["单位", "完成率"]:
            header = cells
        elif not cells:
            header = []
        elif header:
            found[cells[0]] = dict(zip(header[1:], cells[1:], strict=True))
    [bar] = filter(None, (re.match(r"\[[#-]*\] (\d+%|—)(  |$)", line) for line in lines))
    return {unit: _read(output) for unit, output in found.items()} | {"": {"完成率": bar[1]}}


def _read(output: dict[str, Any]) -> dict[str, Any]:
    """Cells as figures; `-`, or no column, is a zero. In a later span the last round is named: 一季度未报."""
    output = {re.sub("^.季度未报$", "本期未报", word or ""): cell for word, cell in output.items()}
    known = {word: cell for word, cell in output.items() if word in WORDS}
    read = {word: int(cell) if str(cell).isdigit() else cell for word, cell in known.items() if cell != "-"}
    return dict.fromkeys([*PARTS, *known], 0) | read


def of_tables(tables: list[list[list[str]]]) -> Figures:
    """The figures of the tables that have units in their first column."""
    return {
        row[0]: _read(dict(zip(header, row, strict=True)))
        for header, *rows in tables
        if header[0] == "单位"
        for row in rows
    }


def of_markdown(view: View) -> Figures:
    """The tables by unit of the ledger."""
    parts = [part.strip("\n").splitlines() for part in re.split(r"\n(?!\|)", markdown.render(view))]
    lines = [[line for line in part if line[:2] != "|:"] for part in parts if part and part[0][:1] == "|"]
    return of_tables([[[cell.strip() for cell in line[1:-1].split("|")] for line in part] for part in lines])


def of_docx(view: View) -> Figures:
    """The same of the Word file."""
    tables = Document(BytesIO(docx.render(view))).tables
    return of_tables([[[cell.text for cell in row.cells] for row in table.rows] for table in tables])


def of_xlsx(view: View) -> Figures:
    """The sheet of the units' figures, its sum as the whole."""
    sheet = load_workbook(BytesIO(xlsx.render(view)))["分单位情况"]
    top = range_boundaries(sheet.auto_filter.ref)[1]
    header, *rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=top)]
    unit, kind = header.index("单位"), 0
    return {
        "" if row[kind] == "合计" else row[unit]: _read(dict(zip(header, row, strict=True)))
        for row in rows
        if row[unit] or row[kind] == "合计"
    }


def of_html(view: View) -> Figures:
    """The page's bars by unit with what is to be looked after there, its large share, its headline."""
    page = parser.fromstring(html.render(view))
    found: Figures = {}
    for row in page.xpath("//section[@id='units']//tbody/tr"):
        done, applicable = row.xpath("td[@class='number']/text()")[0].split("/")
        output = {counter.get("data-word"): counter.text for counter in row.xpath("td[@class='look']/b")}
        found[row.xpath("string(th)")] = {
            "完成率": row.xpath("string(td[contains(@class, 'share')])"),
            "done/applicable": (int(done), int(applicable)),
            **{word: int(output.get(word, 0)) for word in ("进度滞后", *ATTENTION)},
        }
    headline = {
        box.xpath("string(dt)"): int(box.xpath("string(dd/b)"))
        for box in page.xpath("//dl[@class='figures']/div")
    }
    assert set(headline) <= set(WORDS)
    for key, word in FLAGS.items():
        rows = page.xpath("//section[@id='tasks']//tbody/tr")
        marked = sum(key in row.get("data-in").split() for row in rows)
        called = page.xpath(f"string(//div[@class='callout {key}']/h3/b)").removesuffix("项次")
        assert marked == int(called or 0) == headline.get(word, 0)
    return found | {"": {"完成率": page.xpath("string(//p[@class='share']/b)"), **headline}}


def of_csv(view: View) -> Figures:
    """Counted row by row."""
    rows = list(csv.DictReader(io.StringIO(csv_format.render(view))))
    return {
        unit: dict(_counted([row for row in rows if unit in ("", row["unit"])])) for unit in ("", *view.units)
    }


def _counted(rows: list[dict[str, str]]) -> Iterator[tuple[str, int]]:
    owed = [row for row in rows if row["basis"] in oracle.OWED]

    def number(**cells: str) -> int:
        return sum(all(row[key] == cell for key, cell in cells.items()) for row in owed)

    yield "应办", len(owed)
    yield "已完成", number(status="done")
    yield "已销号", number(status="done", review="confirmed")
    yield "序时推进", number(status="in_progress")
    yield "进度滞后", number(status="behind")
    yield "未启动", number(status="not_started") - number(date="")
    yield "未报送", number(date="")
    yield "不涉及", number(status="not_applicable")
    yield "退回重报", number(review="returned")
    yield "逾期", number(overdue="true")
    yield "临期", number(due_soon="true")
    yield "本期未报", number(missing="true")
    yield "缺佐证", number(lacking_evidence="true")
    yield "待认定", sum(row["basis"] == "candidate" for row in rows)


def of_rows(view: View) -> Figures:
    """Counted row by row on the workbook's first sheet, in words."""
    titles, *lines = load_workbook(BytesIO(xlsx.render(view))).worksheets[0].values
    rows = [dict(zip(titles, line, strict=True)) for line in lines] if view.pairs else []
    return {
        unit: {
            "逾期": sum(row["逾期天数"] is not None for row in rows if unit in ("", row["单位"])),
            **{
                word: sum(row[word] == "是" for row in rows if unit in ("", row["单位"]))
                for word in ("本期未报", "缺佐证")
            },
            "待认定": sum(row["完成状态"] == "待认定" for row in rows if unit in ("", row["单位"])),
        }
        for unit in ("", *view.units)
    }


SURFACES = (of_terminal, of_markdown, of_docx, of_xlsx, of_html, of_csv, of_rows)


def assert_the_same_everywhere(view: View) -> None:
    """Every surface gives the figures of the JSON."""
    expected = of_json(view)
    for surface in SURFACES:
        output = surface(view)
        assert output.keys() <= expected.keys(), surface.__name__
        left_out = expected.keys() - output.keys() - {""}
        if surface in (of_markdown, of_docx):  # they have no table of units that owe nothing
            left_out = {u for u in left_out if expected[u]["obligations"] or expected[u]["candidates"]}
        assert left_out == set(), surface.__name__
        for unit, figures in output.items():
            counts = expected[unit]
            done = (counts["done"], counts["obligations"] - counts["not_applicable"])
            said = {word: WORDS[word](counts) if word in WORDS else done for word in figures}
            assert figures == said, (surface.__name__, unit)


def text_of_docx(view: View) -> str:
    """All paragraphs of the Word file."""
    return "".join(paragraph.text for paragraph in Document(BytesIO(docx.render(view))).paragraphs)


def text_of_xlsx(view: View) -> str:
    """All cells of the workbook; a long text may go on in the next row."""
    book = load_workbook(BytesIO(xlsx.render(view)))
    return "".join(str(cell) for sheet in book for row in sheet.values for cell in row if cell is not None)


def text_of_html(view: View) -> str:
    """All words of the page."""
    return str(parser.fromstring(html.render(view)).text_content())


def text_of_json(view: View) -> str:
    """The sentence of `status --json`."""
    return str(status_record(view)["sentence"])


def text_of_brief(view: View) -> str:
    """`status --brief`."""
    return district.brief(view)


def text_of_diff(view: View) -> str:
    """The screen of `diff`."""
    return "".join(text for line in diff.lines(view, [], None) for text, _style in line)


TEXTS: dict[Callable[[View], str], tuple[str, ...]] = {
    markdown.render: ("tasks", "pairs", "news", "round"),
    text_of_docx: ("tasks", "pairs", "news", "round"),
    text_of_xlsx: ("tasks", "pairs", "news", "round"),
    text_of_html: ("tasks", "pairs", "news", "round"),
    text_of_json: ("tasks", "pairs"),
    text_of_brief: ("tasks", "pairs"),
    text_of_diff: ("news",),
}
"""The surfaces, and which of the oracle's sentences they say."""


def assert_the_sentences_everywhere(view: View, plain: oracle.Plain) -> None:
    """Every surface says the sentences that the oracle makes; JSON and CSV have the same figures."""
    assert view.since is not None
    day, since = view.day.isoformat(), view.since.isoformat()
    expected = oracle.sentences(plain, day, since)
    for surface, said in TEXTS.items():
        text = surface(view)
        for about in said:
            assert expected[about] in text, (surface.__name__, about)
    span, found = span_record(view), oracle.news(plain, since, day)
    assert span is not None
    keys = {
        "reported": "newly_reported",
        "done": "newly_done",
        "support": "newly_in_support",
        "denied": "denied",
    }
    for about, key in keys.items():
        assert sorted((each["id"], each["unit"]) for each in span[key]) == sorted(found[about]), about
    rows = list(csv.DictReader(io.StringIO(csv_format.render(view))))
    reported = [(int(row["id"]), row["unit"]) for row in rows if row["reported_in_span"] == "true"]
    assert sorted(reported) == sorted(found["reported"] + found["support"])
    tasks = status_record(view)["tasks"]
    figures = oracle.task_counts(plain, day)
    assert {
        **figures,
        "not_started": figures["not_started"] + figures["not_reported"],
    }.items() <= tasks.items()


@settings(max_examples=10)  # each one writes a Word document, a workbook and a page
@given(plain=oracle.checklists(), day=oracle.days, first=oracle.days)
def test_every_surface_gives_the_same_figures(plain: oracle.Plain, day: str, first: str) -> None:
    """Over random years: the counts by unit and in all, the tasks, the news of a period and the rounds."""
    loaded = load.check("checklist.yaml", oracle.dump(plain).encode())
    assert loaded.checklist is not None
    first, day = sorted((first, day))
    view = View(loaded.checklist, date.fromisoformat(day), since=date.fromisoformat(first))
    for unit, counts in of_json(view).items():
        assert oracle.counts(plain, day, unit).items() <= counts.items(), unit
    assert_the_same_everywhere(view)
    assert_the_sentences_everywhere(view, plain)


@pytest.mark.parametrize("path", ["examples/sample.yaml", "tests/cases/weekly/checklist.yaml"])
@pytest.mark.parametrize("day", ["2024-06-26", "2024-09-27"])
def test_every_surface_gives_the_same_figures_of_a_real_list(path: str, day: str) -> None:
    """Of units that have done 3 of 17, so that the rounding is seen in each row."""
    checklist = load.checklist(Path(__file__).parents[2] / path)
    assert_the_same_everywhere(View(checklist, date.fromisoformat(day)))
