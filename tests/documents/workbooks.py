"""Workbooks written by hand, part by part, with contents that libraries never write."""

from __future__ import annotations

from functools import reduce
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def cell(ref: str, text: str, style: int = 0) -> str:
    """A cell with a text, or with a number if the text is one."""
    if text.replace(".", "", 1).isdigit():
        return f'<c r="{ref}" s="{style}"><v>{text}</v></c>'
    return f'<c r="{ref}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def row(number: int, *texts: str, style: int = 0) -> str:
    """A row of cells from column A on; empty texts have no cell."""
    cells = (cell(f"{chr(65 + place)}{number}", text, style) for place, text in enumerate(texts) if text)
    return f'<row r="{number}">{"".join(cells)}</row>'


def styles(fonts: str = "<font/>", xfs: str = "<xf/>", formats: str = "", fills: str = "<fill/>") -> str:
    """The part with the styles; `formats` has lines `number=code`."""
    made = "".join(
        '<numFmt numFmtId="{}" formatCode="{}"/>'.format(*each.replace('"', "&quot;").split("=", 1))
        for each in formats.splitlines()
    )
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{made}</numFmts><fonts>{fonts}</fonts><fills>{fills}</fills>'
        f"<cellXfs>{xfs}</cellXfs></styleSheet>"
    )


def write(
    path: Path,
    rows: str,
    *,
    after: str = "",
    parts: dict[str, str] | None = None,
    related: str = "",
    strict: bool = False,
) -> Path:
    """A workbook with one sheet, S. `after` follows its cells; `related` has lines of kind and part."""
    targets = "".join(
        '<Relationship Id="r{}" Type="{}/{}" Target="{}"/>'.format(number, LINKS, *line.split())
        for number, line in enumerate(related.splitlines(), 1)
    )
    made = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override '
        f'PartName="/xl/workbook.xml" ContentType="{TYPE}"/></Types>',
        "_rels/.rels": relations('<Relationship Id="r1" Type="*/officeDocument" Target="xl/workbook.xml"/>'),
        "xl/_rels/workbook.xml.rels": relations(
            '<Relationship Id="r1" Type="*/worksheet" Target="worksheets/sheet1.xml"/>'
            '<Relationship Id="r2" Type="*/styles" Target="styles.xml"/>'
            '<Relationship Id="r3" Type="*/sharedStrings" Target="sharedStrings.xml"/>'
        ),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}" xmlns:r="{LINKS}">'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>",
        "xl/worksheets/_rels/sheet1.xml.rels": relations(targets),
    }
    other = {MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main"}
    other[LINKS] = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in (made | (parts or {})).items():
            archive.writestr(
                name, reduce(lambda t, old: t.replace(old, other[old]), other if strict else (), text)
            )
    return path


def relations(inside: str) -> str:
    """The relations of another part; `*` is the common beginning of the types."""
    inside = inside.replace('"*/', f'"{LINKS}/')
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'
