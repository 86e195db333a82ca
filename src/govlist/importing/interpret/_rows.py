"""The rows of a table → headings and items: shifted cells put right, rows that a page cut in two joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govlist.base.i18n import _, n_
from govlist.documents import marks, tidy
from govlist.documents.document import Cell, Doubt, Row, Table
from govlist.importing.interpret import _deadlines
from govlist.importing.interpret._entries import Found, Heading, Item, Words
from govlist.importing.interpret._grid import WHO, Layout, number
from govlist.model.checklist import Role
from govlist.model.words import joined

_GLUED = re.compile(
    r"(\d{1,9})\s*([.．、)]?)\s*(?=[^\s\d.．、)])(?!年|月|日|号|个|项|%|％|户|家|条|倍|次|天|小时)"
)
_NOTE = re.compile(
    r"(?:注|备注|说明|(?:填[表报]|审核|制表|经办|联系)(?:人|单位|时间|日期|电话)?|合计|总计|小计)[:：\s]"
    r"|(?:合计|总计|小计)$"
)
_TAKEN = (*WHO, "number", "heading", "requirement", "due", "due_text", "standing", "extra", "ours")
_ROLE = {"lead": Role.LEAD, "support": Role.SUPPORT, "responsible": Role.RESPONSIBLE}


def read(table: Table, layout: Layout, found: Found, goes_on: bool = False) -> None:
    """Add what a task table holds to what was found; one that goes on may begin with a row's rest."""
    _Rows(table, layout, found, goes_on).read()


class _Rows:
    """One table's reading."""

    def __init__(self, table: Table, layout: Layout, found: Found, goes_on: bool) -> None:
        self.table = table
        self.layout = layout
        self.found = found
        last = found.entries[-1] if goes_on and found.entries else None
        self.item = last if isinstance(last, Item) else None
        self.last = 0
        self.body = [row for row in table.rows[layout.first :] if not _stray(row) and not layout.repeats(row)]
        self.glues = self._mostly_glued()
        self.numbered = self.glues or any(aligned(row, self.layout).number is not None for row in self.body)
        self.marked = self._marked()
        self.left: dict[str, int] = {}

    def read(self) -> None:
        for row in self.body:
            line = aligned(row, self.layout)
            heading = self._title_row(row, line)
            if heading == "":
                continue
            if heading is not None:
                self._heading(heading, marks.level(heading), row)
                self.item = None
            else:
                self._take(line)
        self._tell_left()

    def _unglued(self, line: Line) -> Line:
        """The row with the number that stands before its text parted from it, where it is the task's own."""
        place = self.layout.number
        if line.number is None and not (place is not None and line.cells[place].text.strip()):
            match = _GLUED.match(line.cells[self.layout.requirement].text.strip())
            if match and (self.glues or int(match[1]) == self.last + 1):
                line.number = int(match[1])
                line.glued = line.cells[self.layout.requirement].text.strip()[match.end() :]
        return line

    def _mostly_glued(self) -> bool:
        """Whether the texts of a table without numbers of its own begin with numbers."""
        if self.layout.number is not None:
            return False
        texts = [aligned(row, self.layout).cells[self.layout.requirement].text.strip() for row in self.body]
        texts = [text for text in texts if text]
        return bool(texts) and sum(bool(_GLUED.match(text)) for text in texts) * 10 >= len(texts) * 6

    def _marked(self) -> set[int]:
        """The heading columns whose cells begin with marks: a cell without one goes on from above."""
        made = set()
        for index in (i for i, key in enumerate(self.layout.keys) if key == "heading"):
            cells = [aligned(row, self.layout).cells[index] for row in self.body]
            texts = [cell.text for cell in cells if cell.text.strip() and not cell.above]
            if sum(marks.read(tidy.line(text)) is not None for text in texts) * 2 > len(texts):
                made.add(index)
        return made

    # -- headings ------------------------------------------------------------------------------

    def _title_row(self, row: Row, line: Line) -> str | None:
        """The heading that a row alone is; "" for a row to pass over, None for any other row."""
        texts = [cell.text for cell in row.cells if cell.text.strip() and not cell.left]
        place = self.layout.number
        if place is not None and (marks.numeral(line.cells[place].text) is not None) and len(texts) <= 2:
            return tidy.line(line.cells[place].text.strip("、. ") + "、" + "".join(texts[1:]))
        if texts and line.number is None and _NOTE.match(tidy.line(texts[0])):
            return self._left_aside(row, " ".join(map(tidy.line, texts)))
        if len(texts) != 1 or number(texts[0]) is not None:
            return None
        text = tidy.line(texts[0])
        spans = any(cell.left for cell in row.cells) or len(row.cells) == 1
        first = bool(row.cells[0].text.strip())
        is_heading = marks.level(text) is not None and marks.is_title(text)
        if is_heading and (first or spans) and not line.cells[self.layout.requirement].above:
            return text
        if spans and first and not marks.is_title(text) and len(row.cells) > 1:
            return self._left_aside(row, text)
        return text if spans and first else None

    def _left_aside(self, row: Row, text: str) -> str:
        """Tell a row that is neither heading nor task; what _title_row says of it."""
        self.found.doubts.append(Doubt(row.place, _("left aside: “{text}”").format(text=text)))
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

    def _take(self, line: Line) -> None:
        if "ours" in self.layout.keys and line.number is not None and line.number == self.last:
            return  # a pair a row: the task again, for its next unit
        line = self._unglued(line)
        cell = line.cells[self.layout.requirement]
        text = line.glued or ("" if cell.above and line.number is None else cell.text)
        text, who = tidy.prose(text), list(self._who(line))
        cut = self._is_cut(line, text, who)
        self._headings(line, cut)
        if cut and self.item is not None:
            self._go_on(self.item, line, text)
        elif text:
            self._begin(line, text, who)
        elif title := self._own_title(line):
            self._begin(line, title, who).doubt(
                _("the row does not say what is demanded; its heading was taken")
            )
        elif who or line.number is not None:
            self._left_aside(line.row, " ".join(filter(None, map(tidy.line, line.row.texts))))

    def _own_title(self, line: Line) -> str:
        """The heading that stands in a row without requirement and in no other."""
        cells = [line.cells[i] for i, key in enumerate(self.layout.keys) if key == "heading"]
        own = [cell for cell in cells if not (cell.above or cell.left or tidy.empty(cell.text))]
        return marks.title(own[-1].text) if own and line.number is not None else ""

    def _is_cut(self, line: Line, text: str, who: Sequence[Words]) -> bool:
        """Whether a row is the rest of the one above."""
        if self.item is None or line.number is not None:
            return False
        place = self.layout.number
        if not text or not self.numbered or place is None:
            return not text or (not tidy.finished(self.item.requirement) and not who)
        if line.cells[place].above and who:
            return False  # one number for several rows, each with its own units
        if self.table.place.line is not None:
            return True  # lines of a text: a row has as many as its cells are high
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
            if key == "extra" and self.layout.words[index]:
                item.extra[f"x-{_key(self.layout.words[index])}"] = value
            elif key not in _TAKEN:
                word = self.layout.words[index] or _("column {n}").format(n=index + 1)
                self.left[word] = self.left.get(word, 0) + 1
        after = (line.number or 0) + 1
        if line.glued and re.search(rf"[\n。；;]\s*{after}\s*[.．、]", text):
            item.doubt(_("number {n} stands inside it and may be a task of its own").format(n=after))
        self.last = line.number or self.last
        self.item = item
        self.found.entries.append(item)
        return item

    def _go_on(self, item: Item, line: Line, text: str) -> None:
        """Join a row to the one above."""
        pieces = [text]
        item.requirement = tidy.prose(f"{item.requirement}\n{text}")
        for index, key in enumerate(self.layout.keys):
            cell = line.cells[index]
            if cell.above or tidy.empty(cell.text):
                continue
            if key in WHO:
                self._more_who(item, index, cell.text)
                pieces.append(cell.text)
            elif key == "due":
                item.due = _deadlines.joined(item.due, tidy.prose(cell.text))
                pieces.append(cell.text)
            elif key == "extra" and (word := self.layout.words[index]):
                held = item.extra.get(f"x-{_key(word)}", "")
                item.extra[f"x-{_key(word)}"] = tidy.joined(held, tidy.prose(cell.text))
        message = _("a row without number was joined to it: compare")
        if any(pieces) and not any(doubt.message == message for doubt in item.doubts):
            item.doubt(message, line.row.place)

    def _more_who(self, item: Item, index: int, text: str) -> None:
        """Join the rest of a cut cell of units; whole units of a second line are parted from the first."""
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

    def _text(self, line: Line, key: str) -> str:
        if key not in self.layout.keys:
            return ""
        text = line.cells[self.layout.keys.index(key)].text
        return "" if tidy.empty(text) else text

    def _tell_left(self) -> None:
        if self.left:
            words = joined(self.left)
            number = max(self.left.values())
            message = n_(
                "{words}: {n} cell is not taken over; a list holds reports by unit and day",
                "{words}: {n} cells are not taken over; a list holds reports by unit and day",
                number,
            )
            self.found.doubts.append(Doubt(self.table.place, message.format(words=words, n=number)))


def _stray(row: Row) -> bool:
    """Whether a row holds nothing, or only the strokes of a frame."""
    return all(tidy.empty(cell.text) for cell in row.cells)


def _key(word: str) -> str:
    return re.sub(r"[\s:：,，\[\]{}#&*!|>'\"%@`]", "", word)


_BLANK = Cell("")


@dataclass(slots=True)
class Line:
    """A row in the layout's order: a cell a column."""

    row: Row
    cells: list[Cell]
    number: int | None
    glued: str = ""
    """The requirement without the number that was glued to it."""


def aligned(row: Row, layout: Layout) -> Line:
    """The row with its cells where they belong; one that the page shifted is found by its number."""
    size, place = len(layout.keys), layout.number
    cells = list(row.cells)
    at = None if place is None else next((i for i, c in enumerate(cells) if number(c.text) is not None), None)
    right = place is None or at is None or at == place
    if len(cells) == size and (right or not _shifted(cells, place, at)):
        return _line(row, cells, layout)
    if place is not None and at is not None and at <= place:
        return _anchored(row, layout, place, at)
    if place is not None and len(cells) == size - 1:
        return _line(row, [*cells[:place], _BLANK, *cells[place:]], layout)
    while len(cells) > size and any(not cell.text.strip() for cell in cells):
        cells.pop(max(i for i, cell in enumerate(cells) if not cell.text.strip()))
    return _line(row, (cells + [_BLANK] * size)[:size], layout)


def _anchored(row: Row, layout: Layout, place: int, at: int) -> Line:
    """A row whose number stands in another column: what is before it are headings, the rest follows."""
    cells = list(row.cells)
    before: list[Cell] = [_BLANK] * place
    heads = [i for i in range(place) if layout.keys[i] == "heading"]
    for cell in (cell for cell in cells[:at] if cell.text.strip()):
        level = marks.level(cell.text)
        fits = [i for i in heads if layout.levels[i] == level] or heads[-1:]
        if fits:
            before[fits[0]] = cell
    after, room = cells[at + 1 :], len(layout.keys) - place - 1
    while len(after) > room and any(not cell.text.strip() for cell in after):
        after.pop(next(i for i, cell in enumerate(after) if not cell.text.strip()))
    after = (after + [_BLANK] * room)[:room]
    return _line(row, [*before, cells[at], *after], layout)


def _line(row: Row, cells: list[Cell], layout: Layout) -> Line:
    place = layout.number
    counts = place is not None and cells[place].text.strip() and not cells[place].above
    return Line(row, cells, number(cells[place].text) if place is not None and counts else None)


def _shifted(cells: Sequence[Cell], place: int | None, at: int | None) -> bool:
    """Whether the number stands too far left and its own place is empty."""
    return place is not None and at is not None and at < place and not cells[place].text.strip()
