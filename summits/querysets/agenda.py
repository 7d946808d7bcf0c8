"""What an agenda's page asks, in few statements whatever its size."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, JSONObject

from foundation.accounts.actors import Actor
from foundation.needs.columns import day_at
from sites.models import CoreArea
from summits.enums import GrantRole
from summits.models import Choice, Grant, Session, SessionSpeaker, Summit
from summits.models.agenda import SessionQuerySet


@dataclass(frozen=True, slots=True)
class Slot:
    """A session as an agenda shows it: what its table needs, and no model's instance, of which a day has hundreds.

    Attributes:
        starts_at: when it begins, with ``ends_at``; None while it has no time.
        room_pk: its room's key; None without a room.
        has_seat: whether the actor who chose it has a seat, or waits for one; None if they didn't choose it.
    """

    pk: UUID
    title: str
    audience: str
    starts_at: datetime | None
    ends_at: datetime | None
    room_pk: UUID | None
    room_name: str
    room_seats: int
    area_name: str
    speaker_names: list[str]
    has_seat: bool | None


class Planned(NamedTuple):
    """A session as far as an organizer is warned of it: a summit has hundreds, so that no model's instance is made."""

    pk: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    audience: str
    area_pk: int | None
    area_name: str | None
    expected: int
    chosen: int
    needs: list[str]
    room_name: str | None
    room_seats: int | None
    room_equipment: list[str] | None


def planned_of(sessions: SessionQuerySet) -> list[Planned]:
    """Load the placed sessions as far as an organizer is warned of them, in order of time: one query."""
    rows = (
        sessions.placed()
        .order_by("during", "title", "pk")
        .values_list(
            "pk",
            "title",
            "during__startswith",
            "during__endswith",
            "audience",
            "core_area_id",
            "core_area__name",
            "expected",
            Coalesce(F("seats__taken") + F("seats__waiting"), Value(0)),
            "needs",
            "room__name",
            "room__seats",
            "room__equipment",
        )
    )
    return [*map(Planned._make, rows)]


def slots_of(actor: Actor, sessions: SessionQuerySet) -> list[Slot]:
    """Load sessions as an agenda shows them, in order of time: one query whatever the size."""
    names = SessionSpeaker.objects.filter(session=OuterRef("pk")).order_by("speaker__name")
    mine = Choice.objects.visible_to(actor).filter(session=OuterRef("pk"))
    rows = sessions.order_by("during", "room__name", "title", "pk").values_list(
        "pk",
        "title",
        "audience",
        "during__startswith",
        "during__endswith",
        "room_id",
        Coalesce("room__name", Value("")),
        Coalesce("room__seats", Value(0)),
        Coalesce("core_area__name", Value("")),
        ArraySubquery(names.values("speaker__name")),
        Subquery(mine.values("has_seat")[:1])
        if actor.user_id is not None
        else Value(None, output_field=BooleanField()),
    )
    return [Slot(*row) for row in rows]


def areas_in_force(day: date) -> list[str]:
    """Return the names of the core areas in effect on a day."""
    return list(CoreArea.objects.in_force_on(day).values_list("name", flat=True))


def on_day(sessions: SessionQuerySet, day: date, time_zone: str) -> SessionQuerySet:
    """Return the sessions that begin on a day where their summit is."""
    zone = ZoneInfo(time_zone)
    midnight = datetime.combine(day, time(), zone)
    return sessions.between(midnight, datetime.combine(day + timedelta(days=1), time(), zone))


def with_days(actor: Actor, rows: QuerySet[Summit]) -> QuerySet[Summit]:
    """Add to each summit how many sessions each of its days has; ``days_with_sessions`` reads it."""
    found = Session.objects.visible_to(actor).placed().filter(summit=OuterRef("pk"))
    found = found.annotate(on=day_at(F("during__startswith"), "summit__time_zone")).order_by()
    counted = found.values("on").annotate(sessions=Count("pk"))
    return rows.annotate(
        session_days=ArraySubquery(counted.values(told=JSONObject(on="on", sessions="sessions")))
    )


def days_with_sessions(summit: Summit) -> dict[date, int]:
    """Return how many sessions each day of a summit has that has any, as ``with_days`` found it."""
    found: list[dict[str, str]] = summit.session_days  # type: ignore[attr-defined]  # -- added by the query
    return {date.fromisoformat(each["on"]): int(each["sessions"]) for each in found}


def with_role_of(actor: Actor, rows: QuerySet[Summit], at: datetime) -> QuerySet[Summit]:
    """Add to each summit whether the actor organizes it, which saves the policy a query."""
    if actor.user_id is None:
        return rows
    held = Grant.objects.filter(
        summit=OuterRef("pk"), person_id=actor.user_id, role=GrantRole.ORGANIZER
    )
    return rows.annotate(is_organized=Exists(held.live(at)))
