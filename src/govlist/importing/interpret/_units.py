"""One grammar for who is responsible: a document's words → names in their order, each in its role.

What a roster knows is found first, whatever blanks, line breaks or marks stand inside it, and cannot be
parted any more. Then labels, verbs and marks part the rest. Every guess is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from govlist.base.i18n import _
from govlist.documents import tidy
from govlist.importing.interpret import _names, _roles
from govlist.importing.interpret._held import PRIVATE, Held, Known, Named, is_held
from govlist.model.checklist import Role


@dataclass(slots=True)
class Reading:
    """What a text says of who is responsible, and what of that is uncertain."""

    named: list[Named] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    words: str = ""
    """The document's own words, without the breaks of its lines."""


_HARD = re.compile(r"[、，,；;。|/\\&＆·—]|\.(?=$|\s)")
_COUNTED = re.compile(r"(?:^|(?<=[\s、，,；;。]))(?:\d{1,2}[.．、)）]|[（(]\d{1,2}[）)])\s*(?=\D)|[①-⑳]")
"""The marks of a list inside the cell."""
_WRAPPED = re.compile(r"[（(〔【]([^（）()〔〕【】]*[、，,；;][^（）()〔〕【】]*)[）)〕】]")
"""A text that stands in brackets altogether."""
_OF_PLACE = re.compile(r"(?<=街道)办事处$|(?<=[镇乡])(?:人民)?政府$")
"""What a township's name may have behind it: 田东街道办事处 is 田东街道."""
_REMARK = re.compile("含|包括|不含|除|详见|见|注")
_ODD = re.compile(r"[^\w“”‘’\"《》、（）()]+")
"""What no unit's name holds."""
_AND = re.compile("以及|和|与|及")
_OTHERS = re.compile(r"其[他它](?:部门|单位|机构|科室)")
_LEADING = re.compile(rf"^(?:并|由|其中|(?!{_OTHERS.pattern}$)其[他它]|主要|以及|及|和|与|[:：]|为)+(?=.)")
_ADJOINING = re.compile(
    r"(?<=[局委办部院会队室厅府])(?=(?:[区市县省](?![场域政容民])|[区市县]政(?:府|协))[^、，；\s])"
)
_LONGEST = 30
_MOST = 1000
"""Characters of a text that are read; the longest of real lists has a few hundred."""
_MOST_DOUBTS = 10
"""That are told of one text; more of them say nothing new."""


def read(text: str, role: Role = Role.RESPONSIBLE, known: Known | None = None) -> Reading:
    """Read who is responsible; `role` is that of the column or label the text stands under."""
    return _Reader(known or Known(), role).read(text)


class _Reader:
    """One text's reading."""

    def __init__(self, known: Known, role: Role) -> None:
        self.known = known
        self.role = role
        self.held = Held(role)
        self.made = Reading()

    def read(self, text: str) -> Reading:
        text = PRIVATE.sub("", tidy.clean(text)).strip()
        if len(text) > _MOST:
            self._doubt(_("“{words}” is too long; the rest was left aside"), words=f"{text[:_LONGEST]}…")
            text = text[:_MOST]
        whole = _WRAPPED.fullmatch(text)
        masked = self.held.mask(_COUNTED.sub("、", whole[1] if whole else text), self.known)
        masked = re.sub(r"(?<=等)\s+", "", re.sub(r"\s*([、，,；;])\s*", r"\1", masked))
        for role, part in self._labelled(masked):
            for under, run in _roles.clauses(part, role):
                for piece in self._pieces(run):
                    self._take(piece, under)
        self.made.words = _words(text, tuple({named.name for named in self.made.named}))
        self.made.named = self._once(self.made.named)
        if not self.made.named:
            self.made.doubts.append(_("no unit is named: “{text}”").format(text=tidy.line(text)))
        return self.made

    # -- parting -------------------------------------------------------------------------------

    def _labelled(self, text: str) -> Iterator[tuple[Role, str]]:
        """The text parted by its labels, each part in its label's role."""
        role, at = self.role, 0
        for match in _roles.labels(text):
            yield role, text[at : match.start()]
            role, at = _roles.role_of(match), match.end()
        yield role, text[at:]

    def _pieces(self, run: str) -> Iterator[str]:
        """The run parted into names: by marks, then by blanks, 和, and where names stand side by side."""
        for part in _outside(_HARD, run):
            for piece in self._blanks(_LEADING.sub("", part.strip())):
                for each in self._and(piece):
                    yield from self._adjoining(each)

    def _blanks(self, part: str) -> list[str]:
        """Parted at blanks and line breaks, unless these stand inside a name."""
        made: list[str] = []
        for match in re.finditer(r"(\s*)(\S+)", part):
            blank, piece = match[1], match[2]
            last = re.split("等", made[-1])[-1] if made else ""
            if not made:
                made.append(piece)
            elif piece[0] != "等" and _is_name(last) and _is_name(piece) and not _inner(last, piece):
                made.append(piece)
                if not (is_held(last[-1]) or _prefixed(piece)):
                    self._doubt(_("“{first}” and “{second}” were taken for two units"), last, piece)
            else:
                if "\n" in blank and _names.whole(last) and piece[0] not in "等（(":
                    self._doubt(_("“{first}” and “{second}” were taken for one unit"), last, piece)
                made[-1] += piece
        return made

    def _and(self, piece: str) -> list[str]:
        """Parted at 和 where a whole name stands on either side: not inside 发展和改革局."""
        for match in _AND.finditer(piece):
            left, right = piece[: match.start()], piece[match.end() :]
            if _is_name(left) and _is_name(right) and left.count("（") == left.count("）"):
                return [left, *self._and(right)]
        return [piece]

    def _adjoining(self, piece: str) -> Iterator[str]:
        """Parted between names that nothing parts, where one ends and the next begins."""
        if bracket := _roles.BRACKET.search(piece):
            first, second = piece[: bracket.end()], piece[bracket.end() :]
            if _is_name(first) and second and _is_name(second) and _prefixed(second):
                self._doubt(
                    _("“{first}” and “{second}” stand side by side; taken for two units"), first, second
                )
                yield first
                yield from self._adjoining(second)
            else:
                yield piece
            return
        for part in re.findall(r"[\ue000-\uf8ff](?:等.*)?|[^\ue000-\uf8ff]+", piece):
            parts = _ADJOINING.split(part) if "等" not in part else [part]
            if len(parts) > 1:
                self._doubt(_("“{first}” and “{second}” stand side by side; taken for two units"), *parts[:2])
            yield from parts

    # -- taking --------------------------------------------------------------------------------

    def _take(self, piece: str, role: Role) -> None:
        """Take a piece as a name, what 等 adds to it as another."""
        if _OTHERS.fullmatch(piece):
            self._doubt(_("“{words}”: others are meant and not named"), words=piece)
            return
        head, etc, tail = piece.rpartition("等")
        if (
            etc
            and (not head or _is_name(head))
            and (not tail or _is_name(tail) or _names.BARE_CLASS.fullmatch(tail))
        ):
            if head:
                self._take(head, role)
            if not tail or _names.BARE_CLASS.fullmatch(self.held.shown(tail)):
                self._doubt(
                    _("“{words}”: others are meant and not named"), words=f"等{self.held.shown(tail)}"
                )
            else:
                self._take(tail, role)
            return
        piece = piece.strip(" \n\t:：-—")
        if not piece:
            return
        if (named := self.held.of(piece)) is not None:
            self.made.named.append(Named(named.name, role, named.known, named.aliases))
            return
        self._bracketed(piece, role)

    def _bracketed(self, piece: str, role: Role) -> None:
        """A name with what stands in brackets before or behind it: a role, another name, or a remark."""
        aliases: list[str] = []
        plain = self.held.shown(_roles.BRACKET.sub("", piece)).strip()
        for inner in map(self.held.shown, _roles.BRACKET.findall(piece)):
            word = re.sub("(?:责任)?单位$|部门$", "", inner)
            if re.fullmatch(_roles.LEAD, word):
                role = Role.LEAD
            elif re.fullmatch(_roles.SUPPORT, word):
                role = Role.SUPPORT
            elif inner in ("单位", "部门") and _names.collective(plain):
                plain = f"{plain}（{inner}）"
            elif _names.PLACE_LIST.fullmatch(inner):
                plain = self.held.shown(piece)
            elif word in ("", "责任", "主体"):
                continue
            elif (more := _other_names(inner)) is not None:
                aliases += more
            else:
                self._doubt(_("“{words}” in brackets was left aside"), words=inner)
        if (named := self.held.of(_roles.BRACKET.sub("", piece).strip())) is not None:
            self.made.named.append(Named(named.name, role, named.known, (*named.aliases, *aliases)))
        else:
            self._new(plain, role, aliases)

    def _new(self, text: str, role: Role, aliases: Sequence[str]) -> None:
        """A name that was not found whole before."""
        name = tidy.line(text if _roles.BRACKET.search(text) else re.sub(r"[（(〔\[【）)〕\]】]", "", text))
        if _ODD.search(name):
            bare = _ODD.sub("", name)
            self._doubt(_("“{first}” holds marks that are no part of a name; read as “{second}”"), name, bare)
            name = bare
        if not re.search(r"\w", name):
            return
        if len(name) > _LONGEST:
            self._doubt(_("“{words}” is too long for a unit's name and was left aside"), words=name)
            return
        if not _names.whole(name) and not _names.collective(name):
            self._doubt(_("“{words}” does not end as units' names do; taken for one"), words=name)
        alike = self.known.folded.get(tidy.folded(name)) or self.known.folded.get(_OF_PLACE.sub("", name))
        if alike is not None:
            self.made.named.append(Named(alike, role, True, tuple(a for a in (name, *aliases) if a != alike)))
        else:
            self.made.named.append(Named(name, role, False, tuple(a for a in aliases if a != name)))

    def _once(self, found: list[Named]) -> list[Named]:
        """Each unit once, at its first place; a second mention in another role is a doubt."""
        made: dict[str, Named] = {}
        for named in found:
            owner = self.known.owners.get(named.name, named.name)
            held = made.setdefault(owner, named)
            if held.role is not named.role:
                self._doubt(_("{words} is named in two roles; the first was kept"), words=named.name)
        return list(made.values())

    def _doubt(self, message: str, *pair: str, words: str = "") -> None:
        first, second = (*map(self.held.shown, pair), "", "")[:2]
        if len(self.made.doubts) < _MOST_DOUBTS:
            self.made.doubts.append(message.format(first=first, second=second, words=words))


def _other_names(inner: str) -> list[str] | None:
    """The other names of a unit that stand in brackets behind it; None where something else does."""
    found = [tidy.line(piece).removeprefix("原") for piece in re.split("[、，,；;]", inner)]
    fit = (
        _names.whole(name)
        and _names.collective(name) is None
        and _names.kind(name) != "division"
        and not _REMARK.match(name)
        for name in found
    )
    return found if all(fit) else None


def _outside(pattern: re.Pattern[str], text: str) -> list[str]:
    """The text split at a pattern, but not inside brackets."""
    spans = [match.span() for match in _roles.BRACKET.finditer(text)]
    made, at = [], 0
    for match in pattern.finditer(text):
        if not any(start < match.start() < end for start, end in spans):
            made.append(text[at : match.start()])
            at = match.end()
    return [*made, text[at:]]


def _is_name(piece: str) -> bool:
    """Whether a piece can stand as a name: found whole before, or ending as names do."""
    return bool(piece) and (is_held(piece[-1]) or _names.whole(_roles.BRACKET.sub("", piece)))


def _prefixed(piece: str) -> bool:
    """Whether a piece begins as names of the same level do."""
    return is_held(piece[0]) or bool(re.match("[区市县省州旗镇乡]|各|有关|相关|全", piece))


def _inner(first: str, second: str) -> bool:
    """Whether a line break stands inside a name: 区委⏎宣传部."""
    return bool(re.search("(?:[省市县区旗州]委|政府)$", first)) and not _prefixed(second)


def _words(text: str, found: tuple[str, ...]) -> str:
    """The words in one line; a blank stays where it alone parts two names."""
    made = ""
    for piece in text.split():
        made += (" " if made.endswith(found) and piece.startswith(found) else "") + piece
    return made
