"""The documentation as a website: no broken link; offline from a folder, with a search in Chinese."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "scripts" / "website.py"
PAGES = sorted(path.stem for path in (ROOT / "docs").glob("*.md"))
SIZES = {"laptop": (1280, 800), "phone": (390, 844)}
Page = Any

if not os.environ.get("GOVLIST_REQUIRE_BROWSER"):
    pytest.importorskip("zensical", reason="the extra docs is not installed")
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, SCRIPT, folder]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("website") / "site"
    done = build(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_there(site: Path, language: str) -> None:
    assert [name for name in PAGES if not (site / language / f"{name}.html").exists()] == []
    start = (site / language / "index.html").read_text("utf-8")
    assert [name for name in PAGES if f"{name}.html" not in start] == [], "the menu has them all"


def test_a_link_or_an_anchor_that_leads_nowhere_ends_the_build(tmp_path: Path) -> None:
    script = run_path(str(SCRIPT))
    for text, good in (("[a](b.md#c)", True), ("[a](b.md#d)", False), ("[a](d.md)", False)):
        work = tmp_path / f"work{len(list(tmp_path.iterdir()))}"
        script["_prepare"](work, "en")
        (work / "docs" / "b.md").write_text("# b\n\n## c\n", "utf-8")
        (work / "docs" / "a.md").write_text(f"# a\n\n{text}\n", "utf-8")
        assert script["_built"](work) is good, text


def test_what_a_browser_would_fetch_is_found() -> None:
    fetched = run_path(str(SCRIPT))["FETCHED"]
    for bad in (
        '<script src="https://a.example/x.js">',
        "<link rel=x href=//a.example/y>",
        "<img src='http://a/b'>",
    ):
        assert fetched.search(bad)
    for good in ('<a href="https://a.example/">', '<script src="../x.js">', '<link rel="icon" href="a.png">'):
        assert not fetched.search(good)


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    assert build(tmp_path).returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.fixture(params=SIZES)
def visit(site: Path, browser: Any, request: pytest.FixtureRequest) -> Any:
    """`visit("zh/index")` opens a page from the folder, offline; a request or an error fails the test."""
    width, height = SIZES[request.param]
    said: list[str] = []
    with browser.new_context(viewport={"width": width, "height": height}, offline=True) as context:
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.append(request.url))

        def go(place: str) -> Page:
            page.goto((site / f"{place}.html").as_uri())
            return page

        yield go
    assert [each for each in said if not each.startswith(("file:", "data:", "blob:"))] == []


Visit = Callable[[str], Page]


@pytest.mark.parametrize("word", ["催办", "区教体局", "报送节点"])
def test_the_search_finds_chinese_words(visit: Visit, word: str) -> None:
    page = visit("zh/index")
    page.locator("[for=__search]:visible, .md-search__button:visible").first.click()
    page.keyboard.type(word)
    hit = page.get_by_role("option").filter(has_text=word).first
    hit.wait_for()
    assert re.fullmatch(r"\d+ 个结果", page.get_by_role("status").filter(has_text="结果").first.inner_text())
    hit.click()
    page.wait_for_url("**/zh/*.html*")
    assert word in page.inner_text("article")


def test_the_other_language_is_one_click_away(visit: Visit) -> None:
    page = visit("zh/collect")
    page.get_by_text("English", exact=True).first.click()
    page.wait_for_url("**/en/collect.html")
    page.get_by_text("中文", exact=True).first.click()
    page.wait_for_url("**/zh/collect.html")


def test_the_start_leads_to_the_chinese_pages(visit: Visit) -> None:
    visit("index").wait_for_url("**/zh/index.html")


@pytest.mark.parametrize("place", ["zh/tutorial", "zh/templates", "zh/commands", "en/json"])
def test_no_page_is_wider_than_the_screen(visit: Visit, place: str) -> None:
    page = visit(place)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_copy_button_takes_the_command_alone(visit: Visit) -> None:
    page = visit("zh/tutorial")
    block = page.locator("pre > code", has_text="govlist validate").last
    page.evaluate("node => node.setAttribute('data-md-copying', '')", block.element_handle())
    assert block.inner_text().strip() == "govlist validate"


def test_a_picture_is_a_link_to_itself(visit: Visit) -> None:
    page = visit("zh/tutorial")
    pictures = page.locator("article img")
    assert pictures.count() > 1
    for picture in pictures.all():
        assert picture.locator("xpath=..").get_attribute("href") == picture.get_attribute("src")
