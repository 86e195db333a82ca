"""Who is responsible and by when, as a paragraph states it: in brackets, or after labels."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from govlist.documents import tidy
from govlist.documents.traditional import simplified
from govlist.importing.interpret import deadline_words
from govlist.importing.interpret.entries import Words
from govlist.importing.interpret.responsible import reader, role_words, unit_names
from govlist.model.checklist import Role

_ROLE = re.compile("牵头|负责|配合")
"""A verb by which a bracket surely says who is responsible, even if not every name in it is read."""
_SAYS = re.compile("牵头|负责|配合|落实|责任单位|责任部门|会同|参与|协助")
_SURE = re.compile("[区市县省州旗镇乡各全]|有关|相关|国家|国务院|中国")
_BRACKETS = {"（": "）", "(": ")", "〔": "〕", "【": "】", "[": "]", "［": "］"}
_CLOSING = {closing: opening for opening, closing in _BRACKETS.items()}
_BOXED = re.compile(r"[【\[［〔]\s*(\w{2,8})\s*[】\]］〕]\s*(?:[:：]\s*)?(?=\S)")
_SEPARATORS = re.compile(r"[、，,；;\s]")
_LONGEST = 300
"""Characters of a bracket that may name units."""


@dataclass(slots=True)
class Statement:
    """Who is responsible, the deadline's words, and extra values by key."""

    who: list[Words] = field(default_factory=list)
    due: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.who or self.due or self.extra)

    def in_role(self, role: Role | None) -> Statement:
        """This statement with a role for the units that have no other; None leaves it as it is."""
        if role is None:
            return self
        who = [replace(words, role=role) if words.role is Role.RESPONSIBLE else words for words in self.who]
        return replace(self, who=who)

    def and_then(self, more: Statement) -> Statement:
        """This statement followed by another; different deadlines are both kept."""
        due = "；".join(dict.fromkeys(filter(None, (self.due, more.due))))
        return Statement(self.who + more.who, due, self.extra | more.extra)


class Span(NamedTuple):
    """A text in brackets and where it is, with its brackets."""

    start: int
    end: int
    inner: str


def spans(text: str) -> Iterator[Span]:
    """The outermost brackets of a text; one that is not closed is no bracket."""
    opened: list[tuple[str, int]] = []
    found: list[Span] = []
    for at, char in enumerate(text):
        if char in _BRACKETS:
            opened.append((char, at))
        elif (opening := _CLOSING.get(char)) and any(opening == one for one, _at in opened[-3:]):
            while opened[-1][0] != opening:
                opened.pop()
            _one, start = opened.pop()
            while found and found[-1].start > start:
                found.pop()
            found.append(Span(start, at + 1, text[start + 1 : at]))
    yield from found


def is_open(text: str) -> bool:
    """Whether a bracket near the end of a text is not closed."""
    depth = 0
    for char in text[-_LONGEST:]:
        depth = depth + 1 if char in _BRACKETS else max(depth - (char in _CLOSING), 0)
    return depth > 0


def unboxed(text: str) -> str:
    """The text with 【责任单位】 at its start or after a sentence written as 责任单位：."""

    def label(match: re.Match[str]) -> str:
        return f"{match[1]}：" if next(_labels(f"{match[1]}："), None) else match[0]

    return _BOXED.sub(label, text)


def is_label(text: str) -> bool:
    """Whether a text is only a label with its colon, whose value stands on the next line."""
    match = next(_labels(text), None)
    return match is not None and match.start() == 0 and match.end() == len(text)


def cut_name(before: str, after: str) -> bool:
    """Whether a line break stands inside a name: 市生态⏎环境局."""
    last = _SEPARATORS.split(before)[-1]
    first = _SEPARATORS.split(after)[0]
    if not (last and first and unit_names.is_name(last + first)):
        return False
    return not (unit_names.is_name(last) and (unit_names.fits(last) or unit_names.fits(first)))


def labelled(text: str) -> tuple[str, Statement]:
    """The text before its labels, and the values after them; labels in brackets are not the text's own."""
    edges = [edge for span in spans(text) for edge in (span.start, span.end)]
    found: list[re.Match[str]] = []
    for match in sorted(_labels(text), key=lambda match: match.start()):
        inside = found and match.start() < found[-1].end()  # 责任人 in 责任单位及责任人
        if bisect_right(edges, match.start()) % 2 == 0 and not inside:
            found.append(match)
    result = Statement()
    if not found or not _at_start(text[: found[0].start()]):
        return text, result
    for match, after in zip(found, [*found[1:], None], strict=True):
        value = text[match.end() : after.start() if after else len(text)].strip().rstrip("；;，,。")
        if match.re is role_words.LABEL and value:
            value, due = deadline_words.split(value)
            who = [Words(value, role_words.role_of(match), match[0].strip(" :：\n"))] if value else []
            result = result.and_then(Statement(who, due))
        elif match.re is role_words.EXTRA and value:
            result.extra[f"x-{match[1]}"] = value
        elif value and not tidy.empty(value):
            result = result.and_then(Statement(due=value))
    return text[: found[0].start()].rstrip(" ，,"), result


def bracketed(inner: str) -> Statement | None:
    """What a bracket states; None if it is part of the text. A deadline without a label counts, too."""
    if len(inner) > _LONGEST:
        return None
    left, values = labelled(unboxed(inner.strip()))
    rest, due = deadline_words.split(left)
    rest = rest.rstrip("。；;，, ")
    values = Statement(due=due).and_then(values)
    if not rest:
        return values or None
    if values.who or not says_who(rest):
        return None
    return Statement([Words(rest, Role.RESPONSIBLE)]).and_then(values)


def perhaps(inner: str) -> Statement | None:
    """What a bracket states if its words are names without any sign of it: （办公室，6月底前）."""
    left, values = labelled(unboxed(inner.strip()))
    rest, due = deadline_words.split(left)
    rest = rest.rstrip("。；;，, ")
    if values.who or not names_units(rest):
        return None
    return Statement([Words(rest, Role.RESPONSIBLE)], due).and_then(values)


def says_who(text: str) -> bool:
    """Whether a text without labels says who is responsible, by its verbs or the level of its names."""
    names, odd = _names_in(text)
    plain = simplified(text)
    if _ROLE.search(plain) and 2 * sum(map(unit_names.is_name, names)) > len(names):
        return True
    if not names or odd:
        return False
    return bool(_SAYS.search(plain)) or (_long(text) and bool(_SURE.match(simplified(names[0]))))


def names_units(text: str) -> bool:
    """Whether a text can consist of units' names only, without any doubt."""
    names, odd = _names_in(text)
    return bool(names) and not odd and _long(text) and not reader.read(text).doubts


def sure(statement: Statement) -> bool:
    """Whether a statement can stand in the middle of a text: it has labels or a verb."""
    return bool(statement.who) and any(
        words.label or _SAYS.search(simplified(words.text)) for words in statement.who
    )


def _labels(text: str) -> Iterator[re.Match[str]]:
    """All labels of a text: roles, deadlines, extra values."""
    yield from role_words.labels(text)
    plain = simplified(text)
    yield from deadline_words.label().finditer(plain)
    yield from role_words.EXTRA.finditer(plain)


def _at_start(before: str) -> bool:
    """Whether labels are at the start of the paragraph, or after a sentence, a comma or a bracket."""
    bare = before.strip()
    if not bare:
        return True
    return (tidy.finished(bare) or bare[-1] in _CLOSING or bare[-1] in "，,") and not is_open(bare)


def _long(text: str) -> bool:
    return len(text) > 2 or text.startswith("各")


@lru_cache(maxsize=1_000)
def _names_in(text: str) -> tuple[tuple[str, ...], bool]:
    """The names that a text consists of, and whether some of it may not be a name."""
    if not text or len(text) > _LONGEST or tidy.finished(text):
        return (), True
    reading = reader.read(text)
    return tuple(named.name for named in reading.named), reading.odd
