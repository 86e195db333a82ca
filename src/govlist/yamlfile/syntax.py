"""Explain YAML syntax errors, at the place where a person would fix them."""

from __future__ import annotations

import re
from typing import NamedTuple

from govlist.base.i18n import _
from govlist.base.i18n import mark as N_

MAX_DEPTH = 40
_AFTER_QUOTE = " \t\r\n,:]}"
"""What may follow a closing quote; before any other character it was meant as an opening quote."""


class Fault(NamedTuple):
    """An error of form at an offset of the text."""

    rule: str
    offset: int
    message: str
    hint: str = ""


def syntax_fault(error: Exception, text: str, quoted: tuple[int, int] | None) -> Fault:
    """Explain a parser error, at the place where a person would fix it.

    `quoted` is the span of the value that the parser read last, if it is quoted.
    """
    marks = [getattr(error, name, None) for name in ("context_mark", "problem_mark")]
    offsets = [min(mark.index, len(text)) for mark in marks if mark is not None]
    where = offsets[-1] if offsets else 0
    if getattr(error, "context", None) == "while scanning a quoted scalar" and offsets[0] < where:
        return _open_quote(text, offsets[0], where)
    if quoted and "\n" in text[slice(*quoted)] and text[quoted[1] : quoted[1] + 1].strip(_AFTER_QUOTE):
        return _open_quote(text, *quoted)
    if mistake := _typing_mistake(text, min(offsets, default=0), where):
        return mistake
    end = len(text.rstrip())
    if where >= end:  # something was not closed: point at its opening
        where = min(offsets, default=0)
    if where >= end:
        where = max(text.rfind("["), text.rfind("{"), 0)
    words = str(getattr(error, "problem", None) or error)
    message = _("invalid YAML: {problem}").format(problem=_(words))
    return Fault(
        "syntax", where, message, _("check indentation, quotes and brackets on this line and the line above")
    )


def _open_quote(text: str, start: int, end: int) -> Fault:
    """Explain a missing closing quote: the text then runs on to the next quote, or to the end."""
    message = _("the quote that begins here is not closed")
    if end < len(text.rstrip()):
        message = _("the quote that begins here is closed only on line {line}")
    message = message.format(line=text.count("\n", 0, end) + 1)
    return Fault("syntax", start, message, _("add the closing quote where the text ends"))


def too_deep(offset: int) -> Fault:
    """The error for a value nested too deep."""
    message = _("nested deeper than {limit} levels").format(limit=MAX_DEPTH)
    return Fault("too-deep", offset, message, _("a list needs about a dozen; remove the extra brackets"))


def blank_value(text: str, offset: int) -> str:
    """The text with the value at an offset, and the lines indented below it, replaced by `~` and spaces."""
    line_start = text.rfind("\n", 0, offset) + 1
    indent = re.match(r" *", text[line_start:offset])
    columns = len(indent[0]) if indent else 0
    below = re.compile(rf"[^\n]*(?:\n(?: {{{columns + 1}}}[^\n]*|[ \t\r]*(?=\n)))*")
    match = below.match(text, offset)
    end = match.end() if match else len(text)
    gone = re.sub(r"[^\r\n]", " ", text[offset:end])
    return text[:offset] + "~" + gone[1:] + text[end:]


_TYPING_MISTAKES = (
    (r"^[ ]*(?:- )?[^\s#:'\"{\[]+(：)", N_("full-width colon ：after a key"), N_("write : and a space")),
    (r"^[ ]*(\u3000)", N_("indented with a full-width space"), N_("indent with ordinary spaces")),
    (r"^[ ]*(\t)", N_("indented with a tab"), N_("indent with spaces; YAML does not allow tabs")),
)


def _typing_mistake(text: str, first: int, last: int) -> Fault | None:
    """Find a typing mistake of Chinese keyboards near an error, which the parser reports vaguely."""
    for offset in (first, last):
        start = text.rfind("\n", 0, max(text.rfind("\n", 0, offset), 0)) + 1  # from the line before
        end = text.find("\n", offset)
        lines = text[start : len(text) if end < 0 else end]
        for pattern, message, hint in _TYPING_MISTAKES:
            if match := re.search(pattern, lines, re.MULTILINE):
                return Fault("syntax", start + match.start(1), _(message), _(hint))
    return None


SYNTAX_WORDS = (
    N_("could not find expected ':'"),
    N_("did not find expected ',' or ']'"),
    N_("did not find expected ',' or '}'"),
    N_("did not find expected <document start>"),
    N_("did not find expected key"),
    N_("did not find expected '-' indicator"),
    N_("did not find expected node content"),
    N_("found character that cannot start any token"),
    N_("found unexpected end of stream"),
    N_("found unexpected ':'"),
    N_("found undefined alias"),
    N_("found unknown escape character"),
    N_("mapping values are not allowed in this context"),
    N_("block sequence entries are not allowed in this context"),
    N_("found a tab character that violates indentation"),
    N_("found unexpected document indicator"),
)
"""Messages of libyaml, for the catalogue; others are shown in English."""
