"""The document's words for who is responsible do not match the names in the task.

Ledgers and documents show `responsible_text`; govlist counts by `responsible`. If they differ,
the ledger names one unit and another is asked.

Correct the one that is wrong: write the names in the order of the document, add a missing unit,
or add the name that the document uses to the unit's `aliases`. Words such as 等、负责、牵头、配合
do not matter. If the words are just the names joined by ，, you can delete the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.base.text import excerpt, folded
from govlist.model.checklist import Checklist, Group, Task, Unit
from govlist.model.roster import Roster
from govlist.validation.rules._samples import TWO_TASK

LEVEL = Level.WARNING
PER_TASK = True

GOOD = f"""\
{TWO_TASK}        responsible_text: 区教育体育局牵头，区司法局等按职责分工负责
"""
GOOD = GOOD.replace("[区教体局,", "[{unit: 区教体局, role: lead},")
GOOD = GOOD.replace("区教体局, kind: department", "区教体局, kind: department, aliases: [区教育体育局]")

BAD = GOOD.replace(
    "区教育体育局牵头，区司法局等按职责分工负责", "区教育体育局牵头，区卫健委、区司法局等按职责分工负责  # <-"
)


_MARKS = "、,;。.:·/|()[]〔〕【】《》<>-—~"
_WORDS = (
    *("等", "和", "与", "及", "以及", "或", "并", "各", "其他", "其它", "均", "由", "为"),
    *("负责", "牵头", "配合", "落实", "协同", "协助", "协办", "主办", "承办", "会同", "参与"),
    *("指导", "组织", "实施", "推进", "具体", "工作", "分别", "共同", "联合"),
    *("按", "按照", "职责", "分工", "责任", "主体", "单位", "部门", "科室"),
)


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding for each `responsible_text` that does not have exactly the task's names in order."""
    roster = Roster(checklist)
    for placed in checklist.placed():
        task = placed.task
        if task.responsible_text is None or (owners := _owners(roster, task)) is None:
            continue
        if message := _mismatch(folded(task.responsible_text), owners):
            hint = _("correct one of them, or add the document's name to the unit's aliases")
            yield Finding((*placed.location, "responsible_text"), message, hint)


def _owners(roster: Roster, task: Task) -> list[Unit | Group] | None:
    """The units and groups of a task, each once; None if one is unknown."""
    names = [entry.unit for entry in task.responsible]
    owners = {owner.name: owner for owner in map(roster.find, names) if owner is not None}
    hidden = any(map(roster.checklist.omitted.hides, names))
    known = all(map(roster.find, names)) and not hidden
    return list(owners.values()) if known else None


def _mismatch(text: str, owners: list[Unit | Group]) -> str | None:
    """What is wrong with a text, None if it matches."""
    names: dict[str, str | None] = dict.fromkeys((*_MARKS, *_WORDS))
    for owner in owners:
        names.update((folded(name), owner.name) for name in (owner.name, *owner.aliases))
    said, rest = _read(text, names)
    if rest:
        return _("{rest} in responsible_text is not one of the names").format(rest=excerpt(rest))
    found = set(said)
    for owner in owners:
        if owner.name not in found:
            return _("responsible_text does not contain {name}").format(name=excerpt(owner.name))
    order = iter(said)
    if not all(owner.name in order for owner in owners):
        return _("responsible_text has the names in another order")
    return None


def _read(text: str, names: Mapping[str, str | None]) -> tuple[list[str], str]:
    """The names in a text, and its first piece that is no name; `names` has None for words to skip.

    The longest name is taken at each step, so that 有关部门 inside 区政府有关部门 does not count.
    """
    sizes = sorted({len(name) for name in names if name}, reverse=True)
    said: list[str] = []
    at = start = 0
    while at < len(text):
        piece = next((p for size in sizes if (p := text[at : at + size]) in names), "")
        if not piece:
            end = next((i for i in range(at, len(text)) if text[i] in _MARKS), len(text))
            return said, text[start:end]
        at += len(piece)
        name = names[piece]
        if name is not None:
            said.append(name)
        if name is not None or piece in _MARKS:
            start = at
    return said, ""
