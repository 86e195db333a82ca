"""The file is not saved as UTF-8.

Every program on every computer reads UTF-8 in the same way. Old Windows programs save GBK or
UTF-16; read as UTF-8, the Chinese text is garbled, so nothing else in the file is checked.

Open the file in the program that wrote it and save it again: “Save as”, encoding UTF-8. In
Notepad and WPS the encoding is next to the file name. A BOM is allowed.
"""

from __future__ import annotations

from govlist.base.errors import Level

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
      - {id: 1, requirement: 公开义务教育招生政策, responsible: [区教体局]}
"""

BAD = GOOD.replace("清单\n", "清单  # <-\n").encode("gbk")
