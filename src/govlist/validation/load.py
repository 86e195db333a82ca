"""Find, read and check a list: source, schema and rules give the checklist and all problems."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from govlist.base import files, registry
from govlist.base.errors import ExitCode, Finding, GovlistError, Level, Location, Problem
from govlist.base.i18n import _
from govlist.base.limits import MAX_PAIRS, MAX_REPORTED, max_bytes
from govlist.base.records import Record
from govlist.validation import settings, snapshot

if TYPE_CHECKING:
    from govlist.model.checklist import Checklist
    from govlist.validation.schema import Fault
    from govlist.yamlfile.source import Source

NAMES = ("data/checklist.yaml", "checklist.yaml")


class Loaded(Record):
    """A file that was read and checked. `checklist` is None if it cannot be read as a list."""

    source: Source
    checklist: Checklist | None
    problems: tuple[Problem, ...]
    ignored: tuple[Problem, ...] = ()
    """The warnings that comments in the file ignore; they are not among the problems."""

    @cached_property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop readers and edits."""
        return tuple(problem for problem in self.problems if problem.level is Level.ERROR)


class Chosen(NamedTuple):
    """The file to use: the user's own, or the shipped list.

    If no file was found it is the shipped list too, and `searched` has the folders that were searched.
    `named_by` is the settings file that names it.
    """

    path: Path
    shipped: bool = False
    searched: tuple[Path, ...] = ()
    named_by: Path | None = None


def choose(given: Path | None, want_shipped: bool = False) -> Chosen:
    """The file to use: the shipped one if wanted, else the given one, `$GOVLIST_FILE`, or search upwards.

    In the search a project's settings may name the list; the user's settings count where none is found.
    Raises GovlistError if the settings have faults.
    """
    if want_shipped:
        return Chosen(shipped(), shipped=True)
    if given is None and (named := os.environ.get("GOVLIST_FILE")):
        given = Path(named)
    if given is not None:
        return Chosen(given)
    here = Path.cwd()
    known, searched = settings.read(here), settings.folders(here)
    setting = known.found.get("list")
    project = (
        known.project
        if setting and known.project and setting.source == settings.shown(known.project)
        else None
    )
    for folder in searched:
        if setting is not None and project == folder / settings.NAME:
            return _named(setting.value, here, project)
        for name in NAMES:
            if (path := folder / name).is_file():
                return _shown(path, here)
    if setting is not None and known.user is not None:
        return _named(setting.value, here, known.user)
    return Chosen(shipped(), shipped=True, searched=searched)


def _named(path: Path, here: Path, by: Path) -> Chosen:
    """The list that a settings file names. Raises GovlistError (exit 3) if it is missing."""
    if not path.is_file():
        message = _("there is no file {path}").format(path=path)
        hint = _("the path comes from list in {file}: correct it there, or name a file with -f")
        raise GovlistError(message, ExitCode.FAILED, hint=hint.format(file=by))
    return _shown(path, here)._replace(named_by=by)


def _shown(path: Path, here: Path) -> Chosen:
    """The choice of a path, relative to the current folder where it is below it."""
    return Chosen(path.relative_to(here) if path.is_relative_to(here) else path)


def shipped() -> Path:
    """The shipped list: in the package, or in the repository for an editable install."""
    inside = Path(__file__).parents[1] / "data" / "checklist.yaml"
    return inside if inside.exists() else Path(__file__).parents[3] / "data" / "checklist.yaml"


def below(folder: Path, failures: list[GovlistError]) -> list[Path]:
    """The lists below a folder, without hidden ones; unreadable folders are added to `failures`.

    A link that leads nowhere and other names that are no files are among them: reading them reports why.
    """

    def refused(error: OSError) -> None:
        message = _("{path} cannot be read: {error}")
        hint = _("check the disk, and whether another program has the file open")
        if isinstance(error, PermissionError):
            message, hint = _("no permission to read {path}"), _("ask for read permission")
        message = message.format(path=error.filename, error=_(error.strerror or str(error)))
        failures.append(GovlistError(message, ExitCode.FAILED, hint=hint))

    found = []
    for here, folders, names in os.walk(folder, onerror=refused):
        folders[:] = [name for name in folders if not name.startswith(".")]
        shown = [Path(here, name) for name in names if not files.is_hidden(name)]
        found += [file for file in shown if file.suffix in (".yaml", ".yml")]
    return sorted(found)


def read(path: Path) -> bytes:
    """Read a file, at most one byte more than allowed.

    Raises GovlistError (exit 3) if it cannot be read.
    """
    limit = max_bytes()
    try:
        with files.opened(path) as file:
            return file.read(limit + 1)
    except OSError as error:
        from govlist.documents.archive import unreadable  # rarely needed

        hint = _("check the path and the current folder")
        if str(path) == os.environ.get("GOVLIST_FILE"):
            hint = _("the path comes from the variable GOVLIST_FILE: correct it, or name a file with -f")
        raise unreadable(path, error, hint) from None


def read_stdin() -> bytes:
    """Read standard input, at most one byte more than allowed."""
    return sys.stdin.buffer.read(max_bytes() + 1)


def check(path: str, data: bytes) -> Loaded:
    """Check the bytes of a file."""
    from govlist.yamlfile.source import Source

    return checked(Source(path, data))


def check_for_edit(path: str, data: bytes) -> Loaded:
    """The same, from the cache if it is there; then the warnings are not among the problems."""
    if (known := snapshot.known(path, data)) is not None:
        return Loaded(*known, ())
    return check(path, data)


def checked(source: Source) -> Loaded:
    """Check a source, for example an edit before it is saved."""
    from govlist.validation import ignores

    if not source.readable:
        return Loaded(source, None, tuple(sorted(source.problems)))
    problems = list(source.problems)

    def place(rule: str, level: Level, finding: Finding, location: Location) -> None:
        line, column = source.locate(location, finding.at_key)
        problems.append(Problem(source.path, line, column, rule, level, finding.message, finding.hint))

    made, faults, origin = _read(source)
    for rule, finding in faults:
        place(rule, Level.ERROR, finding, finding.location)
    if made is not None and (crowd := too_many_pairs(made)):
        place("too-large", Level.ERROR, crowd, crowd.location)
    elif made is not None:
        for rule, module in rules():
            for finding in islice(module.check(made), MAX_REPORTED):
                place(rule, module.LEVEL, finding, origin(finding.location))
    left, ignored = ignores.applied(source, problems)
    return Loaded(source, made, tuple(sorted(_with_limit_notes(left))), tuple(ignored))


def too_many_pairs(made: Checklist) -> Finding | None:
    """The finding for too many pairs of a unit and a task: then the rules are not run."""
    from govlist.model.roster import Roster

    if Roster(made).ties() <= MAX_PAIRS:
        return None
    message = _("more than {limit:,} pairs of a unit and a task").format(limit=MAX_PAIRS)
    return Finding(
        ("groups",), message, _("a year's list has fewer than 10,000; check the members of the groups")
    )


def _with_limit_notes(problems: list[Problem]) -> Iterator[Problem]:
    """The problems, and a note for each rule that reached its limit, placed at its last problem."""
    counts = Counter(problem.rule for problem in problems)
    last = {problem.rule: problem for problem in sorted(problems) if counts[problem.rule] >= MAX_REPORTED}
    yield from problems
    for problem in last.values():
        message = _("only the first {n} of these are reported").format(n=counts[problem.rule])
        yield problem._replace(message=message, hint=_("fix them and check again"))


def _read(source: Source) -> tuple[Checklist | None, Sequence[Fault], Callable[[Location], Location]]:
    """The checklist, its errors, and a function from paths in it to paths in the file.

    pydantic is only used if there are errors.
    """
    from govlist.model import fields

    if not source.dropped:
        with suppress(fields.InvalidData):
            return fields.checklist(source.plain), (), lambda location: location
    from govlist.validation.schema import Reading

    reading = Reading(source.plain, source.dropped)
    return reading.checklist, reading.faults, reading.origin


def warm_up() -> None:
    """Import what `check` needs before taking a lock, so that the lock is held for a short time."""
    from govlist.model import fields  # noqa: F401
    from govlist.validation import ignores  # noqa: F401
    from govlist.yamlfile import source  # noqa: F401

    list(rules())


def rules() -> Iterator[tuple[str, ModuleType]]:
    """The rules with a `check`; errors of form are found before the rules run."""
    for rule in registry.names("validation.rules"):
        module = registry.get("validation.rules", rule)
        if hasattr(module, "check"):
            yield rule, module


def checklist(path: Path) -> Checklist:
    """The checklist of a file without errors. For commands that only read."""
    found = known(path)
    return refuse_errors(found) if isinstance(found, Loaded) else found


def known(path: Path) -> Checklist | Loaded:
    """The checklist of a file, from the cache if it is there; what was found if the file has errors."""
    data = read(path)
    if (cached := snapshot.find(data)) is not None:
        return cached
    loaded = check(str(path), data)
    if loaded.errors or loaded.checklist is None:
        return loaded
    snapshot.save_source(loaded.source)
    return loaded.checklist


def refuse_errors(loaded: Loaded) -> Checklist:
    """The checklist. Raises GovlistError (exit 1) with all problems if there are errors."""
    if loaded.errors or loaded.checklist is None:
        message = _("{path} has errors; it cannot be shown or changed until they are fixed")
        raise GovlistError(
            message.format(path=loaded.source.path),
            ExitCode.DATA,
            loaded.errors,
            _("fix the errors above; govlist explain RULE describes a rule"),
            line_of=lambda _path, number: loaded.source.line(number),
        )
    return loaded.checklist
