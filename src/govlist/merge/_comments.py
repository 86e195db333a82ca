"""Merge comments: a change by one side is taken, additions by both are kept."""

from __future__ import annotations

from collections import Counter

from govlist.merge._edits import Clash, Edit, Markers, reindented
from govlist.merge._parts import File, Part


def above(was: Part | None, mine: Part, new: Part, markers: Markers) -> Edit | None:
    """The edit for the comment lines above a part. Raises Clash if it cannot be made."""
    if not mine.block or not new.block:
        return None
    region = reindented(new.file.text[new.lead : new.line], mine.column - new.column)
    edit = _lines(was.above if was else [], (mine.lead, mine.line), mine.file, region, new.above, markers)
    if edit and mine.shared:
        raise Clash
    return edit


def tail(was: Part | None, mine: Part, new: Part, markers: Markers) -> Edit | None:
    """The edit for the comments at the end of a file, after its root."""
    if not mine.block or not new.block:
        return None
    before = was.file.comments(was.stop, len(was.file.text)) if was else []
    theirs = new.file.comments(new.stop, len(new.file.text))
    span = mine.stop, len(mine.file.text)
    return _lines(before, span, mine.file, new.file.text[new.stop :], theirs, markers)


def _lines(
    before: list[str], span: tuple[int, int], mine: File, region: str, theirs: list[str], markers: Markers
) -> Edit | None:
    """The edit for comments on their own lines, from those of base, ours (a span) and theirs."""
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
    """The lines of a region with the wanted comments, each as often as it is wanted."""
    picked = []
    for row in region.splitlines(keepends=True):
        if wanted[row.strip()]:
            wanted[row.strip()] -= 1
            picked.append(row)
    return "".join(picked)


def beside(was: Part | None, mine: Part, new: Part) -> Edit | None:
    """The edit for the comment on a part's own line. Raises Clash if it cannot be made."""
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
        [(start, comment)] = ours
        begin = len(text[:start].rstrip(" ")) if not theirs else start
        return Edit.plain(begin, start + len(comment), "".join(words[1]))
    if not mine.nested and "\n" in text[mine.start : mine.node.end]:
        raise Clash
    end = mine.start + len(text[mine.start : mine.file.after(mine.start)].rstrip("\r\n"))
    [(start, comment)] = theirs
    blanks = start - len(new.file.text[:start].rstrip(" "))
    return Edit.plain(end, end, (" " * blanks or " ") + comment)
