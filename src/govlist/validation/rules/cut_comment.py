"""A text ends early: YAML reads what follows a space and # as a comment.

In YAML a # after a space begins a comment, which no program reads. Of `note: 完成 #第3项` only
完成 is left; the list, the ledger and the export lose the rest without a warning.

Put the whole text in quotes: `note: "完成 #第3项"`. If it is meant as a comment, put a space
after the # and the warning disappears.
"""

from govlist.base.errors import Level
from govlist.validation.rules._samples import REPORTS

LEVEL = Level.WARNING

GOOD = f"""\
{REPORTS}            - {{date: 2024-06-14, status: in_progress, note: "已公示 #第3批学校"}}
            - {{date: 2024-06-21, status: in_progress, note: 已公示}}  # 电话核实
"""

BAD = f"""\
{REPORTS}            - date: 2024-06-14
              status: in_progress
              note: 已公示 #第3批学校  # <-
"""
