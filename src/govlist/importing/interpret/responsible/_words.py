"""The vocabulary of official documents about units: endings, levels, departments, surnames, marks.

The words are data from offices' documents. Everything else about names and roles is built from them.
"""

from __future__ import annotations

import re

MARKS = "、，,；;。|｜/／\\＼&＆·—:："
"""Marks that are part of no name; a full stop counts only at the end of a word."""
SIGNS = "*＊★☆▲△●◆※#＃√"
"""Signs with which a document marks some of its units."""
LEVELS = "省市县区旗州盟"
_NOT_A_LEVEL = "(?!场|域|容|民(?!政|宗|族|革|盟|建)|政(?!府|协|务|法|研))"
LEVEL = re.compile(rf"[{LEVELS}镇乡]{_NOT_A_LEVEL}(?=.)")
"""A level of government at the start of a name: 区教体局, not 市场监管局 or 市政园林局."""
AND = "以及|和|与|及"

_ENDINGS = (
    "局 委 办 委员会 办公室 部 厅 院 会 中心 队 站 所 科 室 处 股 署 司 公司 集团 "
    "银行 支行 分行 联社 学校 大学 学院 中学 小学 幼儿园 医院 政府 街道 街道办 办事处 镇 "
    "乡 管委会 开发区 园区 新区 工会 团委 妇联 科协 残联 文联 侨联 社科联 工商联 武装部 馆 "
    "台 报社 协会 联合会 融媒体 供电 县 区 市 旗 州 盟 村 社区 部门 单位 机构 组 专班 "
    "企业 党校 府办 党委 机关 海关 法院 检察院 支部 总支 系统 团体 组织 党派 商会 学会 基金会 "
    "场 厂 段 港 机场 电台 电视台 剧团 书店 网 铁塔 电信 移动 联通 国企 央企 "
    "人武部 省 自治区 直辖市 高校 院校 基地 平台 景区 片区 管区 功能区 示范区 街办 镇街 "
    "乡镇 总队 监狱 供销社 合作社 出版社 联合社 宫 协 "
    "一中 二中 三中 四中 五中 六中 院系 系部 运营商 队伍 兵团 团中央 军分区"
)
ENDINGS = frozenset(_ENDINGS.split())
"""The ends of units' names."""
_NO_ENDINGS = ("农村", "出台", "上市", "开馆", "开会", "并网", "入网", "进场")
"""Words that end like a unit and are none: 9月底前出台."""
_STANDING = "海关 党校 妇联 残联 科协 文联 侨联 工商联 社科联 学校 医院 高校 院校 企业 军分区"
_ALONE = frozenset(_STANDING.split())
"""Endings that are whole names, too."""
LONGEST_ENDING = max(map(len, ENDINGS))

_DEPARTMENTS = (
    "发展和改革 发展改革 发改 发展 改革 教育体育 教育 教体 科学技术 科技 科工 科教 "
    "工业和信息化 工业信息化 工信 经济和信息化 经信 经贸 经济 外经贸 民族宗教 民宗 公安 "
    "国家安全 民政 司法 财政 人力资源和社会保障 人力资源社会保障 人社 自然资源 规划 国土 "
    "国土房管 资源规划 自规 生态环境 环保 住房和城乡建设 住房城乡建设 住建 住房 建设 城乡建设 "
    "城市管理 城管 综合执法 综合行政执法 行政执法 交通运输 交通 水利 水务 农业农村 农业 农水 "
    "畜牧 商务 文化 文旅 文化旅游 文广旅 文广 文体 文体旅 旅游 卫生健康 卫健 卫计 卫生 "
    "退役军人 应急管理 应急 审计 国资 国有资产 市场监管 市场监督管理 市场监督 市监 市政园林 "
    "市政 市容 体育 统计 医疗保障 医保 信访 数据 大数据 数据资源 林业 林草 园林 林业和草原 "
    "乡村振兴 扶贫 税务 气象 地震 粮食 粮食和物资储备 金融 政务服务 行政审批 机关事务 人防 "
    "国防动员 海洋 渔业 招商 投资促进 投促 外事 外办 台湾 侨务 港澳 档案 史志 地方志 供销 "
    "公路 铁路 民航 邮政 烟草 盐业 物价 药监 药品监管 知识产权 广播电视 广电 新闻出版 文物 "
    "老干部 政府 人大 人大常委会 政协 信息化 公共资源 公积金 住房公积金 消防 消防救援 移民 "
    "水库 能源 煤炭 电力 通信 网信 保密 机要 密码 编办 重点项目 项目 营商环境 政研 督查 "
    "法制 接待 社保"
)
_BODIES_BARE = (
    "总工会 妇联 残联 科协 文联 侨联 工商联 社科联 红十字会 法院 检察院 人民法院 人民检察院 "
    "人武部 武装部 供销社 供销联社 档案馆 图书馆 融媒体中心 疾控中心 博物馆 消防救援大队 "
    "消防救援支队 交警大队 交警支队 监委 纪委监委 纪委"
)
_DEPARTMENT = (
    rf"(?!市政[府协务法研]|市监[狱委察])(?:{'|'.join(sorted(_DEPARTMENTS.split(), key=len, reverse=True))})"
)
BARE = re.compile(
    rf"(?:(?!.{{0,8}}总局){_DEPARTMENT}.{{0,12}}"
    "(?:局|厅|委|办|办公室|委员会|支队|大队)"
    rf"|{'|'.join(_BODIES_BARE.split())})"
)
"""A department's name without the level of its government: 科工局, 检察院."""
DEPARTMENT = re.compile(_DEPARTMENT)
"""The start of a department's name, or the whole short form: 市场监管."""
PARTY = re.compile(
    "宣传部|组织部|统战部|政法委|网信办|编办|社会工作部|社工部|巡察办|老干部局|党校|改革办|农办|农工办|外办|台办|国安办"
    "|直属机关工委|机关工委|保密办|机要局|机要保密局|文明办|审计办|财经办|军民融合办|讲师团|党史研究室|巡视办"
)
"""Offices of a party committee, whose names continue that of the committee: 市委网信办."""

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛范彭郎鲁韦马苗方俞任袁柳鲍史唐费薛"
    "雷贺倪汤滕殷罗毕郝邬安常乐于傅齐康伍余顾孟黄穆萧尹姚邵汪祁毛禹狄米贝明臧计成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾江童颜郭梅盛"
    "林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房丁宣邓洪包左石崔吉龚程邢裴陆荣翁荀羊惠曲家封储靳段焦侯宁仇甘武符刘景詹束龙叶幸"
    "司黎薄白蒲邰从赖卓屠蒙池乔阴胥能苍闻党翟谭申冉桑桂牛边燕尚农温庄晏柴瞿阎连习艾容向古易慎戈廖终居衡步都耿满匡文寇广欧沃利越"
    "聂晁勾敖辛阚那简饶曾关查肖付代闫涂丘岳佘仝"
)
_NO_PEOPLE = "安全 党建 文明 农村 方案 全体 成员 计划 时限 应当 从业 关于 易地 高效 平安 安排 项目 明确 常态"
NO_PEOPLE = frozenset(_NO_PEOPLE.split())
"""Words that begin like a person's name."""
TITLES = (
    "(?:副|常务副|党组|党委|党工委|第一){0,3}(?:局长|主任|书记|科长|处长|股长|部长|院长|校长|镇长|乡长|区长|县长|市长|厅长|所长|站长|队长"
    "|会长|主席|经理|董事长|专员|常委|秘书长|负责人|同志|老师|总工程师|组长|行长|台长|馆长|司长|委员)"
)
UNKNOWN = "某×xXＸ*＊○〇"
"""Characters that replace those of a person's name."""


def ending(text: str, start: int, end: int) -> str:
    """The longest ending of a name that ends at `end` and begins at `start` or before; else empty."""
    for size in range(min(LONGEST_ENDING, end - start - 1), 0, -1):
        if text[end - size : end] in ENDINGS:
            return "" if text.endswith(_NO_ENDINGS, start, end) else text[end - size : end]
    return text[start:end] if text[start:end] in _ALONE else ""
