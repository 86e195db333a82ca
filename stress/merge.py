"""Two clones of one list, merged by git every week: `python stress/merge.py [WEEKS [HISTORIES [SEED]]]`.

First so many weeks of random work in two clones, each merged by plain `git merge` with govlist as its
driver: no conflict may come, no report be lost. Then so many random histories of all that a list can
undergo, real conflicts among them, held against an oracle that knows facts alone. Beside both stands git's
own merge of lines on the same files. Prints its figures; exit 1 where a promise is broken.
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
    """Both parts, and the exit code."""
    given = [int(word) for word in sys.argv[1:]]
    weeks, histories, seed = [*given, *(50, 4000, 1)[len(given) :]][:3]
    broken = _weeks(weeks, seed) + _histories(histories, seed)
    sys.exit(bool(broken))


# Weeks --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pair:
    """A unit that owes a task, and who works on it: the desk 0 or 1 alone, or (2, 3) both."""

    task: int
    location: Location
    unit: str

    @property
    def desk(self) -> int:
        """The same in every run."""
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
    """One desk's clone. It notes what it enters, so that the end can be held against it."""

    def __init__(self, folder: Path, hub: Path, number: int, rng: Random) -> None:
        self.folder = folder
        self.number = number
        self.rng = rng
        self.entered: Counter[str] = Counter()
        _git(folder.parent, "clone", "-q", str(hub), folder.name)
        for key, value in (("user.name", "desk"), ("user.email", "desk@example.gov.cn")):
            _git(folder, "config", key, value)
        _git(folder, "config", "merge.govlist.driver", DRIVER)
        pairs = _pairs(self.data)
        self.own = [pair for pair in pairs if pair.desk == number]
        self.shared = [pair for pair in pairs if pair.desk > 1]

    @property
    def data(self) -> bytes:
        """The list's bytes."""
        return (self.folder / NAME).read_bytes()

    def work(self, monday: date) -> None:
        """A week's work, each act on the file as the one before left it."""
        acts: list[Act] = [self._mark] * self.rng.randint(3, 12)
        acts += [self._late, self._own_pair, self._name, self._due, self._chase, self._write, self._remark]
        for act in self.rng.sample(acts, self.rng.randint(4, len(acts))):
            (self.folder / NAME).write_bytes(act(Source(NAME, self.data), monday).data)
        _git(self.folder, "commit", "-qam", f"{monday}")

    def _note(self) -> str:
        return f"desk {self.number}, {self.rng.randrange(10**9)}"

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
        """Done and confirmed on one day, or the last report taken back: where the other desk has no hand."""
        pair = self.rng.choice(self.own)
        held = source.value(pair.location).get("progress", {}).get(pair.unit, [])
        if held and self.rng.random() < 0.3:
            self.entered -= Counter([held[-1]["note"]])
            return edit.remove_last_report(source, pair.location, pair.unit)
        reviews = (None, Review.CONFIRMED)
        made = [Report(date=monday, status=Status.DONE, note=self._note(), review=each) for each in reviews]
        self.entered += Counter(str(report.note) for report in made)
        return edit.add_reports(source, [Addition(pair.location, pair.unit, report) for report in made])

    def _name(self, source: Source, _monday: date) -> Source:
        """Both desks name units for one task."""
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
        """Another requirement, by hand."""
        pair = self._task()
        head = f"id: {pair.task}\n            requirement: "
        old = head + source.value(pair.location)["requirement"] + "\n"
        assert old in source.text
        return Source(NAME, source.text.replace(old, f"{head}{self._note()}\n").encode())

    def _remark(self, source: Source, _monday: date) -> Source:
        """A comment above a task, by hand."""
        line = f"          - id: {self._task().task}\n"
        assert line in source.text
        note = f"# {self._note()}"
        self.entered[note] += 1
        return Source(NAME, source.text.replace(line, f"          {note}\n{line}").encode())

    def _task(self) -> Pair:
        """A task whose texts this desk alone writes."""
        return self.rng.choice([pair for pair in self.own if pair.task % 2 == self.number])


Act = Callable[[Source, date], Source]


def _weeks(weeks: int, seed: int) -> int:
    """Merge week by week; how many promises were broken."""
    start = time.monotonic()
    told: Counter[str] = Counter()
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
                told["conflicts"] += 1
                break
            told["merges"] += 1
            told.update(f"git: {what}" for what in _by_lines(files, mine.data))
            _git(mine.folder, "push", "-q")
            _git(other.folder, "merge", "-q", "--ff-only", "origin/main", may_fail=True)
            _git(other.folder, "pull", "-q")
        lost, errors = _end(first, second)
    print(
        f"{told['merges']} weeks merged by git with govlist: {told['conflicts']} conflicts, "
        f"{sum((first.entered + second.entered).values())} entries, {lost} lost, {errors} errors, "
        f"{time.monotonic() - start:.0f} s\n"
        f"git's own merge of lines on the same weeks: {told['git: conflict']} with conflicts "
        f"({told['git: place']} places), {told['git: wrong']} without and wrong, {told['git: right']} right"
    )
    return told["conflicts"] + lost + errors


def _clones(folder: Path, seed: int) -> tuple[Clone, Clone]:
    hub = folder / "hub.git"
    _git(folder, "init", "-q", "--bare", "-b", "main", str(hub))
    start = folder / "start"
    _git(folder, "clone", "-q", str(hub), start.name)
    (start / NAME).write_bytes((ROOT / "data" / NAME).read_bytes())
    (start / ".gitattributes").write_text("*.yaml merge=govlist\n", encoding="utf-8")
    _git(start, "checkout", "-qb", "main")
    _git(start, "add", "-A")
    who = ("-c", "user.name=desk", "-c", "user.email=desk@example.gov.cn")
    _git(start, *who, "commit", "-qm", "start")
    _git(start, "push", "-q", "-u", "origin", "main")
    return (
        Clone(folder / "first", hub, 0, Random(seed)),
        Clone(folder / "second", hub, 1, Random(seed + 1000)),
    )


def _end(first: Clone, second: Clone) -> tuple[int, int]:
    """Entries lost or made up, and errors, in what both clones hold at the end."""
    loaded = load.check(NAME, first.data)
    assert loaded.checklist
    assert first.data == second.data
    held = Counter(
        str(report.note)
        for task in loaded.checklist.tasks()
        for reports in task.progress.values()
        for report in reports
    )
    text = loaded.source.text.split("\n")
    held += Counter(line.strip() for line in text if line.strip().startswith("# desk"))
    entered = first.entered + second.entered
    return sum(((entered - held) + (held - entered)).values()), len(loaded.errors)


# Histories ----------------------------------------------------------------------------------------


def _histories(number: int, seed: int) -> int:
    """Merge random histories; how many promises were broken."""
    start = time.monotonic()
    told: Counter[str] = Counter()
    for each in range(number):
        told.update(_history(Random(f"{seed} {each}")))
    print(
        f"{number} random histories: {told['clean']} merged, {told['conflict']} with a conflict that is one, "
        f"{told['doubt']} with one that may be, {told['false']} with one that is none, "
        f"{told['rule']} that break a rule, which is told, "
        f"{told['lost']} wrong or lost, {told['whole']} as a whole file, "
        f"{told['one way']} that differ either way round, {told['again']} that differ when merged again, "
        f"{time.monotonic() - start:.0f} s\n"
        f"git's own merge of lines on those that govlist merged: {told['git: conflict']} with conflicts, "
        f"{told['git: wrong']} without and wrong, {told['git: right']} right"
    )
    return sum(told[what] for what in ("false", "lost", "one way", "again", "whole"))


def _history(rng: Random) -> Iterator[str]:
    base = begun(rng)
    sides = worked(rng, base, ALL, 6), worked(rng, base, ALL, 6)
    style = Style.any(rng)
    files = tuple(style.written(each) for each in (base, *sides))
    should = merged(*map(facts, (base, *sides)))
    made, back = (_joined(*each) for each in (files, (files[0], files[2], files[1])))
    if bool(made.conflicts) != bool(back.conflicts):
        yield "one way"
    if made.conflicts:
        yield "conflict" if should.conflicts else "doubt" if should.doubts else "false"
        if made.data.removeprefix(BOM).startswith(b"<<<<<<<"):
            yield "whole"
        return
    right = [
        not should.conflicts and facts(Source("", each.data).plain) == should.facts for each in (made, back)
    ]
    if right[0] != right[1]:
        yield "one way"
    if not right[0]:  # such as one number that both gave to a new task, under different headings
        told = should.conflicts and load.check("", made.data).errors
        yield "rule" if told else "lost"
        return
    yield "clean"
    if _joined(files[2], made.data, files[2]).data != made.data:
        yield "again"
    yield from (f"git: {what}" for what in _by_lines(files, made.data) if what != "place")


def _joined(base: bytes, ours: bytes, theirs: bytes) -> Merged:
    return merge(Source("", base), Source("", ours), Source("", theirs))


# git ----------------------------------------------------------------------------------------------


def _by_lines(files: tuple[bytes, ...], wanted: bytes) -> Iterator[str]:
    """What git's own merge of lines makes of base, ours, theirs: a conflict, something wrong, or right."""
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
