"""Read workbooks as displayed; used by import, collect and templates.

Each cell has its text as its number format shows it, without struck-through text; its value; its formula,
never evaluated; its link. Each sheet has its merged areas, comments, text boxes, pictures, objects, hidden
rows and columns. All of this is read in one pass over the archive's XML, with limits.

Why not a library: python-calamine (MIT, wheels of 2.3 MB, no start-up cost) is about ten times as fast and
reads .xls, .ods and .xlsb. But it gives no number formats, strike-through, comments, links, formulas or
hidden rows, drops error values, and crashes the process on a sheet with one cell at XFD1048576. openpyxl
takes 0.3 s to load, gives either a formula or its result, and rejects unusual colours and dates, and Strict
files. Little of the XML is needed, and the standard library reads it. The same holds for .ods, which has the
text of each cell, and for .xlsb, which has the same parts as records. xlrd reads .xls; it keeps all but the
text of formulas.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from govlist.base.i18n import _
from govlist.documents import _ods, _xls, _xlsb, archive, number_format
from govlist.documents._package import Package, identifier, local
from govlist.documents._sheet import (
    Book,
    Field,
    Lines,
    Size,
    Style,
    font_of,
    is_struck,
    place_of,
    runs,
    words,
)
from govlist.documents.areas import MAX_COLUMN, MAX_ROW, position
from govlist.documents.cells import Shape, Sheet, Workbook

_BOXES = ("☐", "☑")


def read(path: Path) -> Workbook:
    """Read a workbook of any kind. Raises GovlistError (exit 3) if it cannot be read or is too large."""
    data = archive.content(path)
    match archive.identify(path, data):
        case "xlsx":
            return parse(path, data)
        case "xls":
            return _xls.parse(path, data)
        case "xlsb":
            return _xlsb.parse(path, data, _shapes)
        case "ods":
            return _ods.parse(path, data)
        case other:
            return archive.refuse_other(path, "xlsx", other)


def parse(path: Path, data: bytes) -> Workbook:
    """Read a workbook (.xlsx) from bytes that `archive` has checked; `path` is for messages."""
    try:
        with ZipFile(BytesIO(data)) as zipped:
            return _workbook(path, Package(zipped))
    except (ParseError, BadZipFile, LookupError, ValueError, ArithmeticError, EOFError, OSError):
        archive.refuse_damaged(path)


@dataclass(frozen=True, slots=True)
class _Tab:
    """A sheet's name, whether it is hidden, and the part with its contents."""

    name: str
    is_hidden: bool
    part: str


def _workbook(path: Path, package: Package) -> Workbook:
    main = dict(package.relations("").values())["officeDocument"]
    related = package.relations(main)
    named = dict(related.values())
    tabs, since_1904 = _tabs(package, main, related)
    strings = [runs(each) for _name, each in package.elements(named.get("sharedStrings", ""), "si")]
    styles = _styles(package.elements(named.get("styles", ""), "numFmt", "font", "cellXfs"))
    book = Book(strings, styles, since_1904, Size(path))
    return Workbook(tuple(_sheet(package, tab, book) for tab in tabs), since_1904)


def _tabs(package: Package, main: str, related: dict[str, tuple[str, str]]) -> tuple[list[_Tab], bool]:
    """The worksheets in their order, and whether days count from 1904."""
    found, since_1904 = [], False
    for name, element in package.elements(main, "workbookPr", "sheet"):
        if name == "workbookPr":
            since_1904 = element.get("date1904") in ("1", "true")
        else:
            kind, part = related[identifier(element)]
            if kind == "worksheet":
                is_hidden = element.get("state", "visible") != "visible"
                found.append(_Tab(element.get("name", ""), is_hidden, part))
    return found, since_1904


def _styles(elements: Iterable[tuple[str, Element]]) -> list[Style]:
    """The cell styles by number, with only the properties that are needed."""
    codes: dict[str, str] = {}
    fonts: list[tuple[bool, str]] = []
    found: list[Style] = []
    for name, element in elements:
        match name:
            case "numFmt":
                codes[element.get("numFmtId", "")] = element.get("formatCode", "")
            case "font":  # cells refer to fonts by position; those of conditional formats come last
                fonts.append((is_struck(element), font_of(element)))
            case "cellXfs":
                found = [_style(each, codes, fonts) for each in element]
    return found


def _style(element: Element, codes: dict[str, str], fonts: list[tuple[bool, str]]) -> Style:
    number, font = element.get("numFmtId", "0"), int(element.get("fontId", 0))
    code = codes.get(number) or number_format.spelled(int(number))
    return Style(code, *(fonts[font] if font < len(fonts) else ()))


def _sheet(package: Package, tab: _Tab, book: Book) -> Sheet:
    related = package.relations(tab.part)
    links = {key: target for key, (kind, target) in related.items() if kind == "hyperlink"}
    lines = Lines(book, links, [key for key, (kind, _target) in related.items() if kind == "control"])
    with package.zipped.open(tab.part) as file:
        lines.read(file)
    rows = {row: dict(sorted(cells.items())) for row, cells in sorted(lines.rows.items())}
    fields, places = _fields(package, related, lines.fields)
    objects = [
        replace(shape, row=row, column=column) if not shape.row else shape
        for number, shape in lines.objects.items()
        for row, column in [places.get(number, (0, 0))]
    ]
    return Sheet(
        tab.name,
        tab.is_hidden,
        rows,
        tuple(lines.merges),
        _comments(package, related),
        (*_drawn(package, related, fields), *fields.values(), *objects),
        tuple(row for row in lines.hidden_rows if row <= max(rows, default=0)),
        tuple(lines.hidden_columns),
        tuple(dict.fromkeys(lines.margins)),
    )


def _comments(package: Package, related: dict[str, tuple[str, str]]) -> dict[tuple[int, int], str]:
    """The comments by cell; the comments of a thread, as newer programs write them, are joined."""
    found: dict[tuple[int, int], str] = {}
    threads: dict[tuple[int, int], list[str]] = {}
    for kind, part in related.values():
        if kind not in ("comments", "threadedComment"):
            continue
        for name, element in package.elements(part, "comment", "threadedComment"):
            place = position(element.get("ref", ""))
            for text in element.findall("{*}text"):
                if name == "comment":
                    found[place] = words(runs(text))
                else:
                    threads.setdefault(place, []).append(text.text or "")
    return found | {place: "\n".join(texts) for place, texts in threads.items()}


def _shapes(package: Package, related: dict[str, tuple[str, str]]) -> tuple[Shape, ...]:
    """What lies above the cells of a binary sheet, whose drawings are those of a sheet in XML."""
    fields, _places = _fields(package, related, {})
    return (*_drawn(package, related, fields), *fields.values())


def _fields(
    package: Package, related: dict[str, tuple[str, str]], named: Mapping[str, Field]
) -> tuple[dict[str, Shape], dict[str, tuple[int, int]]]:
    """The fields of forms by the number of their shape, and the cells of all shapes of the older kind.

    Programs write a field twice: as a shape of the older kind, and with its state in a part of its own, which
    counts. In the files of LibreOffice only its text joins the two.
    """
    older: dict[str, Shape] = {}
    places: dict[str, tuple[int, int]] = {}
    for kind, part in related.values():
        if kind == "vmlDrawing":
            with suppress(ParseError):  # Excel itself writes some that are no XML; comments lie there too
                for _name, element in package.elements(part, "shape"):
                    number = element.get("id", "").rpartition("_s")[2]
                    number = number if number.isdigit() else f"{part} {len(older)}"
                    data = next(iter(element.findall("{*}ClientData")), None)
                    if data is not None:
                        places[number] = _anchored(data)
                        if text := _older_field(data, element):
                            older[number] = Shape("field", *places[number], text)
    fields = {}
    for number, field in named.items():
        state = _state(package, related.get(field.relation, ("", "")))
        same = (key for key, shape in older.items() if key == number or shape.text[1:] == field.name)
        known = older.pop(next(same, ""), Shape("field", 0, 0, "☐" + field.name))
        row, column = field.place if any(field.place) else (known.row, known.column)
        if state:
            text = state + known.text[1:] if state in _BOXES else state
            fields[number] = Shape("field", row, column, text)
        elif known.row:
            fields[number] = known
    return fields | older, places


def _state(package: Package, related: tuple[str, str]) -> str:
    """What a field shows by the part with its state; nothing if there is none, or of another kind."""
    kind, part = related
    for _name, element in package.elements(part, "formControlPr") if kind == "ctrlProp" else ():
        match element.get("objectType", ""):
            case "CheckBox" | "Radio":
                return _BOXES[element.get("checked") == "Checked"]
            case "Drop" | "List":
                return _("choice {n}").format(n=element.get("sel", "0")[:9])
    return ""


def _anchored(data: Element) -> tuple[int, int]:
    """Row and column of an older shape; its anchor has column and row, each with an offset."""
    numbers = [part.strip() for part in (data.findtext("{*}Anchor") or "").split(",")]
    if len(numbers) < 3 or not (numbers[0].isdigit() and numbers[2].isdigit()):
        return 0, 0
    return min(int(numbers[2][:8]) + 1, MAX_ROW), min(int(numbers[0][:8]) + 1, MAX_COLUMN)


def _older_field(data: Element, shape: Element) -> str:
    """What a field shows: a box, ticked or not, with its text; the chosen line of a list."""
    kind = data.get("ObjectType", "")
    words = "".join("".join(each.itertext()) for each in shape.findall("{*}textbox")).strip()
    if kind in ("Checkbox", "Radio"):
        return _BOXES[(data.findtext("{*}Checked") or "0").strip() == "1"] + words
    if kind in ("Drop", "List"):
        return _("choice {n}").format(n=(data.findtext("{*}Sel") or "0").strip()[:9])
    return ""


def _drawn(package: Package, related: dict[str, tuple[str, str]], fields: Collection[str]) -> Iterator[Shape]:
    """What the drawings have; lines have no text, and the `fields` of forms are known from elsewhere."""
    for part in (part for kind, part in related.values() if kind == "drawing"):
        place = (0, 0)
        for name, element in package.elements(part, "from", "sp", "pic", "graphicFrame"):
            match name:
                case "from":
                    place = place_of(element)
                case "pic":
                    yield Shape("picture", *place)
                case "graphicFrame":
                    yield Shape("chart", *place)
                case "sp" if not any(number in fields for number in _numbers(element)):
                    lines = (line.findall(".//{*}t") for line in element.findall(".//{*}p"))
                    texts = ("".join(each.text or "" for each in line) for line in lines)
                    if text := "\n".join(filter(str.strip, texts)):
                        yield Shape("text", *place, text)


def _numbers(shape: Element) -> Iterator[str]:
    """The numbers that a shape has, also as one of the older kind."""
    for each in shape.iter():
        if local(each) in ("compatExt", "cNvPr"):
            yield each.get("spid", "").rpartition("_s")[2] or each.get("id", "")
