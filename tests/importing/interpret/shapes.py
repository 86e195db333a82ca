"""Short notations for documents and lists, for the tests of interpretation."""

from __future__ import annotations

from pathlib import Path

from govlist.documents.document import Cell, Document, Paragraph, Place, Row, Table
from govlist.documents.readers import txt
from govlist.importing.interpret.build import ImportedList, build_list
from govlist.importing.interpret.finding import Options
from govlist.model.checklist import Checklist, Role
from govlist.model.words import joined

_ROLES = {Role.LEAD: "牵头", Role.RESPONSIBLE: "", Role.SUPPORT: "配合"}


def grid(*rows: str, number: int = 1) -> Table:
    """A table with `|` between cells; `^` is merged with the cell above, `<` with the one to the left."""
    rows_made: list[Row] = []
    for count, text in enumerate(rows, 1):
        cells: list[Cell] = []
        for index, raw in enumerate(text.split("|")):
            piece = raw.replace("\\n", "\n").strip(" ")
            if piece == "^":
                cells.append(Cell(rows_made[-1].cells[index].text, above=True))
            elif piece == "<":
                cells.append(Cell(cells[-1].text, left=True))
            else:
                cells.append(Cell(piece))
        rows_made.append(Row(tuple(cells), Place(table=number, row=count)))
    return Table(tuple(rows_made), Place(table=number))


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """One paragraph per line."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return tuple(Paragraph(line, Place(paragraph=count)) for count, line in enumerate(lines, 1))


def document(*blocks: Table | Paragraph) -> Document:
    """A document of blocks."""
    return Document(blocks)


def of_text(text: str) -> Document:
    """A text file's document."""
    return txt.of_text(Path("a.txt"), text)


def interpreted(source: Document, **options: object) -> ImportedList:
    """The list read from a document of 2024."""
    return build_list(source, Options(**{"name": "清单.txt", "year": 2024, **options}))  # type: ignore[arg-type]


def task_lines(checklist: Checklist) -> list[str]:
    """One line per task: `大项/小项 1 要求 | 单位:角色 | 时限`, without empty parts."""
    lines = []
    for placed in checklist.placed():
        task = placed.task
        titles = "/".join(filter(None, (placed.section.title, placed.topic and placed.topic.title)))
        units = "、".join(
            entry.unit + (f":{_ROLES[entry.role]}" if _ROLES[entry.role] else "")
            for entry in task.responsible
        )
        due = " ".join(
            filter(None, (task.due_text, joined(each.text for each in task.due), "长期" * task.standing))
        )
        lines.append(" | ".join(filter(None, (f"{titles} {task.id} {task.requirement}", units, due))))
    return lines


def doubts(imported: ImportedList) -> list[str]:
    """The doubts about the list and its tasks as `place: message`; guesses about the roster left out."""
    return [f"{u.doubt.place}: {u.doubt.message}" for u in imported.uncertain if u.owner is None]
