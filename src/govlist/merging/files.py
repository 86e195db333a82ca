"""Three files on the disk → one, as git's merge driver and its merge tool want it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from govlist import load, store
from govlist.errors import ExitCode, GovlistError, Level
from govlist.i18n import _, n_
from govlist.load import Loaded
from govlist.merging import Merged, merge
from govlist.source import Source


@dataclass(frozen=True)
class Files:
    """What git hands over, where the result goes (`out`, else into `ours`), and the list's own path."""

    base: Path
    ours: Path
    theirs: Path
    out: Path | None = None
    name: str | None = None

    @property
    def shown(self) -> str:
        """What people know the list by."""
        return self.name or str(self.out or self.ours)

    def merge(self, marker_size: int, dry_run: bool) -> Joined:
        """Merge, and write the result, whether or not it holds conflicts.

        Raises GovlistError (exit 3) where one of the three cannot be read: then nothing is written.
        """
        sources = (
            _source(self.base, _("{path} (base)").format(path=self.shown), may_be_empty=True),
            _source(self.ours, _("{path} (ours)").format(path=self.shown)),
            _source(self.theirs, _("{path} (theirs)").format(path=self.shown)),
        )
        merged = merge(*sources, marker_size)
        joined = Joined(sources[1], load.check(self.shown, merged.data), merged)
        if not dry_run:
            self._write(merged.data, sources[1])
        return joined

    def _write(self, data: bytes, ours: Source) -> None:
        if self.out is not None:
            with store.lock(self.out):
                store.save(self.out, data)
        elif data != ours.data:
            store.save(self.ours, data, ours.digest)


@dataclass(frozen=True)
class Joined:
    """What came of a merge: ours before, the list after, and the counts."""

    ours: Source
    after: Loaded
    merged: Merged

    def told(self) -> str:
        """In one sentence what was done. Raises GovlistError (exit 1) where people must look."""
        path, conflicts = self.after.source.path, self.merged.conflicts
        if conflicts:
            message = n_("{path}: {n} conflict", "{path}: {n} conflicts", conflicts)
            hint = _("keep one of the two versions, or what is right of both, and delete the marker lines")
            raise self._refusal(message.format(path=path, n=conflicts), hint)
        if self.after.errors:
            message = _("{path}: merged, nothing is lost, but the list has errors").format(path=path)
            hint = _("the two sides' changes do not go together: mend what is named, then git add")
            raise self._refusal(message, hint)
        n = self.merged.taken
        message = n_("{path}: merged, {n} change of theirs", "{path}: merged, {n} changes of theirs", n)
        return message.format(path=path, n=n)

    def _refusal(self, message: str, hint: str) -> GovlistError:
        source = self.after.source
        return GovlistError(
            message, ExitCode.DATA, self.after.errors, hint, line_of=lambda _path, number: source.line(number)
        )


def _source(path: Path, shown: str, *, may_be_empty: bool = False) -> Source:
    """A file of the three. Raises GovlistError (exit 3) where its form hides what it says."""
    source = Source(shown, load.read(path))
    errors = [problem for problem in source.problems if problem.level is Level.ERROR]
    holds_list = source.root.kind == "mapping" if source.root else may_be_empty
    if errors or not holds_list:
        raise GovlistError(
            _("{path} cannot be read as a list, so nothing was merged").format(path=shown),
            ExitCode.FAILED,
            errors,
            _("ours is untouched; mend that version, then merge again"),
            line_of=lambda _path, number: source.line(number),
        )
    return source
