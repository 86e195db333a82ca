"""Forms that come back as units return them: `python stress/forms.py [FORMS [SEED]]`; no report may be lost.

Forms are handed out, filled in, and one in five is damaged in one of twelve ways. LibreOffice saves all of
them, and one `collect --partial` reads them. The truth is known: every report must be in the list or be
reported at its cell, nothing else may be reported, and nothing may be entered under another unit. Needs
LibreOffice. Prints the figures and the time; exits with 1 if a form was read wrongly.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Picture
from openpyxl.styles import Font
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import inputs  # noqa: E402
from tests.returned import HEADERS, Filled, read_list, reports  # noqa: E402

from govlist.base import i18n  # noqa: E402
from govlist.collect.forms import xlsx  # noqa: E402
from govlist.model.checklist import Basis, Report  # noqa: E402
from govlist.model.states import STATE, Status  # noqa: E402
from govlist.model.view import View  # noqa: E402

FIRST_DAY, TODAY = date(2024, 12, 1), date(2024, 12, 30)
ROUNDS = "rounds: [2024-06-25, 2024-09-25, 2024-11-30]\n"
LIMIT = 15
"""Seconds for collecting."""
BATCH, PATIENCE = 100, 600
"""Files and seconds for one call of LibreOffice; of 295 files it saved only 247."""
ANSWERS = ("status", "progress", "evidence", "by", "date")
OWED = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.IN_PROGRESS, Status.BEHIND, Status.DONE)
TEXTS = (*inputs.NOTES, "一、已印发；\n二、已培训", "完成率 100%，“零”差错", "=SUM(A1) 是公式，不是结果")
CSV = "csv:Text - txt - csv (StarCalc):44,34,76"
FORMATS = {"xlsx": "xlsx", "xls": "xls", "ods": "ods", "et": "xls", "csv": CSV}
"""The formats of returned files, and as what LibreOffice saves them (.et is .xls; it cannot write .xlsb)."""
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
TEXT_BOX = (
    f'<xdr:sp xmlns:a="{DRAWING}">'
    '<xdr:nvSpPr><xdr:cNvPr id="7" name="7"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
    '<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="300000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>'
    "<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>另见附件</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
)


def main() -> None:
    """Make the forms, collect them, compare, print the figures."""
    number, seed = [*map(int, sys.argv[1:]), *(300, 1)[len(sys.argv) - 1 :]][:2]
    if not shutil.which("soffice"):
        print("skipped: LibreOffice (soffice) is not installed")
        return
    i18n.use("en")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"GOVLIST_STATE": str(folder / "state"), "GOVLIST_CACHE": "0", "GOVLIST_LANG": "en"}
        path = folder / "list.yaml"
        text = inputs.big(units=1 + number // 50, reports=1, more=32)
        path.write_text(text.replace("groups:\n", ROUNDS + "groups:\n", 1), encoding="utf-8")
        forms = _handed_out(path, number, Random(seed))
        _saved(forms, folder)
        shown = _collect(path, folder / "returned", "--dry-run").stderr
        before, start = reports(path), time.monotonic()
        found = json.loads(_collect(path, folder / "returned", "--yes", "--json").stdout)
        seconds = time.monotonic() - start
        entered = _new(before, reports(path))
        wrong = [
            *_compared(forms, folder / "returned", entered, found, shown),
            *_decided(forms, path, folder),
        ]
    if seconds > LIMIT:
        wrong.append(f"collecting took {seconds:.1f} s")
    print(*wrong, sep="\n", end="\n" if wrong else "")
    formats = ", ".join(f"{n} .{suffix}" for suffix, n in Counter(form.suffix for form in forms).items())
    damages = [form.damage for form in forms if form.damage]
    print(
        f"{len(forms)} forms ({formats}), {len(damages)} of them damaged in {len(set(damages))} ways: "
        f"{len(entered):,} reports entered, {sum(len(form.faults) for form in forms)} faults, "
        f"{sum(len(form.named) for form in forms)} remarks, {len(wrong)} wrong; collected in {seconds:.1f} s"
    )
    sys.exit(bool(wrong))


@dataclass
class Form:
    """A form that a unit fills in, and what `collect` must make of it."""

    unit: str
    filled: Filled
    rows: dict[int, int]
    """The row of each task."""
    owed: list[int]
    """The tasks of the first group: their rows are next to each other."""
    rng: Random
    truth: dict[int, Report] = field(default_factory=dict)
    """The reports that must be entered, by task."""
    refused: dict[int, Report] = field(default_factory=dict)
    """The reports that must not be entered because of a fault, by task."""
    faults: set[tuple[str, str | None]] = field(default_factory=set)
    """The faults that must be reported: rule and cell."""
    named: list[str] = field(default_factory=list)
    """What the lines of `collect` about this file must name."""
    damage: str = ""
    suffix: str = "xlsx"
    text_box: bool = False

    def place(self, task: int, key: str, down: int = 0) -> str:
        """The cell of a task in a column, or of a row below it."""
        return self.filled.sheet.cell(self.rows[task] + down, self.columns[key]).coordinate

    @property
    def columns(self) -> dict[str, int]:
        """The number of each column."""
        words = [cell.value for cell in self.filled.sheet[self.filled.header]]
        return {key: words.index(word) + 1 for key, word in HEADERS.items() if word in words}

    def tasks(self, number: int) -> list[int]:
        """Tasks in neighbouring rows."""
        first = self.rng.randrange(len(self.owed) - number + 1)
        return self.owed[first : first + number]

    def merge(self, tasks: list[int], first: str, last: str | None = None) -> str:
        """Merge the cells of some tasks, from one column to another; only the first value stays."""
        area = f"{self.place(tasks[0], first)}:{self.place(tasks[-1], last or first)}"
        self.filled.sheet.merge_cells(area)
        return area

    def drop(self, *tasks: int, rule: str, cell: str | None) -> None:
        """Some tasks are not entered, but a fault is reported."""
        for task in tasks:
            self.refused[task] = self.truth.pop(task)
        self.faults.add((rule, cell))


# Handing out and filling in -----------------------------------------------------------------------


def _handed_out(path: Path, number: int, rng: Random) -> list[Form]:
    """The forms, filled in; some damaged, each kind of damage equally often."""
    view = View(read_list(path), FIRST_DAY)
    units = rng.sample(view.units, number)
    kinds = [kind for kind in DAMAGES for _ in range(max(1, number // 5 // len(DAMAGES)))]
    forms = []
    for place, unit in enumerate(units):
        form = _filled(view, unit, rng)
        if place < len(kinds):
            kind = kinds[place]
            form.damage = kind.__name__.strip("_")
            kind(form, kinds[:place].count(kind), _filled(view, units[-1], rng))
        forms.append(form)
    return forms


def _filled(view: View, unit: str, rng: Random) -> Form:
    """A form with a report on every task."""
    filled = Filled(xlsx.render(view.narrowed(units=(unit,), one=True)))
    pairs = list(view.of_unit(unit))
    sheet, column = filled.sheet, filled.column("number")
    numbers = {sheet.cell(row, column).value: row for row in range(filled.header + 1, sheet.max_row + 1)}
    rows = {pair.task.id: numbers[str(pair.task.id)] for pair in pairs}
    form = Form(unit, filled, rows, [pair.task.id for pair in pairs if pair.basis.owes], rng)
    for pair in pairs:
        _answer(form, pair.task.id, is_open=pair.basis is Basis.CANDIDATE)
    return form


def _answer(form: Form, task: int, *, is_open: bool) -> None:
    """Fill in a row; each note names its unit and task."""
    status, day = form.rng.choice(OWED), FIRST_DAY + timedelta(form.rng.randrange(29))
    links = (f"https://www.example.gov.cn/{form.rng.randrange(10**6)}.html",) if status is Status.DONE else ()
    if is_open and form.rng.random() < 0.3:
        status, links = Status.NOT_APPLICABLE, ()
    note = f"{form.unit}第{task}项：{form.rng.choice(TEXTS)}"
    form.truth[task] = Report(date=day, status=status, note=note, evidence=links, by="王某")
    row = {
        "applies": ("不涉及" if status is Status.NOT_APPLICABLE else "涉及") if is_open else None,
        "status": STATE[status].office_word,
        "progress": note,
        "evidence": "\n".join(links) or None,
        "by": "王某",
        "date": form.rng.choice([f"{day:%Y.%-m.%-d}", f"{day.month}月{day.day}日", day, f"{day}"]),
    }
    for key, value in row.items():
        if value is not None:
            form.filled.put(form.place(task, key), value)


# Damage: a form, the how-many-eth of its kind, and a neighbour's form ------------------------------------


def _neighbours_form(form: Form, turn: int, other: Form) -> None:
    """The form of another unit, with one's own answers; heading and file name are changed."""
    tasks = [task for task in form.owed if task in other.owed]
    form.filled, form.rows, form.truth = other.filled, other.rows, {}
    label = form.filled.sheet["B2"]
    assert other.unit in label.value
    if turn % 3 < 2:
        label.value = label.value.replace(other.unit, form.unit)
    if turn % 3 == 1:
        form.filled.sheet.title = form.unit
    for task in other.truth:
        for key in ("applies", *ANSWERS):
            if key in form.columns:
                form.filled.put(form.place(task, key), None)
    for task in tasks:
        _answer(form, task, is_open=False)
    form.drop(*tasks, rule="unit-unclear", cell=None)


def _merged_status(form: Form, _turn: int, _other: Form) -> None:
    tasks = form.tasks(3)
    form.named.append(form.merge(tasks, "status"))
    for task in tasks:
        form.truth[task] = replace(form.truth[task], status=form.truth[tasks[0]].status)


def _merged_block(form: Form, turn: int, _other: Form) -> None:
    """Each column merged over three rows; or the whole block, where the days are lost in merging."""
    tasks = form.tasks(3)
    if turn % 2:
        form.merge(tasks, "status", "date")
        for down, task in enumerate(tasks):
            form.drop(task, rule="date-missing", cell=form.place(tasks[0], "date", down))
        return
    for key in ANSWERS:
        area = form.merge(tasks, key)
        if form.filled.sheet[area.split(":")[0]].value is not None:
            form.named.append(area)
    form.truth |= dict.fromkeys(tasks, form.truth[tasks[0]])


def _merged_number(form: Form, turn: int, _other: Form) -> None:
    """4、6 above two rows with a common status; or in one row for both tasks, the other row cleared."""
    first, second = form.tasks(2)
    place = form.place(first, "number")
    form.filled.put(place, f"{first}、{second}")
    if turn % 2:
        for cell in form.filled.sheet[form.rows[second]]:
            cell.value = None
        form.named.append(place)
        form.truth[second] = form.truth[first]
    else:
        form.merge([first, second], "number")
        form.named.append(form.merge([first, second], "status"))
        form.truth[second] = replace(form.truth[second], status=form.truth[first].status)


def _struck_out(form: Form, turn: int, _other: Form) -> None:
    """A status, a whole row, or part of a text is struck out."""
    (task,) = form.tasks(1)
    sheet, row = form.filled.sheet, form.rows[task]
    if turn % 3 == 2:
        old = TextBlock(InlineFont(strike=True), "拟于年底前完成")
        sheet[form.place(task, "progress")].value = CellRichText(old, TextBlock(InlineFont(), "，已完成"))
        form.drop(task, rule="struck-out", cell=form.place(task, "progress"))
        return
    cells = [sheet[form.place(task, "status")]] if turn % 3 == 0 else list(sheet[row])
    for cell in cells:
        cell.font = copy(cell.font) + Font(strike=True)
    form.drop(task, rule="struck-out", cell=form.place(task, "number" if turn % 3 else "status"))


def _beside(form: Form, turn: int, _other: Form) -> None:
    """A comment, a picture or a text box beside an answer."""
    (task,) = form.tasks(1)
    sheet, place = form.filled.sheet, form.place(task, "progress")
    if turn % 3 == 0:
        sheet[place].comment = Comment("第三科室尚未报送", "王某")
        form.named.append(f"{place} comment“第三科室尚未报送”")
        return
    Image.new("RGB", (60, 40), "red").save(png := BytesIO(), "PNG")
    sheet.add_image(Picture(png), place)
    form.text_box = turn % 3 == 2
    form.named.append(f"{place} text box“另见附件”" if form.text_box else f"{place} picture")


def _number_format(form: Form, turn: int, _other: Form) -> None:
    (task,) = form.tasks(1)
    value, code, shown = (
        (12345.6, '#,##0.00"万元"', "12,345.60万元"),
        (14.5 / 24, "h:mm", "14:30"),
        (0.856, "0.0%", "85.6%"),
        (7, '"第"000"号"', "第007号"),
        (date(2024, 9, 1), 'yyyy"年"m"月"', "2024年9月"),
    )[turn % 5]
    cell = form.filled.sheet[form.place(task, "progress")]
    cell.value, cell.number_format = value, code
    form.truth[task] = replace(form.truth[task], note=shown)


def _characters(form: Form, turn: int, _other: Form) -> None:
    """What other programs leave in a text: escapes, radicals, invisible characters."""
    (task,) = form.tasks(1)
    if turn % 5 == 4:
        word = "\u3000".join(STATE[form.truth[task].status].office_word) + "\u200b "
        form.filled.put(form.place(task, "status"), word)
        return
    typed, right = (
        ("已梳理_x000D_\n正在核对", "已梳理\n正在核对"),
        ("⺠政事项已公开⽂件3份", "民政事项已公开文件3份"),
        ("已\u200b办\u00ad结\ufeff", "已办结"),
        ("⺠生\u2060清单_x000D_\n已印发", "民生清单\n已印发"),
    )[turn % 5]
    form.filled.put(form.place(task, "progress"), typed)
    form.truth[task] = replace(form.truth[task], note=right)


def _other_format(form: Form, turn: int, other: Form) -> None:
    """Saved in another format, and damaged in another way; CSV has neither styles nor merged cells."""
    form.suffix = ("xls", "ods", "csv", "et")[turn % 4]
    own = DAMAGES.index(_other_format)
    kinds = (_number_format, _characters) if form.suffix == "csv" else DAMAGES[1:own] + DAMAGES[own + 1 :]
    form.rng.choice(kinds)(form, form.rng.randrange(60), other)


def _short_day(form: Form, turn: int, _other: Form) -> None:
    """A day without its year; as a number it has lost a zero, and may be two days."""
    (task,) = form.tasks(1)
    cell = form.filled.sheet[form.place(task, "date")]
    cell.number_format = "General" if turn % 5 == 4 else "@"
    cell.value = ("12.20", "20日", "12/20", "12-20", 12.2)[turn % 5]
    if turn % 5 == 4:
        form.drop(task, rule="bad-date", cell=cell.coordinate)
    else:
        form.truth[task] = replace(form.truth[task], date=date(2024, 12, 20))
        form.named.append(f"!{cell.coordinate}: {cell.value} was read as 2024-12-20")


def _heading(form: Form, turn: int, _other: Form) -> None:
    """A header of two rows, three lines above it, or both."""
    sheet, header, columns = form.filled.sheet, form.filled.header, form.columns
    sheet.data_validations.dataValidation.clear()
    sheet.auto_filter.ref = None
    down = 0
    if turn % 3 != 1:
        down = 1
        sheet.insert_rows(header)
        for column in range(1, sheet.max_column + 1):
            upper, lower = sheet.cell(header, column), sheet.cell(header + 1, column)
            if column < columns["status"]:
                upper.value, lower.value = lower.value, None
                sheet.merge_cells(f"{upper.coordinate}:{lower.coordinate}")
        sheet.cell(header, columns["status"]).value = "落实情况"
        ends = [sheet.cell(header, columns[key]).coordinate for key in ("status", "date")]
        sheet.merge_cells(":".join(ends))
    if turn % 3:
        down += 3
        sheet.insert_rows(1, 3)
        for row, text in enumerate(("附件2", "政务公开重点工作落实情况统计表", "（此件不公开）"), 1):
            sheet.cell(row, 2).value = text
    form.rows = {task: row + down for task, row in form.rows.items()}


def _summary_sheet(form: Form, turn: int, _other: Form) -> None:
    """A sheet that repeats all rows, or one with a text."""
    if turn % 2:
        form.filled.book.create_sheet("小结")["A1"].value = "全年工作进展顺利"
        form.named.append("小结")
        return
    sheet, columns = form.filled.book.create_sheet("汇总", turn % 4), form.columns
    keys = [key for key in columns if key not in ("key", "applies")]
    sheet.append([HEADERS[key] for key in keys])
    for task, row in form.rows.items():
        shown = {key: form.filled.sheet.cell(row, columns[key]).value for key in keys}
        shown["status"] = STATE[form.truth[task].status].office_word
        sheet.append(list(shown.values()))


DAMAGES: tuple[Callable[[Form, int, Form], None], ...] = (
    _neighbours_form,
    _merged_status,
    _merged_block,
    _merged_number,
    _struck_out,
    _beside,
    _number_format,
    _characters,
    _other_format,
    _short_day,
    _heading,
    _summary_sheet,
)


# Saving and collecting ----------------------------------------------------------------------------


def _saved(forms: list[Form], folder: Path) -> None:
    """Save all forms with LibreOffice, each format by itself."""
    (folder / "returned").mkdir()
    for suffix, target in FORMATS.items():
        typed = folder / suffix
        files = [_written(form, typed / f"{form.unit}.xlsx") for form in forms if form.suffix == suffix]
        for first in range(0, len(files), BATCH):
            words = ["soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"]
            words += ["--convert-to", target, "--outdir", str(typed / "out")]
            words += map(str, files[first : first + BATCH])
            subprocess.run(words, check=True, capture_output=True, timeout=PATIENCE)
        for file in files:
            made = typed / "out" / file.with_suffix("." + target.partition(":")[0]).name
            made.rename(folder / "returned" / file.with_suffix(f".{suffix}").name)


def _written(form: Form, path: Path) -> Path:
    form.filled.saved(path)
    if form.text_box:  # the library writes none: a picture's place is taken
        with ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        drawing = parts["xl/drawings/drawing1.xml"].decode()
        prefix = "xdr:" if "<xdr:" in drawing else ""
        box = TEXT_BOX.replace("xdr:", prefix)
        drawing = re.sub(rf"<{prefix}pic>.*</{prefix}pic>", box, drawing, flags=re.DOTALL)
        parts["xl/drawings/drawing1.xml"] = drawing.encode()
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
    return path


def _collect(path: Path, returned: Path, *options: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "govlist", "--today", str(TODAY), "-f", str(path)]
    words += ["collect", str(returned), "--partial", *options]
    done = subprocess.run(words, capture_output=True, encoding="utf-8")
    if done.returncode > 1:
        sys.exit(done.stderr)
    return done


# Comparing ----------------------------------------------------------------------------------------

Reports = dict[tuple[int, str], tuple[Report, ...]]


def _new(before: Reports, after: Reports) -> Reports:
    """The reports that were entered, by task and unit."""
    gone = [key for key, old in before.items() if not set(map(repr, old)) <= set(map(repr, after[key]))]
    assert not gone, gone
    found = {
        key: tuple(each for each in all_of_it if each not in before.get(key, ()))
        for key, all_of_it in after.items()
    }
    return {key: new for key, new in found.items() if new}


def _compared(
    forms: Iterable[Form], folder: Path, entered: Reports, found: dict[str, Any], shown: str
) -> Iterator[str]:
    """A line for everything that was entered, reported or left out against the truth."""
    right = {(task, form.unit): (report,) for form in forms for task, report in form.truth.items()}
    damages = {form.unit: form.damage or "no damage" for form in forms}
    for key in sorted(right.keys() | entered.keys()):
        if right.get(key) != entered.get(key):
            yield f"{damages.get(key[1])}: {key}: {entered.get(key)} instead of {right.get(key)}"
    for form in forms:
        path = str(folder / f"{form.unit}.{form.suffix}")
        faults = {(each["rule"], each["cell"]) for each in found["problems"] if each["path"] == path}
        if faults != form.faults:
            yield f"{form.damage}: {path}: faults {faults} instead of {form.faults}"
        lines = "\n".join(line for line in shown.splitlines() if path in line)
        unnamed = [text for text in form.named if text not in lines]
        if unnamed:
            yield f"{form.damage}: {path}: {unnamed} not named in {lines!r}"
        if not form.damage and lines:
            yield f"{path}: {lines}"


def _decided(forms: Iterable[Form], path: Path, folder: Path) -> Iterator[str]:
    """When the unit has been asked, `--unit` enters a neighbour's form."""
    for form in forms:
        if form.damage == "neighbours_form":
            before = reports(path)
            _collect(path, folder / "returned" / f"{form.unit}.xlsx", "--yes", "--unit", form.unit)
            new = _new(before, reports(path))
            if new != {(task, form.unit): (report,) for task, report in form.refused.items()}:
                yield f"{form.damage}: --unit {form.unit}: {new} instead of {form.refused}"


if __name__ == "__main__":
    main()
