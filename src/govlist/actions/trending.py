"""`status --trend`: told on a terminal or as JSON."""

from __future__ import annotations

from govlist.cli import console
from govlist.cli.screens.status.trend import lines
from govlist.model.trend import trend
from govlist.model.view import View


def tell_trend(view: View, by: str | None, as_json: bool) -> None:
    """Print the trend of the view."""
    told = trend(view, by)
    if not as_json:
        console.lines(lines(told, console.columns()))
        return
    console.data(
        [
            {
                "of": line.title or None,
                "points": [{"date": p.day.isoformat(), **p.counts.as_dict()} for p in line.points],
            }
            for line in told
        ]
    )
