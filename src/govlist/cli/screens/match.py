"""`match`: the proposals of each list with the words of both sides, and what is left to the office."""

from __future__ import annotations

from collections.abc import Iterator

from govlist.actions.match import Found
from govlist.base.i18n import _, n_
from govlist.cli.tables import Column, Line, Piece, line, paragraph, sections
from govlist.many.matching import SEVERAL, SHARED, TAKEN, Match
from govlist.model.words import joined

Rows = list[list[Piece]]


def lines(found: Found, max_width: int | None) -> list[Line]:
    """The whole screen."""
    made: list[Line] = []
    for title, groups in ((_("Proposals"), _proposals(found)), (_("Left to the office"), _doubts(found))):
        if groups:
            shown = [(paragraph(path, max_width, "title"), rows) for path, rows in groups.items()]
            made += [line(title, "head"), *sections(_columns(), shown, max_width), line()]
    for each in found.left_out:
        made += paragraph(
            _("left out: {path}, {why}").format(path=each.path, why=each.reason), max_width, "dim"
        )
    return [*made, *paragraph(_summary(found), max_width, "good" if found.proposals else "dim")]


def _columns() -> list[Column]:
    return [
        Column(_("No."), right=True),
        Column(_("requirement"), least=16, room=True),
        Column(_("city task")),
        Column(_("the city's words"), least=16, room=True),
        Column(_("likeness")),
        Column(_("why"), least=14, keep=False, wraps=True),
    ]


def _proposals(found: Found) -> dict[str, Rows]:
    return {
        path: [_row(found, match, "good") for match in matched.proposals]
        for path, matched in found.lists.items()
        if matched.proposals
    }


def _doubts(found: Found) -> dict[str, Rows]:
    made = {}
    for path, matched in found.lists.items():
        rows = [_row(found, match, "warn") for match in matched.doubts]
        for task in matched.dangling:
            why = _("not in the city's list")
            rows.append(
                [
                    (str(task.id), ""), (task.requirement, ""), (task.city_task or "", "bad"),
                    ("", ""), ("", ""), (why, "bad"),
                ]
            )  # fmt: skip
        if rows:
            made[path] = rows
    return made


def _row(found: Found, match: Match, style: str) -> list[Piece]:
    best = match.candidates[0]
    return [
        (str(match.task.id), ""),
        (match.task.requirement, ""),
        (joined(each.city_task for each in match.candidates), style),
        (found.requirements[best.city_task], "dim"),
        (f"{best.likeness:.2f}", ""),
        (_why(match), "warn"),
    ]


def _why(match: Match) -> str:
    """Why a match is a doubt."""
    if not match.doubt:
        return ""
    return {
        SEVERAL: _("several are alike"),
        SHARED: _("another task is alike"),
        TAKEN: _("another task has it"),
    }[match.doubt]


def _summary(found: Found) -> str:
    """All tasks that were compared, in one line."""
    lists = len(found.lists)
    return _("{lists}: {figures}").format(
        lists=n_("{n} list compared", "{n} lists compared", lists).format(n=lists),
        figures=_(", ").join(_figures(found)),
    )


def _figures(found: Found) -> Iterator[str]:
    every = found.lists.values()
    doubts, dangling = sum(len(m.doubts) for m in every), sum(len(m.dangling) for m in every)
    kept, unlike = sum(m.kept for m in every), sum(m.unlike for m in every)
    yield n_("{n} proposal", "{n} proposals", found.proposals).format(n=found.proposals)
    for number, words in (
        (doubts, n_("{n} left to the office", "{n} left to the office", doubts)),
        (kept, n_("{n} had one before", "{n} had one before", kept)),
        (dangling, n_("{n} names no task of the city", "{n} name no task of the city", dangling)),
        (unlike, n_("{n} is like no task of the city", "{n} are like no task of the city", unlike)),
        (len(found.failures), n_("{n} list with errors", "{n} lists with errors", len(found.failures))),
        (len(found.left_out), n_("{n} list left out", "{n} lists left out", len(found.left_out))),
    ):
        if number:
            yield words.format(n=number)
