"""The words for who is responsible → names in their order, each with its role.

Rules, deadlines and persons are taken out first; the grammar in `_tokens` reads the rest. A guess is a doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from govlist.base.i18n import _
from govlist.documents import tidy
from govlist.documents.traditional import simplified
from govlist.importing.interpret import deadline_words
from govlist.importing.interpret.responsible import (
    _assigning,
    _borders,
    _parts,
    _tokens,
    role_words,
    rule_sentences,
    shared_parts,
    unit_names,
)
from govlist.importing.interpret.responsible.roster_names import KnownNames
from govlist.importing.interpret.responsible.rule_sentences import Rule
from govlist.importing.interpret.responsible.shared_parts import Entry
from govlist.model.checklist import Role
from govlist.model.words import joined


@dataclass(frozen=True, slots=True)
class Named:
    """A unit or group that a text names."""

    name: str
    role: Role
    known: bool
    """Whether the roster has the name; if so, `name` is a name or alias of the roster."""
    aliases: tuple[str, ...] = ()
    """Other names that the text gives, or a variant spelling of a known name."""
    clause: int = 0
    """The number of commas before it."""
    sign: str = ""
    """The sign at its side: ★."""


@dataclass(slots=True)
class Reading:
    """The responsible units that a text names, with doubts."""

    named: list[Named] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    words: str = ""
    """The document's words in one line."""
    rules: list[Rule] = field(default_factory=list)
    """Sentences in the text about this and other tasks."""
    due: str = ""
    """A deadline in the text."""
    people: list[str] = field(default_factory=list)
    """Persons in the text, each with the unit: 张某（区教育局）."""
    extra: dict[str, str] = field(default_factory=dict)
    """Labelled values that are no units: x-责任人, x-督导单位."""
    level: shared_parts.Level = shared_parts.NO_LEVEL
    """The level of the last unit, for names without one in the next text."""
    perhaps: dict[str, str] = field(default_factory=dict)
    """Names that may lack the level of the unit before, each with it."""
    leaves_out_levels: bool = False
    """Whether the text leaves out the level of several names."""
    odd: bool = False
    """Whether some of the text may not name a unit at all."""


_PRIVATE = re.compile("[\ue000-\uf8ff]")
"""Characters without a meaning of their own, such as signs of symbol fonts."""
_COUNTED = re.compile(
    r"(?:^|(?<=[\s、，,；;。]))(?:(?:\d{1,2}[.．、)）]|[（(][\d一二三四五六七八九十]{1,2}[）)])\s*(?=\D)|[一二三四五六七八九十]{1,2}、)|[①-⑳]"
)
"""List marks inside a cell."""
_OF_PLACE = re.compile(r"(?<=街道)办事处$|(?<=[镇乡])(?:人民)?政府$")
"""Optional end of a township's name: 田东街道办事处 is 田东街道."""
_SEVERAL = re.compile(
    "[省市县区州]?(?:两办|三办|四办|四大班子|四大家|五大班子)|(?:第一|首要|主要)?(?:牵头|责任|配合|承办|主办)(?:责任)?(?:单位|部门)|.+(?:负责人|领导|领导干部|班子成员|人员)"
)
"""Words for several units that everybody knows, for a role, or for people."""
_ODD = re.compile(r"[^\w“”‘’\"《》〈〉、（）()〔〕+\-.]+")
"""Characters that no unit's name has."""
_VALUE_END = re.compile("[；;。\n）)]")
_IN_BRACKETS = re.compile(r"[（(]([^（()）]{2,24})[)）]")
_EMPTY = re.compile(r"[（(〔【][，,；;。\s]*[）)〕】]")
_MOST = 1000
"""Characters read of one text; in real lists the longest has a few hundred."""
_MOST_DOUBTS = 10
"""Doubts reported for one text."""
_WRAPS = {"（": "）", "(": ")", "〔": "〕", "【": "】", "[": "]"}


def read(
    text: str,
    role: Role = Role.RESPONSIBLE,
    known: KnownNames | None = None,
    level: shared_parts.Level = shared_parts.NO_LEVEL,
) -> Reading:
    """Read who is responsible: `role` is that of the column or label above, `level` of the text before."""
    return _Reader(known or KnownNames(), role, level).read(text)


class _Reader:
    """Reads one text."""

    def __init__(self, known: KnownNames, role: Role, level: shared_parts.Level) -> None:
        self.known = known
        self.role = role
        self.result = Reading(level=level)

    def read(self, text: str) -> Reading:
        result = self.result
        text = _PRIVATE.sub("", tidy.clean(text)).strip()
        if len(text) > _MOST:
            self.doubt(_("“{words}” is too long; the rest was skipped"), words=f"{text[: _borders.LONGEST]}…")
            text = text[:_MOST]
        rest, result.rules = rule_sentences.take(_unwrapped(text))
        rest = _squeezed(_COUNTED.sub("、", _unwrapped(self._without_deadline(self._without_labelled(rest)))))
        entries = self._entries(rest)
        named = [made for entry in entries if (made := self._named(entry)) is not None]
        result.words = _in_one_line(text, tuple({each.name for each in named}))
        result.named, doubts = unique(named, self.known)
        result.doubts += doubts[: max(_MOST_DOUBTS - len(result.doubts), 0)]
        if not result.named:
            result.doubts.append(_("no unit found in “{text}”").format(text=tidy.line(text)))
        return result

    # -- what is not a unit -----------------------------------------------------------------------

    def _without_labelled(self, text: str) -> str:
        """The text without the deadlines, persons and supervising units that have a label."""
        plain = simplified(text)
        found = [*deadline_words.label().finditer(plain), *role_words.EXTRA.finditer(plain)]
        others = [match.start() for match in (*found, *role_words.labels(text))]
        for match in sorted(found, key=lambda match: match.start(), reverse=True):
            stop = _VALUE_END.search(text, match.end())
            limits = [at for at in others if at > match.start()]
            end = min([stop.start() if stop else len(text), *limits])
            value = text[match.end() : end].strip(" 、，,")
            if match.re is role_words.EXTRA and value:
                self.result.extra[f"x-{match[1]}"] = value
            elif value:
                self._deadline(value)
            text = text[: match.start()] + text[end:]
        return _EMPTY.sub("", text)

    def _without_deadline(self, text: str) -> str:
        """The text without the clauses and brackets that are deadlines."""

        def take(match: re.Match[str]) -> str:
            rest, words = deadline_words.split(match[1])
            if rest:
                return match[0]
            self._deadline(words)
            return ""

        rest, words = deadline_words.split(_IN_BRACKETS.sub(take, text))
        if words:
            self._deadline(words)
        before, _blank, last = rest.rpartition(" ")
        if before and not deadline_words.split(last)[0]:  # 区住建局 全年推进
            self._deadline(last)
            return before
        return rest

    def _deadline(self, words: str) -> None:
        self.result.due = deadline_words.joined(self.result.due, words) if self.result.due else words
        self.doubt(_("“{words}” was read as the deadline"), words=words)

    def person(self, person: str, unit: str) -> None:
        """Keep a person, who is reported."""
        self.result.people.append(f"{person}（{unit}）" if unit else person)
        self.doubt(_("“{words}” was read as a person; it may be part of the unit's name"), words=person)

    # -- names ------------------------------------------------------------------------------------

    def _entries(self, text: str) -> list[Entry]:
        """The names of a text, complete and with their roles."""
        choice = _tokens.choose(text, self.known)
        parts = _parts.Parts(self, text).collect(choice.tokens)
        entries = [part for part in parts if isinstance(part, Entry)]
        shared = shared_parts.share(entries, self.result.level, lambda name: name in self.known.owners)
        self.result.level = shared.level
        self.result.perhaps |= shared.perhaps
        self.result.leaves_out_levels |= shared.leaves_out
        for doubt in shared.doubts:
            self.doubt(doubt)
        if choice.rival and not self.result.doubts:
            self.doubt(_("“{words}” may also mean {first}"), joined(choice.rival), words=tidy.line(text))
        _assigning.assign(parts, self.role)
        return entries

    def strange(self) -> None:
        """Note that some of the text may not name a unit."""
        self.result.odd = True

    def nested(self, text: str) -> list[Entry]:
        """The names in a bracket that is a text of its own."""
        return self._entries(_squeezed(text))

    def _named(self, entry: Entry) -> Named | None:
        role = entry.role or self.role
        if entry.known:
            return Named(entry.name, role, True, tuple(entry.aliases), entry.clause, entry.sign)
        name = entry.name
        if _ODD.search(name):
            bare = _ODD.sub("", name)
            self.doubt(_("“{first}” has characters that no name has; read as “{second}”"), name, bare)
            self.strange()
            name = bare
        if not re.search(r"\w", name):
            return None
        if len(name) > _borders.LONGEST:
            self.doubt(_("skipped “{words}”: too long for a unit's name"), words=name)
            return None
        if _SEVERAL.fullmatch(name) or not unit_names.fits(name):
            self.doubt(_("“{words}” may not be a unit; read as one"), words=name)
            self.strange()
        alike = self.known.folded.get(tidy.folded(name)) or self.known.folded.get(_OF_PLACE.sub("", name))
        aliases = tuple(each for each in (name, *entry.aliases) if each != (alike or name))
        return Named(alike or name, role, alike is not None, aliases, entry.clause, entry.sign)

    def doubt(self, message: str, *pair: str, words: str = "") -> None:
        """Add a doubt; its message has {first} and {second}, or {words}."""
        first, second = (*pair, "", "")[:2]
        if len(self.result.doubts) < _MOST_DOUBTS:
            self.result.doubts.append(message.format(first=first, second=second, words=words))


def unique(found: list[Named], known: KnownNames) -> tuple[list[Named], list[str]]:
    """Each unit once, at its first position, and a doubt for each mention in another role."""
    result: dict[str, Named] = {}
    doubts: list[str] = []
    for named in found:
        first = result.setdefault(known.owners.get(named.name, named.name), named)
        if first.role is not named.role:
            doubts.append(_("{words} is named in two roles; the first was used").format(words=named.name))
    return list(result.values()), doubts


def _unwrapped(text: str) -> str:
    """The text in a bracket that encloses all of it, without its full stop."""
    bare = text.rstrip("。；; ")
    if not bare or bare[-1] != _WRAPS.get(text[:1]):
        return text
    depth = 0
    for at, char in enumerate(bare):
        depth += (char in _WRAPS) - (char in _WRAPS.values())
        if not depth:
            inner = bare[1:-1]
            alone = re.fullmatch(r"[^、，,；;：:]*", inner) and role_words.in_brackets(inner) is not None
            return inner.strip() if at == len(bare) - 1 and not alone else text
    return text


def _squeezed(text: str) -> str:
    """The text without blanks beside marks."""
    parts = (part.strip() for part in re.split("([、，,；;])", text))
    return re.sub(r"(?<=等)\s+", "", "".join(parts))


def _in_one_line(text: str, found: tuple[str, ...]) -> str:
    """The words in one line; a blank that separates two names stays."""
    result = ""
    for piece in text.split():
        result += (" " if result.endswith(found) and piece.startswith(found) else "") + piece
    return result
