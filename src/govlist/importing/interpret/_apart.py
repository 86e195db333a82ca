"""A paragraph taken apart: its mark, what it says, who it names as responsible, its deadline."""

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
"""Who answers for it in person: kept beside the task."""
_VERB = re.compile("牵头|负责|配合|落实|责任单位|责任部门")
_BRACKETS = {"）": "（", ")": "(", "〕": "〔", "】": "【", "]": "[", "］": "［"}
_MOST_BRACKETS = 20
"""That end one paragraph and are looked into; real ones have two."""
_LAST_CLAUSE = re.compile(r"[，,；;]([^，,；;]{2,20})$")
_LONGEST_BRACKET = 300
_BROKEN = 5
"""Lines that a bracket may run over."""
_ANY_YEAR = 2000


@dataclass(slots=True)
class Line:
    """A paragraph taken apart."""

    place: Place
    level: int | None
    number: int | None
    text: str
    said: str
    """The same with its mark."""
    whole: str
    who: list[Words] = field(default_factory=list)
    due: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    answered: bool = False
    """Whether the line below says who."""
    perhaps: tuple[str, str] | None = None
    """The text without a bracket at its end that may say who, and what stands in that."""

    @property
    def labels_only(self) -> bool:
        """Whether it only says who or until when, of the paragraph above."""
        return not self.text and bool(self.who or self.due or self.extra)


@dataclass(slots=True)
class _Said:
    """What labels or a bracket say."""

    who: list[Words] = field(default_factory=list)
    due: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    def before(self, more: _Said) -> _Said:
        """This, which stands before `more`, and that."""
        return _Said(self.who + more.who, self.due or more.due, self.extra | more.extra)


def whole(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs; one whose bracket a line's end broke goes on in the next, up to the next mark."""
    at = 0
    while at < len(paragraphs):
        made, end = paragraphs[at], at + 1
        if (
            _roles.is_label(made.text.strip())
            and end < len(paragraphs)
            and _names_units(paragraphs[end].text.strip())
        ):
            yield replace(made, text=f"{made.text.strip()}：{paragraphs[end].text}")
            at = end + 1
            continue
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


def line(paragraph: Paragraph) -> Line:
    """A paragraph taken apart."""
    full = text = tidy.prose(paragraph.text)
    said = _Said()
    for _each in range(_MOST_BRACKETS):
        if (parts := _bracket(text)) is None:
            break
        text, more = parts
        said = more.before(said)
    text, more = _labels(text)
    said = more.before(said)
    mark = marks.read(text)
    level = mark.level if mark else paragraph.level
    if paragraph.level is not None and mark is None:
        level = min(paragraph.level, marks.TOPIC)
    number, rest = (mark.number, mark.rest) if mark else (None, text)
    made = Line(paragraph.place, level, number, rest, text, full, said.who, said.due, said.extra)
    made.perhaps = None if said.who else _perhaps(rest)
    return made


def promote(line: Line) -> str | None:
    """Take what perhaps says who as if it did; what was taken, None where there is nothing."""
    if line.perhaps is None:
        return None
    before, inner = line.perhaps
    line.said, line.text = line.said.removesuffix(line.text) + before, before
    line.who, line.perhaps = [Words(inner, Role.RESPONSIBLE)], None
    return inner


def _bracket(text: str) -> tuple[str, _Said] | None:
    """The text without a bracket at its end that says who, with what that says; None where there is none."""
    if (parts := _last_bracket(text)) is None:
        return None
    before, inner = parts
    left, said = _labels(inner)
    names_them, until = (left, said.due) if said.due else _parted(left)
    if left and not said.who and _says_who(names_them):
        return before, _Said([Words(names_them, Role.RESPONSIBLE)], until, said.extra)
    if left and not _parted(f"，{left}")[0] and _bracket(before) is not None:
        return before, _Said(due=left)
    return None if left or not (said.who or said.due) else (before, said)


def _last_bracket(text: str) -> tuple[str, str] | None:
    """The text without the bracket that it ends with, and what stands in that."""
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
    """What _last_bracket gives, where that might name units: （办公室）, though nothing else says so."""
    parts = _last_bracket(text)
    return parts if parts and parts[0].strip() and _names_units(parts[1]) else None


def _parted(text: str) -> tuple[str, str]:
    """Words without their last clause, and that, where it is a deadline: 区商务局牵头，6月底前完成."""
    match = _LAST_CLAUSE.search(text)
    said = _deadlines.read(match[1], _ANY_YEAR) if match else None
    if match is None or said is None or not (said.day or said.standing):
        return text, ""
    return text[: match.start()], match[1]


def _says_who(text: str) -> bool:
    """Whether a bracket without labels names units and nothing else."""
    sure = all(re.match("[区市县省州旗各全]|有关|相关", name.name) for name in _units.read(text[:200]).named)
    return _names_units(text) and (sure or bool(_VERB.search(text)))


def _names_units(text: str) -> bool:
    """Whether all that a text says can be names of units."""
    if (len(text) < 3 and not text.startswith("各")) or tidy.finished(text) or len(text) > 200:
        return False
    reading = _units.read(text)
    fits = all(_names.whole(named.name) or _names.collective(named.name) for named in reading.named)
    return fits and bool(reading.named) and not reading.doubts


def _labels(text: str) -> tuple[str, _Said]:
    """The text up to its labels, and what stands under them."""
    found = [*_roles.labels(text), *_DUE.finditer(text), *_PERSON.finditer(text)]
    found.sort(key=lambda match: match.start())
    made = _Said()
    if not found or not _at_start(text[: found[0].start()]):
        return text, made
    for match, after in zip(found, [*found[1:], None], strict=True):
        said = text[match.end() : after.start() if after else len(text)].strip().rstrip("；;，,。")
        if match.re is _roles.LABEL and said:
            made.who.append(Words(said, _roles.role_of(match), match[0].strip(" :：\n")))
        elif match.re is _PERSON and said:
            made.extra[f"x-{match[1]}"] = said
        elif said and not tidy.empty(said):
            made.due = said
    return text[: found[0].start()].rstrip(" ，,"), made


def _at_start(before: str) -> bool:
    """Whether labels begin where a label may: at the paragraph's start or behind a sentence."""
    return not before.strip() or (tidy.finished(before.strip()) and not _opens(before))


def _opens(text: str) -> bool:
    """Whether a bracket in a text's last characters stays open."""
    depth = 0
    for char in text[-_LONGEST_BRACKET:]:
        depth = depth + 1 if char in _BRACKETS.values() else max(depth - (char in _BRACKETS), 0)
    return depth > 0
