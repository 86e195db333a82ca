"""A value bears a YAML tag such as !!str.

Tags tell programs what type a value has. Here the key says that already: what stands under
`year` is a number, under `date` a day, under `note` text, whatever it looks like.

Delete the word that begins with an exclamation mark. A text that begins with ! needs quotes.
"""

from __future__ import annotations

from govlist.base.errors import Level
from govlist.validation.rules._samples import ONE_LINE

LEVEL = Level.ERROR

GOOD = ONE_LINE

BAD = GOOD.replace("title: 田家庵区", "title: !!str 田家庵区").replace("清单\n", "清单  # <-\n")
