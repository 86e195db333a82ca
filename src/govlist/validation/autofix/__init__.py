"""`validate --fix`: make safe fixes only; no other byte of the file changes.

Fixed are values with a clear meaning: the office's words for a status, days in other forms, full-width
colons, letters and digits in keys, days and numbers, spaces at the end of names and lines. Comments, notes
and texts are never changed. The new file must contain the old data with exactly these changes, and no new
problem: a fix that would cause one is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from govlist.base.errors import Level, Location
from govlist.validation import load, vanished
from govlist.validation.autofix._change import Change, reads_as, written
from govlist.validation.autofix._marks import blanks, repaired
from govlist.validation.autofix._values import values
from govlist.validation.load import Loaded
from govlist.validation.transaction import refuse_closed
from govlist.validation.vanished import Vanished
from govlist.yamlfile import history, store
from govlist.yamlfile.source import Source

MAX_ATTEMPTS = 4
"""How often fixes are left out, more each time, before none is made."""


@dataclass(frozen=True)
class Fixed:
    """A file before and after fixing. No line is added or removed."""

    before: Loaded
    after: Loaded
    saved: history.Saved = field(default_factory=history.Saved)
    gone: Vanished | None = None
    """What govlist had written and another program has removed from the file before."""

    @cached_property
    def lines(self) -> list[tuple[int, str, str]]:
        """The changed lines: number, text before, text after."""
        old, new = (loaded.source.text.split("\n") for loaded in (self.before, self.after))
        rows = enumerate(zip(old, new, strict=True), 1)
        return [(number, was.rstrip("\r"), now.rstrip("\r")) for number, (was, now) in rows if was != now]


def apply(path: Path, dry_run: bool = False) -> Fixed:
    """Fix a file under its lock; with `dry_run` nothing is written.

    Raises GovlistError (exit 3) if it cannot be read or written, or is archived and would change.
    """
    load.warm_up()
    with nullcontext() if dry_run else store.lock(path):
        before = load.check(str(path), load.read(path))
        fixed = fix(before)
        if fixed.lines and before.checklist:
            refuse_closed(before.checklist)
        if fixed.lines and not dry_run:
            gone = vanished.since_last_write(path, before.source.digest, fixed.after.checklist)
            saved = history.save(path, fixed.after.source.data, before.source.data)
            fixed = replace(fixed, saved=saved, gone=gone)
    return fixed


def fix(before: Loaded) -> Fixed:
    """The file with all safe fixes; unchanged if there are none."""
    if {problem.rule for problem in before.problems} & {"encoding", "too-large", "merge-conflict"}:
        return Fixed(before, before)
    after = before
    if before.source.root is None and (source := repaired(before.source)):
        after = load.checked(source)
    while better := _improved(after):  # a fix that was left out may be possible now
        after = better
    return Fixed(before, after)


def _improved(before: Loaded) -> Loaded | None:
    """The file with all fixes that together cause no new problem; None if there are none."""
    source = before.source
    proved = values(source)
    wanted = proved + blanks(source)
    if len(wanted) > len(proved) and not reads_as(written(source, wanted), source, wanted):
        wanted = proved  # a space at the end of a line has a meaning here
    for attempt in range(MAX_ATTEMPTS):
        if not wanted or not reads_as(new := written(source, wanted), source, wanted):
            return None
        after = load.checked(new)
        lines = {owner: _lines(source, owner) for owner in {_owner(change.location) for change in wanted}}
        worse = _worse_lines(before, after, lines.values())
        if not worse:
            return after
        wanted = _without(source, wanted, worse, lines, attempt)
    return None


def _worse_lines(before: Loaded, after: Loaded, owners: Iterable[range]) -> set[int]:
    """The lines that are worse than before.

    These are lines with more errors, unless their task as a whole has no more: a fix can uncover hidden
    errors. If there are none, but more problems in total: lines with more problems. Fixes move no lines.
    """
    errors: Counter[int] = Counter()
    problems: Counter[int] = Counter()
    for sign, loaded in ((-1, before), (1, after)):
        for problem in loaded.problems:
            problems[problem.line] += sign
            errors[problem.line] += sign * (problem.level is Level.ERROR)
    lines = {line for line, more in errors.items() if more > 0}
    for owner in owners:
        if sum(errors[line] for line in owner) <= 0:
            lines -= set(owner)
    if not lines and problems.total() > 0:
        return {line for line, more in problems.items() if more > 0}
    return lines


def _without(
    source: Source, changes: list[Change], worse: set[int], lines: dict[Location, range], attempt: int
) -> list[Change]:
    """The changes that did not make it worse: those on other lines, else in other tasks, else outside the
    roster, else none."""
    affected = {owner for owner, held in lines.items() if worse & set(held)}
    tries = (
        lambda change: source.place(change.start)[0] in worse,
        lambda change: _owner(change.location) in affected,
        lambda change: change.location[:1] != ("sections",),
    )
    for touches in tries[attempt:]:
        kept = [change for change in changes if not touches(change)]
        if len(kept) < len(changes):
            return kept
    return []


def _owner(location: Location) -> Location:
    """The task, unit or other item of a place; for a place in none, its key."""
    if "tasks" in location:
        return location[: location.index("tasks") + 2]
    ends = [end for end, step in enumerate(location) if isinstance(step, int)]
    return location[: ends[0] + 1] if ends else location


def _lines(source: Source, location: Location) -> range:
    """The lines of the value at a place."""
    try:
        node = source.node(location)
    except LookupError:
        return range(0)
    return range(source.place(node.start)[0], source.place(node.end)[0] + 1)
