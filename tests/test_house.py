"""The plan of the house, read from the code: imports point down, and one library has one room."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import govlist
from govlist import plugins

PACKAGE = Path(govlist.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))

# A room imports rooms that stand below it or later in its own line; within a folder all is free.
LEVELS = (
    "__main__ cli",
    "commands",
    "acting pressing closing rosters",
    "options arguments usage completion",
    "checking collecting diagnosing explaining exporting starting importing trending unsettled",
    "session",
    "output",
    "notices exporters forms templates importers paper reporters screens",
    "editions",
    "assigning collected fixing renaming reviewing reporting chasing changes comparing merging understanding",
    "ledger sheets trend record records",
    "load",
    "edit rules json_schema schema shape snapshot public building",
    "news sentences",
    "labels kinds",
    "query",
    "pairs",
    "roster rounds",
    "spans source outfiles store values writing decoding archive",
    "nodes syntax",
    "layout words columns document",
    "model dates text limits",
    "errors",
    "plugins i18n __init__",
)
ORDER = [room for level in LEVELS for room in level.split()]

# Each library is imported in these rooms only.
LIBRARIES = {
    "yaml": {"nodes"},
    "pydantic": {"schema"},
    "typer": {"cli", "usage", "options", "arguments", "commands"},
    "rich": {"output"},
    "tabulate": {"exporters"},
    "filelock": {"store"},
    "platformdirs": {"outfiles", "snapshot"},
    "docx": {"exporters", "importers", "notices", "paper", "templates"},
    "openpyxl": {"exporters", "forms", "importers", "paper", "templates"},
    "docxtpl": {"templates"},
    "jinja2": {"exporters", "templates"},
    "lxml": {"importers", "templates"},
    "pdfplumber": {"importers"},
}

MODULE_LINES = 300
FUNCTION_LINES = 40


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(kind: type) -> list[tuple[Path, ast.AST]]:
    """All nodes of a kind in the package, those inside functions and for type checkers included."""
    return [(path, node) for path in FILES for node in ast.walk(tree(path)) if isinstance(node, kind)]


def room(path: Path) -> str:
    """The room that a file belongs to: its folder, or its own name."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def place(path: Path, node: ast.AST | None = None) -> str:
    """File and line, for a message."""
    file = path.relative_to(PACKAGE).as_posix()
    return f"{file}:{node.lineno}" if node else file


def imports() -> Iterator[tuple[Path, ast.AST, str]]:
    """Every import of the package: where, and the dotted name."""
    for path, node in nodes(ast.Import):
        yield from ((path, node, alias.name) for alias in node.names)
    for path, node in nodes(ast.ImportFrom):
        assert not node.level, f"{place(path, node)}: a relative import"
        for alias in node.names:
            yield path, node, f"{node.module}.{alias.name}"


def imported_room(name: str) -> str:
    """The room of a dotted name: `govlist.screens.unit.lines` stands in screens."""
    top = name.split(".")[1] if "." in name else ""
    is_room = top and ((PACKAGE / top).is_dir() or (PACKAGE / f"{top}.py").exists())
    return top if is_room else "__init__"


def test_every_room_has_its_place() -> None:
    assert {room(path) for path in FILES} - set(ORDER) == set()


def test_imports_point_down() -> None:
    up = [
        f"{place(path, node)}: {room(path)} → {there}"
        for path, node, name in imports()
        if name.split(".")[0] == "govlist"
        and (there := imported_room(name)) != room(path)
        and ORDER.index(there) <= ORDER.index(room(path))
    ]
    assert up == []


def test_one_library_one_room() -> None:
    strangers = [
        f"{place(path, node)}: {name}"
        for path, node, name in imports()
        if room(path) not in LIBRARIES.get(name.split(".")[0], {room(path)})
    ]
    assert strangers == []


def writes(call: ast.Call) -> bool:
    """Whether a call opens a file for writing, or gives one a name."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name in ("replace", "rename"):  # texts and dataclasses have a replace of their own
        return getattr(getattr(call.func, "value", None), "id", "") == "os"
    if name == "open":
        values = [*call.args, *(keyword.value for keyword in call.keywords)]
        modes = [value.value for value in values if isinstance(value, ast.Constant)]
        return any(isinstance(mode, str) and set(mode) & set("wax+") for mode in modes)
    return name in ("write_text", "write_bytes", "fdopen", "mkstemp", "touch")


def test_only_the_store_writes() -> None:
    calls = [place(path, call) for path, call in nodes(ast.Call) if writes(call)]
    assert [call for call in calls if not call.startswith("store.py:")] == []
    assert calls, "the store does write"


NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib",
    "ftplib",
    "smtplib",
    "webbrowser",
    "requests",
    "httpx",
    "aiohttp",
}
HARMLESS = {"urllib.parse.quote"}
RUNS_DATA = {"pickle", "marshal", "shelve", "code", "codeop", "runpy", "ctypes"}
PROGRAMS = {"merging": "git", "importers": "Python itself, to read a PDF file"}
"""The rooms that start another program, and which."""


def test_no_network_and_nothing_that_runs_data() -> None:
    strangers = [
        f"{place(path, node)}: {name}"
        for path, node, name in imports()
        if name.split(".")[0] in NETWORK | RUNS_DATA and name not in HARMLESS
    ]
    assert strangers == []


def runs(call: ast.Call) -> bool:
    """Whether a call runs text as Python, or a command line by a shell."""
    if isinstance(call.func, ast.Name):
        return call.func.id in ("eval", "exec", "compile", "__import__")
    name, of = getattr(call.func, "attr", ""), getattr(getattr(call.func, "value", None), "id", "")
    by_shell = any(
        word.arg == "shell" and getattr(word.value, "value", None) is True for word in call.keywords
    )
    return by_shell or (of == "os" and name.startswith(("system", "popen", "exec", "spawn", "startfile")))


def test_no_eval_and_no_shell() -> None:
    assert [place(path, call) for path, call in nodes(ast.Call) if runs(call)] == []
    bad = ("eval('1')", "os.system('ls')", "subprocess.run('ls', shell=True)", "os.execv('ls', [])")
    assert all(runs(ast.parse(line, mode="eval").body) for line in bad), "the test itself must see them"


def test_other_programs_are_started_in_their_rooms_only() -> None:
    rooms = {room(path) for path, _node, name in imports() if name.split(".")[0] == "subprocess"}
    assert rooms == set(PROGRAMS)


def test_no_module_is_too_long() -> None:
    sizes = {place(path): len(path.read_bytes().splitlines()) for path in FILES}
    assert {name: size for name, size in sizes.items() if size > MODULE_LINES} == {}


def test_no_function_is_too_long() -> None:
    sizes = {place(path, node): node.end_lineno - node.lineno + 1 for path, node in nodes(ast.FunctionDef)}
    assert {name: size for name, size in sizes.items() if size > FUNCTION_LINES} == {}


def public(body: list[ast.stmt]) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """The public functions and classes, and the public methods of public classes."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body)


def test_every_error_names_a_remedy() -> None:
    """By its name, or as the fourth value."""
    bare = [
        place(path, call)
        for path, call in nodes(ast.Call)
        if getattr(call.func, "id", "") == "GovlistError"
        and len(call.args) < 4
        and not {"hint", None} & {keyword.arg for keyword in call.keywords}
    ]
    assert bare == []


def test_what_is_public_has_a_docstring() -> None:
    bare = [
        f"{place(path, node)}: {node.name}"
        for path in FILES
        if room(path) != "commands"  # a command's help is its module's docstring
        for node in public(tree(path).body)
        if not ast.get_docstring(node)
    ]
    assert bare == []


def test_every_module_says_what_lives_here() -> None:
    files = [path for path in FILES if path.read_bytes()]
    assert [place(path) for path in files if not ast.get_docstring(tree(path))] == []


PARTS = {
    "commands": ("command",),
    "rules": ("LEVEL", "GOOD", "BAD"),
    "exporters": ("SUFFIX", "render"),
    "notices": ("SUFFIX", "render"),
    "importers": ("SUFFIXES", "read"),
    "templates": ("SUFFIX", "render"),
    "reporters": ("render",),
}
PLUGINS = [(folder, name) for folder in PARTS for name in plugins.names(folder)]


@pytest.mark.parametrize(("folder", "name"), PLUGINS)
def test_a_plugin_has_its_parts(folder: str, name: str) -> None:
    module = plugins.get(folder, name)
    assert module.__doc__
    assert [part for part in PARTS[folder] if not hasattr(module, part)] == []
