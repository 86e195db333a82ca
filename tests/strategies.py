"""Lists to test with: one to start from, and hypothesis strategies for texts, reports and whole files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

from govlist.base.characters import CONTROL
from govlist.base.errors import Location
from govlist.base.text import BOM
from govlist.model.checklist import Report
from govlist.model.states import Status

LIST = """\
title: 田家庵区2024年度政务公开重点工作清单
year: 2024
units:
  - {name: 区政府办公室, kind: office}
  - {name: 区教体局, kind: department, aliases: [区教育体育局]}
  - {name: 区司法局, kind: department}
  - {name: 区卫健委, kind: department}
  - {name: 田东街道, kind: township}
  - {name: 新淮街道, kind: township}
groups:
  - {name: 区政府各部门, members: department, scope: every}
  - {name: 区政府有关部门, aliases: [有关部门], members: department, scope: concerned}
  - {name: 各乡镇街道, members: township, scope: every}
sections:
  - title: 围绕服务经济和保障民生抓好主动公开
    topics:
      - title: 聚焦中心工作
        tasks:
          - id: 1
            requirement: 及时公开政策举措和进展成效   # 每季报一次
            responsible: [区政府有关部门, 各乡镇街道]

          - id: 2
            requirement: 组织开展“政府开放日”活动
            responsible: [区政府各部门]
            standing: true
            progress:
              区教体局:
                - {date: 2024-06-14, status: in_progress, note: 方案已印发}
                # 区教体局六月电话补报
              区司法局:
                - {date: 2024-07-05, status: behind}
          - {id: 3, requirement: 完善政策文件库, responsible: [区司法局, 有关部门]}
          - id: 4
            requirement: 纳入目标管理绩效考核
            responsible: [区政府办公室]
          - id: 6
            requirement: 探索数字化技术的应用
            responsible: [有关部门]
"""
"""A list without errors; it has warnings for task 6, which nobody owes, and for the missing number 5."""


# Texts --------------------------------------------------------------------------------------------

HOSTILE = (
    ": ", " #", "- ", "? ", "a?b", "'", '"', "\\", "{", "}", "[", "]", ",", "&a", "*a", "!", "|", ">", "%",
    "@", "`", "\n", "\r", "\t", " ", "\u3000", "\u00a0", "\u0085", "\u2028", "\u2029", "\ufeff", "\u200b",
    "\u202e", "\x00", "\x07", "\x1b[31m", "\x7f", "😀", "\U000e0001", "\ufffe", "：", "“", "”", "（",
    "...", "---", "~", "true", "no", "null", "010", "1:30", "2024-06-14", "=", "<<", "[/x]",
    "<script>", "已完成",
)  # fmt: skip
"""Pieces that mean something to YAML, to a terminal or to a table."""

BLOCK_SCALARS = ("|", ">", "|-", ">-", "|+", ">+")


def texts() -> st.SearchStrategy[str]:
    """Any text without surrogates, mostly of characters with a meaning in YAML."""
    letters = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
    pieces = st.lists(st.sampled_from(HOSTILE) | letters, max_size=8)
    return pieces.map("".join)


def notes() -> st.SearchStrategy[str]:
    """Texts that are valid in a report: no control characters, not blank."""
    clean = texts().map(lambda text: CONTROL.sub("", text))
    return clean.filter(lambda text: bool(text.strip()))


def days() -> st.SearchStrategy[date]:
    """Days of the list's year."""
    return st.dates(date(2024, 1, 1), date(2024, 12, 31))


EVIDENCE = ("佐证/9月.pdf", "https://www.tja.gov.cn/a?b=1&c=[2]#d", "佐证/说明, 定稿 (2).docx", "佐证: 1.pdf")


def reports(first: date = date(2024, 1, 1)) -> st.SearchStrategy[Report]:
    """Reports of any status with any text, from a day on."""
    return st.builds(
        Report,
        date=st.dates(first, date(2024, 12, 31)),
        status=st.sampled_from(Status),
        note=st.none() | notes(),
        evidence=st.lists(st.sampled_from(EVIDENCE), max_size=2).map(tuple),
        by=st.none() | notes(),
    )


# Files --------------------------------------------------------------------------------------------

UNITS = ("区教体局", "区司法局", "田东街道")
"""The units of a random file; each owes every task."""

Lines = list[str]

# Created once: creating a strategy for each draw costs more than the draw.
_BOOLEANS = st.booleans()
_REMARKS = st.sampled_from(["", "", "  # 电话核实"])
_NOISE = st.sampled_from([[], [], [], [""], ["# 说明"], ["", "      # 说明", ""]])
_STYLES = st.sampled_from(["block", "block", "flow", "json"])
_ID_FORMS = st.sampled_from(["id: {0}", "id: {0}{1}", "? id{1}\n: {0}", "?{1}\n  id\n: {0}"])
_COMMAS = st.sampled_from([",", " ,", "  , "])  # PyYAML's own parser takes no tab here
_UNITS = st.lists(st.sampled_from(UNITS), unique=True, max_size=3)
_DAYS = st.lists(days(), max_size=3).map(sorted)
_NOTES = st.sampled_from(["", ", note: 已印发", ', note: "a: #b"', ", note: '是''否'"])
_SCALARS = st.sampled_from(["plain", "single", "double", "lines", "quoted lines", *BLOCK_SCALARS])
_RESPONSIBLE = st.sampled_from(["flow", "flow lines", "block"])
_DUE = st.sampled_from(["2024-06-30", "monthly:10", "quarterly", "[half-yearly, 2024-11-20]"])
_ORDERS = st.permutations(["id", "requirement", "responsible", "due", "due_text", "x-联络员", "progress"])


@dataclass(frozen=True)
class Layout:
    """A style of writing: spaces per level, spaces before and after a dash, line ends."""

    step: int
    dash: int
    gap: int
    newline: str
    bom: bool
    final_newline: bool


_LAYOUTS = st.builds(
    Layout,
    step=st.sampled_from([2, 4]),
    dash=st.sampled_from([0, 2]),
    gap=st.sampled_from([1, 3]),
    newline=st.sampled_from(["\n", "\r\n"]),
    bom=_BOOLEANS,
    final_newline=_BOOLEANS,
)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A list without errors in any layout: block and flow, comments, blank lines, every kind of scalar."""
    return _Writer(draw, draw(_LAYOUTS)).file()


class _Writer:
    """Writes one random file. Lines are created without indentation; their parent indents them."""

    def __init__(self, draw: st.DrawFn, layout: Layout) -> None:
        self.draw = draw
        self.layout = layout

    def file(self) -> bytes:
        lines = [
            *(["---"] if self.chance() else []),
            "title: 清单",
            "year: 2024",
            "units:",
            *(f"  - {{name: {unit}, kind: department}}" for unit in UNITS),
            "groups:",
            "  - {name: 区政府各部门, members: department, scope: every}",
            "sections:",
            *self.item(["title: 主动公开", *self.tasks()]),
            *self.noise(),
            *(["confirm: true"] if self.chance() else []),
        ]
        text = "\n".join(lines)
        if self.layout.final_newline:
            text += "\n"
        return (BOM if self.layout.bom else b"") + text.replace("\n", self.layout.newline).encode()

    def tasks(self) -> Lines:
        tasks = ["tasks:", *self.sequence([self.task(number) for number in range(1, 3)])]
        if self.chance():
            return tasks
        return ["topics:", *self.sequence([["title: 中心工作", *tasks]])]

    def task(self, number: int) -> Lines:
        style = self.draw(_STYLES)
        if style == "json":
            return [self.json_task(number)]
        if style == "flow":
            progress = f", progress: {self.flow_progress()}" if self.chance() else ""
            return [f"{{id: {number}, requirement: 公开, responsible: [区政府各部门]{progress}}}"]
        keys = {
            "id": lambda: self.draw(_ID_FORMS).format(number, self.remark()).split("\n"),
            "responsible": self.responsible,
            "due": lambda: [f"due: {self.draw(_DUE)}"],
            "x-联络员": lambda: ["x-联络员:", *self.inside(["姓名: 张三", "电话: '0554'"])],
            "progress": self.progress,
        }
        lines: Lines = []
        for key in self.draw(_ORDERS):
            if key in ("id", "requirement", "responsible") or self.chance():
                lines += keys[key]() if key in keys else self.scalar(key)
                lines += self.noise()
        return lines

    def json_task(self, number: int) -> str:
        """A task in JSON, with blanks or compact; names as keys in quotes or bare."""
        plain = {"id": number, "requirement": "公开", "responsible": ["区政府各部门"]}
        if self.chance():
            plain["progress"] = {
                unit: [{"date": str(day), "status": "in_progress"} for day in self.draw(_DAYS)]
                for unit in self.draw(_UNITS)
            }
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":") if self.chance() else None)

    def responsible(self) -> Lines:
        match self.draw(_RESPONSIBLE):
            case "flow":
                return ["responsible: [区政府各部门, 区教体局]"]
            case "flow lines":
                return ["responsible: [区政府各部门,   # 全体", "  区教体局,", "]"]
            case _:
                entries = [["区政府各部门"], ["{unit: 区教体局, role: lead}"]]
                return ["responsible:", *self.sequence(entries)]

    def progress(self) -> Lines:
        units = self.draw(_UNITS)
        if not units or self.chance():
            return [f"progress: {self.flow_progress()}"]
        written = [line for unit in units for line in self.unit(unit)]
        if self.chance():
            return ["? progress", ": " + written[0], *_moved(written[1:], 2)]
        return [f"progress:{self.remark()}", *self.inside(written)]

    def unit(self, unit: str) -> Lines:
        reports = self.draw(_DAYS)
        if not reports:
            return [f"{unit}: []", *self.noise()]
        if self.chance():
            written = [self.report(day) for day in reports]
            return [f"{unit}:{self.remark()}", *self.sequence(written)]
        if self.chance():
            rows = [f"  {self.flow_report(day)}{self.draw(_COMMAS)}{self.remark()}" for day in reports]
            return [f"{unit}: [", *rows, "]"]
        return [f"{unit}: [{', '.join(map(self.flow_report, reports))}]{self.remark()}"]

    def report(self, day: date) -> Lines:
        if self.chance():
            return [self.flow_report(day) + self.remark()]
        evidence = ["evidence:", *self.sequence([["佐证/8月.pdf"]])] if self.chance() else []
        note = self.scalar("note") if self.chance() else []
        return [f"date: {day}", "status: in_progress", *evidence, *note]

    def flow_progress(self) -> str:
        units = (
            f"{unit}: [{', '.join(map(self.flow_report, self.draw(_DAYS)))}]" for unit in self.draw(_UNITS)
        )
        return "{" + ", ".join(units) + "}"

    def flow_report(self, day: date) -> str:
        return f"{{date: {day}, status: in_progress{self.draw(_NOTES)}}}"

    def scalar(self, key: str) -> Lines:
        """A key with a text in any of YAML's styles, over one line or more."""
        match self.draw(_SCALARS):
            case "plain":
                return [f"{key}: 公开进展{self.remark()}"]
            case "single":
                return [f"{key}: '公开 # 进展'{self.remark()}"]
            case "double":
                return [f'{key}: "公开: 进展"{self.remark()}']
            case "lines":
                return [f"{key}: 公开", *self.inside(["进展"])]
            case "quoted lines":
                return [f'{key}: "公开', *self.inside(['进展"'])]
            case mark:
                return [f"{key}: {mark}{self.remark()}", *self.inside(["公开", "", _LAST_LINE])]

    # -- the pieces of a layout ----------------------------------------------------------------

    def chance(self) -> bool:
        return self.draw(_BOOLEANS)

    def remark(self) -> str:
        return self.draw(_REMARKS)

    def noise(self) -> Lines:
        return self.draw(_NOISE)

    def inside(self, lines: Lines) -> Lines:
        return _moved(lines, self.layout.step)

    def sequence(self, items: list[Lines]) -> Lines:
        return [line for item in items for line in (*self.item(item), *self.noise())]

    def item(self, lines: Lines) -> Lines:
        """Lines after a dash."""
        first, *rest = lines
        dash = " " * self.layout.dash + "-" + " " * self.layout.gap
        return [dash + first, *_moved(rest, len(dash))]


_LAST_LINE = "# 进展"


def _moved(lines: Lines, columns: int) -> Lines:
    return [" " * columns + line if line else line for line in lines]


def places(plain: Any) -> list[Location]:
    """The location of each task in a list's plain data, in order."""
    found: list[Location] = []
    for s, section in enumerate(plain["sections"]):
        for t, topic in enumerate(section.get("topics", ())):
            found += [("sections", s, "topics", t, "tasks", i) for i in range(len(topic["tasks"]))]
        found += [("sections", s, "tasks", i) for i in range(len(section.get("tasks", ())))]
    return found
