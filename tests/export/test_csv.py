"""CSV and TSV: the columns, guarded formulas, and reading the output back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests import strategies

from govlist.base import i18n
from govlist.base.text import guard_formula
from govlist.content import flat
from govlist.export import csv as exporter
from govlist.export import json as plain_json
from govlist.export import tsv
from govlist.model.view import View
from govlist.validation import load
from govlist.yamlfile.writing import quote

WEEKLY = Path(__file__).parents[1] / "cases" / "weekly" / "checklist.yaml"

COLUMNS = [
    *("id", "section", "topic", "requirement", "responsible_text", "due", "due_text", "standing", "unit"),
    *(
        "kind",
        "basis",
        "role",
        "status",
        "review",
        "date",
        "overdue",
        "due_by",
        "due_soon",
        "missing",
        "lacking_evidence",
    ),
    *("note", "evidence", "by", "state", "overdue_days", "city_task"),
]
DANGEROUS = "=+-@\t\r\n＝＋－＠"

Run = Callable[..., Any]
Row = dict[str, str]


def read(text: str, delimiter: str = ",") -> list[Row]:
    """The rows as a script reads them, without the guards before formulas."""
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [{key: value.removeprefix("'") for key, value in row.items()} for row in rows]


def a_list(note: str = "公开", unit: str = "甲局", report: str = "") -> View:
    """A list of one pair with this note, requirement and unit name."""
    text = f"""\
title: 清单
year: 2024
units: [{{name: {quote(unit)}, kind: department, x-联络员: {quote(note)}}}]
groups: []
sections:
  - title: 一
    tasks:
      - id: 1
        requirement: {quote(note)}
        responsible: [{quote(unit)}]
        x-备注: {quote(note)}
        progress:
          {quote(unit)}: [{{date: 2024-06-14, status: done, note: {quote(note)}{report}}}]
"""
    loaded = load.check("checklist.yaml", text.encode())
    assert loaded.errors == ()
    assert loaded.checklist is not None
    return View(loaded.checklist, max(r.date for t in loaded.checklist.tasks() for r in t.progress[unit]))


# Columns and rows ---------------------------------------------------------------------------------


def test_the_columns_and_the_office_s_own(run: Run) -> None:
    rows = read(run("-f", WEEKLY, "export", "--format", "csv").out)
    assert list(rows[0]) == [*COLUMNS, "x-联络员", "x-备注"]
    by_pair = {(row["id"], row["unit"]): row for row in rows}
    assert by_pair["3", "区教体局"]["x-备注"] == "每季通报"
    assert by_pair["3", "区教体局"]["x-联络员"] == "王某"
    assert by_pair["1", "西河镇"]["x-联络员"] == by_pair["1", "西河镇"]["x-备注"] == ""


def test_with_a_span_a_row_says_how_it_moved(run: Run) -> None:
    week = read(run("-f", WEEKLY, "export", "--format", "csv", "--since", "this-week").out)
    assert list(week[0])[: len(COLUMNS) + 3] == [*COLUMNS, *flat.SPAN]
    moved = {(row["id"], row["unit"]): tuple(row[key] for key in flat.SPAN) for row in week}
    assert moved["1", "区教体局"] == ("in_progress", "true", "false")
    assert moved["2", "区教体局"] == ("done", "false", "true")  # returned by the office, past its deadline
    told = json.loads(run("-f", WEEKLY, "export", "--format", "json", "--since", "this-week").out)["span"]
    assert [unit for unit in told["reported"] if ("1", unit) in moved] == ["区教体局", "东城街道"]
    assert told["newly_overdue"] == [{"id": 2, "unit": "区教体局"}]
    changes = json.loads(run("-f", WEEKLY, "diff", "--since", "this-week", "--json").out)
    assert told["changes"] == changes


def test_without_a_span_json_tells_of_none(run: Run) -> None:
    assert json.loads(run("-f", WEEKLY, "export", "--format", "json").out)["span"] is None


def test_the_office_s_keys_of_reports() -> None:
    (row,) = read(exporter.render(a_list(report=", x-文号: 〔2024〕3号")))
    assert list(row) == [*COLUMNS, "x-备注", "x-联络员", "x-文号"]
    assert row["x-文号"] == "〔2024〕3号"


def test_the_columns_stay_where_nothing_fits(run: Run) -> None:
    made = run("-f", WEEKLY, "export", "--format", "csv", "--search", "没有这样的字")
    assert made.out.split("\r\n")[0].replace('"', "").split(",")[: len(COLUMNS)] == COLUMNS
    assert read(made.out) == []


def test_a_row_a_pair(run: Run) -> None:
    rows = read(run("-f", WEEKLY, "export", "--format", "csv").out)
    row = next(row for row in rows if (row["id"], row["unit"]) == ("2", "区教体局"))
    assert {key: row[key] for key in COLUMNS if key != "requirement"} == {
        "id": "2",
        "section": "抓好主动公开",
        "topic": "聚焦中心工作",
        "responsible_text": "区教体局牵头，区卫健委负责，区司法局配合",
        "due": "2024-08-31",
        "due_text": "8月底前",
        "standing": "false",
        "unit": "区教体局",
        "kind": "department",
        "basis": "named",
        "role": "lead",
        "status": "in_progress",
        "review": "returned",
        "date": "2024-09-24",
        "overdue": "true",
        "due_by": "2024-08-31",
        "due_soon": "false",
        "missing": "false",
        "lacking_evidence": "false",
        "note": "缺学校公开目录链接",
        "evidence": "",
        "by": "",
        "state": "returned",
        "overdue_days": "27",
        "city_task": "",
    }


def test_rows_say_what_list_says(run: Run) -> None:
    rows = read(run("-f", WEEKLY, "export", "--format", "csv").out)
    units = ["-u", "区政府各部门", "-u", "各乡镇街道", "-u", "区政府办公室"]
    listed = json.loads(run("-f", WEEKLY, "list", *units, "--json").out)

    def text(value: Any) -> str:
        return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)

    assert len(rows) == len(listed)
    for row, task in zip(rows, listed, strict=True):
        keys = [key for key in COLUMNS if key in task]
        assert [row[key] for key in keys] == [text(task[key]) for key in keys]


def test_several_pieces_of_evidence_are_in_one_cell() -> None:
    (row,) = read(exporter.render(a_list(report=", evidence: [1.pdf, 2.pdf]")))
    assert row["evidence"].split("\n") == ["1.pdf", "2.pdf"]


def test_a_review_leaves_the_unit_s_words() -> None:
    review = ", by: 王某, evidence: [1.pdf]}, {date: 2024-06-20, status: done, review: confirmed"
    (row,) = read(exporter.render(a_list("已发布", report=review)))
    assert (row["date"], row["review"], row["note"], row["by"], row["evidence"]) == (
        "2024-06-20",
        "confirmed",
        "已发布",
        "王某",
        "1.pdf",
    )


# Form ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("style", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_every_field_is_quoted(run: Run, style: str, delimiter: str) -> None:
    out = run("-f", WEEKLY, "export", "--format", style).out
    lines = out.split("\r\n")
    assert lines.pop() == ""
    assert [line for line in lines if not (line.startswith('"') and line.endswith('"'))] == []
    assert lines[0].split(delimiter)[:2] == ['"id"', '"section"']


def test_tsv_says_what_csv_says(run: Run) -> None:
    texts = [run("-f", WEEKLY, "export", "--format", style).out for style in ("csv", "tsv")]
    assert read(texts[0]) == read(texts[1], "\t")


def test_the_bom_is_asked_for(run: Run) -> None:
    for style in ("csv", "tsv"):
        plain, marked = (
            run("-f", WEEKLY, "export", "--format", style, *more).out_bytes
            for more in (["--codes"], ["--bom", "--codes"])
        )
        assert not plain.startswith(b"\xef\xbb\xbf")
        assert marked == b"\xef\xbb\xbf" + plain
        assert plain == run("-f", WEEKLY, "export", "--format", style).out_bytes


def test_with_a_bom_excel_shows_words(run: Run) -> None:
    rows = read(run("-f", WEEKLY, "export", "--format", "csv", "--since", "this-week", "--bom").out[1:])
    row = next(row for row in rows if (row["序号"], row["单位"]) == ("2", "区教体局"))
    assert {key: value for key, value in row.items() if key not in ("具体要求", "责任单位")} == {
        "序号": "2",
        "大项": "抓好主动公开",
        "小项": "聚焦中心工作",
        "完成时限": "2024-08-31",
        "时限原文": "8月底前",
        "长期坚持": "否",
        "单位": "区教体局",
        "类别": "部门",
        "依据": "列名",
        "分工": "牵头单位",
        "完成状态": "退回重报",
        "审核意见": "退回重报",
        "报送日期": "2024-09-24",
        "逾期天数": "27",
        "到期日": "2024-08-31",
        "临期": "否",
        "本期未报": "否",
        "缺佐证": "否",
        "进展情况": "缺学校公开目录链接",
        "佐证材料": "",
        "填报人": "",
        "期初状态": "已完成",
        "本期报送": "否",
        "新增逾期": "是",
        "联络员": "王某",
        "备注": "",
    }


def test_the_words_are_those_of_the_language_in_use() -> None:
    i18n.use("en")
    header = exporter.render(a_list(), in_words=True).split("\r\n")[0]
    assert header.startswith('"No.","section","topic","requirement","responsible unit"')


def test_in_the_record_too(run: Run) -> None:
    args = ("-f", WEEKLY, "export", "--record", "--format", "csv")
    words, codes = (read(run(*args, "--bom", *more).out[1:]) for more in ([], ["--codes"]))
    assert list(words[0])[:2] == ["单位", "应办"]
    assert codes == read(run(*args).out)
    assert [list(row.values()) for row in words] == [list(row.values()) for row in codes]


def test_an_office_s_key_named_like_a_column_keeps_its_mark() -> None:
    (row,) = read(exporter.render(a_list(report=", x-填报人: 王某"), in_words=True))
    assert (row["填报人"], row["x-填报人"], row["联络员"]) == ("", "王某", "公开")


# Formulas -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", list(DANGEROUS))
@pytest.mark.parametrize("blank", ["", " "])
def test_no_cell_begins_as_a_formula(start: str, blank: str) -> None:
    value = f"{blank}{start}cmd|'/C calc'!A0"
    made = guard_formula(value)
    assert made.lstrip(" ")[0] not in DANGEROUS
    assert made.removeprefix("'") == value


@given(st.text("=+-@＝＋－＠'\t\r\n ab区", max_size=8) | st.text(max_size=20))
@example("'")
@example("''=1")
@example(" '=1")
def test_the_guard_can_be_taken_off(value: str) -> None:
    made = guard_formula(value)
    assert made.removeprefix("'") == value
    assert not made.startswith(tuple(DANGEROUS))


@given(strategies.notes())
@example("=1+1")
@example("＝1")
@example("'=1")
@example("\t=1")
@example('a"b,c;d')
@example("一\n二")
def test_any_text_is_read_back_from_a_file(text: str) -> None:
    view = a_list(text)
    for made, delimiter in ((exporter.render(view), ","), (tsv.render(view), "\t")):
        (row,) = read(made, delimiter)
        assert {row[key] for key in ("note", "requirement", "x-备注", "x-联络员")} == {text}


def test_a_unit_s_name_is_guarded_and_its_json_is_not() -> None:
    view = a_list(unit="=1+1")
    assert '"\'=1+1"' in exporter.render(view)
    assert json.loads(plain_json.render(view))["units"][0]["unit"] == "=1+1"


def test_the_office_s_own_key_is_guarded() -> None:
    header = exporter.render(a_list(report=", x-=1: 1")).split("\r\n")[0]
    assert [cell for cell in header.split(",") if cell[1] in DANGEROUS] == []
