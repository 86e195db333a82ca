"""JSON for scripts: docs/json.md."""

from __future__ import annotations

from dataclasses import asdict

from govlist.validation.reporters import Found
from govlist.validation.reporters._common import json_text


def render(found: Found) -> str:
    """Every problem with its place, rule, level, message and hint."""
    made: dict[str, object] = {
        "files": len(found.files),
        "problems": [asdict(problem) for problem in found.problems],
    }
    if found.fixed is not None:
        made["fixed"] = [asdict(place) for place in found.fixed]
    return json_text(made)
