"""The only room that prints: lines for people, bytes for machines. Data to stdout, all else to stderr.

Colour only on a terminal and without `NO_COLOR`; rich is loaded only then. In a pipe nothing is cut.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

from govlist.base import text
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _, n_
from govlist.cli.screens.validate import lines as problem_lines
from govlist.cli.tables import Line

if TYPE_CHECKING:
    from govlist.validation.transaction import Edited

T = TypeVar("T")

MANY = 5
"""Below so many items a bar would only flicker."""

TOLD = 10
"""So many refusals of one command are told at once."""

STYLES = {
    "title": "bold",
    "head": "dim",
    "dim": "dim",
    "good": "green",
    "plain": "default",
    "busy": "cyan",
    "warn": "yellow",
    "bad": "bold red",
    "add": "green",
    "remove": "red",
    "command": "bold cyan",
}


class ClosedPipe(Exception):
    """Whoever reads has read enough (`| head`). Not an OSError: typer would end with 1 on one."""


@contextmanager
def _reader(stream: TextIO) -> Iterator[None]:
    """Data that nobody reads ends the run; a message that nobody reads is dropped, and the run goes on."""
    try:
        yield
    except BrokenPipeError:
        if stream is not sys.stderr:
            raise ClosedPipe from None
        _drop(stream)


def prepare() -> None:
    """Make the streams safe: what a console cannot show is replaced, never a reason to stop.

    A stream that the caller has closed leads nowhere; no file that is opened later takes its number.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            from govlist.yamlfile import store

            setattr(sys, name, store.null_stream())
    for name in ("stdout", "stderr"):
        stream = _buffered(getattr(sys, name))
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
        setattr(sys, name, stream)
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower()
    text.set_ambiguous_wide(encoding.startswith(("gb", "cp936", "936")))


def finish() -> None:
    """Drop what a stream still holds and cannot write: at its own end the interpreter would exit with 120."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            _drop(stream)


def _buffered(stream: TextIO) -> TextIO:
    """The stream with a buffer, which `python -u` leaves out: without one, a part that does not fit is lost
    and no error is raised."""
    if not isinstance(getattr(stream, "buffer", None), io.RawIOBase):
        return stream
    by_line = stream is sys.stderr or stream.isatty()
    return io.TextIOWrapper(
        io.BufferedWriter(stream.buffer), encoding=stream.encoding, line_buffering=by_line
    )


def _drop(stream: TextIO) -> None:
    """Let a stream lead nowhere from now on, with what its buffer holds."""
    from govlist.yamlfile import store

    with suppress(OSError), store.null_stream() as nothing:
        os.dup2(nothing.fileno(), stream.fileno())


def columns(stream: TextIO | None = None) -> int | None:
    """The terminal's width, None where the stream (stdout) is a pipe or file."""
    if not (stream or sys.stdout).isatty():
        return None
    return max(get_terminal_size().columns, 20)


def lines(made: Iterable[Line], stream: TextIO | None = None) -> None:
    """Print lines: with colour on a terminal, plain elsewhere."""
    stream = stream or sys.stdout
    with _reader(stream):
        if _colour(stream):
            _rich(made, stream)
            return
        for line in made:
            stream.write("".join(piece for piece, _style in line).rstrip() + "\n")
        stream.flush()


def note(message: str) -> None:
    """One line about what happened, on stderr."""
    lines([[(text.visible(message), "")]], sys.stderr)


def page(made: str) -> None:
    """A text for people that is laid out already, such as help."""
    lines([[(line, "")] for line in made.splitlines()])


def raw(data: str | bytes) -> None:
    """A machine's format: UTF-8 bytes with LF, whatever the console says."""
    # A file's name may hold bytes that are no text.
    payload = data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data
    with _reader(sys.stdout):
        sys.stdout.flush()
        sys.stdout.buffer.write(payload)
        sys.stdout.buffer.flush()


def data(value: Any) -> None:
    """A JSON value."""
    raw(text.escape_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n")


def progress(items: Sequence[T], what: str) -> Iterator[T]:
    """The items, counted by a bar on a terminal's stderr while many come; the bar is gone afterwards."""
    if len(items) < MANY or not _colour(sys.stderr):
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    text_column = TextColumn("{task.description}", markup=False)
    console = Console(file=sys.stderr)
    with Progress(
        text_column, BarColumn(), MofNCompleteColumn(), console=console, transient=True, auto_refresh=False
    ) as shown:
        task = shown.add_task(what, total=len(items))
        shown.refresh()
        for item in items:
            yield item
            shown.update(task, advance=1, refresh=True)


def can_ask() -> bool:
    """Whether somebody sits there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str) -> bool:
    """Ask on stderr for a yes; all else, nothing included, is a no."""
    sys.stderr.write(f"{text.visible(question)} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes", "是")


def error(problem: GovlistError) -> ExitCode:
    """Tell an error on stderr, the problems behind it first; the exit code it asks for."""
    if problem.problems:
        lines(problem_lines(problem.problems, problem.line_of, columns(sys.stderr)), sys.stderr)
    made: list[Line] = []
    for each in (problem, *problem.others[: TOLD - 1]):
        made.append([(_("error: "), "bad"), (text.visible(each.message), "")])
        if each.hint:
            made.append([(_("remedy: "), "head"), (text.visible(each.hint), "")])
    if (more := len(problem.others) - TOLD + 1) > 0:
        made.append([(n_("… and {n} more", "… and {n} more", more).format(n=more), "dim")])
    lines(made, sys.stderr)
    return problem.exit_code


def bug(exception: BaseException) -> ExitCode:
    """Tell a fault of govlist itself, with what a report of it needs."""
    import traceback

    told = "".join(traceback.format_exception(exception)).splitlines()
    made: list[Line] = [[(text.visible(row), "")] for row in told]
    made.append([(_("error: "), "bad"), (_("a bug in govlist; please report the lines above"), "")])
    lines(made, sys.stderr)
    return ExitCode.BUG


def diff(before: str, after: str, path: str) -> list[Line]:
    """What an edit changed, as a unified diff with the line numbers; blanks at a line's end as `·`."""
    from difflib import unified_diff

    old, new = before.split("\n"), after.split("\n")
    made: list[Line] = []
    for row in unified_diff(old, new, path, path, lineterm="", n=1):
        style = {"+": "add", "-": "remove", "@": "dim"}.get(row[0], "")
        shown = text.visible(row[1:].rstrip("\r"))
        kept = shown.rstrip(" \u3000")
        shown = f"{row[0]}{kept}{'·' * text.width(shown[len(kept) :])}".rstrip(" ")
        made.append([(shown, style if row[:3] not in ("+++", "---") else "dim")])
    return made


def edited(done: Edited, told: str, as_json: bool) -> None:
    """What an edit did: the diff (or JSON) on stdout; the outcome and new warnings on stderr."""
    try:
        if as_json:
            data({"changed": done.changed, "file": str(done.path)})
        else:
            lines(diff(done.before.text, done.after.text, str(done.path)))
    finally:  # the file is saved, whether stdout takes the diff or not
        outcome(done, told)


def outcome(done: Edited, told: str) -> None:
    """What came of an edit, and the warnings it brought, on stderr."""
    if done.warnings:
        made = problem_lines(
            done.warnings, lambda _path, number: done.after.line(number), columns(sys.stderr)
        )
        lines(made, sys.stderr)
    if not done.changed:
        note(_("No changes."))
    elif done.dry_run:
        note(_("Dry run: {what}; nothing was written.").format(what=told))
    else:
        note(_("{what}: {path}").format(what=told, path=done.path))
    other_names(done.hard_links)


def other_names(count: int) -> None:
    """Say how many other names of a file (hard links) keep the text that it had before it was written."""
    if count:
        message = n_(
            "the file has {n} other name (a hard link), which keeps the old text",
            "the file has {n} other names (hard links), which keep the old text",
            count,
        )
        note(message.format(n=count))


def _colour(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _rich(made: Iterable[Line], stream: TextIO) -> None:
    """Through rich, as styled text: data is never markup, and rich wraps nothing."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, soft_wrap=True, emoji=False, markup=False)
    for line in made:
        pieces: Sequence[tuple[str, str]] = [(piece, STYLES.get(style, "")) for piece, style in line]
        console.print(Text.assemble(*pieces), soft_wrap=True)
