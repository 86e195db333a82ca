"""Two names in the roster look alike but are written differently.

One of them holds a full-width letter, a blank or a character that cannot be seen, mostly from
copying. For a program they are two names, so a report or a task can go to the wrong one without
anybody seeing why.

Write the name anew by hand, the same way everywhere. An alias that differs from the name in
nothing that can be seen is better deleted.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.base.text import folded, shown
from govlist.model.checklist import Checklist
from govlist.validation.rules._names import declared, odd_characters
from govlist.validation.rules._samples import TWO_UNITS

LEVEL = Level.WARNING

GOOD = TWO_UNITS.replace("区教体局, kind: department", "区教体局, kind: department, aliases: [区教育体育局]")

BAD = GOOD.replace("[区教育体育局]}", "[区教 体局]}  # <-")


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding at each name or alias that differs from an earlier one only in what nobody sees."""
    first: dict[str, str] = {}
    seen = set()
    for location, name, _owner in declared(checklist):
        twin = first.setdefault(folded(name), name)
        if name not in seen and name != twin:
            message = _("{name} looks like {twin} but is written differently")
            message = message.format(name=shown(name), twin=shown(twin))
            characters = odd_characters(name, twin) or odd_characters(twin, name)
            hint = _("the characters that differ: {characters}; write the name anew")
            yield Finding(location, message, hint.format(characters=characters))
        seen.add(name)
