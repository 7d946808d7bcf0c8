"""Write entries as an iCalendar feed (RFC 5545): numbers and kinds only, never an item's text (PRODUCT section 4)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from icalendar import Calendar, Event, Timezone, TimezoneStandard

from foundation.agenda.enums import EntryState
from foundation.agenda.reading import Entry

CONTENT_TYPE = "text/calendar; charset=utf-8"
# How often an app asks again, as some of them read it.
REFRESH = timedelta(hours=1)
HOST = "psp-portal"


def feed_of(entries: Iterable[Entry], made_at: datetime) -> bytes:
    """Write a feed; the same entries make the same bytes.

    Arguments:
        entries: what its reader sees.
        made_at: when the feed's address was made, the stamp of what was never changed.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//U.S. Department of Justice//PSP Portal//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", "PSP Portal")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, made_at))
    # A calendar has at least one component (RFC 5545, 3.6): strict readers refuse an empty one.
    if not calendar.subcomponents:
        calendar.add_component(_utc())
    written: bytes = calendar.to_ical()
    return written


def summary_of(entry: Entry) -> str:
    """Say what an entry is outside the portal: "PSP-2026-0042: Scope signature due"."""
    done = f"{EntryState.DONE.label}: " if entry.row.state == EntryState.DONE else ""
    return f"{done}{entry.name}: {entry.what}"


def _event(entry: Entry, made_at: datetime) -> Event:
    row, event = entry.row, Event()
    event.add("uid", f"{entry.uid}@{HOST}")
    event.add("dtstamp", _whole(row.changed_at or made_at))
    event.add("sequence", row.revision)
    # A time is written in UTC: readers know no zone of ours. A day has none, and ends before the next.
    if row.at is not None:
        event.add("dtstart", _whole(row.at))
        if row.ends_at is not None:
            event.add("dtend", _whole(row.ends_at))
    elif row.day is not None:
        event.add("dtstart", row.day)
        event.add("dtend", (row.last_day or row.day) + timedelta(days=1))
    event.add("summary", summary_of(entry))
    event.add("url", f"{settings.PUBLIC_BASE_URL}{entry.href}")
    event.add("status", "CANCELLED" if entry.is_canceled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _utc() -> Timezone:
    """Define UTC: a component that is no date."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "UTC")
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 -- a zone begins at a local time
    standard.add("tzoffsetfrom", timedelta())
    standard.add("tzoffsetto", timedelta())
    zone.add_component(standard)
    return zone


def _whole(instant: datetime) -> datetime:
    """Return an instant in UTC, in whole seconds, as the format has them."""
    return instant.astimezone(UTC).replace(microsecond=0)
