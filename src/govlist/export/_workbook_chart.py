"""The chart of a workbook: each unit's obligations as a bar, parted by status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.label import DataLabelList

from govlist.base.i18n import p_
from govlist.export._workbook_look import tones

ROW = 15.0
"""Points of a row that nobody has set."""
FRAME, MOST = 7, 400
"""Rows that title, legend and axis take; and rows of a chart at most."""


def rows(units: int) -> int:
    """The rows of a sheet that the chart of so many units covers."""
    return min(FRAME + units + units // 4, MOST)


def stacked(sheet: Any, columns: Sequence[tuple[int, str]], column_of_units: int, units: range) -> Any:
    """Bars that lie, the first unit's at the top; `columns` are told with the words above them."""
    chart: Any = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 40
    chart.title = p_("sheet", "Obligations of each unit by status")
    known = tones()
    for column, word in columns:
        values = Reference(sheet, min_col=column, min_row=units.start - 1, max_row=units.stop - 1)
        chart.add_data(values, titles_from_data=True)
        look = chart.series[-1].graphicalProperties
        look.solidFill, look.line.solidFill = known[word].bar, "FFFFFF"
    titles = Reference(sheet, min_col=column_of_units, min_row=units.start, max_row=units.stop - 1)
    for each in chart.series:
        each.cat = AxDataSource(strRef=StrRef(f=str(titles)))
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.crosses = "max"  # the axis is turned round; its figures stand below all the same
    chart.y_axis.number_format, chart.y_axis.majorGridlines = "0", None
    chart.dataLabels = _Labels(showVal=True, numFmt="0;;;")
    for name in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(chart.dataLabels, name, False)
    chart.title.overlay = chart.legend.overlay = False
    chart.legend.position = "t"
    return chart


class _Labels(DataLabelList):
    """Labels in a format of their own, not the cells': a zero shows nothing."""

    # openpyxl's classes inherit neither
    __elements__, __nested__ = DataLabelList.__elements__, DataLabelList.__nested__

    def to_tree(self, *args: Any, **named: Any) -> Any:
        """The element, told that its format does not follow the cells."""
        tree = super().to_tree(*args, **named)
        for child in tree:
            if child.tag.endswith("numFmt"):
                child.set("sourceLinked", "0")
        return tree
