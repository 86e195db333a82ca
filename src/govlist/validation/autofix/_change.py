"""A change: a place of the text written anew, and what that does to the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from govlist.base.errors import Location
from govlist.base.text import BOM
from govlist.yamlfile.source import Source


@dataclass(frozen=True, order=True, slots=True)
class Change:
    """From `start` up to `end` of the text stands `text` instead.

    At `location` the data then holds `value`, or under another `key`; a blank at a line's end changes none.
    """

    start: int
    end: int
    text: str
    location: Location = field(default=(), compare=False)
    value: str | None = field(default=None, compare=False)
    key: str | None = field(default=None, compare=False)

    def carry_out(self, plain: Any) -> None:
        """Change the data likewise."""
        if not self.location:
            return
        *above, last = self.location
        for step in above:
            plain = plain[step]
        if self.value is not None:
            plain[last] = self.value
        if self.key is not None:
            renamed = {self.key if key == last else key: value for key, value in plain.items()}
            plain.clear()
            plain.update(renamed)


def written(source: Source, changes: Sequence[Change]) -> Source:
    """The file with these places written anew."""
    pieces = []
    done = 0
    for change in sorted(changes):
        pieces += [source.text[done : change.start], change.text]
        done = change.end
    text = "".join([*pieces, source.text[done:]])
    return Source(source.path, (BOM if source.bom else b"") + text.encode("utf-8"))


def reads_as(new: Source, old: Source, changes: Sequence[Change]) -> bool:
    """Whether the new file holds the old data with just these changes."""
    expected = old.root.plain() if old.root else None
    # The deepest first, and keys last: then every path still leads where it led.
    for change in sorted(changes, key=lambda change: (-len(change.location), change.key is not None)):
        change.carry_out(expected)
    return new.root is not None and _ordered(new.root.plain()) == _ordered(expected)


def _ordered(plain: Any) -> Any:
    """The data with the order of its keys."""
    if isinstance(plain, dict):
        return [(key, _ordered(value)) for key, value in plain.items()]
    return [_ordered(item) for item in plain] if isinstance(plain, list) else plain
