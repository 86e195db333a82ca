"""The names of a roster, found in a text even with blanks, line breaks or marks inside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from govlist.documents import tidy
from govlist.importing.interpret.responsible import role_words
from govlist.model.checklist import Group, Unit

_EDGE = "、，,；;。.:：|/\\&＆·—（(〔[【）)〕]】\n\t 由和与及同合等"
_AFTER = re.compile(
    r"$|[、，,；;。.:：|/\\&＆·—（(()）〔〕\[\]【】\s*＊★☆▲]|等|和|与|及|以及|并|会同|联合|商"
    rf"|{role_words.LEAD}|{role_words.SUPPORT}"
    r"|负责|承办|落实|实施|按|依|根据|均|分别|共同|具体|组织|各|有关|相关|[区市县省]"
)
_VERB = re.compile(rf"{role_words.LEAD}|{role_words.SUPPORT}|负责|会同|联合")


class Spelling(NamedTuple):
    """A roster's name in a text: its place, the name as the roster has it, and as the text has it."""

    start: int
    end: int
    name: str
    written: str


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
    def folded(self) -> dict[str, str]:
        """The names by their folded form, for comparison."""
        return {tidy.folded(name): name for name in self.owners}

    def find(self, text: str) -> Iterator[Spelling]:
        """Find the names in a text, from the left, the longest first."""
        if self._pattern is None:
            return
        at, edge = 0, True
        while at < len(text):
            begins = edge or text[at - 1] in _EDGE or _VERB.fullmatch(text, max(at - 2, 0), at)
            match = self._pattern.match(text, at) if begins else None
            if match and _AFTER.match(text, match.end()):
                name = self._written[(match.lastindex or 1) - 1]
                yield Spelling(at, match.end(), name, tidy.line(match[0]))
                at, edge = match.end(), True
            else:
                at, edge = at + 1, False

    @cached_property
    def _written(self) -> list[str]:
        return sorted(self.owners, key=len, reverse=True)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        """Matches the longest known name; ignores blanks inside it and, for groups, punctuation too."""
        parts = []
        for name in self._written:
            group = self.owners[name] in self.groups
            body = (r"[\s、（）()]*" if group else r"\s*").join(map(re.escape, name))
            parts.append(f"({body}{'[）)]?' if group else ''})")
        return re.compile("|".join(parts)) if parts else None
