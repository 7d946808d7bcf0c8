"""The meetings of a community as a calendar file: each time in UTC, as readers disagree about zones (ADR 46)."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from communities.models import Community, Meeting

CONTENT_TYPE = "text/calendar; charset=utf-8"


def file_of(community: Community, meetings: Iterable[Meeting]) -> bytes:
    """Write the meetings that take place; a canceled one is left out, as some readers would still list it."""
    calendar = Calendar()
    calendar.add("prodid", "-//U.S. Department of Justice//PSP Portal//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", community.name)
    for meeting in meetings:
        event = Event()
        event.add("uid", f"community-meeting-{meeting.pk}@psp-portal")
        event.add("dtstamp", meeting.changed_at.replace(microsecond=0))
        event.add("sequence", meeting.version)
        event.add("dtstart", meeting.starts_at)
        event.add("dtend", meeting.ends_at)
        event.add("summary", community.name)
        path = reverse("communities:meeting", args=[meeting.pk])
        event.add("url", f"{settings.PUBLIC_BASE_URL}{path}")
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
