"""Lists to test with: one to start from, and hypothesis strategies for texts, reports and whole files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

from govlist.model import Report, Status
from govlist.source import BOM
from govlist.text import CONTROL

Draw = st.DrawFn
Lines = list[str]

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
"""A list without errors; it warns of task 6, which nobody owes, and of the missing number 5."""


# Texts --------------------------------------------------------------------------------------------

HOSTILE = (
    ": ", " #", "- ", "? ", "'", '"', "\\", "{", "}", "[", "]", ",", "&a", "*a", "!", "|", ">", "%",
    "@", "`", "\n", "\r", "\t", " ", "\u3000", "\u00a0", "\u0085", "\u2028", "\u2029", "\ufeff", "\u200b",
    "\u202e", "\x00", "\x07", "\x1b[31m", "\x7f", "😀", "\U000e0001", "\ufffe", "：", "“", "”", "（", "...", "---", "~",
    "true", "no", "null", "010", "1:30", "2024-06-14", "=", "<<", "[/x]", "<script>", "已完成",
)  # fmt: skip
"""Pieces that mean something to YAML, to a terminal or to a table."""


def texts() -> st.SearchStrategy[str]:
    """Any text without halves of characters, mostly made of what YAML could stumble over."""
    letters = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
    pieces = st.lists(st.sampled_from(HOSTILE) | letters, max_size=8)
    return pieces.map("".join)


def notes() -> st.SearchStrategy[str]:
    """Texts that a report may hold: no control characters, not blank."""
    clean = texts().map(lambda text: CONTROL.sub("", text))
    return clean.filter(lambda text: bool(text.strip()))


def days() -> st.SearchStrategy[date]:
    """Days of the list's year."""
    return st.dates(date(2024, 1, 1), date(2024, 12, 31))


def reports(on: st.SearchStrategy[date] | None = None) -> st.SearchStrategy[Report]:
    """Reports of any status with any text."""
    return st.builds(
        Report,
        date=on or days(),
        status=st.sampled_from(Status),
        note=st.none() | notes(),
        evidence=st.lists(notes(), max_size=2).map(tuple),
        by=st.none() | notes(),
    )


# Files --------------------------------------------------------------------------------------------

UNITS = ("区教体局", "区司法局", "田东街道")
"""The units of a random file; each owes every task."""


@dataclass(frozen=True)
class Layout:
    """How somebody writes: blanks a level, blanks before a dash, blanks behind it, line ends."""

    step: int
    dash: int
    gap: int
    newline: str
    bom: bool
    final_newline: bool


def layouts() -> st.SearchStrategy[Layout]:
    """Every habit of writing with every other."""
    return st.builds(
        Layout,
        step=st.sampled_from([2, 4]),
        dash=st.sampled_from([0, 2]),
        gap=st.sampled_from([1, 3]),
        newline=st.sampled_from(["\n", "\r\n"]),
        bom=st.booleans(),
        final_newline=st.booleans(),
    )


@st.composite
def files(draw: Draw) -> bytes:
    """A list without errors in any layout: block and flow, comments, blank lines, every kind of scalar."""
    writer = _Writer(draw, draw(layouts()))
    return writer.file()


class _Writer:
    """Writes one random file. Lines are made without indentation and moved in by their owner."""

    def __init__(self, draw: Draw, layout: Layout) -> None:
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
        ]
        if self.chance():
            lines.append("confirm: true")
        text = "\n".join(lines)
        if self.layout.final_newline or self.ends_in_block_scalar(lines):
            text += "\n"
        return (BOM if self.layout.bom else b"") + text.replace("\n", self.layout.newline).encode()

    def tasks(self) -> Lines:
        numbers = range(1, self.draw(st.integers(1, 3)) + 1)
        tasks = ["tasks:", *self.sequence([self.task(number) for number in numbers])]
        if self.chance():
            return tasks
        return ["topics:", *self.sequence([["title: 中心工作", *tasks]])]

    def task(self, number: int) -> Lines:
        if self.chance():
            progress = self.flow_progress()
            written = f", progress: {progress}" if progress is not None else ""
            return [f"{{id: {number}, requirement: 公开, responsible: [区政府各部门]{written}}}"]
        fields = [[f"id: {number}"], self.scalar("requirement"), self.responsible(), *self.extras()]
        if self.chance():
            fields.append(self.progress())
        fields = self.draw(st.permutations(fields))
        return [line for field in fields for line in (*field, *self.noise())]

    def responsible(self) -> Lines:
        return self.draw(
            st.sampled_from(
                [
                    ["responsible: [区政府各部门, 区教体局]"],
                    ["responsible: [区政府各部门,   # 全体", "  区教体局,", "]"],
                    ["responsible:", *self.sequence([["区政府各部门"], ["{unit: 区教体局, role: lead}"]])],
                ]
            )
        )

    def extras(self) -> list[Lines]:
        extras: list[Lines] = []
        if self.chance():
            extras.append(self.scalar("due_text"))
        if self.chance():
            extras.append(["x-联络员:", *self.inside(["姓名: 张三", "电话: '0554'"])])
        return extras

    def progress(self) -> Lines:
        if self.chance():
            return [f"progress: {self.flow_progress() or '{ }'}"]
        units = self.some_units()
        if not units:
            return ["progress: {}"]
        return [
            f"progress:{self.remark()}",
            *self.inside([line for unit in units for line in self.unit(unit)]),
        ]

    def unit(self, unit: str) -> Lines:
        reports = self.some_days()
        if not reports:
            return [f"{unit}: []", *self.noise()]
        if self.chance():
            return [f"{unit}: [{', '.join(map(self.flow_report, reports))}]{self.remark()}"]
        if self.chance():
            rows = [f"  {self.flow_report(day)},{self.remark()}" for day in reports]
            return [f"{unit}: [", *rows, "]"]
        written = [self.report(day) for day in reports]
        return [f"{unit}:{self.remark()}", *self.sequence(written), *self.noise()]

    def report(self, day: date) -> Lines:
        if self.chance():
            return [self.flow_report(day) + self.remark()]
        evidence = ["evidence:", *self.sequence([["佐证/8月.pdf"]])] if self.chance() else []
        note = self.scalar("note") if self.chance() else []
        return [f"date: {day}", "status: in_progress", *evidence, *note]

    def flow_progress(self) -> str | None:
        """A mapping in one line, None for no progress at all."""
        if self.chance():
            return None
        made = (
            f"{unit}: [{', '.join(map(self.flow_report, self.some_days()))}]" for unit in self.some_units()
        )
        return "{" + ", ".join(made) + "}"

    def flow_report(self, day: date) -> str:
        note = self.draw(st.sampled_from(["", ", note: 已印发", ', note: "a: #b"', ", note: '是''否'"]))
        return f"{{date: {day}, status: in_progress{note}}}"

    def scalar(self, key: str) -> Lines:
        """A key with a text in any of YAML's styles, over one line or more."""
        styles: list[Lines] = [
            [f"{key}: 公开进展{self.remark()}"],
            [f"{key}: '公开 # 进展'{self.remark()}"],
            [f'{key}: "公开: 进展"{self.remark()}'],
            [f"{key}: 公开", *self.inside(["进展"])],
            [f'{key}: "公开', *self.inside(['进展"'])],
        ]
        styles += [
            [f"{key}: {mark}{self.remark()}", *self.inside(["公开", "", "# 进展"])]
            for mark in ("|", ">", "|-", ">-", "|+", ">+")
        ]
        return self.draw(st.sampled_from(styles))

    # -- the pieces of a layout ----------------------------------------------------------------

    def chance(self) -> bool:
        return self.draw(st.booleans())

    def some_units(self) -> list[str]:
        return self.draw(st.lists(st.sampled_from(UNITS), unique=True, max_size=3))

    def some_days(self) -> list[date]:
        return sorted(self.draw(st.lists(days(), max_size=3)))

    def remark(self) -> str:
        return self.draw(st.sampled_from(["", "  # 电话核实"]))

    def noise(self) -> Lines:
        return self.draw(st.sampled_from([[], [], [""], ["# 说明"], ["", "      # 说明", ""]]))

    def inside(self, lines: Lines) -> Lines:
        return _moved(lines, self.layout.step)

    def sequence(self, items: list[Lines]) -> Lines:
        return [line for item in items for line in (*self.item(item), *self.noise())]

    def item(self, lines: Lines) -> Lines:
        """Lines behind a dash."""
        first, *rest = lines
        dash = " " * self.layout.dash
        gap = " " * self.layout.gap
        return [f"{dash}-{gap}{first}", *_moved(rest, len(dash) + 1 + len(gap))]

    @staticmethod
    def ends_in_block_scalar(lines: Lines) -> bool:
        """Whether a missing final newline would change what the file says."""
        last = next(line for line in reversed(lines) if line.strip())
        return last.strip() == "# 进展"


def _moved(lines: Lines, columns: int) -> Lines:
    return [" " * columns + line if line else line for line in lines]


def plain_tasks(plain: Any) -> list[Any]:
    """The tasks of a list's plain data, in order."""
    sections = plain["sections"]
    topics = [topic for section in sections for topic in section.get("topics", [section])]
    return [task for topic in topics for task in topic["tasks"]]
