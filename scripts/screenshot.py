"""The pictures in docs/images/: `python scripts/screenshot.py [--check]`.

Each picture shows a command on a terminal of 100 columns, run on examples/sample.yaml on 2024-09-27, as an
SVG. Each run of characters of one width has its position and length in columns, so that Chinese is aligned
with any font. (rich can export SVG too, but gives a Chinese character the width of a Latin one.)
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from unittest.mock import patch
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[1]
TODAY = "2024-09-27"
os.environ |= {"GOVLIST_LANG": "en", "GOVLIST_TODAY": TODAY, "GOVLIST_CACHE": "0", "GOVLIST_STATE": "0"} | {
    "GOVLIST_CONFIG": "0"
}
sys.path.insert(0, str(ROOT / "src"))

from govlist.base import i18n  # noqa: E402
from govlist.base.text import width  # noqa: E402
from govlist.cli import app, console  # noqa: E402
from govlist.cli.tables import Line  # noqa: E402

COLUMNS = 100
CELL, LEADING, SIZE, WIDE_SIZE = 8.4, 23, 14, 15.5
MARGIN, HEAD = 22, 44
NO_BREAK = "\N{NO-BREAK SPACE}"
"""Replaces blanks, because SVG collapses several blanks into one."""

FONTS = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
WIDE_FONTS = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif"
COLOURS = {
    "": "#d7dce4",
    "dim": "#8a93a2",
    "red": "#f2777a",
    "green": "#8fd18b",
    "cyan": "#6fc7da",
    "yellow": "#e8c374",
}

PICTURES = {
    "status": ["status", "区教体局"],
    "district": ["status"],
    "import": ["import", "tests/data/tianjiaan-2024.txt", "-o", "list.yaml", "--dry-run"],
}
"""Name and command of each picture."""


def lines(args: list[str]) -> list[Line]:
    """The command and the lines that it prints on a terminal."""
    printed: list[Line] = []

    def take(screen: Iterable[Line], _stream: object = None) -> None:
        printed.extend(screen)

    with (
        patch.object(console, "lines", take),
        patch.object(console, "columns", lambda _stream=None: COLUMNS),
    ):
        code = app.main(["-f", "examples/sample.yaml", *args])
    assert code == 0, args
    while printed and not any(piece.strip() for piece, _style in printed[-1]):
        printed.pop()
    return [[("$ ", "dim"), ("govlist " + " ".join(args), "title")], [], *printed]


def svg(screen: list[Line]) -> str:
    """The lines as a picture."""
    wide = round(COLUMNS * CELL + 2 * MARGIN)
    high = HEAD + len(screen) * LEADING + MARGIN // 2
    rows = [
        text
        for number, line in enumerate(screen)
        for text in _texts(line, HEAD + number * LEADING + LEADING * 0.7)
    ]
    dots = "".join(
        f'<circle cx="{22 + 20 * n}" cy="21" r="6" fill="{colour}"/>'
        for n, colour in enumerate(("#ff5f57", "#febc2e", "#28c840"))
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
            f'viewBox="0 0 {wide} {high}">',
            f'<rect width="{wide}" height="{high}" rx="9" fill="#22272e"/>',
            dots,
            f'<g font-family="{FONTS}" font-size="{SIZE}">',
            *rows,
            "</g>",
            "</svg>",
            "",
        ]
    )


def _texts(line: Line, y: float) -> Iterator[str]:
    """The runs of one style and one width in a line, each at its column."""
    column = 0
    for piece, style in line:
        for size, run in groupby(piece, key=width):
            text = "".join(run)
            columns = size * len(text)
            if text.strip(" "):
                yield _text(text, style, MARGIN + column * CELL, y, columns * CELL, size > 1)
            column += columns


def _text(text: str, style: str, x: float, y: float, length: float, wide: bool) -> str:
    left = len(text) - len(text.lstrip(" "))
    x, length = x + left * CELL, length - (len(text) - len(text.strip(" "))) * CELL
    words = console.STYLES.get(style, "").split()
    colour = next((COLOURS[word] for word in words if word in COLOURS), COLOURS[""])
    bold = ' font-weight="bold"' if "bold" in words else ""
    fonts = f' font-family="{WIDE_FONTS}" font-size="{WIDE_SIZE}"' if wide else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" textLength="{length:.1f}" fill="{colour}"{bold}{fonts}>'
        f"{escape(text.strip(' ')).replace(' ', NO_BREAK)}</text>"
    )


def pictures() -> Iterator[tuple[Path, str]]:
    """Each picture's file and its contents."""
    os.chdir(ROOT)
    for language, ending in (("zh", ""), ("en", ".en")):
        i18n.use(language)
        for name, args in PICTURES.items():
            yield ROOT / "docs" / "images" / f"{name}{ending}.svg", svg(lines(args))


def main() -> int:
    """Draw the pictures, or report which are not up to date."""
    parser = argparse.ArgumentParser(description="Draw the pictures in docs/images/.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where stale")
    check = parser.parse_args().check
    stale = 0
    for path, screen in pictures():
        if path.exists() and path.read_text(encoding="utf-8") == screen:
            continue
        stale += 1
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT).as_posix()}")
        if not check:
            path.write_text(screen, encoding="utf-8", newline="\n")
    return 1 if stale and check else 0


if __name__ == "__main__":
    sys.exit(main())
