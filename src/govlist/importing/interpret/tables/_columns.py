"""Which column is what: a scored choice from the words of all headers and from what stands below them.

A header's word says what kind of column it can be. Of several columns that can be the requirement, the one
whose cells are long, whole sentences and different in each row is; what is repeated or short heads it. An
unknown column is kept beside the task, with a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from govlist.base.i18n import _
from govlist.documents import columns, marks, tidy
from govlist.documents.document import Cell, Row
from govlist.importing.interpret import city_tasks
from govlist.importing.interpret.responsible import unit_names
from govlist.importing.interpret.tables import marked_columns
from govlist.importing.interpret.tables._header_words import TEXT, WHO, Word, word

_FIRST_NAME = re.compile(r"[、，,；;\s（(／/]|牵头|负责|配合|落实")
"""What ends the first name of a cell."""
_DIGITS = re.compile(r"\d")
_COUNTED = 0.6
"""The share of numbers in a column of numbers."""
_MARK = 6
"""Characters below which the cells of 序号 are marks."""
_CLOSE = 1.4
"""Two columns whose scores differ by less could both be the requirement."""
_VALUE = 12
"""Characters of a value: 6%左右, 5000人."""
_NUMBER = re.compile(r"[（(]?\d{1,9}[)）]?[.．、]?")


def number(text: str) -> int | None:
    """The number in a cell that has nothing else: 3, 3., （3）."""
    bare = text.strip()
    return int(re.sub(r"\D", "", bare)) if _NUMBER.fullmatch(bare) else None


def names_units(text: str) -> bool:
    """Whether a cell names units: its first name is one."""
    return unit_names.is_name(_FIRST_NAME.split(text, maxsplit=1)[0])


def _share(values: Iterable[bool]) -> float:
    """The share of true values; 0 without any value."""
    found = list(values)
    return sum(found) / len(found) if found else 0


@dataclass
class Column:
    """A column: its place, its header's words, and its cells below the header."""

    place: int
    header: str
    word: Word | None
    cells: list[Cell]

    @property
    def kind(self) -> str:
        """The kind that the header's word names; empty if it is unknown."""
        return self.word.kind if self.word else ""

    @property
    def rank(self) -> float:
        """The rank of the header's word."""
        return self.word.rank if self.word else 0

    @cached_property
    def own(self) -> list[str]:
        """The texts of cells that are not merged with another."""
        return [
            tidy.line(cell.text)
            for cell in self.cells
            if not (cell.above or cell.left or tidy.empty(cell.text))
        ]

    @cached_property
    def length(self) -> float:
        """Characters of its texts on average."""
        return sum(map(len, self.own)) / len(self.own) if self.own else 0

    @cached_property
    def different(self) -> float:
        """The share of rows that have a text of their own that no other row has."""
        return len(set(self.own)) / len(self.cells) if self.cells else 0

    @property
    def repeats(self) -> bool:
        """Whether a text stands for several rows."""
        return len(set(self.own)) < sum(not tidy.empty(cell.text) for cell in self.cells)

    @cached_property
    def names_units(self) -> bool:
        """Whether most of its texts name units."""
        return _share(map(names_units, self.own)) > 0.5

    @cached_property
    def has_numbers(self) -> bool:
        """Whether its cells are numbers; those of 序号 may have other marks: 一, （1）."""
        numbered = _share(number(text) is not None for text in self.own) >= _COUNTED
        return numbered or (self.kind == "number" and self.rank > 1 and self.length < _MARK)

    @property
    def counts(self) -> bool:
        """Whether its cells are numbers that count up."""
        found = [value for text in self.own if (value := number(text)) is not None]
        return len(found) > 1 and len(found) == len(self.own) and found == sorted(set(found))

    @cached_property
    def has_values(self) -> bool:
        """Whether most of its texts are values: 6%左右, 5000人."""
        return _share(len(text) <= _VALUE and bool(_DIGITS.search(text)) for text in self.own) > 0.5

    def score(self, longest: float) -> float:
        """How likely it is the requirement: by its word, and by its texts beside those of other columns."""
        finished = _share(map(tidy.finished, self.own))
        marked = _share(marks.level(text) is not None for text in self.own)
        return self.rank + 2 * self.length / (longest or 1) + 3 * self.different + finished / 2 - 1.5 * marked


@dataclass
class Assigned:
    """The key of each column, and what to tell about the choice."""

    keys: list[str | None]
    doubts: list[str]


def assign(headers: Sequence[str], cells: Sequence[Sequence[Cell]], spans: Sequence[bool]) -> Assigned | None:
    """The keys of a table's columns; None if no column can be the requirement.

    `spans`: whether a header continues the one to its left. `cells` are the columns' cells below the header.
    """
    found: list[Column] = []
    for place, header in enumerate(headers):
        named = found[-1].word if spans[place] and found else word(header)
        found.append(Column(place, header, named, list(cells[place])))
        if found[-1].kind == "city_task" and not city_tasks.is_column(header, found[-1].own):
            found[-1].word = Word("text", 1.5)
    return _Choice(found).made()


class _Choice:
    """Chooses the keys of one table's columns."""

    def __init__(self, found: Sequence[Column]) -> None:
        self.columns = found
        self.keys: list[str | None] = [None] * len(found)
        self.doubts: list[str] = []

    def made(self) -> Assigned | None:
        numbered = any(column.kind == "number" for column in self.columns)
        for column in self.columns:
            if column.kind == "number" and not column.has_numbers:
                self._set(column, "extra")
            elif column.kind in ("section", "topic") and column.counts and not numbered:
                self._set(column, "number")  # 类别 above 1, 2, 3
            elif column.kind in ("number", "section", "topic", "due_text", "standing"):
                self._set(column, column.kind if column.kind not in self.keys else "extra")
            elif column.kind == "city_task":
                self._city_task(column)
            elif column.kind in ("skip", "extra"):
                self._set(column, column.kind)
        if "number" not in self.keys:
            self._number()
        self._who()
        self._due()
        requirement = self._requirement()
        if requirement is None:
            return None
        for column in self.columns:
            if self.keys[column.place] is None:
                self._set(column, self._beside(column, requirement))
        return Assigned(self.keys, self._guessed() + self.doubts)

    def _set(self, column: Column, key: str | None) -> None:
        self.keys[column.place] = key

    def _of(self, *kinds: str) -> list[Column]:
        """The columns of kinds that have no key yet."""
        return [each for each in self.columns if each.kind in kinds and self.keys[each.place] is None]

    def _city_task(self, column: Column) -> None:
        key = "city_task" if "city_task" not in self.keys else "extra"
        self._set(column, key)
        if key != "extra" and city_tasks.is_vague(column.header):
            self.doubts.append(_read_as(column, key))

    def _number(self) -> None:
        """A column without header whose cells are numbers, or one like 项目 in which they count up."""
        free = [c for c in self.columns if self.keys[c.place] is None]
        found = [c for c in free if (c.has_numbers if not c.header else c.kind in TEXT and c.counts)]
        if found:
            self._set(found[0], "number")

    def _who(self) -> None:
        """Who owes the tasks; who looks on, and a section of a unit that is named beside it, are kept."""
        for column in self._of("unit"):
            if column.own and not column.names_units and column.length <= 4:
                self._set(column, "extra")  # a unit of measure: 亿元
        owing = [column for column in self._of(*WHO) if column.rank > 1]
        if all(column.kind == "support" for column in owing):
            owing = self._of(*WHO)
        owing = owing or self._of("unit") or [c for c in self._of("overseer") if c.rank]
        owing = owing or [c for c in self._of("person", "") if c.names_units]
        inner = [c for c in owing if c.kind == "responsible" and _ends(c, "[科处股]室?")]
        if any(c.kind == "responsible" and _ends(c, "单位|部门|主体") for c in owing):
            owing = [c for c in owing if c not in inner]
        signed = [
            c
            for c in self._of("")
            if c.own and marked_columns.is_unit(c.header) and marked_columns.are_marks(c.own)
        ]
        for column in signed if not owing and len(signed) > 1 else ():
            self._set(column, "marked")
        for column in owing:
            self._set(column, column.kind if column.kind in WHO else "responsible")
            if column.kind not in (*WHO, "unit"):
                self.doubts.append(_read_as(column, "responsible"))
        for column in self._of(*WHO, "unit", "overseer", "person"):
            self._set(column, "extra")
            may_owe = column.kind in WHO or (column.kind == "overseer" and column.rank > 0)
            if may_owe and column.own and column not in inner:
                message = _("“{word}” is kept as {key}; its units owe nothing")
                self.doubts.append(message.format(word=column.header, key=f"x-{column.header}"))

    def _due(self) -> None:
        found = self._of("due")
        best = max(found, key=lambda column: column.rank, default=None)
        for column in found:
            self._set(column, "due" if column is best else "extra")

    def _requirement(self) -> Column | None:
        """The requirement; a value joins the indicator that it belongs to."""
        kinds = [kind for kind in TEXT if any(each.own or not each.cells for each in self._of(kind))]
        found = self._of(kinds[0]) if kinds else []
        if kinds and kinds[0] == "indicator":
            goals = self._of("goal")
            if goals and goals[0].has_values:
                return self._with_value(self._best(found), goals[0])
            found = goals or found
        found = found or [c for c in self._of("") if c.header and c.length >= 4]
        if not found:
            return None
        best = self._best(found)
        self._set(best, "requirement")
        if not best.kind:
            self.doubts.append(_read_as(best, "requirement"))
        return best

    def _best(self, found: Sequence[Column]) -> Column:
        """The column with the highest score; one that is close to it, or whose word is finer, is a doubt."""
        longest = max(column.length for column in found)
        scored = sorted(found, key=lambda column: column.score(longest), reverse=True)
        best, others = scored[0], scored[1:]
        least = best.score(longest) - _CLOSE
        close = [each for each in others if each.score(longest) > least or each.rank > best.rank]
        if close and best.own and close[0].header != best.header:
            message = _("“{first}” and “{second}” could both be the requirement; “{first}” was used")
            self.doubts.append(message.format(first=best.header, second=close[0].header))
        return best

    def _with_value(self, best: Column, value: Column) -> Column:
        self._set(best, "requirement")
        self._set(value, "value")
        message = _("the requirement is “{first}” with “{second}”: the one alone does not say what is owed")
        self.doubts.append(message.format(first=best.header, second=value.header))
        return best

    def _beside(self, column: Column, requirement: Column) -> str | None:
        """The key of a column beside the requirement: a heading, or kept with the task."""
        left = column.place < requirement.place
        if not column.header:
            return "task" if left and column.own else None
        if column.kind in ("text", "indicator", "heading"):
            return "task" if left or (column.kind == "heading" and column.repeats) else "extra"
        if column.kind in ("problem", "goal"):
            heads = [
                c for c in self.columns[: requirement.place] if c.kind in ("text", "indicator", "problem")
            ]
            if left and column.repeats and (column.kind == "problem" or not heads):
                return "task"
            if column.kind == "problem" and column.own:
                message = _("the requirement is “{first}”; “{second}” is kept as {key}")
                key = f"x-{column.header}"
                self.doubts.append(message.format(first=requirement.header, second=column.header, key=key))
            return "extra"
        if left and column.repeats and column.own:
            self.doubts.append(_read_as(column, "heading"))
            return "task"
        if column.own:
            message = _("unknown column “{word}”; kept as {key}")
            self.doubts.append(message.format(word=column.header, key=f"x-{column.header}"))
        return "extra"

    def _guessed(self) -> list[str]:
        """The doubts about columns that were read by a part of their word."""
        return [
            _read_as(column, self.keys[column.place] or "")
            for column in self.columns
            if column.word and not column.word.sure and column.header
        ]


def _read_as(column: Column, key: str) -> str:
    """The doubt about a column whose word is not known."""
    return _("unknown column “{word}”; read as {key}").format(word=column.header, key=key_name(key))


def key_name(key: str) -> str:
    """A column's key in the user's words."""
    return {
        "task": _("heading"),
        "heading": _("heading"),
        "requirement": _("requirement"),
        "responsible": _("responsible unit"),
        "lead": _("lead unit"),
        "support": _("supporting unit"),
        "due": _("deadline"),
        "number": _("No."),
        "city_task": _("city task"),
        "extra": _("a column of its own"),
        "value": _("value"),
        "skip": _("skipped"),
    }.get(key, key)


def _ends(column: Column, ending: str) -> bool:
    """Whether a header's word has an ending."""
    return bool(re.search(f"(?:{ending})$", columns.plain(column.header)))


def columns_of(rows: Sequence[Row], size: int) -> Iterator[list[Cell]]:
    """The cells of each column in the rows that have all columns, or in all rows if none has."""
    whole = [row for row in rows if len(row.cells) == size] or list(rows)
    for place in range(size):
        yield [row.cells[place] for row in whole if place < len(row.cells)]
