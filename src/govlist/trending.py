"""`status --trend`: told on a terminal or as JSON."""

from __future__ import annotations

from govlist import output
from govlist.query import View
from govlist.screens.trend import lines
from govlist.trend import trend


def tell_trend(view: View, by: str | None, as_json: bool) -> None:
    """Print the trend of the view."""
    told = trend(view, by)
    if not as_json:
        output.lines(lines(told, output.columns()))
        return
    output.data(
        [
            {
                "of": line.title or None,
                "points": [{"date": p.day.isoformat(), **p.counts.as_dict()} for p in line.points],
            }
            for line in told
        ]
    )
