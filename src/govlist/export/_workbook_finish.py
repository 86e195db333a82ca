"""The parts of a sheet other than cells: printed page, filter, colours, bars, chart."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.formatting.rule import DataBar, FormatObject, Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from govlist.base.i18n import _, p_
from govlist.export._sheets import ROOM, Table
from govlist.export._workbook_look import TONES, tones
from govlist.model.states import STATE

A4, A3 = 9, 8
WIDE, WIDEST = 1.6, 3.2
"""A table up to this many times as wide as usual is printed on the width of one page, of A4 or of A3."""
PAGE = 480.0
"""The height of a page for rows and chart, in points, if the table has the usual width."""
BAR = "FF7FA8D6"
ROW = 15.0
"""The default height of a row in points."""
FRAME, MOST = 7, 400
"""Rows for the chart's title, legend and axis; the most rows of a chart."""


def as_they_are(cells: Sequence[Any], row: int) -> Iterator[Any]:
    """The cells of a row without None, with their row and column set."""
    for column, cell in enumerate(cells, 1):
        if cell is not None:
            cell.row, cell.column = row, column
            yield cell


def page(out: Any, widths: Sequence[float]) -> None:
    """Set landscape A4, or A3 if that is too small to read; several pages wide only if A3 is too."""
    times = sum(widths) / ROOM
    out.page_setup.orientation, out.page_setup.paperSize = "landscape", A4 if times <= WIDE else A3
    out.page_setup.fitToWidth = math.ceil(times / WIDEST)
    out.page_setup.fitToHeight = 0
    out.sheet_properties.pageSetUpPr.fitToPage = True
    out.print_options.horizontalCentered = True
    out.sheet_view.showGridLines = False
    margins = out.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
    out.oddFooter.center.text = _("page {page} of {pages}").format(page="&P", pages="&N")


def repeated(out: Any, table: Table, header: int) -> None:
    """Repeat the header at the top and the `held` columns at the left of every printed page."""
    out.print_title_rows = f"{header - bool(table.above)}:{header}"
    if table.held:
        out.print_title_cols = f"A:{get_column_letter(table.held)}"


def colours(out: Any, areas: Sequence[str]) -> None:
    """Colour the words for statuses in these areas."""
    for word, tone in tones().items() if areas else ():
        tint = f"FF{tone.tint}"
        look = DifferentialStyle(
            font=Font(color=f"FF{tone.ink}", bold=tone.bold),
            fill=PatternFill("solid", fgColor=tint, bgColor=tint),
        )
        rule = Rule("cellIs", operator="equal", formula=[f'"{word}"'], dxf=look)
        out.conditional_formatting.add(" ".join(areas), rule)


def rows(out: Any, table: Table, first: int, last: int, merged: bool) -> None:
    """Set filter, colours and bars for the rows from the first to the last; no filter over merged cells."""
    if not merged:
        end = get_column_letter(len(table.header))
        out.auto_filter.ref = f"A{first - 1}:{end}{last - table.total}"
    letters = [get_column_letter(column + 1) for column in table.states]
    ranges = [f"{letter}{first}:{letter}{last}" for letter in letters]
    if len(ranges) > 1 and len(ranges) == table.states[-1] - table.states[0] + 1:
        ranges = [f"{letters[0]}{first}:{letters[-1]}{last}"]
    colours(out, ranges)
    if table.share is not None:
        letter = get_column_letter(table.share + 1)
        ends = [FormatObject("num", 0), FormatObject("num", 1)]
        bar = DataBar(minLength=0, maxLength=100, showValue=False, cfvo=ends, color=BAR)
        out.conditional_formatting.add(f"{letter}{first}:{letter}{last}", Rule("dataBar", dataBar=bar))


def chart(out: Any, table: Table, first: int, last: int, high: float, page: float) -> None:
    """Add the chart below all rows, `high` points down; on a new page if it does not fit on this one."""
    units = range(first, last + 1 - table.total)
    made = _stacked(out, table.bars, table.held, units)
    rows = _chart_rows(len(units))
    if high + rows * ROW > page:
        out.row_breaks.append(Break(id=last))
    start, end = AnchorMarker(col=0, row=last + 1), AnchorMarker(col=len(table.header), row=last + 1 + rows)
    made.anchor = TwoCellAnchor("twoCell", _from=start, to=end)
    out.add_chart(made)


def _chart_rows(units: int) -> int:
    """The number of rows that the chart of this many units covers."""
    return min(FRAME + units + units // 4, MOST)


def _stacked(sheet: Any, columns: Sequence[tuple[int, str]], column_of_units: int, units: range) -> Any:
    """Horizontal bars, the first unit on top; `columns` are counted from 0, each with its state."""
    chart: Any = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 40
    chart.title = p_("sheet", "Obligations of each unit by status")
    for column, state in columns:
        values = Reference(sheet, min_col=column + 1, min_row=units.start - 1, max_row=units.stop - 1)
        chart.add_data(values, titles_from_data=True)
        look = chart.series[-1].graphicalProperties
        look.solidFill, look.line.solidFill = TONES[STATE[state].colour].bar, "FFFFFF"
    titles = Reference(sheet, min_col=column_of_units, min_row=units.start, max_row=units.stop - 1)
    for each in chart.series:
        each.cat = AxDataSource(strRef=StrRef(f=str(titles)))
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.crosses = "max"  # the other axis is reversed; this puts the figures at the bottom again
    chart.y_axis.number_format, chart.y_axis.majorGridlines = "0", None
    chart.dataLabels = _Labels(showVal=True, numFmt="0;;;")
    for name in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(chart.dataLabels, name, False)
    chart.title.overlay = chart.legend.overlay = False
    chart.legend.position = "t"
    return chart


class _Labels(DataLabelList):
    """Labels with their own number format instead of the cells': zeros are hidden."""

    # openpyxl's classes do not inherit these
    __elements__, __nested__ = DataLabelList.__elements__, DataLabelList.__nested__

    def to_tree(self, *args: Any, **named: Any) -> Any:
        """The XML element, marked as not using the format of the cells."""
        tree = super().to_tree(*args, **named)
        for child in tree:
            if child.tag.endswith("numFmt"):
                child.set("sourceLinked", "0")
        return tree
