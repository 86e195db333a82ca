"""What changes the meaning or stands beside the text, in files that LibreOffice saved: docs/formats.md."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from govlist.documents import reading
from govlist.documents.readers import _text

DATA = Path(__file__).parent / "data"
PAGE = Path(__file__).parents[2] / "docs" / "formats.md"
WORDS = {
    "text struck out": "并归档",
    "a comment": "请改为区丙局",
    "a text box": "以此框为准",
    "a picture": "图片未读入",
    "a ticked box of a form": "☑涉及",
    "a list of a form": ("推进中", "第2个选项"),
    "a sign of a symbol font (☑)": ("☑更新指南", "有1个字读不出来"),
    "a hidden row": "隐藏的任务",
    "a hidden sheet": "工作表被隐藏",
    "header and footer of the page": "请于6月25日前",
    "a footnote": "含各镇",
    "hidden text": "藏着的字",
}
"""The words of each accident, in the text or in a doubt."""


@cache
def read(name: str) -> tuple[str, str]:
    """The text of a file, and its doubts."""
    document = reading.read(DATA / name)
    return "\n".join(_text.texts(document.blocks)), "\n".join(doubt.message for doubt in document.doubts)


def outcome(accident: str, name: str) -> str:
    """What reading a file gives for an accident: read, reported, or nothing."""
    words = WORDS[accident]
    text, doubts = read(name)
    for each in (words,) if isinstance(words, str) else words:
        if each in doubts:
            return "reported"
        if each in text.replace(" ", ""):
            return "read"
    return ""


def table() -> dict[tuple[str, str], str]:
    """The cells of the page's table by accident and ending."""
    part = PAGE.read_text(encoding="utf-8").partition("## What changes the meaning")[2]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    header, _rule, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return {(row[0], ending): cell for row in rows for ending, cell in zip(header[1:], row[1:], strict=True)}


TRIED = [cell for cell in table() if (DATA / f"accidents{cell[1].strip('`')}").exists()]


def test_every_accident_and_every_file_is_in_the_table() -> None:
    assert {accident for accident, _ending in table()} == {*WORDS}
    assert {ending for _accident, ending in TRIED} == {
        f"`{path.suffix}`" for path in DATA.glob("accidents.*")
    }


@pytest.mark.parametrize(("accident", "ending"), TRIED)
def test_the_table_is_true(accident: str, ending: str) -> None:
    found = outcome(accident, f"accidents{ending.strip('`')}")
    assert table()[accident, ending] == (found or "—")
