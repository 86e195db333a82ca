"""The names that a roster knows, and how they are found in a text, whatever the page did to them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from govlist.documents import tidy
from govlist.model.checklist import Group, Unit


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
