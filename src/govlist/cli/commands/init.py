"""Start a list of one's own: a copy of the shipped one, one made from a document, or an empty one.

Writes data/checklist.yaml and beside it the schema that editors use. --roster takes units and groups from
last year's list and writes what it has not finished beside the new one. Nothing is ever overwritten:
--git, --pre-commit, --github and --gitlab also come to a list that stands already, which stays as it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govlist.actions import init
from govlist.base.i18n import _
from govlist.cli import console, options
from govlist.cli.screens import import_
from govlist.cli.screens import init as screen


def command(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help=_("Where; here by default."))] = Path(),
    document: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help=_("Make it from this document, as import does.")),
    ] = None,
    roster: Annotated[
        Path | None,
        typer.Option(metavar="OLD", help=_("Take units and groups from last year's list.")),
    ] = None,
    empty: Annotated[bool, typer.Option("--empty", help=_("Without units and tasks."))] = False,
    year: Annotated[int | None, typer.Option(metavar="YEAR", help=_("The year the list is for."))] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help=_("The list's title."))] = None,
    region: Annotated[str | None, typer.Option(metavar="TEXT", help=_("The district or city."))] = None,
    git: Annotated[
        bool, typer.Option("--git", help=_("Also git set up: it merges the list by task and report."))
    ] = False,
    pre_commit: Annotated[
        bool, typer.Option("--pre-commit", help=_("Also .pre-commit-config.yaml: validate before a commit."))
    ] = False,
    github: Annotated[bool, typer.Option("--github", help=_("Also a workflow for GitHub."))] = False,
    gitlab: Annotated[bool, typer.Option("--gitlab", help=_("Also a pipeline for GitLab."))] = False,
    dry_run: options.DryRun = False,
) -> None:
    wish = init.Start(
        folder, document, roster, empty, year, title, region, git, github, gitlab, pre_commit, dry_run
    )
    done = init.start(wish, options.session(ctx).today)
    if done.imported is not None:
        console.lines(import_.lines(done.imported, console.columns()))
    for note in screen.notes(wish, done):
        console.note(note)
