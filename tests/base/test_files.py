"""Files that other people name: a pipe is read as long as a program writes into it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from govlist.base import files
from govlist.base.errors import ExitCode, GovlistError

needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")


def test_a_file_is_read() -> None:
    Path("a").write_bytes(b"x\r\ny")
    with files.opened(Path("a")) as file:
        assert file.read() == b"x\r\ny"


@pytest.mark.parametrize(
    ("name", "error"), [("none", FileNotFoundError), (".", (IsADirectoryError, PermissionError))]
)
def test_what_cannot_be_opened_raises_what_open_does(name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        files.opened(Path(name))


@needs_pipes
def test_a_pipe_that_nobody_writes_into_is_refused(
    monkeypatch: pytest.MonkeyPatch, run: Callable[..., Any]
) -> None:
    monkeypatch.setattr(files, "SECONDS", 0.01)
    os.mkfifo("list.yaml")
    with pytest.raises(GovlistError) as caught:
        files.opened(Path("list.yaml"))
    assert caught.value.exit_code == ExitCode.FAILED
    for words in (["-f", "list.yaml", "status"], ["import", "list.yaml"], ["validate", "list.yaml"]):
        assert run(*words).code == ExitCode.FAILED


@needs_pipes
def test_a_pipe_is_read_until_its_writer_ends() -> None:
    os.mkfifo("pipe")
    writer = Thread(target=Path("pipe").write_bytes, args=(b"x" * 200_000,))
    writer.start()
    with files.opened(Path("pipe")) as file:
        assert file.read() == b"x" * 200_000
    writer.join()


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors have no paths there")
def test_the_open_end_of_a_pipe_is_read() -> None:
    """As `<(…)` of a shell gives it, whose writer may have ended."""
    read, write = os.pipe()
    os.write(write, b"abc")
    os.close(write)
    try:
        with files.opened(Path(f"/dev/fd/{read}")) as file:
            assert file.read() == b"abc"
    finally:
        os.close(read)
