"""`init`: create the first files: the list, its schema for editors, and files for git and CI.

All texts are made before any file is written; if a file exists with another content, nothing is written. An
existing list is left unchanged if only files for git and CI are requested.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

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
"""The path of the list: the first name that govlist looks for."""
SCHEMA = LIST.with_name("checklist.schema.json")


@dataclass(frozen=True)
class Request:
    """The options of `init`: the folder, the source of the list, and additional files."""

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
    columns: str = ""

    @property
    def copies(self) -> bool:
        """Whether the list would be a copy of the shipped one."""
        return not (self.empty or self.document or self.roster)


@dataclass
class Result:
    """The files written (with `dry_run`: to be written), and those that exist already with this content."""

    files: list[Path] = field(default_factory=list)
    present: list[Path] = field(default_factory=list)
    stays: Path | None = None
    """The existing list, if only files for git and CI were requested."""
    imported: Imported | None = None
    settings: list[Registered] | None = field(default_factory=list)
    """git's settings; None if the folder is not in a clone."""
    rounds: tuple[date, ...] = ()
    """The rounds of the older list, whose days are not valid for another year."""

    def record(self) -> dict[str, Any]:
        """`init --json`."""
        return {
            "files": list(map(str, self.files)),
            "present": list(map(str, self.present)),
            "unchanged": str(self.stays) if self.stays else None,
            "imported": self.imported.record() | {"text": None} if self.imported else None,
            "settings": None
            if self.settings is None
            else [
                {"key": key, "wanted": wanted, "before": now, "set": done}
                for (key, wanted, now), done in self.settings
            ],
            "rounds": [day.isoformat() for day in self.rounds],
        }


def start(request: Request, today: date) -> Result:
    """Write the files. Raises GovlistError (exit 3) if one exists with another content."""
    _refuse(request)
    done = Result()
    files = _files(request, today, done)
    made = {request.folder / name: text.encode("utf-8") for name, text in files.items()}
    if not request.dry_run:
        for path in made:
            store.make_folder(path.parent)
        outfiles.write(made, before=dict.fromkeys(made))  # there were none: what appeared meanwhile stays
    done.files = list(made)
    if request.git and request.folder.is_dir():
        done.settings = _besides.register(request.folder, request.dry_run)
    if request.roster is not None:
        done.rounds = load.checklist(request.roster).rounds
    return done


def _files(request: Request, today: date, done: Result) -> dict[Path, str]:
    """The texts to write, by path; files that exist already are added to `done`."""
    wanted = (
        (request.git, ".gitattributes", _besides.ATTRIBUTES),
        (request.pre_commit, ".pre-commit-config.yaml", _besides.PRE_COMMIT),
        (request.github, ".github/workflows/govlist.yml", _besides.GITHUB),
        (request.gitlab, ".gitlab-ci.yml", _besides.GITLAB),
    )
    asked = {name: text for is_asked, name, text in wanted if is_asked}
    path = request.folder / LIST
    files = {}
    if asked and request.copies and path.is_file():
        done.stays = path
    else:
        from govlist.validation import json_schema  # which is slow to load

        _refuse_existing(path)
        files = _list(request, today, done) | {SCHEMA: json_schema.text()}
        load.refuse_errors(load.check(str(path), files[LIST].encode("utf-8")))
        for name in files:
            _refuse_existing(request.folder / name)
    besides, done.present = _besides.besides(request.folder, asked)
    return files | besides


def _refuse_existing(path: Path) -> None:
    """Raise GovlistError (exit 3) if a file exists: nothing is ever overwritten."""
    if path.exists() or path.is_symlink():
        message = _("{path} already exists and is not overwritten").format(path=path)
        raise GovlistError(message, ExitCode.FAILED, hint=_("use another name, or move that file"))


def _refuse(request: Request) -> None:
    if request.empty and (request.document is not None or request.roster is not None):
        raise GovlistError(_("--empty cannot be used with --from or --roster"), hint=_("use one of them"))
    if request.year is not None and request.year not in import_.YEARS:
        raise GovlistError(
            _("{year} is not a valid year").format(year=request.year), hint=_("write four digits")
        )
    if request.columns and request.document is None:
        raise GovlistError(_("--columns is for the table of a document"), hint=_("add --from FILE"))
    own = request.year, request.title, request.region
    if any(own) and request.copies:
        message = _("--year, --title and --region are for a list of your own")
        raise GovlistError(message, hint=_("add --empty, --from FILE or --roster OLD"))


def _list(request: Request, today: date, done: Result) -> dict[Path, str]:
    """The list, and the unfinished tasks of an older one as a separate file."""
    if request.document is not None:
        own = (request.year, request.title, request.region)
        asked = import_.Request(
            request.document,
            request.folder / LIST,
            request.roster,
            *own,
            columns=request.columns,
            dry_run=request.dry_run,
        )
        done.imported = import_.read(asked)
        return {LIST: done.imported.text} | _look_back(request, today)
    if request.roster is not None:
        old = load.checklist(request.roster)
        year = request.year or old.year + 1
        title = request.title or old.title.replace(str(old.year), str(year))
        units, groups, _gone = naming.carry_over(old, year)
        made = Checklist(
            title=title,
            year=year,
            region=request.region or old.region,
            region_code=old.region_code if request.region in (None, old.region) else None,
            city=old.city,
            topic=old.topic,
            office=old.office,
            confirm=old.confirm,
            units=tuple(units),
            groups=tuple(groups),
            sections=(),
        )
        return {LIST: drafting.text(made, Comments(_how_to()))} | _look_back(request, today)
    if request.empty:
        year = request.year or today.year
        title = request.title or _("work list of {year}").format(year=year)
        made = Checklist(title=title, year=year, region=request.region, units=(), groups=(), sections=())
        return {LIST: drafting.text(made, Comments(_how_to()))}
    return {LIST: f"{SCHEMA_LINE}\n{load.read(load.shipped()).decode('utf-8')}"}


def _look_back(request: Request, today: date) -> dict[Path, str]:
    """The unfinished tasks of last year's list 【回头看】, as a separate file."""
    if request.roster is None:
        return {}
    old = load.checklist(request.roster)
    text = unfinished(View(replace(old, closed=None), today))
    return {LIST.with_name(_("unfinished-{year}.md").format(year=old.year)): text} if text else {}


def _how_to() -> list[str]:
    """Comments at the top of the list that say how to fill it in by hand."""
    return [
        _("units: who reports, such as {sample}").format(sample="{name: 区教体局, kind: department}"),
        _("groups: collectives, such as {sample}").format(
            sample="{name: 区政府各部门, members: department, scope: every}"
        ),
        _("sections: title, then topics or tasks; a task is {sample}").format(
            sample="{id: 1, requirement: 公开目录, responsible: [区教体局]}"
        ),
    ]
