"""The file uses YAML's anchors (&name) or aliases (*name).

An alias repeats the text of its anchor in another place. A change of one place then changes the
other unnoticed, so govlist could not promise that an edit affects only one task.

Write the value in full at each place, and delete the words with & and *. A text that begins with
& or * needs quotes.
"""

from govlist.base.errors import Level
from govlist.validation.rules._samples import HEAD, ONE_LINE

LEVEL = Level.ERROR

GOOD = ONE_LINE + "      - {id: 2, requirement: 公开校外培训机构名单, responsible: [区教体局]}\n"

BAD = f"""\
{HEAD}      - {{id: 1, requirement: 公开义务教育招生政策, responsible: &units [区教体局]}}  # <-
      - {{id: 2, requirement: 公开校外培训机构名单, responsible: *units}}  # <-
"""
