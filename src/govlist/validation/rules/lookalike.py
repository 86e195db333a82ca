"""Two names in the roster look the same but are spelled differently.

One of them contains a full-width letter, a space or an invisible character, usually from copied
text. For a program they are two names, so a report or a task can go to the wrong one without a
visible reason.

Type the name again, in the same way everywhere. If an alias looks exactly like the name, delete
the alias.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.base.text import excerpt, folded
from govlist.model.checklist import Checklist
from govlist.validation.rules._names import declared, odd_characters
from govlist.validation.rules._samples import TWO_UNITS

LEVEL = Level.WARNING

GOOD = TWO_UNITS.replace("区教体局, kind: department", "区教体局, kind: department, aliases: [区教育体育局]")

BAD = GOOD.replace("[区教育体育局]}", "[区教 体局]}  # <-")


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding for each name or alias that looks the same as an earlier, different one."""
    first: dict[str, str] = {}
    seen = set()
    for location, name, _owner in declared(checklist):
        twin = first.setdefault(folded(name), name)
        if name not in seen and name != twin:
            message = _("{name} looks like {twin} but is spelled differently")
            message = message.format(name=excerpt(name), twin=excerpt(twin))
            characters = odd_characters(name, twin) or odd_characters(twin, name)
            hint = _("the characters that differ: {characters}; type the name again")
            yield Finding(location, message, hint.format(characters=characters))
        seen.add(name)
