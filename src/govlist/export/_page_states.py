"""The marks of states on the page (class, colour, symbol, word), and the flags beside them."""

from __future__ import annotations

from govlist.base.i18n import _
from govlist.content.labels import pair_state, unconfirmed
from govlist.model.figures import due_soon, lacking_evidence, missing, overdue
from govlist.model.pairs import Pair
from govlist.model.states import STATES, Colour
from govlist.model.view import View
from govlist.model.words import status_word

Label = tuple[str, str]
"""A key and its word."""

COLOURS: dict[Colour, str] = {
    "confirmed": "background: var(--confirmed); color: var(--on-confirmed);",
    "done": "background: var(--done); color: var(--on-done);",
    "waiting": "background: var(--done); color: var(--on-done);",
    "going": "background: var(--going); color: var(--on-going);",
    "returned": "background: var(--returned); color: var(--on-returned);",
    "behind": "background: var(--behind); color: var(--on-behind);",
    "idle": "background: var(--idle); color: var(--on-idle);",
    "silent": "border-color: var(--edge); color: var(--ink);",
    "outside": "color: var(--soft);",
    "open": "border: 1px dashed var(--edge); color: var(--soft);",
    "plain": "border: 1px dotted var(--edge); color: var(--soft);",
}
"""The style of a mark of each colour."""

FLAGS = {"overdue": overdue, "soon": due_soon, "lacking": lacking_evidence, "missing": missing}
"""Problems of a pair that are shown beside its state."""


def style() -> str:
    """The CSS rules for the marks of all states."""
    marked = [state for state in STATES if not state.like]
    rules = [f".mark.{state.mark} {{ {COLOURS[state.colour]} }}" for state in marked]
    rules += [
        f'.mark.{s.mark}::before {{ content: "{s.symbol}"; content: "{s.symbol}" / ""; }}'
        for s in marked
        if s.symbol
    ]
    return "\n".join(rules)


def flags_of(pair: Pair) -> list[str]:
    """The keys of a pair's flags."""
    return [key for key, holds in FLAGS.items() if holds(pair)]


def flag_words() -> dict[str, str]:
    """The word for each flag."""
    return {
        "overdue": _("overdue"),
        "soon": _("due soon"),
        "lacking": _("lacking evidence"),
        "missing": _("missing"),
    }


def states(view: View) -> list[Label]:
    """The marks that occur, in the order of the legend."""
    found = {pair_state(view.checklist, pair).mark for pair in view.pairs}
    plain = unconfirmed(view.checklist)
    return [
        (state.mark, status_word(plain.key if state.mark == plain.mark else state.key))
        for state in STATES
        if not state.like and state.mark in found
    ]


def flags(view: View) -> list[Label]:
    """The flags that occur."""
    found = {flag for pair in view.pairs for flag in flags_of(pair)}
    return [(key, word) for key, word in flag_words().items() if key in found]
