"""`status UNIT`: a sentence, the bar, what to do first, what is in progress or done, the next command."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from govlist.base.i18n import _, n_, p_
from govlist.base.text import command_line, id_ranges, visible, width
from govlist.cli.tables import Column, Line, Piece, bar, flowing, line, paragraph, spread, table, tables
from govlist.content.follow_up import urgent
from govlist.content.labels import as_of, bare_title, basis_of, chase_word, due_of_pair, pair_state
from govlist.content.summaries import attention, to_do, unit_sentence
from govlist.model.checklist import Basis, Checklist
from govlist.model.figures import confirmed, count, done
from govlist.model.pairs import Pair, Urgency
from govlist.model.roster import office_name
from govlist.model.states import Colour, Status
from govlist.model.view import View
from govlist.model.words import day, joined, short_day, status_word

STYLE: dict[Colour, str] = {
    "confirmed": "good",
    "done": "good",
    "waiting": "good",
    "going": "busy",
    "returned": "bad",
    "behind": "bad",
    "idle": "warn",
    "silent": "warn",
    "outside": "dim",
    "open": "dim",
    "plain": "dim",
}
"""The style of each colour."""


def state_piece(checklist: Checklist, pair: Pair) -> Piece:
    """The word for a pair's state, with its style."""
    state = pair_state(checklist, pair)
    return status_word(state.key), STYLE[state.colour]


def lines(view: View, unit: str, max_width: int | None, called: str) -> list[Line]:
    """The screen of one unit; `called` is the name the user gave, for the next command."""
    pairs = view.of_unit(unit)
    made = spread(f"{unit} {bare_title(view.checklist)}", as_of(view), max_width, "title")
    made += _ended(view, unit, max_width)
    made += paragraph(unit_sentence(view, unit), max_width)
    made += flowing(_figures(view, unit, max_width), max_width)
    first = [(reason, pair) for reason, pair in urgent(pairs) if reason is not Urgency.CANDIDATE]
    made += _first(view, first, max_width)
    taken = {pair.task.id for _reason, pair in first}
    rest = [pair for pair in pairs if pair.task.id not in taken]
    made += _groups(view, _in_full(rest), max_width)
    for title, chosen, hint in _by_number(view, rest):
        made += _listed(title, chosen, hint, max_width)
    return [*made, *_next(first, rest, called, max_width)]


def now(
    view: View, unit: str, items: Sequence[tuple[Urgency, Pair]], max_width: int | None, called: str
) -> list[Line]:
    """What a unit must do now, and the next command; `items` are its tasks with the reason for each."""
    made = spread(f"{unit} {bare_title(view.checklist)}", as_of(view), max_width, "title")
    made += _ended(view, unit, max_width)
    if not items:
        return [*made, *paragraph(_("There is nothing to do now."), max_width, "good")]
    return [*made, *_first(view, items, max_width), *_next(items, (), called, max_width)]


def _ended(view: View, unit: str, max_width: int | None) -> list[Line]:
    """That the unit has ended, and who takes over."""
    until = view.roster.units[unit].until
    heir = view.roster.successor(unit, view.day)
    if until is None or heir == unit:
        return []
    text = (
        _("The unit ended on {day}; {heir} takes over what it owed.")
        if heir
        else _("The unit ended on {day}.")
    )
    return paragraph(text.format(day=day(until), heir=heir), max_width, "warn")


def _figures(view: View, unit: str, max_width: int | None) -> list[str]:
    counts = count(view.of_unit(unit))
    made = bar(counts.done, counts.applicable, max_width)
    return [made, *attention(view, unit)]


def _first(view: View, first: Sequence[tuple[Urgency, Pair]], max_width: int | None) -> list[Line]:
    if not first:
        return []
    rows = [[*_cells(view.checklist, pair), (_asked(view, reason, pair), "")] for reason, pair in first]
    columns = [*_columns(), Column(_("to do"), least=24, room=True)]
    return [line(), _title(_("To do first"), len(first)), *table(columns, rows, max_width)]


def _asked(view: View, reason: Urgency, pair: Pair) -> str:
    """What to do, and how often the unit was chased."""
    what, chased = to_do(view, reason, pair), chase_word(pair)
    return _("{what} ({chased})").format(what=what, chased=chased) if chased else what


def _in_full(pairs: Sequence[Pair]) -> list[tuple[str, list[Pair]]]:
    """The groups that are shown in full: not reported, not started, in progress."""

    def chosen(test: Callable[[Pair], bool]) -> list[Pair]:
        return [pair for pair in pairs if pair.basis.owes and test(pair)]

    return [
        (_("Not reported"), chosen(lambda p: p.last is None)),
        (_("Not started"), chosen(lambda p: p.last is not None and p.counts_as is Status.NOT_STARTED)),
        (_("In progress"), chosen(lambda p: p.counts_as is Status.IN_PROGRESS)),
    ]


def _groups(view: View, groups: Sequence[tuple[str, list[Pair]]], max_width: int | None) -> list[Line]:
    """A table for each group that is not empty, in line with the others."""
    groups = [(title, pairs) for title, pairs in groups if pairs]
    rows = [[_cells(view.checklist, pair) for pair in pairs] for _title, pairs in groups]
    made: list[Line] = []
    for (title, pairs), each in zip(groups, tables(_columns(), rows, max_width), strict=True):
        made += [line(), _title(title, len(pairs)), *each]
    return made


def _by_number(view: View, pairs: Sequence[Pair]) -> list[tuple[str, list[Pair], str]]:
    """The groups of which only the task numbers are shown: done, not applicable, to be settled, support."""
    owed = [pair for pair in pairs if pair.basis.owes]
    struck = [pair for pair in owed if confirmed(pair)]
    waiting = [pair for pair in owed if done(pair) and not confirmed(pair)]
    open_ = [pair for pair in pairs if pair.basis is Basis.CANDIDATE]
    words = joined(_open_words(view, open_))
    office = _("the list only says {words}; {office} settles who is concerned")
    office = office.format(words=words, office=office_name(view.checklist, view.day))
    return [
        (_("To be checked") if view.checklist.confirm else _("Done"), waiting, ""),
        (_("Confirmed"), struck, ""),
        (_("Not applicable"), [p for p in owed if p.counts_as is Status.NOT_APPLICABLE], ""),
        (_("To be settled"), open_, office),
        (_("Support"), [p for p in pairs if p.basis is Basis.SUPPORT], ""),
    ]


def _open_words(view: View, pairs: Sequence[Pair]) -> list[str]:
    """The names of the groups whose concerned units are not settled."""
    groups = {group.name for p in pairs for group in view.roster.concerned_groups(p.task)}
    return [_("“{words}”").format(words=name) for name in sorted(groups)]


def _listed(title: str, pairs: Sequence[Pair], hint: str, max_width: int | None) -> list[Line]:
    if not pairs:
        return []
    numbers = "  ".join(str(pair.task.id) for pair in pairs)
    head: Line = [*_title(title, len(pairs)), ("  " + numbers, "")]
    return [line(), head, *(paragraph(hint, max_width, "dim", "  ") if hint else [])]


def _title(title: str, number: int) -> Line:
    text = n_("{title} ({n} task)", "{title} ({n} tasks)", number).format(title=title, n=number)
    return [(text, "title")]


def _columns() -> list[Column]:
    return [
        Column(_("No."), right=True),
        Column(_("requirement"), least=20),
        Column(_("status")),
        Column(_("basis"), drop=1),
        Column(_("last report"), drop=3, keep=False),
        Column(_("deadline"), drop=2, keep=False),
    ]


def _cells(checklist: Checklist, pair: Pair) -> list[Piece]:
    return [
        (str(pair.task.id), ""),
        (pair.task.requirement, ""),
        state_piece(checklist, pair),
        (basis_of(pair), "dim"),
        (short_day(pair.date), ""),
        (due_of_pair(pair, checklist.year), "bad" if pair.overdue else "warn" if pair.due_soon else ""),
    ]


def _next(
    first: Sequence[tuple[Urgency, Pair]], rest: Sequence[Pair], called: str, max_width: int | None
) -> list[Line]:
    """The next command to type: reports first, else evidence."""
    evidence = [p.task.id for reason, p in first if reason is Urgency.LACKING_EVIDENCE]
    report = [p.task.id for reason, p in first if reason is not Urgency.LACKING_EVIDENCE]
    if not report and not evidence:
        report = [pair.task.id for pair in rest if pair.basis.owes and pair.last is None]
    parts = []
    if report:
        parts.append(_("report on {ids}").format(ids=_numbers(report)))
    if evidence:
        parts.append(_("add evidence to {ids}").format(ids=_numbers(evidence)))
    if not parts:
        return []
    unit = command_line([called])
    command = (  # it can be pasted as it is, and writes nothing
        f"govlist mark {id_ranges(sorted(report))} {_('in_progress')} --unit {unit} --dry-run"
        if report
        else f"govlist list {unit} --status lacking_evidence"
    )
    text = _("Next: {what}").format(what=p_("clause", ", ").join(parts))
    if max_width is not None and width(text) + width(command) + 3 > max_width:
        return [line(), *paragraph(text, max_width), [(visible(command), "command")]]
    return [line(), [(visible(text) + "   ", ""), (visible(command), "command")]]


def _numbers(ids: Sequence[int]) -> str:
    """Task numbers for people: 4、6、9-12."""
    return joined(id_ranges(sorted(ids)).split(","))
