"""Gather many lists into a store: read those that changed, rewrite their partitions, take over the others.

Every list's bytes are read and compared by their digest: sizes and times of files lie after a checkout, a
copy, or two writes within a tick of the clock; and reading costs a hundredth of extracting.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import NamedTuple

from govlist import __version__
from govlist.base import i18n, parallel, progress
from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.many import package, parquet, schema, sources
from govlist.many.extract import Source, extract
from govlist.many.store import INDEX, Entry, Fault, Index, file, partition, read_index, require
from govlist.validation import load
from govlist.yamlfile import store, versions

SCRATCH = ".rows"
"""The folder in a version for what is read but not yet written as Parquet."""


@dataclass(frozen=True)
class Gathered:
    """What a run did: the version in use, whether it is new, its index, how many lists were read and gone."""

    version: str
    is_new: bool
    index: Index
    read: int
    removed: int

    @property
    def rejected(self) -> dict[str, Entry]:
        """The lists with errors, by their ids."""
        return {list_id: entry for list_id, entry in self.index.lists.items() if entry.fault}


def gather(
    paths: Sequence[Path],
    root: Path,
    pattern: str | None = None,
    public: bool = False,
    now: str | None = None,
) -> Gathered:
    """Gather the lists below the paths into the store at `root`.

    `pattern` says what the lists' paths tell about them, as for `sources.find`. `public` leaves out notes,
    people, reviews and chases. `now` is the time that new rows say. Raises GovlistError if there are no
    lists, the folder is no store or cannot be written, or the extra `data` is not installed.
    """
    require()
    found = sources.find(paths, pattern)
    _refuse_inside(found, root)
    with versions.locked(store.resolved(root)) as folder:
        old = _reusable(root, folder, public)
        known = old.lists if old else {}
        language = i18n.language()
        changed = [source for source in found if not _is_known(source, known, old, language)]
        removed = known.keys() - {source.list_id for source in found}
        if old and folder and not changed and not removed:
            return Gathered(folder.name, False, old, 0, 0)
        run = _Run(folder, old, now or f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", public, language)
        with versions.replaced(store.resolved(root)) as version:
            index = run.write(version, changed, removed)
        return Gathered(version.name, True, index, len(changed), len(removed))


def _refuse_inside(found: Iterable[Source], root: Path) -> None:
    """Refuse lists inside the store: its old versions are deleted."""
    folder = store.resolved(root)
    for source in found:  # one of links in a loop is named when it is read
        if Path(os.path.realpath(source.path)).is_relative_to(folder):
            message = _("the list {path} is in the folder of the store").format(path=source.path)
            raise GovlistError(message, hint=_("name another folder with -o, beside the lists"))


def _reusable(root: Path, folder: Path | None, public: bool) -> Index | None:
    """The index of the version in use, unless this govlist reads lists in another way.

    Raises GovlistError for a store of a newer version, and for one with notes and people that is to become a
    public one: the version before would still have them.
    """
    index = read_index(root, folder) if folder else None
    if index and index.public != public:
        messages = {
            True: _("the store {path} has notes and people, which --public leaves out"),
            False: _("the store {path} was written with --public"),
        }
        raise GovlistError(messages[public].format(path=root), hint=_("name another folder with -o"))
    return index if index and (index.govlist, index.schema) == (__version__, schema.VERSION) else None


def _is_known(source: Source, known: Mapping[str, Entry], old: Index | None, language: str) -> bool:
    """Whether a list's rows in the store are still right."""
    entry = known.get(source.list_id)
    if entry is None or (entry.path, entry.said) != (source.path, _by_path(source)):
        return False
    if entry.fault and old and old.language != language:  # its messages are in the other language
        return False
    try:
        digest = sha256(load.read(Path(source.path))).hexdigest()
    except GovlistError:
        digest = ""  # that of a file that could not be read
    return digest == entry.sha256


def _by_path(source: Source) -> dict[str, str]:
    """What a list's path says about it, and what is wrong with it."""
    return {**source.identity, **({"fault": source.fault} if source.fault else {})}


@dataclass(frozen=True)
class _Run:
    """A new version in the making, from the version in use."""

    folder: Path | None
    old: Index | None
    now: str
    public: bool
    language: str

    def write(self, version: Path, changed: Sequence[Source], removed: Iterable[str]) -> Index:
        """Write all tables: with the changed lists, without the removed ones."""
        known = dict(self.old.lists) if self.old else {}
        replaced = {*removed, *(source.list_id for source in changed)}
        touched = {known.pop(list_id).partition for list_id in replaced & known.keys()}
        for list_id, entry in self._read(version, changed):
            known[list_id] = entry
            touched.add(entry.partition)
        index = Index(known, self.public, self.language)
        with parquet.refusals(version), parquet.Writer(version / SCRATCH, replaced) as writer:
            self._tables(version, index, touched, writer)
        shutil.rmtree(version / SCRATCH, ignore_errors=True)
        versions.append(version / INDEX, index.text().encode())
        versions.append(version / package.NAME, package.text(index).encode())
        return index

    def _read(self, version: Path, changed: Sequence[Source]) -> Iterator[tuple[str, Entry]]:
        """Read lists on all cores, and keep their rows for their partitions."""
        jobs = parallel.jobs_for(source.path for source in changed)
        work = partial(_read, now=self.now, public=self.public)
        reads = parallel.results(work, changed, jobs)
        for read in progress.over(reads, len(changed), _("reading")):
            for table, data in read.rows.items():
                versions.append(file(version / SCRATCH, table, read.entry.partition), data)
            yield read.list_id, read.entry

    def _tables(self, version: Path, index: Index, touched: set[str], writer: parquet.Writer) -> None:
        """Write the partitions that changed, and take over the others."""
        parts = list(product(schema.TABLES, index.partitions))
        before = self.old.partitions if self.old else []
        for table, each in progress.over(parts, len(parts), _("writing")):
            target = file(version, table.name, each)
            old = file(self.folder, table.name, each) if self.folder and each in before else None
            if old and each not in touched:
                versions.carry(old, target)
                continue
            rows = file(version / SCRATCH, table.name, each)
            store.make_folder(target.parent)
            writer.write(table, rows if rows.exists() else None, old, target)


class _Rows(NamedTuple):
    """A list that was read: its entry in the index, and its rows by table, packed."""

    list_id: str
    entry: Entry
    rows: dict[str, bytes]


def _read(source: Source, now: str, public: bool) -> _Rows:
    """Read a list; called in several processes."""
    made = extract(source, now, public)
    names = [column.name for column in schema.BY_NAME["lists"].columns]
    about = dict(zip(names, made.rows["lists"][0], strict=True))
    fault = next((Fault(*row[-4:]) for row in made.rows["problems"]), None)
    where = partition(about["region_code"], about["year"])
    digest, errors = about["content_sha256"], about["errors"]
    entry = Entry(source.path, _by_path(source), digest, where, made.state, errors, fault)
    packed = {table: parquet.packed(schema.BY_NAME[table], rows) for table, rows in made.rows.items() if rows}
    return _Rows(source.list_id, entry, packed)
