"""Lists without a table: tasks are paragraphs, who is responsible stands in brackets or on lines below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from govlist.document import Doubt, Paragraph, Place
from govlist.i18n import _
from govlist.model import Role
from govlist.understanding import deadlines, marks, names, roles, tidy, units
from govlist.understanding.entries import Found, Heading, Item, Words

_DUE = re.compile(r"(?:完成时限|时限要求|完成时间|完成期限|时间要求|时间节点|时限|期限)\s*[:：]\s*")
_VERB = re.compile("牵头|负责|配合|落实|责任单位|责任部门")
_BRACKETS = {"）": "（", ")": "(", "〕": "〔", "】": "【", "]": "["}
_MOST_BRACKETS = 20
"""That end one paragraph and are looked into; real ones have two."""
_LAST_CLAUSE = re.compile(r"[，,；;]([^，,；;]{2,20})$")
_LONGEST_BRACKET = 300
_BROKEN = 5
"""Lines that a bracket may run over."""
_FULL_LINE = 28
"""Characters of a line of a page; a shorter one ends where its author ended it."""
_LONGEST_LINE = 2_000
"""Characters up to which broken lines are joined."""
_ANY_YEAR = 2000
_DEEPEST = 9


@dataclass(slots=True)
class _Line:
    """A paragraph taken apart: its mark, what it says, who it names as responsible, its deadline."""

    place: Place
    level: int | None
    number: int | None
    text: str
    said: str
    """The same with its mark."""
    whole: str
    who: list[Words] = field(default_factory=list)
    due: str = ""

    @property
    def labels_only(self) -> bool:
        """Whether it only says who or until when, of the paragraph above."""
        return not self.text and bool(self.who or self.due)


def with_units(paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    """The first paragraph that says who is responsible."""
    return next((paragraph for paragraph in _whole(paragraphs) if _line(paragraph).who), None)


def read(paragraphs: Sequence[Paragraph], found: Found) -> None:
    """Add what paragraphs hold to what was found."""
    lines = [_line(paragraph) for paragraph in _whole(paragraphs)]
    level = _task_level(lines)
    if level is None:
        return
    reading = _Reading(found, level)
    for line in lines:
        reading.take(line)
    reading.close()


def _whole(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs; one whose bracket a line's end broke goes on in the next, up to the next mark."""
    at = 0
    while at < len(paragraphs):
        made, end = paragraphs[at], at + 1
        while (
            end < min(at + _BROKEN, len(paragraphs))
            and _opens(made.text)
            and marks.read(paragraphs[end].text) is None
        ):
            made = replace(made, text=tidy.joined(made.text, paragraphs[end].text))
            end += 1
        if _opens(made.text):
            made, end = paragraphs[at], at + 1
        yield made
        at = end


def _opens(text: str) -> bool:
    """Whether a bracket in a text's last characters stays open."""
    depth = 0
    for char in text[-_LONGEST_BRACKET:]:
        depth = depth + 1 if char in _BRACKETS.values() else max(depth - (char in _BRACKETS), 0)
    return depth > 0


def _continued(text: str, line: _Line) -> str:
    """A task's text with a paragraph more; a line that the page's width has broken goes on in it."""
    above, parted, last = text.rpartition("\n")
    broken = last.endswith(("，", "、")) or (len(last) >= _FULL_LINE and not last.endswith(("：", ":")))
    if line.level is None and broken and not tidy.finished(last) and len(last) < _LONGEST_LINE:
        return f"{above}{parted}{tidy.joined(last, line.said)}"
    return f"{text}\n{line.said}"


class _Reading:
    """Paragraphs one after another; `item` is the task that may still go on."""

    def __init__(self, found: Found, level: int) -> None:
        self.found = found
        self.level = level
        self.item: Item | None = None

    def take(self, line: _Line) -> None:
        if line.labels_only:
            self._label(line)
        elif line.level is not None and line.level < self.level:
            self.close()
            self._heading(line)
        elif line.level == self.level or (line.who and (self.item is None or self.item.who)):
            self.close()
            self.item = Item(line.place, line.number, line.text, list(line.who), line.due)
        elif self.item is not None and not self.item.who:
            self.item.requirement = _continued(self.item.requirement, line)
            self.item.who, self.item.due = list(line.who), line.due or self.item.due

    def close(self) -> None:
        """The task is complete; a short one that nobody answers for is a heading."""
        item, self.item = self.item, None
        if item is None:
            return
        if not item.who and self.level <= marks.TOPIC and marks.is_title(item.requirement):
            self.found.entries.append(Heading(item.requirement.rstrip("。：:"), self.level, item.place))
        elif item.who or self.found.items or self.level > marks.TOPIC:
            self.found.entries.append(item)

    def _label(self, line: _Line) -> None:
        if self.item is None:
            self.found.doubts.append(Doubt(line.place, _("left aside: “{text}”").format(text=line.whole)))
            return
        self.item.who += line.who
        self.item.due = line.due or self.item.due

    def _heading(self, line: _Line) -> None:
        title, stop, rest = line.text.partition("。")
        if rest.strip():
            message = _("behind the heading “{title}” some text was left aside")
            self.found.doubts.append(Doubt(line.place, message.format(title=title)))
        if title and (stop or marks.is_title(title)):
            self.found.entries.append(
                Heading(title.rstrip("：:"), min(line.level or 1, marks.TOPIC), line.place)
            )


def _line(paragraph: Paragraph) -> _Line:
    whole = tidy.prose(paragraph.text)
    who: list[Words] = []
    due = ""
    text = whole
    for _each in range(_MOST_BRACKETS):
        if (parts := _bracket(text)) is None:
            break
        text, more, day = parts
        who, due = [*more, *who], day or due
    text, more, day = _labels(text)
    who, due = [*more, *who], day or due
    mark = marks.read(text)
    level = mark.level if mark else paragraph.level
    if paragraph.level is not None and mark is None:
        level = min(paragraph.level, marks.TOPIC)
    return _Line(
        paragraph.place,
        level,
        mark.number if mark else None,
        mark.rest if mark else text,
        text,
        whole,
        who,
        due,
    )


def _bracket(text: str) -> tuple[str, list[Words], str] | None:
    """The text without a bracket at its end that says who, with what that says; None where there is none."""
    bare = text.rstrip("。；; \n")
    if not bare or (opening := _BRACKETS.get(bare[-1])) is None:
        return None
    depth, at = 0, len(bare)
    while at:
        at -= 1
        depth += (bare[at] == bare[-1]) - (bare[at] == opening)
        if not depth:
            break
    inner = bare[at + 1 : -1]
    left, who, due = _labels(inner)
    said, until = (left, due) if due else _parted(left)
    if left and not who and _says_who(said):
        who, due, left = [Words(said, Role.RESPONSIBLE)], until, ""
    if left or not (who or due):
        return None
    end = text[len(bare) :].strip() if not tidy.finished(bare[:at]) else ""
    return bare[:at] + end, who, due


def _parted(text: str) -> tuple[str, str]:
    """Words without their last clause, and that, where it is a deadline: 区商务局牵头，6月底前完成."""
    match = _LAST_CLAUSE.search(text)
    said = deadlines.read(match[1], _ANY_YEAR) if match else None
    if match is None or said is None or not (said.day or said.standing):
        return text, ""
    return text[: match.start()], match[1]


def _says_who(text: str) -> bool:
    """Whether a bracket without labels names units and nothing else."""
    if (len(text) < 3 and not text.startswith("各")) or tidy.finished(text) or len(text) > 200:
        return False
    reading = units.read(text)
    sure = all(re.match("[区市县省州旗各全]|有关|相关", named.name) for named in reading.named)
    fits = all(names.whole(named.name) for named in reading.named) and bool(reading.named)
    return fits and not reading.doubts and (sure or bool(_VERB.search(text)))


def _labels(text: str) -> tuple[str, list[Words], str]:
    """The text up to its labels; what stands under labels of units, each with its role; the deadline."""
    found = [(m.start(), m.end(), m) for m in roles.labels(text)]
    found += [(m.start(), m.end(), m) for m in _DUE.finditer(text)]
    found.sort(key=lambda each: each[0])
    if not found or not _at_start(text[: found[0][0]]):
        return text, [], ""
    who: list[Words] = []
    due = ""
    for index, (start, end, match) in enumerate(found):
        until = found[index + 1][0] if index + 1 < len(found) else len(text)
        said = text[end:until].strip().rstrip("；;，,。")
        if match.re is roles.LABEL and said:
            who.append(Words(said, roles.role_of(match), text[start:end].strip(" :：")))
        elif said and not tidy.empty(said):
            due = said
    return text[: found[0][0]].rstrip(" ，,"), who, due


def _at_start(before: str) -> bool:
    """Whether labels begin where a label may: at the paragraph's start or behind a sentence."""
    return not before.strip() or tidy.finished(before.strip())


def _task_level(lines: Sequence[_Line]) -> int | None:
    """The level of paragraphs that are tasks: of most that somebody answers for; None where none is."""
    levels: Counter[int] = Counter()
    above: int | None = None
    titled = False
    for line in lines:
        if line.labels_only:
            if line.who:
                levels[above or _DEEPEST] += 1
            continue
        if line.level is None and titled:  # what stands below a title is no part of it
            above = None
        if line.who:
            levels[line.level or above or _DEEPEST] += 1
        if line.level is not None:
            above = line.level
        titled = line.level is not None and line.level <= marks.TOPIC and marks.is_title(line.text)
    best = max(levels, key=lambda level: (levels[level], level)) if levels else None
    return marks.NUMBERED if best == marks.DEEPER and _inside(lines) else best


def _inside(lines: Sequence[_Line]) -> bool:
    """Whether paragraphs with the deepest marks are lists inside tasks: nobody answers for most of them."""
    deeper = [bool(line.who) for line in lines if line.level == marks.DEEPER]
    numbered = any(line.level == marks.NUMBERED for line in lines)
    return numbered and sum(deeper) * 10 < len(deeper) * 7
