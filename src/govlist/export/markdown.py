"""The ledger as Markdown, for people and for pasting into Word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from govlist.base.text import visible
from govlist.content import annual
from govlist.content.brief import brief
from govlist.content.columns import Table
from govlist.content.ledger import Ledger, Part, ledger
from govlist.model.view import View

SUFFIX = ".md"
COLUMNS = ()


def render(view: View) -> str:
    """The whole document. Each cell is one line; characters of Markdown and HTML are escaped."""
    return render_paper(ledger(view), view.day)


def render_brief(view: View) -> str:
    """The brief."""
    return render_paper(brief(view), view.day)


def render_paper(made: Ledger, _day: date) -> str:
    """Any paper."""
    lines = [f"# {_text(made.title)}", _text(made.subtitle), ""]
    for part in made.parts:
        lines += _part(part)
    return "\n".join([*lines, *([_text(made.notes), ""] if made.notes else [])])


def render_record(view: View, record: Table) -> str:
    """The year's record as one table."""
    title = _text(annual.title(view))
    day = _text(annual.subtitle(view))
    notes = _text(annual.notes(view))
    table = [_table(annual.paper(record)), ""] if record.rows else []
    return "\n".join([f"# {title}", day, "", *table, notes, ""])


def _part(part: Part) -> Iterator[str]:
    yield f"{'#' * part.level} {_text(part.heading)}"
    yield ""
    for paragraph in part.paragraphs:
        yield from (_text(paragraph), "")
    if part.table:
        yield _table(part.table)
        yield ""


def _table(table: Table) -> str:
    from tabulate import tabulate

    header, *body = ([_cell(value) for value in row] for row in table.lines())
    return tabulate(body, header, tablefmt="pipe", disable_numparse=True, colalign=["left"] * len(header))


def _cell(text: str) -> str:
    return "<br>".join(_text(line) for line in text.strip().splitlines()).replace("|", "\\|")


def _text(text: str) -> str:
    """Escape the characters of markup and show control characters."""
    text = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for char in "\\`*_[]~":
        text = text.replace(char, "\\" + char)
    return text
