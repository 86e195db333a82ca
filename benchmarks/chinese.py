"""The measured block of docs/performance.md in Chinese: the same figures, other words."""

from __future__ import annotations

import re

WORDS = (
    (
        r"Medians of (\d+) runs in turn: (.*), (\d+) cores, (.*), (Python .*); (typer.*)\.",
        r"轮流运行，取\1次的中位数。\2、\3核、\4、\5；\6。",
    ),
    (r"\| work \| beside \| govlist \| the other \|", "| 做什么 | 对照 | govlist | 对照 |"),
    (r"\| ratio \| must \| aim \| met \|", "| 比值 | 须 | 目标 | 结果 |"),
    (r"\| aim \|$", "| 达到目标 |"),
    (r"\| must \|$", "| 合格 |"),
    (r"\| \*\*missed\*\* \|$", "| **不合格** |"),
    ("not run: the peer is not there", "没有运行：没有对照的程序"),
    ("the same, full year, read before", "同上，全年，读过"),
    ("completion of a unit's name, full year", "补全单位名称，全年"),
    ("peak memory of `validate`, full year", "`validate` 的内存峰值，全年"),
    ("`validate`, the city's 50 files in one call", "`validate`，全市50份，一次运行"),
    ("`mark` one report, full year", "`mark` 一条报送，全年"),
    (r"`list --unit`, ([\d,]+) reports, read before", r"`list --unit`，\1条报送，读过"),
    ("one after another in one process", "在一个进程里逐份校验"),
    ("ruamel.yaml round trip", "ruamel.yaml 读入再写出"),
    ("bare CSafeLoader load", "只用 CSafeLoader 读入"),
    ("bare Python start", "只启动 Python"),
    ("the row above", "上一行"),
    (", full year, first time", "，全年，首次"),
    (", full year", "，全年"),
    (", shipped list", "，自带的清单"),
    (
        r"A first `status`(?:.|\n)*?; medians of (\d+)\.(?:.|\n)*? is linear\.",
        r"每项次一条报送的自带清单，以及任务、单位、报送各为其若干倍的清单，"
        r"首次运行 `status` 的时间，取\1次的中位数。"
        "指数是双对数图上后三点连线的斜率，1为线性。",
    ),
    (r"\| times \|(.*) exponent \|", r"| 倍数 |\1 指数 |"),
    (r"^\| tasks \|", "| 任务 |"),
    (r"^\| units \|", "| 单位 |"),
    (r"^\| reports \|", "| 报送 |"),
    ("How the time grows", "时间怎样增长"),
    (r"\(images/", "(../images/"),
)
"""Patterns for the words of the English block, with what stands for them; earlier ones come first."""


def translated(text: str) -> str:
    """The block in Chinese. Raises ValueError if a word is left in English."""
    for english, chinese in WORDS:
        text = re.sub(english, chinese, text, flags=re.MULTILINE)
    prose = re.sub(r"`[^`]*`|!?\[[^]]*\]\([^)]*\)", "", text)
    if left := re.findall(r"\b(?:the|of|a|with|and|is|year|list|aim|must)\b", prose):
        raise ValueError(f"benchmarks/chinese.py has no words for: {', '.join(left)}")
    return text
