"""Summits of the matrix: program rows, one for each state and site, though they belong to none."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from foundation.accounts.models import User
from foundation.calendars import clock
from summits.enums import State
from summits.models import (
    Choice,
    Gate,
    Grant,
    Room,
    Session,
    SessionSeats,
    SessionSpeaker,
    Speaker,
    Summit,
    SummitStep,
)
from tests.factories.accounts import UserFactory
from tests.factories.summits import SummitFactory

# The row for each step's page: a summit in a state from which it starts.
ROWS = {
    "approve": "summit",
    "open-registration": "summit-approved",
    "lock-agenda": "summit-registration-open",
    "unlock-agenda": "summit-agenda-locked",
    "start": "summit-agenda-locked",
    "wrap-up": "summit-live",
    "archive": "summit-wrap-up",
    "go-virtual": "summit",
    "cancel": "summit",
}


def plant(site: str) -> dict[str, Any]:
    """Create summits in every state, one with gates, a role, and a step."""
    today, number = clock.today("UTC"), sum(map(ord, site)) % 100
    rows: dict[str, Any] = {}
    for state in State:
        rows[f"summit-{state}"] = SummitFactory(
            slug=f"20{number:02d}-{state}",
            status=state,
            starts_on=today,
            ends_on=today,
            is_published=state == State.LIVE,
        )
    planned: Summit = rows[f"summit-{State.PLANNED}"]
    rows["summit"] = planned
    for kind in ("concept", "agenda"):
        gate = Gate.objects.create(
            summit=planned, kind=kind, due_on=today - timedelta(days=90), done_on=None
        )
        rows.setdefault("gate", gate)
    for kind in ("concept", "conference"):
        Gate.objects.create(
            summit=rows["summit-approved"],
            kind=kind,
            due_on=today - timedelta(days=90),
            done_on=today - timedelta(days=91),
        )
    person = UserFactory(name="Organizes", email=f"organizer-{site}@example.gov")
    rows["grant"] = Grant.objects.create(
        summit=planned, person=person, role="organizer", starts_at=clock.now()
    )
    rows |= _agenda(planned, person)
    SummitStep.objects.create(summit=planned, step="planned", on=today, made_at=clock.now())
    return rows


def _agenda(summit: Summit, person: User) -> dict[str, Any]:
    """Create a room, a speaker, and a session at noon that a person chose."""
    noon = datetime.combine(summit.starts_on, time(12), ZoneInfo(summit.time_zone))
    room = Room.objects.create(summit=summit, name="Ballroom", seats=600)
    speaker = Speaker.objects.create(summit=summit, name="Speaker 1")
    session = Session.objects.create(
        summit=summit,
        title="Opening plenary",
        room=room,
        during=DateTimeTZRange(noon, noon + timedelta(hours=1)),
    )
    SessionSeats.objects.create(session=session, taken=1)
    SessionSpeaker.objects.create(
        summit=summit, session=session, speaker=speaker, during=session.during
    )
    Choice.objects.create(summit=summit, session=session, person=person, made_at=clock.now())
    return {
        "room": room,
        "speaker": speaker,
        "spare-room": Room.objects.create(summit=summit, name="Harbor 9", seats=9),
        "spare-speaker": Speaker.objects.create(summit=summit, name="Speaker 9"),
        "session-of-summit": session,
    }
