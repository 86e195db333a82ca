"""My unit: the setting `unit`, for commands to which none is named."""

from __future__ import annotations

from govlist.actions.session import Session
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.model.roster import Roster
from govlist.model.words import placeholders
from govlist.validation import load


def units(session: Session, names: list[str] | None) -> list[str] | None:
    """The named units, else my unit, else None.

    Raises GovlistError with the setting's place if the list has no such unit. In the shipped list, which may
    be another district's, my unit counts only if it is there.
    """
    setting = None if names else session.settings.found.get("unit")
    if setting is None:
        return names
    try:
        check(session, setting.value)
    except GovlistError as error:
        if error.exit_code != ExitCode.USAGE:  # the list cannot be read: the unit is not the reason
            raise
        if session.shipped:
            return None
        place = _("my unit comes from {path}: {command}").format(
            path=setting.source, command=placeholders("govlist config set unit UNIT")
        )
        error.hint = _("{hint}; {more}").format(hint=error.hint, more=place)
        raise
    return [setting.value]


def check(session: Session, name: str) -> None:
    """Raise GovlistError with similar names if the list in use has no such unit or group."""
    Roster(load.checklist(session.path)).select_all([name])


def unit(session: Session) -> str:
    """My unit as it is set. Raises GovlistError if none is set, or the list has no such unit."""
    found = units(session, None)
    if not found:
        hint = _("set it once: {command}").format(command=placeholders("govlist config set unit UNIT --user"))
        raise GovlistError(_("my unit is not set"), hint=hint)
    return found[0]
