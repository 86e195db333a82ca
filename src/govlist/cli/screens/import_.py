"""`import`: a summary of the document, every doubt with its places, and the changes of a new edition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from govlist.actions.import_ import Imported, PlacedDoubt, counts
from govlist.base.i18n import _, n_, p_
from govlist.base.text import id_ranges, visible
from govlist.cli.tables import Column, Line, Piece, flowing, line, sections, table
from govlist.documents.document import DoubtKind
from govlist.importing.revisions.edition import Change, before_and_after
from govlist.model.words import joined

_KEPT = 12
"""Equal characters shown before and after a difference."""
_SHORT = 2
"""Equal pieces up to this length between two changes are shown as changed, which is easier to read."""
_MOST_COMPARED = 1_000_000
"""Above this product of two lengths a text is shown as replaced: finding equal pieces takes time."""
_MERGED = (DoubtKind.UNITS, DoubtKind.DEADLINE)
"""Kinds whose doubts are one row if only the words that they quote differ; of others each word matters."""
_QUOTED = re.compile("“([^“”]*)”")
_MOST = 8
"""Quoted words in one row."""


def lines(imported: Imported, max_width: int | None) -> list[Line]:
    """The summary, then the doubts by kind."""
    made = [line(imported.understood.checklist.title, "title")]
    made += flowing(_found(counts(imported.understood)), max_width)
    made += _preview(imported.understood.preview, max_width)
    return [*made, *([line()] if imported.doubts else []), *doubt_lines(imported.doubts, max_width)]


def _preview(rows: Sequence[Sequence[str]], max_width: int | None) -> list[Line]:
    """The first rows below the columns that a person named."""
    if not rows:
        return []
    columns = [Column(name, least=8) for name in rows[0]]
    cells = [[(cell, "") for cell in row[: len(columns)]] for row in rows[1:] if len(row) >= len(columns)]
    return [
        line(),
        line(_("the first rows by column"), "title"),
        *table(columns, cells, max_width),
    ]


def doubt_lines(doubts: Sequence[PlacedDoubt], max_width: int | None) -> list[Line]:
    """The doubts by kind, first what can change who owes what; those that say the same are one row."""
    real = sum(each.doubt.kind.real for each in doubts)
    number = n_("{n} doubt: compare it with the document", "{n} doubts: compare each with the document", real)
    made = [line(number.format(n=real), "warn") if real else line(_("No doubts."), "good")]
    if not doubts:
        return made
    columns = [
        Column(p_("import", "document")),
        Column(p_("import", "line"), right=True),
        Column(_("about"), least=8, keep=False),
        Column(_("doubt"), least=20, wraps=True),
    ]
    groups: dict[DoubtKind, dict[str, list[PlacedDoubt]]] = {}
    for each in doubts:
        alike = _alike(each.doubt.message) if each.doubt.kind in _MERGED else each.doubt.message
        groups.setdefault(each.doubt.kind, {}).setdefault(alike, []).append(each)
    return made + sections(
        columns,
        [
            (_kind_title(kind, sum(map(len, alike.values()))), [_row(same) for same in alike.values()])
            for kind, alike in sorted(groups.items(), key=lambda each: each[0].rank)
        ],
        max_width,
    )


def _kind_title(kind: DoubtKind, number: int) -> list[Line]:
    return [line(_("{kind} ({n})").format(kind=_(kind.words), n=number), "title" if kind.real else "dim")]


def _found(count: dict[str, int]) -> list[str]:
    def with_new(text: str, new: int) -> str:
        return _("{what} ({n} new)").format(what=text, n=new) if new else text

    units = n_("{n} unit", "{n} units", count["units"]).format(n=count["units"])
    groups = n_("{n} group", "{n} groups", count["groups"]).format(n=count["groups"])
    parts = [
        n_("{n} section", "{n} sections", count["sections"]).format(n=count["sections"]),
        n_("{n} topic", "{n} topics", count["topics"]).format(n=count["topics"]) if count["topics"] else "",
        n_("{n} task", "{n} tasks", count["tasks"]).format(n=count["tasks"]),
        with_new(units, count["new_units"]),
        with_new(groups, count["new_groups"]),
        _("{n} with a deadline").format(n=count["due"]) if count["due"] else "",
        _("{n} going on all year").format(n=count["standing"]) if count["standing"] else "",
    ]
    return [part for part in parts if part]


def _row(same: Sequence[PlacedDoubt]) -> list[Piece]:
    """One row for doubts that say the same."""
    tasks = sorted({each.task for each in same if each.task is not None})
    owners = [each.owner for each in same if each.owner]
    about = joined(owners) if same[0].doubt.kind.real else _first(owners)
    if tasks:
        about = n_("task {ids}", "tasks {ids}", len(tasks)).format(ids=id_ranges(tasks))
    return [
        (_first(str(each.doubt.place) for each in same) or "-", "dim"),
        (_first(str(each.line) for each in same if each.line is not None) or "-", "dim"),
        (about, ""),
        (_together(list(dict.fromkeys(each.doubt.message for each in same))), ""),
    ]


def _alike(message: str) -> str:
    """A message without the words that it quotes."""
    return _QUOTED.sub("“”", message)


def _together(messages: Sequence[str]) -> str:
    """Messages that differ only in the words that they quote, as one that quotes all of them."""
    if not messages[1:]:
        return messages[0]
    quoted = iter(zip(*map(_QUOTED.findall, messages), strict=True))

    def words(_match: re.Match[str]) -> str:
        different = list(dict.fromkeys(name for names in next(quoted) for name in re.split("、|, ", names)))
        return f"“{joined([*different[:_MOST], *(['…'] if different[_MOST:] else [])])}”"

    return _QUOTED.sub(words, messages[0])


def _first(words: Iterable[str]) -> str:
    """The first of several texts, and how many others there are: 第3段 +5."""
    first, *others = dict.fromkeys(filter(None, words)) or [""]
    return f"{first} +{len(others)}" if others else first


def remedy(imported: Imported) -> str:
    """How to complete the collectives of a list that was made without a roster; "" if they are."""
    lacking = any(each.doubt.kind is DoubtKind.MEMBERS for each in imported.doubts)
    if not lacking or imported.request.roster is not None:
        return ""
    return _("to complete the collectives, take the units of an older list: --roster OLD")


# -- a new edition ---------------------------------------------------------------------------------


def edition_lines(changes: Sequence[Change], max_width: int | None) -> list[Line]:
    """The counts, then each task that changed."""
    made = flowing(_counts(changes), max_width)
    renumbered = [change for change in changes if change.fields == ("id",) and not change.moved]
    for change in changes:
        if change.what != "task-kept" and change not in renumbered:
            made += [line(), *_change(change)]
    if renumbered:
        made += [
            line(),
            line(_("only the number changed"), "title"),
            *flowing(map(_numbers, renumbered), max_width),
        ]
    return made


def _numbers(change: Change) -> str:
    """第20项（原第19项）."""
    assert change.task is not None
    assert change.old is not None
    return _("Task {id} (was {was})").format(id=change.task.id, was=change.old.task.id)


def _counts(changes: Sequence[Change]) -> list[str]:
    def count(what: str) -> int:
        return sum(change.what == what for change in changes)

    number = {what: count(f"task-{what}") for what in ("added", "removed", "changed", "kept")}
    return [
        n_("{n} task added", "{n} tasks added", number["added"]).format(n=number["added"]),
        n_("{n} task removed", "{n} tasks removed", number["removed"]).format(n=number["removed"]),
        n_("{n} task changed", "{n} tasks changed", number["changed"]).format(n=number["changed"]),
        n_("{n} task unchanged", "{n} tasks unchanged", number["kept"]).format(n=number["kept"]),
    ]


def _change(change: Change) -> list[Line]:
    if change.old is None:
        assert change.task is not None
        head = _("Task {id} added").format(id=change.task.id)
        words = change.task.words
        return [
            line(head, "title"),
            line(f"  + {change.task.requirement}", "add"),
            line(f"  + {words}", "add"),
        ]
    was = change.old.task.id
    if change.task is None:
        head = _("Task {id} removed").format(id=was)
        if change.reports:
            reports = n_("{n} report it holds", "{n} reports it holds", change.reports).format(
                n=change.reports
            )
            head = _("{head}, with {reports}").format(head=head, reports=reports)
        return [line(head, "title"), line(f"  - {change.old.task.requirement}", "remove")]
    head = _("Task {id}").format(id=change.task.id)
    if was != change.task.id:
        head = _numbers(change)
    made = [line(head, "title")]
    if change.moved:
        made.append(line("  " + _("now under “{title}”").format(title=_heading(change)), "busy"))
    for name in change.fields:
        if name != "id":
            made.append([(f"  {_field(name)}  ", "dim"), *words_diff(*before_and_after(change, name))])
    return made


def _heading(change: Change) -> str:
    assert change.new is not None
    return change.new.topic.title if change.new.topic else change.new.section.title


def _field(name: str) -> str:
    return {
        "requirement": _("requirement"),
        "responsible": _("responsible unit"),
        "responsible_text": _("the list's words"),
        "due": _("deadline"),
        "due_text": _("deadline's words"),
        "standing": _("going on all year"),
        "city_task": _("city task"),
    }[name]


def words_diff(before: str, after: str) -> Line:
    """Two texts as one line, removed words in [- -] and added words in {+ +}, as in git."""
    before, after = visible(before), visible(after)
    made: Line = []
    removed = added = ""
    if len(before) * len(after) > _MOST_COMPARED and before != after:
        return _marked(before, after)
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for number, (step, i1, i2, j1, j2) in enumerate(steps):
        inner = 0 < number < len(steps) - 1
        if step == "equal" and not (inner and i2 - i1 <= _SHORT):
            made += _marked(removed, added)
            removed = added = ""
            made.append((_cut(before[i1:i2], number == 0, number == len(steps) - 1), ""))
        else:
            removed, added = removed + before[i1:i2], added + after[j1:j2]
    return made + _marked(removed, added)


def _marked(removed: str, added: str) -> Line:
    made: Line = []
    if removed:
        made.append((f"[-{removed}-]", "remove"))
    if added:
        made.append((f"{{+{added}+}}", "add"))
    return made


def _cut(equal: str, first: bool, last: bool) -> str:
    """An equal piece, shortened to the characters next to the changes."""
    if len(equal) <= 2 * _KEPT + 2:
        return equal
    head = "" if first else equal[:_KEPT]
    tail = "" if last else equal[-_KEPT:]
    return f"{head}..{tail}"
