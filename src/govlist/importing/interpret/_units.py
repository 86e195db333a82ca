"""The words for who is responsible → names in their order, each with its role.

Names in the roster are found first, even with blanks, line breaks or marks inside them, and are never split.
Labels, verbs and marks then split the rest. Every guess is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from govlist.base.i18n import _
from govlist.documents import tidy
from govlist.importing.interpret import _names, _roles
from govlist.importing.interpret._masking import PRIVATE, KnownNames, Named, NameMask, is_masked
from govlist.model.checklist import Role


@dataclass(slots=True)
class Reading:
    """The responsible units that a text names, with doubts."""

    named: list[Named] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    words: str = ""
    """The document's words in one line."""


_HARD = re.compile(r"[、，,；;。|/\\&＆·—]|\.(?=$|\s)")
_COUNTED = re.compile(r"(?:^|(?<=[\s、，,；;。]))(?:\d{1,2}[.．、)）]|[（(]\d{1,2}[）)])\s*(?=\D)|[①-⑳]")
"""List marks inside a cell."""
_WRAPPED = re.compile(r"[（(〔【]([^（）()〔〕【】]*[、，,；;][^（）()〔〕【】]*)[）)〕】]")
"""A text that is enclosed in brackets as a whole."""
_OF_PLACE = re.compile(r"(?<=街道)办事处$|(?<=[镇乡])(?:人民)?政府$")
"""Optional end of a township's name: 田东街道办事处 is 田东街道."""
_REMARK = re.compile("含|包括|不含|除|详见|见|注")
_ODD = re.compile(r"[^\w“”‘’\"《》、（）()]+")
"""Characters that no unit's name has."""
_AND = re.compile("以及|和|与|及")
_OTHERS = re.compile(r"其[他它](?:部门|单位|机构|科室)")
_LEADING = re.compile(rf"^(?:并|由|其中|(?!{_OTHERS.pattern}$)其[他它]|主要|以及|及|和|与|[:：]|为)+(?=.)")
_ADJOINING = re.compile(
    r"(?<=[局委办部院会队室厅府])(?=(?:[区市县省](?![场域政容民])|[区市县]政(?:府|协))[^、，；\s])"
)
_LONGEST = 30
_MOST = 1000
"""Characters read of one text; in real lists the longest has a few hundred."""
_MOST_DOUBTS = 10
"""Doubts reported for one text."""


def read(text: str, role: Role = Role.RESPONSIBLE, known: KnownNames | None = None) -> Reading:
    """Read who is responsible; `role` is the role of the column or label above the text."""
    return _Reader(known or KnownNames(), role).read(text)


class _Reader:
    """Reads one text."""

    def __init__(self, known: KnownNames, role: Role) -> None:
        self.known = known
        self.role = role
        self.mask = NameMask(role)
        self.result = Reading()

    def read(self, text: str) -> Reading:
        text = PRIVATE.sub("", tidy.clean(text)).strip()
        if len(text) > _MOST:
            self._doubt(_("“{words}” is too long; the rest was skipped"), words=f"{text[:_LONGEST]}…")
            text = text[:_MOST]
        whole = _WRAPPED.fullmatch(text)
        masked = self.mask.mask(_COUNTED.sub("、", whole[1] if whole else text), self.known)
        masked = re.sub(r"(?<=等)\s+", "", re.sub(r"\s*([、，,；;])\s*", r"\1", masked))
        for role, part in self._split_labels(masked):
            for under, run in _roles.clauses(part, role):
                for piece in self._split(run):
                    self._add(piece, under)
        self.result.words = _words(text, tuple({named.name for named in self.result.named}))
        self.result.named, doubts = unique(self.result.named, self.known)
        self.result.doubts += doubts[: max(_MOST_DOUBTS - len(self.result.doubts), 0)]
        if not self.result.named:
            self.result.doubts.append(_("no unit found in “{text}”").format(text=tidy.line(text)))
        return self.result

    # -- splitting -------------------------------------------------------------------------------

    def _split_labels(self, text: str) -> Iterator[tuple[Role, str]]:
        """Split the text at its labels; each part has its label's role."""
        role, at = self.role, 0
        for match in _roles.labels(text):
            yield role, text[at : match.start()]
            role, at = _roles.role_of(match), match.end()
        yield role, text[at:]

    def _split(self, run: str) -> Iterator[str]:
        """Split a run into names: at marks, blanks and 和, and between adjacent names."""
        for part in _split_outside_brackets(_HARD, run):
            for piece in self._split_blanks(_LEADING.sub("", part.strip())):
                for each in self._split_and(piece):
                    yield from self._split_adjacent(each)

    def _split_blanks(self, part: str) -> list[str]:
        """Split at blanks and line breaks, except inside a name."""
        result: list[str] = []
        for match in re.finditer(r"(\s*)(\S+)", part):
            blank, piece = match[1], match[2]
            last = re.split("等", result[-1])[-1] if result else ""
            if not result:
                result.append(piece)
            elif piece[0] != "等" and _is_name(last) and _is_name(piece) and not _breaks_name(last, piece):
                result.append(piece)
                if not (is_masked(last[-1]) or _prefixed(piece)):
                    self._doubt(_("“{first}” and “{second}” were read as two units"), last, piece)
            else:
                if "\n" in blank and _names.whole(last) and piece[0] not in "等（(":
                    self._doubt(_("“{first}” and “{second}” were read as one unit"), last, piece)
                result[-1] += piece
        return result

    def _split_and(self, piece: str) -> list[str]:
        """Split at 和 between two whole names, but not inside 发展和改革局."""
        for match in _AND.finditer(piece):
            left, right = piece[: match.start()], piece[match.end() :]
            if _is_name(left) and _is_name(right) and left.count("（") == left.count("）"):
                return [left, *self._split_and(right)]
        return [piece]

    def _split_adjacent(self, piece: str) -> Iterator[str]:
        """Split adjacent names that have no separator between them."""
        if bracket := _roles.BRACKET.search(piece):
            first, second = piece[: bracket.end()], piece[bracket.end() :]
            if _is_name(first) and second and _is_name(second) and _prefixed(second):
                self._doubt(_("“{first}” and “{second}” have no separator; read as two units"), first, second)
                yield first
                yield from self._split_adjacent(second)
            else:
                yield piece
            return
        for part in re.findall(r"[\ue000-\uf8ff](?:等.*)?|[^\ue000-\uf8ff]+", piece):
            parts = _ADJOINING.split(part) if "等" not in part else [part]
            if len(parts) > 1:
                self._doubt(_("“{first}” and “{second}” have no separator; read as two units"), *parts[:2])
            yield from parts

    # -- names --------------------------------------------------------------------------------

    def _add(self, piece: str, role: Role) -> None:
        """Add a piece as a name, and what follows 等 as another."""
        if _OTHERS.fullmatch(piece):
            self._doubt(_("“{words}” means other units without naming them"), words=piece)
            return
        head, etc, tail = piece.rpartition("等")
        others = self.mask.unmask(tail)
        nameless = not others or _names.BARE_CLASS.fullmatch(others)
        if etc and (not head or _is_name(head)) and (nameless or _is_name(tail)):
            if head:
                self._add(head, role)
            if nameless:
                self._doubt(_("“{words}” means other units without naming them"), words=f"等{others}")
            else:
                self._add(tail, role)
            return
        piece = piece.strip(" \n\t:：-—")
        if not piece:
            return
        if (named := self.mask.name_of(piece)) is not None:
            self.result.named.append(Named(named.name, role, named.known, named.aliases))
            return
        self._add_bracketed(piece, role)

    def _add_bracketed(self, piece: str, role: Role) -> None:
        """Add a name with its bracket, which holds a role, another name or a remark."""
        aliases: list[str] = []
        plain = self.mask.unmask(_roles.BRACKET.sub("", piece)).strip()
        for inner in map(self.mask.unmask, _roles.BRACKET.findall(piece)):
            word = re.sub("(?:责任)?单位$|部门$", "", inner)
            if re.fullmatch(_roles.LEAD, word):
                role = Role.LEAD
            elif re.fullmatch(_roles.SUPPORT, word):
                role = Role.SUPPORT
            elif inner in ("单位", "部门") and _names.collective(plain):
                plain = f"{plain}（{inner}）"
            elif _names.PLACE_LIST.fullmatch(inner):
                plain = self.mask.unmask(piece)
            elif word in ("", "责任", "主体"):
                continue
            elif (more := _other_names(inner)) is not None:
                aliases += more
            else:
                self._doubt(_("skipped “{words}” in brackets"), words=inner)
        if (named := self.mask.name_of(_roles.BRACKET.sub("", piece).strip())) is not None:
            self.result.named.append(Named(named.name, role, named.known, (*named.aliases, *aliases)))
        else:
            self._add_unmasked(plain, role, aliases)

    def _add_unmasked(self, text: str, role: Role, aliases: Sequence[str]) -> None:
        name = tidy.line(text if _roles.BRACKET.search(text) else re.sub(r"[（(〔\[【）)〕\]】]", "", text))
        if _ODD.search(name):
            bare = _ODD.sub("", name)
            self._doubt(_("“{first}” has characters that no name has; read as “{second}”"), name, bare)
            name = bare
        if not re.search(r"\w", name):
            return
        if len(name) > _LONGEST:
            self._doubt(_("skipped “{words}”: too long for a unit's name"), words=name)
            return
        if not _names.whole(name) and not _names.collective(name):
            self._doubt(_("“{words}” may not be a unit; read as one"), words=name)
        alike = self.known.folded.get(tidy.folded(name)) or self.known.folded.get(_OF_PLACE.sub("", name))
        if alike is not None:
            self.result.named.append(
                Named(alike, role, True, tuple(a for a in (name, *aliases) if a != alike))
            )
        else:
            self.result.named.append(Named(name, role, False, tuple(a for a in aliases if a != name)))

    def _doubt(self, message: str, *pair: str, words: str = "") -> None:
        first, second = (*map(self.mask.unmask, pair), "", "")[:2]
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


def _other_names(inner: str) -> list[str] | None:
    """The other names of a unit in the bracket after it; None if the bracket holds anything else."""
    found = [tidy.line(piece).removeprefix("原") for piece in re.split("[、，,；;]", inner)]
    fit = (
        _names.whole(name)
        and _names.collective(name) is None
        and _names.kind(name) != "division"
        and not _REMARK.match(name)
        for name in found
    )
    return found if all(fit) else None


def _split_outside_brackets(pattern: re.Pattern[str], text: str) -> list[str]:
    """Split a text at a pattern, except inside brackets."""
    spans = [match.span() for match in _roles.BRACKET.finditer(text)]
    result, at = [], 0
    for match in pattern.finditer(text):
        if not any(start < match.start() < end for start, end in spans):
            result.append(text[at : match.start()])
            at = match.end()
    return [*result, text[at:]]


def _is_name(piece: str) -> bool:
    """Whether a piece can be a name: it was masked, or ends like a name."""
    return bool(piece) and (is_masked(piece[-1]) or _names.whole(_roles.BRACKET.sub("", piece)))


def _prefixed(piece: str) -> bool:
    """Whether a piece begins like a name of the same level."""
    return is_masked(piece[0]) or bool(re.match("[区市县省州旗镇乡]|各|有关|相关|全", piece))


def _breaks_name(first: str, second: str) -> bool:
    """Whether a line break is inside a name: 区委⏎宣传部."""
    return bool(re.search("(?:[省市县区旗州]委|政府)$", first)) and not _prefixed(second)


def _words(text: str, found: tuple[str, ...]) -> str:
    """The words in one line; a blank that separates two names stays."""
    result = ""
    for piece in text.split():
        result += (" " if result.endswith(found) and piece.startswith(found) else "") + piece
    return result
