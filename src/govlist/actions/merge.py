"""Merge three files into one, as git's merge driver or merge tool."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from govlist.actions import outfiles
from govlist.base.errors import ExitCode, GovlistError, Level, Problem
from govlist.base.i18n import _, n_
from govlist.merge import Merged, merge
from govlist.model import words
from govlist.validation import load
from govlist.validation.load import Loaded
from govlist.yamlfile import history, store
from govlist.yamlfile.source import Source


@dataclass(frozen=True)
class Files:
    """The files from git, the file for the result (`out`, else `ours`), and the list's own path."""

    base: Path
    ours: Path
    theirs: Path
    out: Path | None = None
    name: str | None = None
    force: bool = False

    @property
    def shown(self) -> str:
        """The list's name in messages."""
        return self.name or str(self.out or self.ours)

    def merge(self, marker_size: int, dry_run: bool) -> Joined:
        """Merge, and write the result even if it has conflicts.

        Raises GovlistError (exit 3) if a side is not text, or `out` belongs to others; then nothing is
        written.
        """
        if self.out is not None and self.out.suffix.lower() not in ("", ".yaml", ".yml"):
            message = _("{path} ends in {suffix}; the merged list is YAML")
            message = message.format(path=self.out, suffix=self.out.suffix)
            raise GovlistError(message, hint=words.one_of([".yaml", ".yml"]))
        with nullcontext() if dry_run else store.lock(self.out or self.ours):
            joined = self._joined(marker_size)
            if dry_run:
                return joined
            return replace(joined, saved=self._write(joined.merged.data, joined.ours))

    def _joined(self, marker_size: int) -> Joined:
        """Read the three and merge them."""
        _base, ours, theirs = sources = (
            _source(self.base, _("{path} (base)").format(path=self.shown)),
            _source(self.ours, _("{path} (ours)").format(path=self.shown)),
            _source(self.theirs, _("{path} (theirs)").format(path=self.shown)),
        )
        for side in (ours, theirs):
            _refuse_bytes(side)
        merged = merge(*sources, marker_size)
        return Joined(ours, load.check(self.shown, merged.data), merged)

    def _write(self, data: bytes, ours: Source) -> history.Saved:
        """Write the result. The text before is kept, except of git's temporary files."""
        if self.out is not None:
            force = self.force or self._may_replace(self.out, ours)
            return outfiles.write_list(self.out, data, [self.base, self.theirs], force)
        if data == ours.data:
            return history.Saved()
        if self.name is not None:
            return history.Saved(store.save(self.ours, data, ours.digest))
        return history.save(self.ours, data, ours.data)

    @staticmethod
    def _may_replace(out: Path, ours: Source) -> bool:
        """Whether a file is our version, or has the conflicts that git's merge tool is called for."""
        if not store.is_file(out):
            return False
        found = _source(out, str(out))
        return found.data == ours.data or any(each.rule == "merge-conflict" for each in found.problems)


@dataclass(frozen=True)
class Joined:
    """The result of a merge: our version before, the list after, the counts, and how it was written."""

    ours: Source
    after: Loaded
    merged: Merged
    saved: history.Saved = field(default_factory=history.Saved)

    def record(self) -> dict[str, Any]:
        """`merge --json`."""
        return {"changes": self.merged.taken, "file": self.after.source.path}

    def summary(self) -> str:
        """What was done, in one sentence. Raises GovlistError (exit 1) for conflicts and errors."""
        source, conflicts, unread = self.after.source, self.merged.conflicts, self.merged.unread
        hint = _("keep one version, or the correct parts of both, and delete the marker lines")
        if unread:
            message = _("{path} cannot be read as a list, so the whole file is one conflict")
            raise _refusal(message.format(path=words.joined(each.path for each in unread)), hint, unread)
        if conflicts:
            message = n_("{path}: {n} conflict", "{path}: {n} conflicts", conflicts)
            raise _refusal(message.format(path=source.path, n=conflicts), hint, [source], self.after.errors)
        if self.after.errors:
            message = _("{path}: merged, nothing is lost, but the list has errors").format(path=source.path)
            hint = _("the changes of the two sides contradict each other: fix the errors above, then git add")
            raise _refusal(message, hint, [source], self.after.errors)
        n = self.merged.taken
        message = n_("{path}: merged, {n} change of theirs", "{path}: merged, {n} changes of theirs", n)
        return message.format(path=source.path, n=n)


def _refusal(
    message: str, hint: str, sources: Sequence[Source], errors: Sequence[Problem] | None = None
) -> GovlistError:
    """A GovlistError (exit 1) with `errors`, or else all errors of the sources."""
    if errors is None:
        errors = [each for source in sources for each in source.problems if each.level is Level.ERROR]
    texts = {source.path: source for source in sources}
    return GovlistError(
        message, ExitCode.DATA, errors, hint, line_of=lambda path, number: texts[path].line(number)
    )


def _source(path: Path, shown: str) -> Source:
    return Source(shown, load.read(path))


def _refuse_bytes(source: Source) -> None:
    """Raise GovlistError (exit 3) if a side is not text: the two cannot be put into one file."""
    bytes_only = [problem for problem in source.problems if problem.rule in ("encoding", "too-large")]
    if bytes_only:
        raise GovlistError(
            _("{path} cannot be read as text, so nothing was merged").format(path=source.path),
            ExitCode.FAILED,
            bytes_only,
            _("the file holds only our version: fix the version named above, then merge again"),
            line_of=lambda _path, number: source.line(number),
        )
