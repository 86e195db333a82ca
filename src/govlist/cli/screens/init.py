"""`init`: what was written, what existed already, and what to do next; one sentence per line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from govlist.actions.init import LIST, Registered, Request, Result
from govlist.base.i18n import _
from govlist.base.text import command_line
from govlist.cli.screens import import_
from govlist.model.words import joined, placeholders


def notes(request: Request, done: Result) -> Iterator[str]:
    """The sentences in their order."""
    if done.stays:
        yield _("{path} is unchanged").format(path=done.stays)
    for path in done.present:
        yield _("{path} already exists with this content").format(path=path)
    written = _("would be written: {path}") if request.dry_run else _("written: {path}")
    for path in done.files:
        yield written.format(path=path)
    if done.settings is None:
        again = _("git is not set up yet; when the folder is in git, run once in each clone: {command}")
        yield again.format(command="govlist init --git")
    elif done.settings:
        yield from _settings(done.settings, request.dry_run)
    if done.rounds:
        message = _("rounds of the older list: {days}; write this year's under rounds: in {path}")
        yield message.format(days=joined(day.isoformat() for day in done.rounds), path=request.folder / LIST)
    if done.imported is not None and (remedy := import_.remedy(done.imported)):
        yield _("{remedy} (first delete {path})").format(remedy=remedy, path=request.folder / LIST)
    yield from _next(request)


def _settings(found: list[Registered], dry_run: bool) -> Iterator[str]:
    """What was set in this clone, and what to do in others."""
    changes = [each for each in found if each.setting.now != each.setting.wanted]
    for (key, wanted, now), done in changes:
        if now:
            message = _(
                "git's {key} already has another value, which is kept: {now} (govlist would set: {wanted})"
            )
        elif dry_run:
            message = _("would be set in this clone: {key} = {wanted}")
        elif done:
            message = _("set in this clone: {key} = {wanted}")
        else:
            message = _("git refused it; set it yourself: {key} = {wanted}")
        yield message.format(key=key, now=now, wanted=wanted)
    if not changes:
        yield _("this clone is already set up: git merges the list by task, unit and report")
    elif not dry_run:
        yield _("run once in each other clone: {command}").format(command="govlist init --git")


def _next(request: Request) -> Iterator[str]:
    if request.dry_run:
        yield _("Dry run: nothing was written.")
        return
    if request.pre_commit:
        yield _("run once in each clone: {command}").format(command="pre-commit install")
    if request.github or request.gitlab:
        yield _("set once on the server: the variable GOVLIST_PACKAGE, the address or path of govlist")
    where = "" if request.folder == Path() else f"{command_line(['cd', str(request.folder)])} && "
    command = "govlist validate && govlist status"
    if request.document is None and (request.empty or request.roster is not None):
        command = placeholders(f"govlist import FILE --into {LIST.as_posix()}")
    yield _("next: {command}").format(command=where + command)
