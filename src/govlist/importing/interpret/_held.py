"""Names found whole in a text: each becomes a single private character, so that nothing parts it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from govlist.documents import tidy
from govlist.importing.interpret import _names
from govlist.model.checklist import Group, Role, Unit


@dataclass(frozen=True)
class Known:
    """Names and aliases of a roster, each with its owner's own name."""

    owners: Mapping[str, str] = field(default_factory=dict)
    groups: frozenset[str] = frozenset()

    @classmethod
    def of(cls, units: Sequence[Unit], groups: Sequence[Group]) -> Known:
        """The names of units and groups."""
        both: list[Unit | Group] = [*units, *groups]
        owners = {name: owner.name for owner in both for name in owner.aliases}
        owners |= {owner.name: owner.name for owner in both}
        return cls(owners, frozenset(group.name for group in groups))

    @cached_property
    def written(self) -> list[str]:
        """The names, the longest first."""
        return sorted(self.owners, key=len, reverse=True)

    @cached_property
    def folded(self) -> dict[str, str]:
        """The names as they are compared."""
        return {tidy.folded(name): name for name in self.owners}

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """What finds the longest known name at a place, blanks inside it (marks too in a group's) ignored."""
        parts = []
        for name in self.written:
            group = self.owners[name] in self.groups
            body = (r"[\s、（）()]*" if group else r"\s*").join(map(re.escape, name))
            parts.append(f"({body}{'[）)]?' if group else ''})")
        return re.compile("|".join(parts)) if parts else None


@dataclass(frozen=True, slots=True)
class Named:
    """A unit or group that a text names."""

    name: str
    role: Role
    known: bool
    """Whether the roster has the name; `name` is then one of its names or aliases."""
    aliases: tuple[str, ...] = ()
    """Other names that the text gives it, or another writing of a known name."""


_EDGE = "、，,；;。.:：|/\\&＆·—（(〔[【\n\t 由和与及同合等"
_AFTER = re.compile(
    r"$|[、，,；;。.:：|/\\&＆·—（()）〔〕\[\]【】\s\ue000-\uf8ff]|等|和|与|及|以及|并|会同|联合|商|牵头|主办|主责|配合|协同|协办|协助|协作|参与"
    r"|负责|承办|落实|实施|按|依|根据|均|分别|共同|具体|组织|各|有关|相关|[区市县省]"
)
_FIRST = 0xE000
_LAST = 0xF8FF
PRIVATE = re.compile("[\ue000-\uf8ff]")
"""The characters that stand for names; a document's own are taken out before."""


class Held:
    """The names of one text that were found whole, in the order of their characters."""

    def __init__(self, role: Role) -> None:
        self.role = role
        self.names: list[Named] = []

    def mask(self, text: str, known: Known) -> str:
        """The text with its whole names masked: those of the roster, then places named together."""
        return _names.MANY_PLACES.sub(self._place, self._masked(text, known))

    def of(self, piece: str) -> Named | None:
        """The name that a piece is, if it is nothing else."""
        return self.names[ord(piece) - _FIRST] if len(piece) == 1 and is_held(piece) else None

    def shown(self, text: str) -> str:
        """The text with the names that single characters stand for."""
        return PRIVATE.sub(lambda match: self.names[ord(match[0]) - _FIRST].name, text)

    def _masked(self, text: str, known: Known) -> str:
        pattern = known.pattern
        if pattern is None:
            return text
        made, at, edge = "", 0, True
        while at < len(text):
            match = (
                pattern.match(text, at) if edge or text[at - 1] in _EDGE or _verb_before(text, at) else None
            )
            if match and _AFTER.match(text, match.end()):
                name = known.written[(match.lastindex or 1) - 1]
                said = tidy.line(match[0])
                made += self._hold(Named(name, self.role, True, () if said == name else (said,)))
                at, edge = match.end(), True
            else:
                made, at, edge = made + text[at], at + 1, False
        return made

    def _place(self, match: re.Match[str]) -> str:
        return self._hold(Named(tidy.line(match[0]), self.role, False))

    def _hold(self, named: Named) -> str:
        if len(self.names) > _LAST - _FIRST:
            return "、"
        self.names.append(named)
        return chr(_FIRST + len(self.names) - 1)


def is_held(char: str) -> bool:
    """Whether a character stands for a name."""
    return "\ue000" <= char <= "\uf8ff"


def _verb_before(text: str, at: int) -> bool:
    """Whether a verb ends right before a place: 牵头区教体局."""
    return bool(re.search("(?:牵头|配合|负责|会同|联合|协助|协同)$", text[max(at - 2, 0) : at]))
