"""gather in a process of its own that is killed or finds the disk full: the store stays usable and whole.

`stress/gather.py` does this hundreds of times, with readers meanwhile.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from tests.many import province

from govlist.many import gather, parquet
from govlist.many import store as stores

if sys.platform == "win32":
    pytest.skip("there are no such limits and signals", allow_module_level=True)

import resource

NOW = "2025-12-31T00:00:00Z"


@pytest.fixture
def changed(tmp_path: Path) -> province.Province:
    """A province that was gathered into `store`, and all of whose lists have changed since."""
    lists = province.write(tmp_path / "lists", tasks=4)
    gather.gather([lists.folder], Path("store"), now=NOW)
    for path in lists.folder.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"title: ", "title: 新".encode(), 1))
    return lists


def start(limit: int = resource.RLIM_INFINITY) -> subprocess.Popen[bytes]:
    """Start to gather again, with no file larger than the limit."""
    command = [sys.executable, "-m", "govlist", "gather", "lists", "-o", "store"]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY)),  # noqa: PLW1509
    )


def is_new() -> set[bool]:
    """Whether the lists of the store are those after the change; both if it is half and half."""
    files = parquet.files(stores.open_(Path("store")).tables["lists"])
    found = duckdb.sql(f"SELECT DISTINCT title LIKE '新%' FROM {files} WHERE state = 'ok'").fetchall()
    return {value for (value,) in found}


@pytest.mark.parametrize("limit", [0, 2_000, 8_000])
def test_a_file_that_cannot_be_written_keeps_the_old_version(changed: province.Province, limit: int) -> None:
    with start(limit) as running:
        _out, err = running.communicate(timeout=60)
    assert running.returncode == 3, err.decode()
    assert "Traceback" not in err.decode()
    assert "办法" in err.decode()
    assert is_new() == {False}
    assert [path.name for path in Path("store/versions").iterdir()] == ["v000001"]
    gather.gather([changed.folder], Path("store"), now=NOW)
    assert is_new() == {True}


@pytest.mark.slow
@pytest.mark.usefixtures("changed")
def test_killed_the_store_is_the_old_or_the_new_one() -> None:
    start_time = time.monotonic()
    with start() as running:
        running.communicate(timeout=60)
    duration = time.monotonic() - start_time
    new, old = "title: 新".encode(), b"title: "
    for part, (before, after) in ((0.5, (new, old)), (0.8, (old, new)), (0.9, (new, old))):
        for path in Path("lists").rglob("*.yaml"):
            path.write_bytes(path.read_bytes().replace(before, after, 1))
        with start() as running:
            time.sleep(duration * part)
            running.send_signal(signal.SIGKILL)
        assert is_new() in ({True}, {False})
        with start() as running:
            running.communicate(timeout=60)
        assert is_new() == {after == new}
        assert len(list(Path("store/versions").iterdir())) <= 2
        assert not list(Path("store").rglob(".rows"))
