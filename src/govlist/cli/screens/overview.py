"""`overview`: the sentence, a table of groups, what needs attention, and which lists are not counted."""

from __future__ import annotations

from collections.abc import Sequence

from govlist.base.i18n import _
from govlist.cli.screens.status.district import style
from govlist.cli.tables import Column, Line, Piece, bar, hanging, line, paragraph, spread, table
from govlist.content.columns import Column as Figure
from govlist.many import paper, summary
from govlist.many.rows import Overview, Row
from govlist.model.words import day, placeholders

TITLE = 20
"""The least width of the titles of rows."""


def lines(found: Overview, chosen: Sequence[str], max_width: int | None) -> list[Line]:
    """The whole screen."""
    as_of = _("as of {day}").format(day=day(found.question.day))
    made = [*spread(paper.title(found), as_of, max_width, "title")]
    made += paragraph(summary.sentence(found), max_width)
    if found.total.counts.applicable:
        counts = found.total.counts
        made.append(line(bar(counts.done, counts.applicable, max_width)))
    if found.rows:
        made += _groups(found, chosen, max_width)
    made += _attention(found, max_width)
    made += _units(found, max_width)
    return [*made, *_apart(found, max_width)]


def _groups(found: Overview, chosen: Sequence[str], max_width: int | None) -> list[Line]:
    heads, figures = summary.heads(found, found.question.by), summary.figures(found, chosen)
    rows = [*found.rows, *([found.total] if len(found.rows) > 1 else [])]
    marked = paper.remark()
    columns = [*map(_head, heads), *map(_figure, figures), Column(marked.title(), keep=False)]
    cells = [
        [*_titles(heads, row), *(_cell(each, row) for each in figures), (marked.cell(row), "warn")]
        for row in rows
    ]
    made = table(columns, cells, max_width)
    if len(found.rows) > 1:
        made[-1] = [(text, each or "title") for text, each in made[-1]]
    shown = any(text == summary.change_title() for text, _style in made[0])
    compared = summary.compared(found) if shown else ""
    return [line(), *made, *(paragraph(compared, max_width, "dim") if compared else [])]


def _head(column: Figure[Row]) -> Column:
    return Column(column.title(), least=TITLE)


def _figure(column: Figure[Row]) -> Column:
    return Column(column.title(), right=True, drop=column.drop, keep=column.keep)


def _titles(heads: Sequence[Figure[Row]], row: Row) -> list[Piece]:
    """The total has a title alone."""
    if not row.key:
        return [(row.title, ""), *(("", "") for _each in heads[1:])]
    return [(each.cell(row), "") for each in heads]


def _cell(column: Figure[Row], row: Row) -> Piece:
    value = column.cell(row)
    if column.key == "change":
        return value, "bad" if value.startswith("-") and value != "-" else "dim" if value == "-" else ""
    return (str(value or "-"), style(column.key, value)) if isinstance(value, int) else (value, "")


def _attention(found: Overview, max_width: int | None) -> list[Line]:
    reasons = list(summary.attention(found))
    if not reasons:
        return []
    columns = [
        Column(_("reason")),
        Column(_("obligations"), right=True),
        Column(_("where"), least=TITLE, wraps=True, room=True),
    ]
    cells: list[list[Piece]] = [
        [(each.word, style(each.reason.key, each.number)), (str(each.number), ""), (each.names, "")]
        for each in reasons
    ]
    return [line(), line(_("Follow-up required"), "title"), *table(columns, cells, max_width)]


def _units(found: Overview, max_width: int | None) -> list[Line]:
    rows = summary.slow_units(found)
    if not rows or found.question.by == "unit":
        return []
    heads, figures = summary.heads(found, "unit"), summary.unit_figures()
    cells = [[*_titles(heads, row), *(_cell(each, row) for each in figures)] for row in rows]
    columns = [*map(_head, heads), *map(_figure, figures)]
    title = _("Units with the most to follow up")
    return [line(), line(title, "title"), *table(columns, cells, max_width)]


def _apart(found: Overview, max_width: int | None) -> list[Line]:
    """Lists that are not counted or counted twice, and the years that are not shown."""
    made: list[Line] = []
    if found.rejected:
        made += [line(), line(_("Lists with errors"), "title")]
        for each in found.rejected:
            text = _("{path}, line {line}: {message}").format(
                path=each.source.path, line=each.problem.line, message=each.problem.message
            )
            made += hanging([("  ", "")], text, max_width, "bad")
        made += paragraph(
            _("All errors of a list: {command}").format(command=placeholders("govlist validate FILE")),
            max_width,
            "dim",
        )
    doubts = [*summary.doubts(found), summary.others(found)]
    for text in filter(None, doubts):
        made += [line(), *paragraph(text, max_width, "warn")]
    return made
