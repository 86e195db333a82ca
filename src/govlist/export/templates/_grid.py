"""The cells of a sheet's XML: reading, filling with text, merging."""

from __future__ import annotations

from typing import Any

from lxml import etree

from govlist.documents.areas import Area, position, reference
from govlist.documents.cells import Sheet
from govlist.documents.paper.workbook import written
from govlist.export.templates._book import MAIN, local

_BEFORE_MERGES = (
    *("sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter"),
    *("sortState", "dataConsolidate", "customSheetViews"),
)
"""The elements between the cells and the merged areas, in order."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Grid:
    """The rows and cells of a sheet. Raises ValueError if their positions are invalid."""

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
            self._add_row(row)
        self.merges = [
            Area.read(each.get("ref", "")) for each in root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell")
        ]

    def _add_row(self, row: Any) -> None:
        """Add a row of the file; a row without number follows the previous one."""
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
        """The text displayed in the office's workbook; in a merged area only the first cell has it."""
        cell = self._shown.get(row, {}).get(column)
        return cell.text if cell else ""

    def columns(self, row: int) -> list[int]:
        """The columns of a row that have cells."""
        return sorted(self._cells.get(row, ()))

    def cell(self, row: int, column: int) -> Any | None:
        """A cell, None if it does not exist."""
        return self._cells.get(row, {}).get(column)

    def style(self, row: int, column: int) -> str:
        """The number of a cell's style."""
        cell = self.cell(row, column)
        return "0" if cell is None else str(cell.get("s", "0"))

    def looks_like(self, row: int, other: int, columns: range) -> bool:
        """Whether most cells of a row have the style of another row."""
        return 2 * sum(self.style(row, c) == self.style(other, c) for c in columns) >= len(columns)

    # -- changing ------------------------------------------------------------------------------------

    def insert(self, after: int, number: int) -> None:
        """Move all rows after a row down by `number`."""

        def shifted(row: int) -> int:
            return row + number if row > after else row

        self.rows = {shifted(row): each for row, each in self.rows.items()}
        self._cells = {shifted(row): each for row, each in self._cells.items()}
        self._shown = {shifted(row): each for row, each in self._shown.items()}
        self.merges = [a._replace(top=shifted(a.top), bottom=shifted(a.bottom)) for a in self.merges]

    def get_or_create(self, row: int, column: int) -> Any:
        """A cell; it is created if it does not exist."""
        cells = self._cells.setdefault(row, {})
        if row not in self.rows:
            self.rows[row] = etree.Element(f"{MAIN}row")
        if column not in cells:
            cells[column] = etree.Element(f"{MAIN}c")
        return cells[column]

    def put(self, row: int, column: int, text: str) -> None:
        """Fill a cell with text, never read as a formula; its style stays."""
        cell = self.get_or_create(row, column)
        self.clear(cell)
        if text:
            cell.set("t", "inlineStr")
            inside = etree.SubElement(etree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t")
            inside.set(_SPACE, "preserve")
            inside.text = written(text)

    @staticmethod
    def clear(cell: Any) -> None:
        """Remove the contents of a cell; its style stays."""
        cell.attrib.pop("t", None)
        for child in list(cell):
            cell.remove(child)

    def write(self) -> None:
        """Write rows, cells and merged areas back into the XML, in order."""
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
        merged = self.root.find(f"{MAIN}mergeCells")
        if merged is None:
            merged = etree.Element(f"{MAIN}mergeCells")
            [*_above, last] = (each for each in self.root if local(each) in _BEFORE_MERGES)
            last.addnext(merged)
        for each in list(merged):
            merged.remove(each)
        for area in self.merges:
            etree.SubElement(merged, f"{MAIN}mergeCell").set("ref", area.ref)
        merged.set("count", str(len(self.merges)))
        if not self.merges:
            self.root.remove(merged)
