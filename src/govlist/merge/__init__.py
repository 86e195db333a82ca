"""Three-way merge of lists by task, unit and report; the rest of our text is unchanged.

A change by one side only is taken. A change by both becomes a conflict between git's markers, around the
smallest part that has its own lines. The result is checked before it is returned: with our side of every
conflict, and with their side, it must contain the data that was computed separately, and all comments.
If this check fails, or a version cannot be read, the whole file is one conflict. Nothing is lost silently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from govlist.base.errors import Level
from govlist.base.text import BOM
from govlist.merge._edits import Clash, Edit, Markers, apply_edits
from govlist.merge._merger import Merger
from govlist.merge._parts import File, read
from govlist.yamlfile.source import Source

MARKER_SIZE = 7
"""The length of git's markers, and the shortest that `validate` recognizes."""


@dataclass(frozen=True)
class Merged:
    """The bytes of the merged file, the number of conflicts, and the number of changes taken from theirs."""

    data: bytes
    conflicts: int = 0
    taken: int = 0
    unread: tuple[Source, ...] = ()
    """The versions that could not be read as lists. If there are any, the whole file is one conflict."""


def merge(base: Source, ours: Source, theirs: Source, marker_size: int = MARKER_SIZE) -> Merged:
    """Merge the changes of ours and theirs since base. Both sides must be text; base may be empty.

    Markers are at least MARKER_SIZE long. Line ends, BOM and a missing final newline are taken from ours.
    """
    if theirs.data == base.data:
        return Merged(ours.data)
    if ours.data == base.data and _is_list(theirs, may_be_empty=False):
        return Merged(theirs.data, taken=1)
    newline = ours.newline
    our_text = _whole(ours.text, newline)
    base_text, their_text = (
        _whole(each.text.replace("\r\n", "\n").replace("\n", newline), newline) for each in (base, theirs)
    )
    if our_text == their_text:
        return Merged(ours.data)
    size = max(marker_size, MARKER_SIZE)
    unread = tuple(each for each in (base, ours, theirs) if not _is_list(each, may_be_empty=each is base))
    try:
        if unread:
            raise Clash
        markers, stripped = Markers(size, newline), not ours.text.endswith("\n")
        text, edits = _merged(File(base_text), File(our_text), File(their_text), markers, stripped)
    except Clash:
        markers = Markers(max(size, _longest(our_text + their_text) + 1), newline)
        edits = [Edit.conflict(0, len(our_text), our_text, their_text, markers)]
        text = apply_edits(our_text, edits)[0]
    data = (BOM if ours.bom else b"") + text.encode("utf-8")
    conflicts = sum(edit.is_conflict for edit in edits)
    return Merged(data, conflicts, len(edits) - conflicts, unread)


def _is_list(source: Source, *, may_be_empty: bool) -> bool:
    """Whether a version can be merged as a list: it has no errors of form."""
    if any(problem.level is Level.ERROR for problem in source.problems):
        return False
    return source.root.kind == "mapping" if source.root else may_be_empty


def _longest(text: str) -> int:
    """The length of the longest conflict marker in a text, 0 if there is none."""
    return max(map(len, re.findall(r"^(?:<{7,}|\|{7,}|={7,}|>{7,})", text, re.MULTILINE)), default=0)


def _whole(text: str, newline: str) -> str:
    return text if text.endswith("\n") else text + newline


def _merged(base: File, ours: File, theirs: File, markers: Markers, stripped: bool) -> tuple[str, list[Edit]]:
    """The text to write, and its edits. Raises Clash if the check of the result fails."""
    merger = Merger(ours, markers)
    expected = merger.files(base, theirs)
    texts = apply_edits(ours.text, merger.edits)
    stripped_texts = tuple(text.rstrip("\r\n") for text in texts)
    for candidate in (stripped_texts, texts) if stripped else (texts,):
        if _proved(base, ours, theirs, candidate[1:], expected):
            return candidate[0], merger.edits
    raise Clash


def _proved(base: File, ours: File, theirs: File, texts: tuple[str, ...], expected: tuple[Any, Any]) -> bool:
    """Whether both sides of the text contain the expected data and all comments."""
    made = {text: read(text) for text in texts}  # without a conflict both are the same
    if any(made[text][0] != plain for text, plain in zip(texts, expected, strict=True)):
        return False
    held = made[texts[0]][1] | made[texts[1]][1]
    kept = base.remarks & ours.remarks & theirs.remarks
    return not any(
        wanted - held for wanted in (ours.remarks - base.remarks, theirs.remarks - base.remarks, kept)
    )
