"""Which links are valid evidence: an address that others can open, or a file beside the list."""

from __future__ import annotations

import re

from govlist.base.i18n import _
from govlist.base.text import excerpt

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)[:：]")
_WEB = re.compile(
    r"https?://"
    r"(?:[^/?#@\s]*@)?"
    r"(?:\[[0-9A-Fa-f:.]+\]|[^/?#@:\[\]\s]+)"  # the host
    r"(?::[0-9]*)?(?=[/?#]|$)",
    re.IGNORECASE,
)


def remedy() -> str:
    """The hint for invalid evidence."""
    return _("write an https:// address or a file name such as evidence/august.pdf")


def fault(link: str) -> str | None:
    """Why a link is not valid evidence, in the language in use; None if it is valid."""
    text = re.sub(r"[\t\r\n]", "", link).strip()  # as browsers read it
    if not text:
        return _("it is blank")
    scheme = _SCHEME.match(text)
    if text.startswith(("/", "\\")) or (scheme and len(scheme[1]) == 1):
        return _("it is an absolute path")
    if "\\" in text:
        return _("it contains a backslash")
    web = _WEB.match(text)
    if _leaves_folder(re.split("[?#]", text)[0] if web else text):
        return _("it leaves its folder through ..")
    if web or not scheme:
        return None
    if scheme[1].lower() in ("http", "https"):
        return _("it has no host name")
    return _("{scheme}: is neither http nor https").format(scheme=excerpt(scheme[1]))


def _leaves_folder(path: str) -> bool:
    """Whether a path has `..` among its parts, also written as %2e."""
    parts = path.lower().replace("%2e", ".").split("/")
    return ".." in (part.strip() for part in parts)
