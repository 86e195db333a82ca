"""Pictures of the documents that govlist writes: `python scripts/pictures.py` into docs/images.

The list is the year of examples/year.sh, with sample reports, on 2024-09-27. LibreOffice, pdftoppm and
Chromium must be installed; the pictures differ slightly between their versions.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from contextlib import chdir
from pathlib import Path

from docs import MAKERS

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
DAY = "2024-09-27"
BIN = Path(sys.executable).parent

PAGES = (
    ("ledger.docx", ["--format", "docx"], "docx-overview", 1),
    ("ledger.docx", ["--format", "docx"], "docx-tasks", 8),
    ("unit.docx", ["--format", "docx", "--unit", "区教体局"], "docx-unit", 1),
    ("ledger.xlsx", ["--format", "xlsx"], "xlsx-ledger", 5),
    ("ledger.xlsx", ["--format", "xlsx"], "xlsx-chart", 9),
    ("ledger.xlsx", ["--format", "xlsx"], "xlsx-matrix", 10),
)
"""A document, its export options, the picture's name, and the page shown."""

WINDOWS = (("page", "1280,1500", False), ("page-dark", "1280,1500", True), ("page-phone", "390,844", False))
"""A picture of the web page: name, window size, dark mode."""

FILLED_ROWS = ("-x", "30", "-y", "45", "-W", "1226", "-H", "345")
"""The part of a form's page that has its rows."""


def main() -> None:
    """Draw every picture."""
    missing = [tool for tool in ("soffice", "pdftoppm", "chromium") if not shutil.which(tool)]
    if missing:
        raise SystemExit(f"not installed: {', '.join(missing)}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _run("bash", str(ROOT / "examples" / "year.sh"), str(folder))
        for document, options, picture, page in PAGES:
            if not (folder / document).exists():
                _export(folder, document, options)
                _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", name, str(folder / document))
                (folder / document).with_suffix(".pdf").rename(folder / f"{document}.pdf")
            _draw(folder / f"{document}.pdf", page, picture)
        _form(folder)
        _filled_form(folder / "tutorial")
        _export(folder, "page.html", ["--format", "html"])
        for picture, size, dark in WINDOWS:
            _photograph(folder / "page.html", picture, size, dark)


def _run(*words: str) -> None:
    env = {key: value for key, value in os.environ.items() if not key.startswith("GOVLIST_")}
    env |= {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "GOVLIST_LANG": "zh", "GOVLIST_STATE": "0"}
    subprocess.run(words, env=env, check=True, capture_output=True)


def _export(folder: Path, name: str, options: list[str]) -> None:
    _run(
        "govlist",
        "-f",
        str(folder / "checklist.yaml"),
        "--today",
        DAY,
        "export",
        *options,
        "-o",
        str(folder / name),
    )


def _form(folder: Path) -> None:
    """Write the form that a unit fills in."""
    words = ["--format", "xlsx", "--per-unit", str(folder / "forms"), "--to-fill", "--unit", "区教体局"]
    _run("govlist", "-f", str(folder / "checklist.yaml"), "--today", DAY, "export", *words)
    form = folder / "forms" / "区教体局.xlsx"
    _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(form))
    _draw(folder / "区教体局.pdf", 1, "form")


def _filled_form(folder: Path) -> None:
    """Follow the tutorial until it collects the forms, and draw the one that was filled in."""
    page = (ROOT / "docs" / "zh" / "tutorial.md").read_text(encoding="utf-8")
    shutil.copytree(ROOT / "examples", folder / "examples")
    with chdir(folder):
        for maker, words in re.findall(
            r"<!-- made: (run|typed|fill) (.*) -->", page.partition("run collect")[0]
        ):
            if maker == "run":
                _run("govlist", "--today", DAY, *shlex.split(words))
            else:
                MAKERS[maker](words)
        _run("soffice", "--headless", "--convert-to", "pdf", "forms/区教体局.xlsx")
        _draw(folder / "区教体局.pdf", 1, "form-filled", "-r", "110", *FILLED_ROWS)


def _draw(pdf: Path, page: int, picture: str, *size: str) -> None:
    target = str(IMAGES / picture)
    chosen = ["-f", str(page), "-l", str(page), "-singlefile", *(size or ("-r", "80"))]
    _run("pdftoppm", "-png", *chosen, str(pdf), target)


def _photograph(page: Path, picture: str, size: str, dark: bool) -> None:
    options = ["--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={size}", "--disable-gpu"]
    if dark:
        options.append("--blink-settings=preferredColorScheme=0")
    _run("chromium", *options, f"--screenshot={IMAGES / picture}.png", page.as_uri())


if __name__ == "__main__":
    main()
