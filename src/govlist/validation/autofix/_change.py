"""A fix: a replacement in the text, and its effect on the data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from govlist.base.errors import Location
from govlist.yamlfile import edit, parts
from govlist.yamlfile.source import Source
from govlist.yamlfile.spans import Span, replace_spans


@dataclass(frozen=True, slots=True)
class Change:
    """Replace the text from `start` up to `end` by `text`.

    In the data this changes the `value` or the `key` at `location`, or nothing (a space at a line's end).
    """

    start: int
    end: int
    text: str
    location: Location = ()
    value: str | None = None
    key: str | None = None

    def carry_out(self, plain: Any) -> None:
        """Make the same change in the data."""
        if not self.location:
            return
        holder, last = parts.value_at(plain, self.location[:-1]), self.location[-1]
        if self.value is not None:
            holder[last] = self.value
        if self.key is not None:
            edit.rename_key(holder, last, self.key)


def written(source: Source, changes: Sequence[Change]) -> Source:
    """The file with these changes."""
    spans = (Span(change.start, change.end, change.text) for change in changes)
    return source.with_text(replace_spans(source.text, spans))


def reads_as(new: Source, old: Source, changes: Sequence[Change]) -> bool:
    """Whether the new file has the old data with exactly these changes."""
    expected = old.copy()
    # The deepest first, and keys last: then all paths stay valid.
    for change in sorted(changes, key=lambda change: (-len(change.location), change.key is not None)):
        change.carry_out(expected)
    made, wanted = (json.dumps(plain, default=id) for plain in (new.plain, expected))  # keys in their order
    return new.root is not None and made == wanted
