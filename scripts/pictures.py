"""Pictures of the documents that govlist writes: `python scripts/pictures.py` into docs/images.

The list is the year of examples/year.sh, with sample reports, on 2024-09-27. LibreOffice, pdftoppm and
Chromium must be installed; the pictures differ slightly between their versions.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

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
        _export(folder, "page.html", ["--format", "html"])
        for picture, size, dark in WINDOWS:
            _photograph(folder / "page.html", picture, size, dark)


def _run(*words: str) -> None:
    env = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "GOVLIST_LANG": "zh"}
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


def _draw(pdf: Path, page: int, picture: str) -> None:
    target = str(IMAGES / picture)
    _run("pdftoppm", "-png", "-r", "80", "-f", str(page), "-l", str(page), "-singlefile", str(pdf), target)


def _photograph(page: Path, picture: str, size: str, dark: bool) -> None:
    options = ["--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={size}", "--disable-gpu"]
    if dark:
        options.append("--blink-settings=preferredColorScheme=0")
    _run("chromium", *options, f"--screenshot={IMAGES / picture}.png", page.as_uri())


if __name__ == "__main__":
    main()
