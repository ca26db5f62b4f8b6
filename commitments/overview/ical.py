"""Public commitments as a calendar file (RFC 5545): one all-day event each, with an identity that stays the same."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

REFRESH = timedelta(hours=12)


def calendar_file(entries, name):
    """The bytes of a calendar called `name` with these public entries."""
    calendar = Calendar()
    calendar.add("prodid", "-//commitments//calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    for entry in entries:
        calendar.add_component(event_of(entry))
    return calendar.to_ical()


def event_of(entry):
    event = Event()
    event.add("uid", f"{entry.key.replace(':', '-')}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", entry.updated_at)
    event.add("last-modified", entry.updated_at)
    event.add("dtstart", entry.due_on)
    event.add("dtend", entry.due_on + timedelta(days=1))
    event.add("summary", _("%(title)s（%(agency)s）") % {"title": entry.title, "agency": entry.agency.short_name})
    event.add("description", _("%(number)s，%(state)s") % {"number": entry.number, "state": entry.state_words})
    event.add("url", f"{settings.SITE_URL}{entry.path}")
    event.add("status", "CANCELLED" if entry.facts["state"] == "withdrawn" else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # who follows a promise is not busy on that day
    return event
