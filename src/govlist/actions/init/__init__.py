"""`init`: the first files of a list: the list itself, its schema for editors, and what git and CI want.

Files are worked out first, then written; where one of them exists already and says something else nothing is
written at all. A list that exists already is left alone where only what git and CI want is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from govlist.actions import import_, outfiles
from govlist.actions.import_ import Imported
from govlist.actions.init import _besides
from govlist.actions.init._besides import Registered as Registered
from govlist.actions.init._look_back import unfinished
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.importing.interpret import drafting, naming
from govlist.importing.interpret.drafting import SCHEMA_LINE, Comments
from govlist.model.checklist import Checklist
from govlist.model.view import View
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


@dataclass
class Started:
    """What was done: the files written (with `dry_run` to be written), and those that were right already."""

    files: list[Path] = field(default_factory=list)
    present: list[Path] = field(default_factory=list)
    stays: Path | None = None
    """The list, where it exists already and only what git and CI want was asked for."""
    imported: Imported | None = None
    settings: list[Registered] | None = field(default_factory=list)
    """git's settings; None where the folder is in no clone."""
    rounds: tuple[date, ...] = ()
    """The rounds of the older list, whose days do not hold for another year."""


def start(wish: Start, today: date) -> Started:
    """Write the files. Raises GovlistError where one exists already (exit 3)."""
    _refuse(wish)
    done = Started()
    files = _files(wish, today, done)
    made = {wish.folder / name: text.encode("utf-8") for name, text in files.items()}
    if not wish.dry_run:
        for path in made:
            store.make_folder(path.parent)
        outfiles.write(made)
    done.files = list(made)
    if wish.git and wish.folder.is_dir():
        done.settings = _besides.register(wish.folder, wish.dry_run)
    if wish.roster is not None:
        done.rounds = load.checklist(wish.roster).rounds
    return done


def _files(wish: Start, today: date, done: Started) -> dict[Path, str]:
    """What is to be written; what is there already goes into `done`."""
    wanted = (
        (wish.git, ".gitattributes", _besides.ATTRIBUTES),
        (wish.pre_commit, ".pre-commit-config.yaml", _besides.PRE_COMMIT),
        (wish.github, ".github/workflows/govlist.yml", _besides.GITHUB),
        (wish.gitlab, ".gitlab-ci.yml", _besides.GITLAB),
    )
    asked = {name: text for is_asked, name, text in wanted if is_asked}
    path = wish.folder / LIST
    files = {}
    if asked and wish.copies and path.is_file():
        done.stays = path
    else:
        from govlist.validation import json_schema  # which is slow to load

        _refuse_existing(path)
        files = _list(wish, today, done) | {SCHEMA: json_schema.text()}
        load.refuse_errors(load.check(str(path), files[LIST].encode("utf-8")))
        for name in files:
            _refuse_existing(wish.folder / name)
    besides, done.present = _besides.besides(wish.folder, asked)
    return files | besides


def _refuse_existing(path: Path) -> None:
    """Raise GovlistError (exit 3) where a file exists already: nothing is ever overwritten."""
    if path.exists() or path.is_symlink():
        message = _("{path} already exists and is not overwritten").format(path=path)
        raise GovlistError(message, ExitCode.FAILED, hint=_("use another name, or move that file"))


def _refuse(wish: Start) -> None:
    if wish.empty and (wish.document is not None or wish.roster is not None):
        raise GovlistError(_("--empty cannot be used with --from or --roster"), hint=_("use one of them"))
    if wish.year is not None and wish.year not in import_.YEARS:
        raise GovlistError(
            _("{year} is not a valid year").format(year=wish.year), hint=_("write four digits")
        )
    own = wish.year, wish.title, wish.region
    if any(own) and wish.copies:
        message = _("--year, --title and --region are for a list of your own")
        raise GovlistError(message, hint=_("add --empty, --from FILE or --roster OLD"))


def _list(wish: Start, today: date, done: Started) -> dict[Path, str]:
    """The list, and beside it what an older one leaves to look back on."""
    if wish.document is not None:
        own = (wish.year, wish.title, wish.region)
        asked = import_.Wish(wish.document, wish.folder / LIST, wish.roster, *own, dry_run=wish.dry_run)
        done.imported = import_.read(asked)
        return {LIST: done.imported.text} | _look_back(wish, today)
    if wish.roster is not None:
        old = load.checklist(wish.roster)
        year = wish.year or old.year + 1
        title = wish.title or old.title.replace(str(old.year), str(year))
        units, groups, _gone = naming.carry_over(old, year)
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


def _look_back(wish: Start, today: date) -> dict[Path, str]:
    """What last year's list has not finished 【回头看】, to read beside the new one."""
    if wish.roster is None:
        return {}
    old = load.checklist(wish.roster)
    text = unfinished(View(replace(old, closed=None), today))
    return {LIST.with_name(_("unfinished-{year}.md").format(year=old.year)): text} if text else {}


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
