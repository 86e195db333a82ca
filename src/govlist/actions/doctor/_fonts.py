"""The fonts of official documents: whether a program here that opens Word documents has them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator

from govlist.actions.doctor._check import Check, State
from govlist.base.i18n import _
from govlist.documents.paper import type as paper
from govlist.model.words import joined

OFFICES = ("soffice", "libreoffice", "wps", "et")
"""Programs that open Word documents; on Windows and macOS there is always one that may."""
WANTED = (paper.TITLE, paper.BODY, paper.HEADING, paper.LEAD)


def fonts() -> Iterator[Check]:
    """The fonts of a document's title, body and headings; nothing where the system does not tell."""
    if sys.platform != "win32" and not any(map(shutil.which, OFFICES)):
        yield Check("fonts", _("no program here opens Word documents"))
    elif found := installed():
        yield _compared(found)


def _compared(found: set[str]) -> Check:
    missing = [name for name in WANTED if name not in found]
    if not missing:
        return Check("fonts", joined(WANTED))
    parts = []
    for name in missing:
        instead = next((other for other in paper.FALLBACKS[name].split(",") if other in found), "")
        shown = _("{name} (shown in {other})") if instead else "{name}"
        parts.append(shown.format(name=name, other=instead))
    remedy = _("install them where the documents are printed; govlist itself needs none")
    return Check("fonts", _("missing: {names}").format(names=joined(parts)), remedy, State.WARN)


def installed() -> set[str]:
    """The names of the fonts of this machine in all languages; none if it cannot be asked."""
    if sys.platform == "win32":
        return _of_registry()
    program = shutil.which("fc-list")
    if program is None:
        return set()
    try:
        done = subprocess.run(  # noqa: S603 - lists fonts
            [program, ":", "family"], stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return set()
    names = done.stdout.decode("utf-8", "replace").replace("\n", ",").split(",")
    return {name.strip() for name in names} - {""}


def _of_registry() -> set[str]:
    """The fonts of all users and of this one. Windows keeps them as `SimHei (TrueType)` or `A & B`."""
    found: set[str] = set()
    if sys.platform == "win32":
        import winreg

        for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            try:
                with winreg.OpenKey(root, r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts") as key:
                    for index in range(winreg.QueryInfoKey(key)[1]):
                        names = winreg.EnumValue(key, index)[0].partition("(")[0]
                        found.update(name.strip() for name in names.split("&"))
            except OSError:  # no font of this user's own
                continue
    return found
