"""Helpers for tests that work on parts."""

from __future__ import annotations

from govlist.merge._edits import Edit, Markers, apply_edits
from govlist.merge._parts import File, Part

MARKERS = Markers(7, "\n")


def part(text: str, *path: str | int) -> Part:
    """The part of a text under some keys and positions."""
    found = File(text).root
    for step in path:
        assert found is not None
        found = found.parts[
            step if isinstance(step, int) else [each.name for each in found.parts].index(step)
        ]
    assert found is not None
    return found


def edited(text: str, *edits: Edit | None) -> str:
    """The text with its edits."""
    return apply_edits(text, [edit for edit in edits if edit])[0]
