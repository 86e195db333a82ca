"""Where in a document the tasks stand: in its tables, else in its paragraphs; its title, year and region."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.base.text import cut
from govlist.documents import marks, tidy
from govlist.documents.document import Document, Doubt, Paragraph, Place, Table
from govlist.importing.interpret import _grid, _loose, _own, _paragraphs, _rows
from govlist.importing.interpret._entries import Found, Heading
from govlist.model.checklist import Checklist
from govlist.model.words import joined

_TITLE = re.compile(r"清单|要点|任务|方案|台账|分解|安排|计划|责任表|一览表|分工")
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_REGION = re.compile(r"(.{1,12}?[省市区县旗镇乡州盟])(?:人民政府|政府)?(?:办公室|办)?$")
_LOOKED_AT = 60


@dataclass(frozen=True)
class Wishes:
    """What a person says of a document, over what would be guessed; `name` is the document's file name."""

    name: str
    title: str | None = None
    year: int | None = None
    region: str | None = None
    columns: Sequence[str] = ()
    roster: Checklist | None = None


def find(document: Document, given: Sequence[str] = ()) -> Found:
    """All headings and items. Raises GovlistError (exit 3), with what was seen, where there is no item."""
    blocks = _own.narrowed(document).blocks
    found = Found()
    _in_tables(blocks, given, found)
    texts = [block for block in blocks if isinstance(block, Paragraph)]
    if found.items:
        if (first := _paragraphs.with_units(texts)) is not None:
            message = _("paragraphs that name units were left aside: the tasks were taken from the tables")
            found.doubts.append(Doubt(first.place, message))
        return found
    tables_seen = found.seen
    found = Found(seen=tables_seen)
    if (made := _loose.table(texts)) is not None:
        before, table = made
        _in_tables((*before, table), given, found)
    else:
        found.titles += _titles(texts)
        _paragraphs.read(texts, found)
    header = _loose.header_at(texts) if not found.items or made is None else None
    if not found.items:
        _refuse(document, found, header, given)
    if header is not None:
        found.doubts.append(Doubt(Place(), _lost(header)))
    return found


def _in_tables(blocks: Iterable[Table | Paragraph], given: Sequence[str], found: Found) -> None:
    """The task tables, with headings that stand between them."""
    before: _grid.Layout | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            _between(block, found)
            continue
        for part in _grid.parts(block):
            before = _in_table(part, before, given, found)


def _in_table(
    table: Table, before: _grid.Layout | None, given: Sequence[str], found: Found
) -> _grid.Layout | None:
    """The tasks of one table; `before` are the columns of the one above it. Those that hold now."""
    layout = _grid.layout(table, given) or (_grid.goes_on(table, before) if before else None)
    if layout is None:
        if header := _grid.headers(table):
            found.seen.append(header)
            message = _("a table that is no list of tasks was left aside: “{header}”")
            found.doubts.append(Doubt(table.place, message.format(header=cut(header, 60))))
        return before
    for word in layout.guessed:
        message = _("the column “{word}” is not known; read as {key}")
        key = layout.keys[layout.words.index(word)]
        found.doubts.append(Doubt(table.place, message.format(word=word, key=_column(str(key)))))
    found.titles += (tidy.line(text) for row in table.rows[: layout.first - 1] for text in row.texts[:1])
    _rows.read(table, layout, found, before is not None and before.keys == layout.keys)
    return layout


def _between(paragraph: Paragraph, found: Found) -> None:
    """A paragraph among tables: a heading, or before the first of them perhaps the title."""
    text = tidy.line(paragraph.text)
    level = marks.level(text)
    if level is not None and marks.is_title(text):
        found.entries.append(Heading(text, level, paragraph.place))
    elif paragraph.level is not None and found.items and marks.is_title(text):
        found.entries.append(Heading(text, marks.SECTION, paragraph.place))
    elif not found.items:
        found.titles.append(text)


def _column(key: str) -> str:
    return {
        "heading": _("heading"),
        "requirement": _("requirement"),
        "responsible": _("responsible unit"),
        "lead": _("lead unit"),
        "support": _("supporting unit"),
        "due": _("deadline"),
        "number": _("No."),
    }.get(key, key)


def _titles(texts: Sequence[Paragraph]) -> list[str]:
    """Paragraphs that may be the title: those before the first mark."""
    made = []
    for paragraph in texts[:_LOOKED_AT]:
        if marks.read(tidy.line(paragraph.text)):
            break
        made.append(tidy.line(paragraph.text))
    return made


def _lost(header: str) -> str:
    message = _("the borders of the table are lost: only the words of its header are left, {header}")
    return message.format(header=header)


def _refuse(document: Document, found: Found, header: str | None, given: Sequence[str]) -> None:
    texts = sum(isinstance(block, Paragraph) for block in document.blocks)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    if header is not None and not tables:
        hint = _(
            "save the document itself as .docx or .xlsx, or paste the table into a worksheet and save that"
        )
        raise GovlistError(_lost(header), ExitCode.FAILED, hint=hint)
    if not tables and not texts:
        raise GovlistError(
            _("the document holds no text"),
            ExitCode.FAILED,
            hint=_("a scan is only a picture: ask for the document itself, .docx or .xlsx"),
        )
    message = _("no task was found; seen: {tables} tables, {texts} paragraphs").format(
        tables=len(tables), texts=texts
    )
    if found.seen:
        shown = joined(f"“{cut(header, 60)}”" for header in found.seen[:3])
        message = _("{message}; the tables begin with {headers}").format(message=message, headers=shown)
    hint = _("name the columns: --columns number,section,topic,requirement,responsible")
    if given:
        sizes = joined(sorted({str(len(row.cells)) for table in tables for row in table.rows}))
        hint = _("--columns names {n} columns; the tables have {sizes}").format(n=len(given), sizes=sizes)
    elif not tables:
        hint = _("tasks need who is responsible: in a column, in brackets at the end, or on a line below")
    raise GovlistError(message, ExitCode.FAILED, hint=hint)


def title(found: Found, wishes: Wishes) -> str:
    """The list's title: as wished, as the document has it, else its file's name."""
    if wishes.title:
        return wishes.title
    texts = [
        text for text in found.titles if 4 < len(text) <= 80 and not text.startswith(("附件", "（", "("))
    ]
    for index, text in enumerate(texts):
        if _TITLE.search(text) and not text.endswith(("。", "：", ":")):
            before = texts[index - 1] if index else ""
            if _YEAR.search(before) and not _YEAR.search(text) and not before.endswith(("。", "：", ":")):
                return before + text
            return text
    stem = PurePath(wishes.name).stem
    message = _("no title was found; the file's name was taken")
    found.doubts.append(Doubt(Place(), message))
    return tidy.line(stem) or "-"


def year(document: Document, list_title: str, wishes: Wishes) -> int:
    """The year: as wished, of the title, of the file's name, else the first that the document names."""
    found = wishes.year
    if found is None:
        match = _YEAR.search(list_title)
        found = int(match[1]) if match else named_year(document, wishes.name)
    if found is None:
        message = _("the document does not say which year the list is for")
        raise GovlistError(message, hint=_("say it: --year 2025"))
    return found


def named_year(document: Document, name: str) -> int | None:
    """The year that a file's name says, else the document's first texts; None where none does."""
    texts = [name]
    for block in document.blocks[:_LOOKED_AT]:
        texts += (
            [block.text] if isinstance(block, Paragraph) else [t for r in block.rows[:5] for t in r.texts]
        )
    return next((int(match[1]) for text in texts if (match := _YEAR.search(text))), None)


def region(list_title: str) -> str | None:
    """The district or city that the title begins with; None where it does not say."""
    head = _YEAR.split(list_title)[0] if _YEAR.search(list_title) else ""
    match = _REGION.fullmatch(head.removeprefix("关于印发").strip("《"))
    return match[1] if match else None
