"""Every command that writes, found in the grammar: inputs stay, and so does what others save meanwhile."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import docx
import pytest

from govlist.cli import grammar

Run = Callable[..., Any]

OUTPUTS = ("-o", "--output", "--per-unit", "--move-to")
"""The options that name what is written; every other file or folder of a command is read."""
BESIDE = ("--sqlite", "--duckdb")
"""Those that name one more file, written beside an output."""

LIST = """\
title: 清单
year: 2024
confirm: true
units:
  - {name: 区教体局, kind: department}
  - {name: 区司法局, kind: department}
groups:
  - {name: 有关部门, members: department, scope: concerned}
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开招生政策
        responsible: [区教体局]
        progress:
          区教体局:
            - {date: 2024-09-10, status: done, evidence: [佐证/1.pdf]}
      - id: 2
        requirement: 公开目录
        responsible: [有关部门, 区司法局]
        due: 2024-09-01
"""
CLOSED = LIST.replace("year: 2024\n", "year: 2024\nclosed: 2024-09-20\n")
WRONG = LIST.replace("status: done", "status: 已完成")
DOCUMENT = "2024年工作清单\n序号\t工作任务\t责任单位\n1\t公开目录。\t区教体局\n2\t公开年报。\t区司法局\n"
FORM = "任务序号,状态,填报日期,进展\n2,推进中,2024-09-20,甲\n"
REPORT = ("mark", "2", "in_progress", "--unit", "区司法局")


@dataclass(frozen=True)
class Case:
    """A command that writes: its words, the file that it writes, and the files that are there before."""

    words: tuple[str, ...]
    target: str = "checklist.yaml"
    files: dict[str, str] = field(default_factory=dict)
    before: tuple[tuple[str, ...], ...] = ()
    """Commands that are run before."""
    then: dict[str, str] = field(default_factory=dict)
    """Files written after those."""

    def lay_out(self, run: Run) -> None:
        """Make the folder that the command works in."""
        for name, text in ({"checklist.yaml": LIST} | self.files).items():
            Path(name).write_text(text, encoding="utf-8")
        for words in self.before:
            assert run(*words).code == 0
        for name, text in self.then.items():
            Path(name).write_text(text, encoding="utf-8")


ASIDE = {"base.yaml": LIST, "theirs.yaml": LIST.replace("公开目录", "公开新目录")}
MERGE = ("merge", "base.yaml", "checklist.yaml", "theirs.yaml")
GATHER = ("gather", "checklist.yaml")
EDITION = DOCUMENT.replace("公开目录", "公开新目录")
WRITERS = {
    "assign": Case(("assign", "2", "区教体局")),
    "chase": Case(("chase", "--record", "notice")),
    "chase --per-unit": Case(("chase", "--format", "docx", "--per-unit", "out"), "out/区司法局.docx"),
    "close": Case(("close", "--yes")),
    "collect": Case(("collect", "区司法局.csv", "--yes"), files={"区司法局.csv": FORM}),
    "collect --move-to": Case(
        ("collect", "区司法局.csv", "--yes", "--move-to", "归档"),
        "归档/已收/区司法局.csv",
        {"区司法局.csv": FORM},
    ),
    "config": Case(("config", "set", "due-soon", "9"), "govlist.toml", {"govlist.toml": "# 设置\n"}),
    "confirm": Case(("confirm", "1", "--unit", "区教体局")),
    "export -o": Case(("export", "-o", "out.md"), "out.md"),
    "export --per-unit": Case(("export", "--format", "docx", "--per-unit", "out"), "out/区司法局.docx"),
    "gather -o": Case((*GATHER, "-o", "store", "--sqlite", "lists.db"), "lists.db"),
    "import": Case(
        ("import", "b.txt", "--into", "checklist.yaml"),
        files={"a.txt": DOCUMENT, "b.txt": EDITION},
        before=(("import", "a.txt", "-o", "checklist.yaml", "--force"),),
    ),
    "import -o": Case(("import", "a.txt", "-o", "new.yaml"), "new.yaml", {"a.txt": DOCUMENT}),
    "init": Case(("init", "new", "--from", "a.txt"), "new/data/checklist.yaml", {"a.txt": DOCUMENT}),
    "mark": Case(REPORT),
    "match": Case(("match", "checklist.yaml", "--city", "city.yaml", "--yes"), files={"city.yaml": LIST}),
    "merge": Case(MERGE, files=ASIDE),
    "merge -o": Case((*MERGE, "-o", "new.yaml"), "new.yaml", ASIDE),
    "overview -o": Case(("overview", "checklist.yaml", "-o", "out.md"), "out.md"),
    "reopen": Case(("reopen",), files={"checklist.yaml": CLOSED}),
    "restore": Case(("restore",), before=(REPORT,), then={"checklist.yaml": LIST}),
    "return": Case(("return", "1", "--unit", "区教体局", "--note", "请补佐证")),
    "schema -o": Case(("schema", "-o", "out.json"), "out.json"),
    "undo": Case(("undo",), before=(REPORT,)),
    "units": Case(("units", "rename", "区教体局", "区教育局")),
    "unmark": Case(("unmark", "1", "--unit", "区教体局")),
    "validate": Case(("validate", "--fix", "checklist.yaml"), files={"checklist.yaml": WRONG}),
    "validate -o": Case(("validate", "--format", "json", "-o", "out.json", "checklist.yaml"), "out.json"),
}


@cache
def parameters() -> dict[str, list[grammar.Plain]]:
    """The parameters of every command."""
    made: dict[str, list[grammar.Plain]] = grammar._made()["of"]
    return {name: found for name, found in made.items() if name}


def test_every_command_that_writes_is_here() -> None:
    found = set()
    for name, known in parameters().items():
        names = {each for parameter in known for each in parameter["names"]}
        found |= {name} if "--dry-run" in names else set()
        found |= {f"{name} {each}" for each in OUTPUTS if each in names and each != "--output"}
    assert set(WRITERS) == found


# What others save meanwhile -----------------------------------------------------------------------


class Stranger:
    """Another program that saves a file at the moment when govlist opens a file for the n-th time."""

    MARK = "# 他人所写\n"

    def __init__(self, folder: Path, target: str, turn: int) -> None:
        self.folder, self.target, self.turn = folder, folder / target, turn
        self.opened = 0
        self.saved = False

    def hear(self, path: Path | None) -> None:
        """Count an opening in the folder, and save when it is the turn."""
        if path is None or not path.is_relative_to(self.folder):
            return
        self.opened += 1
        if self.opened == self.turn:
            self.saved = True
            self.target.parent.mkdir(parents=True, exist_ok=True)
            with self.target.open("a", encoding="utf-8") as file:
                file.write(self.MARK)


_listening: list[Stranger] = []


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if event == "open" and _listening:
        stranger = _listening.pop()  # it opens files itself
        try:
            stranger.hear(Path(os.fspath(args[0])).absolute() if isinstance(args[0], (str, Path)) else None)
        finally:
            _listening.append(stranger)


@pytest.fixture(scope="module")
def audited() -> None:
    """Hear of every opened file; such a hook stays for the life of the process."""
    sys.addaudithook(_hook)


@pytest.fixture
def turns(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a case again and again, with the stranger one opening later each time, until it comes too late."""

    def each(case: Case) -> Iterator[tuple[Stranger, Any]]:
        for turn in count(1):
            folder = tmp_path / str(turn)
            folder.mkdir()
            monkeypatch.chdir(folder)
            case.lay_out(run)
            stranger = Stranger(folder, case.target, turn)
            _listening.append(stranger)
            try:
                result = run(*case.words)
            finally:
                _listening.clear()
            yield stranger, result
            if not stranger.saved:
                return

    return each


@pytest.mark.usefixtures("audited")
@pytest.mark.parametrize("name", WRITERS)
def test_what_is_saved_while_a_command_works_is_never_lost(name: str, turns: Any) -> None:
    codes = []
    for stranger, result in turns(WRITERS[name]):
        codes.append(result.code)
        assert result.code in (0, 1, 3), result.err
        if stranger.saved:
            assert stranger.MARK.encode() in stranger.target.read_bytes(), f"opening {stranger.turn}"
    assert codes[-1] == 0, result.err
    assert len(codes) > 1, "the stranger came in between"
    assert stranger.target.exists()


# Inputs are not outputs ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Reads:
    """Words with which a command writes a file, without its name, and the files that it reads with them."""

    words: tuple[str, ...]
    out: str
    inputs: dict[str, str]
    """The file of each parameter; "1" is the first argument."""


WRITES_TO = {
    "export": Reads(
        ("export", "--format", "docx", "--template", "t.docx", "--force", "-o"),
        "out.docx",
        {"--template": "t.docx"},
    ),
    "gather": Reads(
        ("gather", "other.yaml", "-o", "store", "--force", "--sqlite"), "out.db", {"1": "other.yaml"}
    ),
    "import": Reads(
        ("import", "a.txt", "--roster", "old.yaml", "--force", "-o"),
        "new.yaml",
        {"1": "a.txt", "--roster": "old.yaml"},
    ),
    "merge": Reads((*MERGE, "--force", "-o"), "new.yaml", {"1": "base.yaml", "3": "theirs.yaml"}),
    "overview": Reads(("overview", "other.yaml", "--force", "-o"), "out.md", {"1": "other.yaml"}),
    "schema": Reads(("schema", "--force", "-o"), "out.json", {}),
    "validate": Reads(
        ("validate", "other.yaml", "--format", "json", "--force", "-o"), "out.json", {"1": "other.yaml"}
    ),
}
NOT_TOGETHER = {("import", "--into")}
"""Parameters that are refused together with an output."""
RESULT = {("merge", "2")}
"""The version that a merge writes anyway."""
NO_LIST = ("gather", "import", "merge", "overview", "validate")
"""Commands that do not read the list in use."""


def files_read() -> Iterator[tuple[str, str]]:
    """Each command with -o, and what it reads: by its parameters, the list in use, and the settings."""
    for name, known in parameters().items():
        if not any("-o" in parameter["names"] for parameter in known):
            continue
        arguments = count(1)
        for parameter in known:
            key = parameter["names"][-1] if parameter["names"] else str(next(arguments))
            if (
                parameter["kind"] == "file"
                and key not in OUTPUTS + BESIDE
                and (name, key) not in NOT_TOGETHER | RESULT
            ):
                yield name, key
        yield name, "settings"
        if name not in NO_LIST:
            yield name, "list"


def test_every_command_with_an_output_is_here() -> None:
    found = list(files_read())
    assert set(WRITES_TO) == {name for name, _key in found}
    for name, reads in WRITES_TO.items():
        assert set(reads.inputs) == {key for of, key in found if of == name} - {"list", "settings"}


@pytest.mark.parametrize("how", ["itself", "link", "hard link"])
@pytest.mark.parametrize(("name", "key"), list(files_read()))
def test_no_input_is_overwritten_under_any_name(
    run: Run, name: str, key: str, how: str, tmp_path: Path
) -> None:
    reads = WRITES_TO[name]
    texts = ASIDE | {"checklist.yaml": LIST, "old.yaml": LIST, "other.yaml": LIST, "a.txt": DOCUMENT}
    for each, text in texts.items():
        (tmp_path / each).write_text(text, encoding="utf-8")
    (tmp_path / "govlist.toml").write_text("due-soon = 9\n", encoding="utf-8")
    docx.Document().save(str(tmp_path / "t.docx"))
    assert run(*reads.words, "fresh" + Path(reads.out).suffix).code == 0, "these words write"
    read = tmp_path / (reads.inputs | {"list": "checklist.yaml", "settings": "govlist.toml"})[key]
    before = read.read_bytes()
    out = tmp_path / reads.out
    if how == "link":
        out.symlink_to(read)
    elif how == "hard link":
        os.link(read, out)
    else:
        out = read
    result = run(*reads.words, out)
    assert (result.code, result.out) == (2, "")
    assert out.name in result.err
    assert read.read_bytes() == before


def test_a_template_among_the_files_of_the_units_stays(run: Run, checklist: Callable[..., Path]) -> None:
    checklist(LIST)
    template = Path("out/区司法局.docx")
    template.parent.mkdir()
    docx.Document().save(str(template))
    before = template.read_bytes()
    result = run("export", "--format", "docx", "--template", template, "--per-unit", "out", "--force")
    assert result.code == 2
    assert template.read_bytes() == before
    assert [path.name for path in template.parent.iterdir()] == [template.name]
