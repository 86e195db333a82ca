"""Check an edit of a list without errors: the tasks that it changed, and what concerns the whole list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from types import ModuleType

from govlist.base.errors import Finding, Location, Problem
from govlist.base.limits import MAX_REPORTED
from govlist.model import fields
from govlist.model.checklist import Checklist, Section, Task
from govlist.validation import ignores, load
from govlist.validation.load import Loaded
from govlist.yamlfile import parts
from govlist.yamlfile.parts import Known, Part
from govlist.yamlfile.source import Source


def edited(before: Loaded, source: Source) -> tuple[Loaded, tuple[Problem, ...]]:
    """The list after an edit, with its errors, and the new warnings.

    `before` has no errors. If the edit changed tasks only, those alone are checked.
    """
    if source is before.source:
        return before, ()
    if isinstance(source, Known) and source.base is before.source and before.checklist:
        found = _changed_tasks(before.source, before.checklist, source)
        if found is not None:
            return found
    held = load.checked(before.source) if isinstance(before.source, Known) else before
    after = load.checked(source)
    return after, _new_warnings(held.problems, after.problems)


def _changed_tasks(
    before: Source, old: Checklist, source: Known
) -> tuple[Loaded, tuple[Problem, ...]] | None:
    """The same, found from the changed tasks alone; None if more has to be looked at."""
    form = fields.keys(Task)
    try:
        made = {at: form.make(parts.value_at(source.plain, at)) for at in source.touched}
    except fields.InvalidData:
        return None
    new = old.with_tasks(made)
    if load.too_many_pairs(new) or list(_whole(old)) != list(_whole(new)):
        return None
    places = sorted(source.touched)
    sides = ((before, old), (source, new))
    read = [[parts.part(side, at) for at in places] for side, _checklist in sides]
    held, have = (
        _problems(side, _only(checklist, places), [part for part in found if part])
        for (side, checklist), found in zip(sides, read, strict=True)
    )
    return Loaded(source, new, tuple(have)), _new_warnings(held, have)


def _whole(checklist: Checklist) -> Iterator[Finding]:
    """The findings of the rules that look at the whole list."""
    for _rule, module in load.rules():
        if not _per_task(module):
            yield from islice(module.check(checklist), MAX_REPORTED)


def _per_task(rule: ModuleType) -> bool:
    """Whether what a rule finds in a task depends on that task and the roster alone."""
    return getattr(rule, "PER_TASK", False)


def _only(checklist: Checklist, places: Sequence[Location]) -> Checklist:
    """A list of the tasks at some places, each in a section of its own."""
    tasks = {placed.location: placed.task for placed in checklist.placed()}
    return replace(checklist, sections=tuple(Section(title="-", tasks=(tasks[at],)) for at in places))


def _problems(source: Source, checklist: Checklist, read: Sequence[Part]) -> list[Problem]:
    """The problems of the tasks of a list that `_only` made, each with its part of the file."""
    found = [list(part.source.problems) for part in read]
    for rule, module in load.rules():
        for finding in islice(module.check(checklist), MAX_REPORTED) if _per_task(module) else ():
            if finding.location[0] != "sections":
                continue  # of the roster, which the edit did not change
            _sections, number, _tasks, _first, *below = finding.location
            place = read[int(number)].source.locate((0, *below), finding.at_key)
            found[int(number)].append(
                Problem(source.path, *place, rule, module.LEVEL, finding.message, finding.hint)
            )
    problems: list[Problem] = []
    for part, its in zip(read, found, strict=True):
        first = source.place(part.start)[0] - 1
        left, _ignored = ignores.applied(part.source, its)
        problems += (problem._replace(line=problem.line + first) for problem in left)
    return sorted(problems)


def _new_warnings(before: Sequence[Problem], after: Sequence[Problem]) -> tuple[Problem, ...]:
    """The new warnings; more of a rule than before, as a renamed unit changes messages of old ones."""
    known = {(problem.rule, problem.message) for problem in before}
    held, have = (Counter(problem.rule for problem in each) for each in (before, after))
    return tuple(
        problem
        for problem in after
        if have[problem.rule] > held[problem.rule] and (problem.rule, problem.message) not in known
    )
