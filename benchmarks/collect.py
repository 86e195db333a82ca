"""Time and memory for 300 returned forms: exported, filled in, read by one `collect`.

The list has 300 units from a fixed seed; every row of every form is filled in. The time for making the forms
is printed separately; `collect` runs as a separate process on the files.

    python benchmarks/collect.py [--rounds 3]
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from io import BytesIO
from pathlib import Path

import inputs
import openpyxl

from govlist.collect.forms import xlsx
from govlist.model.view import View
from govlist.validation import load

TODAY = "2024-12-30"
TIMES = 6
MORE = 32
"""Multiples of the shipped list's units, and additional departments: just above 300 units."""
VALUES = {
    "完成状态": "序时推进",
    "进展情况": "已梳理目录，正在逐项核对；方案已印发。",
    "填报人": "王某",
    "填报日期": "2024.12.20",
}


def main() -> None:
    """Make the files, collect them, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = inputs.big(units=TIMES, reports=1, more=MORE).encode()
        checklist = load.check("list.yaml", text).checklist
        assert checklist is not None
        start = time.perf_counter()
        view = View(checklist, date(2024, 12, 1))
        forms = {unit: xlsx.render(view.narrowed(units=(unit,), one=True)) for unit in view.units[:300]}
        handed = time.perf_counter() - start
        rows = sum(fill(data, folder / f"{unit}.xlsx") for unit, data in forms.items())
        seconds = [collect(folder, text) for _round in range(rounds)]
    scale = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * scale / 1e6
    print(f"{len(forms)} workbooks handed out in {handed:.1f} s, {rows} rows filled in")
    print(f"collected in {statistics.median(seconds):.1f} s (median of {rounds}), at most {peak:.0f} MB")


def fill(data: bytes, path: Path) -> int:
    """Fill in every row of a form; returns the number of rows."""
    book = openpyxl.load_workbook(BytesIO(data))
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows() if row[1].value == "序号")
    columns = {cell.value: cell.column for cell in header}
    filled = 0
    for row in range(header[0].row + 1, sheet.max_row + 1):
        if str(sheet.cell(row, columns["序号"]).value).isdigit():
            filled += 1
            for word, value in VALUES.items():
                sheet.cell(row, columns[word]).value = value
    book.save(path)
    return filled


def collect(folder: Path, text: bytes) -> float:
    """Seconds for one `collect` into the original list."""
    path = folder / "list.yaml"
    path.write_bytes(text)
    words = [
        sys.executable,
        "-m",
        "govlist",
        "--today",
        TODAY,
        "-f",
        path,
        "collect",
        folder,
        "--yes",
        "--json",
    ]
    start = time.perf_counter()
    done = subprocess.run(words, check=False, capture_output=True, env={**os.environ, "GOVLIST_CACHE": "0"})
    seconds = time.perf_counter() - start
    if done.returncode:
        sys.exit(done.stderr.decode())
    return seconds


if __name__ == "__main__":
    main()
