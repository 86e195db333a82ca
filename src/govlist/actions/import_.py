"""`import`: make a list from a document, or update a list to a new edition of its document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from govlist.actions import outfiles
from govlist.base.errors import GovlistError, Location
from govlist.base.i18n import _
from govlist.base.text import id_ranges, readable
from govlist.documents import reading
from govlist.documents.document import Document, Doubt
from govlist.importing.interpret import drafting, finding
from govlist.importing.interpret.build import ImportedList, ListDoubt, build_list
from govlist.importing.interpret.drafting import Comments
from govlist.importing.interpret.finding import Options
from govlist.importing.revisions import edition
from govlist.importing.revisions.edition import Change
from govlist.importing.revisions.rewriting import rewrite
from govlist.model.checklist import Checklist
from govlist.model.words import one_of
from govlist.validation import load, transaction
from govlist.validation.load import Loaded
from govlist.yamlfile.source import Source

YEARS = range(1000, 10_000)
ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True)
class Request:
    """The options of `import`: the document, where to write the list, and what a person specifies."""

    path: Path
    out: Path | None = None
    roster: Path | None = None
    year: int | None = None
    title: str | None = None
    region: str | None = None
    style: str | None = None
    columns: str = ""
    strict: bool = False
    dry_run: bool = False
    force: bool = False

    @property
    def inputs(self) -> list[Path]:
        """The files that are read, and therefore never overwritten."""
        return [self.path] if self.roster is None else [self.path, self.roster]


@dataclass(frozen=True, slots=True)
class PlacedDoubt:
    """A doubt with its line in the list, and the task or unit that it is about."""

    line: int | None
    task: int | None
    owner: str | None
    doubt: Doubt


@dataclass(frozen=True)
class Imported:
    """A list made from a document: its data, its text, and each doubt with its line in the text."""

    request: Request
    understood: ImportedList
    text: str
    doubts: tuple[PlacedDoubt, ...]
    warnings: int

    @property
    def refused(self) -> bool:
        """Whether there are real doubts, and they count as errors."""
        return self.request.strict and any(each.doubt.kind.real for each in self.doubts)

    def record(self) -> dict[str, Any]:
        """`import --json`."""
        checklist = self.understood.checklist
        written = self.request.out is not None and not self.refused and not self.request.dry_run
        return {
            "file": str(self.request.out) if written else None,
            "title": checklist.title,
            "year": checklist.year,
            "region": checklist.region,
            **counts(self.understood),
            "warnings": self.warnings,
            "doubts": _records(self.doubts),
            "text": None if self.request.out is not None else self.text,
        }


@dataclass(frozen=True)
class Revised:
    """An update to a new edition: the edit of the list, its changes, and the doubts about them."""

    done: transaction.Edited
    changes: list[Change]
    doubts: list[PlacedDoubt]
    refused: bool

    def record(self) -> dict[str, Any]:
        """`import --into --json`."""
        return {
            "changed": self.done.changed,
            "file": str(self.done.path),
            "doubts": _records(self.doubts),
        }


def read(request: Request) -> Imported:
    """Read a document. Raises GovlistError if it cannot be read or has no task."""
    if request.year is not None and request.year not in YEARS:
        raise GovlistError(
            _("{year} is not a valid year").format(year=request.year), hint=_("write four digits")
        )
    roster = load.checklist(request.roster) if request.roster else None
    return drafted(request, build_list(reading.read(request.path, request.style), _options(request, roster)))


def _options(request: Request, roster: Checklist | None) -> Options:
    columns = [name.strip() for name in re.split("[,，、]", request.columns) if name.strip()]
    return Options(readable(request.path.name), request.title, request.year, request.region, columns, roster)


def create(request: Request) -> Imported:
    """Read a document, and write the list if `out` is set and doubts are no errors."""
    if request.out is not None and request.out.suffix.lower() not in ("", *ENDINGS):
        message = _("{path} ends in {suffix}, but a list is a YAML file").format(
            path=request.out, suffix=request.out.suffix
        )
        raise GovlistError(message, hint=one_of(ENDINGS))
    before = outfiles.look([] if request.out is None else [request.out])
    made = read(request)
    if request.out is not None and not made.refused:
        put = outfiles.check if request.dry_run else outfiles.write
        put({request.out: made.text.encode("utf-8")}, request.inputs, request.force, before)
    return made


def into(request: Request, path: Path, drop: bool) -> Revised:
    """Update the list at `path` to a document, its new edition.

    Raises GovlistError if tasks with reports would be removed, unless `drop` is set.
    """
    if request.out is not None or request.roster is not None:
        message = _("--into cannot be used with -o or --roster")
        raise GovlistError(message, hint=_("use one of them"))
    document = reading.read(request.path, request.style)
    found: list[Change] = []
    understood: list[ImportedList] = []

    def make(loaded: Loaded, old: Checklist) -> tuple[Source, list[dict[str, Any]]]:
        options = _options(request, old)
        read = build_list(document, replace(options, title=old.title, year=options.year or old.year))
        _refuse_year(document, request, old)
        understood[:] = [read]
        found[:] = edition.changes(old, read.checklist)
        if not drop:
            _refuse_loss(found)
        if request.strict and any(each.doubt.kind.real for each in _concerning(read, found)):
            return loaded.source, []
        return rewrite(loaded.source, old, read.checklist, found, _comments(read)), edition.records(found)

    done = transaction.apply(path, make, request.dry_run)
    after = done.after if done.after is not done.before else None
    doubts = _placed(understood[0], _concerning(understood[0], found), after)
    return Revised(done, found, doubts, request.strict and any(each.doubt.kind.real for each in doubts))


def _concerning(understood: ImportedList, found: Sequence[Change]) -> list[ListDoubt]:
    """The doubts about changed tasks, new units and groups, and the document as a whole."""
    same = {change.task.id for change in found if change.what == "task-kept" and change.task}
    return [each for each in understood.uncertain if each.task is None or each.task not in same]


def _refuse_year(document: Document, request: Request, old: Checklist) -> None:
    """Raise GovlistError for a document of another year: it is not an edition of this list."""
    year = request.year or finding.named_year(document, request.path.name)
    if year is not None and year != old.year:
        message = _("the document is for {year}, the list for {own}").format(year=year, own=old.year)
        hint = _("start the new year's list: govlist init --roster OLD --from FILE")
        raise GovlistError(message, hint=hint)


def _refuse_loss(found: Sequence[Change]) -> None:
    lost = [change for change in found if change.what == "task-removed" and change.reports]
    if lost:
        numbers = id_ranges(sorted(change.old.task.id for change in lost if change.old))
        message = _("the document no longer has tasks {ids}, which have reports").format(ids=numbers)
        raise GovlistError(message, hint=_("preview with --dry-run --drop; remove them with --drop"))


def drafted(request: Request, understood: ImportedList) -> Imported:
    """The list as text, with each doubt's line. Raises GovlistError if the text has errors."""
    text = drafting.text(understood.checklist, _comments(understood))
    loaded = load.check(str(request.out or request.path.with_suffix(".yaml").name), text.encode("utf-8"))
    load.refuse_errors(loaded)
    doubts = _placed(understood, understood.uncertain, loaded.source, drafting.TOP + 1)
    return Imported(request, understood, text, tuple(doubts), len(loaded.problems))


def _placed(
    understood: ImportedList, found: Sequence[ListDoubt], source: Source | None, first: int | None = None
) -> list[PlacedDoubt]:
    """Doubts with their lines in the list's file, or without lines if the list is not written.

    Doubts about the document as a whole have the lines from `first` on, or none without it.
    """
    checklist = understood.checklist
    tasks = {placed.task.id: placed.location for placed in checklist.placed()}
    owners: dict[str, Location] = {unit.name: ("units", n) for n, unit in enumerate(checklist.units)}
    owners |= {group.name: ("groups", n) for n, group in enumerate(checklist.groups)}
    top = count(first) if first else None

    def line(uncertain: ListDoubt) -> int | None:
        if uncertain.task is None and uncertain.owner is None:
            return next(top) if top else None
        place = tasks.get(uncertain.task or 0) or owners.get(uncertain.owner or "")
        return source.locate(place)[0] if source and place else None

    return [PlacedDoubt(line(each), each.task, each.owner, each.doubt) for each in found]


def _comments(understood: ImportedList) -> Comments:
    tasks: dict[int, list[str]] = {}
    top = [_("made from {name} by govlist import; compare every doubt with the document").format(
        name=understood.checklist.source
    )]  # fmt: skip
    for uncertain in understood.uncertain:
        if uncertain.task is not None:
            tasks.setdefault(uncertain.task, []).append(_comment(uncertain.doubt))
        elif uncertain.owner is None:
            top.append(_comment(uncertain.doubt))
    owners = {name: note.text for name, note in understood.roster.notes.items()}
    return Comments(top, owners, tasks, understood.roster.incomplete)


def _comment(doubt: Doubt) -> str:
    """A doubt as a comment: what it is about, what was read, and its place in the document."""
    place = str(doubt.place)
    text = _("{doubt} ({place})").format(doubt=doubt.message, place=place) if place else doubt.message
    if not doubt.kind.real:
        return _("note: {text}").format(text=text)
    return _("doubt, {kind}: {text}").format(kind=_(doubt.kind.words), text=text)


def counts(understood: ImportedList) -> dict[str, int]:
    """The number of sections, tasks, units and so on."""
    checklist = understood.checklist
    names = understood.roster.notes
    tasks = list(checklist.tasks())
    return {
        "sections": len(checklist.sections),
        "topics": sum(len(section.topics or ()) for section in checklist.sections),
        "tasks": len(tasks),
        "units": len(checklist.units),
        "new_units": sum(unit.name in names for unit in checklist.units),
        "groups": len(checklist.groups),
        "new_groups": sum(group.name in names for group in checklist.groups),
        "due": sum(bool(task.due) for task in tasks),
        "due_text": sum(task.due_text is not None for task in tasks),
        "standing": sum(task.standing for task in tasks),
    }


def _records(doubts: Iterable[PlacedDoubt]) -> list[dict[str, Any]]:
    keys = ("page", "sheet", "table", "row", "paragraph", "line")
    return [
        {
            "kind": each.doubt.kind.token,
            "place": {key: getattr(each.doubt.place, key) for key in keys},
            "task": each.task,
            "name": each.owner,
            "line": each.line,
            "message": each.doubt.message,
        }
        for each in doubts
    ]
