"""What the word of a header says: the kind of its column, by how the word is made.

Words of headers end with what the column holds: 整改措施, 牵头责任单位, 计划完成时间. The words are data from
offices' documents; those in `documents.columns` are known as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from govlist.documents import columns
from govlist.importing.interpret import city_tasks, deadline_words
from govlist.importing.interpret.responsible import role_words

WHO = ("responsible", "lead", "support")
"""The kinds whose units owe the tasks."""
TEXT = ("text", "indicator", "goal", "problem")
"""The kinds that can be the requirement; a table's requirement is of the first that it has."""

_LONGEST = 16
"""Characters of a header; a longer cell is a text."""
_MOST_BEFORE = 8
"""Characters that may precede an ending."""


class Word(NamedTuple):
    """What a header's word says: the kind of column, and its rank among columns of that kind."""

    kind: str
    rank: float
    sure: bool = True
    """Whether the whole word is known, not only a part of it."""


@lru_cache(maxsize=4096)
def word(header: str) -> Word | None:
    """Read the word of one header; None if it is unknown."""
    plain = columns.plain(header)
    if not plain or len(plain) > _LONGEST:
        return None
    key = columns.TOKENS.get(header.strip().lower()) or columns.key(header)
    own = _KIND_OF_KEY.get(key, key) if key else None
    for kind, rank, pattern in _PATTERNS:
        if own in (None, kind) and pattern.fullmatch(plain):
            return Word(kind, _FINEST if key == "requirement" else rank)
    if own is not None:
        return Word(own, _FINEST)
    if _CLASS.match(plain) or not 1 < len(plain) <= 10:
        return None
    if re.search(role_words.LEAD, plain) and re.search(f"{role_words.SUPPORT}|责任", plain):
        return Word("responsible", 2, False)  # the cells say who leads
    part = next((kind for kind, pattern in _PARTS if re.search(pattern, plain)), None)
    return Word(part, 1, False) if part else None


def _any(words: str) -> str:
    return f"(?:{words.replace(' ', '|')})"


_LEVEL = "(?:(?:国家|省|市|州|区|县|镇|乡|村)?(?:级|直|本级)|[省市州区县镇乡村])?"
_BODY = _any("单位 部门 科室 处室 股室 机构 主体 处 科 股")
_PLACES = _any("村 社区 村居 镇 乡 街道 乡镇 镇街 县区 区县 县市区 企业 学院 院系 院校 支部 党支部")
_PERSONS = f"(?:[及和与、]?其?{_any('负责人 责任人 领导 人员 联系人')})?"
_AND, _WHEN = "[及和与、/]", _any("时间 时限 期限")
_DAY = deadline_words.A_DAY
_OWES = f"(?:{role_words.OWES})"
_LOOKS_ON = _any(
    "督导 督查 督办 督促 验收 监督 考核 评价 评估 审核 复核 销号 认定 交办 来文 填报 报送 提出 申报"
)
_FINEST, _COARSE = 3.0, 0.8
"""Ranks of words for texts; others are between."""

_KINDS = (
    ("city_task", 2, city_tasks.WORD),
    ("number", 2, "序号|序|№|NO|编号|项次|次序|顺序号"),
    ("number", 1, ".{0,6}(?:编号|序号)"),
    ("extra", 1, f"{_any('下一步 下步 后续 实际')}.{{0,8}}"),
    ("skip", 1, "(?:目前|当前|已).{1,8}"),
    ("skip", 1, f"{_any('填报 报送 上报 更新 经办')}{_any('人 人员 时间 日期')}"),
    ("extra", 1, "第?[一二三四1-4](?:季度|季)|[上下]半年|[0-9一二三四五六七八九十]{1,3}月份?"),
    ("extra", 1, f"{_any('计量 计算 数据')}单位"),
    ("extra", 1, f"{_any('会议 文件 来文 批示')}{_any('名称 标题 届次 期次 编号 文号')}"),
    ("extra", 1, f"{_any('开工 开始 启动 交办 下达 立项 发文 收文 来文 发现 检查 会议 起始 起')}{_DAY}"),
    ("overseer", 0, f"{_LEVEL}{_LOOKS_ON}{_LEVEL}(?:责任)?{_BODY}"),
    ("overseer", 1, f"{_LEVEL}(?:行业)?{_any('主管 监管 指导 协调 业务')}{_LEVEL}(?:责任)?{_BODY}"),
    (
        "support",
        2,
        f"{_LEVEL}(?:{role_words.SUPPORT}|支持|会办|会签){_LEVEL}{_any('责任 实施')}?(?:{_BODY}{_PERSONS})?",
    ),
    (
        "lead",
        2,
        f"{_LEVEL}(?:{role_words.LEAD}|第一责任){_LEVEL}{_any('责任 实施 负责')}?(?:{_BODY}{_PERSONS})?",
    ),
    (
        "responsible",
        2,
        f"{_LEVEL}{_any('主要 具体 直接 任务 工作 整改')}?{_OWES}{_LEVEL}{_any('落实 实施')}?"
        f"(?:{_BODY}|{_PLACES}){_PERSONS}",
    ),
    (
        "responsible",
        1,
        f"{_LEVEL}{_any('建设 服务 用人 项目')}?(?:{_BODY}|街道|乡镇|镇街|县市区|县区){_PERSONS}",
    ),
    ("goal", 0.5, f"{_any('考核 评分 评价 验收 考评')}{_any('要点 标准 内容 要求 办法 指标 细则')}"),
    ("responsible", 2, f"{_any('责任 职责 任务 工作')}分工|责任|责任方"),
    ("responsible", 2, f"{_OWES}{_BODY}{_AND}.{{0,2}}{_WHEN}|.{{0,2}}{_WHEN}{_AND}{_OWES}{_BODY}"),
    ("due", 2, f".{{0,4}}{deadline_words.BY_WHEN}"),
)
"""Kinds with the rank of their words, and the whole words. The first kind that fits is taken."""
_ENDINGS = (
    ("extra", 1, "来源 依据 备注 说明 文号 形式 成果 成效 标志 载体 渠道 程序 步骤 方式 类型 性质 属性"),
    ("extra", 1, "地点 地址 位置 电话 附件 投资 资金 经费 预算 金额 面积 数量 分值 权重 得分 评分"),
    ("extra", 1, "基数 基准值 完成值 现状 概况 上年 去年 基本情况 项目情况 简要情况 主要情况"),
    ("person", 1, "领导 责任人 负责人 牵头人 承办人 联系人 人员 专班 组长 书记 负责同志"),
    ("due", 2, "时限 期限 时限要求"),
    ("due", 1, "时间 节点 日期 时间表 时间进度 时间安排 时间要求 进度安排 进度要求 进度计划 月份"),
    ("goal", 0.5, "目标 目标值 指标值 标准 计划值 任务数 任务量 形象进度"),
    ("heading", 1, "类别 分类 领域 板块 大项 方面 条线 大类 小类 章节"),
    ("problem", 0.5, "问题 短板 不足 差距 困难 隐患 意见 诉求 建议 问题清单 问题描述 问题表现"),
    ("indicator", 0.5, "指标 指标名称 指标内容"),
    ("skip", 1, "情况 进展 状态 进度 结果"),
    ("text", 2.5, "措施 举措 做法 内容 要求 描述 内容及规模 内容和规模 对策 办法"),
    (
        "text",
        1.5,
        "任务 事项 工作 实事 项目 名称 要点 安排 计划 行动 工程 清单 分解 政策 条款 标题 议题 议案 课题",
    ),
    ("extra", 1, "规模"),
)
"""Kinds with the rank of their words, and how those words end."""
_TEXTS = _any("任务 事项 工作 内容 措施 举措 做法 要求")
_FINER = f"{_any('具体 细化 分解 分项 详细 二级 三级 子')}.{{0,4}}{_TEXTS}"
_COARSER = f"{_any('批示 来文 来信 会议 文件 报告 原文 政策')}.{{0,4}}{_any('内容 要求 事项')}"
_PATTERNS = (
    *((kind, rank, re.compile(pattern)) for kind, rank, pattern in _KINDS),
    ("text", _FINEST, re.compile(_FINER)),
    ("text", _COARSE, re.compile(_COARSER)),
    *((kind, rank, re.compile(f".{{0,{_MOST_BEFORE}}}{_any(ends)}")) for kind, rank, ends in _ENDINGS),
)
_PARTS = (
    ("lead", role_words.LEAD),
    ("support", role_words.SUPPORT),
    ("due", "时限|时间|期限|节点"),
    ("responsible", "单位|部门|科室|处室|股室"),
    ("text", "要求|内容|措施|举措"),
    ("text", "任务|工作|事项|项目"),
)
"""Parts of words that are otherwise unknown; what is read by them is a doubt."""
_CLASS = re.compile("各|有关|相关|其他|等")
"""The start of collectives, which stand in cells: 有关部门."""
_KIND_OF_KEY = {
    **dict.fromkeys(("task", "requirement"), "text"),
    **dict.fromkeys(("leader", "by"), "person"),
    **dict.fromkeys(("remarks", "basis", "applies"), "extra"),
    **dict.fromkeys(("progress", "status", "evidence", "date", "done"), "skip"),
}
"""The kinds of the keys in `documents.columns`; other keys are kinds."""
