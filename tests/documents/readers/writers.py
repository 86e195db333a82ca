"""The seed's table written as Word, Excel, web page and PDF: its 28 rows, cells merged as on paper.

`write(kind, path)` writes it; `table()` is the grid that a reader must return, with merged cells filled;
`seed_rows()` are its rows, with None if a cell is merged with the one above.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

SEED = Path(__file__).parents[2] / "data" / "tianjiaan-2024.txt"
TITLE = "田家庵区 2024 年度政务公开重点工作清单"
HEADER = ("工作任务", "工作任务", "序号", "具体要求", "责任单位")

Merged = list[str | None]


def seed_rows() -> list[Merged]:
    """Section, topic, number, requirement, units of the 28 tasks; None for merged cells."""
    rows: list[Merged] = []
    for line in SEED.read_text(encoding="utf-8").splitlines()[5:]:
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < 3 or set("".join(cells)) <= {"-"}:
            continue
        heads = [cell for cell in cells if re.match(r"[一二三]、|\([一二三四五六七八九十]+\)", cell)]
        section = next((cell for cell in heads if cell[1] == "、"), None)
        topic = next((cell for cell in heads if cell.startswith("(")), None)
        rest = [cell for cell in cells if cell and cell not in heads]
        number = next((cell for cell in rest if re.match(r"\d+(?!\d| *年)", cell)), None)
        if number is None:  # a row that the page has cut
            _join(rows, rest)
            continue
        digits = re.match(r"\d+", number)[0]  # type: ignore[index]
        glued = number[len(digits) :].strip()
        rest = rest[rest.index(number) + 1 :]
        requirement, *units = [glued, *rest] if glued else rest
        rows.append([section, topic, digits, requirement, *units])
        stray = [cell for cell in cells[: cells.index(number)] if cell and cell not in heads]
        if stray and rows[-2][1]:  # the rest of a topic that begins in a row above
            rows[-2][1] += stray[0]
    return [[_one_line(cell) for cell in row] for row in rows]


def _join(rows: list[Merged], rest: Sequence[str]) -> None:
    """The second half of a cut row, each piece in its cell."""
    for piece in rest:
        column = 1 if len(piece) < 4 and piece != "乡镇街道" else 4 if "乡镇街道" in piece[-5:] else 3
        if column == 1:
            target = next(row for row in reversed(rows) if row[1])
            target[1] = str(target[1]) + piece
        else:
            rows[-1][column] = str(rows[-1][column]) + piece


def _one_line(cell: str | None) -> str | None:
    return re.sub(r"(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])", "", cell) if cell else cell


def table() -> list[tuple[str, ...]]:
    """The grid as a reader gives it: the header, then each row with its merged cells filled."""
    filled: list[tuple[str, ...]] = [HEADER]
    section = topic = ""
    for row in seed_rows():
        section, topic = row[0] or section, row[1] or topic
        filled.append((section, topic, *(str(cell) for cell in row[2:])))
    return filled


def _heights(rows: Sequence[Merged], column: int) -> list[int]:
    """The rows that each cell of a column spans; 0 if it is merged with the cell above."""
    heights: list[int] = []
    for row in rows:
        heights.append(1 if row[column] is not None else 0)
        if not heights[-1]:
            first = max(i for i, height in enumerate(heights) if height)
            heights[first] += 1
    return heights


def write_docx(path: Path) -> None:
    """A Word document: title, then one table."""
    from docx import Document

    rows = seed_rows()
    document = Document()
    document.add_paragraph(TITLE)
    made = document.add_table(len(rows) + 1, 5)
    made.style = "Table Grid"
    for cell, text in zip(made.rows[0].cells, HEADER, strict=True):
        cell.text = text
    made.cell(0, 1).text = ""
    made.cell(0, 0).merge(made.cell(0, 1)).text = HEADER[0]
    for i, row in enumerate(rows, start=1):
        cells = made.rows[i].cells
        for cell, text in zip(cells, row, strict=True):
            if text is not None:
                cell.text = text
    for column in (0, 1):
        for i, height in enumerate(_heights(rows, column), start=1):
            if height > 1:
                text = made.cell(i, column).text
                made.cell(i, column).merge(made.cell(i + height - 1, column)).text = text
    document.save(str(path))


def write_xlsx(path: Path) -> None:
    """A workbook: the title over all columns, numbers as numbers."""
    from openpyxl import Workbook

    rows = seed_rows()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([TITLE])
    sheet.append(["工作任务", None, *HEADER[2:]])
    for row in rows:
        sheet.append([row[0], row[1], float(str(row[2])), row[3], row[4]])
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("A2:B2")
    for column in (0, 1):
        for i, height in enumerate(_heights(rows, column), start=3):
            if height > 1:
                sheet.merge_cells(
                    start_row=i, end_row=i + height - 1, start_column=column + 1, end_column=column + 1
                )
    book.save(path)


def write_html(path: Path, encoding: str = "gbk") -> None:
    """A web page like those of offices: in GBK, with the list inside a layout table."""
    rows = seed_rows()
    heights = [_heights(rows, column) for column in (0, 1)]
    body = []
    for i, row in enumerate(rows):
        cells = [
            f'<td rowspan="{heights[column][i]}">{escape(str(row[column]))}</td>'
            for column in (0, 1)
            if heights[column][i]
        ]
        body.append(
            f"<tr>{''.join(cells)}{''.join(f'<td><p>{escape(str(cell))}</p></td>' for cell in row[2:])}</tr>"
        )
    path.write_bytes(
        f"""<!DOCTYPE html><html><head><meta charset="{encoding}"><title>清单</title>
<style>td {{ border: 1px solid }}</style><script>var rows = "<td>";</script></head><body>
<table width="100%"><tr><td>首页 &gt; 政务公开</td></tr><tr><td>
<h1>{TITLE}</h1>
<table><tr><th colspan="2">工作任务</th><th>序号</th><th>具体要求</th><th>责任单位</th></tr>
{chr(10).join(body)}
</table></td></tr><tr><td>主办：区政府办公室</td></tr></table></body></html>""".encode(encoding)
    )


PAGE = (595.0, 842.0)
MARGIN, TOP, BOTTOM = 64.0, 90.0, 760.0
WIDTHS = (70.0, 70.0, 36.0, 206.0, 84.0)
SIZE, LEADING, PADDING = 10.5, 15.0, 4.0


def write_pdf(path: Path, *, ruled: bool = True) -> None:
    """A PDF as Word prints it: rows cut by page ends, the header repeated, page numbers, ruled cells."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=PAGE, invariant=1)
    canvas.setFont("STSong-Light", 18)
    canvas.drawCentredString(PAGE[0] / 2, PAGE[1] - 80, TITLE)
    _Sheet(canvas, ruled).write(seed_rows())
    canvas.save()


class _Sheet:
    """Draws a table row by row, line by line, on as many pages as needed."""

    def __init__(self, canvas: Any, ruled: bool) -> None:
        self.canvas = canvas
        self.ruled = ruled
        self.page = 1
        self.y = TOP + 10
        self.columns = [MARGIN + sum(WIDTHS[:i]) for i in range(6)]
        self.merged: list[list[str]] = [[], []]
        """The rest of the section's and the topic's text that is not yet drawn."""

    def write(self, rows: Sequence[Merged]) -> None:
        self._header()
        for i, row in enumerate(rows):
            for column in (0, 1):
                if row[column] is not None:
                    self.merged[column] = _wrapped(str(row[column]), WIDTHS[column])
            last = [i + 1 == len(rows) or rows[i + 1][column] is not None for column in (0, 1)]
            self._row([_wrapped(str(cell), WIDTHS[j]) for j, cell in enumerate(row[2:], start=2)], last)
        self._foot()

    def _header(self) -> None:
        self._lines([["工作任务"], [], ["序号"], ["具体要求"], ["责任单位"]], 1)
        self._rule([0, 2, 3, 4, 5], range(5))

    def _row(self, cells: list[list[str]], last: list[bool]) -> None:
        """Draw a row, as many lines as fit on the page, the rest on the next one."""
        waiting = max(len(self.merged[column]) if last[column] else 0 for column in (0, 1))
        height = max(waiting, *map(len, cells))
        while height:
            space = int((BOTTOM - self.y - 2 * PADDING) // LEADING)
            if space < 1:
                self._turn()
                continue
            count = min(height, space)
            heads = [self._taken(column, count) for column in (0, 1)]
            self._lines([*heads, *(cell[:count] for cell in cells)], count)
            cells = [cell[count:] for cell in cells]
            height -= count
            closed = height or self._full()
            self._rule(range(6), [j for j in range(5) if j > 1 or closed or last[j]])
            if height:
                self._turn()

    def _full(self) -> bool:
        return BOTTOM - self.y < LEADING + 2 * PADDING

    def _taken(self, column: int, count: int) -> list[str]:
        taken = self.merged[column][:count]
        self.merged[column] = self.merged[column][count:]
        return taken

    def _lines(self, cells: Sequence[Sequence[str]], count: int) -> None:
        self.canvas.setFont("STSong-Light", SIZE)
        for x, cell in zip(self.columns, cells, strict=False):
            for k, line in enumerate(cell):
                self.canvas.drawString(x + PADDING, PAGE[1] - self.y - PADDING - SIZE - k * LEADING, line)
        self.start, self.y = self.y, self.y + count * LEADING + 2 * PADDING

    def _rule(self, upright: Iterable[int], level: Iterable[int]) -> None:
        """Draw the lines around the last cells; lower ones only where a cell ends."""
        if not self.ruled:
            return
        top, bottom = PAGE[1] - self.start, PAGE[1] - self.y
        for i in upright:
            self.canvas.line(self.columns[i], top, self.columns[i], bottom)
        for j in level:
            self.canvas.line(self.columns[j], bottom, self.columns[j + 1], bottom)
        if self.start in (TOP, TOP + 10):
            self.canvas.line(self.columns[0], top, self.columns[5], top)

    def _foot(self) -> None:
        self.canvas.setFont("STSong-Light", 10)
        self.canvas.drawCentredString(PAGE[0] / 2, 40, f"— {self.page} —")

    def _turn(self) -> None:
        self._foot()
        self.canvas.showPage()
        self.page += 1
        self.y = TOP
        self._header()


def _wrapped(text: str, width: float) -> list[str]:
    """The lines of a cell's text: Chinese is one em wide, other text half; no punctuation begins a line."""
    lines, used = [""], 0.0
    for sign in text:
        size = SIZE if sign > "\u2000" else SIZE / 2
        if used + size > width - 2 * PADDING and sign not in "，。、；：”）":
            lines.append("")
            used = 0
        lines[-1] += sign
        used += size
    return lines


WRITERS: dict[str, Callable[[Path], None]] = {
    "docx": write_docx,
    "xlsx": write_xlsx,
    "html": write_html,
    "pdf": write_pdf,
}


def write(kind: str, path: Path) -> Path:
    """Write the seed's table as one kind of document."""
    WRITERS[kind](path)
    return path
