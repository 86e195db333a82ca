"""Links that others could not or must not follow."""

import pytest

from govlist.model.evidence import fault

HEAD = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, kind: department}
groups: []
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 甲
        responsible: [区教体局]
"""


@pytest.mark.parametrize(
    "link",
    [
        "https://www.tja.gov.cn/a/b.html?x=1#y",
        "HTTP://www.tja.gov.cn",
        "http://政务公开.中国/目录",
        "http://127.0.0.1:8080/a",
        "http://[::1]:80/",
        "https://user:word@host/a",
        "https://host?next=/a/../b",
        "佐证/8月.pdf",
        "材料:1.pdf",
        "第1批：名单.xlsx",
        "8月:名单.pdf",
        "./佐证/a.pdf",
        "佐证/..a/a..b/...",
        "a/b:c",
        "www.tja.gov.cn/a",
        "照片 1.jpg",
    ],
)
def test_fine(link):
    assert fault(link) is None


@pytest.mark.parametrize(
    "link",
    [
        "",
        " ",
        "ftp://host/a",
        "file:///C:/a.pdf",
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "mailto:a@b",
        "localhost:8080/a",
        "http:",
        "http://",
        "https:///a",
        "https:/host/a",
        "https:host",
        "http://:80/",
        "http://user@/a",
        "http://?x",
        "http:// /a",
        "https：//www.tja.gov.cn/a",
        "https://host/a/../b",
        "https://host\\a",
        "https://good.cn\\@evil.cn/",
        "/佐证/a.pdf",
        "//host/a",
        "\\\\host\\a",
        "C:\\a.pdf",
        "C:/a.pdf",
        "c:a.pdf",
        "佐证\\a.pdf",
        "..",
        "../a.pdf",
        "佐证/../../a.pdf",
        "佐证/..",
        "佐证/.. /a.pdf",
        "%2e%2E/a.pdf",
        ".%2e/a.pdf",
        "a#b/../../c",
    ],
)
def test_bad(link):
    assert fault(link)


def test_places_in_progress_and_overall(problems, marks):
    text = (
        HEAD
        + """\
        overall:
          - {date: 2024-06-28, status: in_progress, evidence: [a.pdf, ¦/a.pdf]}
        progress:
          区教体局:
            - date: 2024-06-14
              status: in_progress
              evidence:
                - https://www.tja.gov.cn
                - ¦ftp://www.tja.gov.cn
                - ¦../a.pdf
"""
    )
    assert problems(text) == marks("bad-evidence", text)
    crlf = text.replace("\n", "\r\n")
    assert problems(crlf) == marks("bad-evidence", crlf)
