"""The office's words: for statuses, bases, roles and periods; and what it writes for a status."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from govlist.errors import GovlistError
from govlist.i18n import _, p_
from govlist.model import Basis, ChaseLevel, Review, Role, Scope, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

ACCEPTED = {
    Status.IN_PROGRESS: "序时推进 推进中 进行中 正常 达到时序进度 按序时推进 时序推进 有序推进 稳步推进 "
    "正在推进 正在办理 按计划推进 持续推进 长期坚持 常态化开展 达进度 超序时进度 部分完成",
    Status.BEHIND: "进度滞后 滞后 进展滞后 严重滞后 欠进度 慢序时 未达序时进度 未达到序时进度 "
    "推进缓慢 推进较慢 进度缓慢",
    Status.DONE: "已完成 完成 已办结 已落实 全部完成 提前完成 超额完成",
    Status.NOT_STARTED: "未启动 未开展 未开始 尚未启动",
    Status.NOT_APPLICABLE: "不涉及 不适用",
}
"""Words that offices write for a status, beside the file's own tokens."""

FINER = {
    "未报送": "not_reported",
    "退回重报": "returned",
    "退回": "returned",
    "已销号": "confirmed",
    "销号": "confirmed",
    "待核实": "unreviewed",
    "缺佐证": "lacking_evidence",
    "长期坚持": "standing",
}
"""What people read for an obligation, and the name of that part of a status in `pairs.FINER`."""

DONE_AND_GOES_ON = "已完成并长期坚持"
UNDECIDED = ("基本完成", "阶段性完成", "拟完成")


@cache
def _by_word() -> dict[str, Status]:
    tokens = {str(status): status for status in Status}
    return tokens | {word: status for status, words in ACCEPTED.items() for word in words.split()}


def known_status(text: str) -> Status | None:
    """The status that a token or one of the office's words names, None for any other word."""
    return Status.DONE if goes_on(text) else _by_word().get(_bare(text).lower().replace("-", "_"))


def goes_on(text: str) -> bool:
    """Whether a status says that something is done and goes on all the same: 已完成并长期坚持."""
    return _bare(text) == DONE_AND_GOES_ON


def struck_off(text: str) -> bool:
    """Whether a status says what only the office may say."""
    return _bare(text) in ("已销号", "销号", "confirmed")


def undecided(text: str) -> bool:
    """Whether an office's word leaves open whether something is done: 基本完成, 80%."""
    return _bare(text).startswith(UNDECIDED) or _bare(text).endswith(("%", "％"))


def _bare(text: str) -> str:
    """A status as it is meant: cells break it into lines and space it out, sentences end it with a stop."""
    return "".join(text.split()).rstrip("。.")


def read_status(text: str) -> Status:
    """The same; raises GovlistError with the remedy where the word decides nothing."""
    if (status := known_status(text)) is not None:
        return status
    if undecided(text):
        hint = _("say done or in_progress, and put the rest into the note")
    elif struck_off(text):
        message = _("{text!r} is not for a unit to report").format(text=text)
        raise GovlistError(message, hint=_("a unit reports done; striking off is the office's act"))
    else:
        hint = one_of(status_choices())
    raise GovlistError(_("{text!r} is no status").format(text=text), hint=hint)


def read_state(text: str) -> str:
    """A status, or a finer word that a screen shows for one; raises GovlistError for any other."""
    word = text.strip()
    if (finer := FINER.get(word) or (word if word in FINER.values() else None)) is not None:
        return finer
    if (status := known_status(text)) is not None:
        return status
    finer_words = dict(zip(reversed(FINER.values()), reversed(FINER), strict=True))
    known = [f"{token} {word}" if _("done") != "done" else token for token, word in finer_words.items()]
    raise GovlistError(
        _("{text!r} is no status").format(text=text), hint=one_of([*status_choices(), *reversed(known)])
    )


def one_of(known: Iterable[str]) -> str:
    """The remedy where only some words are known."""
    return _("write one of: {words}").format(words=joined(known))


def refuse_unknown(text: str, known: Iterable[str]) -> None:
    """Raise GovlistError for a word that is none of those known."""
    known = list(known)
    if text not in known:
        raise GovlistError(_("{text!r} is not known here").format(text=text), hint=one_of(known))


def status_choices() -> list[str]:
    """Each status as token and word: `done 已完成` (the bare token in English)."""
    return [f"{s} {ACCEPTED[s].split()[0]}" if _("done") != "done" else str(s) for s in Status]


def status_word(status: Status) -> str:
    """The word for a bare status."""
    return {
        Status.NOT_STARTED: _("not started"),
        Status.IN_PROGRESS: _("in progress"),
        Status.BEHIND: _("behind"),
        Status.DONE: _("done"),
        Status.NOT_APPLICABLE: _("not applicable"),
    }[status]


def basis_word(basis: Basis) -> str:
    """The word for why a unit has to do with a task."""
    return {
        Basis.NAMED: _("named"),
        Basis.GROUP: _("through a group"),
        Basis.REPORTED: _("by its own report"),
        Basis.CANDIDATE: _("to be settled"),
        Basis.SUPPORT: _("support"),
    }[basis]


def role_word(role: Role) -> str:
    """The word for a role."""
    return {
        Role.LEAD: p_("role", "lead"),
        Role.RESPONSIBLE: p_("role", "responsible"),
        Role.SUPPORT: p_("role", "support"),
    }[role]


def scope_word(scope: Scope) -> str:
    """The word for whom of a group a task binds."""
    return _("every member owes it") if scope is Scope.EVERY else _("those concerned owe it")


def level_word(level: ChaseLevel) -> str:
    """The word for how formal a chase is."""
    return {
        ChaseLevel.REMINDER: _("reminder"),
        ChaseLevel.NOTICE: _("written reminder"),
        ChaseLevel.SUPERVISION: _("supervision notice"),
        ChaseLevel.CIRCULAR: _("circular"),
    }[level]


def read_level(text: str) -> ChaseLevel:
    """The level that a token or the office's word names."""
    known = {str(level): level for level in ChaseLevel}
    known |= dict(zip(("提示", "提示单", "督办单", "通报"), ChaseLevel, strict=True))
    refuse_unknown(text, known)
    return known[text]


def review_word(review: Review) -> str:
    """The word for the office's act."""
    return _("confirmed") if review is Review.CONFIRMED else _("returned")


def yes_or_no(value: bool) -> str:
    """The word for a flag."""
    return _("yes") if value else _("no")


def day(value: date) -> str:
    """A day in full, as an office writes it: 2024年9月27日."""
    return _("{day:%Y-%m-%d}").format(day=value, y=value.year, m=value.month, d=value.day)


def span(first: date, last: date) -> str:
    """Two days in full, the year once where it is the same: 2024年9月23日至9月27日."""
    end = p_("same year", "{day:%Y-%m-%d}").format(day=last, m=last.month, d=last.day)
    return _("{first} to {last}").format(first=day(first), last=end if first.year == last.year else day(last))


def run_on(sentences: Iterable[str]) -> str:
    """Sentences one after another: a blank between them in English, nothing in Chinese."""
    made = ""
    for sentence in filter(None, sentences):
        made = _("{first} {second}").format(first=made, second=sentence) if made else sentence
    return made


def short_day(value: date | None) -> str:
    """Month and day for a column, `-` for none."""
    return "-" if value is None else f"{value:%m-%d}"


def joined(parts: Iterable[str]) -> str:
    """Names or clauses on one level: 、 in Chinese, a comma in English."""
    return p_("list", ", ").join(parts)
