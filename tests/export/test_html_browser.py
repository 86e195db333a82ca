"""The page in a browser: filters, folding, the heat map by mouse and keys, printing, no network.

The browser is the system's Chromium, or that of $GOVLIST_CHROMIUM. Without one these tests are skipped,
unless $GOVLIST_REQUIRE_BROWSER is set.
"""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from govlist.export import html
from govlist.model.checklist import Checklist, Report, Responsible, Section, Task, Unit
from govlist.model.states import Status
from govlist.model.view import Filter, View
from govlist.validation import load

REQUIRED = bool(os.environ.get("GOVLIST_REQUIRE_BROWSER"))
if not REQUIRED:
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
playwright = import_module("playwright.sync_api")

Browser = Any
Page = Any

pytestmark = pytest.mark.slow

WEEKLY = Path(__file__).parents[1] / "cases" / "weekly" / "checklist.yaml"
TODAY = date(2024, 9, 27)
NAMES = ("chromium", "chromium-browser", "google-chrome")
A4 = (595, 842)
"""Points."""


def executable() -> str | None:
    """The browser's path."""
    return os.environ.get("GOVLIST_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for all tests, with its profile in the temporary folder."""
    path = executable()
    if path is None:
        missing = "there is no Chromium: install it, or name it in $GOVLIST_CHROMIUM"
        if REQUIRED:
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    home = str(tmp_path_factory.mktemp("browser"))
    world = {**os.environ, "HOME": home, "TMPDIR": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home}
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=path, args=["--no-sandbox"], env=world)
        yield opened
        opened.close()


def view(since: date | None = date(2024, 9, 23), **chosen: Any) -> View:
    """The sample list on its day."""
    return View(load.checklist(WEEKLY), TODAY, Filter(**chosen), since=since)


Opened = Callable[..., Any]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Opened:
    """`with opened(view) as page:` opens the page of a view; console messages and requests fail the test."""

    @contextmanager
    def open_(of: View, **options: Any) -> Iterator[Page]:
        path = tmp_path / "page.html"
        path.write_bytes(html.render(of).encode())
        said: list[str] = []
        with browser.new_context(**{"reduced_motion": "reduce", **options}) as context:
            page = context.new_page()
            page.set_default_timeout(10_000)
            page.on("console", lambda message: said.append(message.text))
            page.on("pageerror", lambda error: said.append(str(error)))
            page.on("request", lambda request: said.append(request.url))
            page.goto(path.as_uri())
            yield page
        assert said == [path.as_uri()]

    return open_


def shown(page: Page, selector: str) -> int:
    """The number of visible elements."""
    return sum(element.is_visible() for element in page.locator(selector).all())


TASKS = "details.task"
ROWS = "details.task tbody tr"
CELLS = ".heat td a"


# Filters and folding --------------------------------------------------------------------------------


def test_filters_by_unit_status_and_text(opened: Opened) -> None:
    of = view()
    with opened(of) as page:
        every = len(of.tasks)
        assert shown(page, TASKS) == every
        page.get_by_role("button", name="全部展开").click()
        assert shown(page, ROWS) == len(of.pairs)

        page.select_option("[name=unit]", "区教体局")
        of_unit = [pair for pair in of.pairs if pair.unit == "区教体局"]
        assert shown(page, ROWS) == len(of_unit)
        assert shown(page, TASKS) == len({pair.task.id for pair in of_unit}) < every
        assert page.locator("output").inner_text() == f"{shown(page, TASKS)}项，共{every}项"
        assert shown(page, ".heat tbody tr:not(.band)") == shown(page, TASKS)
        assert page.locator(f"{CELLS}:not(.faint)").count() == len(of_unit)

        page.select_option("[name=state]", label="退回重报")
        assert shown(page, TASKS) == shown(page, ROWS) == 1
        page.select_option("[name=unit]", "")
        page.select_option("[name=state]", label="逾期")
        assert shown(page, ROWS) == sum(pair.overdue > 0 for pair in of.pairs)

        page.get_by_role("button", name="清除").click()
        page.get_by_role("searchbox").fill("学校公开目录")
        page.locator("output", has_text="1项，共").wait_for()
        assert page.locator(f"{TASKS}:visible").get_attribute("id") == "t2"
        page.get_by_role("searchbox").fill("没有的话")
        page.get_by_text("没有符合条件的任务").wait_for()
        assert shown(page, TASKS) == shown(page, "#tasks h3") == 0

        page.get_by_role("button", name="清除").click()
        page.locator("output", has_text=f"{every}项，共").wait_for()
        assert shown(page, ROWS) == len(of.pairs)


def test_a_unit_with_any_name_can_be_chosen(opened: Opened) -> None:
    name = ' 甲 "局"  \' <b> '
    report = Report(date=date(2024, 6, 14), status=Status.DONE)
    tasks = (
        Task(id=1, requirement="一", responsible=(Responsible(unit=name),), progress={name: (report,)}),
        Task(id=2, requirement="二", responsible=(Responsible(unit="乙局"),)),
    )
    units = tuple(Unit(name=each, kind="department") for each in (name, "乙局"))
    section = Section(title="大项", tasks=tasks)
    made = Checklist(title="清单", year=2024, units=units, groups=(), sections=(section,))
    with opened(View(made, TODAY)) as page:
        page.select_option("[name=unit]", index=page.locator("[name=unit] option").count() - 1)
        assert [shown(page, f"#t{number}") for number in (1, 2)] in ([0, 1], [1, 0])


def test_a_task_unfolds_to_its_words_and_reports(opened: Opened) -> None:
    with opened(view()) as page:
        task = page.locator("#t2")
        assert not task.get_by_text("区教体局牵头").is_visible()
        task.locator("summary").first.click()
        assert task.get_by_text("区教体局牵头").is_visible()
        assert task.get_by_text("缺学校公开目录链接").is_visible()
        assert not task.get_by_text("目录修订中").is_visible()
        task.locator("summary", has_text="此前2次报送").click()
        assert task.get_by_text("目录修订中").is_visible()


def test_a_number_called_out_leads_to_its_task(opened: Opened) -> None:
    with opened(view()) as page:
        page.select_option("[name=state]", label="已销号")
        assert not page.locator("#t2").is_visible()
        page.locator(".callout.overdue a", has_text="2").first.click()
        playwright.expect(page.locator("#t2 .body")).to_be_visible()
        assert page.locator("[name=state]").input_value() == ""


# The heat map ---------------------------------------------------------------------------------------


def test_the_heat_map_speaks_to_the_mouse(opened: Opened) -> None:
    with opened(view()) as page:
        tip = page.get_by_role("tooltip")
        assert not tip.is_visible()
        page.locator("a.returned").hover()
        told = ["区教体局", "第2项", "退回重报", "逾期", "2024-09-24", "缺学校公开目录链接"]
        assert tip.inner_text().split() == told
        box, screen = tip.bounding_box(), page.viewport_size
        assert 0 <= box["x"] <= box["x"] + box["width"] <= screen["width"]
        assert 0 <= box["y"] <= box["y"] + box["height"] <= screen["height"]
        page.mouse.move(0, 0)
        assert not tip.is_visible()


def test_the_heat_map_is_gone_through_by_keys(opened: Opened) -> None:
    with opened(view()) as page:
        tip = page.get_by_role("tooltip")
        page.locator(".matrix .scroll").focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('th') !== null")
        page.keyboard.press("ArrowRight")
        playwright.expect(tip).to_contain_text("第1项")
        assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "tip"
        first = tip.inner_text()
        page.keyboard.press("ArrowDown")
        playwright.expect(tip).to_contain_text("第2项")
        page.keyboard.press("ArrowUp")
        assert tip.inner_text() == first
        page.keyboard.press("Escape")
        assert not tip.is_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        playwright.expect(page.locator("#t2 .body")).to_be_visible()
        assert page.locator(".heat tbody a[tabindex='0']").count() == 1


def test_what_the_map_says_stays_while_a_key_makes_it_scroll(opened: Opened) -> None:
    with opened(view(), viewport={"width": 390, "height": 300}) as page:
        page.locator(".heat tbody th a").first.focus()
        for _time in range(4):
            page.keyboard.press("ArrowRight")
        for _time in range(3):
            page.keyboard.press("ArrowDown")
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.get_by_role("tooltip").is_visible()


def test_the_map_is_a_single_tab_stop(opened: Opened) -> None:
    with opened(view()) as page:
        page.locator(".matrix .scroll").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.heat')") is None


# Printing, no script, accessibility-------------------------------------------------------------------

RADICALS = str.maketrans("⻓⻔⻚⻅⻋⻛⻢⻝", "长门页见车风马食")
"""The radicals in the text of a PDF, in place of characters with the same glyph."""


def plain(text: str) -> str:
    """A text without spaces, and with characters in place of the radicals of a PDF."""
    return "".join(unicodedata.normalize("NFKC", text).translate(RADICALS).split())


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_on_paper_everything_is_unfolded_on_a4(opened: Opened, tmp_path: Path, script: bool) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    of = view()
    with opened(of, java_script_enabled=script, color_scheme="dark") as page:
        if script:
            page.select_option("[name=unit]", "区教体局")
        page.pdf(path=str(tmp_path / "page.pdf"), prefer_css_page_size=True, print_background=True)
        if script:
            assert page.locator(f"{TASKS}[open]").count() == 0
    with pdfplumber.open(tmp_path / "page.pdf") as printed:
        sizes = {(round(sheet.width), round(sheet.height)) for sheet in printed.pages}
        text = plain("".join(sheet.extract_text() for sheet in printed.pages))
        number = len(printed.pages)
    assert sizes == {A4}
    assert number <= 8
    for state in of.tasks:
        assert plain(state.task.requirement)[:12] in text
        for pair in state.pairs:
            assert all(plain(report.note or "")[:12] in text for report in pair.reports)
    assert "全部展开" not in text
    assert "清除" not in text


def test_a_wide_map_is_printed_on_its_side(opened: Opened, tmp_path: Path) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    units = tuple(Unit(name=f"第{number}街道", kind="township") for number in range(1, 51))
    task = Task(id=1, requirement="公开", responsible=tuple(Responsible(unit=unit.name) for unit in units))
    section = Section(title="大项", tasks=(task,))
    made = Checklist(title="清单", year=2024, units=units, groups=(), sections=(section,))
    with opened(View(made, TODAY)) as page:
        page.pdf(path=str(tmp_path / "page.pdf"), prefer_css_page_size=True)
    with pdfplumber.open(tmp_path / "page.pdf") as printed:
        assert A4[::-1] in {(round(sheet.width), round(sheet.height)) for sheet in printed.pages}


def test_it_can_be_read_without_a_script(opened: Opened) -> None:
    of = view()
    with opened(of, java_script_enabled=False) as page:
        assert shown(page, "h2") == page.locator("h2").count()
        assert shown(page, "form, .unfold, .help") == 0
        page.locator("#t2 summary").first.click()
        assert page.locator("#t2").get_by_text("缺学校公开目录链接").is_visible()
        cell = page.locator("a.returned")
        narrow = cell.bounding_box()["width"]
        for point in (cell.hover, cell.focus):
            page.mouse.move(0, 0)
            point()
            assert cell.evaluate("each => getComputedStyle(each).fontSize") == "12px"
            assert cell.bounding_box()["width"] != narrow


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_it_fits_the_screen(opened: Opened, width: int) -> None:
    with opened(view(), viewport={"width": width, "height": 800}) as page:
        page.get_by_role("button", name="全部展开").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("scheme", "chosen"),
    [("light", {}), ("dark", {}), ("light", {"units": ("区教体局",), "one": True})],
    ids=["all", "dark", "one unit"],
)
def test_axe_finds_nothing(opened: Opened, scheme: str, chosen: dict[str, Any]) -> None:
    axe = import_module("axe_playwright_python.sync_playwright").Axe()
    # The page's policy allows only its own script, not even this one.
    with opened(view(**chosen), bypass_csp=True, color_scheme=scheme) as page:
        page.get_by_role("button", name="全部展开").click()
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        found = axe.run(page, options={"resultTypes": ["violations"]})
        wrong = [
            (each["id"], node["html"][:120], node["failureSummary"])
            for each in found.response["violations"]
            for node in each["nodes"]
        ]
    assert wrong == []


def test_axe_finds_nothing_in_the_record(browser: Browser, tmp_path: Path) -> None:
    axe = import_module("axe_playwright_python.sync_playwright").Axe()
    from govlist.content import annual

    of = replace(view(), since=None)
    path = tmp_path / "record.html"
    path.write_bytes(html.render_record(of, annual.record(of)).encode())
    with browser.new_context(bypass_csp=True, color_scheme="dark") as context:
        page = context.new_page()
        page.goto(path.as_uri())
        assert axe.run(page).response["violations"] == []
