"""JSON for scripts: docs/json.md."""

from __future__ import annotations

from dataclasses import asdict

from govlist.base.errors import Problem
from govlist.validation.reporters import Found
from govlist.validation.reporters._common import json_text


def render(found: Found) -> str:
    """Every problem with its place, rule, level, message and hint."""
    made: dict[str, object] = {
        "files": len(found.files),
        "problems": [_record(problem) for problem in found.problems],
    }
    if found.fixed is not None:
        made["fixed"] = [asdict(place) for place in found.fixed]
    return json_text(made)


def _record(problem: Problem) -> dict[str, object]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "rule": problem.rule,
        "level": str(problem.level),
        "message": problem.message,
        "hint": problem.hint,
    }
