"""A key is not one that govlist knows.

Usually it is a typing mistake, such as deu for due. If govlist ignored it, the deadline would be
missing and nobody would notice.

Correct the key; the hint suggests the most similar one. Write a remark as a comment, after a #. The
list, a unit, a task or a report can have keys of your own, which begin with x-, such as x-联络员.
"""

from govlist.base.errors import Level
from govlist.validation.rules._samples import TASK

LEVEL = Level.ERROR

GOOD = f"""\
{TASK}        due: 2024-08-31
        x-联络员: 王老师
"""

BAD = TASK + "        deu: 2024-08-31  # <-\n"
