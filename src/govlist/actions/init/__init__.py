"""`init`: the first files of a list: the list itself, its schema for editors, and what git and CI want.

Files are worked out first, then written; where one of them stands already and says something else nothing is
written at all. A list that stands already is left alone where only what git and CI want is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from govlist.actions import import_, outfiles
from govlist.actions.init import _besides
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.cli import console
from govlist.cli.screens import init
from govlist.importing.interpret import drafting, naming
from govlist.importing.interpret.drafting import SCHEMA_LINE, Comments
from govlist.model.checklist import Checklist
from govlist.model.view import View
from govlist.model.words import joined, placeholders
from govlist.validation import load
from govlist.yamlfile import store

LIST = Path("data/checklist.yaml")
"""Where the list goes: the first name that govlist looks for."""
SCHEMA = LIST.with_name("checklist.schema.json")


@dataclass(frozen=True)
class Start:
    """What is asked for: where, from what, and which files besides."""

    folder: Path
    document: Path | None = None
    roster: Path | None = None
    empty: bool = False
    year: int | None = None
    title: str | None = None
    region: str | None = None
    git: bool = False
    github: bool = False
    gitlab: bool = False
    pre_commit: bool = False
    dry_run: bool = False

    @property
    def copies(self) -> bool:
        """Whether no list of its own is asked for: it would be a copy of the shipped one."""
        return not (self.empty or self.document or self.roster)


def start(wish: Start, today: date) -> None:
    """Write the files and say what comes next. Raises GovlistError where one stands already (exit 3)."""
    _refuse(wish)
    files = _files(wish, today)
    made = {wish.folder / name: text.encode("utf-8") for name, text in files.items()}
    if not wish.dry_run:
        for path in made:
            store.make_folder(path.parent)
        outfiles.write(made)
    told = _("would be written: {path}") if wish.dry_run else _("written: {path}")
    for path in made:
        console.note(told.format(path=path))
    if wish.git and wish.folder.is_dir():
        _besides.register(wish.folder, wish.dry_run)
    _rounds(wish)
    _next(wish)


def _files(wish: Start, today: date) -> dict[Path, str]:
    """What is to be written."""
    wanted = (
        (wish.git, ".gitattributes", _besides.ATTRIBUTES),
        (wish.pre_commit, ".pre-commit-config.yaml", _besides.PRE_COMMIT),
        (wish.github, ".github/workflows/govlist.yml", _besides.GITHUB),
        (wish.gitlab, ".gitlab-ci.yml", _besides.GITLAB),
    )
    asked = {name: text for is_asked, name, text in wanted if is_asked}
    if asked and wish.copies and (wish.folder / LIST).is_file():
        console.note(_("{path} stays as it is").format(path=wish.folder / LIST))
        return _besides.besides(wish.folder, asked)
    _refuse_existing(wish.folder / LIST)
    files = _list(wish, today) | {SCHEMA: _schema()}
    load.refuse_errors(load.check(str(wish.folder / LIST), files[LIST].encode("utf-8")))
    for name in files:
        _refuse_existing(wish.folder / name)
    return files | _besides.besides(wish.folder, asked)


def _refuse_existing(path: Path) -> None:
    """Raise GovlistError (exit 3) where a file stands already: nothing is ever overwritten."""
    if path.exists() or path.is_symlink():
        message = _("{path} is there already and is not overwritten").format(path=path)
        raise GovlistError(message, ExitCode.FAILED, hint=_("name another file, or move that one away"))


def _refuse(wish: Start) -> None:
    if wish.empty and (wish.document is not None or wish.roster is not None):
        raise GovlistError(_("--empty goes with neither --from nor --roster"), hint=_("use one of them"))
    if wish.year is not None and wish.year not in import_.YEARS:
        raise GovlistError(_("{year} is no year").format(year=wish.year), hint=_("write four digits"))
    own = wish.year, wish.title, wish.region
    if any(own) and wish.copies:
        message = _("--year, --title and --region are for a list of your own")
        raise GovlistError(message, hint=_("add --empty, --from FILE or --roster OLD"))


def _list(wish: Start, today: date) -> dict[Path, str]:
    """The list, and beside it what an older one leaves to look back on."""
    if wish.document is not None:
        return _imported(wish) | _look_back(wish, today)
    if wish.roster is not None:
        old = load.checklist(wish.roster)
        year = wish.year or old.year + 1
        title = wish.title or old.title.replace(str(old.year), str(year))
        units, groups, _gone = naming.carried(old, year)
        made = Checklist(
            title=title,
            year=year,
            region=wish.region or old.region,
            confirm=old.confirm,
            units=tuple(units),
            groups=tuple(groups),
            sections=(),
        )
        return {LIST: drafting.text(made, Comments(_how_to()))} | _look_back(wish, today)
    if wish.empty:
        year = wish.year or today.year
        title = wish.title or _("work list of {year}").format(year=year)
        made = Checklist(title=title, year=year, region=wish.region, units=(), groups=(), sections=())
        return {LIST: drafting.text(made, Comments(_how_to()))}
    return {LIST: f"{SCHEMA_LINE}\n{load.read(load.shipped()).decode('utf-8')}"}


def _imported(wish: Start) -> dict[Path, str]:
    assert wish.document is not None
    asked = import_.Wish(
        wish.document,
        wish.folder / LIST,
        wish.roster,
        wish.year,
        wish.title,
        wish.region,
        dry_run=wish.dry_run,
    )
    made = import_.read(asked)
    console.lines(import_.lines(made, console.columns()))
    return {LIST: made.text}


def _look_back(wish: Start, today: date) -> dict[Path, str]:
    """What last year's list has not finished 【回头看】, to read beside the new one."""
    if wish.roster is None:
        return {}
    old = load.checklist(wish.roster)
    text = init.text(View(replace(old, closed=None), today))
    return {LIST.with_name(_("unfinished-{year}.md").format(year=old.year)): text} if text else {}


def _rounds(wish: Start) -> None:
    """Say which rounds last year's list had: their days do not hold for another year."""
    if wish.roster is not None and (rounds := load.checklist(wish.roster).rounds):
        message = _("rounds of the older list: {days}; write this year's under rounds: in {path}")
        days = joined(day.isoformat() for day in rounds)
        console.note(message.format(days=days, path=wish.folder / LIST))


def _how_to() -> list[str]:
    """How a list is filled in by hand, as comments at its top."""
    return [
        _("units: who reports, such as {sample}").format(sample="{name: 区教体局, kind: department}"),
        _("groups: collectives, such as {sample}").format(
            sample="{name: 区政府各部门, members: department, scope: every}"
        ),
        _("sections: title, then topics or tasks; a task is {sample}").format(
            sample="{id: 1, requirement: 公开目录, responsible: [区教体局]}"
        ),
    ]


def _schema() -> str:
    from govlist.validation import json_schema

    return json_schema.text()


def _next(wish: Start) -> None:
    if wish.dry_run:
        console.note(_("Dry run: nothing was written."))
        return
    if wish.pre_commit:
        console.note(_("once in each clone: {command}").format(command="pre-commit install"))
    if wish.github or wish.gitlab:
        console.note(_("once on the server: set the variable GOVLIST_PACKAGE to where govlist comes from"))
    where = "" if wish.folder == Path() else f"cd {wish.folder} && "
    command = "govlist validate && govlist status"
    if wish.document is None and (wish.empty or wish.roster is not None):
        command = placeholders(f"govlist import FILE --into {LIST.as_posix()}")
    console.note(_("next: {command}").format(command=where + command))
