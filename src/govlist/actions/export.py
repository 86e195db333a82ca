"""`export`: write a view in one format to the screen, a file, or one file per unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from govlist.actions import outfiles
from govlist.base import progress, registry
from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.base.text import BOM
from govlist.content import annual
from govlist.content.letters import Letter
from govlist.model.view import View
from govlist.model.words import choose, not_together, one_of
from govlist.yamlfile import store

RESERVED = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
"""Characters that are not allowed in file names on some system."""
SUFFIXES = {".md": "markdown", ".htm": "html"}
"""Suffixes that are not the name of their format."""
DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|(?:COM|LPT)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
"""Names of devices in Windows, with any suffix."""
MAX_NAME = 200
"""Bytes of a unit's name in a file name. Systems allow 255 with all that is added to it."""


class Target(NamedTuple):
    """Format, destination and options; `source` is the file of the list."""

    style: str
    out: Path | None
    folder: Path | None
    bom: bool
    source: Path
    record: bool = False
    public: bool = False
    template: Path | None = None
    to_fill: bool = False
    force: bool = False
    codes: bool = False
    brief: bool = False
    letter: Letter = Letter()
    columns: Sequence[str] = ()
    """The columns of csv and tsv, as typed; all by default."""

    @property
    def inputs(self) -> list[Path]:
        """The files that the export reads, and never overwrites."""
        return [self.source] if self.template is None else [self.source, self.template]


def style(asked: str | None, out: Path | None) -> str:
    """The format: `asked`, else by the suffix of `out`, else markdown.

    Raises GovlistError if the two differ, or the suffix is not that of a format: programs would not open
    such a file.
    """
    known = registry.names("export")
    wanted = None if asked is None else choose(asked, known, "--format")
    suffix = "" if out is None else out.suffix.lower()
    named = SUFFIXES.get(suffix, suffix[1:])
    if not suffix:
        return wanted or "markdown"
    if named not in known:
        message = _("{path} ends in {suffix}, which is not a supported format")
        endings = [registry.get("export", name).SUFFIX for name in known]
        raise GovlistError(message.format(path=out, suffix=suffix), hint=one_of(endings))
    if wanted not in (None, named):
        message = _("{path} ends in {suffix}, but --format is {asked}")
        hint = _("write --format {named}, or use another suffix").format(named=named)
        raise GovlistError(message.format(path=out, suffix=suffix, asked=wanted), hint=hint)
    return named


def render(view: View, target: Target) -> bytes:
    """The view in the target's format. Raises GovlistError for options that contradict."""
    return _bytes(view, target, _exporter(view, target))


def write(view: View, target: Target) -> tuple[Path, list[Path]]:
    """Write the view to its file or folder; returns that, and the files that were written.

    Raises GovlistError for options that contradict.
    """
    exporter = _exporter(view, target)
    if target.out is None:
        return _write_units(view, target, exporter)
    if not target.out.name:
        message = _("{path} is a folder, not a file").format(path=target.out)
        raise GovlistError(message, hint=_("name a file, or use --per-unit for a folder"))
    path = target.out.with_name(file_name(target.out.name, view, _units_name(view)))
    outfiles.write({path: _bytes(view, target, exporter)}, target.inputs, target.force)
    return path, [path]


def file_name(template: str, view: View, unit: str) -> str:
    """A file name with {date}, {week} and {unit} replaced; safe on every system.

    Raises GovlistError for any other placeholder.
    """
    year, week, _weekday = view.day.isocalendar()
    values = {
        "date": view.day.isoformat(),
        "week": f"{year}-W{week:02}",
        "unit": safe(unit) or _("all"),
    }
    for name in re.findall(r"\{([^{}]*)\}", template):
        if name not in values:
            message = _("{name} in a file name is not known").format(name=f"{{{name}}}")
            raise GovlistError(message, hint=one_of(f"{{{each}}}" for each in values))
    return re.sub(r"\{(date|week|unit)\}", lambda m: values[m[1]], template)


def _units_name(view: View) -> str:
    """A name for the selected units: the group that has exactly these members, else their names."""
    wanted = view.filter.units
    groups = [group for group in view.checklist.groups if len(wanted) > 1]
    names = (group.name for group in groups if set(view.roster.members(group)) == set(wanted))
    return next(names, ",".join(wanted))


def safe(name: str) -> str:
    """A name from the list made safe for a file name: it cannot leave the folder or name a device.

    The middle of a name that is too long for a file name is left out.
    """
    made = RESERVED.sub("_", name).strip(". ")
    return _shortened(f"_{made}" if DEVICES.match(made) else made)


def _shortened(name: str) -> str:
    """The beginning and the end of a long name: names of one office often begin alike."""
    data = name.encode()
    if len(data) <= MAX_NAME:
        return name
    half = (MAX_NAME - len("…".encode())) // 2
    begin, end = data[:half].decode(errors="ignore"), data[-half:].decode(errors="ignore")
    return f"{begin.rstrip()}…{end.lstrip()}"


def file_names(units: Iterable[str]) -> dict[str, str]:
    """A safe file name for each unit, unique on every system."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for unit in units:
        name = safe(unit) or "_"
        while name.casefold() in taken:  # some systems ignore case
            name += "_"
        taken.add(name.casefold())
        names[unit] = name
    return names


def _exporter(view: View, target: Target) -> ModuleType:
    exporter = registry.get("export", target.style)
    if (target.bom or target.codes) and not exporter.COLUMNS:
        message = _("{option} is only for csv and tsv").format(option="--bom" if target.bom else "--codes")
        raise GovlistError(message, hint=_("leave it out"))
    if target.columns and (not exporter.COLUMNS or target.record):
        message = _("{option} is only for csv and tsv").format(option="--columns")
        raise GovlistError(message, hint=_("leave it out"))
    if view.filter.sort != "list" and (not (exporter.COLUMNS or target.style == "json") or target.record):
        message = _("--sort is only for the rows of csv, tsv and json")
        raise GovlistError(message, hint=_("leave it out: ledgers follow the list"))
    if target.record and not hasattr(exporter, "render_record"):
        raise GovlistError(
            _("--annual cannot be written as {format}").format(format=target.style),
            hint=_("name one with --format"),
        )
    if target.brief and not hasattr(exporter, "render_brief"):
        raise GovlistError(
            _("--brief cannot be written as {format}").format(format=target.style),
            hint=one_of(_of_brief()),
        )
    if target.brief and (target.record or target.template or target.to_fill or target.folder):
        message = _("--brief cannot be used with --annual, --template, --to-fill or --per-unit")
        raise GovlistError(message, hint=_("use one of them"))
    if target.record and target.public:
        raise not_together("--annual", "--public")
    if target.record and target.folder is not None:
        raise not_together("--annual", "--per-unit", _("leave --per-unit out"))
    if target.out is not None and target.folder is not None:
        raise not_together("-o", "--per-unit")
    _refuse_forms(target)
    return exporter


def _of_brief() -> list[str]:
    """The formats of the brief."""
    return [
        name for name in registry.names("export") if hasattr(registry.get("export", name), "render_brief")
    ]


def _refuse_forms(target: Target) -> None:
    """Raise GovlistError for --template and --to-fill with options that contradict."""
    if target.template is not None and target.style not in registry.names("export.templates"):
        hint = one_of(registry.names("export.templates"))
        raise GovlistError(_("--template needs the format docx or xlsx"), hint=hint)
    if target.to_fill and (target.style != "xlsx" or target.folder is None):
        hint = _("write --format xlsx --per-unit DIR --to-fill")
        raise GovlistError(_("--to-fill needs --format xlsx and --per-unit"), hint=hint)
    if target.letter != Letter() and not target.to_fill:
        message = _("--reply-by, --number, --contact and --phone are only for forms")
        raise GovlistError(message, hint=_("write --format xlsx --per-unit DIR --to-fill"))
    if target.template is not None and (target.to_fill or target.record):
        raise GovlistError(
            _("--template cannot be used with --annual or --to-fill"), hint=_("use one of them")
        )


def _write_units(view: View, target: Target, exporter: ModuleType) -> tuple[Path, list[Path]]:
    folder = target.folder or Path()
    folder = folder.parent / file_name(folder.name, view, "")
    names = file_names(view.units)
    made = {
        folder / f"{name}{exporter.SUFFIX}": _bytes(view.narrowed(units=(unit,), one=True), target, exporter)
        for unit, name in progress.over(names.items(), len(names), _("Writing"))
    }
    store.make_folder(folder)
    outfiles.write(made, target.inputs, target.force)
    return folder, list(made)


def _bytes(view: View, target: Target, exporter: ModuleType) -> bytes:
    if target.template is not None:
        return registry.get("export.templates", target.style).render(view, target.template)  # type: ignore[no-any-return]
    if target.to_fill:
        return registry.get("collect.forms", target.style).render(view, target.letter)  # type: ignore[no-any-return]
    words = {"in_words": not target.codes} if target.bom else {}
    if target.record:
        made = exporter.render_record(view, annual.record(view), **words)
    elif target.columns:
        made = exporter.render(view, **words, columns=target.columns)
    else:
        made = exporter.render_brief(view) if target.brief else exporter.render(view, **words)
    return made if isinstance(made, bytes) else (BOM if target.bom else b"") + made.encode("utf-8")
