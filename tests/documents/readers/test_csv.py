"""CSV files: delimiters, quotes, encodings, the guard before formulas."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.readers.shapes import grid

from govlist.base.errors import GovlistError
from govlist.base.text import guard_formula
from govlist.documents.document import Document, Table
from govlist.documents.readers import csv


def read(path: Path, data: bytes) -> Document:
    """Read bytes as a CSV file."""
    path.write_bytes(data)
    return csv.read(path)


@pytest.mark.parametrize(("mark", "name"), [(",", "a.csv"), (";", "a.csv"), ("\t", "a.csv"), ("\t", "a.tsv")])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16"])
def test_delimiters_and_encodings(mark: str, name: str, encoding: str, tmp_path: Path) -> None:
    text = (
        mark.join(["序号", "具体要求", "责任单位"])
        + "\r\n\r\n"
        + mark.join(["1", '"公开\n政策""解读"""', "区教体局"])
    )
    document = read(tmp_path / name, text.encode(encoding))
    assert grid(document) == [["序号", "具体要求", "责任单位"], ["1", '公开\n政策"解读"', "区教体局"]]
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert [row.place.line for row in table.rows] == [1, 3]


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_the_guard_of_an_export_is_undone(tmp_path: Path, text: str) -> None:
    quoted = '"' + guard_formula(text).replace('"', '""') + '"'
    document = read(tmp_path / "a.csv", f'"要求","单位"\r\n{quoted},"甲"\r\n'.encode("utf-8-sig"))
    assert grid(document)[1][0] == csv._text.tidy(text)


def test_a_field_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GovlistError, match="CSV"):
        read(tmp_path / "a.csv", b"a,b\n" + b'"' + b"x" * 200_000)


def test_nothing_but_delimiters_is_an_empty_document(tmp_path: Path) -> None:
    assert read(tmp_path / "a.csv", b",,\n,,\n").blocks == ()


def test_lost_signs_are_reported(tmp_path: Path) -> None:
    document = read(tmp_path / "a.csv", ("序号,具体要求\n" * 10).encode() + b"\xff\n")
    assert [doubt.message for doubt in document.doubts] == ["有1个字读不出来"]
