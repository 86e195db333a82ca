"""The choice of reader, and the seed's table read from every kind of document with the same result."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from tests.documents.readers import writers
from tests.documents.readers.shapes import doubts, grid, words

from govlist.base.errors import GovlistError
from govlist.documents import reading
from govlist.documents.document import Table


@pytest.mark.parametrize("kind", writers.WRITERS)
def test_the_seed_reads_to_the_same_grid(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if kind == "pdf":
        request.getfixturevalue("chinese_font")
    document = reading.read(writers.write(kind, tmp_path / f"seed.{kind}"))
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    rows = [row.texts for row in table.rows]
    if kind == "pdf":
        rows = joined(rows)
    assert rows == writers.table()
    assert writers.TITLE in words(document)[0 if kind != "html" else 1].removeprefix("# ")
    assert document.doubts == ()


def joined(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows of pages as one table: repeated headers left out, cut rows joined, merged cells continued."""
    made: list[list[str]] = []
    for row in rows:
        texts = list(row)
        if texts[2]:
            if texts[2] != "序号" or not made:
                made.append([text or made[-1][i] for i, text in enumerate(texts)])
        else:
            made[-1] = [first + text for first, text in zip(made[-1], texts, strict=True)]
    return [tuple(re.sub("\n", "", text) for text in row) for row in made]


def test_the_seed_without_its_lines_is_reported(tmp_path: Path) -> None:
    writers.write_pdf(tmp_path / "seed.pdf", ruled=False)
    document = reading.read(tmp_path / "seed.pdf")
    assert not any(isinstance(block, Table) for block in document.blocks)
    assert doubts(document)[0] == "第1页：此处像是没有框线的表格，已按段落读入"


@pytest.mark.parametrize("kind", writers.WRITERS)
def test_a_name_of_another_kind_is_refused(kind: str, tmp_path: Path) -> None:
    path = writers.write(kind, tmp_path / f"seed.{kind}")
    for ending in {"txt", "csv", *writers.WRITERS} - {kind}:
        other = Path(shutil.copy(path, tmp_path / f"other.{ending}"))
        with pytest.raises(GovlistError, match="与文件名不符") as caught:
            reading.read(other)
        assert str(other) in caught.value.message
        assert f"--format {kind}" in str(caught.value.hint)
    assert reading.read(other, kind).blocks == reading.read(path).blocks


@pytest.mark.parametrize("kind", writers.WRITERS)
def test_a_name_that_says_no_kind_is_a_doubt(kind: str, tmp_path: Path) -> None:
    path = writers.write(kind, tmp_path / f"seed.{kind}")
    other = Path(shutil.copy(path, tmp_path / "seed.doc"))
    document = reading.read(other)
    assert document.blocks == reading.read(path).blocks
    assert "与文件名不符" in doubts(document)[0]
    assert reading.read(Path(shutil.copy(path, tmp_path / "seed"))).doubts == ()


@pytest.mark.parametrize("ending", ["docx", "xlsx", "pdf"])
def test_a_text_under_the_name_of_a_document(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"list.{ending}"
    path.write_text("甲、乙\n", encoding="utf-8")
    with pytest.raises(GovlistError, match=ending) as caught:
        reading.read(path)
    assert "--format txt" in str(caught.value.hint)
    assert words(reading.read(path, "txt")) == ["甲、乙"]


def test_a_text_goes_by_its_name(tmp_path: Path) -> None:
    for name, rows in (("a.csv", [["a", "b,c"]]), ("a.tsv", [['a,"b', 'c"']])):
        (tmp_path / name).write_text('a,"b,c"\n' if name == "a.csv" else 'a,"b\tc"\n', encoding="utf-8")
        assert grid(reading.read(tmp_path / name)) == rows
    (tmp_path / "a.html").write_text("甲<br>乙", encoding="utf-8")
    assert words(reading.read(tmp_path / "a.html")) == ["甲\n乙"]
    (tmp_path / "a.dat").write_text("甲\n乙", encoding="utf-8")
    assert words(reading.read(tmp_path / "a.dat")) == ["甲", "乙"]


def test_a_person_overrules(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text('a,"b,c"\n', encoding="utf-8")
    assert grid(reading.read(tmp_path / "a.txt", "csv")) == [["a", "b,c"]]
    with pytest.raises(GovlistError, match="docx"):
        reading.read(tmp_path / "a.txt", "docx")
    with pytest.raises(GovlistError) as caught:
        reading.read(tmp_path / "a.txt", "doc")
    assert "docx（Word）" in caught.value.hint


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "pdf", "txt", "csv"])
def test_a_document_of_another_kind_than_was_said(kind: str, tmp_path: Path) -> None:
    for other in writers.WRITERS:
        path = writers.write(other, tmp_path / f"seed.{other}")
        if other != kind:
            with pytest.raises(GovlistError, match="从内容看是"):
                reading.read(path, kind)


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.docx"):
        with pytest.raises(GovlistError, match=re.escape(str(path))) as caught:
            reading.read(path)
        assert caught.value.exit_code == 3
