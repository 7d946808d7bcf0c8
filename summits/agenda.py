"""Dates of summits on the calendar, in words; the queries are in ``querysets/calendar.py``."""

from django.urls import reverse

from foundation.agenda.columns import Row
from foundation.agenda.registry import Kind, Source, declare
from summits.enums import GateKind, Registered, State
from summits.querysets import calendar

TAKES_PLACE = "Takes place"
REGISTERED = {
    Registered.NOMINATED: "You're invited",
    Registered.INVITED: "You're invited",
    Registered.CONFIRMED: "You're registered",
    Registered.WAIT_LISTED: "You're on the wait-list",
}
GATES = {
    GateKind.CONCEPT: "Concept approval due",
    GateKind.CONFERENCE: "Conference approval due",
    GateKind.REGISTRATION: "Registration due to open",
    GateKind.AGENDA: "Agenda due to be locked",
}


def _summit(row: Row) -> str:
    registered = row.detail["registered"]
    if registered:
        return REGISTERED[Registered(registered)]
    return "Days not approved yet" if row.detail["status"] == State.PLANNED else TAKES_PLACE


def _session(row: Row) -> str:
    """Say what it is to the reader; its title leaves the portal only with an agenda that is public."""
    mine = "You speak" if row.detail["speaks"] else "Your session"
    title = row.detail["public_title"]
    return f"{mine}: {title}" if title else mine


def _gate(row: Row) -> str:
    return GATES[GateKind(row.detail["gate"])]


def _summit_page(row: Row) -> str:
    return reverse("summits:detail", args=[row.detail["slug"]])


def _session_page(row: Row) -> str:
    return reverse("summits:session", args=[row.subject])


declare(
    Source(
        name="summits",
        rows=calendar.of_summits,
        kinds=(Kind(slug="summit", what=_summit, href=_summit_page),),
    )
)
declare(
    Source(
        name="summit sessions",
        rows=calendar.of_sessions,
        # The file of a person's own agenda has the same UID.
        kinds=(Kind(slug="session", what=_session, href=_session_page),),
    )
)
declare(
    Source(
        name="summit deadlines",
        rows=calendar.of_gates,
        kinds=(Kind(slug="summit-gate", what=_gate, href=_summit_page),),
    )
)
