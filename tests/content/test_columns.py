"""Columns by key: a new column of the ledger is one row, and no other column's cells move."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import docx
import openpyxl
import pytest
from lxml import html
from tests.model.test_states import RUN

import govlist
from govlist.content import annual, columns, entries, moves, problems

PACKAGE = Path(govlist.__file__).parent
STATUS = '    Column("status",'
CHASED = """\
    Column(
        "chased",
        lambda: p_("follow-up", "chased"),
        lambda e: sum(len(pair.chases) for pair in ([e.pair] if e.pair else e.state.pairs)) or "",
        "已催办 催办次数",
    ),
"""
"""A column in the middle of the table: how often the office has chased for a task, or for a unit's part."""

LIST = """\
title: 某区2024年度重点工作清单
year: 2024
units: [{name: 甲局, kind: department}, {name: 乙局, kind: department}]
groups: [{name: 各部门, members: department, scope: every}]
sections:
  - title: 主动公开
    topics:
      - title: 政策公开
        tasks:
          - id: 1
            requirement: 公开目录
            responsible: [各部门]
            due: 2024-08-31
            due_text: 8月底前
            progress:
              甲局: [{date: 2024-09-20, status: behind, note: 等市里文件}]
              乙局: [{date: 2024-09-20, status: done, evidence: [1.pdf]}]
          - {id: 2, requirement: 公开指南, responsible: [乙局]}
chases:
  - {date: 2024-09-02, unit: 甲局, tasks: [1], level: reminder, reply_by: 2024-09-10}
  - {date: 2024-09-12, unit: 甲局, tasks: [1], level: notice, reply_by: 2024-09-20}
  - {date: 2024-09-12, unit: 乙局, tasks: [1], level: reminder, reply_by: 2024-09-20}
"""
LINES = tuple(
    f"export -o {name}{suffix}{unit}{template}"
    for name, unit in (("all", ""), ("unit", " --unit 甲局"))
    for suffix, template in (
        *((suffix, "") for suffix in (".md", ".docx", ".xlsx", ".html", ".csv", ".tsv")),
        *((f"-filled{suffix}", f" --template template{suffix}") for suffix in (".docx", ".xlsx")),
    )
)
HEADER = ("序号", "具体要求", "已催办", "完成状态", "完成家数", "进展情况", "备注")
FIELDS = ("{{ row.序号 }}", "{{ row.完成状态 }}")

Rows = list[list[str]]


def outputs(folder: Path, package: Path, *fields: str) -> Path:
    """A folder with what a govlist makes of each line; none ends with an error."""
    folder.mkdir()
    (folder / "checklist.yaml").write_text(LIST, encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.save(folder / "template.xlsx")
    document = docx.Document()
    table = document.add_table(0, len(fields))
    for words in (["{%tr for row in tasks %}"], fields, ["{%tr endfor %}"]):
        for cell, word in zip(table.add_row().cells, words, strict=False):
            cell.text = word
    document.save(str(folder / "template.docx"))
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        input=json.dumps([[*line.split(), "--as-of", "2024-09-27"] for line in LINES]),
        capture_output=True,
        cwd=folder,
        encoding="utf-8",
        env={
            **os.environ,
            "PYTHONPATH": str(package),
            "GOVLIST_LANG": "zh",
            "PYTHONIOENCODING": "utf-8",
        },
        timeout=120,
        check=True,
    )
    told = zip(LINES, json.loads(done.stdout), strict=True)
    assert [(line, out) for line, (code, out) in told if code] == [], done.stderr
    return folder


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs as they are."""
    return outputs(tmp_path_factory.mktemp("ledger") / "before", PACKAGE.parent, *FIELDS)


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of a govlist whose ledger has one more column."""
    folder = tmp_path_factory.mktemp("chased")
    shutil.copytree(PACKAGE, folder / "govlist", ignore=shutil.ignore_patterns("__pycache__"))
    source = folder / "govlist" / "content" / "entries.py"
    text = source.read_text(encoding="utf-8")
    assert text.count(STATUS) == 1
    source.write_text(text.replace(STATUS, CHASED + STATUS), encoding="utf-8")
    return outputs(folder / "after", folder, *FIELDS, "{{ row.chased }}", "{{ row.已催办 }}")


def tables(path: Path) -> list[Rows]:
    """Every table of an output, as rows of texts."""
    if path.suffix == ".md":
        lines = path.read_text(encoding="utf-8").splitlines()
        blocks = "\n".join(line if line.startswith("|") else "" for line in lines).split("\n\n")
        split = ([row.strip("|").split("|") for row in block.strip().splitlines()] for block in blocks)
        return [[[cell.strip() for cell in row] for row in (rows[0], *rows[2:])] for rows in split if rows]
    if path.suffix == ".docx":
        made = docx.Document(str(path)).tables
        return [[[cell.text for cell in row.cells] for row in table.rows] for table in made]
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return [[["" if c is None else str(c) for c in row] for row in s.values] for s in book]
    delimiter = "\t" if path.suffix == ".tsv" else ","
    return [list(csv.reader(StringIO(path.read_text(encoding="utf-8"), newline=""), delimiter=delimiter))]


def below(rows: Rows, title: str) -> list[str]:
    """What stands below a title."""
    number = next(number for number, row in enumerate(rows) if title in row)
    return [row[rows[number].index(title)] for row in rows[number + 1 :] if len(row) == len(rows[number])]


def without(rows: Rows, title: str) -> Rows:
    """The rows without the column of that title."""
    place = next((row.index(title) for row in rows if title in row), None)
    kept = ([cell for column, cell in enumerate(row) if column != place] for row in rows)
    return ["\t".join(row).rstrip("\t").split("\t") for row in kept]  # a sheet's rows end with empty cells


@pytest.mark.parametrize("name", ["all", "unit"])
@pytest.mark.parametrize("suffix", [".md", ".docx", ".xlsx", "-filled.xlsx", ".csv", ".tsv"])
def test_a_new_column_moves_no_other_cell(before: Path, after: Path, name: str, suffix: str) -> None:
    old, new = (tables(folder / f"{name}{suffix}") for folder in (before, after))
    title, status = ("chased", "status") if suffix in (".csv", ".tsv") else ("已催办", "完成状态")
    found = [rows for rows in new if any(title in row and status in row for row in rows)]
    flat = title == "chased" or (suffix == ".xlsx" and name == "all")  # a row for each unit and task
    told = [cell for cell in below(found[0], title) if cell]
    assert told == (["2"] if name == "unit" else ["2", "1"] if flat else ["3"])
    assert new != old
    assert [without(rows, title) for rows in new] == [without(rows, title) for rows in old]


@pytest.mark.parametrize(("name", "number"), [("all", "3"), ("unit", "2")])
def test_a_document_s_template_has_it_by_key_and_by_name(after: Path, name: str, number: str) -> None:
    [[first, *_rest]] = tables(after / f"{name}-filled.docx")
    assert first == ["1", "进度滞后", number, number]


@pytest.mark.parametrize("name", ["all", "unit"])
def test_the_page_shows_it_with_its_task(before: Path, after: Path, name: str) -> None:
    old, new = (facts(folder / f"{name}.html") for folder in (before, after))
    assert ("已催办", "3") not in old
    assert [fact for fact in new if fact != ("已催办", "3")] == old != new


def facts(path: Path) -> list[tuple[str, str]]:
    """What the page says of each task beside its reports."""
    found = html.fromstring(path.read_bytes()).xpath("//dl[@class='facts']/div")
    return [(fact.findtext("dt"), fact.findtext("dd")) for fact in found]


# -- the tables ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "table",
    [
        entries.LEDGER,
        problems.BY_UNIT,
        problems.FOLLOW_UP,
        moves.CHANGES,
        moves.MOVES,
        problems.OPEN,
        annual.COLUMNS,
    ],
)
def test_every_key_is_there_once(table: tuple[columns.Column[object], ...]) -> None:
    assert len({column.key for column in table}) == len(table)


@pytest.mark.parametrize("confirm", [False, True])
def test_the_counts_that_are_stacked_add_up_to_what_is_owed(confirm: bool) -> None:
    found = columns.counts_columns(confirm)
    assert len({figure.key for figure in found}) == len(found)
    assert all(figure.state for figure in found if figure.whole)
