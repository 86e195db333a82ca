"""`overview`: the screen, the papers, JSON, exit codes, settings of the folder."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from tests.many import province

from govlist.base.text import width
from govlist.many.overview import BY

Run = Callable[..., Any]
Golden = Callable[[str, str | bytes], None]

DAY = ("--today", "2025-10-10")


@pytest.fixture
def lists(tmp_path: Path) -> province.Province:
    """A small province below `lists`."""
    return province.write(tmp_path / "lists", tasks=6)


@pytest.fixture
def sound(tmp_path: Path) -> province.Province:
    """A small province without errors."""
    return province.write(tmp_path / "lists", tasks=6, broken=0)


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_screen(run: Run, golden: Golden, columns: int, language: str) -> None:
    from govlist.base import i18n

    i18n.use(language)
    made = run(*DAY, "--width", columns, "overview", "lists")
    assert made.code == 1
    golden(f"overview-{language}-{columns}.txt", made.out)
    assert max(map(width, made.out.splitlines())) <= columns


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("by", ["city", "topic", "kind", "unit", "quarter"])
def test_the_screen_by_something_else(run: Run, golden: Golden, by: str) -> None:
    golden(f"overview-by-{by}.txt", run(*DAY, "--width", "100", "overview", "lists", "--by", by).out)


@pytest.mark.usefixtures("lists")
def test_the_trend(run: Run, golden: Golden) -> None:
    golden("overview-trend.txt", run(*DAY, "--width", "100", "overview", "lists", "--trend").out)


@pytest.mark.usefixtures("sound")
def test_without_errors_the_exit_code_is_0(run: Run) -> None:
    made = run(*DAY, "overview", "lists", "--strict")
    assert (made.code, made.err) == (0, "")


def test_strict_shows_nothing_but_the_errors(run: Run, lists: province.Province) -> None:
    made = run(*DAY, "overview", "lists", "--strict")
    assert (made.code, made.out) == (1, "")
    assert all(str(lists.path(each).relative_to(Path.cwd())) in made.err for each in lists.broken)


# Papers -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("lists")
def test_markdown(run: Run, golden: Golden) -> None:
    made = run(*DAY, "overview", "lists", "--format", "markdown")
    golden("overview.md", made.out)
    assert made.code == 1


@pytest.mark.usefixtures("lists")
def test_every_format_has_the_same_figures(run: Run, tmp_path: Path) -> None:
    for suffix in ("docx", "xlsx", "html", "md", "csv", "tsv"):
        assert run(*DAY, "overview", "lists", "-o", f"report.{suffix}").code == 1
    rows = list(csv.DictReader(io.StringIO((tmp_path / "report.csv").read_text(encoding="utf-8"))))
    document = Document(str(tmp_path / "report.docx"))
    assert document.paragraphs[0].text == "各市各区推进情况通报"
    table = document.tables[0]
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    owed = texts[0].index("应办")
    zeros = {"-": "0"}
    assert [zeros.get(row[owed], row[owed]) for row in texts[1:-1]] == [row["obligations"] for row in rows]
    sheet = load_workbook(tmp_path / "report.xlsx").worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    (head,) = (number for number, row in enumerate(cells) if "应办" in row)
    column = cells[head].index("应办")
    assert [str(row[column]) for row in cells[head + 1 : head + 1 + len(rows)]] == [
        {"0": "-"}.get(row["obligations"], row["obligations"]) for row in rows
    ]
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert all(row["region"] in page for row in rows)
    assert "该区数字不全" in page


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("by", BY)
def test_a_paper_of_any_group_has_the_total(run: Run, by: str) -> None:
    made = run(*DAY, "overview", "lists", "--by", by, "--format", "markdown")
    assert (made.code, made.err) == (1, "")
    table = made.out.split("## ")[2].splitlines()
    assert sum(line.startswith("| 合计 ") for line in table) == (by not in ("year", "city-task"))


@pytest.mark.usefixtures("sound")
def test_csv_for_excel(run: Run) -> None:
    made = run(*DAY, "overview", "lists", "--format", "csv", "--bom").out
    assert made.startswith('\ufeff"地区","代码"')
    assert '"-' not in made.replace('"-0', "").replace('"-1', "")


def test_a_list_is_never_overwritten(run: Run, sound: province.Province) -> None:
    path = sound.path(sound.sound[0])
    before = path.read_bytes()
    made = run(*DAY, "overview", "lists", "--format", "csv", "-o", path, "--force")
    assert made.code == 2
    assert path.read_bytes() == before


@pytest.mark.usefixtures("sound")
def test_a_file_of_others_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    (tmp_path / "report.md").write_text("mine", encoding="utf-8")
    assert run(*DAY, "overview", "lists", "-o", "report.md").code != 0
    assert run(*DAY, "overview", "lists", "-o", "report.md", "--force").code == 0
    made = run(*DAY, "overview", "lists", "-o", "report.md", "--json")
    assert json.loads(made.out) == {"files": ["report.md"]}


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize(
    "args",
    [
        ["--format", "ics"],
        ["--format", "json"],
        ["--by", "planet"],
        ["--sort", "planet"],
        ["--columns", "planet"],
        ["--year", "1066"],
        ["--unit", "火星局"],
        ["--since", "2999-01-01"],
        ["--as-of", "2999-01-01"],
        ["--as-of", "2025-06-01", "--since", "2025-07-01"],
        ["--trend", "--format", "csv"],
        ["--json", "--format", "csv"],
        ["--json", "--columns", "overdue"],
    ],
)
def test_wrong_options_are_refused(run: Run, args: list[str]) -> None:
    made = run(*DAY, "overview", "lists", *args)
    assert (made.code, made.out) == (2, "")
    assert "办法" in made.err or json.loads(made.err)["hint"]


# Options ------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("sound")
def test_columns_and_order(run: Run) -> None:
    made = run(*DAY, "overview", "lists", "--columns", "逾期,due_soon", "--sort", "overdue").out.splitlines()
    (head,) = (number for number, line in enumerate(made) if line.startswith("地区"))
    assert made[head].split() == ["地区", "逾期", "临期"]
    numbers = [int(line.split()[1].replace("-", "0")) for line in made[head + 1 : made.index("", head)]]
    assert numbers[:-1] == sorted(numbers[:-1], reverse=True)
    assert numbers[-1] == sum(numbers[:-1])


@pytest.mark.usefixtures("sound")
def test_the_settings_are_those_of_the_folder(run: Run, tmp_path: Path) -> None:
    def soon() -> int:
        found: int = json.loads(run(*DAY, "overview", "lists", "--json").out)["total"]["due_soon"]
        return found

    before = soon()
    (tmp_path / "lists" / "govlist.toml").write_text("due-soon = 60\n", encoding="utf-8")
    assert soon() > before


@pytest.mark.usefixtures("sound")
def test_the_language_is_that_of_the_folder(process: Any, tmp_path: Path) -> None:
    (tmp_path / "lists" / "govlist.toml").write_text('language = "en"\n', encoding="utf-8")
    made = process(*DAY, "overview", "lists", env={"GOVLIST_LANG": None, "LANG": "C"})
    assert made.out.startswith("Progress of all regions")


@pytest.mark.usefixtures("sound")
def test_json_by_any_group(run: Run) -> None:
    for by in ("region", "city", "topic", "year", "kind", "unit", "quarter", "city-task"):
        found = json.loads(run(*DAY, "overview", "lists", "--by", by, "--json").out)
        assert found["by"] == by
        for key in ("obligations", "done", "overdue", "missing", "candidates"):
            assert sum(row[key] for row in found["rows"]) == found["total"][key]
        assert found["attention"][0]["reason"] == "overdue"


def test_a_folder_without_lists(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run("overview", "empty").code == 3
    assert run("overview", "missing").code == 3
