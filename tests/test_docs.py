"""The documentation is up to date and complete: it covers all names in src, and no link is broken."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer

import govlist
from govlist.base import dates, registry
from govlist.base.errors import ExitCode, GovlistError
from govlist.cli import app as cli
from govlist.export import csv
from govlist.model import checklist

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "changelog.d").glob("README.md")])
FOLDERS = pytest.mark.parametrize("folder", ["", "zh/"], ids=["en", "zh"])
"""The pages in English are in docs/, those in Chinese in docs/zh with the same names."""
NAMES = sorted(path.name for path in DOCS.glob("*.md"))
PACKAGE = Path(govlist.__file__).parent


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def page(name: str) -> str:
    return text(DOCS / name)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the pages show paths as other systems write them")
@pytest.mark.parametrize("script", ["docs.py", "screenshot.py"])
def test_what_is_made_is_fresh(script: str) -> None:
    """In a separate process, because help texts have the language at import."""
    path = ROOT / "scripts" / script
    done = subprocess.run([sys.executable, path, "--check"], capture_output=True, timeout=120)
    told = (done.stdout + done.stderr).decode()
    assert done.returncode == 0, f"run python scripts/{script}\n{told}"


# -- names in src are in docs/ ---------------------------------------------------------------------


def live_commands() -> Iterator[tuple[str, Any]]:
    """The program and each command, as typer knows them."""
    app: Any = typer.main.get_command(cli.app)
    yield "govlist", app
    for name in registry.names("cli.commands"):
        yield name, app.get_command(None, name)


def _prints_json(command: Any) -> bool:
    return any("--json" in parameter.opts for parameter in command.params)


@FOLDERS
@pytest.mark.parametrize("name", registry.names("cli.commands"))
def test_every_command_has_its_heading(name: str, folder: str) -> None:
    assert f"\n### {name}\n" in page(f"{folder}commands.md")


OPTIONS = sorted(
    {
        option
        for _name, command in live_commands()
        for p in command.params
        for option in p.opts
        if option[0] == "-"
    }
)


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_occurs(option: str) -> None:
    found = re.compile(rf"(?<![\w-]){re.escape(option)}(?![\w-])")
    assert any(found.search(text(path)) for path in DOCS.glob("*.md"))


@FOLDERS
@pytest.mark.parametrize("rule", registry.names("validation.rules"))
def test_every_rule_has_its_heading(rule: str, folder: str) -> None:
    assert f"\n## {rule}\n" in page(f"{folder}rules.md")


@pytest.mark.parametrize("name", [name for name, command in live_commands() if _prints_json(command)])
def test_every_json_shape_has_its_heading(name: str) -> None:
    assert re.search(rf"^## (?:[^\n]*[ ,])?{name}\b", page("json.md"), re.MULTILINE)


@FOLDERS
def test_every_mapping_of_the_file_has_its_keys(folder: str) -> None:
    """The mappings that pydantic reads and that allow no other keys."""
    kinds = {name for name, kind in vars(checklist).items() if hasattr(kind, "__pydantic_config__")}
    assert set(re.findall(r"<!-- made: keys (\w+) -->", page(f"{folder}file.md"))) == kinds


def environment() -> set[str]:
    """The variables that src reads: matching constants next to `environ`, and in loops over names."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        if "environ" not in text(path):
            continue
        for node in ast.walk(ast.parse(text(path))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(re.findall(r"^_?[A-Z]{2,}(?:_[A-Z]+)*$", node.value))
    return found - {"DOMAIN", "LANGUAGE"}  # the last is set for gettext, not read


@FOLDERS
def test_every_variable_of_the_environment_has_its_row(folder: str) -> None:
    rows = [
        row.split("|")[1] for row in page(f"{folder}environment.md").splitlines() if row.startswith("| `")
    ]
    named = set(re.findall(r"`(\w+)`", " ".join(rows)))
    assert {"GOVLIST_FILE", "NO_COLOR"} <= environment()
    assert environment() - named == set()


@FOLDERS
@pytest.mark.parametrize("name", ["exit-codes.md", "recipes.md"])
def test_every_exit_code_has_its_row(name: str, folder: str) -> None:
    rows = re.findall(r"^\| (\d+) \|", page(folder + name), re.MULTILINE)
    assert [int(row) for row in rows] == sorted(ExitCode)


@FOLDERS
def test_every_column_of_the_csv_has_its_row_in_order(folder: str) -> None:
    rows = [row.split("|")[1] for row in page(f"{folder}csv.md").splitlines() if row.startswith("| `")]
    assert tuple(re.findall(r"`(\w+)`", " ".join(rows))) == csv.COLUMNS


@FOLDERS
def test_the_days_and_periods_are_read_as_the_table_says(folder: str) -> None:
    rows = [row.split("|") for row in page(f"{folder}dates.md").splitlines() if row.startswith("| `")]
    assert len(rows) > 8
    for row in rows:
        for word in re.findall(r"`([^`]+)`", row[1]):
            assert dates.parse(word, date(2024, 9, 27)).single == (row[3].strip() in ("day", "日")), word


def test_the_days_that_the_page_refuses_are_refused() -> None:
    (sentence,) = re.findall(r"Nothing else passes: (.*?) are refused", page("dates.md"))
    for word in re.findall(r"`([^`]+)`", sentence):
        with pytest.raises(GovlistError):
            dates.parse(word, date(2024, 9, 27))


@FOLDERS
def test_every_page_is_on_the_map(folder: str) -> None:
    linked = set(re.findall(r"\]\(([\w.-]+\.md)\)", page(f"{folder}index.md")))
    assert linked == {*NAMES} - {"index.md"}


# -- both languages --------------------------------------------------------------------------------


def test_every_page_is_there_in_both_languages() -> None:
    assert sorted(path.name for path in (DOCS / "zh").glob("*.md")) == NAMES


def headings(path: Path) -> list[str]:
    """The headings of a page, outside of blocks of code."""
    return re.findall(r"^#+ .+$", re.sub(r"```.*?```", "", text(path), flags=re.DOTALL), re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_headings(name: str) -> None:
    """As many, of the same levels, in the same order; those that are names are the same."""
    english, chinese = headings(DOCS / name), headings(DOCS / "zh" / name)
    assert [head.count("#") for head in english] == [head.count("#") for head in chinese]
    han = re.compile(r"[\u4e00-\u9fff]")
    names = [(a, b) for a, b in zip(english, chinese, strict=True) if not han.search(b)]
    assert all(a == b for a, b in names)


def rows_of_code(path: Path) -> list[list[str]]:
    """The code in the first cell of each row that begins with code, without the words for what to fill in."""
    cells = [row.split(" | ")[0] for row in text(path).splitlines() if row.startswith("| `")]
    return [
        [re.sub(r"\b[A-Z]+\b|[\u4e00-\u9fff]+", "_", code) for code in re.findall(r"`([^`]+)`", cell)]
        for cell in cells
    ]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "performance.md"])
def test_both_languages_have_the_same_rows(name: str) -> None:
    """Except for measured figures, which are on the English page only."""
    assert rows_of_code(DOCS / name) == rows_of_code(DOCS / "zh" / name)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "index.md"])
def test_no_sentence_is_left_in_english(name: str) -> None:
    """Four English words in a row, outside of code and headings; index.md has the glossary."""
    prose = re.sub(
        r"```.*?```|<!--.*?-->|`[^`\n]*`|\]\([^)]*\)|^#.*?$", "", text(DOCS / "zh" / name), flags=re.S | re.M
    )
    assert not re.findall(r"(?:\b[A-Za-z]+[ ,]+){3}[A-Za-z]+", prose)


# -- links -----------------------------------------------------------------------------------------


def links(path: Path) -> set[str]:
    """The links of a page to files or headings of the repository."""
    bare = re.sub(r"```.*?```|`[^`\n]*`", "", text(path), flags=re.DOTALL)
    return {link for link in re.findall(r"\]\(([^)\s]+)\)", bare) if "://" not in link}


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as on GitHub."""
    bare = re.sub(r"```.*?```", "", text(path), flags=re.DOTALL)
    titles = re.findall(r"^#+ (.+)$", bare, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    for link in links(path):
        file, _hash, anchor = link.partition("#")
        target = Path(os.path.normpath(path.parent / file)) if file else path
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_examples_are_valid(run: Any) -> None:
    done = run("validate", ROOT / "examples")
    assert done.code == 0, done.out
    assert "error" not in done.out


def test_the_sample_says_that_it_is_one() -> None:
    head = text(ROOT / "examples" / "sample.yaml")[:500]
    assert "样例" in head
    assert "invented" in head
