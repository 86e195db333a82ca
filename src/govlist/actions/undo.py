"""`undo`: take back the last writing command as a whole, or with `--redo` the last undo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from govlist.actions.session import Session
from govlist.base import line_diff
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _, n_
from govlist.content.json_output import Record
from govlist.validation import load
from govlist.validation.transaction import Earlier, Edited, go_back
from govlist.yamlfile import history
from govlist.yamlfile.history import Write
from govlist.yamlfile.source import Source

MAX_LOST = 20
"""The number of lines that an undo would lose that are shown."""


@dataclass(frozen=True)
class Step:
    """A kept write: whether it was taken back, and how many lines it added and removed.

    After a write that is not `followed`, another program changed the file.
    """

    write: Write
    taken_back: bool
    followed: bool
    added: int
    removed: int

    @property
    def time(self) -> datetime:
        """When it was written, in local time."""
        return datetime.fromtimestamp(self.write.time).astimezone()


def undo(session: Session, redo: bool, dry_run: bool) -> tuple[Edited, Write]:
    """Take back the last write, or with `redo` the last undo; returns the edit, and the write that was
    undone or redone.

    The list gets the bytes from before that write. Raises GovlistError if there is no such write, and (exit
    3) if another program has changed the file since, with the lines that would be lost.
    """
    path = session.writable_path
    taken: list[Write] = []

    def choose(now: Source) -> Earlier:
        writes = history.writes(path, now.digest)
        write = _last_undo(writes) if redo else _last_write(writes)
        if write is None:
            raise _nothing(path, redo)
        if write.after != now.digest:
            raise _changed_since(path, write, now)
        data = text_of(path, write.before)
        command = next((each for each in writes if each.number == write.takes_back), write)
        taken[:] = [command]
        return Earlier(data, [record(command)], write.number)

    return go_back(path, choose, dry_run), taken[0]


def steps(session: Session) -> list[Step]:
    """The kept writes, the newest first."""
    path = session.path
    digest = history.digest(load.read(path))
    writes = history.writes(path, digest)
    back = taken_back(writes)
    texts = {
        each: history.text(path, each) or b"" for write in writes for each in (write.before, write.after)
    }
    found = []
    following_texts = [*(write.before for write in writes), digest][1:]
    for write, following in zip(writes, following_texts, strict=True):
        old, new = (Counter(texts[each].splitlines()) for each in (write.before, write.after))
        counts = (new - old).total(), (old - new).total()
        found.append(Step(write, write.number in back, write.after == following, *counts))
    return found[::-1]


def record(write: Write) -> Record:
    """A write for JSON: its number, time and command."""
    time = datetime.fromtimestamp(write.time).astimezone().isoformat(timespec="seconds")
    return {"number": write.number, "time": time, "command": list(write.command)}


def step_record(step: Step) -> Record:
    """A row of `undo --list --json`."""
    return {
        **record(step.write),
        "added": step.added,
        "removed": step.removed,
        "taken_back": step.taken_back,
        "changed_after": not step.followed,
    }


def taken_back(writes: Sequence[Write]) -> set[int]:
    """The numbers of the writes that an undo or redo took back, and that were not written again."""
    back: set[int] = set()
    for write in reversed(writes):  # the newest first: an undo that was itself taken back does not count
        if write.takes_back is not None and write.number not in back:
            back.add(write.takes_back)
    return back


def text_of(path: Path, digest: str) -> bytes:
    """A kept text. Raises GovlistError (exit 3) if it is missing or damaged."""
    data = history.text(path, digest)
    if data is None:
        message = _("the kept text of {path} is missing or damaged")
        hint = _("see the others: govlist undo --list; or take the file from a backup or from git")
        raise GovlistError(message.format(path=path), ExitCode.FAILED, hint=hint)
    return data


def _last_write(writes: Sequence[Write]) -> Write | None:
    """The last write that is neither taken back nor itself an undo or redo."""
    back = taken_back(writes)
    return next((w for w in reversed(writes) if w.takes_back is None and w.number not in back), None)


def _last_undo(writes: Sequence[Write]) -> Write | None:
    """The last undo that is not taken back; none if something else was written since."""
    back = taken_back(writes)
    numbers = {write.number for write in writes if write.takes_back is None}
    for write in reversed(writes):
        if write.takes_back is None:
            return None
        if write.takes_back in numbers and write.number not in back:
            return write
    return None


def _nothing(path: Path, redo: bool) -> GovlistError:
    if record := history.damaged(path):
        message = _("the record of changes cannot be read: {path}").format(path=record)
        return GovlistError(message, hint=_("earlier changes cannot be undone; the next ones are kept again"))
    if redo:
        message = _("there is no undo to take back")
        return GovlistError(message, hint=_("--redo works after govlist undo, until the next change"))
    message = _("no change of this list is known that could be undone")
    hint = _("the last {n} changes that this account made on this machine are kept: govlist undo --list")
    return GovlistError(message, hint=hint.format(n=history.MAX_WRITES))


def _changed_since(path: Path, write: Write, now: Source) -> GovlistError:
    """The error for a file that another program has changed, with the lines that an undo would lose."""
    message = _("{path} was changed by another program after the last command; nothing was undone")
    hint = _("undo by hand; or take the whole text from before: govlist restore --before {n}").format(
        n=write.number
    )
    lost: list[str] = []
    if (data := history.text(path, write.after)) is not None:
        rows = list(line_diff.unified(Source(str(path), data).text, now.text, str(path), context=0))
        lost = [row for row in rows[2:] if not row.startswith("@@")]
    if lost:
        more = len(lost) - MAX_LOST
        end = [n_("… and {n} more", "… and {n} more", more).format(n=more)] if more > 0 else []
        hint += _("; these changes would be lost:")
        lost = [*lost[:MAX_LOST], *end]
    return GovlistError(message.format(path=path), ExitCode.FAILED, hint=hint, to_copy="\n".join(lost))
