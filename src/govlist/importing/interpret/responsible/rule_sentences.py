"""Sentences that say for several tasks who is responsible, beside their units: 列第一位的为牵头单位，下同."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

from govlist.documents.traditional import simplified
from govlist.importing.interpret.responsible import _words


class RuleKind(Enum):
    """What a rule says."""

    FIRST = "first"
    """The unit named first leads."""
    FIRST_GROUP = "first group"
    """The units before the first comma lead."""
    SIGN = "sign"
    """The units with a sign lead."""
    SOLE = "sole"
    """Where nobody leads, the responsible unit does."""
    ALSO = "also"
    """More units are responsible: 以下均需各镇街落实."""
    OTHER = "other"
    """A rule that only a reader can apply."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in its document's words, and what it says."""

    words: str
    kind: RuleKind
    value: str = ""
    """The sign, or the words for the additional units."""
    above: bool = False
    """Whether it is about the tasks above: 以上."""
    others: bool = False
    """Whether the units that do not lead are in support: 其他为配合单位."""
    here: bool = True
    """Whether it is about one task only: neither 下同 nor 以下."""


_LONGEST = 80
_LEADS = (
    r"(?:即为|作为|均为|为|是|系)(?:该项|本项|此项|各项|相应)?(?:工作|任务)?的?(?:牵头|主办|主责|第一责任|首要责任)"
    r"(?:责任)?(?:单位|部门|科室|处室)?"
)
_FIRST = re.compile(
    rf"(?:(?:排列|排序|排名|列|排|位列|名列|居)(?:在)?(?:第一|首|最前|第1)(?:位|名|个)?|第一(?:位|个|家|(?:责任|牵头)?单位)|首位|首个|第1(?:位|个)|排首位|(?:责任)?单位中(?:的)?第一)"
    rf"[^，；。]{{0,12}}?{_LEADS}"
)
_GROUP = re.compile(rf"第一个?(?:逗号|分号|顿号)(?:之)?前[^，；。]{{0,8}}?{_LEADS}")
_SIGN = re.compile(
    rf"(?:(?:标|带|打|加|注)(?:注|有|了|记)?)?[“\"（(]?(?P<sign>[{_words.SIGNS}]|黑体|加粗|下划线|划线)[”\"）)]?(?:号|者|字|标识|标记)?(?:的|单位|部门)*{_LEADS}"
)
_SOLE = re.compile(
    r"(?:无|没有|未明确|未列|未注明)牵头(?:单位|部门)的?(?:，?(?:责任单位)?即?为牵头(?:单位|部门))?"
)
_ALSO = re.compile(
    r"(?:(?:以下|以上|上述|各项|所有|具体|全部|本方案|其余|其他|下列)(?P<what>各项|所列|所有|重点|有关|具体)*(?:工作|任务|事项|内容|措施)*(?:任务|事项)?|(?=均|都))"
    r"(?:，)?(?:均|都|全部|一律|还)?(?:需|须|由|涉及(?:到)?|应由|需由|请|要由|包括|包含)(?P<who>[^，；。]{2,24}?)"
    r"(?:具体|共同|按职责(?:分工)?|同步|配合|组织|认真)*(?:负责|落实|抓好|参与|参加|实施|推进|完成|调度)*(?:落实)?$"
)
_MEMBERS = re.compile(
    r"(?:(?:以下|以上|上述|各项|所有)(?:各项)?(?:工作|任务|事项)?)?(?P<who>[^，；。]{2,20}?)"
    r"(?:(?:均|都)为(?:以上|以下|上述|各项|所有)?|为(?:以上|以下|上述|各项|所有))"
    r"(?:各项)?(?:工作|任务)?(?:的)?(?:责任|配合|落实)(?:单位|部门)"
)
_NOTE = re.compile("(?:备?注|说明)[:：]")
_ORDER = re.compile(r"(?:以上)?(?:单位|部门)?(?:排名|排序)不分(?:先后|主次)")
_OTHERS = re.compile(
    r"(?:其[他它余]|其后|之后|后面|后续)(?:各|的)*(?:责任)?(?:单位|部门)?的?(?:均|都)?为(?:配合|协办|协同|参与)(?:单位|部门)?"
)
_TAIL = re.compile(
    r"(?:以?下同|下列同|下皆同|以下均同|全文同"
    r"|(?:以下)?不(?:另|再|一一)(?:一一|逐一|逐项|单独|另行|重复)?(?:列出|列举|单列|列|赘述|标注|注明|做分工|作分工)"
    r"|责任单位即?为牵头(?:单位|部门))+"
)
"""What can follow a rule: 下同, 不再列出."""
_HINT = re.compile("排名|排序|牵头|主办|主责|责任|以下|以上|上述|具体|各项|所有")
_PIECE = re.compile(
    rf"((?>(?:[^，,；;。\n（(〔【）)〕】]|[（(](?:[{_words.SIGNS}]|[州市区县街道镇乡、]{{1,7}})[）)])+))|.",
    re.DOTALL,
)
_EMPTY = re.compile(r"[，,；;]?[（(〔【][，,；;。\s]*[）)〕】]")


def take(text: str) -> tuple[str, list[Rule]]:
    """The text without the rules in it, and the rules."""
    if not _HINT.search(simplified(text)):
        return text, []
    rules: list[Rule] = []
    kept = ""
    follows = False
    for match in _PIECE.finditer(text):
        piece = (match[1] or "").strip()
        if not piece:
            kept += match[0]
            continue
        rule = of(piece)
        if rule is not None:
            rules.append(rule)
        elif follows and _OTHERS.fullmatch(simplified(piece)):
            rules[-1] = replace(rules[-1], words=f"{rules[-1].words}，{piece}", others=True)
        elif follows and _TAIL.fullmatch(piece):
            last = rules[-1]
            rules[-1] = replace(last, words=f"{last.words}，{piece}", here=False)
        else:
            kept += match[0]
            follows = False
            continue
        follows = True
        kept = kept.rstrip("，,；;")
    return (_EMPTY.sub("", kept).strip("，,；; ") if rules else text), rules


def of(clause: str) -> Rule | None:
    """The rule that a clause states, without the marks at its ends; None for any other clause."""
    if len(clause) < 4 or len(clause) > _LONGEST:
        return None
    plain = simplified(clause)
    above = plain.startswith(("以上", "上述"))
    if _GROUP.search(plain):
        mark = "；" if "分号" in plain else "、" if "顿号" in plain else "，"
        return Rule(clause, RuleKind.FIRST_GROUP, mark)
    if _FIRST.search(plain):
        return Rule(clause, RuleKind.FIRST)
    if match := _SIGN.search(plain):
        sign = match["sign"]
        return Rule(clause, RuleKind.SIGN if sign in _words.SIGNS else RuleKind.OTHER, sign)
    if _ORDER.fullmatch(plain):
        return Rule(clause, RuleKind.OTHER)
    if _SOLE.fullmatch(plain):
        return Rule(clause, RuleKind.SOLE)
    note = _NOTE.match(plain)
    if match := _MEMBERS.search(plain) or _ALSO.match(plain, note.end() if note else 0):
        return Rule(clause, RuleKind.ALSO, clause[match.start("who") : match.end("who")], above)
    return None
