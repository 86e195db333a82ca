"""The fixed words of the page: headings, labels, filters."""

from __future__ import annotations

from govlist.base.i18n import _, language, p_
from govlist.model.words import status_word


def words() -> dict[str, str]:
    """The fixed words by their keys in the templates."""
    return {"lang": "zh-CN" if language() == "zh" else "en", **_headings(), **_labels(), **_filters()}


def _headings() -> dict[str, str]:
    return {
        "more": p_("page", "{n} more lines"),
        "skip": p_("page", "Skip to the content"),
        "contents": p_("page", "On this page"),
        "overview": _("Overview"),
        "follow_up": _("Follow-up required"),
        "sections": p_("page", "By section"),
        "units": _("By unit"),
        "trend": p_("page", "Trend"),
        "matrix": p_("page", "Tasks and units"),
        "tasks": _("By task"),
    }


def _labels() -> dict[str, str]:
    before, _ids, after = _("tasks {ids}").partition("{ids}")
    return {
        "task": p_("page", "task {id}"),
        "before": before,
        "between": p_("list", ", "),
        "after": after,
        "section": _("section"),
        "unit": _("unit"),
        "requirement": _("requirement"),
        "state": _("state"),
        "share": p_("page", "share done"),
        "fraction": p_("page", "done / owed"),
        "progress": p_("page", "progress"),
        "progress_made": _("progress made"),
        "overall": p_("page", "The district as a whole"),
        "denied": _("say they are not"),
        "evidence": _("evidence"),
        "by": _("filled in by"),
        "day": _("day"),
        "owed": _("owed"),
        "done": status_word("done"),
        "in_progress": status_word("in_progress"),
        "behind": status_word("behind"),
        "figures": p_("page", "The figures"),
        "all_rows": p_("page", "Every change"),
        "scrolls": p_("page", "Scroll in the table to see all units and tasks."),
        "beyond": p_("page", "Scroll: {columns} more units to the right, {rows} more tasks below."),
        "print": p_("page", "Print"),
        "print_all": p_("page", "print all: every task with its reports"),
        "not_printed": p_("page", "Without the reports on each task; tick “print all” on the page for them."),
        "legend": p_("page", "Legend"),
        "matrix_help": p_("page", "Point at a cell, or go to it with the arrow keys; Enter opens the task."),
        "over_matrix": p_("page", "Skip the table"),
    }


def _filters() -> dict[str, str]:
    return {
        "filters": p_("page", "Filter the tasks"),
        "search": p_("page", "Words"),
        "every_section": p_("page", "every section"),
        "every_unit": p_("page", "every unit"),
        "every_state": p_("page", "every state"),
        "order": p_("page", "Order"),
        "by_number": p_("page", "by number"),
        "by_due": p_("page", "earliest deadline first"),
        "by_share": p_("page", "least done first"),
        "by_overdue": p_("page", "most overdue first"),
        "reset": p_("page", "Clear"),
        "unfold": p_("page", "Expand all"),
        "fold": p_("page", "Collapse all"),
        "shown": p_("page", "{n} of {all} tasks"),
        "shown_pairs": p_("page", "{pairs} obligations in {n} of {all} tasks"),
        "none": p_("page", "No matching tasks."),
    }
