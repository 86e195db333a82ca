"""The page: complete, without active data, self-contained, and accessible."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import html as parser
from lxml.html import HtmlElement
from tests import oracle

from govlist.base import i18n
from govlist.content import annual, moves
from govlist.content.json_output import status_record
from govlist.export import _page_words, html
from govlist.model.checklist import Checklist, Report, Responsible, Review, Section, Task, Topic, Unit
from govlist.model.deadlines import due_on
from govlist.model.selection import Filter
from govlist.model.states import Status
from govlist.model.view import View
from govlist.validation import load

TESTS = Path(__file__).parents[1]
SHIPPED = TESTS.parent / "data" / "checklist.yaml"
WEEKLY = TESTS / "cases" / "weekly" / "checklist.yaml"
TEMPLATES = Path(html.__file__).parent / "_page"
TODAY = date(2024, 9, 27)

Run = Callable[..., Any]

ATTRIBUTES = {
    *("aria-describedby", "aria-hidden", "aria-label", "aria-labelledby", "autocomplete", "charset", "class"),
    *("colspan", "content", "cx", "cy", "data-beyond", "data-by", "data-due", "data-fold", "data-in"),
    *("data-none", "data-some", "data-state", "data-task", "data-word", "datetime", "focusable", "for"),
    *("height", "hidden", "href", "http-equiv", "id", "label", "lang", "name", "open", "placeholder"),
    *("points", "preserveaspectratio", "r", "rel", "role", "scope", "spellcheck", "tabindex"),
    *("text-anchor", "title", "type", "value", "vector-effect", "viewbox", "width", "x", "x1", "x2", "y"),
    *("y1", "y2"),
}
"""All allowed attributes: no style, no handler, nothing that loads anything except `href`."""
TAGS = {
    *("a", "b", "body", "button", "circle", "dd", "desc", "details", "div", "dl", "dt", "footer", "form"),
    *("h1", "h2", "h3", "h4", "head", "header", "html", "i", "input", "label", "li", "line", "main"),
    *("meta", "nav", "noscript", "optgroup", "option", "output", "p", "polygon", "polyline", "rect"),
    *("script", "section", "select", "small", "span", "style", "summary", "svg", "table", "tbody", "td"),
    *("text", "tfoot", "th", "thead", "time", "title", "tr", "ul"),
}


def view(path: Path = WEEKLY, day: date = TODAY, since: date | None = None, **chosen: Any) -> View:
    """A file's list on a day."""
    return View(load.checklist(path), day, Filter(**chosen), since=since)


def page(of: View) -> HtmlElement:
    """The page of a view, parsed as by a browser."""
    return parser.document_fromstring(html.render(of).encode(), parser=parser.HTMLParser(encoding="utf-8"))


def texts(found: list[HtmlElement]) -> list[str]:
    """The text of some elements, with single spaces."""
    return [" ".join(element.text_content().split()) for element in found]


def elements(of: HtmlElement) -> Iterator[HtmlElement]:
    """All elements, without comments."""
    return (element for element in of.iter() if isinstance(element.tag, str))


def hostile(text: str, evidence: str = "https://a.example/8") -> View:
    """A list in which every text contains this one; built in memory, because files refuse some texts."""
    report = Report(date=date(2024, 6, 14), status=Status.DONE, note=text, by=text, evidence=(evidence,))
    task = Task(
        id=8,
        requirement=text,
        responsible=(Responsible(unit=text),),
        responsible_text=text,
        due_text=text,
        overall=(report,),
        progress={text: (report, replace(report, review=Review.RETURNED))},
    )
    topic = Topic(title=text, tasks=(task,))
    section = Section(title=text, topics=(topic,))
    unit = Unit(name=text, kind=text)
    return View(Checklist(title=text, year=2024, units=(unit,), groups=(), sections=(section,)), TODAY)


# Elements ------------------------------------------------------------------------------------------


def test_nothing_is_fetched_and_nothing_runs_but_ours() -> None:
    found = page(view(since=date(2024, 9, 23)))
    assert {element.tag for element in elements(found)} <= TAGS
    assert {name for element in elements(found) for name in element.attrib} <= ATTRIBUTES
    links = {element.get("href", "") for element in elements(found)} - {""}
    assert {link for link in links if not link.startswith("#")} == {"https://www.example.gov.cn/1.html"}
    assert "url(" not in found.findtext(".//style", "") + found.findtext(".//script", "")


@pytest.mark.parametrize("make", [html.render, lambda v: html.render_record(v, annual.record(v))])
def test_the_policy_lets_only_our_style_and_script_work(make: Callable[[View], str]) -> None:
    text = make(view())
    found = parser.document_fromstring(text)
    policy = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    hashes = {}
    for tag in ("style", "script"):
        [inside] = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        hashes[tag] = f"sha256-{b64encode(sha256(inside.encode()).digest()).decode()}"
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src '{hashes['style']}'",
        f"script-src '{hashes['script']}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    head = found.find("head")
    assert [element.tag for element in head[:2]] == ["meta", "meta"]
    assert head[1].get("http-equiv"), "the policy comes before what it governs"


def test_equal_input_equal_bytes() -> None:
    assert html.render(view()) == html.render(view())
    assert "2024-09-27" not in html.render(view(day=date(2024, 6, 30)))


def test_every_word_of_the_templates_is_used_and_known() -> None:
    texts_ = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.j2"))
    assert set(re.findall(r"\bwords\.(\w+)", texts_)) == set(_page_words.words())
    assert not re.findall(r"[\u4e00-\u9fff]", texts_ + (TEMPLATES / "page.js").read_text(encoding="utf-8"))


# Contents ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [SHIPPED, WEEKLY], ids=["shipped", "weekly"])
def test_every_task_unit_and_report_is_there(path: Path) -> None:
    of = view(path)
    found = page(of)
    assert texts(found.xpath("//*[@class='sentence']")) == [status_record(of)["sentence"]]
    for state in of.tasks:
        [task] = found.xpath(f"//details[@id='t{state.task.id}']")
        assert texts(task.xpath("./summary//*[@class='requirement']")) == [state.task.requirement]
        assert state.task.words in texts(task.xpath(".//dl//dd"))
        rows = task.xpath(".//table/tbody/tr")
        assert [row.find("th").text.strip() for row in rows] == [pair.unit for pair in state.pairs]
        for row, pair in zip(rows, state.pairs, strict=True):
            days = [time.get("datetime") for time in row.iter("time")]
            assert days == [report.date.isoformat() for report in reversed(pair.reports)]
            shown = row.text_content()
            assert all(report.note in shown for report in pair.reports if report.note)
            assert all(link in shown for report in pair.reports for link in report.evidence)


def test_the_heat_map_has_a_cell_for_each_pair_with_its_word() -> None:
    of = view()
    found = page(of)
    columns = texts(found.xpath("//table[@class='heat']/thead/tr/th"))[1:]
    assert sorted(columns) == sorted(of.units)
    cells = {}
    for row in found.xpath("//table[@class='heat']/tbody/tr[not(@class)]"):
        number = int(row.findtext("th/a/b"))
        for unit, cell in zip(columns, row.findall("td"), strict=True):
            if cell.find("a") is not None:
                cells[number, unit] = cell.find("a")
    assert set(cells) == {(pair.task.id, pair.unit) for pair in of.pairs}
    for (number, unit), cell in cells.items():
        [row] = found.xpath(f"//tr[@id='{cell.get('href')[1:]}']")
        assert row.find("th").text.strip() == unit
        assert row.xpath("ancestor::details/@id") == [f"t{number}"]
        state = " ".join(row.find("td").xpath("string(*[@class='state'])").split())
        assert cell.text_content().split()[0] == state
    assert cells[2, "区教体局"].get("class").split() == ["mark", "returned", "overdue"]


def test_overdue_and_missing_evidence_are_called_out_with_the_headlines_numbers() -> None:
    found = page(view())
    calls = dict(
        zip(
            found.xpath("//*[starts-with(@class, 'callout ')]/@class"),
            found.xpath("//*[starts-with(@class, 'callout ')]"),
            strict=True,
        )
    )
    assert {"callout overdue", "callout lacking", "callout returned", "callout missing"} <= set(calls)
    for key in ("overdue", "lacking"):
        [number] = found.xpath(f"//dl[@class='figures']/div[@class='{key}']/dd/b/text()")
        assert calls[f"callout {key}"].xpath("h3/b/text()") == [f"{number}项次"]
    assert "区教体局 第2项 逾期27天" in texts(calls["callout overdue"].findall("ul/li"))


def test_news_is_shown_only_with_a_span() -> None:
    assert page(view()).xpath("//section[@id='news1']") == []
    of = view(since=date(2024, 9, 23))
    [news] = page(of).xpath("//section[@id='news1']")
    assert news.find("h2").text == "本周进展"
    assert [words[:2] for words in texts(news.findall("p"))] == ["已报", "未报", "新增"]
    assert len(news.xpath(".//tbody/tr")) == len(moves.moves(of).rows)


def test_one_units_page_speaks_of_it_alone() -> None:
    found = page(view(units=("区教体局",), one=True))
    assert found.findtext(".//h1", "").startswith("区教体局20")
    rows = texts(found.xpath("//details[@class='task']//tbody/tr/th"))
    assert set(rows) == {f"区教体局 {basis}" for basis in ("认定", "列名", "统称涵盖", "待认定")}
    assert found.xpath("//table[@class='heat']") == []
    assert found.xpath("//select[@name='unit']") == []
    assert found.xpath("//section[@id='trend']//*[local-name()='svg']")


def test_what_is_long_is_folded() -> None:
    many = [Unit(name=f"第{number}街道", kind="township") for number in range(1, 21)]
    due = due_on(date(2024, 1, 1))
    tasks = [
        Task(id=number, requirement="公开", responsible=(Responsible(unit=unit.name),), due=due)
        for number, unit in enumerate(many, 1)
    ]
    section = Section(title="大项", tasks=tuple(tasks))
    made = Checklist(title="清单", year=2024, units=tuple(many), groups=(), sections=(section,))
    [call] = page(View(made, TODAY)).xpath("//*[@class='callout overdue']")
    assert len(call.xpath("ul/li")) == 8
    assert texts(call.xpath("details/summary")) == ["另有12行"]
    assert len(call.xpath("details/ul/li")) == 12


def test_bars_add_up_and_stay_within_themselves() -> None:
    for bar in page(view()).xpath("//*[local-name()='svg'][@class='bar']"):
        lengths = [float(part.get("width").rstrip("%")) for part in bar]
        assert sum(lengths) <= 100.05
        ends = [float(part.get("x").rstrip("%")) for part in bar]
        assert ends == pytest.approx([sum(lengths[:n]) for n in range(len(lengths))], abs=0.03)


def test_a_trend_needs_two_days() -> None:
    assert page(view(SHIPPED)).xpath("//section[@id='trend']") == []
    [trend] = page(view()).xpath("//section[@id='trend']")
    days = texts(trend.xpath(".//tbody/tr/th"))
    assert days == ["2024-03-25", "2024-06-25", "2024-09-25", "2024-09-27"]
    assert len(trend.xpath(".//*[local-name()='circle']")) == len(days)


def test_the_record_is_one_table() -> None:
    of = view()
    found = parser.document_fromstring(html.render_record(of, annual.record(of)))
    assert texts(found.xpath("//tbody/tr/th")) == list(of.units)
    assert texts(found.xpath("//tfoot/tr/th")) == ["合计"]
    assert texts(found.xpath("//thead//th")) == [column.title() for column in annual.COLUMNS]


# Accessibility --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
def test_landmarks_headings_and_tables(language: str) -> None:
    i18n.use(language)
    found = page(view(since=date(2024, 9, 23)))
    assert found.get("lang") == {"zh": "zh-CN", "en": "en"}[language]
    for landmark in ("header", "nav", "main", "footer", "form"):
        assert len(found.xpath(f"//{landmark}")) == 1
    assert found.find("body")[0].get("href") == "#content"
    levels = [int(h.tag[1]) for h in elements(found) if re.fullmatch("h[1-6]", h.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(th.get("scope") in ("col", "row", "rowgroup") for th in found.iter("th"))
    assert all(table.xpath("thead/tr/th") for table in found.iter("table"))


def test_every_name_is_given_once_and_every_link_within_leads_somewhere() -> None:
    found = page(view(since=date(2024, 9, 23)))
    names = found.xpath("//@id")
    assert len(names) == len(set(names))
    aims = {href[1:] for href in found.xpath("//a/@href") if href.startswith("#")}
    named = {
        name for each in found.xpath("//@aria-labelledby | //@aria-describedby") for name in each.split()
    }
    assert (aims | named) - set(names) == set()


def test_each_cell_and_row_names_the_figures_that_count_it() -> None:
    """So a click on a figure shows as many pairs as it says."""
    found = page(view())
    figures = found.xpath("//dl[@class='figures']/div")
    assert len(figures) > 8
    for figure in figures:
        [number] = figure.xpath("dd/b")
        key = number.get("data-state", "")
        assert bool(key) == (number.text != "0")
        for where in ("//td/a", "//details[@class='task']//tbody/tr"):
            counted = [each for each in found.xpath(where) if key in each.get("data-in").split()]
            assert len(counted) == int(number.text)
    options = found.xpath("//select[@name='state']/option/@value")
    assert set(found.xpath("//@data-state")) <= set(options)


def test_counters_of_sections_and_units_count_the_same_rows() -> None:
    found = page(view())
    rows = found.xpath("//details[@class='task']//tbody/tr")
    counters = found.xpath("//table[@data-by]/tbody//td/b")
    assert counters
    for counter in counters:
        [head] = counter.xpath("ancestor::tr/th")
        [by] = counter.xpath("ancestor::table/@data-by")
        key = counter.get("data-state")
        where = {"unit": "th", "section": "ancestor::div[@class='section']/h3"}[by]
        counted = [
            row
            for row in rows
            if key in row.get("data-in").split() and row.xpath(where)[0].text.strip() == head.text
        ]
        assert len(counted) == int(counter.text)


def test_a_large_page_keeps_its_tasks_for_those_without_a_script(monkeypatch: pytest.MonkeyPatch) -> None:
    small = page(view())
    assert small.xpath("//noscript") == []
    monkeypatch.setattr(html, "LARGE", 3)
    large = page(view())
    assert len(large.xpath("//details[@class='task']/noscript")) == len(view().tasks)
    assert texts(large.xpath("//details[@class='task']")) == texts(small.xpath("//details[@class='task']"))


def test_what_only_a_script_can_serve_is_hidden_without_it() -> None:
    found = page(view())
    for kind in ("//form", "//button[@type='button']", "//*[@class='help']"):
        assert all("hidden" in element.attrib for element in found.xpath(kind))
        assert found.xpath(kind)


# Any data ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "note",
    [
        "<script>alert(1)</script>",
        "</style></script></title><img src=x onerror=alert(1)>",
        "\"' onmouseover='alert(1)' x=\"",
        "{{ 7 * 7 }} {% raw %}",
        '=HYPERLINK("http://a.example")＝1+1 | & &amp; &#60; <!-- ]]>',
        "<b>" * 3000 + "一" * 1000,
    ],
    ids=["script", "ends", "attribute", "template", "marks", "long"],
)
def test_hostile_texts_are_inert_and_whole(note: str) -> None:
    found = page(hostile(note))
    assert {element.tag for element in elements(found)} <= TAGS
    assert {name for element in elements(found) for name in element.attrib} <= ATTRIBUTES
    assert found.findtext(".//h1", "").startswith(note.removesuffix("清单"))
    assert f"（一）{note}" in [element.text_content() for element in found.xpath("//h4")]
    for where in ("//*[@class='requirement']", "//*[@class='note']", "//option", "//dd"):
        assert note in [element.text_content() for element in found.xpath(where)]


def test_line_breaks_stay_and_control_characters_show() -> None:
    assert html._shown("一\n二\n三\t四") == "一\n二\n三\t四"
    assert html._shown("一\r\n二") == "一\n二"
    assert html._shown("一\x1b[31m\u202e\x00\r二\n") == "一\\x1b[31m\\u202e\\x00\\r二\n"


def test_control_characters_that_reach_the_page_show() -> None:
    text = html.render(hostile("一\x07二\x85三\x1b[0m\u2066\n四"))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2066]", text)
    assert "一\\x07二\\x85三\\x1b[0m\\u2066\n四" in text


@pytest.mark.parametrize(
    ("evidence", "link"),
    [
        ("https://a.example/8?x=1&y=\"'<", True),
        ("HTTP://A.example/8", True),
        ("javascript:alert(1)", False),
        ("https:alert(1)", False),
        (" https://a.example", False),
        ("data:text/html,<script>", False),
        ("//a.example/8", False),
        ("佐证/目录.pdf", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_web_addresses_become_links(evidence: str, link: bool) -> None:
    items = page(hostile("说明", evidence)).xpath("//ul[@class='evidence']/li")
    assert items
    for item in items:
        assert item.text_content() == evidence
        found = [(a.get("href"), a.get("rel")) for a in item.findall("a")]
        assert found == [(evidence, "noopener noreferrer")] * link


@settings(max_examples=25)
@given(plain=oracle.checklists(), day=oracle.days)
def test_any_list_makes_a_sound_page(plain: oracle.Plain, day: str) -> None:
    loaded = load.check("checklist.yaml", oracle.dump(plain).encode())
    assert loaded.checklist is not None
    of = View(loaded.checklist, date.fromisoformat(day), since=date(2024, 1, 1))
    found = page(of)
    assert len(found.xpath("//details[@class='task']")) == len(of.tasks)
    assert len(found.xpath("//details[@class='task']//tbody/tr")) == len(of.pairs)
    assert len(found.xpath("//table[@class='heat']//td/a")) == len(of.pairs)
    counts = status_record(of)["total"]
    assert (
        int(found.xpath("string(//dl[@class='figures']/div[contains(@class, 'owed')]//b)"))
        == (counts["obligations"])
    )


def test_export_writes_it(run: Run, tmp_path: Path) -> None:
    result = run("-f", WEEKLY, "export", "--format", "html", "-o", "page.html")
    assert result.code == 0
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == html.render(view())
    assert run("-f", WEEKLY, "export", "--format", "html", "--per-unit", "units").code == 0
    assert len(list((tmp_path / "units").glob("*.html"))) == len(view().units)
