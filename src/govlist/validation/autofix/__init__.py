"""`validate --fix`: what is safe to mend, and only that; every other byte of the file stays.

Mended are words that have one meaning where they stand: the office's words for a status, days in other
forms, full-width colons, letters and digits where the file's own keys, days and numbers are wanted, blanks
at the end of names and lines. Comments, notes and texts are never touched. The new file must read as the
old one with exactly these words changed, and hold no problem more: what would bring one is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from govlist.base.errors import Level, Location
from govlist.validation import load
from govlist.validation.autofix._change import Change, reads_as, written
from govlist.validation.autofix._marks import blanks, repaired
from govlist.validation.autofix._values import values
from govlist.validation.load import Loaded
from govlist.validation.transaction import refuse_closed
from govlist.yamlfile import store
from govlist.yamlfile.source import Source

ROUNDS = 4
"""How often changes are left out, each time more of them, before all are."""


@dataclass(frozen=True)
class Fixed:
    """A file before and after. No line is added or taken away."""

    before: Loaded
    after: Loaded
    other_names: int = 0
    """How many hard links to the file keep the old text."""

    @cached_property
    def lines(self) -> list[tuple[int, str, str]]:
        """Each line that changed: its number, and how it reads before and after."""
        old, new = (loaded.source.text.split("\n") for loaded in (self.before, self.after))
        rows = enumerate(zip(old, new, strict=True), 1)
        return [(number, was.rstrip("\r"), now.rstrip("\r")) for number, (was, now) in rows if was != now]


def apply(path: Path, dry_run: bool = False) -> Fixed:
    """Mend a file under its lock; with `dry_run` only say what that would change.

    Raises GovlistError (exit 3) where it cannot be read or written, or is archived and would change.
    """
    load.warm_up()
    with nullcontext() if dry_run else store.lock(path):
        before = load.check(str(path), load.read(path))
        fixed = fix(before)
        if fixed.lines and before.checklist:
            refuse_closed(before.checklist)
        if fixed.lines and not dry_run:
            other_names = store.save(path, fixed.after.source.data, before.source.digest)
            fixed = replace(fixed, other_names=other_names)
    return fixed


def fix(before: Loaded) -> Fixed:
    """The file with all that is safe mended; the same one where there is nothing."""
    if {problem.rule for problem in before.problems} & {"encoding", "too-large", "merge-conflict"}:
        return Fixed(before, before)
    after = before
    if before.source.root is None and (source := repaired(before.source)):
        after = load.checked(source)
    while better := _settled(after):  # what was left out for another change's sake may do now
        after = better
    return Fixed(before, after)


def _settled(before: Loaded) -> Loaded | None:
    """The file with all changes of words that go together without a new problem; None where none does."""
    source = before.source
    proved = values(source)
    wanted = proved + blanks(source)
    if len(wanted) > len(proved) and not reads_as(written(source, wanted), source, wanted):
        wanted = proved  # a blank at a line's end that means something after all
    for attempt in range(ROUNDS):
        if not wanted or not reads_as(new := written(source, wanted), source, wanted):
            return None
        after = load.checked(new)
        lines = {owner: _lines(source, owner) for owner in {_owner(change.location) for change in wanted}}
        worse = _worse(before, after, lines.values())
        if not worse:
            return after
        wanted = _without(source, wanted, worse, lines, attempt)
    return None


def _worse(before: Loaded, after: Loaded, owners: Iterable[range]) -> set[int]:
    """Where it is worse than before; empty where all is well.

    That is each line with more errors, unless its task has no more: what could not be read hid them. Or,
    where there are more problems in all, each line with more. No change moves a line.
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
    """The changes that have no part in what got worse: not on those lines; else not in those tasks; else
    not in the roster, on which all depends; else none."""
    spoilt = {owner for owner, held in lines.items() if worse & set(held)}
    tries = (
        lambda change: source.place(change.start)[0] in worse,
        lambda change: _owner(change.location) in spoilt,
        lambda change: change.location[:1] != ("sections",),
    )
    for spoils in tries[attempt:]:
        kept = [change for change in changes if not spoils(change)]
        if len(kept) < len(changes):
            return kept
    return []


def _owner(location: Location) -> Location:
    """The task, unit or other item that a place belongs to; of what belongs to none, its key."""
    if "tasks" in location:
        return location[: location.index("tasks") + 2]
    ends = [end for end, step in enumerate(location) if isinstance(step, int)]
    return location[: ends[0] + 1] if ends else location


def _lines(source: Source, location: Location) -> range:
    """The lines of what stands at a place."""
    node = source.root
    for step in location:
        node = node.get(step) if node else None
    if node is None:
        return range(0)
    return range(source.place(node.start)[0], source.place(node.end)[0] + 1)
