"""What govlist had written and another program has removed: an older copy of the list was saved over it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from govlist.base.i18n import _, n_
from govlist.base.text import id_ranges
from govlist.model.checklist import Checklist
from govlist.validation import load, snapshot
from govlist.yamlfile import history


@dataclass(frozen=True)
class Vanished:
    """Reports that were in the text that govlist wrote last, and are not in the file; by task number.

    There are none if the file is an older copy that lacks other changes, such as an assignment.
    """

    reports: Counter[int]
    written: datetime
    """When govlist wrote them."""

    @property
    def seen(self) -> str:
        """What is missing, in one sentence."""
        time = f"{self.written:%Y-%m-%d %H:%M}"
        if not self.reports:
            return _("the list lacks what govlist wrote on {time}: an older copy was saved").format(time=time)
        number = self.reports.total()
        message = n_(
            "{n} report that govlist had written by {time} is missing (task {ids}): another program deleted "
            "it or saved an older copy",
            "{n} reports that govlist had written by {time} are missing (tasks {ids}): another program "
            "deleted them or saved an older copy",
            number,
        )
        return message.format(n=number, time=time, ids=id_ranges(sorted(self.reports)))

    @property
    def remedy(self) -> str:
        """How to get it back."""
        return _("get it back: govlist restore; look first: govlist restore --dry-run")


def since_last_write(path: Path, digest: str, now: Checklist | None) -> Vanished | None:
    """What is missing in a file that was read, compared with the text that govlist wrote last."""
    writes = history.writes(path, digest)
    return between(path, writes, digest, now) if writes and now else None


def between(path: Path, writes: list[history.Write], digest: str, now: Checklist) -> Vanished | None:
    """What is missing in a text, compared with the text after the last of some writes.

    A report whose text differs is not missing: people may correct the file by hand.
    """
    last = writes[-1]
    then = None if digest == last.after else checklist(path, last.after)
    if then is None or then.year != now.year:  # another year's list was put in its place
        return None
    reports = _reports(then) - _reports(now)
    older = digest in {each for write in writes for each in (write.before, write.after)}
    if not reports and not older:
        return None
    return Vanished(reports, datetime.fromtimestamp(last.time))


def checklist(path: Path, digest: str) -> Checklist | None:
    """The checklist of a kept text; None if the text is missing or cannot be read as a list."""
    data = history.text(path, digest)
    if data is None:
        return None
    return snapshot.find(data) or load.check(str(path), data).checklist


def _reports(checklist: Checklist) -> Counter[int]:
    """The number of reports on each task, with the office's own paragraphs."""
    counts: Counter[int] = Counter()
    for task in checklist.tasks():
        counts[task.id] += len(task.overall) + sum(map(len, task.progress.values()))
    return counts
