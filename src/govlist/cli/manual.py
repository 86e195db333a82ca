"""The manual page govlist(1), made from the app: what `--help` says of it and of each command, as roff."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from govlist import __version__
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.base.text import paragraphs
from govlist.cli import help
from govlist.cli.groups import GROUPS
from govlist.model.words import placeholders

EXIT_CODES = {
    0: N_("Fine; with warnings, too."),
    1: N_("The list or returned files have errors."),
    2: N_("Wrong usage."),
    3: N_("Not possible: no list, locked, archived, changed by another program, disk full."),
    4: N_("A bug in govlist."),
    5: N_("--fail-on found what it asks for."),
    130: N_("Interrupted with Ctrl-C."),
}


def page(root: Any) -> str:
    """The whole page, ending in a line feed. `root` is the context of govlist itself."""
    return "\n".join(_page(root)) + "\n"


def _page(root: Any) -> Iterator[str]:
    group = root.command
    yield f'.TH GOVLIST 1 "" "govlist {__version__}" govlist'
    yield from (_heading(_("NAME")), f"govlist \\- {_text(group.help)}")
    yield from (_heading(_("SYNOPSIS")), rf"\fBgovlist\fR {_text(_usage(group, root))}")
    yield _heading(_("OPTIONS"))
    yield _text(_("They are accepted before and after the command."))
    yield from _parameters(group, root)
    for each in GROUPS:
        yield _heading(_(each.title))
        for name in each.commands:
            yield from _command(root, name)
    yield _heading(_("EXIT STATUS"))
    for code, meaning in EXIT_CODES.items():
        yield from _item(str(code), _(meaning))


def _command(root: Any, name: str) -> Iterator[str]:
    """The part of one command."""
    with help.context(root, name) as context:
        command = context.command
        yield f'.SS "govlist {name} {_text(_usage(command, context))}"'
        for number, paragraph in enumerate(paragraphs(command.help)):
            yield from ([".PP"] if number else [])
            yield _text(paragraph)
        yield from _parameters(command, context)
        for text, line in command.examples:
            yield from (".PP", _text(f"{_(text)}:"), ".PP", ".nf", f".RS 4\n{_text(line)}\n.RE", ".fi")


def _usage(command: Any, context: Any) -> str:
    return placeholders(" ".join(command.collect_usage_pieces(context)))


def _parameters(command: Any, context: Any) -> Iterator[str]:
    for term, meaning in help.parameters_of(command, context):
        yield from _item(placeholders(term), meaning)


def _item(term: str, meaning: str) -> Iterator[str]:
    yield from (".TP", rf"\fB{_text(term)}\fR", _text(meaning))


def _heading(title: str) -> str:
    return f'.SH "{_text(title).upper()}"'


def _text(text: str) -> str:
    """A text on one line, in which roff reads nothing but letters."""
    words = (
        " ".join(" ".join(paragraphs(text)).split())
        .replace("\\", r"\e")
        .replace("-", r"\-")
        .replace('"', r"\(dq")
    )
    return rf"\&{words}" if words.startswith((".", "'")) else words
