"""A calendar of deadlines, rounds and reply-by days, for Outlook, WPS and phones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from govlist.content import calendar
from govlist.model.view import View

SUFFIX = ".ics"
COLUMNS = ()


def render(view: View) -> bytes:
    """A calendar (RFC 5545) of events on whole days; the same list on the same day gives the same bytes.

    An event's UID follows from the list's title and what the event is about, so that importing a later
    calendar changes an event that was moved or reworded instead of adding a second one.
    """
    import icalendar

    made = icalendar.Calendar()
    made.add("prodid", "-//govlist//calendar//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", calendar.name(view))
    stamp = datetime.combine(view.day, time(), UTC)
    for event in calendar.events(view):
        item = icalendar.Event()
        item.add("uid", f"{uuid5(NAMESPACE_URL, f'{view.checklist.title} {event.key}')}@govlist")
        item.add("dtstamp", stamp)
        item.add("dtstart", event.day)
        if event.day < date.max:
            item.add("dtend", event.day + timedelta(days=1))
        item.add("summary", event.title)
        item.add("description", event.text)
        item.add("categories", [event.kind])
        item.add("transp", "TRANSPARENT")
        made.add_component(item)
    text: bytes = made.to_ical()
    return text
