"""Documents with the reading that a careful clerk would sign, written before the program read them.

A file of the corpus has two parts, separated by `=====`: the reading, and the document. Both are texts, so
that a person can read and change them; `write` makes the Word document, workbook, web page or PDF.

    docx 2025                              the kind of file and the list's year
    columns number,requirement,…           what `--columns` says, if a person had to say it
    title 甲市2025年重点任务分工
    [一] section   [1] topic               `?`: any
    - requirement                          a `…` stands for any text
    @ 区教育局* 区财政局~ 各镇               * leads, ~ supports; `?`: any; another line is also right
    ! 2025-06-30 6月底前                    day (- for none), words, * for a standing task; as above
    told 第一位                             a doubt must say these words
    -----                                  another reading that is right as a whole

A document that is no text has one paragraph on a line; `* ` is a centred title, `| a | b |` a row of a table,
`^` continues the cell above, `<` the one to the left, and `\\n` is a line break in a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent / "corpus"
ROLES = {"*": "lead", "~": "support"}


@dataclass(frozen=True)
class Due:
    """A task's deadline: days (comma-separated, "" for none), words, and whether the task is standing."""

    days: str = ""
    words: str = ""
    standing: bool = False


@dataclass
class Expected:
    """A task as it must be read; several owners or deadlines are each right."""

    requirement: str
    section: str | None
    topic: str | None
    owners: list[frozenset[tuple[str, str]]] = field(default_factory=list)
    dues: list[Due] = field(default_factory=list)


@dataclass
class ExpectedList:
    """One right reading of a document."""

    title: str | None = None
    told: str | None = None
    tasks: list[Expected] = field(default_factory=list)


@dataclass(frozen=True)
class Paper:
    """A document of the corpus with its right readings."""

    name: str
    kind: str
    year: int
    columns: tuple[str, ...]
    readings: tuple[ExpectedList, ...]
    source: str

    def write(self, folder: Path) -> Path:
        """Write the document; returns its path."""
        path = folder / f"{self.name}.{self.kind}"
        if self.kind in ("txt", "csv"):
            path.write_text(self.source, encoding="utf-8")
        else:
            {"docx": _docx, "xlsx": _xlsx, "html": _html, "pdf": _pdf}[self.kind](self.source, path)
        return path


def papers(folder: Path = CORPUS) -> Iterator[Paper]:
    """The corpus, in the order of names."""
    for path in sorted(folder.glob("*.txt")):
        yield parse(path.stem, path.read_text(encoding="utf-8"))


def parse(name: str, text: str) -> Paper:
    """Read a file of the corpus."""
    reading, _mark, source = text.partition("\n=====\n")
    head, *lines = reading.splitlines()
    kind, year = head.split()
    columns = tuple(lines.pop(0).split()[1].split(",")) if lines[0].startswith("columns ") else ()
    readings = tuple(_reading(part.splitlines()) for part in "\n".join(lines).split("\n-----\n"))
    return Paper(name, kind, int(year), columns, readings, source)


def _reading(lines: Sequence[str]) -> ExpectedList:
    found = ExpectedList()
    section: str | None = None
    topic: str | None = None
    for text in filter(None, lines):
        mark, _blank, rest = text.partition(" ")
        if mark == "title":
            found.title = rest
        elif mark == "told":
            found.told = rest
        elif mark == "-":
            found.tasks.append(Expected(rest, section, topic))
        elif mark == "@":
            found.tasks[-1].owners += [frozenset(map(_owner, rest.split()))] if rest != "?" else []
        elif mark == "!":
            found.tasks[-1].dues.append(_due(rest))
        elif mark == "[1]":
            topic = rest
        elif re.fullmatch(r"\[[一二三四五六七八九十]+\]", mark):
            section, topic = rest, None
        else:
            raise ValueError(text)
    return found


def _owner(name: str) -> tuple[str, str]:
    return name.rstrip("*~"), ROLES.get(name[-1], "responsible")


def _due(text: str) -> Due:
    days, *words = text.split()
    standing = words[-1:] == ["*"]
    return Due("" if days == "-" else days, "".join(words[: len(words) - standing]), standing)


# -- the documents -----------------------------------------------------------------------------------


def _blocks(source: str) -> Iterator[str | list[list[str]]]:
    """The paragraphs and, as lists of rows, the tables."""
    rows: list[list[str]] = []
    for text in source.splitlines():
        if text.startswith("|"):
            cells = text.strip().removeprefix("|").removesuffix("|").split("|")
            rows.append([cell.strip().replace("\\n", "\n") for cell in cells])
            continue
        if rows:
            yield rows
            rows = []
        yield text
    if rows:
        yield rows


def _merged(rows: list[list[str]]) -> Iterator[tuple[int, int, int, int]]:
    """The merged areas of a table as first row, first column, last row, last column, from 0."""
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell in ("^", "<"):
                continue
            down, right = r, c
            while down + 1 < len(rows) and rows[down + 1][c] == "^":
                down += 1
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            if (down, right) != (r, c):
                yield r, c, down, right


def _docx(source: str, path: Path) -> None:
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    made = docx.Document()
    for block in _blocks(source):
        if isinstance(block, str):
            paragraph = made.add_paragraph(block.removeprefix("* "))
            if block.startswith("* "):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            continue
        table = made.add_table(len(block), len(block[0]))
        for r, row in enumerate(block):
            for c, cell in enumerate(row):
                table.cell(r, c).text = "" if cell in ("^", "<") else cell
        for top, left, bottom, right in _merged(block):
            words = table.cell(top, left).text
            table.cell(top, left).merge(table.cell(bottom, right)).text = words
    made.save(str(path))


def _xlsx(source: str, path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    row = 1
    for block in _blocks(source):
        if isinstance(block, str):
            sheet.cell(row, 1, block.removeprefix("* "))
            row += 1
            continue
        for r, cells in enumerate(block):
            for c, cell in enumerate(cells):
                value = int(cell) if cell.isdecimal() else cell
                sheet.cell(row + r, c + 1, None if cell in ("", "^", "<") else value)
        for top, left, bottom, right in _merged(block):
            sheet.merge_cells(
                start_row=row + top, start_column=left + 1, end_row=row + bottom, end_column=right + 1
            )
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(block[0]))
        row += len(block)
    book.save(path)


def _html(source: str, path: Path) -> None:
    body = "".join(
        (_html_table(block) if isinstance(block, list) else _html_paragraph(block)) + "\n"
        for block in _blocks(source)
    )
    page = (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>政府信息公开</title>"
        "<script>var a = 1;</script></head><body><div class='nav'><a href='/'>首页</a> &gt; "
        "<a href='/zwgk'>政务公开</a></div><div class='info'><p>发布日期：2025-02-18　来源：办公室</p></div>"
        f"<div class='content'>\n{body}</div>"
        "<div class='foot'>版权所有：某某人民政府办公室</div></body></html>"
    )
    path.write_text(page, encoding="utf-8")


def _html_paragraph(text: str) -> str:
    if text.startswith("* "):
        return f"<h1>{escape(text[2:])}</h1>"
    return f"<p style='text-indent:2em'><span>{escape(text)}</span></p>"


def _html_table(rows: list[list[str]]) -> str:
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in _merged(rows)}
    made = []
    for r, row in enumerate(rows):
        cells = ""
        for c, cell in enumerate(row):
            if cell not in ("^", "<"):
                down, right = spans.get((r, c), (1, 1))
                pieces = "".join(f"<p>{escape(piece)}</p>" for piece in cell.split("\n"))
                cells += f"<td rowspan='{down}' colspan='{right}'>{pieces}</td>"
        made.append(f"<tr>{cells}</tr>")
    return f"<table border='1'><tbody>{''.join(made)}</tbody></table>"


def _pdf(source: str, path: Path) -> None:
    from reportlab.lib.enums import TA_CENTER
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    plain = ParagraphStyle("plain", fontName="STSong-Light", fontSize=12, leading=20, wordWrap="CJK")
    indented = ParagraphStyle("indented", plain, firstLineIndent=24)
    title = ParagraphStyle("title", plain, fontSize=18, leading=30, alignment=TA_CENTER)
    parts: list[Any] = []
    size = landscape(A4) if "\n|" in source else A4
    for block in _blocks(source):
        if isinstance(block, str):
            parts.append(
                Paragraph(escape(block.removeprefix("* ")), title if block[:2] == "* " else indented)
            )
            continue
        longest = [max(len(row[c]) for row in block) for c in range(len(block[0]))]
        weights = [min(max(each, 4), 20) for each in longest]
        widths = [680 * weight / sum(weights) for weight in weights]
        cells = [
            [Paragraph("" if c in ("^", "<") else escape(c).replace("\n", "<br/>"), plain) for c in row]
            for row in block
        ]
        style: list[Any] = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
        style += [("SPAN", (left, top), (right, bottom)) for top, left, bottom, right in _merged(block)]
        parts.append(Table(cells, colWidths=widths, style=style, repeatRows=1))
    SimpleDocTemplate(str(path), pagesize=size, invariant=1).build(parts)
