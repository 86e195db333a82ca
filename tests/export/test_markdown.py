"""Markdown: any text in a cell leaves tables intact and stays text; the sums are right."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from markdown_it import MarkdownIt
from markdown_it.token import Token
from tests import oracle, strategies

from govlist.base.text import chinese_number, visible
from govlist.content.json_output import status_record
from govlist.export import markdown
from govlist.model.selection import Filter
from govlist.model.view import View
from govlist.validation import load
from govlist.yamlfile.writing import quote

TESTS = Path(__file__).parents[1]
SHIPPED = TESTS.parent / "data" / "checklist.yaml"
WEEKLY = TESTS / "cases" / "weekly" / "checklist.yaml"
TODAY = date(2024, 9, 27)

BLOCKS = {
    *("html_block", "code_block", "fence", "hr", "blockquote_open", "bullet_list_open"),
    "ordered_list_open",
}
"""Elements that no text of a list may create."""
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

Run = Callable[..., Any]
Table = list[list[str]]


@dataclass
class Document:
    """A Markdown text as rendered."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    markup: set[str] = field(default_factory=set)
    """Everything except plain text inside headings, paragraphs and cells."""

    @property
    def titles(self) -> list[str]:
        """The headings of the second level."""
        return [title for level, title in self.headings if level == 2]


def parse(text: str) -> Document:
    """The result of parsing a Markdown text."""
    made = Document()
    tokens = PARSER.parse(text)
    for number, token in enumerate(tokens):
        if token.type == "table_open":
            made.tables.append([])
        elif token.type == "tr_open":
            made.tables[-1].append([])
        elif token.type == "inline":
            before = tokens[number - 1]
            shown = _plain(token, made.markup)
            if before.type in ("th_open", "td_open"):
                made.tables[-1][-1].append(shown)
            elif before.type == "heading_open":
                made.headings.append((int(before.tag[1]), shown))
            else:
                made.paragraphs.append(shown)
        elif token.type in BLOCKS:
            made.markup.add(token.type)
    return made


def _plain(token: Token, markup: set[str]) -> str:
    text = ""
    for child in token.children or ():
        if (child.type == "html_inline" and child.content == "<br>") or child.type == "softbreak":
            text += "\n"
        elif child.type in ("text", "text_special"):
            text += child.content
        else:
            markup.add(child.type)
    return text


def a_view(note: str, name: str = "甲局", since: date | None = None) -> View:
    """A list of two tasks with the same text in every place."""
    text = f"""\
title: 清单
year: 2024
units:
  - {{name: {quote(name)}, kind: department}}
  - {{name: 乙局, kind: department}}
groups: [{{name: 有关部门, members: department, scope: concerned}}]
sections:
  - title: {quote(note)}
    topics:
      - title: {quote(note)}
        tasks:
          - id: 1
            requirement: {quote(note)}
            responsible: [{quote(name)}]
            responsible_text: {quote(note)}
            due_text: {quote(note)}
            progress:
              {quote(name)}:
                - {{date: 2024-09-25, status: in_progress, note: {quote(note)}, evidence: [1.pdf, 2.pdf]}}
                - {{date: 2024-09-26, status: behind, note: {quote(note)}}}
          - {{id: 2, requirement: 公开, responsible: [有关部门], responsible_text: {quote(note)}}}
"""
    loaded = load.check("checklist.yaml", text.encode())
    assert loaded.errors == ()
    assert loaded.checklist is not None
    return View(loaded.checklist, TODAY, since=since)


WEEK = date(2024, 9, 23)
PLAIN = parse(markdown.render(a_view("方案已印发", since=WEEK)))
"""The same list with a harmless text."""


def shape(document: Document) -> list[list[int]]:
    """The rows of each table as numbers of cells."""
    return [[len(row) for row in table] for table in document.tables]


def squeezed(text: str) -> str:
    """A text as shown by HTML: any sequence of white space is one space."""
    return " ".join(text.split())


# Cells --------------------------------------------------------------------------------------------

HOSTILE = [
    *("a|b", "|", "a\\|b", "a\\", "\\", "a\nb", "a\n\nb", "a\r\nb".replace("\r", ""), "  a", "a  ", "\ta"),
    *("<script>alert(1)</script>", "<b>", "<!-- a", "&lt;b&gt;", "&#124;", "&nbsp;", "a < b & c > d"),
    *("# a", "## a", "- a", "* a", "1. a", "> a", "    a", "```", "~~~", "---", "===", "|---|", ":--"),
    *("*a*", "**a**", "_a_", "`a`", "~~a~~", "[a](b)", "![a](b)", "[a]: b", "[^1]", "<http://a.b>", "\\*"),
    *("https://www.example.gov.cn/a_b_c?x=1&y=2", "=1+1", "$a$", "\u2028a", "a\u0085b".replace("\u0085", "")),
    *("长" * 500, "a" * 500, "$(rm)", "{{ x }}", "<br>", "a<br>b", "\\n", "'", '"', "＜script＞"),
]


@pytest.mark.parametrize("note", HOSTILE)
def test_no_text_breaks_a_table(note: str) -> None:
    made = parse(markdown.render(a_view(note, since=WEEK)))
    assert shape(made) == shape(PLAIN)
    assert [level for level, _title in made.headings] == [level for level, _title in PLAIN.headings]
    assert made.markup == set()


@pytest.mark.parametrize("note", HOSTILE)
def test_every_text_is_read_as_it_was_written(note: str) -> None:
    made = parse(markdown.render(a_view(note)))
    cells = {squeezed(cell) for table in made.tables for row in table for cell in row}
    assert squeezed(visible(note)) in cells


@given(strategies.notes().filter(lambda note: note.strip() != "-"))  # which means no note
@example("~~a~~")
@example("a|b\\")
def test_any_text(note: str) -> None:
    made = parse(markdown.render(a_view(note, since=WEEK)))
    assert shape(made) == shape(PLAIN)
    assert made.markup == set()


@pytest.mark.parametrize(
    "name", ["a|b", "<b>", "*局*", "# 局", "甲\\", "[局](x)", "1. 局", "| 局", "~~局~~", "a\nb"]
)
def test_no_name_breaks_a_table(name: str) -> None:
    loaded = a_view("方案已印发", name, since=WEEK)
    made = parse(markdown.render(loaded))
    assert shape(made) == shape(PLAIN)
    assert made.markup == set()
    sheet = parse(markdown.render(View(loaded.checklist, TODAY, Filter(units=(name,)), since=WEEK)))
    assert sheet.markup == set()
    assert len(sheet.tables) >= 2


def test_no_line_of_the_text_is_html() -> None:
    text = markdown.render(a_view("<script>alert(1)</script>\n<img src=x onerror=y>", since=WEEK))
    assert set(re.findall(r"<[^>]*>", text)) == {"<br>"}


def test_several_lines_and_pieces_of_evidence_are_in_one_cell() -> None:
    made = parse(markdown.render(replace(a_view("一\n二", since=WEEK), filter=Filter(("甲局",), one=True))))
    cells = {cell for table in made.tables for row in table for cell in row}
    assert {"一\n二", "1.pdf\n2.pdf"} <= cells


# Parts --------------------------------------------------------------------------------------------


def weekly(run: Run, *args: str) -> Document:
    made = run("-f", WEEKLY, "export", *args)
    assert (made.code, made.err) == (0, "")
    return parse(made.out)


def test_the_parts_are_numbered_in_their_order(run: Run) -> None:
    for args in (
        [],
        ["--since", "this-week"],
        ["--unit", "教体局"],
        ["--unit", "教体局", "--since", "2024Q3"],
    ):
        titles = weekly(run, *args).titles
        assert [title.split("、")[0] for title in titles] == [
            chinese_number(number) for number in range(1, len(titles) + 1)
        ]


def test_one_title_and_then_parts(run: Run) -> None:
    for args in ([], ["--unit", "教体局"]):
        levels = [level for level, _title in weekly(run, *args).headings]
        assert levels[:2] == [1, 2]
        assert levels.count(1) == 1


BASE = """\
title: 清单
year: 2024
units: [{name: 甲局, kind: department}, {name: 乙局, kind: department}]
groups: []
sections:
  - title: 一
    tasks:
      - {id: 1, requirement: 公开, responsible: [甲局, 乙局]}
      - {id: 2, requirement: 公开, responsible: [甲局]}
"""


def rendered(text: str, since: date | None = None) -> Document:
    loaded = load.check("checklist.yaml", text.encode())
    assert loaded.checklist is not None
    return parse(markdown.render(View(loaded.checklist, TODAY, since=since)))


def widths(document: Document) -> tuple[int, int]:
    """The columns of the table by unit, and of the one by task: the last two."""
    by_unit, by_task = document.tables[-2:]
    return len(by_unit[0]), len(by_task[0])


def test_what_a_list_does_not_use_is_left_out_whole() -> None:
    base = rendered(BASE)
    by_unit, by_task = widths(base)
    assert len(base.tables) == 2
    later = rendered(BASE.replace("responsible: [甲局]", "due: 2024-12-31, responsible: [甲局]"))
    assert widths(later) == (by_unit, by_task + 1)  # the deadline
    rounds = rendered(BASE.replace("units:", "rounds: [2024-06-25]\nunits:"))
    assert widths(rounds) == (by_unit + 2, by_task)  # missing, and reported / to report
    reports = "progress: {甲局: [{date: 2024-09-25, status: behind}]}"
    behind = rendered(BASE.replace("responsible: [甲局]", f"{reports}, responsible: [甲局]"))
    assert widths(behind) == (by_unit + 1, by_task)  # behind


def test_a_span_adds_its_part(run: Run) -> None:
    plain, spanned = rendered(BASE), rendered(BASE, WEEK)
    assert len(spanned.titles) == len(plain.titles) + 1
    changes = json.loads(run("-f", WEEKLY, "diff", "--since", "this-week", "--json").out)
    bare, week = weekly(run), weekly(run, "--since", "this-week")
    (added,) = [table for table in week.tables if table not in bare.tables]
    told = [(row[0], unit) for row in added[1:] for unit in row[1].split("、")]
    assert sorted(told) == sorted({(str(change["id"]), change["unit"]) for change in changes})


def test_what_is_open_has_its_part_where_there_is_any() -> None:
    group = "groups: [{name: 有关部门, members: department, scope: concerned}]"
    text = BASE.replace("groups: []", group)
    assert len(rendered(text).titles) == len(rendered(BASE).titles)
    opened = text.replace("responsible: [甲局]}", "responsible: [甲局, 有关部门]}")
    assert len(rendered(opened).titles) == len(rendered(BASE).titles) + 1


# Sums ---------------------------------------------------------------------------------------------


def assert_sums(document: Document, status: dict[str, Any]) -> None:
    """The tables by unit add up to all obligations, those by task to all tasks and to those done."""
    total = status["total"]
    units = {unit["unit"]: unit for unit in status["units"]}
    owing = [unit for unit, counts in units.items() if counts["obligations"]]
    tables = [table for table in document.tables if {row[0] for row in table} & set(owing)]
    by_unit = [row for table in tables for row in table[1:] if row[0] in owing and row[1].isdigit()]
    assert {row[0]: int(row[1]) for row in by_unit} == {unit: units[unit]["obligations"] for unit in owing}
    assert sum(int(row[1]) for row in by_unit) == total["obligations"]
    by_task = [
        (int(row[0]), match)
        for table in document.tables
        for row in table[1:]
        if row[0].isdigit() and (match := re.search(r"\|(\d+)/(\d+)\|", "|".join(["", *row, ""])))
    ]
    assert len({number for number, _match in by_task}) == len(by_task)
    assert sum(int(match[1]) for _number, match in by_task) == total["done"]
    assert sum(int(match[2]) for _number, match in by_task) == total["obligations"] - total["not_applicable"]


@pytest.mark.parametrize(
    "args", [[], ["--since", "this-week"], ["--as-of", "2024-06-30"], ["--section", "1"]]
)
@pytest.mark.parametrize("path", [SHIPPED, WEEKLY], ids=["shipped", "weekly"])
def test_the_sums_hold(run: Run, path: Path, args: list[str]) -> None:
    document = parse(run("-f", path, "export", *args).out)
    status = json.loads(run("-f", path, "export", "--format", "json", *args).out)
    assert_sums(document, status)
    assert status["sentence"] in document.paragraphs[1]


@given(plain=oracle.checklists(), day=oracle.days)
def test_the_sums_of_any_list_hold(plain: oracle.Plain, day: str) -> None:
    loaded = load.check("checklist.yaml", oracle.dump(plain).encode())
    assert loaded.checklist is not None
    view = View(loaded.checklist, date.fromisoformat(day))
    assert_sums(parse(markdown.render(view)), status_record(view))
