"""The problems that `validate` reports: of the rules selected, without those ignored, or errors alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from govlist.base import registry
from govlist.base.errors import GovlistError, Level, Problem
from govlist.base.i18n import _
from govlist.model.words import nearest


@dataclass(frozen=True)
class Selection:
    """The rules to report, all if none is selected, and the rules whose warnings are ignored.

    With `errors_only` no warning is shown.
    """

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    errors_only: bool = False

    def ignores(self, problem: Problem) -> bool:
        """Whether a problem is ignored; only warnings are."""
        return problem.rule in self.ignore

    def shows(self, problem: Problem) -> bool:
        """Whether a problem's rule is selected."""
        return not self.select or problem.rule in self.select

    def hides(self, problem: Problem) -> bool:
        """Whether a problem is a warning where only errors are asked for."""
        return self.errors_only and problem.level is Level.WARNING


EVERYTHING = Selection()
"""All problems of all rules."""


def read(select: Iterable[str] | None, ignore: Iterable[str] | None, errors_only: bool = False) -> Selection:
    """The selection of rules named in texts, several in one text with commas between them.

    Raises GovlistError for an unknown rule, and for one to ignore that is an error.
    """
    ignored = _rules(ignore)
    for rule in sorted(ignored):
        if registry.get("validation.rules", rule).LEVEL is Level.ERROR:
            message = _("{rule} is an error and cannot be ignored").format(rule=rule)
            hint = _("fix it: it stops every other command; --select shows only some rules")
            raise GovlistError(message, hint=hint)
    return Selection(_rules(select), ignored, errors_only)


def _rules(words: Iterable[str] | None) -> frozenset[str]:
    found = (name.strip() for word in words or () for name in word.replace("，", ",").split(","))
    return frozenset(map(_rule, found))


def _rule(name: str) -> str:
    if name not in registry.names("validation.rules"):
        raise unknown(name)
    return name


def unknown(name: str) -> GovlistError:
    """The error for a rule that does not exist, with the nearest."""
    hint = nearest(name, registry.names("validation.rules"), _("govlist explain lists them"))
    return GovlistError(_("there is no rule {name}").format(name=name), hint=hint)
