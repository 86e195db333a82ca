"""Word templates: placeholders in both languages, loops, data that stays text, faults with a remedy."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.shared import RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st

from govlist.base import i18n
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.text import visible_lines
from govlist.export.templates import _context, docx
from govlist.model.selection import Filter
from govlist.model.view import View
from govlist.validation import load

TESTS = Path(__file__).parents[2]
WEEKLY = TESTS / "cases" / "weekly" / "checklist.yaml"
DOCS = TESTS.parent / "docs" / "templates.md"
TODAY = date(2024, 9, 27)
HOSTILE = (
    '=HYPERLINK("http://x")\n＝1+1 <script>alert(1)</script> <w:p> | {{ 7*7 }} {% x %} {_{ }_} {# &amp; '
    "\x1b[31m\x00\ud800"
)

LIST = """\
title: 样例区2024年要点清单
year: 2024
region: 样例区
confirm: true
units:
  - {name: 区教体局, kind: department, x-联络员: 王样例}
  - {name: 区司法局, kind: department}
groups:
  - {name: 有关部门, members: department, scope: concerned}
sections:
  - title: 主动公开
    topics:
      - title: 政策公开
        tasks:
          - id: 1
            requirement: 公开招生政策
            responsible: [{unit: 区教体局, role: lead}, {unit: 区司法局, role: support}]
            responsible_text: 区教体局牵头，区司法局配合
            due: 2024-08-31
            progress:
              区教体局:
                - {date: 2024-09-24, status: behind, note: 目录归并未完成, by: 办公室}
          - id: 2
            requirement: 公开执法结果
            responsible: [有关部门]
            due_text: 长期坚持
  - title: 依申请公开
    tasks:
      - id: 3
        requirement: 更新公开指南
        responsible: [区教体局, 区司法局]
        progress:
          区教体局:
            - {date: 2024-09-20, status: done, evidence: [1.pdf, 2.pdf]}
"""

Run = Callable[..., Any]
Checklist = Callable[..., Path]
Build = Callable[[Any], object]


def view(text: str | bytes = LIST, **parts: Any) -> View:
    loaded = load.check("checklist.yaml", text.encode() if isinstance(text, str) else text)
    assert loaded.checklist is not None
    return View(loaded.checklist, TODAY, **parts)


def noted(text: str) -> View:
    """The list with this note on the last report of its first task."""
    base = view()
    section, *rest = base.checklist.sections
    topic, *_none = section.topics
    task, *others = topic.tasks
    report = replace(task.progress["区教体局"][0], note=text)
    tasks = (replace(task, progress={"区教体局": (report,)}), *others)
    sections = (replace(section, topics=(replace(topic, tasks=tasks),)), *rest)
    return replace(base, checklist=replace(base.checklist, sections=sections))


def template(build: Build | str, path: str = "t.docx") -> Path:
    """A template; of a text a paragraph a line."""
    document = Document()
    if isinstance(build, str):
        for line in build.split("\n"):
            document.add_paragraph(line)
    else:
        build(document)
    document.save(path)
    return Path(path)


def filled(build: Build | str, of: View | None = None) -> Any:
    return Document(BytesIO(docx.render(of or view(), template(build))))


def said(build: Build | str, of: View | None = None) -> list[str]:
    return [paragraph.text for paragraph in filled(build, of).paragraphs]


def refused(build: Build | str, of: View | None = None) -> GovlistError:
    with pytest.raises(GovlistError) as caught:
        docx.render(of or view(), template(build))
    return caught.value


def table(*cells: str) -> Build:
    """A table with a header, a loop over the tasks, and these cells in its row."""

    def build(document: Any) -> None:
        made = document.add_table(4, len(cells))
        for row, texts in enumerate(
            (["表头"] * len(cells), ["{%tr for row in tasks %}"], cells, ["{%tr endfor %}"])
        ):
            for column, text in enumerate(texts):
                made.cell(row, column).text = text

    return build


def rows(document: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows]


# Placeholders -------------------------------------------------------------------------------------


def test_placeholders_have_english_and_chinese_names() -> None:
    assert said("{{ list }} {{ year }}\n{{ 清单名称 }} {{ 年度 }}\n{{ 地区 }}") == [
        "样例区2024年要点清单 2024",
        "样例区2024年要点清单 2024",
        "样例区",
    ]


def test_figures_are_numbers() -> None:
    text = "{{ 数据.应办 }} {{ figures.done }} {{ figures.behind + 1 }} {{ 数据.完成率 }}"
    assert said(text) == ["3 1 2 33%"]
    assert said("{% if 数据.逾期 > 0 %}有逾期{% endif %}") == ["有逾期"]


def test_a_loop_makes_a_row_a_task() -> None:
    made = rows(filled(table("{{ row.序号 }}", "{{ row.具体要求 }}", "{{ row.due }}", "{{ row.牵头单位 }}")))
    assert made == [
        ["表头"] * 4,
        ["1", "公开招生政策", "2024年8月31日", "区教体局"],
        ["2", "公开执法结果", "长期坚持", ""],
        ["3", "更新公开指南", "", ""],
    ]


def test_for_one_unit_the_tasks_are_its_own() -> None:
    of = view(filter=Filter(units=("区教体局",), one=True))
    cells = (
        "{{ row.number }}",
        "{{ row.进展情况 }}",
        "{{ row.佐证材料 }}",
        "{{ row.by }}",
        "{{ row['x-联络员'] }}",
    )
    made = rows(filled(table(*cells), of))[1:]
    assert made == [
        ["1", "目录归并未完成", "", "办公室", "王样例"],
        ["2", "", "", "", "王样例"],
        ["3", "", "1.pdf\n2.pdf", "", "王样例"],
    ]
    assert said("{{ 单位 }}", of) == ["区教体局"]


def test_sections_hold_topics_hold_tasks() -> None:
    text = (
        "{%p for s in sections %}\n{{ s.number }} {{ s.title }}\n{%p for t in s.topics %}\n"
        "{{ t.全称 }}{% for row in t.tasks %}{{ row.number }};{% endfor %}\n{%p endfor %}\n{%p endfor %}"
    )
    assert said(text) == ["一 主动公开", "（一）政策公开1;2;", "二 依申请公开", "3;"]


def test_units_pressing_changes_and_open() -> None:
    of = view(since=date(2024, 9, 23))
    text = (
        "{% for u in 各单位 %}{{ u.单位 }}{{ u.应办 }}{{ u.tasks|length }};{% endfor %}\n"
        "{% for p in pressing %}{{ p.number }}{{ p.责任单位 }}{{ p.problem }};{% endfor %}\n"
        "{% for c in changes %}{{ c.number }}{{ c.unit }}{{ c.本期状态 }}{{ c.date }};{% endfor %}\n"
        "{% for o in open %}{{ o.序号 }}{{ o.待认定单位 }};{% endfor %}"
    )
    i18n.use("en")
    assert said(text, of) == [
        "区教体局23;区司法局13;",
        "1区教体局27 days overdue;",
        "1区教体局behind2024-09-24;",
        "2区教体局, 区司法局;",
    ]


def test_what_is_open_is_the_units_own() -> None:
    of = view(
        LIST.replace("responsible: [有关部门]", "responsible: [有关部门]\n            concerned: [区教体局]")
    )
    one = replace(of, filter=Filter(units=("区教体局",), one=True))
    assert said("{{ open|length }}", of) == ["1"]
    assert said("{{ open|length }}", one) == ["0"]


def test_headers_footers_and_properties_are_filled() -> None:
    def build(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ 清单名称 }}"
        document.sections[0].footer.paragraphs[0].text = "截至{{ day }}"
        document.core_properties.title = "{{ list }} & {{ year }}"

    made = filled(build)
    assert made.sections[0].header.paragraphs[0].text == "样例区2024年要点清单"
    assert made.sections[0].footer.paragraphs[0].text == "截至2024年9月27日"
    assert made.core_properties.title == "样例区2024年要点清单 & 2024"


def test_all_else_stays() -> None:
    def build(document: Any) -> None:
        run = document.add_paragraph().add_run("{{ 标题 }}")
        run.font.name, run.font.color.rgb = "方正小标宋简体", RGBColor(0xC0, 0, 0)
        document.add_paragraph("联系人：______")
        document.core_properties.author = "区政府办公室"

    made = filled(build)
    run = made.paragraphs[0].runs[0]
    assert (run.font.name, run.font.color.rgb) == ("方正小标宋简体", RGBColor(0xC0, 0, 0))
    assert made.paragraphs[1].text == "联系人：______"
    assert made.core_properties.author == "区政府办公室"


def test_a_placeholder_that_word_has_cut_in_pieces_is_one() -> None:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph()
        for piece in ("{", "{ 清单", "名称", " }", "}"):
            paragraph.add_run(piece).bold = piece == "名称"

    assert said(build) == ["样例区2024年要点清单"]


# Data stays text ----------------------------------------------------------------------------------

PROGRESS = "{% for row in pairs %}{% if row.number == '1' %}{{ row.progress }}{% endif %}{% endfor %}"


def test_hostile_text_is_text_and_whole() -> None:
    text = HOSTILE + "历史文件核对未完成，" * 1000
    assert said(PROGRESS, noted(text)) == [visible_lines(text)]


def test_data_in_notes_and_headers_is_not_read_as_a_template() -> None:
    def build(document: Any) -> None:
        document.add_section()
        document.sections[0].header.paragraphs[0].text = PROGRESS

    assert filled(build, noted(HOSTILE)).sections[0].header.paragraphs[0].text == visible_lines(HOSTILE)


@settings(max_examples=15)
@given(st.text(max_size=60))
def test_any_note_stays_what_it_is(note: str) -> None:
    assert said(PROGRESS, noted(note)) == [visible_lines(note)]


# Faults -------------------------------------------------------------------------------------------


def test_unknown_placeholders_are_reported_together_with_known_names() -> None:
    error = refused("{{ titel }}和{{ 截止日 }}")
    assert all(name in error.message for name in ("t.docx", "{{ titel }}", "{{ 截止日 }}"))
    for key, words in _context.DOCUMENT.items():
        assert f"{key} {words.split()[0]}" in error.hint


@pytest.mark.parametrize(
    ("build", "tag", "kind"),
    [
        ("{{ figures.nix }}", "{{ figures.nix }}", "figures"),
        (table("{{ row.nix }}"), "{{ row.nix }}", "tasks"),
        ("{% for s in sections %}{{ s.nix }}{% endfor %}", "{{ s.nix }}", "sections"),
        ("{% for u in units %}{{ u['nix'] }}{% endfor %}", "{{ u['nix'] }}", "units"),
        (table("{% if row.nix is defined %}1{% endif %}"), "{% if row.nix is defined %}", "tasks"),
    ],
)
def test_an_unknown_part_is_reported_with_the_parts_that_are_known(
    build: Build | str, tag: str, kind: str
) -> None:
    error = refused(build)
    assert "nix" in error.message
    assert tag in error.message
    assert all(key in error.hint for key in _context.KINDS[kind])


def test_the_offices_own_keys_are_known_in_rows() -> None:
    assert "x-联络员" in refused(table("{{ row.nix }}")).hint


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("前文\n{{ 标题", "{{ 标题"),
        ("{{ 标题 | }}", "{{ 标题 | }}"),
        ("{% for t in tasks %}文", "endfor"),
        ("{%tr for t in tasks %}", "{%tr for t in tasks %}"),
        ("{% for t in tasks %}{% endif %}", "{% endif %}"),
        ("{{ title | safe }}", "safe"),
        ("{{ tasks }}", "{%tr for row in tasks %}"),
        ("{{r title }}", "{{ title }}"),
        ("{{ 1 / 0 }}", "zero"),
        ("{{ [] | first }}", ""),
        ("{{ title | truncate('a') }}", ""),
        ("{{ title[99999] }}", "99999"),
        ("{% for t in tasks recursive %}{{ loop(tasks) }}{% endfor %}", "recursive"),
        ("{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}", "macro"),
    ],
)
def test_what_cannot_be_read_is_reported_with_its_place(text: str, words: str) -> None:
    error = refused(text)
    assert "t.docx" in error.message
    assert words in error.message + error.hint


@pytest.mark.parametrize(
    "text",
    [
        "{{ title.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ title.format }}",
        "{{ tasks.append(1) }}",
        "{{ self.__init__.__globals__ }}",
        "{% for t in tasks %}{{ loop.__class__ }}{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% import 'x' as y %}",
        "{{ range(9999999) }}",
        "{{ 'a' * 999999999 }}",
        "{{ 9 ** 999999999 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ lipsum() }}",
        "{{ cycler }}",
    ],
)
def test_a_template_does_nothing_but_name_data(text: str) -> None:
    refused(text)


NESTED = "{% for a in n %}" * 9 + "字" + "{% endfor %}" * 9


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ [1]|batch(999999999, 'x')|list }}", "999999999"),
        ("{{ [1]|slice(999999999)|list }}", "999999999"),
        ("{{ [1]|slice(0)|list }}", "0"),
        ("{% set n = [title] %}\n" + "{% set n = n + n %}" * 40 + "{{ n|length }}", "{% set n = n + n %}"),
        ("{% set s = title %}\n" + "{% set s = s ~ s %}" * 40 + "{{ s }}", "{% set s = s ~ s %}"),
        ("{% set s = title %}\n" + "{% set s = [s, s]|join %}" * 40 + "{{ s }}", "join"),
        ("{% set s = 'xx' %}" + "{% set s = s|replace('x', s) %}" * 9 + "{{ s }}", "replace"),
        ("{% set n = 'x' * 1 %}", "*"),
        ("{% set n = 'xxxxxxxxx'|list %}\n" + NESTED, "for a in n"),
        ("{% set n = 'xxxxxxxxx'|list %}\n{% set s %}" + NESTED + "{% endset %}", "for a in n"),
    ],
)
def test_what_a_template_makes_is_bounded(text: str, words: str) -> None:
    error = refused(text)
    assert "t.docx" in error.message
    assert words in error.message + error.hint


def test_repeated_texts_within_the_bounds_are_written() -> None:
    joined = "{% for a in [1, 2, 3] %}{{ a ~ '、' ~ title[0:1] }}{% endfor %}"
    rows = "{% for row in [1, 2, 3]|batch(2, 0) %}{{ row|join('+') }};{% endfor %}"
    text = joined + rows
    assert "1、样2、样3、样1+2;3+0;" in said(text)


def test_torn_loops_are_reported() -> None:
    def build(document: Any) -> None:
        document.add_paragraph("{% for t in tasks %}")
        document.add_table(1, 1).cell(0, 0).text = "{% endfor %}"

    assert "{%tr" in refused(build).hint


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"no zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_damaged_template_is_refused(data: bytes) -> None:
    Path("t.docx").write_bytes(data)
    with pytest.raises(GovlistError) as caught:
        docx.render(view(), Path("t.docx"))
    assert caught.value.exit_code == ExitCode.FAILED


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word/document.xml", b"<w:document"),
        ("word/document.xml", b"<a/>"),
        ("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        ("_rels/.rels", b"<Relationships/>"),
        ("[Content_Types].xml", b"<Types/>"),
    ],
)
def test_a_template_with_a_broken_part_is_refused(part: str, content: bytes) -> None:
    path = template("{{ title }}")
    with ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with ZipFile(path, "w") as new:
        for name, data in (parts | {part: content}).items():
            new.writestr(name, data)
    with pytest.raises(GovlistError) as caught:
        docx.render(view(), path)
    assert caught.value.exit_code == ExitCode.FAILED


# The file and the command -------------------------------------------------------------------------


def test_equal_input_gives_equal_bytes() -> None:
    path = template(table("{{ row.requirement }}"))
    assert docx.render(view(), path) == docx.render(view(), path)


def test_the_program_and_the_days_of_the_template_stay() -> None:
    path = template("{{ title }}")
    made = docx.render(view(), path)
    with ZipFile(path) as old, ZipFile(BytesIO(made)) as new:
        assert new.read("docProps/app.xml") == old.read("docProps/app.xml")
        assert {info.date_time for info in new.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    before, after = Document(str(path)).core_properties, Document(BytesIO(made)).core_properties
    assert (before.created, before.author) == (after.created, after.author)


def test_export_takes_a_template(run: Run, checklist: Checklist) -> None:
    checklist(LIST)
    template(table("{{ row.number }}"))
    done = run("export", "--format", "docx", "--template", "t.docx", "-o", "out.docx")
    assert (done.code, done.out) == (0, "")
    assert rows(Document("out.docx"))[1:] == [["1"], ["2"], ["3"]]


def test_a_template_serves_each_unit(run: Run, checklist: Checklist) -> None:
    checklist(LIST)
    template("{{ 单位 }}：{{ 总体情况 }}")
    assert run("export", "--format", "docx", "--template", "t.docx", "--per-unit", "out").code == 0
    for unit in ("区教体局", "区司法局"):
        (paragraph,) = Document(f"out/{unit}.docx").paragraphs
        assert paragraph.text.startswith(f"{unit}：")


def test_a_fault_of_the_template_writes_nothing(run: Run, checklist: Checklist) -> None:
    checklist(LIST)
    template("{{ titel }}")
    done = run("export", "--format", "docx", "--template", "t.docx", "-o", "out.docx")
    assert done.code == ExitCode.USAGE
    assert "{{ titel }}" in done.err
    assert "Traceback" not in done.err
    assert not Path("out.docx").exists()


# What is documented -------------------------------------------------------------------------------


def test_the_examples_of_the_page_work() -> None:
    page = DOCS.read_text(encoding="utf-8")
    (example,) = re.findall(r"```text\n(.*?)\n```", page, re.DOTALL)
    assert said(example)[:3] == [
        "一、主动公开",
        "1. 公开招生政策（进度滞后）",
        "2. 公开执法结果（尚待明确责任单位）",
    ]
    assert said(example)[-1] == "逾期1项次，请抓紧办理。"
    cells = re.findall(r"`(\{\{ row\.\w+ \}\})`", page)
    assert rows(filled(table(*cells)))[1] == [
        "1",
        "公开招生政策",
        "进度滞后",
        "应报1家、已报1家；滞后：区教体局",
    ]


@pytest.mark.parametrize("kind", _context.KINDS)
def test_the_page_lists_every_name(kind: str) -> None:
    page = DOCS.read_text(encoding="utf-8")
    section = page.partition(f"\n### {kind[0].upper()}{kind[1:]}\n")[2].partition("\n##")[0]
    documented = dict(re.findall(r"^\| `(\w+)` \| ([^|]*?) \|", section, re.MULTILINE))
    assert documented == _context.KINDS[kind]


def test_what_a_template_may_name_is_what_it_is_given() -> None:
    values = _context.context(view(since=date(2024, 9, 23)))
    lists: dict[str, Any] = {
        "the document": values,
        "figures": values["figures"],
        **{kind: values[kind][0] for kind in ("sections", "tasks", "units", "pressing", "changes", "open")},
    }
    lists["topics"] = lists["sections"]["topics"][0]
    for kind, names in _context.KINDS.items():
        words = {word for key, known in names.items() for word in (key, *known.split())}
        assert {key for key in lists[kind] if not key.startswith("x-")} - words == set(), kind
        assert words <= lists[kind].keys(), kind
