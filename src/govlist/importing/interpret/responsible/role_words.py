"""The words for a unit's role: labels before names, verbs after them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlist.documents.traditional import simplified
from govlist.importing.interpret import city_tasks
from govlist.importing.interpret.responsible import _words
from govlist.model.checklist import Role

_ROLES = {"lead": Role.LEAD, "support": Role.SUPPORT, "other": None, "verb": None}
LEAD = "牵头|主办|主责"
OWES = "责任|承办|落实|实施|负责|执行|办理|推进|组织|承担|完成|起草|发起|编制|制定|公开"
"""Words of who owes a task, before 单位 or 部门 in a label or a header."""
SUPPORT = "配合|协同|(?<!政)协办|协助|协作|参与|参加"
_WHOM = "(?:单位|部门|科室|处室|股室|机构|政策局(?:[及和与、/]?部门)?)"
_WITH_PERSON = "(?:[及和与、/]?[（(]?(?:责任|负责|联系)?人员?[）)]?)?"
_SIGNED = rf"(?:[（(](?:标|带|打|加|注)?[“\"]?[{_words.SIGNS}][”\"]?号?[)）])?"
"""A sign that marks these units, in the label: 牵头单位（标★）."""
LABEL = re.compile(
    rf"(?:第一|主要|首要|其他|具体|监管|行业监管|属地|直接)?"
    rf"(?:(?P<lead>{LEAD})|(?P<support>{SUPPORT})|(?P<other>{OWES}|主体|主管))"
    rf"(?:(?:(?:责任|实施)?{_WHOM}{_WITH_PERSON}"
    rf"|(?<=牵头|主责|主办|配合|协办|协同|参与|参加|协助|协作|承办|责任)"
    rf"|(?P<verb>(?<=负责|落实|实施|办理))){_SIGNED}[ ]*[:：]\s*"
    rf"|(?:责任)?{_WHOM}\s+(?=\S))"
)
"""A role as a label: 牵头单位：, 协同责任单位：, 责任科室：, 牵头：."""

_HOW = (
    "按照|按|依据|依|根据|各自|各|职责|职能|分工|工作|任务|均|分别|共同|联合|具体|认真|抓好|做好|抓|组织|推动|推进|落实|实施|负责|督导"
    "|承办|抓总|统筹|协调|指导|督促|监督|督办|完成|到位|为主|负总责|总责|并|开展|执行|进行|落地|有关|相关|要求"
)
_SHARED = "(?:要|参照|遵照|应|须|按照|按|依据|依|根据|各自|职责|职能|分工|工作|共同|联合|分别|均|统一)*"
_DOES = (
    "负责|承办(?!(?<=[、，]承办)[县市区])|落实|实施|推进|统筹|协调|指导|督促|监督|督导|抓总|职责分工|各自职责|职责|分工|负总责|制定|编制|研究"
    "|出台|完成|执行|抓好|组织(?=实施|落实|推进|推动|开展|协调|完成)"
)
_NEXT = (
    rf"(?=$|[，,；;。.、\s|/）)〕\]】]|由|会同|联合|[{_words.LEVELS}](?!域|场|容)|各(?!自|项)|有关|相关|其他"
    rf"|{_words.BARE.pattern})"
)
VERB = re.compile(
    rf"(?:由)?(?:(?P<lead>{_SHARED}(?:负责|总)?(?:{LEAD})(?:{_HOW})*|为(?:共同)?(?:{LEAD})(?:责任)?{_WHOM})"
    rf"|(?P<support>{_SHARED}(?:积极|密切|主动|予以|做好|负责|给予)*(?:{SUPPORT})(?:{_HOW}|{SUPPORT})*|为(?:{SUPPORT})(?:责任)?{_WHOM})"
    rf"|(?P<other>为责任{_WHOM}|(?:参照|遵照|按照|按|依据|依|根据|均|分别|共同|联合|具体|认真|组织|统一)*(?:{_DOES})(?:{_HOW})*))"
    rf"{_NEXT}"
)
"""Verbs after names: 牵头, 按职责分工负责, 配合落实."""
DUTY = re.compile(
    rf"(?:具体|主要|分别)?(?:(?P<lead>{LEAD})|(?P<support>{SUPPORT})|(?P<other>负责|承担))"
    r"(?:[^、，,；;。\n（）()：:]{2,30})(?=$|[，,；;。\n])"
)
"""A verb with what the unit before it does: 负责学校 in 市教育局负责学校."""
WITH = re.compile(
    rf"会同|(?:联合|协同|协调|商|配合)(?=[{_words.LEVELS}](?!域|场|容)|各|有关|相关|国家|{_words.DEPARTMENT.pattern})"
)
"""What joins supporting units to the lead: 会同 in A会同B."""

EXTRA = re.compile(
    r"((?:第一|主要|直接|具体|总)?"
    r"(?:责任|牵头|分管|主管|包保|包联|包抓|挂点|联系|督办|领办|协办|配合|党政|(?<!\w)\w{0,5}?[省市州县区镇乡校院]级?)?"
    r"(?:领导|责任人|负责人|联系人|联络员)|联系(?:电话|方式)"
    r"|(?:督办|督导|督查|监督|验收|考核|审核)(?:责任)?(?:单位|部门|科室)"
    rf"|{city_tasks.LABEL})\s*[:：]\s*"
)
"""Persons, units that watch over a task without owing it, and the city's task; kept as extra keys."""
BRACKET = re.compile(r"[（(〔\[【]([^（）()〔〕\[\]【】]*)[）)〕\]】]")
"""A text in brackets."""


def labels(text: str) -> Iterator[re.Match[str]]:
    """Find the labels of a text.

    A label without colon counts only at the start of a line or clause; a verb (落实：) there, too, or after
    another label.
    """
    after_label = False
    for match in LABEL.finditer(simplified(text)):
        before = text[: match.start()].rstrip(" ")
        sure = match["verb"] is None and match[0].rstrip().endswith((":", "："))
        if sure or (after_label and match["verb"] is not None) or before[-1:] in ("", *"\n；;。，,"):
            after_label = True
            yield match


def is_label(text: str) -> bool:
    """Whether a text is only a label, without colon."""
    text = simplified(text)
    return bool(LABEL.fullmatch(f"{text}：")) and text.endswith(("单位", "部门", "科室", "处室", "股室"))


def of_heading(title: str) -> Role | None:
    """The role that a heading gives to the unit above it: 牵头任务, 配合事项; None if it gives none."""
    match = re.fullmatch(rf"(?:(?P<lead>{LEAD})|(?P<support>{SUPPORT}))\w{{0,8}}", title)
    return _ROLES[match.lastgroup or ""] if match else None


def role_of(label: re.Match[str]) -> Role:
    """The role that a label (a match of LABEL) gives."""
    return role(label) or Role.RESPONSIBLE


def role(match: re.Match[str]) -> Role | None:
    """The role of a match of LABEL or VERB; None if it says only that somebody is responsible."""
    return _ROLES[match.lastgroup or "other"]


def in_brackets(inner: str) -> Role | None:
    """The role that a bracket after a name gives: 牵头 or 配合单位; None if it holds anything else."""
    word = re.sub("(?:责任)?单位$|部门$|负责$", "", simplified(inner.strip()))
    if re.fullmatch(rf"(?:总|共同)?(?:{LEAD})", word):
        return Role.LEAD
    return Role.SUPPORT if re.fullmatch(SUPPORT, word) else None
