"""A second YAML document begins in the file, after a line of three hyphens.

A file contains one list. govlist does not read what follows the line.

Delete the line --- if it only separates parts of one list; move a second list to its own file.
"""

from govlist.base.errors import Level
from govlist.validation.rules._samples import ONE_LINE

LEVEL = Level.ERROR

GOOD = ONE_LINE + "      - {id: 2, requirement: 公开校外培训机构名单, responsible: [区教体局]}\n"

BAD = f"""\
{ONE_LINE}---  # <-
title: 田家庵区2025年度政务公开重点工作清单
year: 2025
"""
