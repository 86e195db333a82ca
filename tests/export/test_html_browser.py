"""The page in a browser: filters, the address, sorting, folding, the heat map, printing, no network.

The browser is that of tests/conftest.py.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from govlist.content import annual
from govlist.export import html
from govlist.model.checklist import Checklist, Report, Responsible, Section, Task, Unit
from govlist.model.selection import Filter
from govlist.model.states import Status
from govlist.model.view import View
from govlist.validation import load

if not os.environ.get("GOVLIST_REQUIRE_BROWSER"):
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
playwright = import_module("playwright.sync_api")

Browser = Any
Page = Any

pytestmark = pytest.mark.slow

WEEKLY = Path(__file__).parents[1] / "cases" / "weekly" / "checklist.yaml"
TODAY = date(2024, 9, 27)
A4 = (595, 842)
"""Points."""


def view(since: date | None = date(2024, 9, 23), **chosen: Any) -> View:
    """The sample list on its day."""
    return View(load.checklist(WEEKLY), TODAY, Filter(**chosen), since=since)


Opened = Callable[..., Any]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Opened:
    """`with opened(view) as page:` opens a view's page, at an address in it if one is given.

    Console messages, errors and requests fail the test.
    """

    @contextmanager
    def open_(
        of: View, at: str = "", make: Callable[[View], str] = html.render, **options: Any
    ) -> Iterator[Page]:
        path = tmp_path / "page.html"
        path.write_bytes(make(of).encode())
        said: list[str] = []
        with browser.new_context(**{"reduced_motion": "reduce", **options}) as context:
            page = context.new_page()
            page.set_default_timeout(10_000)
            page.on("console", lambda message: said.append(message.text))
            page.on("pageerror", lambda error: said.append(str(error)))
            page.on("request", lambda request: said.append(request.url.partition("#")[0]))
            page.goto(path.as_uri() + at)
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
        owed = sum(pair.owes for pair in of_unit)
        assert page.locator("output").inner_text() == f"{shown(page, TASKS)}项，共{every}项；{owed}项次"
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
        page.locator("output", has_text="没有符合条件的任务").wait_for()
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
        for number, link in enumerate(page.locator("#units tbody th a").all()):
            link.click()
            playwright.expect(page.locator("[name=unit]")).not_to_have_value("")
            assert shown(page, TASKS) == 1, number


def test_a_counter_filters_to_what_it_counts(opened: Opened) -> None:
    with opened(view()) as page:
        for counter in page.locator(".figures b[data-state] a").all():
            number, key = int(counter.inner_text()), counter.locator("..").get_attribute("data-state")
            counter.click()
            playwright.expect(page.locator("[name=state]")).to_have_value(key)
            assert shown(page, ROWS) == number, key
            assert page.locator("output").inner_text().endswith(f"；{number}项次")
            playwright.expect(page.locator("#tasks-title")).to_be_in_viewport()
        page.locator("#units tr", has_text="区教体局").locator("[data-state=overdue] a").click()
        playwright.expect(page.locator("[name=unit]")).to_have_value("区教体局")
        assert shown(page, ROWS) == shown(page, TASKS) == 1
        page.locator("#sections tr", has_text="二、").locator("[data-state=overdue] a").click()
        playwright.expect(page.locator("[name=section]")).to_have_value("二、抓好基础工作")
        assert shown(page, ROWS) == 2
        page.get_by_role("button", name="清除").click()
        playwright.expect(page.locator(f"{TASKS}[open]")).to_have_count(0)


def test_tasks_can_be_ordered(opened: Opened) -> None:
    def order() -> list[str]:
        return [task.get_attribute("id") for task in page.locator(TASKS).all()]

    with opened(view()) as page:
        by_number = order()
        page.select_option("[name=order]", "overdue")
        assert order()[:2] == ["t5", "t2"]
        assert shown(page, "#tasks h3") == 0
        page.select_option("[name=order]", "share")
        shares = [page.locator(f"#{each} .fraction").text_content() for each in order()]
        assert shares[0].startswith("0/")
        assert shares[-1].endswith("/0"), "nothing owed comes last"
        page.select_option("[name=order]", "due")
        assert order()[:2] == ["t2", "t5"]
        page.select_option("[name=order]", "")
        assert order() == by_number


# The address ----------------------------------------------------------------------------------------


def seen(page: Page) -> tuple[Any, ...]:
    """What a page shows: rows, filters, the order of the units and of the heat map."""
    fields = ("section", "unit", "state", "text", "order")
    return (
        [row.get_attribute("id") for row in page.locator(f"{ROWS}:visible").all()],
        [page.locator(f"[name={field}]").input_value() for field in fields],
        page.locator("#units tbody th").all_text_contents(),
        page.locator(".heat tbody tr:visible th").all_text_contents(),
        page.locator("output").inner_text(),
    )


def test_a_link_shows_the_same_view(opened: Opened) -> None:
    with opened(view()) as page:
        plain = seen(page)
        page.locator("#units thead button", has_text="本期未报").first.click()
        page.locator(".heat thead button", has_text="区教体局").click()
        page.select_option("[name=state]", label="本期未报")
        page.select_option("[name=order]", "share")
        page.get_by_role("searchbox").fill("公开")
        playwright.expect(page).to_have_url(re.compile("text="))
        expected, at = seen(page), page.evaluate("location.hash")
        page.locator(".contents a").last.click()
        assert seen(page) == expected, "a link within the page keeps the filters"
        page.get_by_role("button", name="清除").click()
        playwright.expect(page).not_to_have_url(re.compile("text="))
    assert expected != plain
    with opened(view(), at=at) as page:
        assert seen(page) == expected
        page.evaluate("location.hash = ''")
        page.locator("output", has_text=plain[-1]).wait_for()
        assert seen(page) == plain
        page.go_back()
        page.locator("output", has_text=expected[-1]).wait_for()
        assert seen(page) == expected


MALFORMED = (
    *("#%E0%A4%A", "#tasks?unit=%E0%A4%A&state=overdue", "#?", "#?&&==&unit", "#t2?unit=没有&state=x"),
    *("#'\"><b>", "#p1", "#p999-999", "#t999?sort=x", "#?sort=.&sort=-%0A-.%0A", "#constructor"),
    *("#?__proto__=1", "#?sort=units.没有%0Amatrix.没有&order=x&section=1"),
)


@pytest.mark.parametrize("record", [False, True], ids=["page", "record"])
def test_a_malformed_address_is_no_error(opened: Opened, record: bool) -> None:
    make = record_page if record else html.render
    for at in MALFORMED[:2]:
        with opened(view(since=None), at=at, make=make) as page:
            assert page.locator("h1").is_visible()
    with opened(view(since=None), make=make) as page:
        for at in MALFORMED:
            page.evaluate("hash => { location.hash = hash; }", at)
            page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            for name in ("unit", "section", "order") * (not record):
                assert page.locator(f"[name={name}]").input_value() == "", at
        assert page.locator("[aria-sort]").count() == 0


# Sorting --------------------------------------------------------------------------------------------


def record_page(of: View) -> str:
    """The page of the annual record."""
    return html.render_record(of, annual.record(of))


def key(text: str) -> float:
    """The number of a cell; an empty one comes last."""
    return float(text.partition("/")[0].rstrip("%") or -1)


def test_every_column_of_every_table_can_be_sorted(opened: Opened) -> None:
    with opened(view()) as page:
        page.get_by_role("button", name="全部展开").click()
        page.locator("#trend summary").click()
        assert (
            page.locator("main thead th:not(.track) > button.sort").count()
            == page.locator("main thead th:not(.track)").count()
        )
        kinds = page.locator("#units table").all()
        before = [table.locator("tbody tr").all_inner_texts() for table in kinds]
        for column in range(2, page.locator("#units thead").first.locator("th").count()):
            head = kinds[0].locator("thead th").nth(column)
            head.locator("button").click()
            assert head.get_attribute("aria-sort") == "descending"
            for table in kinds:
                cells = table.locator(f"tbody tr > :nth-child({column + 1})").all_text_contents()
                assert cells == sorted(cells, key=key, reverse=True)
            head.locator("button").click()
            assert head.get_attribute("aria-sort") == "ascending"
            cells = kinds[0].locator(f"tbody tr > :nth-child({column + 1})").all_text_contents()
            filled = list(filter(None, cells))
            assert filled == sorted(filled, key=key)
            assert cells[: len(filled)] == filled
            head.locator("button").click()
            assert head.get_attribute("aria-sort") is None
            assert [table.locator("tbody tr").all_inner_texts() for table in kinds] == before


def test_the_heat_map_is_sorted_by_a_unit_worst_first(opened: Opened) -> None:
    with opened(view()) as page:
        rows = page.locator(".heat tbody tr:visible")
        before = rows.all_text_contents()
        button = page.locator(".heat thead button", has_text="区教体局")
        button.focus()
        page.keyboard.press("Enter")
        assert rows.first.locator("b").inner_text() == "2"
        assert shown(page, ".heat .band") == 0
        page.select_option("[name=unit]", "东城街道")
        assert shown(page, ".heat tbody tr") == shown(page, TASKS)
        page.get_by_role("button", name="清除").click()
        playwright.expect(page).not_to_have_url(re.compile("unit="))
        button.click()
        button.click()
        assert rows.all_text_contents() == before


def test_the_record_is_sorted_and_read_on_a_phone(opened: Opened) -> None:
    with opened(view(since=None), make=record_page, viewport={"width": 390, "height": 844}) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        first = page.locator("tbody tr").first
        for cell in first.locator("td").all():
            box = cell.bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
            word = cell.evaluate("each => getComputedStyle(each, '::before').content")
            assert word == f'"{cell.get_attribute("data-word")}"'
        page.get_by_role("button", name="应报次数").click()
        assert first.locator("th").inner_text() == "区教体局"
        at = page.evaluate("location.hash")
    with opened(view(since=None), at=at, make=record_page) as page:
        assert page.locator("tbody th").first.inner_text() == "区教体局"
        assert page.locator("th[aria-sort=descending]").count() == 1


def test_a_large_page_makes_its_tasks_on_demand(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    of = view()
    with opened(of) as page:
        page.select_option("[name=state]", label="逾期")
        small = seen(page)
    monkeypatch.setattr(html, "LARGE", 3)
    with opened(of, at="#p2-2") as page:
        assert page.locator(f"{TASKS} .body").count() == 1
        playwright.expect(page.locator("#p2-2")).to_be_in_viewport()
        page.locator("a.returned").hover()
        assert "缺学校公开目录链接" in page.get_by_role("tooltip").inner_text()
        page.get_by_role("searchbox").fill("缺学校公开目录链接")
        page.locator("output", has_text="1项，共").wait_for()
        page.get_by_role("button", name="清除").click()
        page.locator("output", has_text=f"{len(of.tasks)}项，共").wait_for()
        page.locator("#t2 summary").first.click()
        page.select_option("[name=state]", label="逾期")
        assert seen(page) == small
        page.get_by_role("button", name="清除").click()
        page.get_by_role("button", name="全部展开").click()
        assert shown(page, ROWS) == len(of.pairs)
        assert page.locator(f"{TASKS} thead button").count() > 0


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
        words = ["区教体局", "第2项", "退回重报", "逾期", "2024-09-24", "缺学校公开目录链接"]
        assert tip.inner_text().split() == words
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


def test_arrow_keys_reach_the_headings(opened: Opened) -> None:
    with opened(view()) as page:
        page.locator(".heat tbody td a").first.focus()
        page.keyboard.press("ArrowUp")
        assert page.evaluate("document.activeElement.className") == "sort"
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.closest('tbody') !== null")


def test_a_wide_map_fills_the_screen_and_says_that_it_scrolls(opened: Opened) -> None:
    with opened(many_units(50, tasks=60), viewport={"width": 1000, "height": 700}) as page:
        page.locator(".contents a[href='#matrix']").click()
        box = page.locator(".matrix .scroll").bounding_box()
        assert box["width"] > 1000 - 80
        assert box["y"] + box["height"] <= 700
        message = page.locator(".beyond")
        playwright.expect(message).to_contain_text("右侧还有")
        playwright.expect(message).to_be_in_viewport()
        first = message.inner_text()
        scroll = page.locator(".matrix .scroll")
        scroll.evaluate("each => { each.scrollLeft = 200; each.scrollTop = 300; }")
        playwright.expect(message).not_to_have_text(first)
        head, task = page.locator(".heat thead th").last, page.locator(".heat tbody th").nth(30)
        assert head.bounding_box()["y"] == pytest.approx(box["y"], abs=2), "the headings stay"
        assert task.bounding_box()["x"] == pytest.approx(box["x"], abs=2), "the tasks stay"
        scroll.evaluate("each => { each.scrollLeft = 9999; each.scrollTop = 9999; }")
        playwright.expect(message).to_have_class("beyond reached")


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


def many_units(number: int, tasks: int = 1) -> View:
    """Tasks that every one of many units owes."""
    units = tuple(Unit(name=f"第{n}街道", kind="township") for n in range(1, number + 1))
    owed = tuple(Responsible(unit=unit.name) for unit in units)
    made = tuple(Task(id=n, requirement=f"公开第{n}类信息", responsible=owed) for n in range(1, tasks + 1))
    section = Section(title="大项", tasks=made)
    return View(Checklist(title="清单", year=2024, units=units, groups=(), sections=(section,)), TODAY)


def printed(page: Page, path: Path) -> tuple[list[tuple[int, int]], str]:
    """The sizes of the printed pages, and their text."""
    pypdfium2 = pytest.importorskip("pypdfium2")
    page.pdf(path=str(path), prefer_css_page_size=True, print_background=True)
    with pypdfium2.PdfDocument(path) as sheets:
        sizes = [(round(width), round(height)) for width, height in (sheet.get_size() for sheet in sheets)]
        return sizes, plain("".join(sheet.get_textpage().get_text_range() for sheet in sheets))


@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_all_is_printed_unfolded_on_a4(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: bool, large: bool
) -> None:
    monkeypatch.setattr(html, "LARGE", 3 if large else 5000)
    of = view()
    with opened(of, java_script_enabled=script, color_scheme="dark") as page:
        page.locator("label[for=print-all]").click()
        if script:
            page.select_option("[name=unit]", "区教体局")
        sizes, text = printed(page, tmp_path / "page.pdf")
        if script:
            assert page.locator(f"{TASKS}[open]").count() == 0
            assert page.locator("[name=unit]").input_value() == "区教体局"
    assert set(sizes) == {A4}
    assert len(sizes) <= 8
    for state in of.tasks:
        assert plain(state.task.requirement)[:12] in text
        for pair in state.pairs:
            assert all(plain(report.note or "")[:12] in text for report in pair.reports)
    for word in ("全部展开", "清除", "打印"):
        assert word not in text


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_summary_is_printed_unless_all_is_ticked(opened: Opened, tmp_path: Path, script: bool) -> None:
    of = view()
    with opened(of, java_script_enabled=script) as page:
        if script:
            page.select_option("[name=unit]", "区教体局")
        sizes, text = printed(page, tmp_path / "page.pdf")
        assert page.get_by_role("button", name="打印").count() == int(script)
    assert len(sizes) <= 3
    assert plain("各项任务的报送情况未打印") in text
    assert plain("目录修订中") not in text, "an earlier report"
    for word in (*of.units, "需督办事项", "分单位情况", "任务单位一览"):
        assert plain(word) in text


def test_the_summary_of_fifty_units_is_short(opened: Opened, tmp_path: Path) -> None:
    with opened(many_units(50, tasks=25)) as page:
        sizes, text = printed(page, tmp_path / "page.pdf")
    assert len(sizes) <= 3
    assert sizes.count(A4[::-1]) == 1, "a wide map is printed on one landscape page"
    assert text.count("单位进度完成率已完成/应办") == 2, (
        "the headings are repeated on the second page of units"
    )


def test_a_map_wider_than_any_paper_is_not_printed(opened: Opened, tmp_path: Path) -> None:
    with opened(many_units(120)) as page:
        sizes, _text = printed(page, tmp_path / "page.pdf")
    assert set(sizes) == {A4}


def test_it_can_be_read_without_a_script(opened: Opened) -> None:
    of = view()
    with opened(of, java_script_enabled=False) as page:
        assert shown(page, "h2") == page.locator("h2").count()
        assert shown(page, "form, .unfold, .help, .print button") == 0
        assert page.locator(".beyond").text_content() == "表格较大，可在表内上下、左右滚动查看。"
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
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(opened: Opened, width: int, scheme: str, chosen: dict[str, Any]) -> None:
    axe = import_module("axe_playwright_python.sync_playwright").Axe()
    # The page's policy allows only its own script, not even this one.
    options = {"bypass_csp": True, "color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    with opened(view(**chosen), **options) as page:
        page.locator("#sections thead button").first.click()
        page.get_by_role("button", name="全部展开").click()
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        found = axe.run(page, options={"resultTypes": ["violations"]})
        wrong = [
            (each["id"], node["html"][:120], node["failureSummary"])
            for each in found.response["violations"]
            for node in each["nodes"]
        ]
    assert wrong == []


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_the_record(opened: Opened, width: int) -> None:
    axe = import_module("axe_playwright_python.sync_playwright").Axe()
    options = {"bypass_csp": True, "color_scheme": "dark", "viewport": {"width": width, "height": 800}}
    with opened(view(since=None), make=record_page, **options) as page:
        assert axe.run(page).response["violations"] == []
