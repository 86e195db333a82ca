"""Time to export a city's workbook compared with a plain write of the same cells by openpyxl.

The list has 10,000 tasks of 60 units from a fixed seed. Both sides write every cell of every sheet, in turn,
in one process; govlist also computes the figures from a loaded list. Prints medians and their ratio.

    python benchmarks/xlsx.py [--tasks 10000] [--rounds 5]
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from io import BytesIO

from openpyxl import Workbook

from govlist.export import _sheets, xlsx
from govlist.model.checklist import Checklist
from govlist.model.view import View
from govlist.validation import load

Row = dict[int, _sheets.Value]

DAY = date(2024, 12, 31)
UNITS, SECTIONS, TOPICS = 60, 5, 8
WORDS = (
    "及时公开重大建设项目批准和实施信息，",
    "推进公共资源配置领域政府信息公开，",
    "加强对公共企事业单位信息公开的监督和指导，",
    "完善政策文件库建设，健全管理机制，",
    "组织开展“政府开放日”活动，提高活动效果，",
    "优化政府信息公开目录设置，建立动态更新机制，",
)
NOTES = (
    "已梳理目录，正在逐项核对公开内容",
    "方案已印发，责任到人，按时间节点推进；信息已在门户网站相应栏目发布，后续按月更新",
    "与有关科室会商，材料已报分管负责同志审定",
)


def city(tasks: int, seed: int = 2024) -> str:
    """The text of a city's list; each task is owed by one to three units, most of which have reported."""
    chance = random.Random(seed)
    names = [f"市第{number}局" for number in range(1, UNITS + 1)]
    lines = ["title: 某市2024年度政务公开重点工作清单", "year: 2024", "units:"]
    lines += [f"  - {{name: {name}, kind: department}}" for name in names]
    lines += ["groups: []", "sections:"]
    topic = max(tasks // (SECTIONS * TOPICS), 1)
    for number in range(tasks):
        if number % (topic * TOPICS) == 0:
            lines += [f"  - title: 围绕第{number // topic // TOPICS + 1}方面抓好主动公开", "    topics:"]
        if number % topic == 0:
            lines += [f"      - title: 聚焦第{number // topic + 1}类工作", "        tasks:"]
        lines += _task(number + 1, chance.sample(names, chance.randint(1, 3)), chance)
    return "\n".join(lines) + "\n"


def _task(number: int, units: list[str], chance: random.Random) -> list[str]:
    words = "".join(chance.sample(WORDS, 3)).rstrip("，")
    due = DAY - timedelta(days=chance.randrange(120))
    lines = [
        f"          - id: {number}",
        f"            requirement: {words}。",
        f"            responsible: [{', '.join(units)}]",
        f"            due: {due}",
        "            progress:",
    ]
    for unit in units:
        status = chance.choice(["done", "in_progress", "in_progress", "behind"])
        day, note = DAY - timedelta(days=chance.randrange(200)), chance.choice(NOTES)
        lines.append(f"              {unit}: [{{date: {day}, status: {status}, note: {note}}}]")
    return lines


def cells(checklist: Checklist) -> list[list[Row]]:
    """The non-empty cells of all sheets, row by row, by column number."""
    result = []
    for sheet in _sheets.sheets(View(checklist, DAY)):
        above = (sheet.title, sheet.subtitle, *sheet.paragraphs)
        rows: list[Sequence[_sheets.Value]] = [[text] for text in above]
        if sheet.table:
            rows += [sheet.table.header, *sheet.table.rows]
        result.append([{n: value for n, value in enumerate(row, 1) if value is not None} for row in rows])
    return result


def bare(sheets: list[list[Row]]) -> bytes:
    """Write only the values with openpyxl, without styles, widths and heights."""
    book = Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def seconds(work: Callable[[], bytes]) -> float:
    """CPU seconds, independent of other programs on the machine."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Measure, then print both times and the ratio."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tasks", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    checklist = load.check("city.yaml", city(asked.tasks).encode()).checklist
    assert checklist
    plain = cells(checklist)
    number = sum(len(row) for rows in plain for row in rows)
    ours, theirs = [], []
    for _ in range(asked.rounds):
        theirs.append(seconds(lambda: bare(plain)))
        ours.append(seconds(lambda: xlsx.render(View(checklist, DAY))))
    mine, other = statistics.median(ours), statistics.median(theirs)
    print(f"{asked.tasks:,} tasks, {number:,} cells, {asked.rounds} rounds")
    print(f"export --format xlsx  {mine:6.2f} s")
    print(f"bare openpyxl write   {other:6.2f} s")
    print(f"ratio                 {mine / other:6.2f} (at most 3)")


if __name__ == "__main__":
    main()
