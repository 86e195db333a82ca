"""File kinds by content, and each error with its hint. Malicious files: readers/test_hostile.py."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlist.base.errors import ExitCode, GovlistError
from govlist.documents import archive

TYPES = '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{}+xml"/></Types>'
WORD = {
    "[Content_Types].xml": TYPES.format("wordprocessingml.document.main"),
    "word/document.xml": "<document/>",
}
SHEET = {"[Content_Types].xml": TYPES.format("spreadsheetml.sheet.main"), "xl/workbook.xml": "<workbook/>"}


def zipped(path: Path, parts: dict[str, str], method: int = ZIP_DEFLATED) -> Path:
    """A zip archive with these parts."""
    with ZipFile(path, "w", method) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return path


def test_documents_are_read_whole(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.docx", WORD)
    assert archive.read(path) == path.read_bytes()
    assert archive.read(path, "docx") == path.read_bytes()
    assert archive.read(zipped(tmp_path / "a.xlsx", SHEET), "xlsx")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\xef\xbb\xbf\n%PDF-1.7\n", "pdf"),
        (b"<!DOCTYPE html><p>", "html"),
        (b"\xef\xbb\xbf  <!-- x --> <HTML>", "html"),
        (b"<!-- a --> " * 300 + b"<table>", "html"),
        (b"<!-- a --> " * 300 + "甲".encode(), None),  # took practically for ever
        (b'<?xml version="1.0"?>\n<html xmlns="x">', "html"),
        ("\ufeff<table><tr>".encode("utf-16"), "html"),
        ("<html>".encode("utf-16-le"), "html"),
        ("清单".encode(), None),
        (b"a <table>", None),
        ("<清单>".encode(), None),
    ],
)
def test_content_says_the_kind(data: bytes, kind: str | None, tmp_path: Path) -> None:
    assert archive.identify(tmp_path / "a", data) == kind


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"{\\rtf1", "RTF"),
        (b"\x89PNG", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"Rar!\x1a", "压缩包"),
        (b"\x1f\x8b\x08", "压缩包"),
        (b"MIME-Version: 1.0", "mht"),
        (b"<?mso-application progid='Word'?>", "旧版 Office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版格式"),
        (b"PK\x03\x04", "损坏"),
    ],
)
def test_what_is_not_read_is_named_with_its_remedy(data: bytes, word: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(data)
    for read in (archive.read, lambda path: archive.identify(path, data)):
        with pytest.raises(GovlistError, match=word) as caught:
            read(tmp_path / "a")
        assert caught.value.exit_code == ExitCode.FAILED
        assert caught.value.hint


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ({"a.txt": "x"}, "压缩包"),
        ({"OFD.xml": "<ofd/>"}, "OFD"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}, "OpenDocument"),
        ({"[Content_Types].xml": TYPES.format("presentationml.presentation.main")}, "演示文稿"),
        ({"[Content_Types].xml": TYPES.format("wordprocessingml.template.main")}, "模板"),
        ({"[Content_Types].xml": "<Types/>"}, "损坏"),
        ({**SHEET, "xl/macrosheets/sheet1.xml": "<x/>"}, "宏"),
        ({**WORD, "word/VBAPROJECT.BIN": "x"}, "宏"),
        ({**WORD, "word/settings.xml": "no xml"}, "损坏"),
        ({**WORD, "custom.xml": '<?xml version="1.0" encoding="EBCDIC-CP-US"?><x/>'}, "损坏"),
        ({**WORD, "x.rels": "<x/><!-- --> <!doctype x>"}, "实体"),
    ],
)
def test_archives_that_are_no_document_or_a_trap(parts: dict[str, str], word: str, tmp_path: Path) -> None:
    with pytest.raises(GovlistError, match=word):
        archive.read(zipped(tmp_path / "a.docx", parts))


def test_only_the_usual_packing_is_unpacked(tmp_path: Path) -> None:
    with pytest.raises(GovlistError, match="损坏"):
        archive.read(zipped(tmp_path / "a.docx", WORD, ZIP_BZIP2))


def test_a_document_of_the_other_kind(tmp_path: Path) -> None:
    with pytest.raises(GovlistError, match="Excel 工作簿"):
        archive.read(zipped(tmp_path / "a.docx", SHEET), "docx")
    (tmp_path / "a.xlsx").write_text("序号", encoding="utf-8")
    with pytest.raises(GovlistError, match="xlsx"):
        archive.read(tmp_path / "a.xlsx", "xlsx")


@pytest.mark.parametrize("limit", ["MAX_FILE", "MAX_UNPACKED", "MAX_XML", "MAX_PARTS"])
def test_every_bound_holds(limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "a.docx", WORD)
    monkeypatch.setattr(archive, limit, 1)
    with pytest.raises(GovlistError, match=r"过大|超出"):
        archive.read(path)


@given(st.binary(max_size=200), st.integers(0, 400))
def test_damaged_bytes_are_refused_or_read(tmp_path: Path, junk: bytes, place: int) -> None:
    path = zipped(tmp_path / "a.docx", WORD)
    data = path.read_bytes()
    path.write_bytes(data[:place] + junk + data[place + len(junk) :])
    with suppress(GovlistError):
        assert archive.read(path) == path.read_bytes()
