"""What names in a row share: the ending of the last (甲州、乙州市政府), or a level (县发改委、科工局)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from govlist.base.i18n import _
from govlist.documents.traditional import simplified
from govlist.importing.interpret.responsible import _words, unit_names
from govlist.model.checklist import Role
from govlist.model.words import joined


class Level(NamedTuple):
    """The level of government of a unit, 县 or 某某市, and the party committee whose office it may be."""

    government: str = ""
    party: str = ""


NO_LEVEL = Level()


@dataclass(slots=True)
class Entry:
    """A name in a text, until it is a unit: its role, its clause, and whether it continues a row of peers."""

    name: str
    known: bool = False
    role: Role | None = None
    aliases: list[str] = field(default_factory=list)
    clause: int = 0
    peer: bool = False
    """Whether only 、 or 和 stands between it and the name before."""
    sign: str = ""
    """The sign at its side: ★."""


_PLACES = "省|市|县|区|州|旗|盟|镇|乡|街道|新区|开发区|园区|村|社区"
_BODY = re.compile(
    rf"(?P<body>(?P<place>{_PLACES})?(?:人民政府|政府|管委会|管理委员会|党工委(?:[、和及]?(?:管委会|办事处))?|党委(?:[、和及]?(?:人民)?政府)?"
    r"|街道办事处|街道办|办事处))$"
)
_ZONES = ("园区", "新区", "开发区", "功能区", "管理区", "示范区", "林区", "农场")
"""Kinds of places of which a county may have a single one."""
_KIND = re.compile(rf"(?:{_PLACES}|海关|海事局|监狱|支行|分行|分公司|车站|水库)$")
_PLACE = re.compile(rf"(?P<place>{_PLACES})$")
_SHORT = re.compile(r"(?:部门|系统|局|委|办|厅|处|科|股)$")
_LEVEL_ONLY = re.compile(rf"[^、，；\s]{{0,5}}[{_words.LEVELS}]")
_LEVEL_OF = re.compile(rf"(?P<level>(?:[^、，；\s]{{1,5}}?)?[{_words.LEVELS}])(?P<rest>.+)")


class Shared(NamedTuple):
    """What was completed: doubts, the last level, and names that may lack their level, each with it."""

    doubts: list[str]
    level: Level
    perhaps: dict[str, str]
    leaves_out: bool
    """Whether the text leaves out the level of several names."""


def share(entries: Sequence[Entry], level: Level, known: Callable[[str], bool]) -> Shared:
    """Complete the names that share an ending or a level; says so in doubts.

    `level` is that of the text before; `known` says whether the roster has a name.
    """
    doubts = _share_each(entries)
    for row in _rows(entries):
        before = [entry.name for entry in row]
        if _share_ending(row):
            doubts.append(_said(before, [entry.name for entry in row]))
    changed, perhaps, level = _share_level(entries, level, known)
    if changed:
        message = _("“{first}” was read as “{second}”: the level is that of the unit before")
        first, second = (joined(names) for names in zip(*changed, strict=True))
        doubts.append(message.format(first=first, second=second))
    doubts += (perhaps_same(bare, full) for bare, full in perhaps)
    return Shared(doubts + _two_offices(entries), level, dict(perhaps), len(changed) > 1)


def perhaps_same(first: str, second: str) -> str:
    """The doubt whether a name means another."""
    return _("“{first}” may also be “{second}”").format(first=first, second=second)


def complete(name: str, names: Iterable[str]) -> str | None:
    """The only one of many names that is this name with its level: 县民政局 for 民政局."""
    if _words.BARE.fullmatch(simplified(name)) is None:
        return None
    found = {full for full in names if full.endswith(name) and _LEVEL_ONLY.fullmatch(full.removesuffix(name))}
    return found.pop() if len(found) == 1 else None


def share_class(entries: Sequence[Entry], word: str) -> list[str]:
    """Complete short names before 等部门: 公安、交通运输等部门."""
    short = [
        entry
        for entry in entries
        if not entry.known and _is_short(entry.name) and not unit_names.whole(entry.name)
    ]
    if not short or not word.endswith(("部门", "单位")):
        return []
    before = [entry.name for entry in short]
    level = _words.LEVEL.match(simplified(before[0]))
    for entry in short:
        own = level is None or _words.LEVEL.match(simplified(entry.name))
        entry.name = f"{'' if own or level is None else level[0]}{entry.name}部门"
    return [_said(before, [entry.name for entry in short])]


def _said(before: Sequence[str], after: Sequence[str]) -> str:
    message = _("“{words}” was read as “{names}”: the names share their beginning or ending")
    return message.format(words="、".join(before), names=joined(after))


def _rows(entries: Sequence[Entry]) -> list[list[Entry]]:
    rows: list[list[Entry]] = []
    for entry in entries:
        if entry.peer and rows:
            rows[-1].append(entry)
        else:
            rows.append([entry])
    return rows


def _share_each(entries: Sequence[Entry]) -> list[str]:
    """Give a kind of place the 各 of the group before: 县级市 in 各设区市、县级市. Returns the doubts.

    A zone may be the only one of its county, and stays.
    """
    doubts = []
    for first, second in pairwise(entries):
        kind = unit_names.KIND_OF_PLACE.fullmatch(simplified(second.name))
        if not (kind and second.peer and first.name.startswith("各")) or first.known or second.known:
            continue
        before = unit_names.KIND_OF_PLACE.fullmatch(simplified(first.name), 1)
        if before is None or before["body"] or (kind["body"] and kind["place"] in _ZONES):
            continue
        if kind["place"] in _ZONES:
            doubts.append(perhaps_same(second.name, f"各{second.name}"))
            continue
        names = [first.name, second.name]
        first.name, second.name = first.name + (kind["body"] or ""), f"各{second.name}"
        doubts.append(_said(names, [first.name, second.name]))
    return doubts


def _share_ending(row: Sequence[Entry]) -> bool:
    """Give the names before a complete one its ending."""
    changed = False
    for at in range(len(row) - 1, 0, -1):
        last = row[at]
        if last.known or unit_names.collective(last.name):
            continue
        for entry in reversed(row[:at]):
            shared = (
                "" if entry.known or unit_names.collective(entry.name) else _ending(entry.name, last.name)
            )
            if not shared:
                break
            entry.name += shared
            changed = True
    return changed


def _ending(name: str, last: str) -> str:
    """What `name` lacks of the ending of `last`; empty if it is complete."""
    place = _PLACE.search(name)
    if match := _BODY.search(last):
        if place and _BODY.search(name) is None:
            return _after_place(name, place["place"], last, match)
        head = last[: match.start()]
        if not unit_names.whole(name) and match["place"] and len(head) >= 1 and len(name) <= len(head) + 3:
            return match["body"]
        return ""
    if place or unit_names.whole(name):
        return ""
    if (match := _KIND.search(last)) and len(last) - len(match[0]) + 1 > 1 and len(name) <= 4:
        return match[0]
    if (match := _SHORT.search(last)) and _is_short(name):
        return match[0]
    return ""


def _after_place(name: str, place: str, last: str, body: re.Match[str]) -> str:
    """甲州 before 乙州市政府 lacks 市政府; 芙蓉区 before 岳麓区人民政府 lacks 人民政府."""
    at = last.rfind(place, 0, body.end())
    own = body["place"] or ""
    if place == "州" and own == "市" and len(name) == 2 and at <= 0:
        return body["body"]  # 钦州 is a city, 凉山州 is none
    if at > 0 and at + len(place) in (body.start(), body.start() + len(own)):
        return last[at + len(place) :]
    rest = body["body"][len(own) :] if own else ""
    return rest if place == own or rest.endswith(("政府", "会", "委")) else ""


def _is_short(name: str) -> bool:
    """Whether a name is the short form of a department: 发改, 区发改, 市场监管."""
    plain = simplified(name)
    if _words.DEPARTMENT.fullmatch(plain):
        return True
    return bool(_words.LEVEL.match(plain) and _words.DEPARTMENT.fullmatch(plain, 1))


def _share_level(
    entries: Sequence[Entry], level: Level, known: Callable[[str], bool]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]], Level]:
    """Give the names without level that of the unit before: 县发改委、科工局、财政局.

    A single one may be written like that on purpose and stays, except an office of a party committee. Returns
    the names that changed, those that may be others, and the last level.
    """
    found: list[tuple[Entry, str, bool]] = []
    for entry in entries:
        plain = simplified(entry.name)
        office = _words.PARTY.fullmatch(plain)
        if office is None and _words.BARE.fullmatch(plain) is None:
            level = _level(plain) or level
        elif level.government and not entry.known and not known(entry.name):
            prefix = (level.party or f"{level.government}委") if office else level.government
            found.append((entry, prefix + entry.name, bool(office) or known(prefix + entry.name)))
    several = len(found) > 1
    changed = [(entry.name, full) for entry, full, sure in found if several or sure]
    perhaps = [(entry.name, full) for entry, full, sure in found if not (several or sure)]
    for entry, full, sure in found:
        if several or sure:
            entry.name = full
    return changed, perhaps, level


def _level(name: str) -> Level | None:
    """The level with which a name begins."""
    if unit_names.collective(name) is not None:
        return None
    if match := re.match(rf"团([{_words.LEVELS}])委$", name):
        return Level(match[1])
    match = _LEVEL_OF.fullmatch(name)
    if match is None or not _continues(match["rest"]):
        return None
    committee = match["rest"].startswith("委") and not match["rest"].startswith("委员会")
    return Level(match["level"], match["level"] + "委" if committee else "")


def _continues(rest: str) -> bool:
    """Whether the rest of a name after its level is that of a department."""
    plain = rest.removeprefix("委")
    return bool(
        _words.BARE.match(rest)
        or _words.PARTY.match(plain)
        or rest.startswith(("政府", "委", "纪委", "人大", "政协"))
    )


def _two_offices(entries: Sequence[Entry]) -> list[str]:
    """区委、区政府办公室 are perhaps two offices."""
    doubts = []
    for first, second in pairwise(entries):
        office = re.fullmatch(rf"([{_words.LEVELS}])(?:人民)?政府(办公室|办|督查室)", second.name)
        if office and second.peer and first.name == f"{office[1]}委":
            doubts.append(perhaps_same(first.name, first.name + office[2]))
    return doubts
