"""Dates of summits on the calendar, in words; the queries are in ``querysets/calendar.py``."""

from foundation.agenda.columns import Row
from foundation.agenda.registry import Kind, Source, declare
from foundation.workflow.declarations import address_of
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
SUMMIT_PAGE = address_of("summits:detail", "slug")


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


declare(
    Source(
        name="summits",
        rows=calendar.of_summits,
        kinds=(Kind(slug="summit", what=_summit, href=SUMMIT_PAGE),),
    )
)
declare(
    Source(
        name="summit sessions",
        rows=calendar.of_sessions,
        # The file of a person's own agenda has the same UID.
        kinds=(Kind(slug="session", what=_session, href=address_of("summits:session", "subject")),),
    )
)
declare(
    Source(
        name="summit deadlines",
        rows=calendar.of_gates,
        kinds=(Kind(slug="summit-gate", what=_gate, href=SUMMIT_PAGE),),
    )
)
