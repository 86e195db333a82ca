"""How the time of a first `status` grows with tasks, units and reports: a picture, and the exponents."""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import inputs

FACTORS = (1, 4, 16, 64)
RUNS = 3
PICTURE = Path(__file__).parents[1] / "docs" / "images" / "growth.svg"
WORDS = ("tasks", "units", "reports")
TEXT = """
A first `status` of the shipped list with one report a pair, and of lists with so many times its tasks, units
or reports; medians of {runs}. The exponent is the slope of the line through the last three points on double
logarithmic paper; 1 is linear.

| times |{head} exponent |
| --- |{line} ---: |
{rows}

![How the time grows](images/growth.svg)
"""


def curves(peers: Path) -> str:
    """Measure and draw all curves; returns the text for the page."""
    found = {name: [_seconds(name, factor) for factor in FACTORS] for name in WORDS}
    _draw(found, peers)
    rows = "\n".join(
        f"| {name} | {' | '.join(f'{value:.2f} s' for value in values)} | {exponent(values):.2f} |"
        for name, values in found.items()
    )
    head = "".join(f" ×{factor} |" for factor in FACTORS)
    return TEXT.format(runs=RUNS, head=head, line=" ---: |" * len(FACTORS), rows=rows)


def exponent(values: list[float]) -> float:
    """The slope of the logarithms, without the first point, which is mostly start-up."""
    xs = [math.log(factor) for factor in FACTORS[1:]]
    return statistics.linear_regression(xs, [math.log(value) for value in values[1:]]).slope


def _seconds(name: str, factor: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "checklist.yaml"
        file.write_text(inputs.big(**{"reports": 1, "more": 0, name: factor}), encoding="utf-8")
        program = str(Path(sys.executable).with_name("govlist"))
        words = [program, "-f", str(file), "status", "--brief"]
        own = {"GOVLIST_CACHE": "0", "GOVLIST_TODAY": "2024-12-31", "GOVLIST_MAX_BYTES": "100000000"}
        env = {**os.environ, **own}
        taken = []
        for _ in range(RUNS):
            start = time.perf_counter()
            subprocess.run(words, env=env, check=True, stdout=subprocess.DEVNULL)
            taken.append(time.perf_counter() - start)
        return statistics.median(taken)


def _draw(found: dict[str, list[float]], peers: Path) -> None:
    """Draw with matplotlib from the peers' environment."""
    script = Path(__file__).parent / "draw.py"
    words = [str(peers / "python"), str(script), str(PICTURE), repr(FACTORS), repr(found)]
    subprocess.run(words, check=True)
