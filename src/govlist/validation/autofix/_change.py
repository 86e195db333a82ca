"""A fix: a replacement in the text, and its effect on the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from govlist.base.errors import Location
from govlist.base.text import BOM
from govlist.yamlfile.source import Source


@dataclass(frozen=True, order=True, slots=True)
class Change:
    """Replace the text from `start` up to `end` by `text`.

    In the data this changes the `value` or the `key` at `location`, or nothing (a space at a line's end).
    """

    start: int
    end: int
    text: str
    location: Location = field(default=(), compare=False)
    value: str | None = field(default=None, compare=False)
    key: str | None = field(default=None, compare=False)

    def carry_out(self, plain: Any) -> None:
        """Make the same change in the data."""
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
    """The file with these changes."""
    pieces = []
    done = 0
    for change in sorted(changes):
        pieces += [source.text[done : change.start], change.text]
        done = change.end
    text = "".join([*pieces, source.text[done:]])
    return Source(source.path, (BOM if source.bom else b"") + text.encode("utf-8"))


def reads_as(new: Source, old: Source, changes: Sequence[Change]) -> bool:
    """Whether the new file has the old data with exactly these changes."""
    expected = old.root.plain() if old.root else None
    # The deepest first, and keys last: then all paths stay valid.
    for change in sorted(changes, key=lambda change: (-len(change.location), change.key is not None)):
        change.carry_out(expected)
    return new.root is not None and _ordered(new.root.plain()) == _ordered(expected)


def _ordered(plain: Any) -> Any:
    """The data as lists, which keep the order of keys in comparisons."""
    if isinstance(plain, dict):
        return [(key, _ordered(value)) for key, value in plain.items()]
    return [_ordered(item) for item in plain] if isinstance(plain, list) else plain
