"""Who is responsible: strings as offices write them, each with its expected reading."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlist.importing.interpret.responsible import unit_names
from govlist.importing.interpret.responsible.reader import KnownNames, Reading, read
from govlist.model.checklist import Role
from govlist.validation import load

SHIPPED = load.checklist(Path(__file__).parents[4] / "data" / "checklist.yaml")
KNOWN = KnownNames.of(SHIPPED.units, SHIPPED.groups)
LETTER = {Role.LEAD: "牵头", Role.RESPONSIBLE: "", Role.SUPPORT: "配合"}


def names_and_roles(reading: Reading) -> str:
    """The reading as one string: names in their order, the role after a name unless it is the default."""
    return " ".join(
        named.name
        + "".join(f"={alias}" for alias in named.aliases)
        + (f":{LETTER[named.role]}" if LETTER[named.role] else "")
        for named in reading.named
    )


SURE = [
    # marks between peers, and between levels
    ("区教体局", "区教体局"),
    ("区教体局、区卫健委", "区教体局 区卫健委"),
    ("区政府办公室、区政府各部门，各乡镇街道", "区政府办公室 区政府各部门 各乡镇街道"),
    ("区财政局；区审计局", "区财政局 区审计局"),
    ("区财政局;区审计局,区民政局", "区财政局 区审计局 区民政局"),
    ("区财政局/区审计局", "区财政局 区审计局"),
    ("区教体局。", "区教体局"),
    ("区教体局 区卫健委", "区教体局 区卫健委"),
    ("区教体局\n区卫健委", "区教体局 区卫健委"),
    ("区教体局、\n区卫健委", "区教体局 区卫健委"),
    ("区政府各部门　各乡镇街道", "区政府各部门 各乡镇街道"),
    ("区 教 体 局", "区教体局"),
    ("市生态\n环境局", "市生态环境局"),
    # 和 between names, and inside one
    ("区教体局和区卫健委", "区教体局 区卫健委"),
    ("区发展和改革局", "区发展和改革局"),
    ("区发展和改革局和区教体局", "区发展和改革局 区教体局"),
    ("区人力资源和社会保障局、区住房和城乡建设局", "区人力资源和社会保障局 区住房和城乡建设局"),
    ("县委办公室、县政府办公室及有关部门", "县委办公室 县政府办公室 有关部门"),
    ("市文化和旅游局与市自然资源和规划局", "市文化和旅游局 市自然资源和规划局"),
    # 等 and a class of units
    ("区教体局、区卫健委等有关部门", "区教体局 区卫健委 有关部门"),
    ("区政府办公室、区数据资源管理局等 区政府有关部门", "区政府办公室 区数据资源管理局 区政府有关部门"),
    ("区财政局等区直相关单位，各街道办事处", "区财政局 区直相关单位 各街道办事处"),
    ("区高等院校管理办公室", "区高等院校管理办公室"),
    # collectives whose name has marks inside
    ("各县、市、区人民政府，市直有关单位", "各县、市、区人民政府 市直有关单位"),
    ("各县（市、区）政府", "各县（市、区）政府"),
    ("各县(市、区)政府、市直各部门", "各县(市、区)政府 市直各部门"),
    ("各县区政府", "各县区政府"),
    ("各乡镇、街道", "各乡镇、街道"),
    ("各乡、镇、街道", "各乡、镇、街道"),
    ("各镇（街道）、区直各单位", "各镇（街道） 区直各单位"),
    ("各乡镇、各街道、各园区", "各乡镇 各街道 各园区"),
    ("各科室、各直属机构", "各科室 各直属机构"),
    ("区直各部门、各街道办事处", "区直各部门 各街道办事处"),
    ("相关区直部门", "相关区直部门"),
    ("各有关单位", "各有关单位"),
    # brackets: another name, a role
    ("市府办〔市大数据局〕", "市府办=市大数据局"),
    ("区数据局（区政务服务局）、区司法局", "区数据局=区政务服务局 区司法局"),
    ("区政府办公室（牵头）、区司法局（配合）", "区政府办公室:牵头 区司法局:配合"),
    ("区政府办公室（牵头单位）、区司法局", "区政府办公室:牵头 区司法局"),
    ("区司法局（责任单位）", "区司法局"),
    # roles as labels
    ("牵头单位：市政府办公室；责任单位：各县区政府", "市政府办公室:牵头 各县区政府"),
    ("牵头单位:区教体局 配合单位:区财政局、区人社局", "区教体局:牵头 区财政局:配合 区人社局:配合"),
    ("责任单位：区司法局", "区司法局"),
    ("责任科室：办公室、法规科", "办公室 法规科"),
    ("牵头责任单位：区医保局；协同责任单位：区卫健委", "区医保局:牵头 区卫健委:配合"),
    # roles as verbs, trailing words
    ("区教体局牵头，区卫健委、区民政局配合", "区教体局:牵头 区卫健委:配合 区民政局:配合"),
    ("由区政府办公室牵头，区司法局负责落实", "区政府办公室:牵头 区司法局"),
    ("区教体局牵头负责，各乡镇街道按职责分工负责", "区教体局:牵头 各乡镇街道"),
    ("区教体局牵头区卫健委配合", "区教体局:牵头 区卫健委:配合"),
    ("区发改委、区商务局牵头落实，区直有关部门参与", "区发改委:牵头 区商务局:牵头 区直有关部门:配合"),
    ("区公安分局牵头，区司法局，各镇协同配合", "区公安分局:牵头 区司法局:配合 各镇:配合"),
    ("区政府办、区政务服务局按职责分工负责。", "区政府办 区政务服务局"),
    ("各相关部门负责落实", "各相关部门"),
    ("各部门按照各自职责抓好落实", "各部门"),
    ("区财政局、区审计局分别负责", "区财政局 区审计局"),
    ("区政府办公室会同区司法局", "区政府办公室:牵头 区司法局:配合"),
    ("区商务局牵头会同区市场监管局", "区商务局:牵头 区市场监管局:配合"),
    # names that contain separators
    ("区市场监管局，区商务局", "区市场监管局 区商务局"),
    ("区重点项目推进中心", "区重点项目推进中心"),
    ("区委宣传部、区融媒体中心", "区委宣传部 区融媒体中心"),
    ("国网市供电公司、市联通公司", "国网市供电公司 市联通公司"),
    ("区人大办、区政协办", "区人大办 区政协办"),
    ("区政协办牵头，区人大办协办", "区政协办:牵头 区人大办:配合"),
    ("市12345热线办、区“放管服”改革领导小组办公室", "市12345热线办 区“放管服”改革领导小组办公室"),
    # short roles before the name, without colon
    ("牵头：区司法局；配合：区财政局", "区司法局:牵头 区财政局:配合"),
    ("（牵头）区司法局、（配合）区财政局", "区司法局:牵头 区财政局:配合"),
    ("（牵头）区司法局、区财政局", "区司法局:牵头 区财政局"),
    ("牵头单位\n区教体局\n配合单位\n区财政局", "区教体局:牵头 区财政局:配合"),
    ("首要责任单位：区教体局；其他责任单位：区财政局", "区教体局 区财政局"),
    ("区司法局为牵头单位，区财政局为配合单位", "区司法局:牵头 区财政局:配合"),
    ("区司法局负责牵头，区财政局负责配合", "区司法局:牵头 区财政局:配合"),
    ("区教体局、区财政局共同牵头", "区教体局:牵头 区财政局:牵头"),
    ("区政府办公室统筹协调，各单位分工负责", "区政府办公室 各单位"),
    ("（区教体局牵头，区财政局配合）", "区教体局:牵头 区财政局:配合"),
    # a list inside the cell, marks of other levels
    ("1.区司法局；2.区财政局", "区司法局 区财政局"),
    ("1、区司法局\n2、区财政局", "区司法局 区财政局"),
    ("①区司法局②区财政局", "区司法局 区财政局"),
    ("区司法局·区财政局&区民政局—区审计局", "区司法局 区财政局 区民政局 区审计局"),
    # adjacent collectives, also with brackets and line breaks inside
    (
        "各镇人民政府、各街道办事处、区政府各部门、各直属单位",
        "各镇人民政府 各街道办事处 区政府各部门 各直属单位",
    ),
    ("各街道办事处、开发区管委会", "各街道办事处 开发区管委会"),
    ("各乡镇人民政府（街道办事处）", "各乡镇人民政府（街道办事处）"),
    ("有关县（市、区）、相关乡镇（街道）", "有关县（市、区） 相关乡镇（街道）"),
    ("各县（市、区）政府办公室", "各县（市、区）政府办公室"),
    ("县（市、区）政府办公室、各村（居）民委员会", "县（市、区）政府办公室 各村（居）民委员会"),
    ("各区县（自治县）人民政府", "各区县（自治县）人民政府"),
    ("各乡镇党委、政府，各党工委", "各乡镇党委、政府 各党工委"),
    ("各委、办、局，各乡镇街道党（工）委", "各委、办、局 各乡镇街道党（工）委"),
    ("区直各部门（单位），各科室（单位）", "区直各部门（单位） 各科室（单位）"),
    ("各县\n（市、\n区）政府", "各县（市、区）政府"),
    ("各乡\n镇街道、各镇\n（街道）", "各乡镇街道 各镇（街道）"),
    # brackets and what follows
    ("区发改委（区能源局、区粮食局）", "区发改委=区能源局=区粮食局"),
    ("区政府办公室（区数据局）和区司法局", "区政府办公室=区数据局 区司法局"),
    # each once
    ("区教体局、区教体局", "区教体局"),
]


@pytest.mark.parametrize(("text", "expected"), SURE)
def test_what_is_plain_is_read_without_doubt(text: str, expected: str) -> None:
    reading = read(text)
    assert names_and_roles(reading) == expected
    assert reading.doubts == []


UNSURE = [
    ("区教体局区卫健委", "区教体局 区卫健委", "并列"),
    ("区委\n宣传部", "区委宣传部", "一个单位"),
    ("区公安分局等5家单位", "区公安分局", "等5家单位"),
    ("区教体局、区民政局等", "区教体局 区民政局", "等"),
    ("区教体局等部门", "区教体局", "等部门"),
    ("市发改委\n等部门", "市发改委", "等部门"),
    ("田东街道、新淮街道等9个街道", "田东街道 新淮街道", "等9个街道"),
    ("区教体局牵头，其他部门协同", "区教体局:牵头", "其他部门"),
    ("区教体局（含各学校）", "区教体局", "含各学校"),
    ("区教体局（排第一位的为牵头单位）", "区教体局", "排第一位"),
    ("区气象局（驻区单位）", "区气象局", "驻区单位"),
    ("区住建局（区人防办）区城管局", "区住建局=区人防办 区城管局", "并列"),
    ("★区司法局、区财政局*", "区司法局 区财政局", "★"),
    ("区教体局（教育股）", "区教体局", "教育股"),
    ("安全生产战线", "安全生产战线", "安全生产战线"),
    ("区教体局牵头，区教体局配合", "区教体局:牵头", "区教体局"),
    ("各级各部门要高度重视并认真落实本项工作把它放在突出的位置抓紧抓好", "", "各级各部门要"),
    ("", "", ""),
    ("、，；。", "", ""),
]


@pytest.mark.parametrize(("text", "expected", "about"), UNSURE)
def test_what_is_not_plain_is_a_doubt(text: str, expected: str, about: str) -> None:
    reading = read(text)
    assert names_and_roles(reading) == expected
    assert any(about in doubt for doubt in [*reading.doubts, *(rule.words for rule in reading.rules)])


KNOWN_ONES = [
    ("区教体局区卫健委", "区教体局 区卫健委"),
    ("区教\n体局\n区卫健委", "区教体局 区卫健委"),
    ("区教育体育局牵头，有关部门配合", "区教育体育局:牵头 有关部门:配合"),
    ("区政府办公室区司法局负责", "区政府办公室 区司法局"),
    ("各乡镇、街道", "各乡镇街道=各乡镇、街道"),
    ("各乡镇（街道），区司法局", "各乡镇街道=各乡镇（街道） 区司法局"),
    ("区教育体育局、区教体局", "区教育体育局"),
    ("区政府有关部门", "区政府有关部门"),
    ("会同区司法局", "区司法局"),
    ("（牵头）区教体局，田东街道", "区教体局:牵头 田东街道"),
    ("田东街道办事处、史院乡人民政府", "田东街道=田东街道办事处 史院乡=史院乡人民政府"),
    ("1.区教体局\n2.区卫\n健委", "区教体局 区卫健委"),
]


@pytest.mark.parametrize(("text", "expected"), KNOWN_ONES)
def test_a_roster_decides_where_names_end(text: str, expected: str) -> None:
    reading = read(text, known=KNOWN)
    assert names_and_roles(reading) == expected
    assert all(named.known for named in reading.named)
    assert reading.doubts == []


def test_a_known_name_inside_a_longer_one_is_another() -> None:
    (named,) = read("区教体局幼教中心", known=KNOWN).named
    assert (named.name, named.known) == ("区教体局幼教中心", False)


def test_a_column_gives_the_role_that_nothing_else_gives() -> None:
    reading = read("区教体局，区司法局牵头", Role.SUPPORT)
    assert names_and_roles(reading) == "区教体局:配合 区司法局:牵头"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("区教体局、\n区卫健委等 有关部门", "区教体局、区卫健委等有关部门"),
        ("区教体局\n区卫健委", "区教体局 区卫健委"),
        ("市生态\n环境局", "市生态环境局"),
        ("区政府办公室、区\n政府各部门", "区政府办公室、区政府各部门"),
    ],
)
def test_the_words_stay_without_the_breaks_of_lines(text: str, words: str) -> None:
    assert read(text).words == words


@pytest.mark.parametrize(
    ("name", "scope", "kind"),
    [
        ("区政府各部门", "every", "department"),
        ("各有关部门", "concerned", "department"),
        ("区政府有关部门", "concerned", "department"),
        ("区直各单位", "every", "department"),
        ("各乡镇街道", "every", "township"),
        ("各街道办事处", "every", "township"),
        ("各县（市、区）政府", "every", "county"),
        ("各县、市、区人民政府", "every", "county"),
        ("各科室", "every", "division"),
        ("各有关单位", "concerned", None),
        ("各单位", "every", None),
        ("各学校", "every", "institution"),
    ],
)
def test_a_collective_says_whom_it_binds(name: str, scope: str, kind: str | None) -> None:
    made = unit_names.collective(name)
    assert made is not None
    assert (str(made.scope), made.kind, made.sure) == (scope, kind, True)


def test_a_collective_that_says_neither_all_nor_some_is_unsure() -> None:
    for name in ("区直部门", "街道办事处", "乡镇", "县（市、区）政府"):
        made = unit_names.collective(name)
        assert made is not None
        assert not made.sure


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("区教体局", "department"),
        ("区政府办公室", "office"),
        ("市府办", "office"),
        ("田东街道", "township"),
        ("史院乡人民政府", "township"),
        ("田家庵区", "county"),
        ("凤台县人民政府", "county"),
        ("区委宣传部", "party"),
        ("区城投公司", "company"),
        ("市第一中学", "institution"),
        ("政策法规科", "division"),
        ("区政府办公室秘书一室", "division"),
    ],
)
def test_a_name_suggests_its_kind(name: str, kind: str) -> None:
    assert unit_names.collective(name) is None
    assert unit_names.kind(name) == kind


@given(
    st.text(
        st.sampled_from("区教体局卫健委、，；。和等各有关部门牵头配合负责（）()\n 单位：\ue000"), max_size=40
    )
)
def test_any_text_is_read_and_its_words_kept(text: str) -> None:
    reading = read(text, known=KNOWN)
    assert all(named.name for named in reading.named)
    owners = [KNOWN.owners.get(named.name, named.name) for named in reading.named]
    assert len(owners) == len(set(owners))
    assert "".join(reading.words.split()) == "".join(text.replace("\ue000", "").split())
    assert not any("\ue000" <= char <= "\uf8ff" for named in reading.named for char in named.name)
