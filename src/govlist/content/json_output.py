"""JSON output: stable keys, English tokens. docs/json.md describes every shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from govlist.content.activity import attendance, newly_overdue, news
from govlist.content.summaries import district_sentence, task_figures, unit_sentence
from govlist.model import deadlines
from govlist.model.checklist import Basis, Chase, Group, Placed, Report, Unit
from govlist.model.fields import Many, keys
from govlist.model.figures import count, due_soon, missing, overdue
from govlist.model.pairs import Pair, TaskState
from govlist.model.roster import Roster
from govlist.model.selection import in_order
from govlist.model.view import Change, View, changes
from govlist.model.words import choose
from govlist.yamlfile.writing import plain_event

if TYPE_CHECKING:
    from govlist.model.trend import Line

Record = dict[str, Any]


def task_record(placed: Placed, roster: Roster) -> Record:
    """A task as `list` gives it; a name in `responsible` is the unit's or group's own."""
    task = placed.task
    return {
        "id": task.id,
        "section": placed.section.title,
        "topic": placed.topic.title if placed.topic else None,
        "requirement": task.requirement,
        "responsible": [{"unit": roster.owner(e.unit), "role": str(e.role)} for e in task.responsible],
        "responsible_text": task.words,
        "due": deadlines.plain(task.due),
        "due_text": task.due_text,
        "standing": task.standing,
        "city_task": task.city_task,
    }


def places(pairs: Iterable[Pair]) -> list[Record]:
    """Task and unit of pairs that a command has left out."""
    return [{"id": pair.task.id, "unit": pair.unit} for pair in pairs]


def pair_record(pair: Pair) -> Record:
    """The state of a pair."""
    return {
        "unit": pair.unit,
        "basis": str(pair.basis),
        "status": str(pair.status),
        "review": str(pair.review) if pair.review else None,
        "date": pair.date.isoformat() if pair.date else None,
        "due_by": pair.due.isoformat() if pair.due else None,
        "overdue": overdue(pair),
        "due_soon": due_soon(pair),
        "missing": missing(pair),
    }


def list_records(view: View) -> list[Record]:
    """`list --json`: a row for each task; with units or --unreviewed, a row for each pair.

    With --pairs the flat rows of pairs.
    """
    if view.filter.pairs:
        from govlist.content import flat  # not needed for the others

        return flat.records(view)
    if not view.by_pairs:
        return [task_record(state.placed, view.roster) for state in view.tasks]
    placed = {state.task.id: state.placed for state in view.tasks}
    return [task_record(placed[pair.task.id], view.roster) | pair_record(pair) for pair in view.pairs]


def status(view: View, by: str | None = None) -> Record:
    """`status --json`: the shape of one unit, or of several; with groups always the latter."""
    if by is None:
        return unit_record(view, view.one) if view.one else status_record(view)
    from govlist.content import groups  # not needed without groups

    rows = groups.rows(view, choose(by, groups.BY, "--group-by"), view.filter.sort)
    return status_record(view) | {"groups": [{"of": row.title, **row.counts.as_dict()} for row in rows]}


def unit_record(view: View, unit: str) -> Record:
    """`status UNIT --json`."""
    topics = {state.task.id: state.placed.topic for state in view.tasks}
    pairs = view.of_unit(unit)
    return {
        "unit": unit,
        "as_of": view.day.isoformat(),
        "sentence": unit_sentence(view, unit),
        "counts": count(pairs).as_dict(),
        "tasks": [_unit_task(pair, topics[pair.task.id]) for pair in pairs],
    }


def _unit_task(pair: Pair, topic: Any) -> Record:
    state = pair_record(pair)
    del state["unit"]
    return {
        "id": pair.task.id,
        "topic": topic.title if topic else None,
        **state,
        "note": pair.note,
        "evidence": list(pair.evidence),
    }


def status_record(view: View) -> Record:
    """`status --json`, for all units or those selected."""
    kinds = {unit.name: unit.kind for unit in view.checklist.units}
    units = in_order(view.units, view.filter.sort, lambda unit: (unit, view.of_unit(unit)))
    return {
        "as_of": view.day.isoformat(),
        "sentence": district_sentence(view),
        "units": [
            {"unit": unit, "kind": kinds[unit], **count(view.of_unit(unit)).as_dict()} for unit in units
        ],
        "total": count(view.pairs).as_dict(),
        "tasks": _task_counts(view),
        "groups": [],
    }


def _task_counts(view: View) -> Record:
    """The tasks by their own status; `not_reported` is a part of `not_started`, as in the other counts."""
    made = {key: len(ids) for key, ids in task_figures(view).items()}
    return {"total": len(view.tasks), **made, "not_started": made["not_started"] + made["not_reported"]}


def show_record(view: View, state: TaskState) -> Record:
    """`show ID --json`: the task, its own status, and every pair with all its reports."""
    return {
        **task_record(state.placed, view.roster),
        "as_of": view.day.isoformat(),
        "status": None if state.no_owner else str(state.status),
        "overall": [report_record(report) for report in state.task.overall if report.date <= view.day],
        "units": [
            pair_record(pair) | {"role": str(pair.role), "reports": [report_record(r) for r in pair.reports]}
            for pair in state.pairs
        ],
    }


def unsettled(view: View) -> list[Record]:
    """`assign --json` without tasks: a row for each task that still has candidates."""
    made = []
    for state in view.tasks:
        candidates = [pair.unit for pair in state.pairs if pair.basis is Basis.CANDIDATE]
        if candidates:
            made.append(
                {
                    "id": state.task.id,
                    "requirement": state.task.requirement,
                    "responsible_text": state.task.words,
                    "no_owner": state.no_owner,
                    "candidates": candidates,
                    "concerned": [pair.unit for pair in state.pairs if pair.claim.concerned],
                    "reported": [pair.unit for pair in state.pairs if pair.basis is Basis.REPORTED],
                    "denied": view.roster.denied(state.task, view.day),
                }
            )
    return made


def trend(lines: Iterable[Line]) -> list[Record]:
    """`status --trend --json`: the counts of each point of each line."""
    return [
        {
            "of": line.title or None,
            "points": [{"date": p.day.isoformat(), **p.counts.as_dict()} for p in line.points],
        }
        for line in lines
    ]


def roster_record(view: View, owners: Sequence[Unit | Group]) -> Record:
    """`units --json`: units with their counts, groups with their members."""
    units = [owner for owner in owners if isinstance(owner, Unit)]
    groups = [owner for owner in owners if isinstance(owner, Group)]
    return {
        "units": [
            {
                "unit": unit.name,
                "kind": unit.kind,
                "aliases": list(unit.aliases),
                "groups": [group.name for group in view.roster.groups_of(unit.name)],
                "until": unit.until.isoformat() if unit.until else None,
                "successor": unit.successor,
                **count(view.of_unit(unit.name)).as_dict(),
            }
            for unit in units
        ],
        "groups": [
            {
                "group": group.name,
                "scope": str(group.scope),
                "aliases": list(group.aliases),
                "members": view.roster.members(group),
            }
            for group in groups
        ],
    }


def report_record(report: Report) -> Record:
    """One report; every key is always present."""
    return _every_key(Report) | plain_event(report)


def chase_record(chase: Chase) -> Record:
    """One chase; every key is always present."""
    return _every_key(Chase) | plain_event(chase)


def _every_key(kind: type) -> Record:
    """The keys of a part of the file, without values."""
    return {key: [] if isinstance(form, Many) else None for key, form in keys(kind).forms.items()}


def change_record(change: Change) -> Record:
    """`diff --json`: a report with its task, unit and the status before."""
    return {
        "id": change.placed.task.id,
        "unit": change.unit,
        "before": str(change.before.status) if change.before else None,
        **report_record(change.report),
    }


def span_record(view: View) -> Record | None:
    """What happened in the period of the ledger; null without one."""
    if view.since is None:
        return None
    reported, silent = attendance(view)
    found = news(view)._asdict()
    keys = {"reported": "newly_reported", "done": "newly_done", "support": "newly_in_support"}
    return {
        "since": view.since.isoformat(),
        "until": view.day.isoformat(),
        **{
            keys.get(key, key): [{"id": number, "unit": unit} for number, unit in pairs]
            for key, pairs in found.items()
        },
        "reported": reported,
        "not_reported": silent,
        "newly_overdue": [{"id": pair.task.id, "unit": pair.unit} for pair in newly_overdue(view)],
        "changes": [change_record(change) for change in changes(view, view.since, view.day)],
    }
