"""Characters that are no part of a text: controls, and those that nobody sees.

To compile their patterns takes as long as a tenth of a start, so that only those import them who use them.
"""

from __future__ import annotations

import re

_CONTROLS = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 without tab, line feed, carriage return; DEL; C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\ud800-\udfff\ufffe\uffff"  # surrogates, noncharacters
)
CONTROL = re.compile(f"[\r{_CONTROLS}]")
"""Characters that are never data: control and bidirectional characters, except tab and line feed."""

CONTROL_IN_FILE = re.compile(f"\r(?!\n)|\\A\ufeff|[{_CONTROLS}\u2028\u2029]")
"""The same in a file, where a carriage return is allowed before a line feed.

Includes line breaks that YAML sees and editors do not: text after one in a comment would be data.
"""

INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u180b-\u180f\u200b-\u200d\u2060-\u2064\u206a-\u206f\ufeff\ufe00-\ufe0f\u3164\uffa0"
    "\U000e0001-\U000e007f\U000e0100-\U000e01ef]"
)
"""Invisible characters, by which two names can look the same and differ."""
