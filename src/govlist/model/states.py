"""The statuses of a report and the more detailed states that are shown: one table for every output.

A new status is a member of `Status` and a row of `STATES`; a member without a row fails on import.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, NamedTuple

from govlist.base.i18n import mark as N_

Colour = Literal[
    "confirmed", "done", "waiting", "going", "returned", "behind",
    "idle", "silent", "outside", "open", "plain",
]  # fmt: skip
"""Names of colours; terminal, page and workbook each have a palette for them."""


class Status(StrEnum):
    """The status in a report; a pair without a report is not_started."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    BEHIND = "behind"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"

    @property
    def counts_as(self) -> Status:
        """The status in whose figure it is counted, for most statuses itself. Use it for all decisions."""
        return STATE[self].counts_as or self

    @property
    def closes(self) -> bool:
        """Whether nothing more is owed: done or not applicable."""
        return self.counts_as in (Status.DONE, Status.NOT_APPLICABLE)


class State(NamedTuple):
    """A row of the table."""

    key: str
    """The token in the file, the command line and JSON; the CSS class on the page."""
    word: str
    """The English word, translated when it is shown."""
    office: str
    """Words that offices write for it; the first is the one that forms and templates use."""
    colour: Colour
    counts_as: Status | None = None
    """The status in whose figure it is counted; None if nothing is owed."""
    symbol: str = ""
    """Its symbol on the page, readable without colour."""
    sign: str = ""
    """Its character in a text bar."""
    like: str = ""
    """The key of the state whose symbol it shares."""

    @property
    def mark(self) -> str:
        """The CSS class of its symbol on the page."""
        return (self.like or self.key).replace("_", "-")

    @property
    def office_word(self) -> str:
        """The word that forms and templates use."""
        return self.office.split()[0]


STATES = (
    State("confirmed", N_("confirmed"), "已销号 销号", "confirmed", Status.DONE, "✓"),
    State(
        "done",
        N_("done"),
        "已完成 完成 已办结 已落实 全部完成 提前完成 超额完成",
        "done",
        Status.DONE,
        "○",
        sign="#",
    ),
    State("to_check", N_("to be checked"), "待核实", "waiting", Status.DONE, like="done"),
    State(
        "in_progress",
        N_("in progress"),
        "序时推进 推进中 进行中 正常 达到时序进度 按序时推进 时序推进 有序推进 稳步推进 正在推进 正在办理 "
        "按计划推进 持续推进 长期坚持 常态化开展 达进度 超序时进度 部分完成",
        "going",
        Status.IN_PROGRESS,
        sign="=",
    ),
    State("standing", N_("goes on all year"), "长期坚持", "going", Status.IN_PROGRESS, like="in_progress"),
    State("returned", N_("returned"), "退回重报 退回", "returned", Status.IN_PROGRESS, "↩\ufe0e"),
    State(
        "behind",
        N_("behind"),
        "进度滞后 滞后 进展滞后 严重滞后 欠进度 慢序时 未达序时进度 未达到序时进度 推进缓慢 推进较慢 "
        "进度缓慢",
        "behind",
        Status.BEHIND,
        "!",
        sign="!",
    ),
    State("not_started", N_("not started"), "未启动 未开展 未开始 尚未启动", "idle", Status.NOT_STARTED, "0"),
    State("not_reported", N_("not reported"), "未报送", "silent", Status.NOT_STARTED),
    State("not_applicable", N_("not applicable"), "不涉及 不适用", "outside", Status.NOT_APPLICABLE, "–"),
    State(
        "denied",
        N_("says not applicable (to be checked)"),
        "报不涉及（待核实） 报不涉及",
        "outside",
        Status.NOT_APPLICABLE,
        like="not_applicable",
    ),
    State("candidate", N_("to be settled"), "待认定", "open", symbol="?"),
    State(
        "no_owner", N_("without an owner"), "尚待明确 尚待明确责任单位 尚无责任单位", "open", like="candidate"
    ),
    State("support", N_("support"), "配合", "plain", symbol="+"),
)
"""All states, in the order of legends and columns."""

STATE = {state.key: state for state in STATES}
DRAWN = tuple(state for state in STATES if state.sign)
"""The states that bars and charts show, the most advanced first; the rest of a bar is empty."""

if _rowless := [status for status in Status if status not in STATE]:
    raise TypeError(f"states.STATES has no row for {', '.join(_rowless)}")
