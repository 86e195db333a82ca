"""An overview as a paper 【全市各区推进情况通报】, in parts as every format takes it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govlist.base.i18n import _, p_
from govlist.content.columns import Column, Table
from govlist.content.ledger import Ledger, Part, numbered
from govlist.many import summary
from govlist.many.overview import Rejected
from govlist.many.rows import Overview, Row
from govlist.many.summary import Attention
from govlist.model.words import day


def paper(found: Overview, chosen: Sequence[str] = ()) -> Ledger:
    """The sentence, the table, what needs attention, the units, the lists with errors."""
    parts = [Part(_("Overview"), paragraphs=(summary.sentence(found),))]
    if found.listed or found.rejected:
        parts.append(Part(summary.titles(found.question.by).table, table=table(found, chosen)))
    parts += _attention(found)
    if found.rejected:
        parts.append(Part(_("Lists with errors"), table=Table.of(_of_rejected(), found.rejected)))
    return Ledger(
        title(found), _("As of: {day}").format(day=day(found.question.day)), numbered(parts), notes(found)
    )


def title(found: Overview) -> str:
    """全市各区推进情况通报."""
    if found.regions == 1:
        return _("Progress of {region}").format(region=summary.where(found))
    if len(found.cities) > 1:
        return _("Progress of all regions")
    return _("Progress of all regions of the city")


def columns(found: Overview, chosen: Sequence[str] = ()) -> list[Column[Row]]:
    """The columns of the table of groups."""
    return [*summary.heads(found, found.question.by), *summary.figures(found, chosen), remark()]


def table(found: Overview, chosen: Sequence[str] = ()) -> Table:
    """A row for each group and their total, without columns that hold nothing."""
    rows = [*found.rows, *([found.total] if len(found.rows) > 1 else [])]
    made = _with_dashes(Table.of(columns(found, chosen), rows))
    kept = (c for c in made.columns if c.keep or any(row[c.key] not in ("", "-") for row in made.rows))
    return Table(tuple(kept), made.rows, total=len(found.rows) > 1)


def flat(found: Overview, chosen: Sequence[str] = ()) -> Table:
    """A row for each group, for spreadsheets and scripts: every column, codes and numbers."""
    return Table.of([*summary.flat(found, chosen), remark()], found.rows)


def remark() -> Column[Row]:
    """The column that says which figures are incomplete."""
    return Column("remark", lambda: p_("overview", "remark"), summary.note)


def notes(found: Overview) -> str:
    """How the figures are counted, and which lists are not."""
    said = [_("one task owed by one unit is one obligation"), summary.compared(found)]
    text = _("How figures are counted: {notes}.").format(notes=p_("note", "; ").join(filter(None, said)))
    return text + "".join(filter(None, [summary.others(found)]))


def _attention(found: Overview) -> Iterator[Part]:
    reasons = list(summary.attention(found))
    if not reasons:
        yield Part(_("Follow-up required"), paragraphs=(_("No follow-up is required."),))
        return
    yield Part(_("Follow-up required"), table=Table.of(_of_attention(), reasons))
    rows = summary.slow_units(found)
    if rows and found.question.by != "unit":
        made = _with_dashes(Table.of([*summary.heads(found, "unit"), *summary.unit_figures()], rows))
        yield Part(_("Units with the most to follow up"), table=made.used())


def _of_attention() -> list[Column[Attention]]:
    return [
        Column("reason", lambda: _("reason"), lambda each: each.word),
        Column("number", lambda: _("obligations"), lambda each: str(each.number)),
        Column("where", lambda: _("where"), lambda each: each.names, prose=True),
    ]


def _of_rejected() -> list[Column[Rejected]]:
    return [
        Column("path", lambda: _("list"), lambda each: each.source.path, prose=True),
        Column("line", lambda: _("line"), lambda each: each.problem.line),
        Column("message", lambda: _("first error"), lambda each: each.problem.message, prose=True),
    ]


def _with_dashes(made: Table) -> Table:
    """The table with `-` for 0, as in every paper."""
    rows = tuple({key: value if value != 0 else "-" for key, value in row.items()} for row in made.rows)
    return Table(made.columns, rows)
