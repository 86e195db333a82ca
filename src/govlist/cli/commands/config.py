"""Show every setting and where it comes from; set or unset one.

Settings are in govlist.toml beside the list (project) and in the user's config folder. The project comes
before the user, variables and options before both. `config KEY` prints one value, `config set KEY VALUE`
changes the project's file, with --user your own.
"""

from __future__ import annotations

from typing import Annotated

import typer

from govlist.actions import config
from govlist.actions.session import Session
from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import arguments, console, mine, options, terminal
from govlist.cli.screens import config as screen
from govlist.cli.screens import list as tasks
from govlist.model import selection
from govlist.model.words import placeholders

EXAMPLES = (
    (N_("each setting and where it comes from"), "govlist config"),
    (N_("my unit, for status, mark and my"), "govlist config set unit 教体局 --user"),
)


def command(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[KEY | set KEY VALUE | unset KEY]",
            help=_("A setting; or set, its key and value; or unset and its key."),
        ),
    ] = None,
    user: Annotated[bool, typer.Option("--user", help=_("Change your own settings, for all lists."))] = False,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
) -> None:
    session = options.session(ctx)
    what, *rest = words or [""]
    if what in ("set", "unset"):
        _show_change(_changed(session, what, rest, user, dry_run), as_json, dry_run)
        return
    if user or dry_run:
        hint = placeholders("govlist config set KEY VALUE --user")
        raise GovlistError(_("--user and --dry-run belong to set and unset"), hint=hint)
    if (key := arguments.at_most_one(words)) is not None:
        found = config.entry(session, key)
        if as_json:
            console.data(found.record())
        else:
            console.page(screen.value(found.value))
        return
    entries, known = config.entries(session), session.settings
    if as_json:
        files = {"project": known.project and str(known.project), "user": known.user and str(known.user)}
        console.data({"settings": [entry.record() for entry in entries], "files": files})
    else:
        console.lines(screen.lines(entries, known.project, known.user, console.columns()))


def _show_change(done: config.Changed, as_json: bool, dry_run: bool) -> None:
    if as_json:
        console.data(done.record())
    elif dry_run or not terminal.wanted.quiet:
        console.lines(console.diff(done.before, done.after, str(done.path)))
    for note in screen.notes(done):
        console.note(note)


def _changed(session: Session, what: str, words: list[str], user: bool, dry_run: bool) -> config.Changed:
    if what == "set" and len(words) >= 2:
        if words[0] == "unit" and not user and not session.chosen.shipped:
            mine.check(session, words[1])
        if words[0] == "columns":
            selection.columns(words[1:], tasks.known_columns())
        return config.assign(session, words[0], words[1:], user, dry_run)
    if what == "unset" and len(words) == 1:
        return config.remove(session, words[0], user, dry_run)
    hint = placeholders("govlist config set KEY VALUE" if what == "set" else "govlist config unset KEY")
    raise GovlistError(_("the key or the value is missing, or there are too many words"), hint=hint)
