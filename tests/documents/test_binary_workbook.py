"""Binary workbooks (.xlsb), written record by record as [MS-XLSB] says; LibreOffice reads them alike."""

from __future__ import annotations

import struct
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from govlist.base.errors import GovlistError
from govlist.documents import reading, workbook
from govlist.documents.areas import Area
from govlist.documents.cells import Sheet

OPC = "http://schemas.openxmlformats.org/package/2006"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
)
MAIN = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"


def record(kind: int, content: bytes = b"") -> bytes:
    """A record: type and length in bytes of seven bits."""
    begin = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    length, size = b"", len(content)
    while size > 127:
        length, size = length + bytes([size & 127 | 128]), size >> 7
    return begin + length + bytes([size]) + content


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell(kind: int, column: int, content: bytes, style: int = 0) -> bytes:
    return record(kind, struct.pack("<II", column, style) + content)


def row(number: int, *cells: bytes, hidden: bool = False) -> bytes:
    flags = bytes([0, 0x10 if hidden else 0, 0])
    return record(0, struct.pack("<IIH", number - 1, 0, 300) + flags + bytes(4)) + b"".join(cells)


def relations(*targets: tuple[str, str, str]) -> str:
    """The relations of a part: id, kind, and target."""
    made = "".join(
        f'<Relationship Id="{key}" Type="{LINKS}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for key, kind, target in targets
        for mode in ["External" if kind == "hyperlink" else "Internal"]
    )
    return f'<Relationships xmlns="{OPC}/relationships">{made}</Relationships>'


STYLES = b"".join(
    (
        record(278),
        record(615, struct.pack("<I", 1)),
        record(44, struct.pack("<H", 164) + wide('#,##0.00"万元"')),
        record(616),
        record(611, struct.pack("<I", 2)),
        *(
            record(43, struct.pack("<HHHHBBBB", 220, flags, 400, 0, 0, 0, 134, 0) + bytes(9) + wide("宋体"))
            for flags in (0, 8)
        ),
        record(612),
        record(617, struct.pack("<I", 4)),
        *(
            record(47, struct.pack("<HHHHHBBHBB", 0, number, font, 0, 0, 0, 0, 0, 0x3F, 0))
            for number, font in ((0, 0), (164, 0), (31, 0), (0, 1))
        ),
        record(618),
        record(279),
    )
)
STRINGS = ("序号", "完成状态", "进展情况", "填报日期", "推进中", "已完成三批，计划四批")
RUN = struct.pack("<IHHHH", 2, 0, 0, 5, 1)


def strings() -> bytes:
    plain = [record(19, b"\0" + wide(text)) for text in STRINGS[:-1]]
    return b"".join(
        (
            record(159, struct.pack("<II", 6, 6)),
            *plain,
            record(19, b"\1" + wide(STRINGS[-1]) + RUN),
            record(160),
        )
    )


def shared(column: int, number: int, style: int = 0) -> bytes:
    return cell(7, column, struct.pack("<I", number), style)


ROWS = b"".join(
    (
        row(1, *(shared(column, column) for column in range(4))),
        row(
            2,
            cell(2, 0, struct.pack("<I", 2 << 2 | 2)),  # a whole number in four bytes
            shared(1, 4),
            cell(5, 2, struct.pack("<d", 12345.6), 1),
            cell(2, 3, struct.pack("<I", 45457 << 2 | 2), 2),
        ),
        row(
            3,
            cell(9, 0, struct.pack("<d", 3) + bytes(10)),
            cell(6, 1, wide("已完成"), 3),
            shared(2, 5),
            cell(3, 3, b"\7"),
            cell(4, 4, b"\1"),
            cell(2, 5, struct.pack("<I", 1234 << 2 | 3)),  # 12.34, in hundredths
            hidden=True,
        ),
    )
)


def write(path: Path, rows: bytes = ROWS) -> Path:
    """A workbook of one sheet, and a hidden one."""
    area = struct.pack("<IIII", 1, 2, 6, 6)
    sheet = b"".join(
        (
            record(129),
            record(390),
            record(60, struct.pack("<IIIIH", 4, 4, 2560, 0, 1)),
            record(391),
            record(145),
            rows,
            record(146),
            record(177, struct.pack("<I", 1)),
            record(176, area),
            record(178),
            record(494, struct.pack("<IIII", 1, 1, 1, 1) + wide("rId1") + wide("") * 3),
            record(130),
        )
    )
    comments = b"".join(
        (
            record(628),
            record(630),
            record(632, wide("李四")),
            record(631),
            record(633),
            record(635, struct.pack("<IIIII", 0, 1, 1, 2, 2) + bytes(16)),
            record(637, b"\0" + wide("请核对")),
            record(636),
            record(634),
            record(629),
        )
    )
    names = (("表", 0, "rId1"), ("隐", 1, "rId2"))
    sheets = [
        record(156, struct.pack("<II", state, 1) + wide(key) + wide(name)) for name, state, key in names
    ]
    book = b"".join(
        (record(131), record(153, bytes(8) + wide("")), record(143), *sheets, record(144), record(132))
    )
    types = (
        ("workbook", MAIN),
        ("worksheets/sheet1", "application/vnd.ms-excel.worksheet"),
        ("worksheets/sheet2", "application/vnd.ms-excel.worksheet"),
        ("sharedStrings", "application/vnd.ms-excel.sharedStrings"),
        ("styles", "application/vnd.ms-excel.styles"),
        ("comments1", "application/vnd.ms-excel.comments"),
    )
    overrides = "".join(f'<Override PartName="/xl/{name}.bin" ContentType="{kind}"/>' for name, kind in types)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{OPC}/content-types">{RELATIONS}{overrides}</Types>',
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.bin")),
        "xl/_rels/workbook.bin.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.bin"),
            ("rId2", "worksheet", "worksheets/sheet2.bin"),
            ("rId3", "sharedStrings", "sharedStrings.bin"),
            ("rId4", "styles", "styles.bin"),
        ),
        "xl/worksheets/_rels/sheet1.bin.rels": relations(
            ("rId1", "hyperlink", "https://example.gov.cn/a"), ("rId2", "comments", "../comments1.bin")
        ),
        "xl/workbook.bin": book,
        "xl/worksheets/sheet1.bin": sheet,
        "xl/worksheets/sheet2.bin": record(129)
        + record(145)
        + row(1, shared(0, 4))
        + record(146)
        + record(130),
        "xl/sharedStrings.bin": strings(),
        "xl/styles.bin": STYLES,
        "xl/comments1.bin": comments,
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return path


def texts(sheet: Sheet) -> list[list[str]]:
    return [[sheet.text(line, column) for column in range(1, 7)] for line in sheet.rows]


def test_cells_as_shown_and_all_beside_them(tmp_path: Path) -> None:
    first, hidden = workbook.read(write(tmp_path / "a.xlsb")).sheets
    assert texts(first) == [
        ["序号", "完成状态", "进展情况", "填报日期", "", ""],
        ["2", "推进中", "12,345.60万元", "2024年6月14日", "", ""],
        ["3", "", "已完成三批", "#DIV/0!", "TRUE", "12.34"],
    ]
    assert first.rows[2][4].value == datetime(2024, 6, 14)
    assert (first.rows[3][2].struck, first.rows[3][3].struck) == ("已完成", "，计划四批")
    assert first.rows[2][2].link == "https://example.gov.cn/a"
    assert (first.rows[3][4].is_error, first.rows[3][1].formula) == (True, "")
    assert (first.comments, first.merges) == ({(2, 3): "请核对"}, (Area(2, 7, 3, 7),))
    assert (first.hidden_rows, first.hidden_columns) == ((3,), ((5, 5),))
    assert (hidden.name, hidden.is_hidden) == ("隐", True)


def test_import_reads_it_by_content_and_name(tmp_path: Path) -> None:
    document = reading.read(write(tmp_path / "a.xlsb"))
    assert any("隐藏" in doubt.message for doubt in document.doubts)


@pytest.mark.parametrize(
    "rows",
    [
        row(1, cell(7, 0, struct.pack("<I", 999))),
        row(1, cell(6, 0, struct.pack("<I", 2**31))),
        row(2_000_000, shared(0, 0)),
        row(1, cell(5, 0, b"")),
        row(1, cell(5, 0, struct.pack("<d", float("inf")))),
    ],
)
def test_a_damaged_or_hostile_part(rows: bytes, tmp_path: Path) -> None:
    with pytest.raises(GovlistError, match="损坏"):
        workbook.read(write(tmp_path / "a.xlsb", rows))


def test_changed_bytes_never_end_in_another_error(tmp_path: Path) -> None:
    for start in range(0, len(ROWS), 5):
        changed = ROWS[:start] + b"\xff\x7f" + ROWS[start + 2 :]
        with suppress(GovlistError):
            assert workbook.read(write(tmp_path / "a.xlsb", changed)).sheets
