"""Terminal control codes in data never reach a terminal, even unchecked; paths never leave the folder."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import texts
from tests.terminal import COLOUR

from govlist.base.characters import CONTROL
from govlist.base.text import escape_json, visible
from govlist.model.checklist import Checklist
from govlist.model.evidence import fault
from govlist.validation import load

Run = Callable[..., Any]

WEEKLY = Path(__file__).parent / "cases" / "weekly" / "checklist.yaml"
CODES = "\x1b[31m\x1b]0;own\x07\x9b2J\u202e\u2066\r\x08\x7f\u200f"
"""Codes for colour, window title, clearing the screen, reversed text, overwriting a line."""

COMMANDS = (
    ("status",),
    ("status", "--brief"),
    ("status", "--by", "unit"),
    ("status", "--by", "kind"),
    ("status", "--by", "section"),
    ("status", "--by", "topic"),
    ("status", "--by", "task"),
    ("status", "--trend"),
    ("list",),
    ("list", "--status", "behind"),
    ("show", "1"),
    ("show", "3"),
    ("show", "7"),
    ("units",),
    ("diff", "--since", "2024-01-01"),
    ("chase",),
)
FIGURES = (("status", "--brief"), ("status", "--trend"))
"""Commands that show no text from the list."""


def poisoned(value: Any) -> Any:
    """A model with codes at the end of every text, including the keys of mappings."""
    if type(value) is str:
        return value + CODES
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: poisoned(getattr(value, f.name)) for f in fields(value)})
    if isinstance(value, tuple):
        return tuple(map(poisoned, value))
    return (
        {poisoned(key): poisoned(each) for key, each in value.items()} if isinstance(value, dict) else value
    )


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> Checklist:
    """Commands get a list without validation."""
    made: Checklist = poisoned(load.checklist(WEEKLY))
    monkeypatch.setattr(load, "checklist", lambda _path: made)
    monkeypatch.setattr(load, "check", lambda *_args: pytest.fail("a reader that needs the file itself"))
    return made


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
def test_no_code_of_data_reaches_a_terminal(
    run: Run, unchecked: Checklist, command: tuple[str, ...], terminal: bool
) -> None:
    assert CODES in unchecked.title
    options = ("--width", "100", "--color", "always") if terminal else ()
    result = run(*options, "-f", WEEKLY, *command)
    assert result.code == 0, result.err
    for text in (result.out, result.err):
        assert CONTROL.search(COLOUR.sub("", text).replace("\n", "")) is None
    assert "\\x1b" in result.out or terminal or command in FIGURES


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize("command", [c for c in COMMANDS if "--brief" not in c], ids=" ".join)
def test_json_holds_data_whole_and_no_code_bare(run: Run, command: tuple[str, ...]) -> None:
    result = run("-f", WEEKLY, *command, "--json")
    assert result.code == 0, result.err
    assert CONTROL.search(result.out.replace("\n", "")) is None
    assert _holds(json.loads(result.out)) or command in FIGURES


def _holds(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_holds, value.values()))
    return any(map(_holds, value)) if isinstance(value, list) else isinstance(value, str) and CODES in value


@given(texts() | st.text())
def test_what_is_shown_is_one_harmless_line(text: str) -> None:
    assert CONTROL.search(visible(text)) is None
    assert "\n" not in visible(text)


@given(st.recursive(texts() | st.text(), lambda inner: st.lists(inner, max_size=3)))
def test_harmless_json_is_the_same_data(value: Any) -> None:
    made = escape_json(json.dumps(value, ensure_ascii=False, indent=2))
    assert json.loads(made) == value
    assert CONTROL.search(made.replace("\n", "")) is None


# Evidence: a link, or a file next to the list -----------------------------------------------------


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)",
        "data:text/html,<script>", "file:///etc/passwd", "vbscript:x", "mailto:a@b.example",
        "ftp://a.example/x", "http:", "http://", "https:///x", "http:/a.example", "https:a.example",
        "//a.example/x", "/etc/passwd", "C:/x.pdf", "c:x.pdf", "\\\\server\\x", "a\\b.pdf", "../x.pdf",
        "a/../../x.pdf",
        "..", "a/..", "%2e%2e/x.pdf", "a/%2E%2e/x", "https://a.example/../x", "",  " ", "\u3000",
    ],
)  # fmt: skip
def test_what_is_no_evidence(link: str) -> None:
    assert fault(link)


@pytest.mark.parametrize(
    "link",
    [
        "https://www.example.gov.cn/zw/8.html?a=../b#c", "http://a.example", "HTTP://A.example:8080/x",
        "https://[::1]/x", "佐证/8月.pdf", "8..pdf", "...", "a b.pdf", "佐证：8月.pdf", "https://甲.example/乙",
    ],
)  # fmt: skip
def test_what_is_evidence(link: str) -> None:
    assert fault(link) is None, link


@given(
    st.lists(st.sampled_from(["..", "%2e", ".", "/", "\\", "a", ":", "?", "#", " ", "\t", "http", "//"])).map(
        "".join
    )
)
def test_no_file_that_passes_lies_outside_the_lists_folder(link: str) -> None:
    if fault(link) is None and "://" not in link:
        folder = Path("/list/folder")
        target = folder.joinpath(link.replace("%2e", ".").strip())
        parts: list[str] = []
        for part in target.parts[1:]:
            parts = parts[:-1] if part == ".." else [*parts, part]
        assert parts[:2] == ["list", "folder"]


def test_a_list_that_is_a_pipe_from_another_program(process: Run, tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("a device of POSIX")
    result = process("-f", "/dev/stdin", "list", "--json", input=WEEKLY.read_bytes())
    assert result.code == 0
    assert json.loads(result.out)
    assert list(tmp_path.iterdir()) == []


# Errors of the system: exit 3 with their message, never a traceback------------------------------

CLOSED = (
    ("status",),
    ("doctor",),
    ("validate", "closed/checklist.yaml", "open.yaml"),
    ("mark", "1", "done", "--unit", "区教体局"),
    ("init", "closed/new"),
    ("diff", "closed/checklist.yaml"),
    ("merge", "closed/a", "closed/b", "closed/c"),
    ("export", "--format", "csv", "-o", "closed/out.csv"),
)


@pytest.mark.parametrize("command", CLOSED, ids=lambda words: words[0])
def test_a_folder_that_nobody_may_enter(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """Even checking that a file exists raises an error."""
    Path("open.yaml").write_bytes(WEEKLY.read_bytes())

    def closing(call: Callable[..., Any]) -> Callable[..., Any]:
        def refuse(path: Any, *args: Any, **more: Any) -> Any:
            if "closed" in str(path):
                raise PermissionError(13, "Permission denied", str(path))
            return call(path, *args, **more)

        return refuse

    given = "open.yaml" if command[0] == "export" else "closed/checklist.yaml"
    with monkeypatch.context() as patch:
        for module, name in ((io, "open"), (os, "stat"), (os, "mkdir"), (os, "open")):
            patch.setattr(module, name, closing(getattr(module, name)))
        result = run("-f", given, *command)
    assert result.code == (1 if command[0] == "doctor" else 3), result.err
    assert "closed" in result.out + result.err
    assert "Traceback" not in result.err


def test_whether_a_file_may_be_read_is_no_question_of_usage(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """typer's own check ended with 2. Only os.access says no here; reading works."""
    monkeypatch.setattr(os, "access", lambda *_args, **_more: False)
    assert run("-f", WEEKLY, "validate", WEEKLY).code == 0
    assert run("-f", WEEKLY, "status").code == 0


def test_a_name_that_is_too_long(run: Run) -> None:
    name = "长" * 300 + ".yaml"
    for command in (
        ("status",),
        ("mark", "1", "done", "--unit", "区教体局"),
        ("validate", name),
        ("init", name),
    ):
        assert run("-f", name, *command).code == 3


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("there it cannot be deleted")
    program = (
        "import os, sys; os.rmdir(os.getcwd()); from govlist.cli.app import main; sys.exit(main(['status']))"
    )
    (tmp_path / "gone").mkdir()
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path / "gone", capture_output=True)
    assert (done.returncode, b"Traceback" in done.stderr) == (3, False)


def test_the_words_of_a_bug_steer_no_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise ValueError(CODES)

    monkeypatch.setattr(load, "checklist", fail)
    result = run("-f", WEEKLY, "status")
    assert result.code == 4
    assert "Traceback" in result.err
    assert CONTROL.search(result.err.replace("\n", "")) is None
