"""Comments are merged like texts: what one side alone changed is taken, what both added is kept."""

from __future__ import annotations

from collections import Counter

from govlist.merging._edits import Clash, Edit, Markers, shifted
from govlist.merging._parts import File, Part


def above(was: Part | None, mine: Part, new: Part, markers: Markers, strict: bool) -> Edit | None:
    """The edit that the lines above a part need. Raises Clash where it cannot be made."""
    if not mine.block or not new.block:
        return None
    region = shifted(new.file.text[new.lead : new.line], mine.column - new.column)
    edit = _lines(was.above if was else [], (mine.lead, mine.line), mine.file, region, new.above, markers)
    if edit and (mine.shared or (strict and edit.is_conflict)):
        raise Clash
    return edit


def tail(was: File, mine: File, new: File, markers: Markers) -> Edit | None:
    """The same for what stands at the end of a file."""
    if not mine.root or not new.root or not mine.root.block or not new.root.block:
        return None
    spans = [(file.root.stop if file.root else 0, len(file.text)) for file in (was, mine, new)]
    before, theirs = was.comments(*spans[0]), new.comments(*spans[2])
    return _lines(before, spans[1], mine, new.text[spans[2][0] :], theirs, markers)


def _lines(
    before: list[str], span: tuple[int, int], mine: File, region: str, theirs: list[str], markers: Markers
) -> Edit | None:
    """Comments on lines of their own: those of base, where ours stand, and theirs as they are written."""
    start, stop = span
    ours = mine.comments(start, stop)
    if theirs in (before, ours):
        return None
    if ours == before:
        return Edit.plain(start, stop, region, above=True)
    was, here, there = map(Counter, (before, ours, theirs))
    if was <= there:
        return Edit.plain(stop, stop, _picked(region, there - was - (here - was)), above=True)
    if was <= here:
        more = _picked(mine.text[start:stop], here - was - (there - was))
        return Edit.plain(start, stop, region + more, above=True)
    return Edit.conflict(start, stop, mine.text[start:stop], region, markers)


def _picked(region: str, wanted: Counter[str]) -> str:
    """The lines that hold some comments, each as often as it is wanted."""
    picked = []
    for row in region.splitlines(keepends=True):
        if wanted[row.strip()] > 0:
            wanted[row.strip()] -= 1
            picked.append(row)
    return "".join(picked)


def beside(was: Part | None, mine: Part, new: Part) -> Edit | None:
    """The edit that the comment in a part's own line needs. Raises Clash where it cannot be made."""
    if not mine.block or not new.block:
        return None
    before = was.file.comments(*was.beside) if was else []
    ours, theirs = (part.file.placed_comments(*part.beside) for part in (mine, new))
    words = [[comment for _start, comment in placed] for placed in (ours, theirs)]
    if words[1] in (before, words[0]):
        return None
    if words[0] != before or len(ours) > 1 or len(theirs) > 1:
        raise Clash
    text = mine.file.text
    if ours:
        start, comment = ours[0]
        begin = len(text[:start].rstrip(" ")) if not theirs else start
        return Edit.plain(begin, start + len(comment), theirs[0][1] if theirs else "")
    if not mine.nested and mine.line != mine.file.line(mine.node.end):
        raise Clash
    end = mine.file.after(mine.start) - 1
    end -= text[end - 1 : end] == "\r"
    start, comment = theirs[0]
    blanks = len(new.file.text[:start]) - len(new.file.text[:start].rstrip(" "))
    return Edit.plain(end, end, " " * blanks + comment)
