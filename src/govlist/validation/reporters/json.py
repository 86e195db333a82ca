"""JSON for scripts: docs/json.md."""

from __future__ import annotations

from dataclasses import asdict

from govlist.base.errors import Level
from govlist.validation.reporters import Found
from govlist.validation.reporters._common import json_text


def render(found: Found) -> str:
    """Every problem with its place, rule, level, message and hint, and the numbers by rule."""
    return json_text(
        {
            "files": len(found.files),
            "problems": [problem._asdict() for problem in found.problems],
            "statistics": [asdict(row) for row in found.by_rule],
            "ignored": found.ignored,
            "unselected": {
                "errors": found.unselected[Level.ERROR],
                "warnings": found.unselected[Level.WARNING],
            },
            "hidden": found.hidden,
            "fixed": [asdict(place) for place in found.fixed],
        }
    )
