"""Which files below a folder are lists, and the ids they get."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from govlist.base import files as reading
from govlist.base import i18n
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
        ("~$list.yaml", LIST),
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


# What is no file ------------------------------------------------------------------------------------

needs_unix = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes and sockets here")


@pytest.fixture
def odd(files: Path) -> Iterator[Path]:
    """A list, and names of lists that are none: links in a loop or to nothing, a pipe, a socket, a folder."""
    put(files, "list.yaml")
    (files / "a.yaml").symlink_to("b.yaml")
    (files / "b.yaml").symlink_to("a.yaml")
    (files / "gone.yaml").symlink_to("nothing.yaml")
    (files / "folder.yaml").mkdir()
    os.mkfifo(files / "pipe.yaml")
    with socket.socket(socket.AF_UNIX) as listening, contextlib.chdir(files):  # paths of sockets are short
        listening.bind("socket.yaml")
        yield files


@needs_unix
def test_what_is_no_file_is_named_below_a_folder(odd: Path) -> None:
    assert ids(odd) == ["a", "b", "gone", "list", "pipe", "socket"]


@needs_unix
@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("a.yaml", "symbolic links"),
        ("gone.yaml", "a link to a file that does not exist"),
        ("pipe.yaml", "is a pipe"),
        ("socket.yaml", "is a socket"),
        ("/dev/null", "is a device"),
        ("list.yaml/x.yaml", "cannot be read"),
    ],
)
def test_what_is_no_file_is_refused_if_it_is_named(odd: Path, name: str, word: str) -> None:
    i18n.use("en")
    with pytest.raises(GovlistError) as raised:
        find([odd / name])
    assert word in raised.value.message
    assert raised.value.exit_code == 3
    assert raised.value.hint


@needs_unix
def test_what_is_no_file_stops_only_itself(
    odd: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Any]
) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.01)
    for words in (["overview", odd, "--json"], ["gather", odd, "-o", "store", "--json"]):
        done = run(*words)
        assert done.code == 1
        found = {Path(each["path"]).name for each in json.loads(done.out)["rejected"]}
        assert {"a.yaml", "b.yaml", "gone.yaml", "pipe.yaml", "socket.yaml"} <= found


def test_a_folder_that_cannot_be_read_is_named(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    i18n.use("en")
    put(files, "a.yaml")

    def refused(folder: Path, onerror: Callable[[OSError], None]) -> Iterator[Any]:
        onerror(PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder / "甲")))
        onerror(OSError(errno.EIO, os.strerror(errno.EIO), str(folder / "乙")))
        yield str(folder), [], ["a.yaml"]

    monkeypatch.setattr(os, "walk", refused)
    with pytest.raises(GovlistError) as raised:
        find([files])
    messages = [each.message for each in (raised.value, *raised.value.others)]
    assert ["permission" in each for each in messages] == [True, False]
    assert "乙" in messages[1]


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
