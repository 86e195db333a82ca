"""Whole names in a text, each replaced by one private-use character so that it is never split."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from govlist.documents import tidy
from govlist.importing.interpret import _names
from govlist.model.checklist import Group, Role, Unit


@dataclass(frozen=True, slots=True)
class Named:
    """A unit or group that a text names."""

    name: str
    role: Role
    known: bool
    """Whether the roster has the name; if so, `name` is a name or alias of the roster."""
    aliases: tuple[str, ...] = ()
    """Other names that the text gives, or a variant spelling of a known name."""


_EDGE = "、，,；;。.:：|/\\&＆·—（(〔[【\n\t 由和与及同合等"
_AFTER = re.compile(
    r"$|[、，,；;。.:：|/\\&＆·—（()）〔〕\[\]【】\s\ue000-\uf8ff]|等|和|与|及|以及|并|会同|联合|商|牵头|主办|主责|配合|协同|协办|协助|协作|参与"
    r"|负责|承办|落实|实施|按|依|根据|均|分别|共同|具体|组织|各|有关|相关|[区市县省]"
)
_FIRST = 0xE000
_LAST = 0xF8FF
PRIVATE = re.compile("[\ue000-\uf8ff]")
"""The characters that replace names; a document's own are removed first."""


@dataclass(frozen=True)
class KnownNames:
    """The names and aliases of a roster, each mapped to its owner's name."""

    owners: Mapping[str, str] = field(default_factory=dict)
    groups: frozenset[str] = frozenset()

    @classmethod
    def of(cls, units: Sequence[Unit], groups: Sequence[Group]) -> KnownNames:
        """Collect the names of units and groups."""
        both: list[Unit | Group] = [*units, *groups]
        owners = {name: owner.name for owner in both for name in owner.aliases}
        owners |= {owner.name: owner.name for owner in both}
        return cls(owners, frozenset(group.name for group in groups))

    @cached_property
    def written(self) -> list[str]:
        """The names, longest first."""
        return sorted(self.owners, key=len, reverse=True)

    @cached_property
    def folded(self) -> dict[str, str]:
        """The names by their folded form, for comparison."""
        return {tidy.folded(name): name for name in self.owners}

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Matches the longest known name; ignores blanks inside it and, for groups, punctuation too."""
        parts = []
        for name in self.written:
            group = self.owners[name] in self.groups
            body = (r"[\s、（）()]*" if group else r"\s*").join(map(re.escape, name))
            parts.append(f"({body}{'[）)]?' if group else ''})")
        return re.compile("|".join(parts)) if parts else None


class NameMask:
    """The masked names of one text, in the order of their characters."""

    def __init__(self, role: Role) -> None:
        self.role = role
        self.names: list[Named] = []

    def mask(self, text: str, known: KnownNames) -> str:
        """Mask the whole names of a text: first those of the roster, then lists of places."""
        return _names.MANY_PLACES.sub(
            lambda match: self._add(Named(tidy.line(match[0]), self.role, False)),
            self._mask_known(text, known),
        )

    def name_of(self, piece: str) -> Named | None:
        """The name that a piece consists of; None for any other text."""
        return self.names[ord(piece) - _FIRST] if len(piece) == 1 and is_masked(piece) else None

    def unmask(self, text: str) -> str:
        """The text with every masked name written out again."""
        return PRIVATE.sub(lambda match: self.names[ord(match[0]) - _FIRST].name, text)

    def _mask_known(self, text: str, known: KnownNames) -> str:
        pattern = known.pattern
        if pattern is None:
            return text
        result, at, edge = "", 0, True
        while at < len(text):
            match = (
                pattern.match(text, at) if edge or text[at - 1] in _EDGE or _verb_before(text, at) else None
            )
            if match and _AFTER.match(text, match.end()):
                name = known.written[(match.lastindex or 1) - 1]
                spelling = tidy.line(match[0])
                result += self._add(Named(name, self.role, True, () if spelling == name else (spelling,)))
                at, edge = match.end(), True
            else:
                result, at, edge = result + text[at], at + 1, False
        return result

    def _add(self, named: Named) -> str:
        if len(self.names) > _LAST - _FIRST:
            return "、"
        self.names.append(named)
        return chr(_FIRST + len(self.names) - 1)


def is_masked(char: str) -> bool:
    """Whether a character replaces a name."""
    return "\ue000" <= char <= "\uf8ff"


def _verb_before(text: str, at: int) -> bool:
    """Whether a verb ends right before a position: 牵头区教体局."""
    return bool(re.search("(?:牵头|配合|负责|会同|联合|协助|协同)$", text[max(at - 2, 0) : at]))
