"""The file uses YAML's anchors (&name) or aliases (*name).

An alias makes one piece of text stand in two places. Who changes one place changes the other
without seeing it, so govlist could not promise that an edit touches one task alone.

Write the value out at each place, and delete the & and * words. A text that begins with & or *
needs quotes.
"""

from __future__ import annotations

from govlist.base.errors import Level
from govlist.validation.rules._samples import HEAD, ONE_LINE

LEVEL = Level.ERROR

GOOD = ONE_LINE + "      - {id: 2, requirement: 公开校外培训机构名单, responsible: [区教体局]}\n"

BAD = f"""\
{HEAD}      - {{id: 1, requirement: 公开义务教育招生政策, responsible: &units [区教体局]}}  # <-
      - {{id: 2, requirement: 公开校外培训机构名单, responsible: *units}}  # <-
"""
