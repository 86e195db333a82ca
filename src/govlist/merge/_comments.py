"""Merge comments: a change by one side is taken, additions by both are kept."""

from __future__ import annotations

from collections import Counter

from govlist.merge._edits import Clash, Edit, Markers, reindented
from govlist.merge._parts import File, Part


def above(base: Part | None, ours: Part, theirs: Part, markers: Markers) -> Edit | None:
    """The edit for the comment lines above a part. Raises Clash if it cannot be made."""
    if not ours.block or not theirs.block:
        return None
    region = reindented(theirs.file.text[theirs.lead : theirs.line], ours.column - theirs.column)
    edit = _lines(
        base.above if base else [], (ours.lead, ours.line), ours.file, region, theirs.above, markers
    )
    if edit and ours.shared:
        raise Clash
    return edit


def tail(base: Part | None, ours: Part, theirs: Part, markers: Markers) -> Edit | None:
    """The edit for the comments at the end of a file, after its root."""
    if not ours.block or not theirs.block:
        return None
    before = base.file.comments(base.stop, len(base.file.text)) if base else []
    their_comments = theirs.file.comments(theirs.stop, len(theirs.file.text))
    span = ours.stop, len(ours.file.text)
    return _lines(before, span, ours.file, theirs.file.text[theirs.stop :], their_comments, markers)


def _lines(
    before: list[str],
    span: tuple[int, int],
    ours: File,
    region: str,
    their_comments: list[str],
    markers: Markers,
) -> Edit | None:
    """The edit for comments on their own lines, from those of base, ours (a span) and theirs."""
    start, stop = span
    our_comments = ours.comments(start, stop)
    if their_comments in (before, our_comments):
        return None
    if our_comments == before:
        return Edit.plain(start, stop, region, above=True)
    base, here, there = map(Counter, (before, our_comments, their_comments))
    if base <= there:
        return Edit.plain(stop, stop, _picked(region, there - base - (here - base)), above=True)
    if base <= here:
        more = _picked(ours.text[start:stop], here - base - (there - base))
        return Edit.plain(start, stop, region + more, above=True)
    return Edit.conflict(start, stop, ours.text[start:stop], region, markers)


def _picked(region: str, wanted: Counter[str]) -> str:
    """The lines of a region with the wanted comments, each as often as it is wanted."""
    picked = []
    for row in region.splitlines(keepends=True):
        if wanted[row.strip()]:
            wanted[row.strip()] -= 1
            picked.append(row)
    return "".join(picked)


def beside(base: Part | None, ours: Part, theirs: Part) -> Edit | None:
    """The edit for the comment on a part's own line. Raises Clash if it cannot be made."""
    if not ours.block or not theirs.block:
        return None
    before = base.file.comments(*base.beside) if base else []
    our_comments, their_comments = (part.file.placed_comments(*part.beside) for part in (ours, theirs))
    words = [[comment for _start, comment in placed] for placed in (our_comments, their_comments)]
    if words[1] in (before, words[0]):
        return None
    if words[0] != before or len(our_comments) > 1 or len(their_comments) > 1:
        raise Clash
    text = ours.file.text
    if our_comments:
        [(start, comment)] = our_comments
        begin = len(text[:start].rstrip(" ")) if not their_comments else start
        return Edit.plain(begin, start + len(comment), "".join(words[1]))
    if not ours.nested and "\n" in text[ours.start : ours.node.end]:
        raise Clash
    end = ours.start + len(text[ours.start : ours.file.after(ours.start)].rstrip("\r\n"))
    [(start, comment)] = their_comments
    blanks = start - len(theirs.file.text[:start].rstrip(" "))
    return Edit.plain(end, end, (" " * blanks or " ") + comment)
