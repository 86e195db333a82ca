"""Gathering: every list in its partition, only what changed is read, and the same as if all were read."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest
from tests.many import province

from govlist.base import i18n, parallel
from govlist.base.errors import GovlistError
from govlist.many import extract, parquet, schema, sources
from govlist.many import gather as engine
from govlist.many import store as stores
from govlist.yamlfile import store as files

NOW = "2025-12-31T00:00:00Z"

Province = province.Province


@pytest.fixture
def lists(tmp_path: Path) -> Province:
    """The lists of a small province."""
    return province.write(tmp_path / "lists", tasks=4)


def gather(folder: Path, root: Path = Path("store"), **how: Any) -> engine.Gathered:
    """Gather the lists of a folder."""
    return engine.gather([folder], root, **{"now": NOW, **how})


def tables(root: Path = Path("store")) -> dict[str, bytes]:
    """Every Parquet file of the version in use, by its path in it."""
    folder = stores.open_(root).folder
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.parquet"))
    }


def rows(sql: str, root: Path = Path("store")) -> list[tuple[Any, ...]]:
    """The answer to a question; {TABLE} is a table of the store."""
    store = stores.open_(root)
    return duckdb.sql(
        sql.format(**{name: parquet.files(paths) for name, paths in store.tables.items()})
    ).fetchall()


def read(folder: Path) -> list[extract.Source]:
    """Which lists a run finds."""
    return sources.find([folder])


# -- all -------------------------------------------------------------------------------------------


def test_every_list_is_sound_or_has_its_problems(lists: Province) -> None:
    done = gather(lists.folder)
    assert (done.read, done.removed, set(done.rejected)) == (len(lists.list_ids), 0, set(lists.broken))
    assert [entry[0] for entry in rows("SELECT list_id FROM {lists} ORDER BY 1")] == lists.list_ids
    assert rows("SELECT list_id, rule FROM {problems} ORDER BY 1") == sorted(lists.broken.items())
    assert rows("SELECT list_id FROM {lists} WHERE state = 'rejected' ORDER BY 1") == [
        (list_id,) for list_id in sorted(lists.broken)
    ]


def test_the_rows_are_those_of_the_lists(lists: Province) -> None:
    gather(lists.folder)
    expected: dict[str, list[tuple[Any, ...]]] = {table: [] for table in schema.BY_NAME}
    for source in read(lists.folder):
        for table, made in extract.extract(source, NOW).rows.items():
            expected[table] += made
    for table, made in expected.items():
        assert rows(f"FROM {{{table}}}") == rows_in_order(made), table
        assert made, table


def rows_in_order(made: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows of Python in the order of the store: by partition, then by all columns, empty ones last."""

    def order(row: tuple[Any, ...]) -> tuple[Any, ...]:
        where = stores.partition(row[1], row[5])
        return where, *(
            (value is None, str(value) if isinstance(value, str) else value or 0) for value in row
        )

    return sorted(made, key=order)


def test_the_keys_of_paths_are_columns_for_whoever_reads_them_by_default(lists: Province) -> None:
    gather(lists.folder)
    folder = stores.open_(Path("store")).folder
    for table in schema.TABLES:
        found = duckdb.sql(f"DESCRIBE FROM '{folder}/{table.name}/*/*/*.parquet'").fetchall()
        types = {name: kind for name, kind, *_rest in found}
        assert (types.pop("y"), types.pop("p")) == ("BIGINT", "VARCHAR")
        assert types == {column.name: column.type.value for column in table.columns}
    assert rows("SELECT DISTINCT city FROM {lists} WHERE region_code LIKE '9902%'") == [("北原市",)]
    assert sorted({path.split("/", 1)[1] for path in tables()}) == [
        f"{key}/data.parquet" for key in ("y=2025/p=c9901", "y=2025/p=c9902", "y=2025/p=cx")
    ]


@pytest.mark.parametrize(
    ("code", "year", "key"),
    [
        ("990101", 2025, "y=2025/p=c9901"),
        ("99", 2025, "y=2025/p=c99"),
        ("", 0, "y=0/p=cx"),
        ("../../etc", 2025, "y=2025/p=cx"),
        ("９９０１", 2025, "y=2025/p=cx"),
    ],
)
def test_the_partition_of_a_list(code: str, year: int, key: str) -> None:
    assert stores.partition(code, year) == key


def test_the_bytes_do_not_depend_on_the_number_of_processes(
    lists: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    gather(lists.folder, Path("one"))
    monkeypatch.setattr(parallel, "MIN_BYTES", 0)
    monkeypatch.setenv("GOVLIST_JOBS", "2")
    gather(lists.folder, Path("two"))
    assert tables(Path("one")) == tables(Path("two"))


def test_the_description_names_every_table_column_and_file(lists: Province) -> None:
    gather(lists.folder)
    folder = stores.open_(Path("store")).folder
    made = json.loads((folder / "datapackage.json").read_bytes())
    assert [each["name"] for each in made["resources"]] == [table.name for table in schema.TABLES]
    for table, each in zip(schema.TABLES, made["resources"], strict=True):
        fields = each["schema"]["fields"]
        assert [field["name"] for field in fields] == [column.name for column in table.columns]
        assert all(field["description"] for field in fields)
        assert [folder / path for path in each["path"]] == stores.open_(Path("store")).tables[table.name]
    assert made["resources"][0]["description"] == i18n._(schema.TABLES[0].meaning) != schema.TABLES[0].meaning


# -- what changed ----------------------------------------------------------------------------------


def test_nothing_is_written_if_nothing_has_changed(lists: Province) -> None:
    first = gather(lists.folder)
    before = {path: path.stat().st_mtime_ns for path in Path("store").rglob("*")}
    again = gather(lists.folder, now="2026-01-01T00:00:00Z")
    assert (again.is_new, again.read, again.removed) == (False, 0, 0)
    assert (again.index, again.version) == (first.index, first.version)
    assert {path: path.stat().st_mtime_ns for path in Path("store").rglob("*")} == before


def change(rng: Random, lists: Province) -> None:
    """Change the folder in one way: a line more, an error, a list gone, moved, new, or of another region."""
    paths = sorted(lists.folder.rglob("*.yaml"))
    path = rng.choice(paths)
    text = path.read_text(encoding="utf-8")
    match rng.randrange(7):
        case 0:
            path.write_text(text + "# another line\n", encoding="utf-8")
        case 1:
            path.write_text(rng.choice(list(province.ERRORS.values()))(text), encoding="utf-8")
        case 2:
            identity = {"region": "新区", "region_code": rng.choice(("990107", "990207", "880101"))}
            plain = province.checklist(rng, identity, 3)
            path.write_text(province.written(plain), encoding="utf-8")
        case 3 if len(paths) > 3:
            path.unlink()
        case 4:
            path.rename(path.with_name(f"moved {rng.randrange(1000)}.yaml"))
        case 5:
            shutil.copy(path, lists.folder / f"copy {rng.randrange(1000)}.yaml")
        case _:
            path.write_text(
                text.replace("year: 2025", "year: 2024").replace(": 2025-", ": 2024-"), encoding="utf-8"
            )


@pytest.mark.parametrize("seed", range(2))  # stress/gather.py: many more
def test_what_changed_gives_the_same_as_reading_all(lists: Province, seed: int) -> None:
    rng = Random(seed)
    gather(lists.folder)
    for _step in range(3):
        for _change in range(rng.randint(1, 4)):
            change(rng, lists)
        done = gather(lists.folder)
        shutil.rmtree("whole", ignore_errors=True)
        whole = gather(lists.folder, Path("whole"))
        assert done.index == whole.index
        assert tables() == tables(Path("whole"))


def test_a_changed_list_rewrites_its_partition_alone(lists: Province) -> None:
    gather(lists.folder)
    before = stores.open_(Path("store"))
    path = lists.path(next(each for each in lists.sound if each.startswith("南川市")))
    path.write_bytes(path.read_bytes() + b"\n")
    done = gather(lists.folder, now="2026-01-01T00:00:00Z")
    assert (done.is_new, done.read) == (True, 1)
    after = stores.open_(Path("store"))
    for table in schema.BY_NAME:
        for old, new in zip(before.tables[table], after.tables[table], strict=True):
            assert old.samefile(new) == ("c9901" not in str(old))
    assert rows("SELECT count(*) FROM {lists} WHERE extracted_at > '2026'") == [(1,)]


def test_a_file_with_the_same_size_and_time_is_read_again(lists: Province) -> None:
    gather(lists.folder)
    path = lists.path(lists.sound[0])
    seen = path.stat()
    path.write_bytes(path.read_bytes().replace("类信息".encode(), "类事项".encode()))
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert path.stat().st_size == seen.st_size
    assert gather(lists.folder).read == 1


def test_another_language_reads_the_lists_with_messages_again(lists: Province) -> None:
    gather(lists.folder)
    i18n.use("en")
    done = gather(lists.folder)
    assert done.read == len(lists.broken)
    assert rows(
        "SELECT DISTINCT message LIKE '%is not a valid date' FROM {problems} WHERE rule = 'bad-date'"
    ) == [(True,)]


def test_another_version_of_govlist_reads_all(lists: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    gather(lists.folder)
    monkeypatch.setattr(engine, "__version__", "999")
    assert gather(lists.folder).read == len(lists.list_ids)


@pytest.mark.parametrize("damage", ["{", "[]", '{"lists": 1}', None, 0, 300, -1])
def test_a_damaged_store_is_written_anew(lists: Province, damage: str | int | None) -> None:
    """A damaged index, a table's file that is missing, or one cut off at so many bytes."""
    gather(lists.folder)
    whole = tables()
    folder = stores.open_(Path("store")).folder
    if damage is None:
        next(folder.rglob("*.parquet")).unlink()
    elif isinstance(damage, int):
        cut = next(folder.rglob("*.parquet"))
        cut.write_bytes(cut.read_bytes()[:damage])
    else:
        (folder / "index.json").write_text(damage, encoding="utf-8")
    with pytest.raises(GovlistError) as caught:
        stores.open_(Path("store"))
    assert caught.value.exit_code == 3
    assert gather(lists.folder).read == len(lists.list_ids)
    assert tables() == whole


@pytest.mark.parametrize("more", [{}, {"columns": ["x"]}])
def test_a_store_of_a_newer_govlist_is_neither_read_nor_replaced(
    lists: Province, more: dict[str, Any]
) -> None:
    i18n.use("en")
    gather(lists.folder)
    index = stores.open_(Path("store")).folder / "index.json"
    plain = json.loads(index.read_bytes())
    newer = json.dumps({**plain, "schema": schema.VERSION + 1, "govlist": "99.0", **more})
    index.write_text(newer, encoding="utf-8")
    path = lists.path(lists.sound[0])
    path.write_bytes(path.read_bytes() + b"\n")
    works: list[Callable[[], object]] = [lambda: stores.open_(Path("store")), lambda: gather(lists.folder)]
    for work in works:
        with pytest.raises(GovlistError) as caught:
            work()
        assert caught.value.exit_code == 3
        assert "newer govlist (99.0)" in caught.value.message
        assert caught.value.hint.startswith("update govlist")
    assert index.read_text(encoding="utf-8") == newer
    assert [each.name for each in Path("store/versions").iterdir()] == ["v000001"]


# -- places ----------------------------------------------------------------------------------------


def test_a_store_beside_or_below_the_lists(lists: Province) -> None:
    below = lists.folder / "store"
    gather(lists.folder, below)
    assert gather(lists.folder, below).is_new is False
    assert tables(below)


def test_a_folder_with_lists_is_no_store(lists: Province) -> None:
    before = {path: path.stat().st_mtime_ns for path in lists.folder.rglob("*")}
    for root in (lists.folder, lists.folder.parent, lists.path(lists.sound[0]).parents[1]):
        with pytest.raises(GovlistError) as caught:
            gather(lists.folder, root)
        assert (caught.value.exit_code, bool(caught.value.hint)) == (2, True)
    assert {path: path.stat().st_mtime_ns for path in lists.folder.rglob("*")} == before


def test_lists_inside_the_store_are_refused(lists: Province) -> None:
    gather(lists.folder)
    inside = stores.open_(Path("store")).folder / "lists-of-mine"
    shutil.copytree(lists.folder, inside)
    with pytest.raises(GovlistError) as caught:
        gather(inside)
    assert caught.value.exit_code == 2


def test_two_at_once(lists: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    gather(lists.folder)
    monkeypatch.setattr(files, "LOCK_SECONDS", 0.1)
    with files.lock(Path("store/CURRENT")), pytest.raises(GovlistError) as caught:
        gather(lists.folder)
    assert caught.value.exit_code == 3


def test_without_duckdb_the_remedy_is_named(lists: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "find_spec", lambda _name: None)
    with pytest.raises(GovlistError) as caught:
        gather(lists.folder)
    assert "govlist[data]" in caught.value.hint
    assert not Path("store").exists()


@pytest.mark.parametrize("failing", ["append", "carry", "_sync"])
def test_a_full_disk_at_any_step_keeps_the_old_version(
    lists: Province, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    gather(lists.folder)
    before = tables()
    path = lists.path(lists.sound[0])
    path.write_bytes(path.read_bytes() + b"\n")

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(engine.versions, failing, full)
        with pytest.raises(GovlistError) as caught:
            gather(lists.folder)
    assert (caught.value.exit_code, bool(caught.value.hint)) == (3, True)
    assert tables() == before
    assert [each.name for each in Path("store/versions").iterdir()] == ["v000001"]


# -- hostile lists ---------------------------------------------------------------------------------

NAMES = (
    "it's",
    "a b",
    "a..b",
    "a\nb",
    "长" * 80,
    "; DROP TABLE lists; --",
    "[x]*?",
    "{year}",
    "%s",
    "-o",
    "~",
)


def test_lists_with_hostile_names_and_texts_change_nothing_but_their_own_rows(tmp_path: Path) -> None:
    lists = province.write(tmp_path / "lists", broken=0)
    gather(lists.folder, Path("before"))
    rng = Random(3)
    plain = province.checklist(rng, {"region": "'; DROP TABLE states; --", "topic": "..", "city": "a\\b"}, 3)
    report = plain["sections"][0]["topics"][0]["tasks"][0]["progress"]["司法局"][0]
    report["note"] = "'); COPY lists TO '/tmp/x'; --\n\"\\N\", NULL" + "长" * 5000
    for name in NAMES:
        path = lists.folder / "x" / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(province.written(plain), encoding="utf-8")
    done = gather(lists.folder)
    assert (len(done.index.lists), done.rejected) == (len(lists.sound) + len(NAMES), {})
    for table in schema.BY_NAME:
        theirs = rows(f"FROM {{{table}}} WHERE region NOT LIKE '%DROP%'")
        assert theirs == rows(f"FROM {{{table}}}", Path("before")), table
    assert rows("SELECT DISTINCT note FROM {reports} WHERE note LIKE '%COPY%'") == [(report["note"],)]
    assert rows("SELECT list_id FROM {lists} WHERE list_id LIKE 'x/%' ORDER BY 1") == [
        (f"x/{name}",) for name in sorted(NAMES)
    ]


# -- public ----------------------------------------------------------------------------------------


def test_a_public_store_has_no_notes_people_reviews_and_chases(lists: Province) -> None:
    gather(lists.folder, public=True)
    assert rows('SELECT count(note), count("by"), count(review), count(*) > 0 FROM {reports}') == [
        (0, 0, 0, True)
    ]
    assert rows("SELECT count(review), count(*) > 0 FROM {states}") == [(0, True)]
    assert rows("FROM {chases}") == []
    assert rows("SELECT count(*) FROM {problems}") == [(len(lists.broken),)]
    words = (*province.NOTES[:4], "张三", "8001", "请补充", "火星局")
    for path, data in tables().items():
        text = "\n".join(
            map(str, duckdb.sql(f"FROM '{stores.open_(Path('store')).folder}/{path}'").fetchall())
        )
        assert not [word for word in words if word in text]
        assert data


@pytest.mark.parametrize("first", [True, False])
def test_a_store_stays_public_or_not(lists: Province, first: bool) -> None:
    gather(lists.folder, public=first)
    with pytest.raises(GovlistError) as caught:
        gather(lists.folder, public=not first)
    assert (caught.value.exit_code, bool(caught.value.hint)) == (2, True)
