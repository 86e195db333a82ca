"""The table of states: every status has a row, every row its colours; a new status is a member and a row."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from openpyxl import load_workbook

import govlist
from govlist.cli.screens.status.unit import STYLE
from govlist.export import _page_states, _workbook_look
from govlist.model import states
from govlist.model.checklist import Basis, Review
from govlist.model.figures import Counts
from govlist.model.states import STATE, STATES, Colour, Status

PACKAGE = Path(govlist.__file__).parent
MEMBER = ('    BEHIND = "behind"\n', '    PAUSED = "paused"\n    BEHIND = "behind"\n')
ROW = (
    '    State("standing"',
    '    State("paused", N_("paused"), "暂停", "going", Status.IN_PROGRESS, "‖"),\n    State("standing"',
)


def test_every_key_is_there_once() -> None:
    assert len(STATE) == len(STATES)


def test_what_the_list_can_say_of_a_pair_is_a_state() -> None:
    said = {*Status, *Review, *(basis for basis in Basis if not basis.owes)}
    assert said <= set(STATE)


def test_a_status_counts_as_one_that_counts_as_itself_and_has_a_figure() -> None:
    for status in Status:
        assert status.counts_as.counts_as is status.counts_as
        assert str(status.counts_as) in Counts().as_dict()


def test_every_colour_is_in_every_palette() -> None:
    colours = set(get_args(Colour))
    assert {state.colour for state in STATES} == colours
    assert set(STYLE) == set(_page_states.COLOURS) == colours
    assert set(_workbook_look.TONES) == colours - {"plain"}


def test_marks_that_look_alike_differ_by_their_symbols() -> None:
    looks = [(_page_states.COLOURS[state.colour], state.symbol) for state in STATES if not state.like]
    assert len(set(looks)) == len(looks)
    assert all(STATE[state.like].like == "" for state in STATES if state.like)
    assert (STATE["to_check"].mark, STATE["not_started"].mark) == ("done", "not-started")


def test_forms_use_the_first_of_an_offices_words() -> None:
    assert (STATE["confirmed"].office_word, STATE["candidate"].office_word) == ("已销号", "待认定")


def source(*changes: tuple[str, str]) -> str:
    """The table's source with each text put in the place of another."""
    text = Path(states.__file__).read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def test_a_member_without_a_row_fails_at_once() -> None:
    made: dict[str, Any] = {"__name__": "changed"}
    with pytest.raises(TypeError, match="no row for paused"):
        exec(compile(source(MEMBER), "states.py", "exec"), made)


# A new status ---------------------------------------------------------------------------------------

LIST = """\
title: 某区2024年度重点工作清单
year: 2024
rounds: [2024-06-25]
confirm: true
units: [{name: 甲局, kind: department}, {name: 乙局, kind: department}]
groups: [{name: 各部门, members: department, scope: every}]
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开目录
        responsible: [各部门]
        progress:
          甲局: [{date: 2024-09-20, status: paused, note: 等市里文件}]
          乙局: [{date: 2024-09-20, status: done, evidence: [1.pdf]}]
      - id: 2
        requirement: 公开指南
        responsible: [甲局]
        progress:
          甲局: [{date: 2024-09-02, status: done}, {date: 2024-09-21, status: paused}]
"""
OLD = LIST.replace("paused", "behind")
RUN = """\
import contextlib, io, json, sys
from govlist.cli.app import main
output = []
for words in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")) as out:
        try:
            code = main(words)
        except SystemExit as end:
            code = end.code
        out.flush()
        output.append([code, out.buffer.getvalue().decode("utf-8", "replace")])
print(json.dumps(output))
"""
LINES = (
    *(
        "list",
        "list --status paused",
        "list --unit 甲局",
        "show 1",
        "diff --since 30d",
        "diff old.yaml new.yaml",
    ),
    *("status", "status 甲局", "status --by task", "status --json", "status 甲局 --json", "status --trend"),
    *("chase", "chase --text", "validate new.yaml", "schema", "units", "export --record"),
    *("export --format markdown --since 30d", "export --format csv --since 30d", "export --format tsv"),
    *("export --format html --since 30d", "export --format json --since 30d", "export -o a.docx --since 30d"),
    *("export -o a.xlsx --since 30d", "export --format docx --unit 甲局", "export --public --format html"),
    *(
        "export --to-fill --format xlsx --per-unit forms",
        "mark 2 暂停 --unit 甲局 --note 仍停 --diff --dry-run",
    ),
    *(
        "mark 2 paused --unit 甲局 --dry-run",
        "confirm 1 --unit 乙局 --dry-run",
        "export --format xlsx --unit 甲局",
    ),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with lists and with a govlist that knows one more status."""
    folder = tmp_path_factory.mktemp("paused")
    shutil.copytree(PACKAGE, folder / "govlist", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "govlist" / "model" / "states.py").write_text(source(MEMBER, ROW), encoding="utf-8")
    for name, text in (("checklist", LIST), ("new", LIST), ("old", OLD)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def output(folder: Path) -> dict[str, str]:
    """What that govlist says to each line; none ends with an error."""
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        input=json.dumps([line.split() for line in LINES]),
        capture_output=True,
        cwd=folder,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(folder), "GOVLIST_LANG": "en", "PYTHONIOENCODING": "utf-8"},
        timeout=120,
        check=True,
    )
    answers = dict(zip(LINES, json.loads(done.stdout), strict=True))
    assert {line: code for line, (code, _out) in answers.items() if code} == {}, done.stderr
    return {line: out for line, (_code, out) in answers.items()}


def test_a_new_status_is_shown_everywhere(output: dict[str, str]) -> None:
    for line in ("list --unit 甲局", "show 1", "diff --since 30d", "status 甲局"):
        assert "paused" in output[line], line
    assert "status: paused, note: 仍停" in output["mark 2 暂停 --unit 甲局 --note 仍停 --diff --dry-run"]
    page = output["export --format html --since 30d"]
    assert '.mark.paused::before { content: "‖"' in page
    assert '<a class="mark paused"' in page
    assert '<option value="paused">paused</option>' in page
    assert '"paused"' in output["schema"]


def test_a_new_status_is_counted_where_its_row_says(output: dict[str, str]) -> None:
    total = json.loads(output["status --json"])["total"]
    assert total["obligations"] == 3
    assert (total["in_progress"], total["done"]) == (2, 1)
    assert sum(total[status] for status in Status) == 3
    assert json.loads(output["status 甲局 --json"])["counts"]["in_progress"] == 2
    tasks = json.loads(output["status --json"])["tasks"]
    assert (tasks["total"], tasks["in_progress"]) == (2, 2)
    assert "In progress (2 tasks)" in output["status 甲局"]


@pytest.mark.usefixtures("output")
def test_a_new_status_can_be_chosen_in_the_form(folder: Path) -> None:
    sheet = load_workbook(folder / "forms" / "甲局.xlsx").worksheets[0]
    [choice] = sheet.data_validations.dataValidation
    assert choice.formula1 == '"未启动,序时推进,暂停,进度滞后,已完成,不涉及"'


@pytest.mark.usefixtures("output")
def test_a_new_status_has_its_colours_in_the_workbook(folder: Path) -> None:
    book = load_workbook(folder / "a.xlsx")
    words = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    rules = {
        rule.formula[0]
        for sheet in book
        for area in sheet.conditional_formatting
        for rule in area.rules
        if rule.type == "cellIs"
    }
    assert "paused" in words
    assert '"paused"' in rules
