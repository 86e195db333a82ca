"""Create a list of your own: a copy of the shipped one, one from a document, or an empty one.

Writes data/checklist.yaml and, next to it, the schema that editors use. --roster takes units and groups from
last year's list and writes its unfinished tasks to a file of their own. Existing files are never overwritten:
--git, --pre-commit, --github and --gitlab can also be used with an existing list, which stays unchanged.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govlist.actions import init
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import console, options
from govlist.cli.screens import import_
from govlist.cli.screens import init as screen

EXAMPLES = (
    (N_("a list from a document"), "govlist init 2025 --from notice.docx"),
    (N_("next year's list with last year's units"), "govlist init 2025 --roster checklist.yaml --year 2025"),
)

Folder = Annotated[Path, typer.Argument(metavar="[DIR]", help=_("The folder; the current one by default."))]
Document = Annotated[
    Path | None,
    typer.Option("--from", metavar="FILE", help=_("Create the list from this document, as import does.")),
]
OldList = Annotated[
    Path | None, typer.Option(metavar="OLD", help=_("Take units and groups from last year's list."))
]
Empty = Annotated[bool, typer.Option("--empty", help=_("Create a list without units and tasks."))]
Git = Annotated[bool, typer.Option("--git", help=_("Also set up git to merge the list by task and report."))]
PreCommit = Annotated[
    bool,
    typer.Option("--pre-commit", help=_("Also write .pre-commit-config.yaml: validate before a commit.")),
]
GitHub = Annotated[bool, typer.Option("--github", help=_("Also write a workflow for GitHub."))]
GitLab = Annotated[bool, typer.Option("--gitlab", help=_("Also write a pipeline for GitLab."))]


def command(
    ctx: typer.Context,
    folder: Folder = Path(),
    document: Document = None,
    roster: OldList = None,
    empty: Empty = False,
    year: options.Year = None,
    title: options.Title = None,
    region: options.Region = None,
    columns: options.TableColumns = "",
    git: Git = False,
    pre_commit: PreCommit = False,
    github: GitHub = False,
    gitlab: GitLab = False,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
) -> None:
    request = init.Request(
        folder=folder,
        document=document,
        roster=roster,
        empty=empty,
        year=year,
        title=title,
        region=region,
        git=git,
        github=github,
        gitlab=gitlab,
        pre_commit=pre_commit,
        dry_run=dry_run,
        columns=columns,
    )
    done = init.start(request, options.session(ctx).today)
    if as_json:
        console.data(done.record())
        return
    if done.imported is not None:
        console.lines(import_.lines(done.imported, console.columns()))
    for note in screen.notes(request, done):
        console.note(note)
