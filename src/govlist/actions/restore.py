"""`restore`: bring back what govlist had written and another program removed, or a whole earlier text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from govlist.actions.session import Session
from govlist.actions.undo import record, text_of
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.merge import merge
from govlist.model.checklist import Checklist
from govlist.validation import transaction, vanished
from govlist.validation.load import Loaded
from govlist.validation.transaction import Earlier, Edited, go_back
from govlist.yamlfile import history
from govlist.yamlfile.history import Write
from govlist.yamlfile.source import Source

COMMAND = "restore"


def restore(session: Session, dry_run: bool) -> Edited:
    """Merge the text that govlist wrote last before reports vanished into the present text.

    What was written or edited since stays. Without vanished reports nothing changes. Raises GovlistError
    (exit 1) if the two texts contradict each other; then nothing is written.
    """
    path = session.writable_path

    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[dict[str, Any]]]:
        writes = history.writes(path, loaded.source.digest)
        kept = _before_the_loss(path, writes, loaded.source.digest, checklist)
        if not kept:
            return loaded.source, []
        saved = text_of(path, writes[len(kept)].before) if len(kept) < len(writes) else loaded.source.data
        base, theirs = _ancestor(path, kept, saved), text_of(path, kept[-1].after)
        merged = merge(Source(str(path), base), loaded.source, Source(str(path), theirs))
        if merged.conflicts or merged.unread:
            raise _contradiction(path, kept[-1])
        if merged.data == loaded.source.data:
            return loaded.source, []
        return Source(str(path), merged.data), [record(kept[-1])]

    return replace(transaction.apply(path, make, dry_run), gone=None)


def whole(session: Session, number: int, after: bool, dry_run: bool) -> Edited:
    """Write the whole text from before a kept write, or from after it.

    Raises GovlistError if there is no write of that number, or its text is missing.
    """
    path = session.writable_path

    def choose(now: Source) -> Earlier:
        write = next((each for each in history.writes(path, now.digest) if each.number == number), None)
        if write is None:
            message = _("there is no kept write {n}").format(n=number)
            raise GovlistError(message, hint=_("see the numbers: govlist undo --list"))
        data = text_of(path, write.after if after else write.before)
        return Earlier(data, [record(write)] if data != now.data else [])

    return go_back(path, choose, dry_run)


def _before_the_loss(path: Path, writes: Sequence[Write], digest: str, now: Checklist) -> list[Write]:
    """The writes up to the last one whose reports vanished; none if nothing vanished since a restore."""
    following, held = digest, now
    for end in range(len(writes), 0, -1):
        if vanished.between(path, list(writes[:end]), following, held):
            return list(writes[:end])
        write = writes[end - 1]
        if write.command[:1] == (COMMAND,) and write.takes_back is None:
            return []
        following = write.before
        if end > 1 and writes[end - 2].after != following:
            found = vanished.checklist(path, following)
            if found is None:
                return []
            held = found
    return []


def _ancestor(path: Path, writes: Sequence[Write], saved: bytes) -> bytes:
    """The kept text from which another program's copy was made: the one with the fewest different lines."""
    last = writes[-1].after
    digests = dict.fromkeys(each for write in reversed(writes) for each in (write.after, write.before))
    texts = [data for each in digests if each != last and (data := history.text(path, each)) is not None]
    lines = Counter(saved.splitlines())

    def distance(data: bytes) -> int:
        own = Counter(data.splitlines())
        return (own - lines).total() + (lines - own).total()

    return min(texts, key=distance, default=saved)


def _contradiction(path: Path, write: Write) -> GovlistError:
    message = _(
        "{path} and the text that govlist wrote change the same lines in different ways; nothing was written"
    )
    hint = _("compare and edit by hand; or take the whole text of then: govlist restore --after {n}")
    return GovlistError(message.format(path=path), ExitCode.DATA, hint=hint.format(n=write.number))
