"""The meaning of arguments and options: units, task numbers, filters; wrong ones are refused with a hint."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from unicodedata import normalize

import typer

from govlist.base import dates
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.cli import console
from govlist.content.follow_up import HOLDS
from govlist.content.labels import reason_word
from govlist.model.checklist import Group, Unit
from govlist.model.pairs import Urgency
from govlist.model.roster import Roster
from govlist.model.selection import several
from govlist.model.states import Status
from govlist.model.view import View
from govlist.model.words import choose, joined, known_status, not_together, placeholders

FAIL_ON = {reason.key: reason for reason in Urgency}
"""What `--fail-on` takes: every reason to act."""


_IDS = r"(?a)\s*([1-9][0-9]{0,8})(?:\s*[-–~]\s*([1-9][0-9]{0,8}))?\s*"


def read_ids(words: str | Sequence[str]) -> list[int]:
    """The task numbers of `8`, `4,6,9-12` or several such words, in the order given, each once.

    Raises GovlistError for other words.
    """
    numbers: list[int] = []
    for word in [words] if isinstance(words, str) else words:
        for part in _parts(word):
            numbers += _range(part, word, others=len(numbers) > 0)
    return list(dict.fromkeys(numbers))


def _parts(word: str) -> list[str]:
    return re.split("[,、]", normalize("NFKC", word).strip())


def _range(part: str, word: str, others: bool) -> range:
    """The numbers of `8` or `9-12`. A word without digits after other numbers was meant as a unit."""
    match = re.fullmatch(_IDS, part)
    if not match:
        message = _("{text!r} is not a valid task number or range").format(text=part)
        if others and not re.search("[0-9]", part):
            raise GovlistError(message, hint=_("did you mean {name}?").format(name=f"--unit {word}"))
        raise GovlistError(message, hint=_("write 8 or 4,6,9-12"))
    first, last = int(match[1]), int(match[2] or match[1])
    if last < first or last - first > 9999:
        raise GovlistError(_("{part} is not a valid range of tasks").format(part=part), hint=_("write 9-12"))
    return range(first, last + 1)


def leading_ids(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words before the first that is no task number, and the rest."""
    count = 0
    for word in words:
        if not all(re.fullmatch(_IDS, part) for part in _parts(word)):
            break
        count += 1
    return list(words[:count]), list(words[count:])


def tasks_and_status(words: Sequence[str], standing: bool) -> tuple[list[int], str]:
    """The task numbers and the status of `mark`; with --standing no numbers, and the status is done.

    Raises GovlistError if one is missing, or with --standing if a number or another status is given.
    """
    if standing:
        if any(known_status(word) is not Status.DONE for word in words):
            message = _("--standing reports tasks as done; task numbers and other statuses are not allowed")
            raise GovlistError(message, hint=_("for single tasks, omit --standing"))
        return [], str(Status.DONE)
    ids, rest = leading_ids(words)
    swapped = leading_ids(rest[1:])[0]
    if not ids and swapped and known_status(rest[0]) is not None:
        hint = _("write {command}").format(command=f"govlist mark {' '.join(swapped)} {rest[0]}")
        raise GovlistError(_("the task number must come before the status"), hint=hint)
    if not ids and len(rest) > 1:
        read_ids(rest[0])  # raises: what stands in the place of numbers is none
    if not (ids and rest):
        message = _("missing status") if ids else _("missing task numbers")
        raise GovlistError(message, hint=placeholders("govlist mark IDS STATUS --unit UNIT"))
    if known_status(" ".join(rest)) is None and len(rest) > 1:
        is_status = [known_status(word) is not None for word in rest]
        place = is_status.index(True) if any(is_status) else 0
        others = [*rest[:place], *rest[place + 1 :]]
        units = " ".join(f"--unit {name}" for name in others)
        message = _("too many arguments: {words}").format(words=" ".join(others))
        raise GovlistError(message, hint=_("did you mean {name}?").format(name=units))
    return read_ids(ids), " ".join(rest)


def standing_units(names: list[str] | None, all_units: bool, overall: bool) -> list[str] | None:
    """The units of `mark --standing`; None for all. Raises GovlistError without either, or for both."""
    if overall:
        raise not_together("--overall", "--standing")
    if all_units and names:
        raise not_together("--all-units", "--unit")
    if not (all_units or names):
        raise GovlistError(_("missing option --unit"), hint=_("name the units, or give --all-units"))
    return names or None


def refuse_all_units(all_units: bool) -> None:
    """Raise GovlistError for --all-units without --standing."""
    if all_units:
        raise GovlistError(_("--all-units needs --standing"), hint=_("name the unit: --unit UNIT"))


def reporters(names: list[str] | None, overall: bool = False) -> list[str] | None:
    """The units that report, or None for the office's own paragraph. Raises GovlistError without either."""
    if overall and names:
        raise not_together("--overall", "--unit")
    if not overall and not names:
        raise GovlistError(_("missing option --unit"), hint=_("name the unit: --unit UNIT"))
    return names or None


def read_day(text: str | None, today: date) -> date:
    """The day that a text names; today without one."""
    return today if text is None else dates.parse_day(text, today)


def refuse_without_ids(*given: object) -> None:
    """Raise GovlistError for options of an assignment that names no task."""
    if any(given):
        raise GovlistError(_("missing task numbers"), hint=_("write 8 or 4,6,9-12"))


def refuse_nothing(names: list[str] | None, settle: bool) -> None:
    """Raise GovlistError for an assignment without units that settles nothing."""
    if not names and not settle:
        raise GovlistError(_("missing units"), hint=_("name units or a group, or use --settle"))


def read_id(text: str) -> int:
    """One task number. Raises GovlistError for several."""
    numbers = read_ids(text)
    if len(numbers) != 1:
        raise GovlistError(_("only one task is allowed here"), hint=_("write one number, such as 8"))
    return numbers[0]


def refuse_with_files(*given: object) -> None:
    """Raise GovlistError for days or units: two files are compared as a whole."""
    if any(each is not None for each in given):
        raise GovlistError(
            _("days, units and sections cannot be chosen with files"),
            hint=_("compare either files or days"),
        )


def at_most_one(names: list[str] | None) -> str | None:
    """The only name given, None without any. Raises GovlistError for several."""
    if names and len(names) > 1:
        message = _("too many arguments: {words}").format(words=" ".join(names[1:]))
        raise GovlistError(message, hint=_("write one name; quote a name that contains blanks"))
    return names[0] if names else None


def old_and_new(names: list[str]) -> tuple[str, str]:
    """The two names of `units rename`. Raises GovlistError for fewer or more."""
    if len(names) != 2:
        hint = placeholders("govlist units rename FROM TO")
        raise GovlistError(_("rename needs the old name and the new name"), hint=hint)
    return names[0], names[1]


def owners(roster: Roster, name: str | None) -> list[Unit | Group]:
    """All units and groups, or the one that a name, or a part of a unit's name, means."""
    if name is None:
        return [*roster.checklist.units, *roster.checklist.groups]
    found = roster.find(name)
    return [found] if found else [roster.units[roster.select(name)[0]]]


def read_fail_on(words: list[str] | None) -> tuple[str, ...]:
    """The words of `--fail-on`, each once."""
    return tuple(dict.fromkeys(choose(word, FAIL_ON, "--fail-on") for word in several(words)))


def fail_if_any(view: View, words: tuple[str, ...]) -> None:
    """Exit 5 if any of the words applies to a selected pair; say which, and to how many."""
    numbers = {FAIL_ON[word]: sum(map(HOLDS[FAIL_ON[word]], view.pairs)) for word in words}
    figures = [_("{word}: {n}").format(word=reason_word(reason), n=n) for reason, n in numbers.items() if n]
    if figures:
        console.note(_("exit code {code}: {found}").format(code=int(ExitCode.FOUND), found=joined(figures)))
        raise typer.Exit(ExitCode.FOUND)
