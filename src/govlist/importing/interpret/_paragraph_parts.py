"""A paragraph split into its parts: mark, text, responsible units, deadline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from govlist.documents import marks, tidy
from govlist.documents.document import Paragraph, Place
from govlist.importing.interpret import _deadlines, _names, _roles, _units
from govlist.importing.interpret._entries import Words
from govlist.model.checklist import Role

_DUE = re.compile(r"(?:完成时限|时限要求|完成时间|完成期限|时间要求|时间节点|时限|期限)\s*[:：]\s*")
_PERSON = re.compile(r"((?:责任|牵头|分管|包保|挂点)领导|责任人|联系人|联络员|联系电话)\s*[:：]\s*")
"""Persons in charge; kept as extra keys of the task."""
_VERB = re.compile("牵头|负责|配合|落实|责任单位|责任部门")
_BRACKETS = {"）": "（", ")": "(", "〕": "〔", "】": "【", "]": "[", "］": "［"}
_MAX_BRACKETS = 20
"""Brackets read at the end of one paragraph; real lists have two."""
_LAST_CLAUSE = re.compile(r"[，,；;]([^，,；;]{2,20})$")
_MAX_BRACKET = 300
_MAX_BRACKET_LINES = 5
"""Lines that a bracket may extend over."""
_ANY_YEAR = 2000


@dataclass(slots=True)
class Line:
    """The parts of a paragraph."""

    place: Place
    level: int | None
    number: int | None
    text: str
    marked: str
    """The text with its mark."""
    whole: str
    who: list[Words] = field(default_factory=list)
    due: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    answered: bool = False
    """Whether the line below names the units."""
    perhaps: tuple[str, str] | None = None
    """The text without its last bracket, which may name units, and the text in the bracket."""

    @property
    def labels_only(self) -> bool:
        """Whether it only names units or a deadline for the paragraph above."""
        return not self.text and bool(self.who or self.due or self.extra)


@dataclass(slots=True)
class _Labelled:
    """The values under labels or in a bracket."""

    who: list[Words] = field(default_factory=list)
    due: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    def before(self, more: _Labelled) -> _Labelled:
        """These values followed by `more`."""
        return _Labelled(self.who + more.who, self.due or more.due, self.extra | more.extra)


def whole(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Join paragraphs whose bracket a line break cut, up to the next mark."""
    at = 0
    while at < len(paragraphs):
        result, end = paragraphs[at], at + 1
        if (
            _roles.is_label(result.text.strip())
            and end < len(paragraphs)
            and _names_units(paragraphs[end].text.strip())
        ):
            yield replace(result, text=f"{result.text.strip()}：{paragraphs[end].text}")
            at = end + 1
            continue
        while (
            end < min(at + _MAX_BRACKET_LINES, len(paragraphs))
            and _opens(result.text)
            and marks.read(paragraphs[end].text) is None
        ):
            result = replace(result, text=tidy.joined(result.text, paragraphs[end].text))
            end += 1
        if _opens(result.text):
            result, end = paragraphs[at], at + 1
        yield result
        at = end


def line(paragraph: Paragraph) -> Line:
    """Split a paragraph into its parts."""
    full = text = tidy.prose(paragraph.text)
    values = _Labelled()
    for _each in range(_MAX_BRACKETS):
        if (parts := _bracket(text)) is None:
            break
        text, more = parts
        values = more.before(values)
    text, more = _labels(text)
    values = more.before(values)
    mark = marks.read(text)
    level = mark.level if mark else paragraph.level
    if paragraph.level is not None and mark is None:
        level = min(paragraph.level, marks.TOPIC)
    number, rest = (mark.number, mark.rest) if mark else (None, text)
    result = Line(paragraph.place, level, number, rest, text, full, values.who, values.due, values.extra)
    result.perhaps = None if values.who else _perhaps(rest)
    return result


def promote(line: Line) -> str | None:
    """Treat the `perhaps` bracket as naming the units. Returns its text, None if there is no bracket."""
    if line.perhaps is None:
        return None
    before, inner = line.perhaps
    line.marked, line.text = line.marked.removesuffix(line.text) + before, before
    line.who, line.perhaps = [Words(inner, Role.RESPONSIBLE)], None
    return inner


def _bracket(text: str) -> tuple[str, _Labelled] | None:
    """The text without its last bracket, and the values in it; None if no bracket names units."""
    if (parts := _last_bracket(text)) is None:
        return None
    before, inner = parts
    left, values = _labels(inner)
    names_them, until = (left, values.due) if values.due else _split_deadline(left)
    if left and not values.who and _says_who(names_them):
        return before, _Labelled([Words(names_them, Role.RESPONSIBLE)], until, values.extra)
    if left and not _split_deadline(f"，{left}")[0] and _bracket(before) is not None:
        return before, _Labelled(due=left)
    return None if left or not (values.who or values.due) else (before, values)


def _last_bracket(text: str) -> tuple[str, str] | None:
    """The text without its last bracket, and the text in the bracket."""
    bare = text.rstrip("。；; \n")
    if not bare or (opening := _BRACKETS.get(bare[-1])) is None:
        return None
    depth, at = 0, len(bare)
    while at:
        at -= 1
        depth += (bare[at] == bare[-1]) - (bare[at] == opening)
        if not depth:
            break
    end = text[len(bare) :].strip() if not tidy.finished(bare[:at]) else ""
    return bare[:at] + end, bare[at + 1 : -1]


def _perhaps(text: str) -> tuple[str, str] | None:
    """The result of _last_bracket if the bracket might name units: （办公室）."""
    parts = _last_bracket(text)
    return parts if parts and parts[0].strip() and _names_units(parts[1]) else None


def _split_deadline(text: str) -> tuple[str, str]:
    """Split a deadline in the last clause from the words: 区商务局牵头，6月底前完成."""
    match = _LAST_CLAUSE.search(text)
    deadline = _deadlines.read(match[1], _ANY_YEAR) if match else None
    if match is None or deadline is None or not (deadline.due or deadline.standing):
        return text, ""
    return text[: match.start()], match[1]


def _says_who(text: str) -> bool:
    """Whether a bracket without labels names only units."""
    sure = all(re.match("[区市县省州旗各全]|有关|相关", name.name) for name in _units.read(text[:200]).named)
    return _names_units(text) and (sure or bool(_VERB.search(text)))


def _names_units(text: str) -> bool:
    """Whether a text can consist of unit names only."""
    if (len(text) < 3 and not text.startswith("各")) or tidy.finished(text) or len(text) > 200:
        return False
    reading = _units.read(text)
    fits = all(_names.whole(named.name) or _names.collective(named.name) for named in reading.named)
    return fits and bool(reading.named) and not reading.doubts


def _labels(text: str) -> tuple[str, _Labelled]:
    """The text before its labels, and the values after them."""
    found = [*_roles.labels(text), *_DUE.finditer(text), *_PERSON.finditer(text)]
    found.sort(key=lambda match: match.start())
    result = _Labelled()
    if not found or not _at_start(text[: found[0].start()]):
        return text, result
    for match, after in zip(found, [*found[1:], None], strict=True):
        value = text[match.end() : after.start() if after else len(text)].strip().rstrip("；;，,。")
        if match.re is _roles.LABEL and value:
            result.who.append(Words(value, _roles.role_of(match), match[0].strip(" :：\n")))
        elif match.re is _PERSON and value:
            result.extra[f"x-{match[1]}"] = value
        elif value and not tidy.empty(value):
            result.due = value
    return text[: found[0].start()].rstrip(" ，,"), result


def _at_start(before: str) -> bool:
    """Whether labels are at the start of the paragraph or after a complete sentence."""
    return not before.strip() or (tidy.finished(before.strip()) and not _opens(before))


def _opens(text: str) -> bool:
    """Whether a bracket near the end of a text is not closed."""
    depth = 0
    for char in text[-_MAX_BRACKET:]:
        depth = depth + 1 if char in _BRACKETS.values() else max(depth - (char in _BRACKETS), 0)
    return depth > 0
