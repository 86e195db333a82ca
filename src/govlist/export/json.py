"""All data for scripts: the figures, every task, the state and reports of every unit."""

from __future__ import annotations

import json

from govlist.content import annual
from govlist.content.columns import Table
from govlist.content.json_output import show_record, span_record, status_record
from govlist.model.view import View

SUFFIX = ".json"
COLUMNS = ()


def render(view: View) -> str:
    """A JSON object: title, year, region, since, the keys of `status --json`, `span` and `list`."""
    checklist = view.checklist
    value = {
        "title": checklist.title,
        "year": checklist.year,
        "region": checklist.region,
        "since": view.since.isoformat() if view.since else None,
        **status_record(view),
        "span": span_record(view),
        "list": [show_record(view, state) for state in view.tasks],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def render_record(view: View, record: Table) -> str:
    """A JSON object: title, year, as_of, `units` with a unit's figures each, and their `total`."""
    value = {
        "title": view.checklist.title,
        "year": view.checklist.year,
        "as_of": view.day.isoformat(),
        "units": record.rows,
        "total": {key: figure for key, figure in annual.total(record).items() if key != "unit"},
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
