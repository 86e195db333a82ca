"""What the office writes on the papers that it sends: number, day of the reply, whom to ask. Pure."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from govlist.base.i18n import p_
from govlist.base.text import visible
from govlist.model.checklist import Office
from govlist.model.view import View

BLANK = "______"
"""A blank of three characters to fill in by hand."""


class Letter(NamedTuple):
    """What is known of a paper beside the list: empty values are taken from the list, or left to fill in."""

    number: str = ""
    """The document's number 【文号】: 政办督〔2024〕12号."""
    reply_by: date | None = None
    contact: str = ""
    phone: str = ""

    @property
    def has_sender(self) -> bool:
        """Whether anything about the sender is given."""
        return bool(self.number or self.contact or self.phone)

    def following(self, place: int) -> Letter:
        """The same for another of several papers: the last number in the document's number is counted on."""
        count = re.compile("[0-9]{1,9}(?=[^0-9]*$)")
        number = count.sub(lambda m: f"{int(m[0]) + place:0{len(m[0])}}", self.number)
        return self._replace(number=number)

    def whom_to_ask(self, view: View) -> str:
        """The contact and telephone, as given or of the list's office; blanks if they are not known."""
        office = view.checklist.office or Office()
        contact = visible(self.contact or office.contact or BLANK)
        phone = visible(self.phone or office.phone or 2 * BLANK)
        return p_("notice", "(Contact: {contact}  Telephone: {phone})").format(contact=contact, phone=phone)
