"""Tokens → the names of a text, with the brackets, signs and persons that belong to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from govlist.base.i18n import _
from govlist.documents import tidy
from govlist.documents.traditional import simplified
from govlist.importing.interpret.responsible import (
    _borders,
    _tokens,
    _words,
    role_words,
    shared_parts,
    unit_names,
)
from govlist.importing.interpret.responsible._tokens import NAMES, Kind, Token
from govlist.importing.interpret.responsible.roster_names import KnownNames
from govlist.importing.interpret.responsible.shared_parts import Entry
from govlist.model.checklist import Role

_REMARK = re.compile(".*(?:设在|挂靠|承担)|含|包括|不含|除|详见|见|注")
_ALIAS = re.compile('^(?:以下|下同|下)?简称[:：]?|^原|^即|^挂|[“”"‘’]')
_LONGER = "系 中心 公司 集团 园区 开发区 新区 社区 党委 党组 党支部 党总支 办事处 管委会"
_OTHER_ENDINGS = frozenset(_LONGER.split())
"""Endings that a bracket after a name can give, beside those of one character: 学院党委（党总支）."""
_BEFORE_BRACKET = (*NAMES, Kind.BRACKET, Kind.PERSON, Kind.SIGN)


class Reader(Protocol):
    """What keeps the doubts and persons of the text that is read."""

    def doubt(self, message: str, *pair: str, words: str = "") -> None:
        """Add a doubt; its message has {first} and {second}, or {words}."""

    def person(self, person: str, unit: str) -> None:
        """Keep a person, who is reported."""

    def nested(self, text: str) -> list[Entry]:
        """The names in a bracket that is a text of its own."""

    def strange(self) -> None:
        """Note that some of the text may not name a unit."""


class Parts:
    """Makes entries of the tokens of names; the other tokens stay, for the roles."""

    def __init__(self, reader: Reader, text: str) -> None:
        self.reader = reader
        self.doubt = reader.doubt
        self.text = text
        self.parts: list[Entry | Token] = []
        self.clause = 0
        self.between: list[Token] = []
        """The tokens since the last name."""
        self.sign = ""
        self.role: Role | None = None
        """The role in a bracket before the next name."""
        self.person = ""
        """A person before the next name."""

    def collect(self, tokens: Sequence[Token]) -> list[Entry | Token]:
        """The names of the tokens as entries, between the tokens that give roles."""
        for at, token in enumerate(tokens):
            if token.kind in NAMES:
                self._name(token, tokens[at - 1] if at else None)
                continue
            if token.kind is Kind.BRACKET:
                self._bracket(token, tokens[at - 1] if at else None)
            elif token.kind is Kind.PERSON:
                self._person(token)
            elif token.kind is Kind.SIGN:
                self._sign(token, tokens[at - 1] if at else None)
            elif token.kind is Kind.ETC and token.text != "等":
                self._others(token)
            elif token.kind is Kind.ETC and not any(each.kind in NAMES for each in tokens[at + 1 : at + 2]):
                self.doubt(_("“{words}” means other units without naming them"), words="等")
            elif token.kind is Kind.DUTY:
                self.doubt(_("skipped “{words}”: what a unit does, not a unit"), words=tidy.line(token.text))
                self.reader.strange()
            elif token.kind is Kind.OTHERS:
                self.doubt(_("“{words}” means other units without naming them"), words=token.text)
            elif token.kind is Kind.LONG:
                self.doubt(_("skipped “{words}”: too long for a unit's name"), words=tidy.line(token.text))
                self.reader.strange()
            elif token.kind is Kind.MARK and token.text in "，,；;。":
                self.clause += 1
            self.between.append(token)
            self.parts.append(token)
        if self.person:
            self.reader.person(self.person, "")
            self.reader.strange()
        return self.parts

    @property
    def _last(self) -> Entry | None:
        return next((part for part in reversed(self.parts) if isinstance(part, Entry)), None)

    def _name(self, token: Token, before: Token | None) -> None:
        name = tidy.line(token.text)
        if token.kind is Kind.NAME:
            name = name.strip(" -—:：.")
            self._doubts_of(token, before)
        if not name:
            return
        peers = (Kind.MARK, Kind.AND, Kind.BLANK, Kind.BRACKET, Kind.SIGN, Kind.PERSON)
        peer = bool(self.between) and all(
            each.kind in peers and (each.kind is not Kind.MARK or each.text in "、/") for each in self.between
        )
        aliases = [] if token.written in ("", name) else [token.written]
        entry = Entry(name, token.kind is Kind.KNOWN, self.role, aliases, self.clause, peer, self.sign)
        if self.person:
            self.reader.person(self.person, name)
        self.sign, self.role, self.person, self.between = "", None, "", []
        self.parts.append(entry)

    def _doubts_of(self, token: Token, before: Token | None) -> None:
        """Doubts about where a name begins and ends."""
        last, name = self._last, tidy.line(token.text)
        if before is not None and last is not None and not last.known:
            prefixed = _borders.begins_anew(name)
            if before.kind in NAMES or (
                before.kind is Kind.BRACKET and self.between == [before] and self.parts[-1:] == [before]
            ):
                message = _("“{first}” and “{second}” have no separator; read as two units, they may be one")
                self.doubt(message, last.name, name)
            elif before.kind is Kind.BLANK and len(self.between) == 1 and not prefixed:
                self.doubt(
                    _("“{first}” and “{second}” were read as two units; they may be one"), last.name, name
                )
        if "\n" in token.text:
            first, _newline, second = token.text.partition("\n")
            if unit_names.whole(tidy.line(first)) and second[:1] not in "等（(":
                self.doubt(
                    _("“{first}” and “{second}” were read as one unit; they may be two"),
                    tidy.line(first),
                    tidy.line(second),
                )

    def _others(self, token: Token) -> None:
        row: list[Entry] = []
        for part in reversed(self.parts):
            if isinstance(part, Token) and part.kind in (Kind.VERB, Kind.DUTY, Kind.LABEL):
                break
            if isinstance(part, Entry):
                row.insert(0, part)
        for doubt in shared_parts.share_class(row, token.text):
            self.doubt(doubt)
        self.doubt(_("“{words}” means other units without naming them"), words=f"等{token.text}")

    def _person(self, token: Token) -> None:
        last = self._last
        inside = last is not None and not any(
            each.kind is Kind.MARK and each.text not in ":：" for each in self.between
        )
        if inside and last is not None:
            self.reader.person(token.text, last.name)
        elif self.person:
            self.reader.person(self.person, "")
            self.person = token.text
        else:
            self.person = token.text

    def _sign(self, token: Token, before: Token | None) -> None:
        if (
            before is not None
            and before.kind in (*NAMES, Kind.BRACKET, Kind.SIGN)
            and (last := self._last) is not None
        ):
            last.sign += token.text
        else:
            self.sign = token.text
        self.doubt(_("the sign “{words}” at a unit was left out"), words=token.text)

    def _bracket(self, token: Token, before: Token | None) -> None:
        """A bracket: after a name a role, another name, a person or a remark; else a role or names."""
        inner = token.text.strip()
        role = role_words.in_brackets(inner)
        last = self._last if before is not None and before.kind in _BEFORE_BRACKET else None
        if last is not None and not self.person:
            self._beside(last, inner, role, self.text[token.start : token.end])
        elif role is not None:
            self.role = role
        else:
            self.parts += self._nested(inner)
            if self.person and (made := self._last) is not None:
                self.reader.person(self.person, made.name)
                self.person = ""

    def _beside(self, last: Entry, inner: str, role: Role | None, written: str) -> None:
        """Read the bracket after a name."""
        word = simplified(re.sub("(?:责任)?单位$|部门$", "", inner))
        if role is not None:
            last.role = role
        elif word in ("", "责任", "主体") and not unit_names.collective(last.name):
            return
        elif (
            inner in ("单位", "部门")
            or unit_names.PLACE_LIST.fullmatch(inner)
            or _is_ending(inner)
            or (unit_names.collective(last.name) and unit_names.whole(inner) and not _REMARK.match(inner))
        ):
            last.name += written
        elif (more := _other_names(inner, last.name)) is not None:
            last.aliases += more
        elif _is_person(inner):
            self.reader.person(inner, last.name)
        elif role_words.VERB.search(simplified(inner)) and (nested := self._nested(inner)):
            self.parts += nested
        else:
            self.doubt(_("skipped “{words}” in brackets"), words=inner)
            self.reader.strange()

    def _nested(self, inner: str) -> list[Entry | Token]:
        entries = self.reader.nested(inner)
        for entry in entries:
            entry.clause = self.clause
        return [*entries]


def _is_ending(inner: str) -> bool:
    """Whether a bracket holds another ending of the name: 学生工作部（处）."""
    return inner in _OTHER_ENDINGS or (len(inner) == 1 and inner in _words.ENDINGS)


def _other_names(inner: str, unit: str) -> list[str] | None:
    """The other names of a unit in the bracket after it; None if the bracket holds anything else."""
    own = not unit.endswith(("局", "委", "厅", "府", "委员会"))
    found = [_ALIAS.sub("", tidy.line(piece)) for piece in re.split("[、，,；;/]", inner)]
    fit = (
        unit_names.whole(name)
        and unit_names.collective(name) is None
        and (own or unit_names.kind(name) != "division")
        and not _REMARK.match(name)
        for name in found
    )
    return found if all(fit) else None


def _is_person(text: str) -> bool:
    found = _tokens.choose(text, KnownNames()).tokens
    return [token.kind for token in found] == [Kind.PERSON]
