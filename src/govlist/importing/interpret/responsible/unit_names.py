"""Unit names: whether a text is a whole name, one unit or several, and of which kind.

For names outside the roster the result is a guess and reported as one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from govlist.documents.traditional import simplified
from govlist.importing.interpret.responsible import _words
from govlist.model.checklist import Scope

_PLACE = (
    "(?:自治[县州旗区]|特区|省直管县|直辖市|设区的?市|县级市|街(?:道(?:办事处|办)?)?|园区|新区|开发区|功能区|管理区|林区|管区|片区|示范区"
    "|农场|社区|县|市|区|旗|盟|州|省|乡|镇|村|居|地(?!方)|师|办(?![公事])|场)"
)
"""A kind of place; no two of these can be read from the same characters."""
_BODIES = (
    "党?委[、和及]?(?:人民)?政府|委(?![、和及员办])|党[（(]工[）)]委|人民政府|政府|党委|党工委(?:[、和及]?(?:管委会|办事处))?|办事处"
    "|管委会|管理委员会|行政公署(?:[、和及]市(?:人民)?政府)?"
)
_BODY = rf"(?:{_BODIES})(?!办|各|有关|相关)"
_ENDED = (
    r"(?=$|[、，,；;。:：\s（）()〔【/]|和|及|与|等|牵头|主办|主责|负责|配合|协同|协助"
    r"|参与|参加|落实|组织|具体|分别|均|抓|按|分|各|有关|相关"
    rf"|[区市县]|{_BODY})"
)
_OTHER = r"(?<![县市区旗州盟])\n?[、/和及]?\n?[区市县旗](?:人民)?政府|(?<=办事处)[、/和及]"
"""What ends a list of places: 区政府 after 各镇, any text after 各街道办事处."""
_OWN = "(?:园区|开发区|功能区|新区|管理区|示范区|高新区|经开区)(?:党工委|管委会|管理委员会)"
"""Places with a committee of their own: 各县（市、区）、开发区管委会 are two entries."""
_ALONE = "县级市|设区的?市"
"""Kinds of cities that are no part of a list of places: 各区、县级市 are two entries."""
_SOME = rf"(?>(?:\n?{_PLACE})+)"
_LISTED = rf"\n?[（(〔]\n?{_PLACE}(?>(?:\n?[、/及和]?\n?{_PLACE})*)\n?[）)〕]"
_ALL = "(?:各级?(?:有关|相关)?|有关|相关|涉及的?|属地)"
_NOT_NAME = "、，；。：:,;.|/（）()〔〕\\s等和及与各"
_BEFORE = f"(?:[^{_NOT_NAME}由牵负配同]{{0,6}}?(?<![局委办部院会队室厅府司署])|(?<=[府委])(?=各))"
_CLASS = "(?:部门|单位|机构|企业|团体|组织)"

MANY = re.compile(
    rf"{_BEFORE}{_ALL}(?!{_OTHER}){_SOME}"
    rf"(?>(?:(?!{_OTHER})\n?[、/和及](?!{_OWN}|{_ALONE}){_SOME}(?!各|有关|相关){_ENDED})*)"
    rf"(?>(?:{_LISTED}(?>(?:{_PLACE})*)(?:\n?[、/和及](?:{_SOME}{_LISTED}(?={_BODY})|[区市县旗](?!各|有关|相关){_ENDED}))?)*)"
    rf"(?:\n?{_BODY}(?:[、/和及](?:管委会|街道办事处|街道办|办事处))?)?(?:[（(〔](?>{_PLACE}*)(?:{_BODIES})?[）)〕])?{_ENDED}"
    rf"|{_PLACE}{_LISTED}(?:{_BODY})?{_ENDED}"
    rf"|[^{_NOT_NAME}]{{0,6}}?各(?:委|办|局|厅|室)(?:、(?:委|办|局|厅|室))+{_ENDED}"
    rf"|[^{_NOT_NAME}]{{0,4}}(?:各有关|各相关|有关|相关|各职能|各)部门[、和及]"
    rf"(?:有关|相关)?(?:单位|机构)(?:[（(]{_CLASS}[）)])?{_ENDED}"
    rf"|[^{_NOT_NAME}]{{0,4}}?各(?:级各类)?(?:中小学校?|高校|学校|院校)[、（(和]幼儿园[）)]?{_ENDED}"
    rf"|[省市县区州](?:委|政府)?各部门各单位{_ENDED}|各级各(?:部门|单位){_ENDED}|各部门各单位{_ENDED}"
    rf"|各级党委[、和]?政府{_ENDED}|各级党委[（(]党组[）)]{_ENDED}"
    rf"|(?:中央|省属|市属|驻[省市县区])(?:[、和及/]?(?:中央|省属|市属|驻[省市县区]))+[^{_NOT_NAME}]{{0,8}}?"
    rf"{_CLASS}{_ENDED}"
)
"""Several units under one name that may have marks inside: 各县、市、区人民政府, 各县（市、区）政府."""

COMMITTEES = re.compile(
    r"党工委[、和及与/]?(?:管委会|管理委员会|办事处)|党委[、和及与/]?(?:人民)?政府(?!办)|党[（(]工[）)]委"
    r"|纪委[、和及/]?监委"
)
"""Two bodies that are one entry: 党工委和管委会."""

PLACE_LIST = re.compile(rf"(?>(?:{_PLACE}|[、/及和])+)")
"""The text in brackets inside one collective: 市、区 in 各县（市、区）政府办公室."""
_MANY_WORD = re.compile(
    rf"[（(〔](?:{PLACE_LIST.pattern})[）)〕]|^(?>(?:乡镇|镇街|乡|镇|街道办事处|街道办|街道|村|社区)+)(?:(?:人民)?政府)?$|"
    r"^各|^全体|^所有|有关|相关|各(?=级|行政|民主|人民|市|省|区|园|部门|单位|有关|科|处|股|机构|委|办|局|镇|乡|街|直|企|学|医|成员|基层|二级|临床|职能|党|支部|银行|金融|通信|责任)"
    r"|(?:单位|机构|科室|处室|股室|企业|党派|团体|国企|央企)$"
    r"|^(?:学校|高校|院校|医院|企业)$"
    rf"|^(?:[{_words.LEVELS}]直|[{_words.LEVELS}]级|[{_words.LEVELS}]政府|局属|机关|职能|成员|驻.|责任|配合|牵头|主管|行业|行政|业务|监管|执法|全.)*部门(?:和单位)?$"
)
_BRACKETED = re.compile(r"[（(〔\[【][^（）()〔〕\[\]【】]*[）)〕\]】]")
_PROSE = re.compile(
    "加快|加强|加大|完善|推进|推动|开展|建立|健全|落实|做好|深化|强化|提升|提高|确保|积极|进一步|制定|支持|鼓励|持续"
    "|全面|切实|严格|详见|参照|按照|根据|通过|围绕"
)
_OF_A_YEAR = re.compile(r"20\d\d(?:年|-)")
"""The start of a title that ends like a unit: 2025年主要措施及负责部门."""
_COUNT = re.compile(r"[（(][^（）()]{0,12}\d[^（）()]{0,4}[)）]$|[:：]$")
_ONE = re.compile(r"^(?:主管|行政|牵头|责任|配合)?(?:部门|单位|机构)$")
_CONCERNED = re.compile(r"有关|相关|涉及")
_EVERY = re.compile(r"各|全体|所有|地方")

KIND_OF_PLACE = re.compile(rf"(?>(?:(?P<place>{_PLACE}))+)(?:{_LISTED})?(?P<body>{_BODY})?")
"""A kind of place without a name, and its committee: 县级市, 园区管委会."""

NAMELESS = re.compile(
    rf"(?:[0-9一二三四五六七八九十]+(?:个|家)?(?:有关|相关)?)?(?:职能)?(?:部门|单位|机构)(?:[和、](?:部门|单位))?"
    rf"|(?:[0-9一二三四五六七八九十]+(?:个|家)(?:有关|相关)?)?(?>{_PLACE}+)(?:人民政府|政府)?"
)
"""Words after 等 that name nobody: 等部门, 等5家单位, 等9个街道, 等镇."""

_KINDS = (
    ("township", r"(?:街道|街道办|街道办事处|镇|乡|(?:镇|乡)(?:人民)?政府)$"),
    ("office", r"(?:政府|府)办(?:公室)?$"),
    ("government", r"^[省市县区旗]?(?:人民)?政府$"),
    ("county", r"(?:[县区市旗州](?:人民)?政府|.[县区市旗州])$"),
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
    ("county", r"各(?:县|市|区|旗|设区|省|盟|州)(?!直|级|属)|[县市][、（(][市区]|县市?区"),
    ("division", r"科室|处室|股室"),
    ("company", r"企业|公司|国企|央企"),
    ("institution", r"学校|院校|医院|中小学|高校"),
)
EVERYONE = re.compile(r"^(?:各|全区|全市|全县|全校)?(?:各|有关|相关|各有关|各相关|所有)?(?:责任|成员)?单位$")
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
    return bool(_words.ending(simplified(name), 0, len(name)))


def collective(name: str) -> Collective | None:
    """The collective that a name means; None for the name of one unit."""
    name = simplified(name)
    if not _MANY_WORD.search(name) and not MANY.fullmatch(name):
        return None
    scope = Scope.CONCERNED if _CONCERNED.search(name) else Scope.EVERY
    sure = scope is Scope.CONCERNED or bool(_EVERY.search(name))
    if EVERYONE.match(name):
        return Collective(scope, None, sure)
    return Collective(scope, _first(_GROUP_KINDS, name) or "department", sure and not _ONE.match(name))


def is_name(text: str) -> bool:
    """Whether a text names one unit or several."""
    return whole(text) or collective(text) is not None


def fits(name: str) -> bool:
    """Whether a text can be a name: of one unit with a known ending, or of several; prose is none."""
    bare = _BRACKETED.sub("", name)
    if _OF_A_YEAR.match(name):
        return False
    return MANY.fullmatch(simplified(name)) is not None or (whole(bare) and not _PROSE.match(bare))


def of_heading(text: str) -> str:
    """A heading without the number of tasks or the colon after its unit: 区司法局（3项）."""
    return _COUNT.sub("", text).rstrip()


def kind(name: str) -> str:
    """Guess the kind of a unit from its name."""
    return _first(_KINDS, simplified(name)) or "department"


def _first(table: tuple[tuple[str, str], ...], name: str) -> str | None:
    return next((word for word, pattern in table if re.search(pattern, name)), None)
