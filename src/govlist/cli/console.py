"""The only module that prints: lines for people, bytes for programs. Data to stdout, all else to stderr.

`terminal` decides on width and colour. rich is loaded only for colour.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

from govlist.base import text
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _, n_
from govlist.base.progress import use as use_bar
from govlist.cli import terminal
from govlist.cli.screens.validate import lines as problem_lines
from govlist.cli.tables import Line, hanging, paragraph
from govlist.cli.terminal import columns as columns

if TYPE_CHECKING:
    from govlist.validation.transaction import Edited
    from govlist.validation.vanished import Vanished
    from govlist.yamlfile.history import Saved

T = TypeVar("T")

MIN_PROGRESS = 5
"""The number of items from which on a progress bar is shown; with fewer it would only flicker."""

MAX_ERRORS = 10
"""The number of errors of one command that are shown."""

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
    """The reader of stdout is gone (`| head`). Not an OSError: typer would exit with 1 on one."""


@contextmanager
def _reader(stream: TextIO) -> Iterator[None]:
    """If nobody reads stdout, end the run; if nobody reads stderr, drop the message and continue."""
    try:
        yield
    except BrokenPipeError:
        if stream is not sys.stderr:
            raise ClosedPipe from None
        _drop(stream)


def prepare(args: Sequence[str] = ()) -> None:
    """Make the streams safe: characters that a console cannot show are replaced and raise no error.

    A stream that the caller closed is replaced by the null device, so that no file opened later takes its
    descriptor. Engines show their progress by `progress`. `args` are the arguments of the command line.
    """
    use_bar(progress)
    terminal.reset(args)
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
    """Flush the streams, and drop what cannot be written: the interpreter would exit with 120 at its end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            _drop(stream)


def _buffered(stream: TextIO) -> TextIO:
    """The stream with a buffer, which is missing with `python -u`: without it a partial write is lost without
    an error."""
    if not isinstance(getattr(stream, "buffer", None), io.RawIOBase):
        return stream
    by_line = stream is sys.stderr or stream.isatty()
    return io.TextIOWrapper(
        io.BufferedWriter(stream.buffer), encoding=stream.encoding, line_buffering=by_line
    )


def _drop(stream: TextIO) -> None:
    """Redirect a stream, with the content of its buffer, to the null device."""
    from govlist.yamlfile import store

    with suppress(OSError), store.null_stream() as nothing:
        os.dup2(nothing.fileno(), stream.fileno())


def lines(made: Iterable[Line], stream: TextIO | None = None) -> None:
    """Print lines, in colour where `terminal` says so."""
    stream = stream or sys.stdout
    if "GITHUB_ACTIONS" in os.environ:
        made = map(_no_command, made)
    with _reader(stream):
        if terminal.colour(stream).on:
            _rich(made, stream)
            return
        for line in made:
            stream.write("".join(piece for piece, _style in line).rstrip() + "\n")
        stream.flush()


def _no_command(line: Line) -> Line:
    """The line so that GitHub's runner takes no words of a list for one of its commands.

    It reads `::error` at the start of every line of output, and `##[error]` anywhere.
    """
    words = "".join(piece for piece, _style in line)
    safe = re.sub(r"^(\s*):(?=:)", r"\1\\x3a", words).replace("##[", r"\x23#[")
    return line if safe == words else [(safe, "")]


def note(message: str) -> None:
    """Print one line about what happened to stderr, unless --quiet."""
    if not terminal.wanted.quiet:
        _warn(message)


def _warn(message: str) -> None:
    """Print one line that --quiet does not hide to stderr.

    A command at its end can be pasted: it is not broken, but stands alone if there is too little room.
    """
    max_width = columns(sys.stderr)
    match = re.fullmatch("([^:：]*[:：]) ?((?:cd|govlist|pre-commit) .*)", message, re.DOTALL)
    if match and max_width is not None and text.width(message) > max_width:
        lines([*paragraph(match[1], max_width), [(text.visible(match[2]), "")]], sys.stderr)
    else:
        lines(paragraph(message, max_width), sys.stderr)


def page(made: str) -> None:
    """Print a text that is already laid out, such as help."""
    lines([[(line, "")] for line in made.splitlines()])


def raw(data: str | bytes, stream: TextIO | None = None) -> None:
    """Print data for programs: UTF-8 bytes with LF, for every encoding of the console."""
    stream = stream or sys.stdout
    # A file name may hold bytes that are not UTF-8.
    payload = data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data
    with _reader(stream):
        stream.flush()
        stream.buffer.write(payload)
        stream.buffer.flush()


def data(value: Any) -> None:
    """Print a JSON value."""
    raw(text.escape_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n")


def data_lines(values: Iterable[Any], stream: TextIO | None = None) -> None:
    """Print JSON values, each on its own line."""
    rows = (text.escape_json(json.dumps(value, ensure_ascii=False)) for value in values)
    raw("".join(f"{row}\n" for row in rows), stream)


def progress(items: Iterable[T], total: int, what: str) -> Iterator[T]:
    """Yield the items, with a temporary progress bar on stderr if they are many and it is a terminal."""
    if total < MIN_PROGRESS or not (sys.stderr.isatty() and terminal.colour(sys.stderr).on):
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    text_column = TextColumn("{task.description}", markup=False)
    console = Console(file=sys.stderr, width=columns(sys.stderr))
    with Progress(
        text_column, BarColumn(), MofNCompleteColumn(), console=console, transient=True, auto_refresh=False
    ) as shown:
        task = shown.add_task(what, total=total)
        shown.refresh()
        for item in items:
            yield item
            shown.update(task, advance=1, refresh=True)


def on_terminal() -> bool:
    """Whether stdout is a terminal."""
    return sys.stdout.isatty()


def can_ask() -> bool:
    """Whether the user can be asked: stdin and stderr are terminals."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def must_ask(decided: bool, as_json: bool) -> bool:
    """Whether to ask before writing, unless that is `decided`. Raises GovlistError if nobody can be asked."""
    if decided:
        return False
    if as_json or not can_ask():
        hint = _("write with --yes, or preview with --dry-run")
        raise GovlistError(_("cannot ask for confirmation without a terminal"), hint=hint)
    return True


def ask(question: str) -> bool:
    """Ask a question on stderr; every answer but a yes means no."""
    sys.stderr.write(f"{text.visible(question)} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes", "是")


def error(problem: GovlistError) -> ExitCode:
    """Print an error to stderr, after the problems that caused it; return its exit code.

    With --json it is one JSON object on one line.
    """
    if terminal.wanted.json:
        data_lines([problem.record()], sys.stderr)
        return problem.exit_code
    max_width = columns(sys.stderr)
    if problem.problems:
        lines(problem_lines(problem.problems, problem.line_of, max_width), sys.stderr)
    made: list[Line] = []
    for each in (problem, *problem.others[: MAX_ERRORS - 1]):
        made += hanging([(_("error: "), "bad")], each.message, max_width)
        if each.hint:
            made += hanging([(_("remedy: "), "head")], each.hint, max_width)
        made += [[(text.visible(row), "")] for row in each.to_copy.splitlines()]
    if (more := len(problem.others) - MAX_ERRORS + 1) > 0:
        made.append([(n_("… and {n} more", "… and {n} more", more).format(n=more), "dim")])
    lines(made, sys.stderr)
    return problem.exit_code


def bug(exception: BaseException) -> ExitCode:
    """Print the traceback of a bug in govlist, for a bug report."""
    import traceback

    trace = "".join(traceback.format_exception(exception))
    if terminal.wanted.json:
        found = GovlistError(_("a bug in govlist; please report it"), ExitCode.BUG, to_copy=trace, hint="")
        return error(found)
    made: list[Line] = [[(text.visible(row), "")] for row in trace.splitlines()]
    made.append([(_("error: "), "bad"), (_("a bug in govlist; please report the lines above"), "")])
    lines(made, sys.stderr)
    return ExitCode.BUG


def diff(before: str, after: str, path: str) -> list[Line]:
    """An edit as a unified diff with line numbers; trailing blanks are shown as `·`."""
    from govlist.base import line_diff  # needed for edits only

    made: list[Line] = []
    for row in line_diff.unified(before, after, path, context=1):
        style = {"+": "add", "-": "remove", "@": "dim"}.get(row[0], "")
        shown = text.visible(row[1:].rstrip("\r"))
        kept = shown.rstrip(" \u3000")
        shown = f"{row[0]}{kept}{'·' * text.width(shown[len(kept) :])}".rstrip(" ")
        made.append([(shown, style if row[:3] not in ("+++", "---") else "dim")])
    return made


def edited(
    done: Edited,
    done_message: str,
    as_json: bool,
    more: Mapping[str, Any] | None = None,
    as_diff: bool = True,
) -> None:
    """Print what an edit changes (or JSON) to stdout, the result and new warnings to stderr.

    `done_message` says what was done, such as "2 reports entered"; `more` are further keys of the JSON.
    `as_diff` shows the lines of the file instead of a table.
    """
    try:
        if as_json:
            data({"changed": done.changed, **(more or {}), "file": str(done.path)})
        elif done.dry_run or not terminal.wanted.quiet:
            changes(done, as_diff)
    finally:  # the file is saved even if the diff cannot be printed
        outcome(done, done_message)


def document(made: bytes) -> None:
    """Print a document. Raises GovlistError for a binary one on a terminal."""
    if b"\0" in made and on_terminal():
        raise GovlistError(_("this format cannot be shown on a terminal"), hint=_("name a file: -o FILE"))
    raw(made)


def written(files: Sequence[Path], message: str, as_json: bool) -> None:
    """Print which files were written: a message to stderr, or JSON to stdout."""
    if as_json:
        data({"files": list(map(str, files))})
    else:
        note(message)


def files_written(files: Sequence[Path], folder: Path) -> str:
    """The message for files in a folder."""
    words = n_("{n} file written into {path}", "{n} files written into {path}", len(files))
    return words.format(n=len(files), path=folder)


def changes(done: Edited, as_diff: bool) -> None:
    """Print what an edit changes: a table in the office's words, or the lines of the file."""
    from govlist.cli.screens import edited as screen  # needed for edits only

    made = None if as_diff else screen.lines(done.old, done.new, columns())
    lines(diff(done.before.text, done.after.text, str(done.path)) if made is None else made)


def outcome(done: Edited, done_message: str) -> None:
    """Print the result of an edit and its new warnings to stderr."""
    if done.warnings:
        made = problem_lines(
            done.warnings, lambda _path, number: done.after.line(number), columns(sys.stderr)
        )
        lines(made, sys.stderr)
    if not done.changed:
        note(_("No changes."))
    elif done.dry_run:
        note(_("Dry run: {what}; nothing was written.").format(what=done_message))
    else:
        note(_("{what}: {path}").format(what=done_message, path=done.path))
    saved(done.saved, done.gone)


def saved(done: Saved, gone: Vanished | None = None) -> None:
    """Print what another program has removed from a file before it was written, that the text before could
    not be kept, and how many hard links keep it."""
    if gone is not None:
        _warn(gone.seen)
        _warn(_("remedy: ") + gone.remedy)
    if done.not_kept:
        message = _("the text before this change could not be kept, so it cannot be undone: {error}")
        _warn(message.format(error=done.not_kept))
    if count := done.hard_links:
        message = n_(
            "the file has {n} other name (a hard link), which keeps the old text",
            "the file has {n} other names (hard links), which keep the old text",
            count,
        )
        note(message.format(n=count))


def _rich(made: Iterable[Line], stream: TextIO) -> None:
    """Print with rich, as styled text: data is never read as markup, and rich does not wrap."""
    from rich.console import Console
    from rich.text import Text

    # rich finds no colours for a pipe, prints nothing if $COLUMNS is 0, and reads $NO_COLOR again.
    console = Console(
        file=stream,
        width=terminal.MOST,
        color_system="auto" if stream.isatty() and os.environ.get("TERM") != "dumb" else "standard",
        force_terminal=True,
        no_color=False,
        highlight=False,
        emoji=False,
        markup=False,
    )
    for line in made:
        pieces: Sequence[tuple[str, str]] = [(piece, STYLES.get(style, "")) for piece, style in line]
        console.print(Text.assemble(*pieces), soft_wrap=True)
