"""`import`: a document read, understood and drafted as a list, or taken over as a new edition of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from govlist.actions import outfiles
from govlist.base.errors import GovlistError, Location
from govlist.base.i18n import _
from govlist.base.text import id_ranges
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
class Wish:
    """What is asked of a document: where to write it, and what a person knows better."""

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
        """What is read, and never overwritten."""
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
    """What came of a document: the list, its text as a file, and each doubt with its line there."""

    wish: Wish
    understood: ImportedList
    text: str
    doubts: tuple[PlacedDoubt, ...]
    warnings: int

    @property
    def refused(self) -> bool:
        """Whether doubts are errors, and there are some."""
        return self.wish.strict and bool(self.doubts)

    def record(self) -> dict[str, Any]:
        """`import --json`."""
        checklist = self.understood.checklist
        written = self.wish.out is not None and not self.refused and not self.wish.dry_run
        return {
            "file": str(self.wish.out) if written else None,
            "title": checklist.title,
            "year": checklist.year,
            "region": checklist.region,
            **counts(self.understood),
            "warnings": self.warnings,
            "doubts": _records(self.doubts),
            "text": None if self.wish.out is not None else self.text,
        }


@dataclass(frozen=True)
class Revised:
    """What came of a new edition: the list's file, what changes in it, and the doubts about that."""

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


def read(wish: Wish) -> Imported:
    """Read a document. Raises GovlistError where it cannot be read or holds no task."""
    if wish.year is not None and wish.year not in YEARS:
        raise GovlistError(
            _("{year} is not a valid year").format(year=wish.year), hint=_("write four digits")
        )
    roster = load.checklist(wish.roster) if wish.roster else None
    return drafted(wish, build_list(reading.read(wish.path, wish.style), _wishes(wish, roster)))


def _wishes(wish: Wish, roster: Checklist | None) -> Options:
    columns = [column.strip() for column in wish.columns.replace("，", ",").split(",") if column.strip()]
    return Options(wish.path.name, wish.title, wish.year, wish.region, columns, roster)


def create(wish: Wish) -> Imported:
    """Read a document, and write what was made of it where a file is named, unless doubts refuse it."""
    if wish.out is not None and wish.out.suffix.lower() not in ("", *ENDINGS):
        message = _("{path} ends in {suffix}, but a list is a YAML file").format(
            path=wish.out, suffix=wish.out.suffix
        )
        raise GovlistError(message, hint=one_of(ENDINGS))
    made = read(wish)
    if wish.out is not None and not made.refused:
        put = outfiles.check if wish.dry_run else outfiles.write
        put({wish.out: made.text.encode("utf-8")}, wish.inputs, wish.force)
    return made


def into(wish: Wish, path: Path, drop: bool) -> Revised:
    """Take a document over into a list as a new edition of it.

    Raises GovlistError where tasks with reports would go, unless `drop` is set.
    """
    if wish.out is not None or wish.roster is not None:
        message = _("--into cannot be used with -o or --roster")
        raise GovlistError(message, hint=_("use one of them"))
    document = reading.read(wish.path, wish.style)
    found: list[Change] = []
    understood: list[ImportedList] = []

    def make(loaded: Loaded, old: Checklist) -> tuple[Source, list[dict[str, Any]]]:
        wishes = _wishes(wish, old)
        read = build_list(document, replace(wishes, title=old.title, year=wishes.year or old.year))
        _refuse_year(document, wish, old)
        understood[:] = [read]
        found[:] = edition.changes(old, read.checklist)
        if not drop:
            _refuse_loss(found)
        if wish.strict and _concerning(read, found):
            return loaded.source, []
        return rewrite(loaded.source, old, read.checklist, found, _comments(read)), edition.records(found)

    done = transaction.apply(path, make, wish.dry_run)
    after = done.after if done.after is not done.before else None
    doubts = _placed(understood[0], _concerning(understood[0], found), after)
    return Revised(done, found, doubts, wish.strict and bool(doubts))


def _concerning(understood: ImportedList, found: Sequence[Change]) -> list[ListDoubt]:
    """The doubts about what changes, and about the document as a whole; those about the roster's news."""
    same = {change.task.id for change in found if change.what == "task-kept" and change.task}
    return [each for each in understood.uncertain if each.task is None or each.task not in same]


def _refuse_year(document: Document, wish: Wish, old: Checklist) -> None:
    """A document of another year is no edition of this list."""
    year = wish.year or finding.named_year(document, wish.path.name)
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


def drafted(wish: Wish, understood: ImportedList) -> Imported:
    """The list as a file's text, proved to have no errors, each doubt with its line there."""
    text = drafting.text(understood.checklist, _comments(understood))
    loaded = load.check(str(wish.out or wish.path.with_suffix(".yaml").name), text.encode("utf-8"))
    load.refuse_errors(loaded)
    doubts = _placed(understood, understood.uncertain, loaded.source, drafting.TOP + 1)
    return Imported(wish, understood, text, tuple(doubts), len(loaded.problems))


def _placed(
    understood: ImportedList, found: Sequence[ListDoubt], source: Source | None, first: int | None = None
) -> list[PlacedDoubt]:
    """Doubts with their lines in the list's file, if that is written.

    Those about the document as a whole stand one below another from the line `first`, or nowhere.
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
        text = _in_one_line(uncertain.doubt)
        if uncertain.task is not None:
            tasks.setdefault(uncertain.task, []).append(text)
        elif uncertain.owner is None:
            top.append(_("doubt: {text}").format(text=text))
    return Comments(top, understood.roster.notes, tasks, understood.roster.incomplete)


def _in_one_line(doubt: Doubt) -> str:
    """A doubt with its place in the document."""
    place = str(doubt.place)
    return _("{doubt} ({place})").format(doubt=doubt.message, place=place) if place else doubt.message


def counts(understood: ImportedList) -> dict[str, int]:
    """How much of what was found."""
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
        "due": sum(task.due is not None for task in tasks),
        "due_text": sum(task.due_text is not None for task in tasks),
        "standing": sum(task.standing for task in tasks),
    }


def _records(doubts: Iterable[PlacedDoubt]) -> list[dict[str, Any]]:
    keys = ("page", "sheet", "table", "row", "paragraph", "line")
    return [
        {
            "place": {key: value for key in keys if (value := getattr(each.doubt.place, key)) is not None},
            "task": each.task,
            "name": each.owner,
            "line": each.line,
            "message": each.doubt.message,
        }
        for each in doubts
    ]
