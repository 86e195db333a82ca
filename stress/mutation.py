"""Mutation testing: `python stress/mutation.py [SECONDS [SEED [GROUP…]]]`.

cosmic-ray makes the mutants (`pip install cosmic-ray` into a separate environment, with govlist[test]). The
tests run once to record the lines that each covers. Then each mutant runs in a fork of this process, in which
the code of one function is replaced, with the tests of its line until one fails. Not mutated is what is
evaluated before the fork: tables of modules, and defaults of classes and arguments. Prints the surviving
mutants. A run that ends before all mutants met the tests is a random sample, drawn with SEED.
"""

from __future__ import annotations

import gc
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
GROUPS = {
    "states": ["many/states", "model/states"],
    "figures": ["model/figures", "many/tally", "many/summary"],
    "roster": ["model/roster"],
    "view": ["model/view", "model/selection"],
    "edit": ["yamlfile/edit"],
    "merge": [*(f"merge/{name}" for name in MERGING), "actions/merge"],
}
"""The groups of files to mutate."""
MARKING = (
    "tests/model/test_roster.py",
    "tests/model/test_view.py",
    "tests/yamlfile/test_edit.py",
    "tests/cli/commands/test_mark.py",
)
TESTS = {
    "states": ("tests/many/test_states.py", "tests/model/test_states.py"),
    "figures": (
        "tests/model/test_figures.py",
        "tests/model/test_rounds.py",
        "tests/model/test_selection.py",
        "tests/model/test_view.py",
        "tests/many/test_overview.py",
        "tests/many/test_summary.py",
        "tests/cli/commands/test_overview.py",
    ),
    "roster": MARKING,
    "view": (*MARKING, "tests/model/test_selection.py", "tests/cli/test_filters.py"),
    "edit": MARKING,
    "merge": ("tests/merge", "tests/cli/commands/test_merge.py"),
}
SLOW = ("same_figures", "sums_over_status", "any_group", "overwritten", "independent_count", "or_several")
"""Words in the names of tests that take seconds; quicker ones ask the same."""
SECONDS_PER_MUTANT = 5
"""Seconds of processor time of tests for one mutant; slow tests run last."""
SKIPPED = ("VariableReplacer", "VariableInserter", "RemoveDecorator")
"""Operators that need settings, or change what is evaluated before the fork."""
ARITHMETIC = ("Add_Sub", "Sub_Add", "BitOr_BitAnd", "BitAnd_BitOr", "Mul_Add", "FloorDiv_Mul", "Mod_Add")
"""One arithmetic replacement each; the others always fail and would inflate the score."""


class Mutant(NamedTuple):
    """One mutant: file, line, new text, the function, and its new code."""

    file: str
    line: int
    text: str
    function: FunctionType
    code: CodeType


class Mutation:
    """A pytest plugin that runs the collected tests once, then against the mutants."""

    def __init__(self, groups: list[str], seconds: float, seed: int) -> None:
        self.groups, self.seconds, self.random = groups, seconds, random.Random(seed)
        self.files = {str(SOURCES / f"{file}.py"): file for group in groups for file in GROUPS[group]}
        self.covered: dict[str, set[tuple[str, int]]] = {}
        self.durations: dict[str, float] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Replace pytest's test loop."""
        failed = [item.nodeid for item in session.items if not self._baseline(item)]
        items = [item for item in session.items if item.nodeid not in failed]
        mutants = [mutant for group in self.groups for file in GROUPS[group] for mutant in _mutants(file)]
        self.random.shuffle(mutants)
        results: dict[Mutant, str] = {}
        start = time.monotonic()
        for mutant in mutants:
            if time.monotonic() - start > self.seconds:
                break
            results[mutant] = self._run_tests(mutant, items)
            if results[mutant] != "killed":
                where = f"{len(results)} of {len(mutants)}, {mutant.file}.py:{mutant.line}"
                _print(f"{results[mutant]}: {where}: {mutant.text}")
        _report(self.groups, results, len(mutants), failed)
        return True

    def _baseline(self, item: pytest.Item) -> bool:
        files = self.files
        lines: set[tuple[str, int]] = set()

        def local(frame: FrameType, _event: str, _arg: Any) -> Any:
            lines.add((files[frame.f_code.co_filename], frame.f_lineno))
            return local

        def called(frame: FrameType, event: str, arg: Any) -> Any:
            return local(frame, event, arg) if frame.f_code.co_filename in files else None

        start = time.monotonic()
        sys.settrace(called)
        try:
            reports = runtestprotocol(item, log=False, nextitem=None)
        finally:
            sys.settrace(None)
        self.covered[item.nodeid] = lines
        self.durations[item.nodeid] = time.monotonic() - start
        return not any(report.failed for report in reports)

    def _run_tests(self, mutant: Mutant, items: list[pytest.Item]) -> str:
        """Returns killed, survived, or untested if no test covers the line."""
        near = {line for _start, _end, line in mutant.function.__code__.co_lines() if line}
        covering = [item for item in items if (mutant.file, mutant.line) in self.covered[item.nodeid]]
        covering = covering or [i for i in items if {(mutant.file, n) for n in near} & self.covered[i.nodeid]]
        if not covering:
            return "untested"
        covering.sort(key=lambda item: self.durations[item.nodeid])
        child = os.fork()
        if not child:
            mutant.function.__code__ = mutant.code
            signal.setitimer(signal.ITIMER_PROF, 3 * SECONDS_PER_MUTANT)  # ends what loops
            signal.alarm(60 * SECONDS_PER_MUTANT)  # ends what waits
            os._exit(_is_killed(covering))
        _pid, status = os.waitpid(child, 0)
        return "survived" if os.waitstatus_to_exitcode(status) == 0 else "killed"


def main() -> None:
    """Run pytest with the plugin."""
    seconds, seed = (int(word) for word in (sys.argv[1:] + ["1200", "1"][len(sys.argv) - 1 :])[:2])
    groups = sys.argv[3:] or list(GROUPS)
    os.chdir(ROOT)
    os.environ["CI"] = "1"  # the same examples each time
    options = ["-q", "-n", "0", "-p", "no:cacheprovider", "-p", "no:warnings", "--no-summary"]
    options += ["-k", f"not ({' or '.join(SLOW)})"]
    tests = dict.fromkeys(test for group in groups for test in TESTS[group])
    pytest.main([*options, *tests], plugins=[Mutation(groups, seconds, seed)])


def _is_killed(covering: list[pytest.Item]) -> int:
    for item in covering:
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=None)):
            return 1
        if time.process_time() > SECONDS_PER_MUTANT:
            break
    return 0


# -- mutants ---------------------------------------------------------------------------------------


def _mutants(file: str) -> Iterator[Mutant]:
    """Every mutant of a file whose functions differ from the original ones."""
    path = SOURCES / f"{file}.py"
    source = path.read_text(encoding="utf-8")
    unchanged = list(_functions(compile(source, path, "exec")))
    loaded = {
        found.__code__: found
        for found in gc.get_objects()
        if isinstance(found, FunctionType) and found.__code__.co_filename == str(path)
    }
    assert any(code in loaded for code in unchanged), f"{path} has changed since it was imported"
    seen = set()
    for mutated in _changed(source):
        if mutated in seen:
            continue
        seen.add(mutated)
        line, text = _difference(source, mutated)
        for before, after in zip(unchanged, _functions(compile(mutated, path, "exec")), strict=True):
            if before in loaded and _bare(before) != _bare(after):
                yield Mutant(file, line, text, loaded[before], after)


def _changed(source: str) -> Iterator[str]:
    nodes = list(ast_nodes(get_ast(source)))
    for name in plugins.operator_names():
        if not _is_wanted(name.split("/")[1]):
            continue
        operator = plugins.get_operator(name)()
        places = sum(1 for node in nodes for _ in operator.mutation_positions(node))
        for occurrence in range(places):
            mutated = mutate_code(source, operator, occurrence)
            if mutated is not None and _compiles(mutated):
                yield mutated


def _is_wanted(operator: str) -> bool:
    kind, _, change = operator.partition("_")
    if kind == "ReplaceBinaryOperator":
        return change in ARITHMETIC
    if kind == "ReplaceComparisonOperator":
        before, after = change.split("_")
        return "Is" not in change or {before, after} == {"Is", "IsNot"}
    return operator not in SKIPPED


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def _functions(code: CodeType) -> Iterator[CodeType]:
    """The functions of a module and of its classes."""
    for const in code.co_consts:
        if isinstance(const, CodeType):
            if const.co_flags & inspect.CO_OPTIMIZED:
                yield const
            else:
                yield from _functions(const)


def _bare(code: CodeType) -> CodeType:
    """The code without line numbers."""
    consts = tuple(_bare(const) if isinstance(const, CodeType) else const for const in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=consts)


def _difference(source: str, mutated: str) -> tuple[int, str]:
    """The first line that differs, and the mutant's text there."""
    old, new = source.split("\n"), mutated.split("\n")
    start = next(at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
    kept = next((n for n, (a, b) in enumerate(zip(old[::-1], new[::-1], strict=False)) if a != b), 0)
    return start + 1, " ".join(line.strip() for line in new[start : max(len(new) - kept, start + 1)])


def _report(groups: list[str], results: dict[Mutant, str], total: int, failed: list[str]) -> None:
    for name in failed:
        _print(f"fails without a mutant, left out: {name}")
    for group in groups:
        outcomes = [result for mutant, result in results.items() if mutant.file in GROUPS[group]]
        killed = outcomes.count("killed")
        score = f"{100 * killed / len(outcomes):.1f} %" if outcomes else "—"
        _print(f"{group}: {len(outcomes)} mutants, {killed} killed, {len(outcomes) - killed} alive: {score}")
    _print(f"{len(results)} of {total} mutants met the tests")


def _print(line: str) -> None:
    """Print immediately and past pytest, which captures output."""
    print(line, file=sys.__stderr__, flush=True)


if __name__ == "__main__":
    main()
