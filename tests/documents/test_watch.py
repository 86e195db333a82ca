"""Reading a document has a time limit, whatever its kind."""

from __future__ import annotations

import signal
from pathlib import Path
from threading import Thread, active_count
from time import sleep
from typing import Any

import pytest
from tests.documents.readers import writers

from govlist.base import registry
from govlist.base.errors import ExitCode, GovlistError
from govlist.collect import forms
from govlist.documents import reading, watch


def never(*_args: Any) -> Any:
    """Read for ever, as if a file had found a fault of a reader."""
    while True:
        sleep(0.001)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "SECONDS", 0.3)


@pytest.mark.parametrize("kind", reading.kinds())
@pytest.mark.usefixtures("hurried")
def test_every_reader_is_stopped(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry.get("documents.readers", kind), "read", never)
    with pytest.raises(GovlistError, match="读取用时过久") as caught:
        reading.read(tmp_path / "a", kind)
    assert caught.value.exit_code == ExitCode.FAILED
    assert caught.value.hint


@pytest.mark.parametrize("name", ["_csv", "_document", "_workbook"])
@pytest.mark.usefixtures("hurried")
def test_every_reader_of_forms_is_stopped(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("序号,完成状态\n", encoding="utf-8")
    if name != "_csv":
        kind = {"_document": "docx", "_workbook": "xlsx"}[name]
        path = writers.write(kind, tmp_path / f"a.{kind}")
    monkeypatch.setattr(f"govlist.collect.forms.{name}.read", never)
    with pytest.raises(GovlistError, match="读取用时过久"):
        forms.read(path)


@pytest.mark.usefixtures("hurried")
def test_it_is_stopped_where_interrupts_are_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for a job of a shell in the background: `govlist import … &` in a script."""
    monkeypatch.setattr(registry.get("documents.readers", "txt"), "read", never)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with pytest.raises(GovlistError, match="读取用时过久"):
            reading.read(tmp_path / "a", "txt")
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("hurried")
def test_the_watch_ends_with_the_reading(tmp_path: Path) -> None:
    threads = active_count()
    path = tmp_path / "a.csv"
    path.write_text("序号,任务\n1,公开\n", encoding="utf-8")
    assert reading.read(path) == reading.read(path)
    with pytest.raises(GovlistError):
        reading.read(tmp_path / "none.csv")
    sleep(0.5)
    assert active_count() == threads


@pytest.mark.usefixtures("hurried")
def test_the_outer_watch_counts(tmp_path: Path) -> None:
    with (
        pytest.raises(GovlistError, match="outer"),
        watch.limited(tmp_path / "outer"),
        watch.limited(tmp_path / "inner"),
    ):
        never()


def test_ctrl_c_still_ends_the_command(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), watch.limited(tmp_path):
        raise KeyboardInterrupt


@pytest.mark.usefixtures("hurried")
def test_another_thread_is_not_watched(tmp_path: Path) -> None:
    done: list[bool] = []

    def work() -> None:
        with watch.limited(tmp_path):
            sleep(0.6)
        done.append(True)

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert done
