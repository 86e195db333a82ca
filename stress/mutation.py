"""Break the rooms on purpose, a little at a time: `python stress/mutation.py [SECONDS [SEED [ROOM…]]]`.

cosmic-ray makes the mutants (`pip install cosmic-ray` into an environment of its own, beside
govlist[test]). The tests are run once, noting which lines each walks; then every mutant lives in a fork
of this process, where the code of one function is exchanged, and meets the tests of its line until one
fails. Defaults of classes and arguments are left alone: they are read before a fork can change them.
Lists what survives.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any, NamedTuple

import pytest
from _pytest.runner import runtestprotocol
from cosmic_ray import plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src" / "govlist"
MERGING = ("__init__", "_comments", "_edits", "_merger", "_names", "_order", "_parts", "_placing")
ROOMS = {
    "roster": ["model/roster"],
    "view": ["model/view"],
    "edit": ["yamlfile/edit"],
    "merge": [*(f"merge/{name}" for name in MERGING), "actions/merge"],
}
"""The rooms, and the files of each."""
MARKING = (
    "tests/model/test_roster.py",
    "tests/model/test_view.py",
    "tests/yamlfile/test_edit.py",
    "tests/cli/commands/test_mark.py",
)
TESTS = dict.fromkeys(ROOMS, MARKING) | {"merge": ("tests/merge", "tests/cli/commands/test_merge.py")}
EACH = 10
"""Seconds of tests for one mutant; the slow tests come last."""
LEFT_OUT = ("VariableReplacer", "VariableInserter", "RemoveDecorator")
"""They need settings of their own, or reach what is read before the fork."""
KEPT = ("Add_Sub", "Sub_Add", "BitOr_BitAnd", "BitAnd_BitOr", "Mul_Add", "FloorDiv_Mul", "Mod_Add")
"""Of the replacements of arithmetic one each: the rest fail at once and would flatter the score."""


class Mutant(NamedTuple):
    """One small fault: the file, its line, what it says instead, and the function's code that does."""

    file: str
    line: int
    text: str
    name: str
    code: CodeType


class Mutation:
    """A plugin of pytest that runs the collected tests once, and then against the mutants."""

    def __init__(self, rooms: list[str], seconds: float, seed: int) -> None:
        self.rooms, self.seconds, self.random = rooms, seconds, random.Random(seed)
        self.walked: dict[str, set[tuple[str, int]]] = {}
        self.took: dict[str, float] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of pytest's own loop."""
        failed = [item.nodeid for item in session.items if not self._baseline(item)]
        items = [item for item in session.items if item.nodeid not in failed]
        mutants = [mutant for room in self.rooms for file in ROOMS[room] for mutant in _mutants(file)]
        self.random.shuffle(mutants)
        results: dict[Mutant, str] = {}
        start = time.monotonic()
        for mutant in mutants:
            if time.monotonic() - start > self.seconds:
                break
            results[mutant] = self._meet(mutant, items)
            if results[mutant] != "killed":
                _say(f"{results[mutant]}: {mutant.file}.py:{mutant.line}: {mutant.text}")
        _tell(self.rooms, results, len(mutants), failed)
        return True

    def _baseline(self, item: pytest.Item) -> bool:
        lines: set[tuple[str, int]] = set()

        def local(frame: FrameType, _event: str, _arg: Any) -> Any:
            lines.add((_FILES[frame.f_code.co_filename], frame.f_lineno))
            return local

        def called(frame: FrameType, event: str, arg: Any) -> Any:
            return local(frame, event, arg) if frame.f_code.co_filename in _FILES else None

        start = time.monotonic()
        sys.settrace(called)
        try:
            reports = runtestprotocol(item, log=False, nextitem=None)
        finally:
            sys.settrace(None)
        self.walked[item.nodeid] = lines
        self.took[item.nodeid] = time.monotonic() - start
        return not any(report.failed for report in reports)

    def _meet(self, mutant: Mutant, items: list[pytest.Item]) -> str:
        """killed, survived, or untested where no test comes by."""
        function = _function(mutant.file, mutant.name)
        held = function.__code__
        near = {line for _start, _end, line in held.co_lines() if line}
        walkers = [item for item in items if (mutant.file, mutant.line) in self.walked[item.nodeid]]
        walkers = walkers or [i for i in items if {(mutant.file, n) for n in near} & self.walked[i.nodeid]]
        if not walkers:
            return "untested"
        walkers.sort(key=lambda item: self.took[item.nodeid])
        child = os.fork()
        if not child:
            function.__code__ = mutant.code
            signal.alarm(3 * EACH)
            os._exit(_dies(walkers))
        _pid, status = os.waitpid(child, 0)
        return "survived" if os.waitstatus_to_exitcode(status) == 0 else "killed"


def main() -> None:
    """Collect the tests and let the plugin work."""
    seconds, seed = (int(word) for word in (sys.argv[1:] + ["1200", "1"][len(sys.argv) - 1 :])[:2])
    rooms = sys.argv[3:] or list(ROOMS)
    os.chdir(ROOT)
    os.environ["CI"] = "1"  # the same examples each time
    options = ["-q", "-n", "0", "-p", "no:cacheprovider", "-p", "no:warnings", "--no-summary"]
    tests = dict.fromkeys(test for room in rooms for test in TESTS[room])
    pytest.main([*options, *tests], plugins=[Mutation(rooms, seconds, seed)])


def _dies(walkers: list[pytest.Item]) -> int:
    start = time.monotonic()
    for item in walkers:
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=None)):
            return 1
        if time.monotonic() - start > EACH:
            break
    return 0


# -- mutants ---------------------------------------------------------------------------------------

_FILES = {str(SOURCES / f"{file}.py"): file for files in ROOMS.values() for file in files}


def _mutants(file: str) -> Iterator[Mutant]:
    """Every mutant of a file whose functions differ from the sound ones."""
    path = SOURCES / f"{file}.py"
    source = path.read_text(encoding="utf-8")
    sound = dict(_functions(compile(source, path, "exec")))
    seen = set()
    for mutated in _changed(source):
        if mutated in seen:
            continue
        seen.add(mutated)
        made = dict(_functions(compile(mutated, path, "exec")))
        differing = [name for name in sound if _bare(made[name]) != _bare(sound[name])]
        line, text = _difference(source, mutated)
        for name in differing:
            yield Mutant(file, line, text, name, made[name])


def _changed(source: str) -> Iterator[str]:
    nodes = list(ast_nodes(get_ast(source)))
    for name in plugins.operator_names():
        if not _meant(name.split("/")[1]):
            continue
        operator = plugins.get_operator(name)()
        places = sum(1 for node in nodes for _ in operator.mutation_positions(node))
        for occurrence in range(places):
            mutated = mutate_code(source, operator, occurrence)
            if mutated is not None and _compiles(mutated):
                yield mutated


def _meant(operator: str) -> bool:
    kind, _, change = operator.partition("_")
    if kind == "ReplaceBinaryOperator":
        return change in KEPT
    if kind == "ReplaceComparisonOperator":
        before, after = change.split("_")
        return "Is" not in change or {before, after} == {"Is", "IsNot"}
    return operator not in LEFT_OUT


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def _functions(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    """The functions of a module and of its classes, by their qualified names."""
    for const in code.co_consts:
        if isinstance(const, CodeType):
            if const.co_flags & inspect.CO_OPTIMIZED:
                yield const.co_qualname, const
            else:
                yield from _functions(const)


def _bare(code: CodeType) -> CodeType:
    """The code without the places in the source."""
    consts = tuple(_bare(const) if isinstance(const, CodeType) else const for const in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=consts)


def _difference(source: str, mutated: str) -> tuple[int, str]:
    """The first line that differs, and what the mutant has in its place."""
    old, new = source.split("\n"), mutated.split("\n")
    start = next(at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
    kept = next((n for n, (a, b) in enumerate(zip(old[::-1], new[::-1], strict=False)) if a != b), 0)
    return start + 1, " ".join(line.strip() for line in new[start : max(len(new) - kept, start + 1)])


def _function(file: str, name: str) -> FunctionType:
    """The living function of this qualified name, out of whatever wraps it."""
    found: Any = importlib.import_module(f"govlist.{file.replace('/', '.').removesuffix('.__init__')}")
    for part in name.split("."):
        found = vars(found)[part]
    if isinstance(found, property):
        found = found.fget
    if isinstance(found, functools.cached_property):
        found = found.func
    made = inspect.unwrap(getattr(found, "__func__", found))
    assert isinstance(made, FunctionType)
    return made


def _tell(rooms: list[str], results: dict[Mutant, str], made: int, failed: list[str]) -> None:
    for name in failed:
        _say(f"fails without a mutant, left out: {name}")
    for room in rooms:
        outcomes = [result for mutant, result in results.items() if mutant.file in ROOMS[room]]
        killed = outcomes.count("killed")
        score = f"{100 * killed / len(outcomes):.1f} %" if outcomes else "—"
        _say(f"{room}: {len(outcomes)} mutants, {killed} killed, {len(outcomes) - killed} alive: {score}")
    _say(f"{len(results)} of {made} mutants met the tests")


def _say(line: str) -> None:
    """At once, for a run may be stopped; past pytest, which keeps what is printed to itself."""
    print(line, file=sys.__stderr__, flush=True)


if __name__ == "__main__":
    main()
