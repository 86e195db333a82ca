"""Time from opening the page in a browser to its first use: a unit is chosen and its tasks are shown.

The lists are generated from a fixed seed: a full year with 50 units, and one with 736 units and 49,196
reports. The browser is the system's Chromium, or that of $GOVLIST_CHROMIUM; every round starts it again.

    python benchmarks/page.py [--rounds 5]
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import inputs
from playwright.sync_api import sync_playwright

from govlist.export import html
from govlist.model.view import View
from govlist.validation import load

DAY = date(2024, 12, 27)
LISTS: dict[str, dict[str, Any]] = {"a full year": {}, "15 times the units": {"units": 15}}
FIRST_USE = """() => new Promise(done => {
    const units = document.querySelector("[name=unit]");
    units.selectedIndex = 3;
    units.dispatchEvent(new Event("change", { bubbles: true }));
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() / 1000)));
})"""
"""Choose a unit, and give the seconds since the navigation once the result is drawn."""


def main() -> None:
    """Make the pages, open them, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        for name, shape in LISTS.items():
            checklist = load.check("list.yaml", inputs.big(**shape).encode()).checklist
            assert checklist is not None
            view = View(checklist, DAY)
            path = Path(folder, "page.html")
            path.write_bytes(html.render(view).encode())
            seconds = [first_use(path) for _round in range(rounds)]
            reports = sum(len(pair.reports) for pair in view.pairs)
            print(
                f"{name}: {len(view.units)} units, {reports} reports, {path.stat().st_size / 1e6:.1f} MB:"
                f" first use after {statistics.median(seconds):.1f} s (median of {rounds})"
            )


def first_use(path: Path) -> float:
    """Seconds from the navigation to the first use, in a browser of its own."""
    executable = (
        os.environ.get("GOVLIST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    )
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(path.as_uri(), wait_until="load", timeout=120_000)
        seconds: float = page.evaluate(FIRST_USE)
        browser.close()
    return seconds


if __name__ == "__main__":
    main()
