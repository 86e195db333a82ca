"""Patterns of unit names: whether a name is complete, one unit or several, and of which kind.

The words are data from offices' documents. For names outside the roster the result is a guess and
reported as one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from govlist.model.checklist import Scope

_PLACES = (
    "自治县|自治州|自治旗|县|市|区|旗|盟|州|乡镇|镇街|镇办|乡|镇|街道办事处|街道办|街道|街"
    "|园区|新区|开发区|功能区|管理区|林区|农场|村|社区|居"
)
_BODIES = "党委[、和及]?(?:人民)?政府|党[（(]工[）)]委|人民政府|政府|党委|党工委|办事处|管委会|管理委员会"
_BODY = rf"(?:{_BODIES})(?!办|各|有关|相关)"
_ENDED = (
    r"(?=$|[、，,；;。:：\s（）()/\ue000-\uf8ff]|和|及|与|等|牵头|负责|配合|协同|参与|落实|抓|按|分|各|有关|相关"
    rf"|[区市县]|{_BODY})"
)
_OTHER = r"(?<![县市区旗州盟])\n?[、/和及]?\n?[区市县旗](?:人民)?政府|(?<=办事处)[、/和及]"
"""What ends a list of places: 区政府 after 各镇, any text after 各街道办事处."""
_SOME = rf"(?:\n?(?:{_PLACES}))+"
_LISTED = rf"\n?[（(]\n?(?:{_PLACES})(?:\n?[、/及和]?\n?(?:{_PLACES}))*\n?[）)]"

MANY_PLACES = re.compile(
    rf"(?:[^、，；。：:,;.|/（）()〔〕\s等和及与各\ue000-\uf8ff]{{0,6}}?(?<![局委办部院会队室厅府司]))"
    rf"(?:各(?:有关|相关)?|有关|相关)(?!{_OTHER}){_SOME}"
    rf"(?:{_LISTED}|(?!{_OTHER})\n?[、/和及]{_SOME}{_ENDED})*"
    rf"(?:\n?{_BODY})?(?:[（(](?:{_PLACES})+(?:{_BODIES})?[）)])?{_ENDED}"
    rf"|(?:{_PLACES}){_LISTED}(?:{_BODY})?{_ENDED}"
    rf"|各(?:委|办|局|厅)(?:、(?:委|办|局|厅))+{_ENDED}"
)
"""Places named together, not split at marks: 各县、市、区人民政府, 各县（市、区）政府, 镇（街道）."""

_WHOLE = re.compile(
    r".+(?:局|委|办|委员会|办公室|部|厅|院|会|中心|队|站|所|科|室|处|股|署|司|公司|集团|银行|支行|分行|联社|学校|大学|学院|中学|小学|幼儿园"
    r"|医院|政府|街道|街道办|办事处|镇|乡|管委会|开发区|园区|新区|工会|团委|妇联|科协|残联|文联|侨联|社科联|工商联"
    r"|武装部|馆|台|报社|协会|联合会|融媒体|供电|县|区|市|旗|州|村|社区|部门|单位|机构|组|专班|企业|党校|府办|党委)"
)
PLACE_LIST = re.compile(rf"(?:{_PLACES}|[、/及和])+")
"""The text in brackets inside one collective: 市、区 in 各县（市、区）政府办公室."""
_MANY = re.compile(
    rf"[（(](?:{PLACE_LIST.pattern})[）)]|^(?:乡镇|镇街|乡|镇|街道办事处|街道办|街道|村|社区)+(?:(?:人民)?政府)?$|"
    r"^各|^全体|^所有|有关|相关|各(?=部门|单位|有关|科|处|股|机构|委|镇|乡|街|直|企|学|医|成员)|(?:部门|单位|机构|科室|处室|股室|企业)$"
)
_ONE = re.compile(r"^(?:主管|行政|牵头|责任|配合)?(?:部门|单位|机构)$")
_CONCERNED = re.compile(r"有关|相关")
_EVERY = re.compile(r"各|全体|所有")

BARE_CLASS = re.compile(
    r"(?:[0-9一二三四五六七八九十]+(?:个|家))?(?:部门|单位|机构)(?:和(?:部门|单位))?"
    rf"|[0-9一二三四五六七八九十]+(?:个|家)(?:有关|相关)?(?:{_PLACES})+"
)
"""Words after 等 that name nobody: 等部门, 等5家单位, 等9个街道."""

_KINDS = (
    ("township", r"(?:街道|街道办|街道办事处|镇|乡|(?:镇|乡)(?:人民)?政府)$"),
    ("office", r"(?:政府|府)办(?:公室)?$"),
    ("government", r"^[省市县区旗]?(?:人民)?政府$"),
    ("county", r"(?:[县区市旗](?:人民)?政府|.[县区市旗])$"),
    (
        "party",
        r"^.{0,4}(?:[省市县区旗州]委(?:.*[部办室会校]|$)|.*(?:纪委|监委)|.*(?:党校|总工会|团委|妇联)$)",
    ),
    ("company", r"(?:公司|集团|银行|支行|分行|联社|供电|企业)$"),
    ("institution", r"(?:学校|大学|学院|中学|小学|幼儿园|医院)$"),
    ("division", r"(?:科|科室|股|股室|处室|[^公]室)$"),
)
_GROUP_KINDS = (
    ("township", r"乡|镇|街"),
    ("county", r"各(?:县|市|区|旗)(?!直|级)|[县市][、（(][市区]|县市?区"),
    ("division", r"科室|处室|股室"),
    ("company", r"企业|公司"),
    ("institution", r"学校|院校|医院"),
)
EVERYONE = re.compile(r"^(?:各|全区|全市|全县)?(?:各|有关|相关|各有关|各相关|所有)?(?:责任|成员)?单位$")
"""Collectives of mixed kinds: 各单位, 有关单位."""


@dataclass(frozen=True, slots=True)
class Collective:
    """Several units under one name: its scope, and the kind of its members (None: any kind)."""

    scope: Scope
    kind: str | None
    sure: bool
    """Whether the name states the scope: 各 and 有关 do, 区直部门 does not."""


def whole(name: str) -> bool:
    """Whether a text ends like a unit's name."""
    return bool(_WHOLE.fullmatch(name))


def collective(name: str) -> Collective | None:
    """The collective that a name means; None for the name of one unit."""
    if not _MANY.search(name) and not MANY_PLACES.fullmatch(name):
        return None
    scope = Scope.CONCERNED if _CONCERNED.search(name) else Scope.EVERY
    sure = scope is Scope.CONCERNED or bool(_EVERY.search(name))
    if EVERYONE.match(name):
        return Collective(scope, None, sure)
    return Collective(scope, _first(_GROUP_KINDS, name) or "department", sure and not _ONE.match(name))


def kind(name: str) -> str:
    """Guess the kind of a unit from its name."""
    return _first(_KINDS, name) or "department"


def _first(table: tuple[tuple[str, str], ...], name: str) -> str | None:
    return next((word for word, pattern in table if re.search(pattern, name)), None)
