"""The file is not saved as UTF-8.

UTF-8 is the one encoding that every program on every machine reads alike. Old Windows programs
save GBK or UTF-16; read as UTF-8 the Chinese in it is noise, so nothing else in the file is
checked.

Open the file in the program that wrote it and save it again: “save as”, encoding UTF-8. In
Notepad and WPS the choice stands beside the file name. With or without BOM makes no difference.
"""

from __future__ import annotations

from govlist.base.errors import Level
from govlist.validation.rules._samples import ONE_LINE

LEVEL = Level.ERROR

GOOD = ONE_LINE

BAD = GOOD.replace("清单\n", "清单  # <-\n").encode("gbk")
