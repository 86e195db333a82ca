"""Every rule's samples are run, and every id that can be raised has its file."""

from __future__ import annotations

import ast
from pathlib import Path
from types import ModuleType

import pytest

import govlist
from govlist.base import registry
from govlist.base.errors import Level
from govlist.validation import load

RULES = registry.names("validation.rules")
MARK = b"# <-"
PACKAGE = Path(govlist.__file__).parent
RAISING = ("yamlfile/source", "yamlfile/nodes", "yamlfile/syntax", "validation/schema", "validation/ignores")
"""The modules that raise rules of their own, and how they call what does it."""
RAISERS = ("report", "_fault", "Fault")


def raised(module: str) -> set[str]:
    """The ids of rules that a module raises itself."""
    tree = ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.args[0], ast.Constant)
        and getattr(call.func, "attr", getattr(call.func, "id", "")) in RAISERS
    }


def encoded(sample: str | bytes) -> bytes:
    return sample.encode() if isinstance(sample, str) else sample


def marked(data: bytes) -> set[int]:
    lines = enumerate(data.split(b"\n"), start=1)
    return {number for number, line in lines if line.endswith(MARK)}


@pytest.fixture(params=RULES)
def rule(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def module(rule: str) -> ModuleType:
    return registry.get("validation.rules", rule)


def test_parts(module: ModuleType) -> None:
    assert isinstance(module.LEVEL, Level)
    assert all(isinstance(sample, (str, bytes)) for sample in (module.GOOD, module.BAD))


def test_docstring_is_a_sentence_a_blank_line_and_the_rest(module: ModuleType) -> None:
    first, blank, *rest = (module.__doc__ or "").strip().split("\n")
    assert first.endswith(".")
    assert blank == ""
    assert rest


def test_good_sample_has_no_problem(module: ModuleType) -> None:
    assert load.check("good.yaml", encoded(module.GOOD)).problems == ()


def test_bad_sample_has_this_problem_alone(rule: str, module: ModuleType) -> None:
    data = encoded(module.BAD)
    problems = load.check("bad.yaml", data).problems
    assert {(problem.rule, problem.level) for problem in problems} == {(rule, module.LEVEL)}
    assert {problem.line for problem in problems} == (marked(data) or {1})


def test_bad_sample_with_crlf(rule: str, module: ModuleType) -> None:
    data = encoded(module.BAD)
    problems = load.check("bad.yaml", data.replace(b"\n", b"\r\n")).problems
    assert {(problem.rule, problem.line) for problem in problems} == {
        (rule, line) for line in marked(data) or {1}
    }


@pytest.mark.parametrize("name", RAISING)
def test_every_raised_id_has_its_file(name: str) -> None:
    ids = raised(name)
    assert ids
    assert ids <= set(RULES)


def test_a_rule_without_check_is_raised_elsewhere() -> None:
    unchecked = {rule for rule in RULES if not hasattr(registry.get("validation.rules", rule), "check")}
    assert unchecked <= set[str]().union(*map(raised, RAISING))


def test_only_the_large_sample_is_made_on_demand() -> None:
    module = registry.get("validation.rules", "too-large")
    assert "BAD" not in vars(module)
    with pytest.raises(AttributeError):
        module.OTHER  # noqa: B018 - the access is the test
