"""The architecture, checked in the code: packages import downwards, each library has one place."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import govlist
from govlist.base import registry

PACKAGE = Path(govlist.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))

# From top to bottom: a package imports only packages further down. CONTRIBUTING.md says what lives in each.
PACKAGES = (
    "cli",
    "actions",
    "many",
    "collect",
    "export",
    "importing",
    "merge",
    "content",
    "validation",
    "yamlfile",
    "documents",
    "model",
    "base",
)

# Each library is imported only in files with these paths or folders.
LIBRARIES = {
    "yaml": ("yamlfile/nodes.py",),
    "pydantic": ("validation/schema.py",),
    "typer": ("cli/",),
    "rich": ("cli/console.py",),
    "tabulate": ("export/",),
    "wcwidth": ("base/text.py",),
    "filelock": ("yamlfile/store.py",),
    "platformdirs": ("validation/snapshot.py", "yamlfile/history.py", "validation/settings.py"),
    "tomlkit": ("actions/config.py",),
    "docx": ("export/", "documents/"),
    "openpyxl": ("collect/forms/", "export/", "documents/"),
    "docxtpl": ("export/templates/",),
    "jinja2": ("export/",),
    "lxml": ("export/templates/", "documents/readers/"),
    "pypdfium2": ("documents/readers/_pdfium.py",),
    "icalendar": ("export/ics.py",),
    "duckdb": ("many/",),
    "pyspark": ("many/spark.py",),
    "xlrd": ("documents/_xls.py", "documents/_compound.py"),
}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(kind: type) -> list[tuple[Path, ast.AST]]:
    """All nodes of a kind in the package, including those inside functions and for type checkers."""
    return [(path, node) for path in FILES for node in ast.walk(tree(path)) if isinstance(node, kind)]


def name(path: Path) -> str:
    """A file's path relative to the package."""
    return path.relative_to(PACKAGE).as_posix()


def place(path: Path, node: ast.AST) -> str:
    """File and line, for a message."""
    return f"{name(path)}:{node.lineno}"


def package(path: Path) -> str:
    """The package of a file; empty for the files outside the packages."""
    return name(path).rpartition("/")[0].partition("/")[0]


def imports() -> Iterator[tuple[Path, ast.AST, str]]:
    """Every import of the package: where, and the dotted name."""
    for path, node in nodes(ast.Import):
        yield from ((path, node, alias.name) for alias in node.names)
    for path, node in nodes(ast.ImportFrom):
        assert not node.level, f"{place(path, node)}: a relative import"
        for alias in node.names:
            yield path, node, f"{node.module}.{alias.name}"


def between_packages() -> Iterator[tuple[Path, ast.AST, list[str]]]:
    """The imports between govlist's packages: where, and the names from that package on."""
    for path, node, dotted in imports():
        parts = dotted.split(".")
        if parts[0] == "govlist" and parts[1] in PACKAGES and parts[1] != package(path):
            yield path, node, parts[1:]


def test_every_package_has_its_place() -> None:
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders == set(PACKAGES)
    assert {path.name for path in PACKAGE.glob("*.py")} == {"__init__.py", "__main__.py"}


def test_imports_point_down() -> None:
    up = [
        f"{place(path, node)}: {'.'.join(parts)}"
        for path, node, parts in between_packages()
        if package(path) and PACKAGES.index(parts[0]) < PACKAGES.index(package(path))
    ]
    assert up == []


def test_no_modules_import_each_other() -> None:
    """Not even inside a function; an import for the type checker alone does not count."""
    checked = {
        id(node)
        for _path, branch in nodes(ast.If)
        if getattr(branch.test, "id", "") == "TYPE_CHECKING"
        for node in ast.walk(branch)
    }
    uses: dict[Path, set[Path]] = {}
    for path, node, dotted in imports():
        if dotted.startswith("govlist.") and id(node) not in checked:
            uses.setdefault(path, set()).add(imported_file(dotted))
    graph = {path: found & set(FILES) - {path} for path, found in uses.items()}
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(" → ".join(map(name, error.args[1])), pytrace=False)


def imported_file(dotted: str) -> Path:
    """The file of the longest part of a dotted name that is a module or package."""
    path = PACKAGE.parent.joinpath(*dotted.split("."))
    while True:
        for file in (path.with_suffix(".py"), path / "__init__.py"):
            if file.exists():
                return file
        path = path.parent


def test_what_begins_with_an_underscore_is_for_its_own_package() -> None:
    hidden = [
        f"{place(path, node)}: {'.'.join(parts)}"
        for path, node, parts in between_packages()
        if any(part.startswith("_") for part in parts[:-1])
        or (parts[-1].startswith("_") and (PACKAGE.joinpath(*parts[:-1]).is_dir()))
    ]
    assert hidden == []


def test_one_library_one_place() -> None:
    strangers = [
        f"{place(path, node)}: {dotted}"
        for path, node, dotted in imports()
        if not name(path).startswith(LIBRARIES.get(dotted.split(".")[0], ("",)))
    ]
    assert strangers == []


def test_no_rule_is_a_library() -> None:
    """No module imports a rule; modules that rules share begin with `_` and are for rules only."""
    users = [
        f"{place(path, node)}: {dotted}"
        for path, node, dotted in imports()
        if dotted.startswith("govlist.validation.rules")
        if not (name(path).startswith("validation/rules/") and "._" in dotted)
    ]
    assert users == []


def writes(call: ast.Call) -> bool:
    """Whether a call opens a file for writing, or renames one.

    A library that writes its file itself gets a path from `store.built` or `versions.replaced`, where no
    reader looks: DuckDB and SQLite in `many`.
    """
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name in ("replace", "rename"):  # texts and dataclasses have a replace too
        return getattr(getattr(call.func, "value", None), "id", "") == "os"
    if name == "open":
        values = [*call.args, *(keyword.value for keyword in call.keywords)]
        modes = [value.value for value in values if isinstance(value, ast.Constant)]
        return any(isinstance(mode, str) and set(mode) & set("wax+") for mode in modes)
    return name in ("write_text", "write_bytes", "fdopen", "mkstemp", "touch")


def test_only_the_store_writes() -> None:
    calls = [place(path, call) for path, call in nodes(ast.Call) if writes(call)]
    writers = tuple(f"yamlfile/{name}.py:" for name in ("store", "_replacing", "private", "versions"))
    assert [call for call in calls if not call.startswith(writers)] == []
    assert calls, "the store does write"


def test_lists_are_saved_with_their_history() -> None:
    """Who saves without keeping the text before: outputs, cache, settings, pointers, files of git's merge."""
    calls = {
        name(path)
        for path, call in nodes(ast.Call)
        if getattr(call.func, "attr", "") == "save" and getattr(call.func.value, "id", "") == "store"
    }
    others = {
        "actions/outfiles.py",
        "validation/snapshot.py",
        "actions/merge.py",
        "actions/config.py",
        "cli/grammar.py",
        "cli/language.py",
        "yamlfile/versions.py",
    }
    assert calls - others == {"yamlfile/history.py"}


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
HARMLESS = {
    "webbrowser",
    "urllib.parse.quote",
    *(f"ctypes.{name}" for name in ("c_double", "c_float", "c_uint", "create_string_buffer")),
}
"""The browser for our own pages, the escaping of addresses, the numbers and texts that PDFium fills in."""
RUNS_DATA = {"pickle", "marshal", "shelve", "code", "codeop", "runpy", "ctypes"}
PROGRAMS = {
    "actions/doctor/_fonts.py": "fc-list",
    "documents/readers/_pages.py": "Python itself, to read a PDF file",
    "merge/git.py": "git",
}
"""The files that start other programs, and the programs."""


def test_no_network_and_nothing_that_runs_data() -> None:
    strangers = [
        f"{place(path, node)}: {dotted}"
        for path, node, dotted in imports()
        if dotted.split(".")[0] in NETWORK | RUNS_DATA and dotted not in HARMLESS
    ]
    assert strangers == []


def test_only_the_documentation_opens_a_browser() -> None:
    """With a page of its own: `tests/cli/commands/test_docs.py`."""
    assert {name(path) for path, _node, dotted in imports() if dotted == "webbrowser"} == {"actions/docs.py"}


def runs(call: ast.Call) -> bool:
    """Whether a call runs text as Python, or a command line in a shell."""
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


def test_other_programs_are_started_in_their_files_only() -> None:
    files = {name(path) for path, _node, dotted in imports() if dotted.split(".")[0] == "subprocess"}
    assert files == set(PROGRAMS)


def public(body: list[ast.stmt]) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """The public functions and classes, and the public methods of public classes."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body)


def test_every_error_names_a_remedy() -> None:
    """The remedy is passed by name or as the fourth argument."""
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
        if not name(path).startswith("cli/commands/")  # a command's help is its module's docstring
        for node in public(tree(path).body)
        if not ast.get_docstring(node)
    ]
    assert bare == []


def test_every_module_says_what_lives_here() -> None:
    assert [name(path) for path in FILES if not ast.get_docstring(tree(path))] == []


PARTS = {
    "cli.commands": ("command",),
    "validation.rules": ("LEVEL", "GOOD", "BAD"),
    "export": ("SUFFIX", "render"),
    "export.notices": ("SUFFIX", "render"),
    "documents.readers": ("SUFFIXES", "read"),
    "export.templates": ("SUFFIX", "render"),
    "validation.reporters": ("render",),
}
PLUGINS = [(where, plugin) for where in PARTS for plugin in registry.names(where)]


@pytest.mark.parametrize(("where", "plugin"), PLUGINS)
def test_a_plugin_has_its_parts(where: str, plugin: str) -> None:
    module = registry.get(where, plugin)
    assert module.__doc__
    assert [part for part in PARTS[where] if not hasattr(module, part)] == []
