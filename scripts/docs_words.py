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


def said(words: str) -> str:
    """Words of docs.py in the language of the page."""
    return CHINESE[words] if LANGUAGE == "zh" else words
