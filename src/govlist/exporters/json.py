"""Everything of the view for scripts: the figures, every task, every unit's state and reports."""

from __future__ import annotations

import json

from govlist.query import View
from govlist.records import show_record, status_record

SUFFIX = ".json"
COLUMNS = ()


def render(view: View) -> str:
    """A JSON object: title, year, region, since, the keys of `status --json`, and `list` with every task."""
    checklist = view.checklist
    value = {
        "title": checklist.title,
        "year": checklist.year,
        "region": checklist.region,
        "since": view.since.isoformat() if view.since else None,
        **status_record(view),
        "list": [show_record(view, state) for state in view.tasks],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
