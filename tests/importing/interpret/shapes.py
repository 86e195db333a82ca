"""Documents written down shortly, and lists told shortly, for the tests of understanding."""

from __future__ import annotations

from pathlib import Path

from govlist.documents.document import Cell, Document, Paragraph, Place, Row, Table
from govlist.documents.readers import txt
from govlist.importing.interpret.finding import Wishes
from govlist.importing.interpret.making import Understood, understand
from govlist.model.checklist import Checklist, Role

_ROLES = {Role.LEAD: "牵头", Role.RESPONSIBLE: "", Role.SUPPORT: "配合"}


def grid(*rows: str, number: int = 1) -> Table:
    """A table with `|` between cells; `^` is merged with the cell above, `<` with the one to the left."""
    made: list[Row] = []
    for count, text in enumerate(rows, 1):
        cells: list[Cell] = []
        for index, raw in enumerate(text.split("|")):
            piece = raw.replace("\\n", "\n").strip(" ")
            if piece == "^":
                cells.append(Cell(made[-1].cells[index].text, above=True))
            elif piece == "<":
                cells.append(Cell(cells[-1].text, left=True))
            else:
                cells.append(Cell(piece))
        made.append(Row(tuple(cells), Place(table=number, row=count)))
    return Table(tuple(made), Place(table=number))


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """A paragraph a line."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return tuple(Paragraph(line, Place(paragraph=count)) for count, line in enumerate(lines, 1))


def document(*blocks: Table | Paragraph) -> Document:
    """A document of blocks."""
    return Document(blocks)


def of_text(text: str) -> Document:
    """A text file's document."""
    return txt.of_text(Path("a.txt"), text)


def made(source: Document, **wishes: object) -> Understood:
    """What is understood of a document of 2024."""
    return understand(source, Wishes(**{"name": "清单.txt", "year": 2024, **wishes}))  # type: ignore[arg-type]


def told(checklist: Checklist) -> list[str]:
    """A line a task: `大项/小项 1 要求 | 单位:角色 | 时限`; what is empty is left out."""
    lines = []
    for placed in checklist.placed():
        task = placed.task
        titles = "/".join(filter(None, (placed.section.title, placed.topic and placed.topic.title)))
        units = "、".join(
            entry.unit + (f":{_ROLES[entry.role]}" if _ROLES[entry.role] else "")
            for entry in task.responsible
        )
        due = " ".join(
            filter(None, (task.due_text, task.due and task.due.isoformat(), "长期" * task.standing))
        )
        lines.append(" | ".join(filter(None, (f"{titles} {task.id} {task.requirement}", units, due))))
    return lines


def doubts(understood: Understood) -> list[str]:
    """The doubts about the list and its tasks as `place: message`; guesses about the roster left out."""
    return [f"{u.doubt.place}: {u.doubt.message}" for u in understood.uncertain if u.owner is None]
