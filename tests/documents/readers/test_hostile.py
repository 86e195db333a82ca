"""Malicious documents: each is refused with a reason and a hint, within 10 seconds and 500 MB."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from tests.documents.readers import writers

MEMORY = 500_000_000
SECONDS = 10

READ = """\
import sys
from pathlib import Path
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
except ImportError:
    pass
from govlist.base.errors import GovlistError
from govlist.documents import reading as _choose
try:
    document = _choose.read(Path(sys.argv[1]))
except GovlistError as error:
    print("refused", error, error.hint, sep="\\n")
else:
    print("read", len(document.blocks), sep="\\n")
"""

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def bounded(path: Path) -> list[str]:
    """The result of reading a document in a process with limited memory and time: refused, reason, hint."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path), str(MEMORY)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=SECONDS,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def changed(path: Path, parts: dict[str, bytes], *, method: int = ZIP_DEFLATED) -> Path:
    """A zip archive with additional or replaced parts."""
    with ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w", method) as archive:
        for name, data in (kept | parts).items():
            archive.writestr(name, data)
    return path


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """The seed's table as docx, xlsx, html or pdf, the base of each malicious document."""
    folder = tmp_path_factory.mktemp("sound")
    made: dict[str, bytes] = {}

    def get(kind: str) -> bytes:
        if kind not in made:
            made[kind] = writers.write(kind, folder / f"seed.{kind}").read_bytes()
        return made[kind]

    return get


Make = Callable[[Path, Callable[[str], bytes]], object]
TRAPS: dict[str, tuple[str, str, Make]] = {}
"""By name: file name, a word of the error, the function that writes the file."""


def trap(name: str, word: str) -> Callable[[Make], Make]:
    """Register a function that writes a malicious document."""

    def register(make: Make) -> Make:
        TRAPS[make.__name__] = (name, word, make)
        return make

    return register


def zeros(path: Path, name: str, size: int) -> None:
    """A zip archive with an additional part of blanks, written as a stream."""
    with ZipFile(path, "a", ZIP_DEFLATED) as archive, archive.open(name, "w", force_zip64=True) as file:
        for _each in range(size >> 20):
            file.write(b" " * (1 << 20))


@trap("list.docx", "解压后超出")
def zip_bomb(path: Path, sound: Callable[[str], bytes]) -> None:
    path.write_bytes(sound("docx"))
    zeros(path, "word/media/image1.png", 210_000_000)


@trap("list.docx", "解压后超出")
def bomb_of_xml(path: Path, sound: Callable[[str], bytes]) -> None:
    path.write_bytes(sound("docx"))
    zeros(path, "word/comments.xml", 100_000_000)


@trap("list.docx", "损坏")
def bomb_with_a_lying_header(path: Path, sound: Callable[[str], bytes]) -> None:
    path.write_bytes(sound("docx"))
    changed(path, {"word/media/image1.png": bytes(30_000_001)})
    data = path.read_bytes()
    real = struct.pack("<L", 30_000_001)
    assert data.count(real) == 2  # before the part, and in the directory
    path.write_bytes(data.replace(real, struct.pack("<L", 1000)))


@trap("list.xlsx", "解压后超出")
def a_million_parts(path: Path, sound: Callable[[str], bytes]) -> None:
    path.write_bytes(sound("xlsx"))
    data = path.read_bytes()
    end = data.rindex(b"PK\x05\x06")
    entry = (
        struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0)
        + b"x"
    )
    path.write_bytes(data[:end] + entry * 1_000_000 + data[end:])


@trap("list.docx", "压缩包")
def archive_in_archive(path: Path, _sound: Callable[[str], bytes]) -> None:
    inner = BytesIO()
    with ZipFile(inner, "w", ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(50_000_000))
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for number in range(16):
            archive.writestr(f"{number}.zip", inner.getvalue())


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))


def entities(encoding: str) -> bytes:
    """XML that expands to a thousand million words, or references a local file."""
    head = f'<?xml version="1.0" encoding="{encoding}"?>\n<!-- {"x" * 5000} -->\n'
    body = f'<!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    return (head + body + f'<w:document xmlns:w="{WORD}"><w:body>&l9;&x;</w:body></w:document>').encode(
        encoding
    )


@trap("list.docx", "实体")
def billion_laughs(path: Path, sound: Callable[[str], bytes]) -> None:
    path.write_bytes(sound("docx"))
    changed(path, {"word/document.xml": entities("utf-8")})


@trap("list.docx", "实体")
def laughs_in_utf_16(path: Path, sound: Callable[[str], bytes]) -> None:
    path.write_bytes(sound("docx"))
    changed(path, {"word/styles.xml": entities("utf-16")})


@trap("list.docx", "损坏")
def laughs_in_utf_7(path: Path, sound: Callable[[str], bytes]) -> None:
    path.write_bytes(sound("docx"))
    hidden = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE d+AD4APA-d/+AD4-'
    changed(path, {"word/settings.xml": hidden})


@trap("list.xlsx", "实体")
def entities_in_a_part_of_any_name(path: Path, sound: Callable[[str], bytes]) -> None:
    path.write_bytes(sound("xlsx"))
    changed(path, {"xl/part.bin": entities("utf-8")})


@trap("list.xlsx", "单元格")
def merged_over_all_columns(path: Path, sound: Callable[[str], bytes]) -> None:
    path.write_bytes(sound("xlsx"))
    cells = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 1000)
    )
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    sheet = f'<worksheet xmlns="{SHEET}"><sheetData>{cells}</sheetData>{merged}</worksheet>'
    changed(path, {"xl/worksheets/sheet1.xml": sheet.encode()})


@trap("list.xlsx", "损坏")
def a_row_beyond_all_rows(path: Path, sound: Callable[[str], bytes]) -> None:
    path.write_bytes(sound("xlsx"))
    row = '<row r="9999999"><c r="A9999999"><v>1</v></c></row>'
    sheet = f'<worksheet xmlns="{SHEET}"><sheetData>{row}</sheetData></worksheet>'
    changed(path, {"xl/worksheets/sheet1.xml": sheet.encode()})


@trap("list.xlsx", "单元格")
def a_million_cells(path: Path, sound: Callable[[str], bytes]) -> None:
    path.write_bytes(sound("xlsx"))
    cells = "".join(f'<row r="{n}">{"<c><v>1</v></c>" * 10}</row>' for n in range(1, 100_001))
    sheet = f'<worksheet xmlns="{SHEET}"><sheetData>{cells}</sheetData></worksheet>'
    changed(path, {"xl/worksheets/sheet1.xml": sheet.encode()})


@trap("list.docx", "列")
def a_cell_of_a_million_columns(path: Path, sound: Callable[[str], bytes]) -> None:
    path.write_bytes(sound("docx"))
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr><w:p/></w:tc>'
    body = f'<w:document xmlns:w="{WORD}"><w:body><w:tbl><w:tr>{cell}</w:tr></w:tbl></w:body></w:document>'
    changed(path, {"word/document.xml": body.encode()})


@trap("list.docm", "宏")
def macros_in_word(path: Path, sound: Callable[[str], bytes]) -> None:
    path.write_bytes(sound("docx"))
    changed(path, {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


@trap("list.xlsm", "宏")
def macros_in_excel(path: Path, sound: Callable[[str], bytes]) -> None:
    path.write_bytes(sound("xlsx"))
    with ZipFile(path) as archive:
        types = archive.read("[Content_Types].xml")
    other = types.replace(
        b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
    )
    changed(path, {"[Content_Types].xml": other})


def ole(stream: str) -> bytes:
    """Bytes that begin like an old Office file with a stream of this name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(512)


@trap("list.docx", "密码")
def under_a_password(path: Path, _sound: Callable[[str], bytes]) -> None:
    path.write_bytes(ole("EncryptedPackage"))


@trap("list.xlsx", "密码")
def zip_under_a_password(path: Path, sound: Callable[[str], bytes]) -> None:
    data = sound("xlsx")
    path.write_bytes(
        data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    )


@trap("list.doc", "旧版 Word")
def older_word(path: Path, _sound: Callable[[str], bytes]) -> None:
    path.write_bytes(ole("WordDocument"))


@trap("list.wps", "旧版 Word")
def older_wps(path: Path, _sound: Callable[[str], bytes]) -> None:
    path.write_bytes(ole("WordDocument"))


@trap("list.xls", "损坏")
def older_excel(path: Path, _sound: Callable[[str], bytes]) -> None:
    path.write_bytes(ole("Workbook"))


@trap("list.docx", "损坏")
def cut_word(path: Path, sound: Callable[[str], bytes]) -> None:
    path.write_bytes(sound("docx")[:-500])


@trap("list.xlsx", "损坏")
def cut_excel(path: Path, sound: Callable[[str], bytes]) -> None:
    data = sound("xlsx")
    path.write_bytes(data[: len(data) // 2])


@trap("list.docx", "损坏")
def cut_part(path: Path, sound: Callable[[str], bytes]) -> None:
    path.write_bytes(sound("docx"))
    with ZipFile(path) as archive:
        body = archive.read("word/document.xml")
    changed(path, {"word/document.xml": body[:5000]})


@trap("list.pdf", "PDF")
def cut_pdf(path: Path, sound: Callable[[str], bytes]) -> None:
    path.write_bytes(sound("pdf")[:600])


@trap("list.docx", "图片")
def a_picture(path: Path, _sound: Callable[[str], bytes]) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))


@trap("list.txt", "不是文本")
def no_text(path: Path, _sound: Callable[[str], bytes]) -> None:
    path.write_bytes(bytes(range(256)) * 100)


@trap("list.txt", "空文件")
def nothing(path: Path, _sound: Callable[[str], bytes]) -> None:
    path.write_bytes(b"\n" * 100)


@trap("list.txt", "过大")
def a_large_text(path: Path, _sound: Callable[[str], bytes]) -> None:
    path.write_bytes(b"x" * 60_000_000)


@trap("list.html", "单元格")
def spans_without_end(path: Path, _sound: Callable[[str], bytes]) -> None:
    row = "<tr>" + '<td rowspan="999999">x' * 20
    path.write_text(f"<table>{row * 1000}</table>", encoding="utf-8")


@trap("list.html", "列")
def a_row_of_spans(path: Path, _sound: Callable[[str], bytes]) -> None:
    path.write_text("<table><tr>" + '<td colspan="999999">x' * 90_000, encoding="utf-8")


@trap("list.html", "嵌套")
def nested_elements(path: Path, _sound: Callable[[str], bytes]) -> None:
    path.write_text("<div>" * 250 + "x", encoding="utf-8")


@trap("list.html", "元素")
def a_million_elements(path: Path, _sound: Callable[[str], bytes]) -> None:
    path.write_text("<p>x" * 1_000_000, encoding="utf-8")


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    made = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (count, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + end


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


PAGE = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    b"/Resources << /XObject << /F 5 0 R >> >> >>",
)


@trap("list.pdf", "过大")
def pdf_bomb(path: Path, _sound: Callable[[str], bytes]) -> None:
    packer = zlib.compressobj(1)
    data = b"".join(packer.compress(b" " * (1 << 20)) for _each in range(400)) + packer.flush()
    path.write_bytes(pdf(*PAGE, stream(data, b"/Filter /FlateDecode")))


@trap("list.pdf", "过大")
def pdf_that_draws_for_ever(path: Path, _sound: Callable[[str], bytes]) -> None:
    forms = [
        stream(
            b"/F Do " * 10,
            b"/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /F %d 0 R >> >>"
            % (6 + depth),
        )
        for depth in range(12)
    ]
    last = stream(b"0 0 m 1 1 l S", b"/Type /XObject /Subtype /Form /BBox [0 0 1 1]")
    path.write_bytes(pdf(*PAGE, stream(b"/F Do"), *forms, last))


@trap("list.pdf", "文字")
def pdf_without_text(path: Path, _sound: Callable[[str], bytes]) -> None:
    path.write_bytes(pdf(*PAGE, stream(b"0 0 m 1 1 l S")))


@trap("list.pdf", "密码")
def pdf_under_a_password(path: Path, _sound: Callable[[str], bytes]) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(100, 100, "list")
    canvas.save()


SLOW = {"pdf_that_draws_for_ever"}
"""Refused only after the timeout."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.slow] if name in SLOW else []) for name in TRAPS]
)
def test_a_trap_is_refused_in_time(name: str, tmp_path: Path, sound: Callable[[str], bytes]) -> None:
    file, word, make = TRAPS[name]
    make(tmp_path / file, sound)
    outcome = bounded(tmp_path / file)
    assert outcome[0] == "refused", outcome
    assert word in outcome[1]
    assert outcome[2] or name == "nothing"
