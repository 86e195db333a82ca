"""The words for a unit's role: labels before names, verbs after them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlist.model.checklist import Role

_ROLES = {"lead": Role.LEAD, "support": Role.SUPPORT, "other": None}
LEAD = "牵头|主办|主责"
SUPPORT = "配合|协同|(?<!政)协办|协助|协作|参与|参加"
_WHOM = "(?:单位|部门|科室|处室|股室)"
LABEL = re.compile(
    rf"(?:第一|主要|首要|其他|具体)?"
    rf"(?:(?P<lead>{LEAD})|(?P<support>{SUPPORT})|(?P<other>责任|主体|承办|实施|落实|主管|办理))"
    rf"(?:(?:(?:责任|实施)?{_WHOM}|(?<=牵头|主责|配合|协办))[ ]*[:：]\s*|(?:责任)?{_WHOM}\s+(?=\S))"
)
"""A role as a label: 牵头单位：, 协同责任单位：, 责任科室：, 牵头：."""

_DUTY = (
    "按照|按|依据|依|根据|各自|各|职责|职能|分工|工作|均|分别|共同|具体|认真|抓好|做好|组织|推动|推进|落实|实施|负责"
    "|承办|抓总|统筹|协调|指导|督促|监督|完成|到位|为主|负总责|并"
)
_VERB = re.compile(
    rf"(?:由)?(?:(?P<lead>(?:负责|总|共同)?(?:{LEAD})(?:{_DUTY})*|为(?:{LEAD}){_WHOM})|(?P<support>(?:积极|密切|主动|予以|做好|负责)*(?:{SUPPORT})(?:{_DUTY}|{SUPPORT})*|为(?:{SUPPORT}){_WHOM})"
    rf"|(?P<other>为责任{_WHOM}|(?:按照|按|依据|依|根据|均|分别|共同|具体|认真|组织)*(?:负责|承办|落实|实施|推进|统筹|协调|指导|督促|监督|抓总|职责分工|各自职责|职责|分工)(?:{_DUTY})*))"
    r"(?=$|[，,；;。.、\s|/）)\ue000-\uf8ff]|由|会同|联合|[区市县省](?![场域政容民])|各|有关|相关|其他)"
)
"""Verbs at the end of a clause: 牵头, 按职责分工负责, 配合落实."""
_WITH = re.compile("会同|联合|商(?=[区市县省\ue000-\uf8ff])")
BRACKET = re.compile(r"[（(〔\[【]([^（）()〔〕\[\]【】]*)[）)〕\]】]")
"""A text in brackets."""
_CLAUSE = re.compile(r"[，,；;。]")


def labels(text: str) -> Iterator[re.Match[str]]:
    """Find the labels of a text; a label without colon counts only at the start of a line or clause."""
    for match in LABEL.finditer(text):
        before = text[: match.start()].rstrip(" ")
        if match[0].rstrip().endswith((":", "：")) or before[-1:] in ("", *"\n；;。，,"):
            yield match


def is_label(text: str) -> bool:
    """Whether a text is only a label, without colon."""
    return bool(LABEL.fullmatch(f"{text}：")) and text.endswith(("单位", "部门", "科室", "处室", "股室"))


def role_of(label: re.Match[str]) -> Role:
    """The role that a label (a match of LABEL) gives."""
    return _ROLES[label.lastgroup or "other"] or Role.RESPONSIBLE


def clauses(part: str, role: Role) -> Iterator[tuple[Role, str]]:
    """Split a part into runs of names, each with the role of the verb after it or the label before it."""
    at = 0
    inside = [match.span() for match in BRACKET.finditer(part)]
    for match in _VERB.finditer(part):
        if match.start() < at or any(start < match.start() < end for start, end in inside):
            continue
        run, at = part[at : match.start()], match.end()
        given = _ROLES[match.lastgroup or "other"]
        if given is None:
            yield from _with(run, role)
            continue
        ends = [m.end() for m in _CLAUSE.finditer(run.rstrip("，,；;。"))]
        last = ends[-1] if ends else 0
        yield from _with(run[:last], role)
        yield from _with(run[last:], given)
    yield from _with(part[at:], role)


def _with(run: str, role: Role) -> Iterator[tuple[Role, str]]:
    """X会同Y: X leads."""
    match = _WITH.search(run)
    if match is None or not run[: match.start()].strip():
        yield role, _WITH.sub("", run) if match else run
        return
    yield Role.LEAD if role is Role.RESPONSIBLE else role, run[: match.start()]
    yield role, run[match.end() :]
