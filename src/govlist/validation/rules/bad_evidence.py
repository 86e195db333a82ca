"""A piece of evidence leads nowhere that others could follow, or to where it must not lead.

Evidence is opened on other machines: by the office, the city, in the exported page. C:\\…
exists on one machine alone, .. leaves the list's folder, and an address other than http or
https can start programs.

Write a whole address, https://www.tja.gov.cn/…, or the name of a file in a folder beside the
list, with ordinary slashes: 佐证/8月.pdf. Whether the file exists is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.model.checklist import Checklist
from govlist.validation.rules._names import shown
from govlist.validation.rules._reports import report_lists

LEVEL = Level.ERROR

GOOD = """\
title: 田家庵区2024年度政务公开重点工作清单
year: 2024
units:
  - {name: 区教体局, kind: department}
groups: []
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开义务教育招生政策
        responsible: [区教体局]
        progress:
          区教体局:
            - {date: 2024-06-14, status: in_progress, evidence: ["https://www.tja.gov.cn/zsgz.html"]}
            - {date: 2024-08-30, status: done, evidence: [佐证/8月.pdf]}
"""

BAD = """\
title: 田家庵区2024年度政务公开重点工作清单
year: 2024
units:
  - {name: 区教体局, kind: department}
groups: []
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开义务教育招生政策
        responsible: [区教体局]
        progress:
          区教体局:
            - {date: 2024-08-30, status: done, evidence: ['C:\\佐证\\8月.pdf']}  # <-
"""


_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)[:：]")
_WEB = re.compile(
    r"https?://"
    r"(?:[^/?#@\s]*@)?"
    r"(?:\[[0-9A-Fa-f:.]+\]|[^/?#@:\[\]\s]+)"  # the host
    r"(?::[0-9]*)?(?=[/?#]|$)",
    re.IGNORECASE,
)


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding at each piece of evidence that is no web address and no file beside the list."""
    for listed in report_lists(checklist):
        for index, report in enumerate(listed.reports):
            for position, link in enumerate(report.evidence):
                if reason := fault(link):
                    message = _("evidence {link}: {reason}").format(link=shown(link), reason=reason)
                    yield Finding((*listed.location, index, "evidence", position), message, remedy())


def remedy() -> str:
    """What to write, wherever evidence is refused."""
    return _("write an https:// address or a file name such as evidence/august.pdf")


def fault(link: str) -> str | None:
    """Why a link is no evidence, in the language in use; None where it is fine."""
    text = re.sub(r"[\t\r\n]", "", link).strip()  # as browsers read it
    if not text:
        return _("it is blank")
    scheme = _SCHEME.match(text)
    if text.startswith(("/", "\\")) or (scheme and len(scheme[1]) == 1):
        return _("it is an absolute path")
    if "\\" in text:
        return _("it holds a backslash")
    web = _WEB.match(text)
    if _climbs(re.split("[?#]", text)[0] if web else text):
        return _("it leaves its folder by ..")
    if web or not scheme:
        return None
    if scheme[1].lower() in ("http", "https"):
        return _("it names no host")
    return _("{scheme}: is neither http nor https").format(scheme=shown(scheme[1]))


def _climbs(path: str) -> bool:
    """Whether a path has a `..` among its parts, also one that is written %2e."""
    parts = path.lower().replace("%2e", ".").split("/")
    return ".." in (part.strip() for part in parts)
