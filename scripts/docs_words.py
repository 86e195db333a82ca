"""What scripts/docs.py itself says, in the language of its pages; the program has its own catalogue."""

from __future__ import annotations

import sys

LANGUAGE = "zh" if "--chinese" in sys.argv else "en"
"""The language of the pages that this process makes."""

CHINESE = {
    "| key | required | form | meaning |": "| 键名 | 必填 | 写法 | 含义 |",
    "yes": "是",
    "whole number": "整数",
    "`true` or `false`": "`true` 或 `false`",
    "day": "日期",
    "day, `monthly:DAY`, `quarterly`, `half-yearly`": "日期、`monthly:日`、`quarterly`、`half-yearly`",
    "text": "文本",
    "number": "数",
    "digits": "数字串",
    "null": " null",
    "any": "任意",
    "list of {one}s": "{one}的列表",
    "list of {one}": "{one} 的列表",
    ", or ": "，或",
    "reports by unit": "按单位列出的报送",
    "names or mapping": "名称或映射",
    "checklist": "清单",
    "office": "办公室",
    "unit": "单位",
    "group": "统称",
    "section": "大项",
    "topic": "小项",
    "task": "任务",
    "responsible": "责任单位",
    "report": "报送",
    "chase": "催办",
    "| rule | level | what is wrong |": "| 规则 | 级别 | 什么问题 |",
    "error": "错误",
    "warning": "警告",
    "An error. {words}": "错误。{words}",
    "A warning. {words}": "警告。{words}",
    "Wrong:": "错误写法：",
    "Right:": "正确写法：",
    "| token in the file | words that are taken for it |": "| 文件里的写法 | 命令行和表里可以用的说法 |",
    "| key | variable | meaning |": "| 键名 | 环境变量 | 含义 |",
    "| output | what it is | schema |": "| 输出 | 内容 | 格式文件 |",
    "| column | in words | form | meaning |": "| 列 | 中文列名 | 写法 | 含义 |",
    "| column | type | meaning |": "| 列 | 类型 | 含义 |",
    ", or NULL": "，或 NULL",
    "| key | form | meaning |": "| 键名 | 写法 | 含义 |",
    " It may also have the list's own `x-` keys.": " 还可以有清单自己的 `x-` 键。",
}
"""The words of the makers."""

COLUMNS = {
    "id": "任务序号。",
    "section": "大项的标题，不带编号。",
    "topic": "小项的标题；大项没有小项的为 null。",
    "requirement": "具体要求。",
    "responsible_text": "责任单位，原文。",
    "due": "时限，同清单文件：一个、几个，或 null。",
    "due_text": "时限的原文。",
    "standing": "是否长期坚持。",
    "unit": "单位名称。",
    "kind": "单位类别。",
    "basis": "单位为什么与这项任务有关。",
    "role": "单位的角色。",
    "status": "状态；没有报送的为 not_started。",
    "review": "办公室的审核，如果最后一条是审核。",
    "date": "最近一次报送或审核的日期。",
    "overdue": "是否应办、没完成且过了时限。",
    "due_by": "没完成的应办项次错过的那天，或下一个应完成、应报送的日子。",
    "due_soon": "那天是否在14天内（设置 due-soon），或不晚于 `--due`。",
    "missing": "是否应办、没完成且上个节点没有报送。",
    "lacking_evidence": "是否应办、已完成而没有佐证，也没销号。",
    "note": "最近的进展情况；审核没有写的，取单位自己的。",
    "evidence": "最近的网址和文件名。",
    "by": "最近一次由谁填报。",
    "state": "台账里更细的状态。",
    "overdue_days": "过了时限多少天；没逾期的为0。",
    "city_task": "它所落实的是市级清单的第几项任务。",
}
"""The meaning of the columns of CSV."""


def said(words: str) -> str:
    """Words of docs.py in the language of the page."""
    return CHINESE[words] if LANGUAGE == "zh" else words
