"""Finds the tasks of a document, in its tables or else its paragraphs, and its title, year and region."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.base.text import cut
from govlist.documents import marks, tidy
from govlist.documents.document import Document, Doubt, DoubtKind, Paragraph, Place, Table
from govlist.documents.traditional import simplified
from govlist.importing.interpret.entries import Found, Heading
from govlist.importing.interpret.paragraphs import paragraph_lists
from govlist.importing.interpret.tables import (
    grid,
    own_ledger,
    plain_tables,
    preview,
    records,
    table_owners,
    table_rows,
)
from govlist.model.checklist import Checklist
from govlist.model.words import joined

_KINDS = (
    "清单|要点|任务|方案|台账|分解|安排|计划|责任表|一览表|分工|措施|意见|举措|通知|办法|细则|规划|行动|工程|实事|政策|条|表"
    "|函|目标|重点|工作|事项"
)
_TITLE = re.compile("清单|要点|任务|方案|台账|分解|安排|计划|责任表|一览表|分工")
"""Words that only titles have, at any place in them."""
_TITLE_END = re.compile(rf"(?:{_KINDS})(?:[（(〔][^（）()〔〕]*[）)〕])?$")
_NO_TITLE = re.compile(
    r"[>＞|｜]|(?:日期|时间|来源|索引号|浏览|字号|文号)[:：]|^[附（(]|[〔\[（(]20\d\d[〕\]）)]\s?第?\d{1,5}号|[。：:；;，,]$|^\d{1,80}$|^20\d\d年\d{1,2}月\d{1,2}日$"
)
"""What stands above a list but is no title: a path of links, a document's number, whom it is for, a day."""
_ISSUES = re.compile("印发|转发|下发")
_NOTICE = re.compile("(?:通知|函)$")
_ENDED = re.compile("(?:通知|函|[。：:])$")
_ISSUER = re.compile(r"(?:政府|办公室|委员会|局|指挥部|领导小组|专班|党组|委)$")
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_REGION = re.compile(r"(.{1,12}?[省市区县旗镇乡州盟])(?:人民政府|政府)?(?:办公室|办)?$")
_ENCLOSURE = re.compile(r"附[件表]\s?[0-9一二三四五六七八九十]{0,3}\s?[:：]?")
"""The line above what a circular encloses; the circular's headings end there."""
_SEARCHED = 60
_LONGEST = 80
"""Characters of a title."""
_BEGINS = re.compile(r"20\d\d年|关于|.{1,8}?[省市县区州旗镇乡局委]")
"""How a title begins; its second line does not."""
_SHORT = 16
"""Characters of the second line of a title: 重点工作任务分解."""


@dataclass(frozen=True)
class Options:
    """Values given by the user, which replace guesses; `name` is the document's file name."""

    name: str
    title: str | None = None
    year: int | None = None
    region: str | None = None
    columns: Sequence[str] = ()
    roster: Checklist | None = None


def find(document: Document, given: Sequence[str] = ()) -> Found:
    """Find all headings and items. Raises GovlistError (exit 3) with what was seen if there is no item."""
    blocks = [*records.as_rows(own_ledger.extract_tasks(document).blocks)]
    found = Found()
    _in_tables(blocks, given, found)
    texts = [block for block in blocks if isinstance(block, Paragraph)]
    if found.items:
        if (first := paragraph_lists.with_units(texts)) is not None:
            message = _("skipped paragraphs that name units; the tasks were taken from the tables")
            found.doubts.append(Doubt(first.place, message, DoubtKind.TASK))
        return found
    found = Found(seen=found.seen)
    if (result := plain_tables.table(texts)) is not None:
        before, table = result
        _in_tables((*before, table), given, found)
    else:
        found.titles += _titles(texts)
        paragraph_lists.read(texts, found)
    header = plain_tables.header_at(texts) if not found.items or result is None else None
    if not found.items:
        if (read := _by_cells(blocks, given)) is not None:
            return read
        _refuse(document, found, header, given)
    if header is not None:
        found.doubts.append(Doubt(Place(), _lost(header), DoubtKind.TASK))
    return found


def _by_cells(blocks: Sequence[Table | Paragraph], given: Sequence[str]) -> Found | None:
    """Read the largest table by what stands in its columns, if the words of its header say nothing."""
    tables = [block for block in blocks if isinstance(block, Table)]
    names = [] if given else preview.by_cells(tables)
    found = Found()
    if names:
        _in_tables(blocks, names, found)
    if not found.items:
        return None
    message = _("the header's words are unknown; the columns were read by their cells: {names}")
    shown = joined(f"“{cut(word, 20)}”" for word in found.preview[0]) if found.preview else "-"
    place = found.items[0].place
    found.doubts.append(Doubt(place, message.format(names=shown), DoubtKind.COLUMN))
    return found


def _in_tables(blocks: Iterable[Table | Paragraph], given: Sequence[str], found: Found) -> None:
    """Read the task tables and the headings between them."""
    before: grid.Layout | None = None
    above: Paragraph | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            _between(block, found)
            above = block
            continue
        for part in grid.parts(block):
            before = _in_table(part, before, above, given, found)
            above = None


def _in_table(
    table: Table,
    before: grid.Layout | None,
    above: Paragraph | None,
    given: Sequence[str],
    found: Found,
) -> grid.Layout | None:
    """Read the tasks of one table. `before` is the layout of the table above; returns the current layout.

    `above` is the paragraph above it: in a table without units, it may name who owes the tasks.
    """
    layout = grid.layout(table, given) or (grid.continued(table, before) if before else None)
    read = None
    if layout is not None:
        read = replace(found, entries=[*found.entries], doubts=[*found.doubts], titles=[*found.titles])
        read.doubts += (Doubt(table.place, text, DoubtKind.COLUMN) for text in layout.doubts)
        first = max(layout.first - 1, 0)
        read.titles += (tidy.line(text) for row in table.rows[:first] for text in row.texts[:1])
        start = len(read.entries)
        continues = before is not None and before.keys == layout.keys
        name = tidy.line(above.text) if above is not None else table.place.sheet or ""
        if not layout.names_units and table_owners.heading(name):
            place = above.place if above is not None else table.place
            read.entries.append(Heading(name, marks.level(name) or marks.SECTION, place))
        table_rows.read(table, layout, read, continues)
        is_form = len(table.rows) > layout.first and not continues and len(read.items) == len(found.items)
        if not is_form and (layout.names_units or table_owners.find(read, start)):
            found.entries, found.doubts, found.titles = read.entries, read.doubts, read.titles
            found.preview = found.preview or (preview.first_rows(table, layout) if given else [])
            return layout
    if header := grid.headers(table):
        found.seen.append(header)
        message = _("skipped a table that is not a task list: “{header}”")
        message = message.format(header=cut(header, 60))
        found.doubts.append(Doubt(table.place, message, DoubtKind.UNREAD))
    return before


def _between(paragraph: Paragraph, found: Found) -> None:
    """Read a paragraph between tables: a heading or, before the first table, perhaps the title."""
    text = tidy.line(paragraph.text)
    level = marks.level(text)
    if _ENCLOSURE.fullmatch(text):
        found.entries.append(Heading("", marks.SECTION, paragraph.place))
    elif level is not None and marks.is_title(text):
        found.entries.append(Heading(text, level, paragraph.place))
    elif paragraph.level is not None and found.items and marks.is_title(text):
        found.entries.append(Heading(text, marks.SECTION, paragraph.place))
    elif not found.items and marks.read(text) is None:
        found.titles.append(text)


def _titles(texts: Sequence[Paragraph]) -> Iterator[str]:
    """Possible titles: the paragraphs before the first mark, and the title of what a circular encloses."""
    marked = circular = False
    for paragraph in texts[:_SEARCHED]:
        text = tidy.line(paragraph.text)
        marked = marked or marks.read(text) is not None
        if not marked or (circular and _TITLE_END.search(text) and marks.read(text) is None):
            yield text
        circular = circular or bool(_ISSUES.search(text))


def _lost(header: str) -> str:
    message = _("the table has lost its borders; only its header was found: {header}")
    return message.format(header=header)


def _refuse(document: Document, found: Found, header: str | None, given: Sequence[str]) -> None:
    texts = sum(isinstance(block, Paragraph) for block in document.blocks)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    if header is not None and not tables:
        hint = _("save the original as .docx or .xlsx, or paste the table into a worksheet and save that")
        raise GovlistError(_lost(header), ExitCode.FAILED, hint=hint)
    if not tables and not texts:
        hint = _("a scan is only a picture; ask for the original .docx or .xlsx")
        raise GovlistError(_("the document has no text"), ExitCode.FAILED, hint=hint)
    message = _("no tasks found; tables: {tables}, paragraphs: {texts}")
    message = message.format(tables=len(tables), texts=texts)
    if found.seen:
        shown = joined(f"“{cut(header, 60)}”" for header in found.seen[:3])
        message = _("{message}; the tables begin with {headers}").format(message=message, headers=shown)
    names, first_cells = preview.to_name(tables)
    hint = _("name the columns from the left, such as: --columns {names}").format(names=names)
    if given:
        sizes = joined(sorted({str(len(row.cells)) for table in tables for row in table.rows}))
        hint = _("--columns names {n} columns; the tables have {sizes}").format(n=len(given), sizes=sizes)
    elif not names:
        hint = _("name the responsible units in a column, in brackets at the end, or on the line below")
    raise GovlistError(message, ExitCode.FAILED, hint=hint, to_copy=first_cells)


def title(found: Found, options: Options) -> str:
    """The list's title: the option, else the document's title, else its file name."""
    if options.title:
        return options.title
    texts = [
        text if 3 < len(text) <= _LONGEST and not _NO_TITLE.search(text) else ""
        for text in _quoted_whole(found.titles)
    ]
    for form in (_TITLE, _TITLE_END, None):
        at = next((i for i, text in enumerate(texts) if _is_title(text, form)), None)
        if at is not None:
            break
    else:
        found.doubts.append(Doubt(Place(), _("no title found; the file name was used"), DoubtKind.OUTLINE))
        return tidy.line(PurePath(options.name).stem) or "-"
    result = _whole_title(texts, at)
    if _is_circular(result):  # the list is what the circular encloses
        enclosed = (i for i in range(at + 1, len(texts)) if _is_title(texts[i], _TITLE_END))
        titles = (_whole_title(texts, i) for i in enclosed)
        return next((title for title in titles if not _is_circular(title)), result)
    return result


def _is_circular(title: str) -> bool:
    """Whether a title is that of a letter which sends out something else: 关于印发…的通知."""
    return title.endswith(("通知", "函")) and _ISSUES.search(title) is not None


def _is_title(text: str, form: re.Pattern[str] | None) -> bool:
    """Whether a text is a title: of a form, or else not the name of whoever issued it, which has no year."""
    plain = simplified(text)
    if form or not plain:
        return bool(form and form.search(plain))
    return bool(_YEAR.match(plain)) or not _ISSUER.search(plain)


def _quoted_whole(texts: Iterable[str]) -> list[str]:
    """The texts, with those joined between which a title goes on: 关于印发《某市…⏎…方案》的通知."""
    result: list[str] = []
    for text in texts:
        above = result[-1] if result else ""
        quoted = above.count("《") > above.count("》")
        issuing = _ISSUES.search(above) and not _ENDED.search(above) and _NOTICE.search(text)
        if (quoted or issuing) and len(above + text) <= _LONGEST:
            result[-1] += text
        else:
            result.append(text)
    return result


def _whole_title(texts: Sequence[str], at: int) -> str:
    """A title with the lines that are its beginning, the issuer's name and the year, or its end."""
    result, at_title = texts[at], at
    while at:
        at -= 1
        dated = _YEAR.search(texts[at]) and not _YEAR.search(result)
        issued = _ISSUER.search(texts[at]) and (result.startswith("关于") or _YEAR.match(result))
        begun = _BEGINS.match(texts[at]) and not _BEGINS.match(result) and not _TITLE_END.search(texts[at])
        if not dated and not issued and not begun:
            break
        result = texts[at] + result
    below = texts[at_title + 1] if at_title + 1 < len(texts) else ""
    goes_on = len(below) <= _SHORT and _TITLE_END.search(below) and not below.startswith("关于")
    return result + below if goes_on and _YEAR.search(result) and not _YEAR.search(below) else result


def year(document: Document, list_title: str, options: Options) -> int:
    """The year: the option, else that of the title, of the file name, or the first in the document.

    Raises GovlistError if none of them names one.
    """
    found = options.year
    if found is None:
        match = _YEAR.search(list_title)
        found = int(match[1]) if match else named_year(document, options.name)
    if found is None:
        message = _("the document does not say which year the list is for")
        raise GovlistError(message, hint=_("add --year 2025, for example"))
    return found


def named_year(document: Document, name: str) -> int | None:
    """The year in the file name or else in the document's first texts; None if there is none."""
    texts = [name]
    for block in document.blocks[:_SEARCHED]:
        texts += (
            [block.text] if isinstance(block, Paragraph) else [t for r in block.rows[:5] for t in r.texts]
        )
    return next((int(match[1]) for text in texts if (match := _YEAR.search(text))), None)


def region(list_title: str) -> str | None:
    """The district or city at the start of the title; None if it names none."""
    head = _YEAR.split(list_title.removeprefix("关于印发"))[0].strip("《").partition("关于")[0]
    match = _REGION.fullmatch(head)
    return match[1] if match else None
