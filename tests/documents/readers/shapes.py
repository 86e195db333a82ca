"""A document's blocks as short texts, so that tests can compare them."""

from __future__ import annotations

from govlist.documents.document import Document, Paragraph, Table


def grids(document: Document) -> list[list[list[str]]]:
    """The tables' rows; a cell begins with `^` if it continues the cell above, `<` if that to its left."""
    return [
        [[f"{'^' * cell.above}{'<' * cell.left}{cell.text}" for cell in row.cells] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Table)
    ]


def grid(document: Document) -> list[list[str]]:
    """The only table's rows."""
    (only,) = grids(document)
    return only


def words(document: Document) -> list[str]:
    """The paragraphs' texts; headings begin with their level: `# 1`."""
    return [
        f"{'#' * (block.level or 0)}{' ' * bool(block.level)}{block.text}"
        for block in document.blocks
        if isinstance(block, Paragraph)
    ]


def doubts(document: Document) -> list[str]:
    """The doubts with their places."""
    return [f"{doubt.place}：{doubt.message}" for doubt in document.doubts]
