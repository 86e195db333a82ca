"""A comment `# govlist: ignore[...]` ignores nothing.

Such a comment hides warnings of its line. If the line no longer has that warning, the comment may one day
hide a new one that nobody has looked at. If the rule's name is wrong, the comment does nothing.

Delete the comment, or the rule from it. Only warnings can be ignored: an error must be fixed, because it
stops every other command.
"""

from govlist.base.errors import Level
from govlist.validation.rules._samples import GROUP

LEVEL = Level.WARNING

GOOD = GROUP.replace("有关部门]", "有关部门]  # to be settled in March; govlist: ignore[no-owner]")

BAD = GROUP + "        concerned: [区教体局]  # govlist: ignore[no-owner]  # <-\n"
