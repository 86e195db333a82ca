"""A value has a YAML tag such as !!str.

Tags tell programs the type of a value. In a list the key decides the type: the value of
`year` is a number, of `date` a day, of `note` text, however it is written.

Delete the word that begins with an exclamation mark. A text that begins with ! needs quotes.
"""

from govlist.base.errors import Level
from govlist.validation.rules._samples import ONE_LINE

LEVEL = Level.ERROR

GOOD = ONE_LINE

BAD = GOOD.replace("title: 田家庵区", "title: !!str 田家庵区").replace("清单\n", "清单  # <-\n")
