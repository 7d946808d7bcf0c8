"""What a person chose as a calendar file: each time in UTC, as readers disagree about zones (ADR 46)."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from summits.enums import State
from summits.models import Choice, Summit
from summits.presenters.days import place_of

CONTENT_TYPE = "text/calendar; charset=utf-8"


def file_of(choices: Iterable[Choice], summit: Summit) -> bytes:
    """Write the sessions that a person chose and that have a time."""
    calendar = Calendar()
    calendar.add("prodid", "-//U.S. Department of Justice//PSP Portal//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", summit.name)
    for choice in choices:
        session = choice.session
        if session.starts_at is None:
            continue
        event = Event()
        event.add("uid", f"session-{session.pk}@psp-portal")
        event.add("dtstamp", choice.made_at.replace(microsecond=0))
        event.add("sequence", session.version + summit.version)
        if summit.status == State.CANCELED:
            event.add("status", "CANCELLED")
        event.add("dtstart", session.starts_at)
        event.add("dtend", session.ends_at)
        event.add("summary", session.title)
        where = [session.room.name] if session.room and not summit.is_virtual else []
        event.add("location", ", ".join([*where, place_of(summit)]))
        path = reverse("summits:session", args=[session.pk])
        event.add("url", f"{settings.PUBLIC_BASE_URL}{path}")
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
