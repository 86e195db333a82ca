"""Which files below a folder are lists, and the ids they get."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from govlist.base.errors import GovlistError
from govlist.many.extract import Source
from govlist.many.sources import find

LIST = "title: 清单\nyear: 2024\nunits: []\ngroups: []\nsections: []\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder for lists."""
    folder = tmp_path / "lists"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, text: str | bytes = LIST) -> Path:
    """Write a file below a folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def ids(*paths: Path, pattern: str | None = None) -> list[str]:
    """The ids of the lists that are found."""
    return [source.list_id for source in find(paths, pattern)]


def test_lists_are_found_at_any_depth_in_the_order_of_their_ids(files: Path) -> None:
    put(files, "甲/2024.yaml")
    put(files, "a.yml")
    path = put(files, "甲/乙/2024.v2.yaml")
    assert find([files])[-1] == Source(str(path), "甲/乙/2024.v2")
    assert ids(files) == ["a", "甲/2024", "甲/乙/2024.v2"]


@pytest.mark.parametrize(
    "text",
    [
        "format: 1\ntitle: [",
        "\ufefftitle: 清单\nyear: 2024\nunits:\n",
        "sections:\n  - title: 一",
        "'year': 2024\n\"units\": []\n",
        '{"title": "清单", "year": 2024, "units": [], "groups": [], "sections": []}',
        LIST.encode("gb18030"),
        LIST.encode("utf-16"),
        "# 说明\n" * 100 + LIST,
    ],
)
def test_a_file_with_the_keys_of_a_list_is_one_even_if_it_is_broken(files: Path, text: str | bytes) -> None:
    put(files, "a.yaml", text)
    assert ids(files) == ["a"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ci.yml", "name: CI\non: push\njobs:\n  a:\n    steps:\n      - sections: 1\n"),
        ("mkdocs.yaml", "site_name: 清单\nnav: []\n"),
        ("book.yml", "format: jb-book\nroot: index\n"),
        ("article.yml", "title: 文章\nyear: 2024\n"),
        ("empty.yaml", ""),
        ("a.txt", LIST),
        (".hidden.yaml", LIST),
        (".git/a.yaml", LIST),
    ],
)
def test_other_files_are_left_alone(files: Path, name: str, text: str) -> None:
    put(files, "list.yaml")
    put(files, name, text)
    assert ids(files) == ["list"]


def test_a_file_that_is_named_is_taken_whatever_it_holds(files: Path) -> None:
    path = put(files, "甲/b.yaml", "jobs: {}\n")
    assert find([path]) == [Source(str(path), "b")]


def test_a_list_is_taken_once(files: Path) -> None:
    path = put(files, "甲/a.yaml")
    assert ids(files, files / "甲", path) == ["甲/a"]


def test_equal_paths_below_two_folders_get_the_folders_names(files: Path) -> None:
    for name in ("甲/2024.yaml", "乙/2024.yaml", "乙/2025.yaml"):
        put(files, name)
    assert ids(files / "甲", files / "乙") == ["2025", "乙/2024", "甲/2024"]


def test_files_that_differ_in_the_suffix_alone_get_it(files: Path) -> None:
    put(files, "a.yaml")
    put(files, "a.yml")
    assert ids(files) == ["lists/a.yaml", "lists/a.yml"]


def test_ids_that_cannot_be_told_apart_are_refused(files: Path) -> None:
    put(files, "甲/市/a.yaml")
    put(files, "乙/市/a.yaml")
    with pytest.raises(GovlistError) as raised:
        find([files / "甲" / "市", files / "乙" / "市"])
    assert "市/a.yaml" in raised.value.message
    assert raised.value.hint


def test_folders_without_lists_and_missing_ones_are_all_named(files: Path) -> None:
    put(files, "a.yaml", "jobs: {}")
    with pytest.raises(GovlistError) as raised:
        find([files, files / "missing"])
    assert str(files) in raised.value.message
    assert "missing" in raised.value.others[0].message


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_a_name_that_is_no_text_becomes_an_id_that_is(files: Path) -> None:
    try:
        put(files, os.fsdecode(b"\xff'; DROP.yaml"))
    except OSError:
        pytest.skip("this file system takes no such names")
    assert ids(files) == ["\\xff'; DROP"]


# Patterns -----------------------------------------------------------------------------------------


def test_a_pattern_reads_paths(files: Path) -> None:
    put(files, "340111/2024/政务公开.yaml")
    (source,) = find([files], "{region_code}/{year}/{topic}.yaml")
    assert source.identity == {"region_code": "340111", "year": "2024", "topic": "政务公开"}
    assert source.fault == ""


@pytest.mark.parametrize(
    "name", ["340111/政务公开.yaml", "某区/2024/政务公开.yaml", "3401111/2024/甲.yaml", "340111/24/甲.yaml"]
)
def test_a_path_that_does_not_match_is_a_fault_of_that_list(files: Path, name: str) -> None:
    put(files, name)
    put(files, "340111/2024/甲.yaml")
    faults = {source.list_id: source.fault for source in find([files], "{region_code}/{year}/{topic}.yaml")}
    assert faults.pop("340111/2024/甲") == ""
    ((list_id, fault),) = faults.items()
    assert list_id in fault
    assert "{region_code}/{year}/{topic}.yaml" in fault
