"""Marks what `import` read of a document against its right reading, field by field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from tests.importing.papers import CORPUS, Due, Expected, ExpectedList, Paper

from govlist.base.errors import GovlistError
from govlist.documents import reading
from govlist.documents.document import DoubtKind
from govlist.importing.interpret.build import ImportedList, build_list
from govlist.importing.interpret.finding import Options
from govlist.model import deadlines
from govlist.model.checklist import Placed

OUTCOMES = ("right", "doubted", "silent", "lost", "refused")
FIELDS = ("section", "topic", "requirement", "responsible", "due", "due_text", "standing")
_ABOUT = {
    "title": {DoubtKind.OUTLINE},
    "section": {DoubtKind.OUTLINE, DoubtKind.TASK},
    "topic": {DoubtKind.OUTLINE, DoubtKind.TASK},
    "requirement": {DoubtKind.TASK, DoubtKind.COLUMN, DoubtKind.UNREAD},
    "responsible": {DoubtKind.UNITS, DoubtKind.RULE, DoubtKind.COLUMN, DoubtKind.TASK},
    "due": {DoubtKind.DEADLINE, DoubtKind.COLUMN, DoubtKind.TASK},
    "due_text": {DoubtKind.DEADLINE, DoubtKind.COLUMN, DoubtKind.TASK},
    "standing": {DoubtKind.DEADLINE, DoubtKind.COLUMN, DoubtKind.TASK},
}
"""The kinds of doubts that warn of a wrong field."""
_ALIKE = 0.55
"""How similar a requirement must be to be the same task wrongly read."""
_QUOTED = 5
"""Characters of a lost task that a doubt must quote to have reported it."""


@dataclass(frozen=True)
class Mark:
    """A field of a document: its task (0: the list), its outcome, what was right, and what was read."""

    task: int
    field: str
    outcome: str
    want: str = ""
    got: str = ""

    def __str__(self) -> str:
        return f"{self.task} {self.field} {self.outcome}"


def mark(paper: Paper, folder: Path) -> list[Mark]:
    """Read a document and mark each field against the right reading that fits best."""
    try:
        document = reading.read(paper.write(folder))
        made = build_list(
            document, Options(f"{paper.name}.{paper.kind}", year=paper.year, columns=paper.columns)
        )
    except GovlistError as error:
        (first, *_others) = paper.readings
        return [Mark(n, name, "refused", got=str(error)) for n, name in _all_fields(first)]
    return min((list(_marked(right, made)) for right in paper.readings), key=_badness)


def figures(marks: list[Mark]) -> Counter[str]:
    """The number of fields by outcome."""
    return Counter(each.outcome for each in marks)


def summary(marks: list[Mark]) -> list[str]:
    """What is not right, one line each; what is lost or refused as a whole is one line."""
    if all(each.outcome == "refused" for each in marks):
        return ["refused"]
    found: list[str] = []
    for number in dict.fromkeys(each.task for each in marks):
        wrong = [each for each in marks if each.task == number and each.outcome != "right"]
        if number and len(wrong) == len(FIELDS) and len({each.outcome for each in wrong}) == 1:
            found.append(f"{number} {wrong[0].outcome}")
        else:
            found += map(str, wrong)
    return found


def not_yet() -> dict[str, list[str]]:
    """What each document's `summary` is expected to be: the list in `corpus/not-yet.md`."""
    found: dict[str, list[str]] = {}
    name = ""
    for text in (CORPUS / "not-yet.md").read_text(encoding="utf-8").splitlines():
        if text.startswith("## "):
            name = text[3:]
        elif text.startswith("- "):
            found.setdefault(name, []).append(text[2:])
    return found


def _badness(marks: list[Mark]) -> tuple[int, int]:
    count = figures(marks)
    return len(marks) - count["right"], count["silent"] + count["lost"]


def _all_fields(right: ExpectedList) -> Iterator[tuple[int, str]]:
    yield 0, "title"
    for number in range(1, len(right.tasks) + 1):
        yield from ((number, name) for name in FIELDS)


def _marked(right: ExpectedList, made: ImportedList) -> Iterator[Mark]:
    title = made.checklist.title
    if right.title is not None:
        yield _outcome(0, "title", _same(right.title, title), made, None, (right.title, title))
    if right.told and not any(right.told in each.doubt.message for each in made.uncertain):
        yield Mark(0, "told", "silent", right.told)
    read = list(made.checklist.placed())
    pairs = _pairs(right, read)
    for number, task in enumerate(right.tasks, 1):
        if (placed := pairs.get(number)) is None:
            start = re.sub(r"\s", "", task.requirement.split("…")[0])[:_QUOTED]
            told = any(start in each.doubt.message for each in made.uncertain)
            for name in FIELDS:
                yield Mark(number, name, "doubted" if told else "lost", task.requirement)
            continue
        for name, fits, want, got in _compared(task, placed, right, title):
            yield _outcome(number, name, fits, made, placed.task.id, (want, got))
    used = {id(placed) for placed in pairs.values()}
    for placed in read:
        if id(placed) not in used:
            yield _outcome(0, "extra", False, made, placed.task.id, ("", placed.task.requirement))


def _compared(
    task: Expected, placed: Placed, right: ExpectedList, title: str
) -> Iterator[tuple[str, bool, str, str]]:
    """Each field with whether it is right, what is right, and what was read."""
    read = placed.task
    section = task.section or right.title or title
    yield "section", section == "?" or _same(section, placed.section.title), section, placed.section.title
    topic, got = task.topic or "", placed.topic.title if placed.topic else ""
    yield "topic", "?" in (topic, section) or _same(topic, got), topic, got
    yield "requirement", _fits(task.requirement, read.requirement), task.requirement, read.requirement
    owners = frozenset((entry.unit, str(entry.role)) for entry in read.responsible)
    shown = ["  ".join(sorted(f"{unit}:{role}" for unit, role in each)) for each in (*task.owners, owners)]
    yield "responsible", not task.owners or owners in task.owners, " | ".join(shown[:-1]), shown[-1]
    days = deadlines.plain(read.due) or ""
    got_due = Due(days if isinstance(days, str) else ",".join(days), read.due_text or "", read.standing)
    best = max(task.dues or [Due()], key=lambda due: _agreeing(due, got_due))
    yield "due", best.days == got_due.days, best.days, got_due.days
    yield "due_text", _same(best.words, got_due.words), best.words, got_due.words
    yield "standing", best.standing == got_due.standing, str(best.standing), str(got_due.standing)


def _agreeing(one: Due, two: Due) -> int:
    return (one.days == two.days) + _same(one.words, two.words) + (one.standing == two.standing)


def _outcome(
    number: int, name: str, fits: bool, made: ImportedList, task: int | None, words: tuple[str, str]
) -> Mark:
    if fits:
        return Mark(number, name, "right")
    kinds = _ABOUT.get(name, {DoubtKind.TASK})
    whole = {DoubtKind.RULE, DoubtKind.COLUMN, DoubtKind.OUTLINE}
    told = any(
        each.doubt.kind in kinds and (each.task == task if each.task else each.doubt.kind in whole)
        for each in made.uncertain
        if each.owner is None
    )
    return Mark(number, name, "doubted" if told else "silent", *words)


def _pairs(right: ExpectedList, read: list[Placed]) -> dict[int, Placed]:
    """The task that was read for each expected one: equal words first, then the most similar ones."""
    left = list(read)
    found: dict[int, Placed] = {}
    for number, task in enumerate(right.tasks, 1):
        exact = next((placed for placed in left if _fits(task.requirement, placed.task.requirement)), None)
        if exact is not None:
            found[number] = exact
            left.remove(exact)
    for number, task in enumerate(right.tasks, 1):
        if number in found or not left:
            continue
        alike = max(left, key=lambda placed: _alike(task.requirement, placed.task.requirement))
        if _alike(task.requirement, alike.task.requirement) >= _ALIKE:
            found[number] = alike
            left.remove(alike)
    return found


def _alike(want: str, got: str) -> float:
    return SequenceMatcher(None, _bare(want), _bare(got), autojunk=False).ratio()


def _fits(want: str, got: str) -> bool:
    pieces = map(re.escape, _bare(want).split("…"))
    return re.fullmatch(".*".join(pieces), _bare(got), re.DOTALL) is not None


def _same(one: str, two: str) -> bool:
    return _bare(one) == _bare(two)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
