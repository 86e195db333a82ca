"""The commands in groups, as `govlist --help`, the manual and docs/commands.md show them."""

from __future__ import annotations

from typing import NamedTuple

from govlist.base.i18n import mark as N_


class Group(NamedTuple):
    """A group of commands, in the order in which they are shown."""

    title: str
    commands: tuple[str, ...]


GROUPS = (
    Group(N_("Look"), ("status", "my", "list", "show", "units", "diff", "view", "overview", "query")),
    Group(N_("Report"), ("mark", "unmark", "collect", "undo", "restore")),
    Group(N_("Review"), ("confirm", "return", "assign", "chase")),
    Group(N_("Papers"), ("export",)),
    Group(N_("Lists"), ("init", "import", "match", "merge", "close", "reopen", "gather")),
    Group(N_("Check"), ("validate", "explain", "doctor")),
    Group(N_("Set up"), ("config", "completion", "schema", "docs", "help")),
)
"""Every command is in one group; tests/cli/test_help.py compares them with the folder of commands."""

WRITING = {
    *("--output", "--parquet", "--sqlite", "--duckdb"),
    *("--per-unit", "--template", "--to-fill", "--move-to", "--into"),
    *("--dry-run", "--force", "--yes", "--fix", "--record", "--drop", "--settle", "--remove"),
    *("--standing", "--all-units", "--overall", "--partial", "--redo", "--user"),
}
"""The options that write, write more, or belong to writing. No view has them, and no slip suggests them."""

READING = {*GROUPS[0].commands, "export", *GROUPS[5].commands, "completion", "schema", "docs", "help"}
"""The commands that write nothing into a list without an option."""
