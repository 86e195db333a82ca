"""The office's words for statuses, bases, roles and days, and reading a status from them."""

from __future__ import annotations

import re
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from functools import cache
from typing import TYPE_CHECKING, TypeVar
from unicodedata import normalize

from govlist.base.errors import GovlistError
from govlist.base.i18n import _, p_
from govlist.base.i18n import mark as N_
from govlist.base.text import capital
from govlist.model.checklist import Basis, ChaseLevel, Responsible, Role, Scope
from govlist.model.states import STATE, STATES, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T", bound=str)

ACCEPTED = {status: STATE[status].office for status in Status}
"""Words that offices write for a status, beside the file's own tokens."""

SYNONYMS = {state.key: state.office for state in STATES} | {
    "named": "列名 认定",
    "group": "统称涵盖 统称",
    "reported": "已认领",
    "open": "未完成 未办结",
    "unreviewed": "待审核",
    "lacking_evidence": "缺佐证",
    "overdue": "逾期",
    "due_soon": "临期 即将到期 due",
    "due": "时限 完成时限",
    "date": "报送日期 最近报送",
    "id": "序号",
    "requirement": "具体要求",
    "responsible_text": "责任单位",
    "status": "状态 完成状态",
    "note": "进展情况",
    "missing": "本期未报 未报",
    "unit": "单位",
    "kind": "类别",
    "section": "大项",
    "topic": "小项",
    "task": "任务",
    "all": "全部",
    "slowest": "最慢 慢的在前",
    "list": "清单 清单顺序",
    "name": "名称",
    "reminder": "提示",
    "notice": "提示单",
    "supervision": "督办单",
    "circular": "通报",
    "docx": "Word",
    "xlsx": "Excel",
    "html": "网页",
    "ics": "日历",
    "markdown": "md",
    "txt": "纯文本",
    "text": "文字",
}
"""Words for each token of the command line; the first one is shown."""

_STATUSES = tuple(Status)
DONE_AND_CONTINUED = "已完成并长期坚持"
UNDECIDED = ("基本完成", "阶段性完成", "拟完成")


@cache
def _positions(tokens: tuple[str, ...]) -> dict[str, int]:
    """The position of each token, by its name and by every word for it."""
    found: dict[str, int] = {}
    for place, token in enumerate(tokens):
        shown = [STATE[token].word] if token in STATE else []
        found |= {normal(word): place for word in (token, *shown, *SYNONYMS.get(token, "").split())}
    return found


def normal(word: str) -> str:
    """A word as it is compared: in lower case and half width, `_` for a blank or hyphen."""
    return re.sub(r"[\s_-]+", "_", normalize("NFKC", word).strip().lower())


PLACEHOLDERS = (
    *(N_("ARGS"), N_("BASE"), N_("BASIS"), N_("COMMAND"), N_("DATE"), N_("DIR"), N_("FILE"), N_("FORMAT")),
    *(N_("FROM"), N_("GROUP"), N_("ID"), N_("IDS"), N_("LEVEL"), N_("LINK"), N_("LIST"), N_("NAME")),
    *(N_("NAMES"), N_("NEW"), N_("OLD"), N_("OPTIONS"), N_("ORDER"), N_("OURS"), N_("PATH"), N_("RULE")),
    *(N_("ROUND"), N_("SECTION"), N_("SHELL"), N_("STATUS"), N_("TEXT"), N_("THEIRS"), N_("TO"), N_("TOPIC")),
    *(N_("UNIT"), N_("WHAT"), N_("YEAR"), N_("KEY"), N_("VALUE"), N_("OUTPUT"), N_("RULES")),
    *(N_("STORE"), N_("QUESTION"), N_("PATTERN"), N_("PAGE")),
)
"""Placeholders in command lines."""


def placeholders(command: str) -> str:
    """A command line with its placeholders in the language in use: `mark 序号 状态`."""
    return re.sub(r"(?<![\w$-])[A-Z]+(?![\w-])", lambda m: _(m[0]) if m[0] in PLACEHOLDERS else m[0], command)


def choose(text: str, tokens: Iterable[T], option: str) -> T:
    """The token that a text names, itself or by a synonym. Raises GovlistError for other texts."""
    known = tuple(tokens)
    if (token := named(text, known)) is not None:
        return token
    message = _("{option} cannot be {text!r}").format(option=option, text=text)
    raise GovlistError(message, hint=one_of(choices(known)))


def named(text: str, tokens: Iterable[T]) -> T | None:
    """The token that a text names, itself or by a synonym, None for any other text."""
    known = tuple(tokens)
    place = _positions(known).get(normal(text))
    return None if place is None else known[place]


def choices(tokens: Iterable[str]) -> list[str]:
    """Each token with the first word for it, `done（已完成）`; only the token in English."""
    if _("done") == "done":
        return [str(token) for token in tokens]
    words = {token: SYNONYMS.get(token, "").partition(" ")[0] for token in tokens}
    return [f"{token}（{word}）" if word else str(token) for token, word in words.items()]


def known_status(text: str) -> Status | None:
    """The status that a token or one of the office's words names, None for any other word."""
    if done_and_continued(text):
        return Status.DONE
    known = _positions(_STATUSES)
    place = known.get(normal(_stripped(text)), known.get(normal(text)))
    return None if place is None else _STATUSES[place]


def done_and_continued(text: str) -> bool:
    """Whether a status means done, but to be continued all year: 已完成并长期坚持."""
    return _stripped(text) == DONE_AND_CONTINUED


def struck_off(text: str) -> bool:
    """Whether a status is one that only the office may set: 已销号."""
    return _stripped(text) in ("已销号", "销号", "confirmed")


def undecided(text: str) -> bool:
    """Whether an office's word leaves open whether something is done: 基本完成, 80%."""
    return _stripped(text).startswith(UNDECIDED) or _stripped(text).endswith(("%", "％"))


def _stripped(text: str) -> str:
    """A status without whitespace, which cells add, and without the full stop of a sentence."""
    return "".join(text.split()).rstrip("。.")


def read_status(text: str) -> Status:
    """The status that a word names. Raises GovlistError with a remedy if it names none."""
    if (status := known_status(text)) is not None:
        return status
    if undecided(text):
        hint = _("write done or in_progress, and put the rest into the note")
    elif struck_off(text):
        message = _("a unit cannot report {text!r}").format(text=text)
        raise GovlistError(message, hint=_("report done; only the office confirms it"))
    else:
        hint = one_of(choices(Status))
    raise GovlistError(_("{text!r} is not a valid status").format(text=text), hint=hint)


def not_together(one: str, other: str, hint: str = "") -> GovlistError:
    """The error for two options that exclude each other."""
    message = _("{one} and {other} cannot be used together").format(one=one, other=other)
    return GovlistError(message, hint=hint or _("use one of them"))


def one_of(known: Iterable[str]) -> str:
    """The remedy that lists the known words."""
    return _("write one of: {words}").format(words=joined(known))


def nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    """The remedy for an unknown name: the most similar known names, else `otherwise`."""
    near = get_close_matches(name, list(known), 3, 0.5)
    best = [each for each in near if _alike(name, each) > _alike(name, near[0]) - 0.1]
    return _("did you mean {name}?").format(name=" / ".join(best)) if near else otherwise


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def status_word(key: str) -> str:
    """The word for a status, or for any other state of the table."""
    return _(STATE[key].word)


def basis_word(basis: Basis) -> str:
    """The word for why a unit is involved in a task."""
    return {
        Basis.NAMED: _("named"),
        Basis.GROUP: _("through a group"),
        Basis.REPORTED: _("by its own report"),
        Basis.CANDIDATE: status_word(Basis.CANDIDATE),
        Basis.SUPPORT: status_word(Basis.SUPPORT),
    }[basis]


def kind_words() -> dict[str, str]:
    """The words for the usual kinds of units."""
    return {
        "department": p_("kind", "department"),
        "office": p_("kind", "office"),
        "township": p_("kind", "township"),
    }


def kind_word(kind: str) -> str:
    """The word for one of the usual kinds of units; other kinds are words already."""
    return kind_words().get(kind, kind)


def role_word(role: Role) -> str:
    """The word for a role."""
    return {
        Role.LEAD: p_("role", "lead"),
        Role.RESPONSIBLE: p_("role", "responsible"),
        Role.SUPPORT: p_("role", "support"),
    }[role]


def entry_word(entry: Responsible) -> str:
    """An entry of `responsible`: the name, with its role if it is not the usual one."""
    return entry.unit if entry.role is Role.RESPONSIBLE else f"{entry.unit} {role_word(entry.role)}"


def scope_word(scope: Scope) -> str:
    """The word for which members of a group owe its tasks."""
    return _("every member owes it") if scope is Scope.EVERY else _("those concerned owe it")


def level_word(level: ChaseLevel) -> str:
    """The word for how formal a chase is."""
    return {
        ChaseLevel.REMINDER: _("reminder"),
        ChaseLevel.NOTICE: _("written reminder"),
        ChaseLevel.SUPERVISION: _("supervision notice"),
        ChaseLevel.CIRCULAR: _("circular"),
    }[level]


def yes_or_no(value: bool) -> str:
    """The word for a flag."""
    return _("yes") if value else _("no")


def day(value: date) -> str:
    """A day in full, as an office writes it: 2024年9月27日."""
    return _("{day:%Y-%m-%d}").format(day=value, y=value.year, m=value.month, d=value.day)


def span(first: date, last: date) -> str:
    """Two days in full: 2024年9月23日至9月27日. The same year, or the same day, is written only once."""
    if first == last:
        return day(first)
    end = p_("same year", "{day:%Y-%m-%d}").format(day=last, m=last.month, d=last.day)
    return _("{first} to {last}").format(first=day(first), last=end if first.year == last.year else day(last))


def run_on(sentences: Iterable[str]) -> str:
    """Sentences joined: with capitals and a blank in English, without one in Chinese."""
    made = ""
    for sentence in map(capital, filter(None, sentences)):
        made = _("{first} {second}").format(first=made, second=sentence) if made else sentence
    return made


def short_day(value: date | None) -> str:
    """Month and day for a column, `-` for none."""
    return "-" if value is None else f"{value:%m-%d}"


def joined(parts: Iterable[str]) -> str:
    """Names or clauses joined by 、 in Chinese, by a comma in English."""
    return p_("list", ", ").join(parts)
