"""The file is not saved as UTF-8.

Every program on every computer reads UTF-8 in the same way. Old Windows programs save GBK or
UTF-16; read as UTF-8, the Chinese text is garbled, so nothing else in the file is checked.

Open the file in the program that wrote it and save it again: “Save as”, encoding UTF-8. In
Notepad and WPS the encoding is next to the file name. A BOM is allowed.
"""

from govlist.base.errors import Level
from govlist.validation.rules._samples import ONE_LINE

LEVEL = Level.ERROR

GOOD = ONE_LINE

BAD = GOOD.replace("清单\n", "清单  # <-\n").encode("gbk")
