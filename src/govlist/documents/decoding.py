"""Bytes that somebody saved as text → the text: UTF-8, UTF-16 or GBK, found out from the bytes."""

from __future__ import annotations

import re
from pathlib import Path

from govlist.base.i18n import _, n_
from govlist.documents import archive

_COMMON = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uff65\u2010-\u2027\t\n\r -~]")
"""What Chinese text is made of, to tell a right reading of bytes from a wrong one."""


def decode(path: Path, data: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """The text of bytes, and what was uncertain in it.

    The encoding is found out: by its mark (BOM), else UTF-16 where NULs or the common characters of Chinese
    say so, UTF-8, `declared` (a page's own word for it), then GB 18030 with GBK and GB 2312 in it. Raises
    GovlistError where the bytes are no text.
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
    """The UTF-16 that bytes without a mark are in, if they are."""
    sample = data[:20_000]
    if sample.count(b"\0") * 20 < len(sample) and _is_text(sample):
        return None
    shares = {encoding: _share(sample.decode(encoding, "replace")) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] > 0.9 else None


def _is_text(sample: bytes) -> bool:
    """Whether bytes read as UTF-8 but for a few, or as GB 18030 of common characters."""
    lost = sample.decode("utf-8", "replace").count("\ufffd")
    return lost * 50 < len(sample) or _share(sample.decode("gb18030", "replace")) > 0.9


def _share(text: str) -> float:
    return len(_COMMON.findall(text)) / max(len(text), 1)


def _odd(text: str) -> int:
    """How many characters no text has: controls, lost ones, those without a meaning."""
    return sum(1 for _match in re.finditer("[\0-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]", text))


def _checked(path: Path, text: str) -> tuple[str, str | None]:
    """A decoded text, refused where it is none; what was lost in decoding is told."""
    if _odd(text) > max(4, len(text) // 20):
        archive.refuse(
            path, _("it is no text"), _("give a text of UTF-8, GBK or UTF-16, or .docx, .xlsx, .html, .pdf")
        )
    lost = text.count("\ufffd")
    message = n_("{n} character could not be read", "{n} characters could not be read", lost)
    return text, message.format(n=lost) if lost else None
