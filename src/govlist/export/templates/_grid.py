"""The cells of a sheet's XML: read by row and column, filled with text, merged and parted."""

from __future__ import annotations

from typing import Any

from lxml import etree

from govlist.documents.areas import Area, position, reference
from govlist.documents.paper.workbook import written
from govlist.documents.workbook import Sheet
from govlist.export.templates._book import MAIN, local

_ABOVE_MERGES = (
    *(
        "sheetData",
        "sheetCalcPr",
        "sheetProtection",
        "protectedRanges",
        "scenarios",
        "autoFilter",
        "sortState",
    ),
    *("dataConsolidate", "customSheetViews"),
)
"""What stands before the merged areas, from the cells on."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Grid:
    """The rows and cells of a sheet. Raises ValueError where their places make no sense."""

    def __init__(self, root: Any, sheet: Sheet) -> None:
        self.root = root
        self._shown = dict(sheet.rows)
        data = root.find(f"{MAIN}sheetData")
        if data is None:
            raise ValueError("no cells")
        self._data = data
        self.rows: dict[int, Any] = {}
        self._cells: dict[int, dict[int, Any]] = {}
        for row in data.iterfind(f"{MAIN}row"):
            self._take(row)
        self.merges = [
            Area.read(each.get("ref", "")) for each in root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell")
        ]

    def _take(self, row: Any) -> None:
        """A row as the file has it; one that does not say which it is follows the one before."""
        number = int(row.get("r") or max(self.rows, default=0) + 1)
        self.rows[number] = row
        cells: dict[int, Any] = {}
        for cell in row.iterfind(f"{MAIN}c"):
            column = position(cell.get("r"))[1] if cell.get("r") else max(cells, default=0) + 1
            cell.set("r", reference(number, column))
            cells[column] = cell
        self._cells[number] = cells

    # -- reading -------------------------------------------------------------------------------------

    def text(self, row: int, column: int) -> str:
        """What a cell showed in the office's workbook; of a merged cell only its first place holds it."""
        cell = self._shown.get(row, {}).get(column)
        return cell.text if cell else ""

    def columns(self, row: int) -> list[int]:
        """The columns that a row has cells in."""
        return sorted(self._cells.get(row, ()))

    def cell(self, row: int, column: int) -> Any | None:
        """A cell, None where the file has none."""
        return self._cells.get(row, {}).get(column)

    def look(self, row: int, column: int) -> str:
        """The number of a cell's style."""
        cell = self.cell(row, column)
        return "0" if cell is None else str(cell.get("s", "0"))

    # -- changing ------------------------------------------------------------------------------------

    def insert(self, after: int, number: int) -> None:
        """Move all rows below one down, so that there is room for a number of new ones."""

        def moved(row: int) -> int:
            return row + number if row > after else row

        self.rows = {moved(row): each for row, each in self.rows.items()}
        self._cells = {moved(row): each for row, each in self._cells.items()}
        self._shown = {moved(row): each for row, each in self._shown.items()}
        self.merges = [a._replace(top=moved(a.top), bottom=moved(a.bottom)) for a in self.merges]

    def made(self, row: int, column: int) -> Any:
        """A cell, made where the file has none."""
        cells = self._cells.setdefault(row, {})
        if row not in self.rows:
            self.rows[row] = etree.Element(f"{MAIN}row")
        if column not in cells:
            cells[column] = etree.Element(f"{MAIN}c")
        return cells[column]

    def put(self, row: int, column: int, text: str) -> None:
        """Fill a cell with text, whatever it begins with; its style stays."""
        cell = self.made(row, column)
        self.clear(cell)
        if text:
            cell.set("t", "inlineStr")
            inside = etree.SubElement(etree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t")
            inside.set(_SPACE, "preserve")
            inside.text = written(text)

    @staticmethod
    def clear(cell: Any) -> None:
        """Take out what a cell holds; its style stays."""
        cell.attrib.pop("t", None)
        for child in list(cell):
            cell.remove(child)

    def write(self) -> None:
        """Bring rows, cells and merged areas back into the XML, in their order and with their places."""
        for row in list(self._data):
            self._data.remove(row)
        for number in sorted(self.rows):
            row, cells = self.rows[number], self._cells.get(number, {})
            row.set("r", str(number))
            row.attrib.pop("spans", None)
            for child in list(row.iterfind(f"{MAIN}c")):
                row.remove(child)
            for place, column in enumerate(sorted(cells)):
                cells[column].set("r", reference(number, column))
                row.insert(place, cells[column])
            self._data.append(row)
        self._write_merges()

    def _write_merges(self) -> None:
        held = self.root.find(f"{MAIN}mergeCells")
        if held is None:
            held = etree.Element(f"{MAIN}mergeCells")
            [*_above, last] = (each for each in self.root if local(each) in _ABOVE_MERGES)
            last.addnext(held)
        for each in list(held):
            held.remove(each)
        for area in self.merges:
            etree.SubElement(held, f"{MAIN}mergeCell").set("ref", area.ref)
        held.set("count", str(len(self.merges)))
        if not self.merges:
            self.root.remove(held)
