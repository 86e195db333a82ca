"""Decodes text files: UTF-8, UTF-16 or GBK, detected from the bytes."""

from __future__ import annotations

import re
from pathlib import Path

from govlist.base.i18n import _, n_
from govlist.documents import archive

_COMMON = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uff65\u2010-\u2027\t\n\r -~]")
"""The usual characters of Chinese text; a wrong decoding has few of them."""


def decode(path: Path, data: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """Decode bytes; returns the text and a doubt about it, if any.

    The encoding is that of the byte order mark, else the first that fits: UTF-16 (by NULs or common Chinese
    characters), UTF-8, `declared` (by the page), GB 18030, which includes GBK and GB 2312. Raises
    GovlistError if the bytes are not text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(path, data[len(mark) :].decode(encoding, "replace"))
    wide = _wide(data)
    if wide:
        return _checked(path, data.decode(wide, "replace"))
    for encoding in ("utf-8", *([declared] if declared else []), "gb18030"):
        try:
            return _checked(path, data.decode(encoding))
        except UnicodeDecodeError:
            continue
    readings = (data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030"))
    return _checked(path, min(readings, key=_odd))


_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def _wide(data: bytes) -> str | None:
    """The UTF-16 encoding of bytes without a byte order mark, if they are UTF-16."""
    sample = data[:20_000]
    if sample.count(b"\0") * 20 < len(sample) and _is_text(sample):
        return None
    shares = {encoding: _share(sample.decode(encoding, "replace")) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] > 0.9 else None


def _is_text(sample: bytes) -> bool:
    """Whether bytes are UTF-8 with few errors, or GB 18030 with common characters."""
    lost = sample.decode("utf-8", "replace").count("\ufffd")
    return lost * 50 < len(sample) or _share(sample.decode("gb18030", "replace")) > 0.9


def _share(text: str) -> float:
    return len(_COMMON.findall(text)) / max(len(text), 1)


def _odd(text: str) -> int:
    """Count the characters that text never has: controls, lost and unassigned ones."""
    return sum(1 for _match in re.finditer("[\0-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]", text))


def _checked(path: Path, text: str) -> tuple[str, str | None]:
    """A decoded text, with a doubt if characters were lost. Raises GovlistError if it is not text."""
    if _odd(text) > max(4, len(text) // 20):
        archive.refuse(
            path,
            _("not a text file"),
            _("use a text file in UTF-8, GBK or UTF-16, or .docx, .xlsx, .html or .pdf"),
        )
    lost = text.count("\ufffd")
    message = n_("{n} character could not be read", "{n} characters could not be read", lost)
    return text, message.format(n=lost) if lost else None
