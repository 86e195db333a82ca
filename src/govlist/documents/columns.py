"""The columns of offices' tables, identified by their header words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from govlist.base.text import visible
from govlist.documents.traditional import simplified

HEADERS = {
    "number": "序号 编号 任务序号",
    "section": "大项 任务类别 工作类别 类别",
    "topic": "小项",
    "task": "工作任务 主要任务 重点工作 重点任务 目标任务 工作内容 工作事项 任务名称 任务",
    "requirement": "具体要求 具体内容 工作要求 主要内容 任务内容 具体任务 任务要求 具体措施 工作措施 "
    "工作举措",
    "responsible": "责任单位 责任部门 责任科室 责任处室 承办单位 承办部门 承办科室 落实单位 实施单位 "
    "责任主体",
    "lead": "牵头单位 牵头责任单位 牵头部门 牵头科室 主办单位 主责单位",
    "support": "配合单位 协同责任单位 协办单位 配合部门 配合科室 协同单位 协作单位 参与单位",
    "leader": "牵头领导 分管领导 责任领导",
    "unit": "单位 填报单位 报送单位",
    "due": "时限要求 完成时限 时限 完成时间 完成期限 时间要求 时间节点 完成时间节点",
    "city_task": "市级任务 对应市级任务 市级任务序号 市级任务编号 市清单序号 上级任务序号",
    "basis": "依据",
    "applies": "涉及/不涉及 是否涉及",
    "status": "完成状态 状态 完成情况",
    "progress": "进展情况 落实情况 完成情况 推进情况",
    "evidence": "佐证材料 佐证链接 佐证",
    "by": "填报人 联系人",
    "date": "报送日期 填报日期 填报时间",
    "done": "完成家数 完成家数/应办家数",
    "remarks": "备注",
}
"""Header words for each column, from real lists and ledgers; a word of two keys takes the first free key."""
_KNOWN = {key: text.split() for key, text in HEADERS.items()}

TOKENS = {
    "id": "number",
    "no.": "number",
    "section": "section",
    "topic": "topic",
    "requirement": "requirement",
    "responsible_text": "responsible",
    "responsible unit": "responsible",
    "heading": "task",
    "unit": "unit",
    "state": "status",
    "done / owed": "done",
    "progress made": "progress",
    "due": "due",
    "deadline": "due",
    "due_text": "due_text",
    "standing": "standing",
    "city_task": "city_task",
    "city task": "city_task",
    "remarks": "remarks",
}
"""The headers that govlist writes, in CSV and in English."""

LONGEST = 100
"""Characters of a header that are read; real ones have a dozen."""


def plain(header: str) -> str:
    """A header without blanks, brackets, marks and traditional characters: 具 體 要 求（章） is 具体要求."""
    text = re.sub(r"[（(〔\[].{0,100}?[)）〕\]]", "", visible(header[:LONGEST]).replace("\u3000", " "))
    return simplified(re.sub(r"[\s*＊:：]", "", text))


def keys(headers: Sequence[str], more: Mapping[str, str] | None = None) -> list[str | None]:
    """The key of each header, None if unknown; `more` are words beside `HEADERS`.

    完成情况 is the progress, but the status beside 进展情况. 主要任务 is the requirement if there is no
    具体要求. A key is used once, for the first column that matches.
    """
    words = [plain(header) for header in headers]
    found: list[str | None] = [None] * len(words)
    for place, header in enumerate(headers):
        if (token := TOKENS.get(header.strip().lower())) and token not in found:
            found[place] = token
    for key, known in _order(words, {**HEADERS, **(more or {})}):
        if key in found:
            continue
        index = next((i for i, word in enumerate(words) if found[i] is None and word in known), None)
        if index is not None:
            found[index] = key
    if "requirement" not in found and "task" in found:
        found[found.index("task")] = "requirement"
    return found


def key(header: str) -> str | None:
    """The key of one header regardless of other columns; None if unknown."""
    word = plain(header)
    return next((key for key, words in _KNOWN.items() if word in words), None)


def _order(words: Sequence[str], headers: Mapping[str, str]) -> Iterable[tuple[str, list[str]]]:
    """The keys with their words; 进展情况 takes precedence over 完成情况."""
    known = {key: text.split() for key, text in headers.items()}
    sure = set(words) - {"完成情况"}
    progress = known.pop("progress")  # without 进展情况, 完成情况 is one of its words
    yield "progress", [word for word in progress if word != "完成情况" or not sure & set(progress)]
    yield from known.items()


def known_words() -> list[str]:
    """Every known header word, for hints."""
    return list(dict.fromkeys(word for words in _KNOWN.values() for word in words))
