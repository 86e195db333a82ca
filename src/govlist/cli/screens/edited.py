"""What an edit changes, in the office's words: a row for each report, each unit assigned, and all else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from govlist.base.i18n import _, n_
from govlist.base.text import cut, id_ranges
from govlist.cli.screens.diff import value_text, what_word
from govlist.cli.screens.status.unit import STYLE
from govlist.cli.tables import NAME, Column, Line, Piece, table
from govlist.content.comparison import Difference, compare
from govlist.content.labels import before_word, report_state, report_word
from govlist.model.checklist import Basis, Checklist, Report, Task
from govlist.model.words import basis_word, joined, short_day, status_word

ROWS = {"report-added", "report-removed", "concerned", "settled"}
"""The differences that have a row of the table."""
ROSTER = {"unit-added", "unit-removed", "group-added", "group-removed"}
"""A renamed unit changes all its reports: one row says that in fewer words."""
FIRST_WORDS = 24
"""The width of a task's first words."""


def lines(old: Checklist | None, new: Checklist | None, max_width: int | None) -> list[Line] | None:
    """A table of what changed, and further differences below it.

    None if only the lines of the file can show it: a side has errors, names or nothing but the form changed.
    """
    found = compare(old, new) if old and new else []
    if not old or not new or not found:
        return None
    if ROSTER & {each.what for each in found}:
        renamed = _renamed(old, new)
        return renamed and table(_plain_columns(), renamed, max_width)
    tasks = {task.id: task for task in old.tasks()}
    rows = [row for task in new.tasks() if task.id in tasks for row in _task(tasks[task.id], task)]
    columns = [
        Column(_("date"), drop=3),
        Column(_("unit"), least=NAME),
        Column(_("No."), right=True),
        Column(_("requirement"), least=10),
        Column(_("before"), drop=2),
        Column(_("now")),
        Column(_("progress made"), least=12, keep=False, room=True),
        Column(_("evidence"), least=16, drop=1, keep=False),
        Column(_("by"), drop=1, keep=False),
    ]
    others = [_other(each) for each in found if each.what not in ROWS]
    return [
        *(table(columns, rows, max_width) if rows else []),
        *(table(_plain_columns(), others, max_width) if others else []),
    ]


def _plain_columns() -> list[Column]:
    return [
        Column(_("what"), least=NAME),
        Column(_("before"), least=12, room=True),
        Column(_("now"), least=12, room=True, wraps=True),
    ]


def _other(difference: Difference) -> list[Piece]:
    """A difference that is no report: the list itself, a unit, a group, a task's words, a chase."""
    before, after = difference.before, difference.after
    words = [what_word(difference.what)]
    if difference.what == "list":
        key = str(before or after).partition(": ")[0]
        words = [_("archived") if key == "closed" else key]
        before, after = (str(each or "").removeprefix(f"{key}: ") for each in (before, after))
    if difference.task is not None:
        words.append(_("Task {id}").format(id=difference.task))
    if difference.unit is not None:
        words.append(difference.unit)
    pieces = [value_text(each) if each else "-" for each in (before, after)]
    return [("  ".join(words), ""), (pieces[0], "dim"), (pieces[1], "")]


def _renamed(old: Checklist, new: Checklist) -> list[list[Piece]] | None:
    """The rows of one renamed unit: its name, its other names, and how many reports have moved to it."""
    if len(old.units) != len(new.units):
        return None
    pairs = [(was, now) for was, now in zip(old.units, new.units, strict=True) if was.name != now.name]
    if len(pairs) != 1:
        return None
    was, now = pairs[0]
    if was.name not in now.aliases and now.name not in was.aliases:  # the other way round for `undo`
        return None
    tasks = [task for task in new.tasks() if task.progress.get(now.name)]
    reports = sum(len(task.progress[now.name]) for task in tasks)
    where = joined(id_ranges(sorted(task.id for task in tasks)).split(","))
    moved = n_("{n} report (task {ids})", "{n} reports (tasks {ids})", reports).format(n=reports, ids=where)
    rows: list[list[Piece]] = [
        [(_("unit"), ""), (was.name, "dim"), (now.name, "")],
        [(_("other names"), ""), (joined(was.aliases) or "-", "dim"), (joined(now.aliases) or "-", "")],
    ]
    return [*rows, [(_("its reports"), ""), ("", ""), (moved, "")]] if reports else rows


def _task(old: Task, new: Task) -> Iterator[list[Piece]]:
    yield from _assigned(old, new)
    for unit in (None, *dict.fromkeys([*old.progress, *new.progress])):
        before = old.overall if unit is None else old.progress.get(unit, ())
        after = new.overall if unit is None else new.progress.get(unit, ())
        if before != after:
            yield from _reports(new, unit or _("the office"), before, after)


def _reports(
    task: Task, unit: str, before: Sequence[Report], after: Sequence[Report]
) -> Iterator[list[Piece]]:
    """The reports that one side has more often; each changes the state from that of the line before it."""
    held = Counter(map(repr, before)), Counter(map(repr, after))
    for line_before, report in _only_in(before, held[0] - held[1]):
        now = (before_word(line_before), STYLE[report_state(line_before).colour] if line_before else "")
        yield _row(task, unit, report, (report_word(report), "remove"), now)
    for line_before, report in _only_in(after, held[1] - held[0]):
        now = (report_word(report), STYLE[report_state(report).colour])
        yield _row(task, unit, report, (before_word(line_before), "dim"), now)


def _only_in(reports: Sequence[Report], more: Counter[str]) -> Iterator[tuple[Report | None, Report]]:
    """Each of some reports with the line before it; of equal ones the last."""
    found = []
    for index in range(len(reports) - 1, -1, -1):
        if more[repr(reports[index])] > 0:
            more[repr(reports[index])] -= 1
            found.append((reports[index - 1] if index else None, reports[index]))
    yield from reversed(found)


def _row(task: Task, unit: str, report: Report, before: Piece, now: Piece) -> list[Piece]:
    evidence = joined(report.evidence)
    return [
        (short_day(report.date), ""),
        (unit, ""),
        *_named(task),
        before,
        now,
        (report.note or "", ""),
        (evidence, "dim"),
        (report.by or "", "dim"),
    ]


def _assigned(old: Task, new: Task) -> Iterator[list[Piece]]:
    """The units that were assigned or removed, and whether the task was settled."""
    assigned = _("named by the office")
    for unit in new.concerned:
        if unit not in old.concerned:
            basis = Basis.REPORTED if unit in old.progress else Basis.CANDIDATE
            yield [("-", ""), (unit, ""), *_named(new), (basis_word(basis), "dim"), (assigned, ""), *_NOTHING]
    for unit in old.concerned:
        if unit not in new.concerned:
            now = "-" if new.settled else status_word(Basis.CANDIDATE)
            yield [("-", ""), (unit, ""), *_named(new), (assigned, "remove"), (now, ""), *_NOTHING]
    if old.settled != new.settled:
        words = [_("settled") if each else _("to be settled") for each in (old.settled, new.settled)]
        day = short_day(new.settled or old.settled)
        yield [(day, ""), ("-", ""), *_named(new), (words[0], "dim"), (words[1], ""), *_NOTHING]


_NOTHING: list[Piece] = [("", ""), ("", ""), ("", "")]


def _named(task: Task) -> list[Piece]:
    """A task's number and first words."""
    words = " ".join(task.requirement.split())
    return [(str(task.id), ""), (cut(words, FIRST_WORDS), "dim")]
