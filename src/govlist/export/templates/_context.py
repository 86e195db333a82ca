"""The data for Word templates: texts, numbers and lists under English and Chinese names. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from govlist.base.text import visible_lines
from govlist.content.columns import COUNTS, Table
from govlist.content.entries import Entry, of_pairs, of_tasks
from govlist.content.ledger import ledger
from govlist.content.moves import CHANGES, every_report
from govlist.content.problems import FOLLOW_UP, OPEN, follow_up_by_task, to_settle
from govlist.content.summaries import TASK_STATES, task_figures, unit_sentence
from govlist.export.templates import _rows
from govlist.export.templates._rows import WORDS
from govlist.model.checklist import Basis
from govlist.model.figures import Counts, count
from govlist.model.states import STATE
from govlist.model.view import View
from govlist.model.words import day, span

DOCUMENT = {
    "title": "标题",
    "subtitle": "副标题",
    "list": "清单名称",
    "region": "地区",
    "year": "年度",
    "day": "截至日期",
    "span": "统计时段",
    "unit": "单位",
    "overview": "总体情况",
    "notes": "统计口径",
    "figures": "数据",
    "sections": "大项",
    "tasks": "任务",
    "pairs": "项次",
    "units": "各单位",
    "pressing": "需督办事项",
    "changes": "本期进展 本周进展",
    "open": "待认定事项",
}
FIGURES = {
    **{figure.key: figure.words for figure in COUNTS},
    "support": STATE["support"].office_word,
    "share": "完成率",
}
TASKS = {f"tasks_{key}": f"{STATE[key].office_word}任务数" for key in TASK_STATES}
OF_ALL = {"tasks": "任务数", **TASKS, "units": "单位数", **FIGURES}
SECTION = {"number": "序号", "title": "标题", "heading": "全称", "topics": "小项", "tasks": "任务"}
TOPIC = {"number": "序号", "title": "标题", "heading": "全称", "tasks": "任务"}
ROW = {key: " ".join(filter(str.isidentifier, words.split())) for key, words in WORDS.items()}
UNIT = {"unit": "单位", "kind": "类别", "overview": "总体情况", **FIGURES, "tasks": "任务"}
KINDS = {
    "the document": DOCUMENT,
    "figures": OF_ALL,
    "sections": SECTION,
    "topics": TOPIC,
    "tasks": ROW,
    "units": UNIT,
    **{
        kind: {column.key: column.words for column in columns}
        for kind, columns in (("pressing", FOLLOW_UP), ("changes", CHANGES), ("open", OPEN))
    },
}
"""The names available in each place: a key, and its Chinese synonyms."""

Values = dict[str, object]


def context(view: View) -> Values:
    """All data for a template; `tasks` are pairs if the view is limited to units."""
    result = ledger(view)
    pairs = _tasks(view, of_pairs(view, view.pairs))
    tasks = pairs if view.by_pairs else _tasks(view, of_tasks(view))
    return _named(
        DOCUMENT,
        {
            "title": visible_lines(result.title),
            "subtitle": visible_lines(result.subtitle),
            "list": visible_lines(view.checklist.title),
            "region": visible_lines(view.checklist.region or ""),
            "year": view.checklist.year,
            "day": day(view.day),
            "span": span(view.since, view.day) if view.since else "",
            "unit": visible_lines(view.one or ""),
            "overview": visible_lines("\n".join(result.parts[0].paragraphs)),
            "notes": visible_lines(result.notes),
            "figures": _named(OF_ALL, _overall(view)),
            "sections": _sections(tasks),
            "tasks": tasks,
            "pairs": pairs,
            "units": [_named(UNIT, _unit(view, unit, pairs)) for unit in view.units],
            "pressing": _table("pressing", follow_up_by_task(view)),
            "changes": _table("changes", every_report(view)),
            "open": _table("open", _open(view)),
        },
    )


def _named(names: Mapping[str, str], values: Values) -> Values:
    """Add the Chinese synonyms to values."""
    return values | {word: values[key] for key, words in names.items() for word in words.split()}


def _table(kind: str, table: Table) -> list[Values]:
    """The rows of a table as mappings."""
    return [
        _named(KINDS[kind], {key: visible_lines(text) for key, text in row.items()}) for row in table.rows
    ]


def _tasks(view: View, entries: Iterable[Entry]) -> list[Values]:
    """Rows as mappings; every row has all keys of the office."""
    blank = dict.fromkeys(_rows.office_keys(view), "")
    return [_named(ROW, {**blank, **_rows.row(entry)}) for entry in entries]


def _open(view: View) -> Table:
    """The tasks to settle; for units, only their own."""
    mine = {str(pair.task.id) for pair in view.pairs if pair.basis is Basis.CANDIDATE}
    table = to_settle(view)
    return Table(table.columns, tuple(row for row in table.rows if row["number"] in mine))


def _figures(counts: Counts) -> Values:
    share = counts.percent if counts.applicable else ""
    return {**{each.key: each.cell(counts) for each in COUNTS}, "support": counts.support, "share": share}


def _overall(view: View) -> Values:
    tasks = {f"tasks_{key}": len(ids) for key, ids in task_figures(view).items()}
    owing = {pair.unit for pair in view.pairs if pair.basis.owes}
    return {"tasks": len(view.tasks), **tasks, "units": len(owing), **_figures(count(view.pairs))}


def _unit(view: View, unit: str, pairs: list[Values]) -> Values:
    return {
        "unit": visible_lines(unit),
        "kind": visible_lines(view.roster.units[unit].kind),
        "overview": visible_lines(unit_sentence(view, unit)),
        **_figures(count(view.of_unit(unit))),
        "tasks": [row for row in pairs if row["unit"] == visible_lines(unit)],
    }


def _sections(tasks: list[Values]) -> list[Values]:
    """The sections with their topics and tasks; a section without topics has one without title."""
    result = []
    for section, in_section in groupby(tasks, key=lambda row: str(row["section"])):
        below = list(in_section)
        topics = [
            _named(TOPIC, {**_heading(topic), "tasks": list(rows)})
            for topic, rows in groupby(below, key=lambda row: str(row["topic"]))
        ]
        result.append(_named(SECTION, {**_heading(section), "topics": topics, "tasks": below}))
    return result


def _heading(text: str) -> Values:
    """Split a heading such as 一、围绕… into number and title."""
    number, mark, title = text.partition("）" if text.startswith("（") else "、")
    return {"number": number + mark if mark == "）" else number, "title": title, "heading": text}
