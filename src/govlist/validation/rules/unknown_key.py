"""A key stands here that the list does not know.

Mostly it is a slip of the hand, such as deu for due. If it were passed over, the deadline would
be missing and nobody would notice.

Correct the key; the hint names the one that was probably meant. A remark belongs behind a #. On
a unit, a task or a report an office may have keys of its own, which begin with x-, such as
x-联络员.
"""

from __future__ import annotations

from govlist.base.errors import Level
from govlist.validation.rules._samples import TASK

LEVEL = Level.ERROR

GOOD = f"""\
{TASK}        due: 2024-08-31
        x-联络员: 王老师
"""

BAD = TASK + "        deu: 2024-08-31  # <-\n"
