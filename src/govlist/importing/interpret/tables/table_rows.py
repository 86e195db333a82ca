"""The rows of a table → headings and items; cut rows are joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from govlist.base.i18n import _, n_
from govlist.documents import marks, tidy
from govlist.documents.document import Doubt, DoubtKind, Row, Table
from govlist.importing.interpret import city_tasks, deadline_words
from govlist.importing.interpret.entries import Found, Heading, Item, Words
from govlist.importing.interpret.tables import marked_columns
from govlist.importing.interpret.tables._columns import number
from govlist.importing.interpret.tables._header_words import WHO
from govlist.importing.interpret.tables.grid import Layout
from govlist.importing.interpret.tables.lines import Line, aligned
from govlist.model.checklist import Role
from govlist.model.words import joined, role_word

_GLUED = re.compile(
    r"(\d{1,9})\s*(?:[.．、)]\s*)?(?=[^\s\d.．、)])(?!年|月|日|号|个|项|%|％|户|家|条|倍|次|天|小时)"
)
_NOTE = re.compile(
    r"(?:注|备注|说明|(?:填[表报]|审核|制表|经办|联系)(?:人|单位|时间|日期|电话)?|合计|总计|小计)[:：\s]"
    r"|.{0,4}(?:合计|总计|小计)(?:[（(][^（()）]{0,12}[）)])?$"
)
_FIGURE = re.compile(r"[-+]?[\d.,，]+\s*(?:亿元|万元|元|[个项件条户人次分%％])?")
"""What a row of sums has beside its name."""
_USED = (
    *WHO,
    "number",
    "heading",
    "requirement",
    "value",
    "marked",
    "due",
    "due_text",
    "standing",
    "city_task",
    "extra",
    "ours",
)
_ROLE = {"lead": Role.LEAD, "support": Role.SUPPORT, "responsible": Role.RESPONSIBLE}


def read(table: Table, layout: Layout, found: Found, continues: bool = False) -> None:
    """Add the rows of a task table to what was found.

    A table that `continues` another may begin with the rest of a cut row.
    """
    _Rows(table, layout, found, continues).read()


class _Rows:
    """Reads one table."""

    def __init__(self, table: Table, layout: Layout, found: Found, continues: bool) -> None:
        self.table = table
        self.layout = layout
        self.found = found
        last = found.entries[-1] if continues and found.entries else None
        self.item = last if isinstance(last, Item) else None
        self.last = 0
        body = [row for row in table.rows[layout.first :] if not _is_empty(row) and not layout.repeats(row)]
        self.lines = [aligned(row, layout) for row in body]
        self.glued_numbers = self._has_glued_numbers()
        self.numbered = self.glued_numbers or any(line.number is not None for line in self.lines)
        self.marked = self._marked_columns()
        self._unmark_parts()
        self._unmark_counted()
        self.skipped: dict[str, int] = {}
        signed = [index for index, key in enumerate(layout.keys) if key == "marked"]
        cells = (tidy.line(line.cells[index].text) for line in self.lines for index in signed)
        self.roles = marked_columns.roles(filter(None, cells))

    def read(self) -> None:
        for row in self.table.rows[: self.layout.first]:
            text = " ".join(cell.text for cell in row.cells if cell.text.strip() and not cell.left)
            if marks.level(text) == marks.SECTION and marks.is_title(text):
                self._heading(tidy.line(text), marks.SECTION, row)
        for line in self.lines:
            heading = self._title_row(line.row, line)
            if heading:
                self._heading(heading, marks.level(heading), line.row)
                self.item = None
            elif heading is None:
                self._add_row(line)
        self._report_skipped()
        if self.roles:
            message = _("the columns of units have marks, read as: {marks}")
            shown = joined(f"{mark} {role_word(role)}" for mark, role in self.roles.items())
            self.found.doubts.append(Doubt(self.table.place, message.format(marks=shown), DoubtKind.UNITS))

    def _split_number(self, line: Line) -> Line:
        """Split the number from the start of the requirement if it is the task's number."""
        place = self.layout.number
        if line.number is None and not (place is not None and line.cells[place].text.strip()):
            match = _GLUED.match(line.cells[self.layout.requirement].text.strip())
            if match and (self.glued_numbers or int(match[1]) == self.last + 1):
                line.number = int(match[1])
                line.glued = line.cells[self.layout.requirement].text.strip()[match.end() :]
        return line

    def _has_glued_numbers(self) -> bool:
        """Whether the requirements of a table without number column mostly begin with numbers."""
        if self.layout.number is not None:
            return False
        texts = [line.cells[self.layout.requirement].text.strip() for line in self.lines]
        texts = [text for text in texts if text]
        return bool(texts) and sum(bool(_GLUED.match(text)) for text in texts) * 10 >= len(texts) * 6

    def _unmark_parts(self) -> None:
        """Take 1. and 2. off the requirements of rows that share one number, if all such rows have them."""
        place, requirement = self.layout.number, self.layout.requirement
        groups: list[list[Line]] = []
        for line in self.lines if place is not None else ():
            assert place is not None
            if line.cells[place].above and groups:
                groups[-1].append(line)
            else:
                groups.append([line])
        groups = [group for group in groups if len(group) > 1]
        found = [[_GLUED.match(line.cells[requirement].text.strip()) for line in group] for group in groups]
        counted = [[int(match[1]) for match in group if match] for group in found]
        if all(
            numbers == list(range(1, len(group) + 1)) for numbers, group in zip(counted, groups, strict=True)
        ):
            for line, match in zip(chain(*groups), chain(*found), strict=True):
                line.glued = line.cells[requirement].text.strip()[match.end() :] if match else ""

    def _unmark_counted(self) -> None:
        """Take （一） or 一、 off the requirements of a table without number column, if most have it."""
        requirement = self.layout.requirement
        if self.layout.number is not None or self.glued_numbers:
            return
        owned = [line for line in self.lines if any(self._who(line))]
        found = [marks.read(line.cells[requirement].text.strip()) for line in owned]
        forms = {mark.rank for mark in found if mark and mark.level <= marks.TOPIC}
        if len(forms) == 1 and sum(map(bool, found)) * 10 >= len(owned) * 6:
            for line, mark in zip(owned, found, strict=True):
                line.glued = mark.rest if mark and mark.rank in forms else ""

    def _marked_columns(self) -> set[int]:
        """The heading columns whose cells begin with marks; a cell without mark continues the one above."""
        result = set()
        for index in (i for i, key in enumerate(self.layout.keys) if key == "heading"):
            cells = [line.cells[index] for line in self.lines]
            texts = [cell.text for cell in cells if cell.text.strip() and not cell.above]
            if sum(marks.read(tidy.line(text)) is not None for text in texts) * 2 > len(texts):
                result.add(index)
        return result

    # -- headings ------------------------------------------------------------------------------

    def _title_row(self, row: Row, line: Line) -> str | None:
        """The heading in a row that has nothing else; "" for a row to skip, None for any other row."""
        texts = [cell.text for cell in row.cells if cell.text.strip() and not cell.left]
        sums = self._has_sums(line)
        if sums:
            texts = [text for text in texts if not _FIGURE.fullmatch(text.strip())]
        place = self.layout.number
        if place is not None and (marks.numeral(line.cells[place].text) is not None) and len(texts) <= 2:
            return tidy.line(line.cells[place].text.strip("、. ") + "、" + "".join(texts[1:]))
        if texts and line.number is None and _NOTE.match(tidy.line(texts[0])):
            return self._skip(row, " ".join(map(tidy.line, texts)))
        if len(texts) != 1 or number(texts[0]) is not None:
            return None
        text = tidy.line(texts[0])
        spans = sums or any(cell.left for cell in row.cells) or len(row.cells) == 1
        first = bool(row.cells[0].text.strip())
        is_heading = marks.level(text) is not None and marks.is_title(text)
        if is_heading and (first or spans) and not line.cells[self.layout.requirement].above:
            return text
        if self._heads_rows_below(line, text):
            return text
        if spans and first and not marks.is_title(text) and len(row.cells) > 1:
            return self._skip(row, text)
        return text if spans and first else None

    def _has_sums(self, line: Line) -> bool:
        """Whether a row has only a name and figures, the sums of other rows: 产业类（3个） 6.5亿元."""
        task = line.cells[self.layout.requirement]
        owned = any(
            key in WHO and cell.text.strip() for key, cell in zip(self.layout.keys, line.cells, strict=True)
        )
        if line.number is not None or owned or (task.text.strip() and not task.left):
            return False
        return any(_FIGURE.fullmatch(cell.text.strip()) for cell in line.cells)

    def _heads_rows_below(self, line: Line, text: str) -> bool:
        """Whether a text alone in the requirement's column of a numbered table is a heading.

        The rest of a cell that a page cut has no mark of a section, or continues a text that is not finished.
        """
        cell = line.cells[self.layout.requirement]
        if not self.numbered or not cell.text.strip() or cell.above or not marks.is_title(text):
            return False
        ended = self.item is None or tidy.finished(self.item.requirement)
        return marks.level(text) == marks.SECTION or (ended and not tidy.finished(text))

    def _skip(self, row: Row, text: str) -> str:
        """Add a doubt for a row that is neither heading nor task; returns "" for _title_row."""
        message = _("skipped: “{text}”").format(text=text)
        self.found.doubts.append(Doubt(row.place, message, DoubtKind.UNREAD))
        return ""

    def _heading(self, text: str, level: int | None, row: Row, more: bool = False) -> None:
        self.found.entries.append(Heading(text, level or marks.SECTION, row.place, more))

    def _headings(self, line: Line, cut: bool) -> None:
        for index, key in enumerate(self.layout.keys):
            cell = line.cells[index]
            text = tidy.line(cell.text)
            if key != "heading" or cell.above or cell.left or not re.search(r"\w", text):
                continue
            level = marks.level(text) or self.layout.levels[index]
            unmarked = index in self.marked and marks.read(text) is None
            self._heading(text, level, line.row, more=unmarked or (cut and index not in self.marked))

    # -- items ---------------------------------------------------------------------------------

    def _add_row(self, line: Line) -> None:
        if "ours" in self.layout.keys and line.number is not None and line.number == self.last:
            return  # one row per unit: the same task for the next unit
        line = self._split_number(line)
        cell = line.cells[self.layout.requirement]
        text = line.glued or ("" if cell.above and line.number is None else cell.text)
        text, who = tidy.prose(text), list(self._who(line))
        if text and (value := self._text(line, "value")):
            text = f"{text}：{tidy.prose(value)}"
        cut = self._is_cut(line, text, who)
        self._headings(line, cut)
        if cut and self.item is not None:
            self._continue(self.item, line, text)
        elif text:
            self._begin(line, text, who)
        elif title := self._heading_as_title(line):
            self._begin(line, title, who).doubt(_("the row has no requirement; its heading was used"))
        elif who or line.number is not None:
            self._skip(line.row, " ".join(filter(None, map(tidy.line, line.row.texts))))

    def _heading_as_title(self, line: Line) -> str:
        """The heading of a row without requirement, if no other row has it."""
        cells = [line.cells[i] for i, key in enumerate(self.layout.keys) if key == "heading"]
        own = [cell for cell in cells if not (cell.above or cell.left or tidy.empty(cell.text))]
        return marks.title(own[-1].text) if own and line.number is not None else ""

    def _is_cut(self, line: Line, text: str, who: Sequence[Words]) -> bool:
        """Whether a row continues the one above."""
        if self.item is None or line.number is not None:
            return False
        place = self.layout.number
        if not text or not self.numbered or place is None:
            return not text or (not tidy.finished(self.item.requirement) and not who)
        if line.cells[place].above and who:
            return False  # one number for several rows, each with its own units
        if self.table.place.line is not None:
            return True  # in plain text a row takes several lines
        return not tidy.finished(self.item.requirement) or not who

    def _begin(self, line: Line, text: str, who: list[Words]) -> Item:
        item = Item(line.row.place, line.number, text, who)
        item.due = self._text(line, "due_text") or self._text(line, "due")
        item.day = self._text(line, "due") if "due_text" in self.layout.keys else ""
        item.standing = self._text(line, "standing") == "true"
        for index, key in enumerate(self.layout.keys):
            value = tidy.prose(line.cells[index].text)
            if tidy.empty(value):
                continue
            if key in ("extra", "city_task"):
                name = self._extra(index)
                item.extra[name] = f"{item.extra[name]}；{value}" if name in item.extra else value
            elif key not in _USED:
                word = self._word(index)
                self.skipped[word] = self.skipped.get(word, 0) + 1
        after = (line.number or 0) + 1
        if line.glued and re.search(rf"[\n。；;]\s*{after}\s*[.．、]", text):
            item.doubt(_("it contains number {n}, perhaps a separate task").format(n=after))
        self.last = line.number or self.last
        self.item = item
        self.found.entries.append(item)
        return item

    def _continue(self, item: Item, line: Line, text: str) -> None:
        pieces = [text]
        item.requirement = tidy.prose(f"{item.requirement}\n{text}")
        for index, key in enumerate(self.layout.keys):
            cell = line.cells[index]
            if cell.above or tidy.empty(cell.text):
                continue
            if key in WHO:
                self._continue_who(item, index, cell.text)
                pieces.append(cell.text)
            elif key == "due":
                item.due = deadline_words.joined(item.due, tidy.prose(cell.text))
                pieces.append(cell.text)
            elif key in ("extra", "city_task"):
                name = self._extra(index)
                item.extra[name] = tidy.joined(item.extra.get(name, ""), tidy.prose(cell.text))
        message = _("a row without number was joined to it; it may be a task of its own")
        if any(pieces) and not any(doubt.message == message for doubt in item.doubts):
            item.doubt(message, line.row.place)

    def _continue_who(self, item: Item, index: int, text: str) -> None:
        """Append the rest of a cut cell of units."""
        role, label = _ROLE[str(self.layout.keys[index])], self.layout.words[index]
        for place, words in enumerate(item.who):
            if (words.role, words.label) == (role, label):
                item.who[place] = Words(f"{words.text}\n{text}", role, label)
                return
        item.who.append(Words(text, role, label))

    def _who(self, line: Line) -> Iterator[Words]:
        for index, key in enumerate(self.layout.keys):
            text = line.cells[index].text
            if key in WHO and not tidy.empty(text):
                yield Words(text, _ROLE[str(key)], self.layout.words[index])
            elif key == "marked" and (role := self.roles.get(tidy.line(text))):
                yield Words(self.layout.words[index], role)

    def _word(self, index: int) -> str:
        """The word above a column, or its number."""
        return self.layout.words[index] or _("column {n}").format(n=index + 1)

    def _extra(self, index: int) -> str:
        """The key of a column that is kept with the tasks."""
        if self.layout.keys[index] == "city_task":
            return city_tasks.KEY
        return f"x-{_key(self._word(index))}"

    def _text(self, line: Line, key: str) -> str:
        if key not in self.layout.keys:
            return ""
        text = line.cells[self.layout.keys.index(key)].text
        return "" if tidy.empty(text) else text

    def _report_skipped(self) -> None:
        if self.skipped:
            words = joined(self.skipped)
            number = max(self.skipped.values())
            message = n_(
                "{words}: skipped {n} cell; a list records reports by unit and day",
                "{words}: skipped {n} cells; a list records reports by unit and day",
                number,
            )
            message = message.format(words=words, n=number)
            self.found.doubts.append(Doubt(self.table.place, message, DoubtKind.UNREAD))


def _is_empty(row: Row) -> bool:
    """Whether a row is empty or only draws a frame."""
    return all(tidy.empty(cell.text) for cell in row.cells)


def _key(word: str) -> str:
    return re.sub(r"[\s:：,，\[\]{}#&*!|>'\"%@`]", "", word)
