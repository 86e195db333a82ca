"""`match`: propose the city's task that each task of many lists carries out, and write what is agreed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from govlist.base import parallel, progress
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.content.json_output import Record
from govlist.many import identity, matching, sources
from govlist.many.extract import Source as ListSource
from govlist.many.identity import Identity
from govlist.many.matching import Candidate, City, Match, Matched, Words
from govlist.model.checklist import Checklist
from govlist.model.words import day
from govlist.validation import load, transaction
from govlist.validation.load import Loaded
from govlist.yamlfile import edit
from govlist.yamlfile.source import Source

_AFTER = (
    "id", "requirement", "responsible", "responsible_text", "concerned", "settled", "due", "due_text",
    "standing",
)  # fmt: skip
"""The keys of a task after which `city_task` is written."""


class LeftOut(NamedTuple):
    """A list that is not compared, and why."""

    path: str
    reason: str


@dataclass(frozen=True)
class Found:
    """What was found: the city's tasks, each list by its path, lists that are left out, and broken ones."""

    city: Path
    requirements: dict[str, str]
    """The words of the city's tasks by number."""
    lists: dict[str, Matched]
    left_out: tuple[LeftOut, ...]
    failures: tuple[GovlistError, ...]

    @property
    def proposals(self) -> int:
        """The number of proposals."""
        return sum(len(each.proposals) for each in self.lists.values())


class _Read(NamedTuple):
    """What is needed of a list; it comes from another process."""

    path: str
    tasks: tuple[Words, ...]
    identity: Identity
    closed: str


def find(paths: Sequence[Path], city_path: Path, pattern: str | None = None) -> Found:
    """Compare the lists of the same year, topic and city with the city's list.

    `pattern` says what a path tells of a list; see `many.identity`. Raises GovlistError if the city's list
    has errors, or there are no lists. A broken list stops only itself.
    """
    checklist = load.checklist(city_path)
    city = City(matching.words(checklist))
    known = os.path.realpath(city_path)
    found = [each for each in sources.find(paths, pattern) if os.path.realpath(each.path) != known]
    most = parallel.jobs_for(each.path for each in found)
    lists: dict[str, Matched] = {}
    left_out: list[LeftOut] = []
    failures: list[GovlistError] = []
    for each in progress.over(parallel.results(_read, found, most), len(found), _("comparing")):
        try:
            if isinstance(each, GovlistError):
                raise each
            if reason := _other(each, checklist):
                left_out.append(LeftOut(each.path, reason))
            else:
                lists[each.path] = city.match(each.tasks)
        except GovlistError as error:
            failures.append(error)
    return Found(city_path, city.requirements, lists, tuple(left_out), tuple(failures))


def write(found: Found, dry_run: bool) -> tuple[list[transaction.Edited], list[GovlistError]]:
    """Write the proposals, one list after the other; a list that cannot be written stops only itself."""
    done: list[transaction.Edited] = []
    failures: list[GovlistError] = []
    chosen = [(path, each.proposals) for path, each in found.lists.items() if each.proposals]
    for path, proposals in progress.over(chosen, len(chosen), _("writing")):
        try:
            done.append(_write(Path(path), proposals, dry_run))
        except GovlistError as error:
            failures.append(_named(path, error))
    return done, failures


def _write(path: Path, proposals: Sequence[Match], dry_run: bool) -> transaction.Edited:
    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        placed = {each.task.id: each for each in checklist.placed()}
        values = {}
        for task, (best, *_more), _doubt in proposals:
            now = placed.get(task.id)
            if now is None or (now.task.requirement, now.task.city_task) != (task.requirement, None):
                message = _("task {id} was changed meanwhile").format(id=task.id)
                raise GovlistError(message, ExitCode.FAILED, hint=_("run the command again"))
            values[now.location] = best.city_task
        changed = [{"id": task.id, "city_task": best.city_task} for task, (best, *_more), _doubt in proposals]
        return edit.set_texts(loaded.source, values, "city_task", _AFTER), changed

    return transaction.apply(path, make, dry_run)


def _read(source: ListSource) -> _Read | GovlistError:
    path = source.path
    if source.fault:
        return GovlistError(source.fault, ExitCode.DATA, hint=_("see --path"))
    try:
        found = load.checklist(Path(path))
    except GovlistError as error:
        return _named(path, error)
    whose = identity.of(source.list_id, identity.own(found), source.identity)
    return _Read(path, matching.words(found), whose, day(found.closed) if found.closed else "")


def _named(path: str, error: GovlistError) -> GovlistError:
    """The error of one list of many: its first problem, with its place."""
    words = _("{path}: {what}")
    if not error.problems:
        return GovlistError(words.format(path=path, what=error.message), ExitCode.DATA, hint=error.hint)
    first = error.problems[0]
    place = f"{path}:{first.line}:{first.column}"
    hint = first.hint or _("see all errors: {command}").format(command=f"govlist validate {path}")
    return GovlistError(words.format(path=place, what=first.message), ExitCode.DATA, hint=hint)


def _other(read: _Read, city: Checklist) -> str:
    """Why a list does not carry out the city's list; empty if it may."""
    whose = read.identity
    if whose.year != city.year:
        return _("of the year {year}").format(year=whose.year)
    if whose.topic and city.topic and whose.topic != city.topic:
        return _("of the topic {topic}").format(topic=whose.topic)
    if whose.city and city.region and whose.city != city.region:
        return _("of the city {city}").format(city=whose.city)
    return _("archived on {day}").format(day=read.closed) if read.closed else ""


def record(
    found: Found, done: Sequence[transaction.Edited], failures: Sequence[GovlistError], dry_run: bool
) -> Record:
    """`match --json`."""
    every = found.lists.items()
    return {
        "city": str(found.city),
        "lists": len(found.lists),
        "proposals": [
            {
                "path": path,
                "id": each.task.id,
                "requirement": each.task.requirement,
                **_candidate(found, each.candidates[0]),
            }
            for path, matched in every
            for each in matched.proposals
        ],
        "doubts": [
            {
                "path": path,
                "id": each.task.id,
                "requirement": each.task.requirement,
                "reason": each.doubt,
                "candidates": [_candidate(found, candidate) for candidate in each.candidates],
            }
            for path, matched in every
            for each in matched.doubts
        ],
        "dangling": [
            {"path": path, "id": task.id, "city_task": task.city_task}
            for path, matched in every
            for task in matched.dangling
        ],
        "kept": sum(matched.kept for _path, matched in every),
        "unlike": sum(matched.unlike for _path, matched in every),
        "left_out": [each._asdict() for each in found.left_out],
        "written": [] if dry_run else [str(each.path) for each in done],
        "errors": [error.message for error in (*found.failures, *failures)],
    }


def _candidate(found: Found, candidate: Candidate) -> Record:
    return {
        "city_task": candidate.city_task,
        "city_requirement": found.requirements[candidate.city_task],
        "likeness": round(candidate.likeness, 3),
    }
