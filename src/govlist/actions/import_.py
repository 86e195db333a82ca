"""`import`: a document read, understood, drafted as a list, and told, each doubt with both its places."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from govlist.actions import outfiles
from govlist.base.errors import ExitCode, GovlistError, Location
from govlist.base.i18n import _
from govlist.base.text import id_ranges
from govlist.cli import console
from govlist.cli.screens import edition as edition_screen
from govlist.cli.screens import import_ as screen
from govlist.cli.screens.import_ import Told
from govlist.cli.tables import Line
from govlist.documents import reading
from govlist.documents.document import Document
from govlist.importing.interpret import drafting, finding
from govlist.importing.interpret.drafting import Comments
from govlist.importing.interpret.making import Uncertain, Understood, understand
from govlist.importing.interpret.wishes import Wishes
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


@dataclass(frozen=True)
class Imported:
    """What came of a document: the list, its text as a file, and each doubt with its line there."""

    wish: Wish
    understood: Understood
    text: str
    told: tuple[Told, ...]
    warnings: int

    @property
    def refused(self) -> bool:
        """Whether doubts stand against it."""
        return self.wish.strict and bool(self.told)


def read(wish: Wish) -> Imported:
    """Read a document. Raises GovlistError where it cannot be read or holds no task."""
    if wish.year is not None and wish.year not in YEARS:
        raise GovlistError(_("{year} is no year").format(year=wish.year), hint=_("write four digits"))
    roster = load.checklist(wish.roster) if wish.roster else None
    return drafted(wish, understand(reading.read(wish.path, wish.style), _wishes(wish, roster)))


def _wishes(wish: Wish, roster: Checklist | None) -> Wishes:
    columns = [column.strip() for column in wish.columns.replace("，", ",").split(",") if column.strip()]
    return Wishes(wish.path.name, wish.title, wish.year, wish.region, columns, roster)


def run(wish: Wish, as_json: bool) -> ExitCode:
    """Read a document, write what was made of it, and say so."""
    if wish.out is not None and wish.out.suffix.lower() not in ("", *ENDINGS):
        message = _("{path} ends in {suffix}, but a list is YAML").format(
            path=wish.out, suffix=wish.out.suffix
        )
        raise GovlistError(message, hint=one_of(ENDINGS))
    made = read(wish)
    if wish.out is not None and not made.refused:
        put = outfiles.check if wish.dry_run else outfiles.write
        put({wish.out: made.text.encode("utf-8")}, wish.inputs, wish.force)
    _tell(made, as_json)
    return ExitCode.DATA if made.refused else ExitCode.FINE


def into(wish: Wish, path: Path, drop: bool, as_json: bool) -> ExitCode:
    """Take a document over into a list as a new edition of it, and say what that changes.

    Raises GovlistError where tasks with reports would go, unless `drop` is set.
    """
    if wish.out is not None or wish.roster is not None:
        message = _("--into goes with neither -o nor --roster: the list itself is both")
        raise GovlistError(message, hint=_("use one of them"))
    document = reading.read(wish.path, wish.style)
    found: list[Change] = []
    understood: list[Understood] = []

    def make(loaded: Loaded, old: Checklist) -> tuple[Source, list[dict[str, Any]]]:
        wishes = _wishes(wish, old)
        read = understand(document, replace(wishes, title=old.title, year=wishes.year or old.year))
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
    doubts = _told(understood[0], _concerning(understood[0], found), after)
    refused = wish.strict and bool(doubts)
    if as_json:
        told = [_doubt(each) for each in doubts]
        console.data({"changed": done.changed, "file": str(done.path), "doubts": told})
    else:
        console.lines(edition_screen.lines(found, console.columns()))
        if doubts:
            console.lines(screen.doubt_lines(doubts, console.columns(sys.stderr)), sys.stderr)
    console.note(_outcome(done, refused))
    return ExitCode.DATA if refused else ExitCode.FINE


def _outcome(done: transaction.Edited, refused: bool) -> str:
    """What came of a new edition, in one sentence."""
    if refused:
        return _("Doubts count as errors here (--strict); nothing was written.")
    if done.before is done.after:
        return _("Nothing to change: it stands so already.")
    if done.dry_run:
        return _("Dry run: nothing was written.")
    return _("written: {path}").format(path=done.path)


def _concerning(understood: Understood, found: Sequence[Change]) -> list[Uncertain]:
    """The doubts about what changes, and about the document as a whole; those about the roster's news."""
    same = {change.task.id for change in found if change.what == "task-kept" and change.task}
    return [each for each in understood.uncertain if each.task is None or each.task not in same]


def _refuse_year(document: Document, wish: Wish, old: Checklist) -> None:
    """A document of another year is no edition of this list."""
    year = wish.year or finding.named_year(document, wish.path.name)
    if year is not None and year != old.year:
        message = _("the document is of {year}, the list of {own}").format(year=year, own=old.year)
        hint = _("start the new year's list: govlist init --roster OLD --from FILE")
        raise GovlistError(message, hint=hint)


def _refuse_loss(found: Sequence[Change]) -> None:
    lost = [change for change in found if change.what == "task-removed" and change.reports]
    if lost:
        numbers = id_ranges(sorted(change.old.task.id for change in lost if change.old))
        message = _("the document no longer has tasks {ids}, which hold reports").format(ids=numbers)
        raise GovlistError(message, hint=_("look at it with --dry-run --drop; --drop takes them out"))


def drafted(wish: Wish, understood: Understood) -> Imported:
    """The list as a file's text, proved to have no errors, each doubt with its line there."""
    text = drafting.text(understood.checklist, _comments(understood))
    loaded = load.check(str(wish.out or wish.path.with_suffix(".yaml").name), text.encode("utf-8"))
    load.refuse_errors(loaded)
    told = _told(understood, understood.uncertain, loaded.source, drafting.TOP + 1)
    return Imported(wish, understood, text, tuple(told), len(loaded.problems))


def _told(
    understood: Understood, found: Sequence[Uncertain], source: Source | None, first: int | None = None
) -> list[Told]:
    """Doubts with their lines in the list's file, if that is written.

    Those about the document as a whole stand one below another from the line `first`, or nowhere.
    """
    checklist = understood.checklist
    tasks = {placed.task.id: placed.location for placed in checklist.placed()}
    owners: dict[str, Location] = {unit.name: ("units", n) for n, unit in enumerate(checklist.units)}
    owners |= {group.name: ("groups", n) for n, group in enumerate(checklist.groups)}
    top = count(first) if first else None

    def line(uncertain: Uncertain) -> int | None:
        if uncertain.task is None and uncertain.owner is None:
            return next(top) if top else None
        place = tasks.get(uncertain.task or 0) or owners.get(uncertain.owner or "")
        return source.locate(place)[0] if source and place else None

    return [Told(line(each), each.task, each.owner, each.doubt) for each in found]


def _comments(understood: Understood) -> Comments:
    tasks: dict[int, list[str]] = {}
    top = [_("made from {name} by govlist import; compare every doubt with the document").format(
        name=understood.checklist.source
    )]  # fmt: skip
    for uncertain in understood.uncertain:
        text = screen.placed(uncertain.doubt)
        if uncertain.task is not None:
            tasks.setdefault(uncertain.task, []).append(text)
        elif uncertain.owner is None:
            top.append(_("doubt: {text}").format(text=text))
    return Comments(top, understood.roster.notes, tasks, understood.roster.wanted)


def _tell(made: Imported, as_json: bool) -> None:
    if as_json:
        console.data(record(made))
        return
    wish = made.wish
    written = wish.out is not None
    if not written and not made.refused:
        console.raw(made.text)
    stream = sys.stdout if written else sys.stderr
    console.lines(lines(made, console.columns(stream)), stream)
    if made.refused:
        console.note(_("Doubts count as errors here (--strict); nothing was written."))
    elif written and wish.dry_run:
        console.note(_("Dry run: nothing was written."))
    elif written:
        console.note(_("written: {path}").format(path=wish.out))
        console.note(_("next: {command}").format(command=f"govlist -f {wish.out} validate"))


def lines(made: Imported, room: int | None) -> list[Line]:
    """What was found and every doubt, for people."""
    return screen.lines(made.understood, made.told, room)


def record(made: Imported) -> dict[str, Any]:
    """`import --json`."""
    checklist = made.understood.checklist
    written = made.wish.out is not None and not made.refused and not made.wish.dry_run
    return {
        "file": str(made.wish.out) if written else None,
        "title": checklist.title,
        "year": checklist.year,
        "region": checklist.region,
        **screen.counts(made.understood),
        "warnings": made.warnings,
        "doubts": [_doubt(told) for told in made.told],
        "text": None if made.wish.out is not None else made.text,
    }


def _doubt(told: Told) -> dict[str, Any]:
    place = told.doubt.place
    keys: Sequence[str] = ("page", "sheet", "table", "row", "paragraph", "line")
    return {
        "place": {key: getattr(place, key) for key in keys if getattr(place, key) is not None},
        "task": told.task,
        "name": told.owner,
        "line": told.line,
        "message": told.doubt.message,
    }
