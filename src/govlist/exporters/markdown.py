"""The ledger as Markdown, for people and for pasting into Word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govlist.ledger import ledger
from govlist.query import View
from govlist.sheets import Part
from govlist.text import visible

SUFFIX = ".md"
COLUMNS = ()


def render(view: View) -> str:
    """The whole document; every cell on one line, nothing in it that Markdown or HTML would read."""
    made = ledger(view)
    lines = [f"# {_text(made.title)}", _text(made.subtitle), ""]
    for part in made.parts:
        lines += _part(part)
    return "\n".join([*lines, _text(made.notes), ""])


def _part(part: Part) -> Iterator[str]:
    yield f"{'#' * part.level} {_text(part.title)}"
    yield ""
    for paragraph in part.paragraphs:
        yield from (_text(paragraph), "")
    if part.table:
        yield _table(part.table)
        yield ""


def _table(rows: Sequence[Sequence[str]]) -> str:
    from tabulate import tabulate

    header, *body = ([_cell(value) for value in row] for row in rows)
    return tabulate(body, header, tablefmt="pipe", disable_numparse=True, colalign=["left"] * len(header))


def _cell(text: str) -> str:
    return "<br>".join(_text(line) for line in text.strip().splitlines()).replace("|", "\\|")


def _text(text: str) -> str:
    """Text that stays text: markup's characters escaped, controls shown."""
    text = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for char in "\\`*_[]":
        text = text.replace(char, "\\" + char)
    return text
