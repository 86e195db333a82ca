"""`gather`: many lists into a store, and the store as files for other programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from govlist.actions import outfiles
from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.many import exports, sources
from govlist.many import gather as engine
from govlist.many import store as stores

if TYPE_CHECKING:
    from govlist.content import many_shapes

EXPORTS: dict[str, Callable[[stores.Store, Path], None]] = {
    "sqlite": exports.to_sqlite,
    "duckdb": exports.to_duckdb,
}
"""How the store is written as one file, by the option that names the file."""


@dataclass(frozen=True)
class Result:
    """The store, what the run did, and the files that were written beside it."""

    store: Path
    gathered: engine.Gathered
    files: tuple[Path, ...]


def gather(
    paths: Sequence[Path],
    root: Path,
    pattern: str | None = None,
    public: bool = False,
    files: Mapping[str, Path] | None = None,
    force: bool = False,
) -> Result:
    """Gather lists into a store, then write it as `files`, named by the keys of `EXPORTS`.

    Raises GovlistError as `many.gather.gather` does, and for files that must not be overwritten.
    """
    files = files or {}
    stores.require()
    for path in files.values():
        stores.refuse_inside(path, root)
    if len(set(files.values())) < len(files):
        raise GovlistError(_("both files have one name"), hint=_("name two files"))
    inputs = [Path(source.path) for source in sources.find(paths, pattern)] if files else []
    outfiles.check(dict.fromkeys(files.values(), b""), inputs, force)
    gathered = engine.gather(paths, root, pattern, public)
    for kind, path in files.items():
        with outfiles.built(path, force) as temporary:
            EXPORTS[kind](stores.open_(root), temporary)
    return Result(root, gathered, tuple(files.values()))


def record(done: Result) -> many_shapes.Gathered:
    """The result for `--json`."""
    gathered = done.gathered
    return {
        "store": str(done.store),
        "version": gathered.version,
        "changed": gathered.is_new,
        "lists": len(gathered.index.lists),
        "read": gathered.read,
        "removed": gathered.removed,
        "rejected": [
            {
                "list": list_id,
                "path": entry.path,
                "errors": entry.errors,
                "line": fault.line,
                "column": fault.column,
                "rule": fault.rule,
                "message": fault.message,
            }
            for list_id, entry in gathered.rejected.items()
            if (fault := entry.fault)
        ],
        "files": [str(path) for path in done.files],
    }
