"""Export the list: the ledger for Word, Excel, a browser or as Markdown; rows for scripts.

With --since the ledger shows what was reported in that period. -o writes a file; {date}, {week} and {unit} in
its name are replaced. --per-unit writes one file per unit; with --to-fill, a workbook that the unit fills in
and `collect` reads. A file that others wrote or changed is overwritten only with --force.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govlist.actions import export
from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import console, options
from govlist.cli.filters import Filters, with_filters
from govlist.content.letters import Letter
from govlist.model.view import View

EXAMPLES = (
    (N_("the ledger of this week for Word"), "govlist export --since this-week -o '{date}.docx'"),
    (N_("a workbook for each unit to fill in"), "govlist export --format xlsx --per-unit forms --to-fill"),
)

Style = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=_("markdown, docx, xlsx, html, csv, tsv, json or ics; default: by the file's suffix."),
    ),
]
BriefPaper = Annotated[
    bool, typer.Option("--brief", help=_("Write a brief of one or two pages: docx, markdown or html."))
]
Codes = Annotated[bool, typer.Option("--codes", help=_("With --bom: keys and codes, as without it."))]
Template = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help=_("Fill in the office's own document (docx) or workbook (xlsx).")),
]
ToFill = Annotated[
    bool,
    typer.Option("--to-fill", help=_("With --per-unit: write workbooks for units to fill in and return.")),
]
WholeRecord = Annotated[
    bool,
    typer.Option(
        "--annual",
        "--record",  # its old name, which in `chase` is a level
        help=_("Write the annual record, one row per unit."),
    ),
]


@with_filters
def command(
    ctx: typer.Context,
    filters: Filters,
    style: Style = None,
    since: options.Since = None,
    until: options.Until = None,
    as_of: options.AsOf = None,
    out: options.Out = None,
    per_unit: options.PerUnit = None,
    brief: BriefPaper = False,
    record: WholeRecord = False,
    public: options.Public = False,
    bom: options.Bom = False,
    codes: Codes = False,
    template: Template = None,
    to_fill: ToFill = False,
    reply_by: options.ReplyBy = None,
    number: options.Number = None,
    contact: options.Contact = None,
    phone: options.Phone = None,
    force: options.Force = False,
    as_json: options.WrittenAsJson = False,
) -> None:
    session = options.session(ctx)
    view = session.ledger_view(since, until, as_of, public)
    how = export.style(style, out)
    letter = Letter(number or "", session.day_ahead(reply_by, view.day), contact or "", phone or "")
    target = export.Target(
        style=how,
        out=out,
        folder=per_unit,
        bom=bom,
        source=session.path,
        record=record,
        public=public,
        template=template,
        to_fill=to_fill,
        force=force,
        codes=codes,
        brief=brief,
        letter=letter,
        columns=tuple(filters.columns or ()),
    )
    view = filters.narrow(view)
    if out is None and per_unit is None:
        _print(view, target, as_json)
    else:
        _write(view, target, as_json)


def _write(view: View, target: export.Target, as_json: bool) -> None:
    path, files = export.write(view, target)
    into = target.folder is not None
    message = console.files_written(files, path) if into else _("written: {path}").format(path=path)
    console.written(files, message, as_json)


def _print(view: View, target: export.Target, as_json: bool) -> None:
    if as_json:
        hint = _("name a file with -o, or print the data with --format json")
        raise GovlistError(_("--json says which files were written"), hint=hint)
    console.document(export.render(view, target))
