"""Two clones of one list, merged by git every week: `python stress/merge.py [WEEKS [HISTORIES [SEED]]]`.

First, WEEKS weeks of random work in two clones, merged by `git merge` with govlist as the driver: no conflict
may occur, no report may be lost. Then HISTORIES random histories of every kind of change, with real
conflicts, are compared with an independent oracle. Both are also compared with git's own line merge of the
same files. Prints figures; exits with 1 if a merge is wrong.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.histories import ALL, Style, begun, facts, merged, worked  # noqa: E402

from govlist.base.errors import Location  # noqa: E402
from govlist.base.text import BOM  # noqa: E402
from govlist.merge import Merged, merge  # noqa: E402
from govlist.model.checklist import Chase, ChaseLevel, Report, Review  # noqa: E402
from govlist.model.roster import Roster  # noqa: E402
from govlist.model.states import Status  # noqa: E402
from govlist.validation import load  # noqa: E402
from govlist.yamlfile import edit  # noqa: E402
from govlist.yamlfile.edit import Addition  # noqa: E402
from govlist.yamlfile.source import Source  # noqa: E402

NAME = "checklist.yaml"
MONDAY = date(2024, 1, 8)
DRIVER = f"'{Path(sys.executable).as_posix()}' -m govlist merge %O %A %B --marker-size %L --path %P"


def main() -> None:
    """Run both parts and exit."""
    given = [int(word) for word in sys.argv[1:]]
    weeks, histories, seed = [*given, *(50, 4000, 1)[len(given) :]][:3]
    broken = _weeks(weeks, seed) + _histories(histories, seed)
    sys.exit(bool(broken))


# Weeks --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pair:
    """A unit that owes a task, and who reports on it: worker 0 or 1 alone, or both (2, 3)."""

    task: int
    location: Location
    unit: str

    @property
    def worker(self) -> int:
        """The worker, the same in every run."""
        return (self.task + sum(map(ord, self.unit))) % 4


def _pairs(data: bytes) -> list[Pair]:
    checklist = load.check(NAME, data).checklist
    assert checklist
    roster = Roster(checklist)
    return [
        Pair(placed.task.id, placed.location, unit)
        for placed in checklist.placed()
        for unit, claim in roster.claims(placed.task).items()
        if claim.basis.owes
    ]


class Clone:
    """One worker's clone. It counts what it enters, to compare with the result."""

    def __init__(self, folder: Path, hub: Path, number: int, rng: Random) -> None:
        self.folder = folder
        self.number = number
        self.rng = rng
        self.entered: Counter[str] = Counter()
        _git(folder.parent, "clone", "-q", str(hub), folder.name)
        for key, value in (("user.name", "worker"), ("user.email", "worker@example.gov.cn")):
            _git(folder, "config", key, value)
        _git(folder, "config", "merge.govlist.driver", DRIVER)
        pairs = _pairs(self.data)
        self.own = [pair for pair in pairs if pair.worker == number]
        self.shared = [pair for pair in pairs if pair.worker > 1]

    @property
    def data(self) -> bytes:
        """The list's bytes."""
        return (self.folder / NAME).read_bytes()

    def work(self, monday: date) -> None:
        """Do a week's work, one action after another on the file."""
        acts: list[Act] = [self._mark] * self.rng.randint(3, 12)
        acts += [self._late, self._own_pair, self._name, self._due, self._chase, self._write, self._remark]
        for act in self.rng.sample(acts, self.rng.randint(4, len(acts))):
            (self.folder / NAME).write_bytes(act(Source(NAME, self.data), monday).data)
        _git(self.folder, "commit", "-qam", f"{monday}")

    def _note(self) -> str:
        return f"worker {self.number}, {self.rng.randrange(10**9)}"

    def _report(self, source: Source, day: date) -> Source:
        pair = self.rng.choice(self.shared)
        status = self.rng.choice([Status.IN_PROGRESS, Status.BEHIND, Status.DONE])
        report = Report(date=day, status=status, note=self._note())
        self.entered[str(report.note)] += 1
        return edit.add_reports(source, [Addition(pair.location, pair.unit, report)])

    def _mark(self, source: Source, monday: date) -> Source:
        return self._report(source, monday + timedelta(self.rng.randrange(5)))

    def _late(self, source: Source, monday: date) -> Source:
        return self._report(source, MONDAY + timedelta(self.rng.randrange((monday - MONDAY).days + 1)))

    def _own_pair(self, source: Source, monday: date) -> Source:
        """Report and confirm on one day, or remove the last report, of a pair that only this worker edits."""
        pair = self.rng.choice(self.own)
        found = source.value(pair.location).get("progress", {}).get(pair.unit, [])
        if found and self.rng.random() < 0.3:
            self.entered -= Counter([found[-1]["note"]])
            return edit.remove_last_report(source, pair.location, pair.unit)
        reviews = (None, Review.CONFIRMED)
        result = [Report(date=monday, status=Status.DONE, note=self._note(), review=each) for each in reviews]
        self.entered += Counter(str(report.note) for report in result)
        return edit.add_reports(source, [Addition(pair.location, pair.unit, report) for report in result])

    def _name(self, source: Source, _monday: date) -> Source:
        """Both workers name units for one task."""
        task = next(pair for pair in self.own + self.shared if pair.task == 3).location
        new = self.rng.choice(["区教体局", "区卫健委", "区司法局", "区数据资源管理局"])
        names = dict.fromkeys([*source.value(task).get("concerned", []), new])
        return edit.set_names(source, task, "concerned", [*names], ["responsible"])

    def _due(self, source: Source, monday: date) -> Source:
        return edit.set_day(source, self._task().location, "due", monday, ["responsible"])

    def _chase(self, source: Source, monday: date) -> Source:
        chase = Chase(date=monday, unit="区司法局", tasks=(self.rng.randint(4, 28),), level=ChaseLevel.NOTICE)
        return edit.add_chases(source, [chase])

    def _write(self, source: Source, _monday: date) -> Source:
        """Reword a requirement by hand."""
        pair = self._task()
        head = f"id: {pair.task}\n            requirement: "
        old = head + source.value(pair.location)["requirement"] + "\n"
        assert old in source.text
        return Source(NAME, source.text.replace(old, f"{head}{self._note()}\n").encode())

    def _remark(self, source: Source, _monday: date) -> Source:
        """Add a comment above a task by hand."""
        line = f"          - id: {self._task().task}\n"
        assert line in source.text
        note = f"# {self._note()}"
        self.entered[note] += 1
        return Source(NAME, source.text.replace(line, f"          {note}\n{line}").encode())

    def _task(self) -> Pair:
        """A task whose texts only this worker edits."""
        return self.rng.choice([pair for pair in self.own if pair.task % 2 == self.number])


Act = Callable[[Source, date], Source]


def _weeks(weeks: int, seed: int) -> int:
    """Merge week by week; returns the number of faults."""
    start = time.monotonic()
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, second = _clones(folder, seed)
        for week in range(weeks):
            base = first.data
            for clone in (first, second):
                clone.work(MONDAY + timedelta(weeks=week))
            mine, other = (first, second) if week % 2 else (second, first)
            files = base, mine.data, other.data
            _git(other.folder, "push", "-q")
            _git(mine.folder, "fetch", "-q")
            done = _git(mine.folder, "merge", "-q", "-m", "week", "origin/main", may_fail=True)
            if done.returncode:
                print(done.stdout, done.stderr)
                counts["conflicts"] += 1
                break
            counts["merges"] += 1
            counts.update(f"git: {what}" for what in _by_lines(files, mine.data))
            _git(mine.folder, "push", "-q")
            _git(other.folder, "merge", "-q", "--ff-only", "origin/main", may_fail=True)
            _git(other.folder, "pull", "-q")
        lost, errors = _end(first, second)
    print(
        f"{counts['merges']} weeks merged by git with govlist: {counts['conflicts']} conflicts, "
        f"{sum((first.entered + second.entered).values())} entries, {lost} lost, {errors} errors, "
        f"{time.monotonic() - start:.0f} s\n"
        f"git's own line merge on the same weeks: {counts['git: conflict']} with conflicts "
        f"({counts['git: place']} places), {counts['git: wrong']} without and wrong, "
        f"{counts['git: right']} right"
    )
    return counts["conflicts"] + lost + errors


def _clones(folder: Path, seed: int) -> tuple[Clone, Clone]:
    hub = folder / "hub.git"
    _git(folder, "init", "-q", "--bare", "-b", "main", str(hub))
    start = folder / "start"
    _git(folder, "clone", "-q", str(hub), start.name)
    (start / NAME).write_bytes((ROOT / "data" / NAME).read_bytes())
    (start / ".gitattributes").write_text("*.yaml merge=govlist\n", encoding="utf-8")
    _git(start, "checkout", "-qb", "main")
    _git(start, "add", "-A")
    who = ("-c", "user.name=worker", "-c", "user.email=worker@example.gov.cn")
    _git(start, *who, "commit", "-qm", "start")
    _git(start, "push", "-q", "-u", "origin", "main")
    return (
        Clone(folder / "first", hub, 0, Random(seed)),
        Clone(folder / "second", hub, 1, Random(seed + 1000)),
    )


def _end(first: Clone, second: Clone) -> tuple[int, int]:
    """Entries lost or added, and errors, in both clones at the end."""
    loaded = load.check(NAME, first.data)
    assert loaded.checklist
    assert first.data == second.data
    found = Counter(
        str(report.note)
        for task in loaded.checklist.tasks()
        for reports in task.progress.values()
        for report in reports
    )
    text = loaded.source.text.split("\n")
    found += Counter(line.strip() for line in text if line.strip().startswith("# worker"))
    entered = first.entered + second.entered
    return sum(((entered - found) + (found - entered)).values()), len(loaded.errors)


# Histories ----------------------------------------------------------------------------------------


def _histories(number: int, seed: int) -> int:
    """Merge random histories; returns the number of faults."""
    start = time.monotonic()
    counts: Counter[str] = Counter()
    for each in range(number):
        counts.update(_history(Random(f"{seed} {each}")))
    print(
        f"{number} random histories: {counts['clean']} merged, {counts['conflict']} with a real conflict, "
        f"{counts['doubt']} with a possible conflict, {counts['false']} with a false conflict, "
        f"{counts['rule']} that break a rule, which is reported, "
        f"{counts['lost']} wrong or lost, {counts['whole']} as a whole file, "
        f"{counts['one way']} that differ either way round, {counts['again']} that differ when merged again, "
        f"{time.monotonic() - start:.0f} s\n"
        f"git's own line merge on those that govlist merged: {counts['git: conflict']} with conflicts, "
        f"{counts['git: wrong']} without and wrong, {counts['git: right']} right"
    )
    return sum(counts[what] for what in ("false", "lost", "one way", "again", "whole"))


def _history(rng: Random) -> Iterator[str]:
    base = begun(rng)
    sides = worked(rng, base, ALL, 6), worked(rng, base, ALL, 6)
    style = Style.any(rng)
    files = tuple(style.written(each) for each in (base, *sides))
    should = merged(*map(facts, (base, *sides)))
    result, back = (_merge(*each) for each in (files, (files[0], files[2], files[1])))
    if bool(result.conflicts) != bool(back.conflicts):
        yield "one way"
    if result.conflicts:
        yield "conflict" if should.conflicts else "doubt" if should.doubts else "false"
        if result.data.removeprefix(BOM).startswith(b"<<<<<<<"):
            yield "whole"
        return
    right = [
        not should.conflicts and facts(Source("", each.data).plain) == should.facts for each in (result, back)
    ]
    if right[0] != right[1]:
        yield "one way"
    if not right[0]:  # for example, both gave one number to new tasks under different headings
        counts = should.conflicts and load.check("", result.data).errors
        yield "rule" if counts else "lost"
        return
    yield "clean"
    if _merge(files[2], result.data, files[2]).data != result.data:
        yield "again"
    yield from (f"git: {what}" for what in _by_lines(files, result.data) if what != "place")


def _merge(base: bytes, ours: bytes, theirs: bytes) -> Merged:
    return merge(Source("", base), Source("", ours), Source("", theirs))


# git ----------------------------------------------------------------------------------------------


def _by_lines(files: tuple[bytes, ...], wanted: bytes) -> Iterator[str]:
    """The result of git's own line merge of base, ours, theirs: conflict, wrong, or right."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in zip(("base", "ours", "theirs"), files, strict=True):
            (Path(folder) / name).write_bytes(data)
        done = subprocess.run(
            ["git", "merge-file", "-p", "ours", "base", "theirs"], cwd=folder, capture_output=True
        )
    if done.returncode:
        yield "conflict"
        yield from ["place"] * done.returncode
    else:
        loaded, should = load.check("", done.stdout), load.check("", wanted)
        same = loaded.source.readable and facts(loaded.source.plain) == facts(should.source.plain)
        yield "right" if same and (should.errors or not loaded.errors) else "wrong"


def _git(folder: Path, *words: str, may_fail: bool = False) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, encoding="utf-8")
    assert may_fail or done.returncode == 0, (words, done.stderr)
    return done


if __name__ == "__main__":
    main()
