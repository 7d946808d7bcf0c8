"""What an agenda's page asks, in few statements whatever its size."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

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
from foundation.accounts.compiled import Compiled
from foundation.calendars import clock
from foundation.calendars.days import end_of, start_of
from foundation.needs.columns import day_at
from sites.models import CoreArea
from summits.enums import GrantRole
from summits.models import Choice, Grant, Room, Session, SessionSpeaker, Summit
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


@Compiled
def _planned(actor: Actor, *, summit: UUID) -> QuerySet[Session, tuple[Any, ...]]:
    placed = Session.objects.visible_to(actor).of_summit(summit).placed()
    return placed.order_by("during", "title", "pk").values_list(
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


def planned_of(actor: Actor, summit: Summit) -> list[Planned]:
    """Load the placed sessions as far as an organizer is warned of them, in order of time: one query."""
    return [*map(Planned._make, _planned(actor, summit=summit.pk))]


@Compiled
def _on_all_days(
    actor: Actor,
    with_waiting: bool,  # noqa: FBT001 -- a compiled query has its shape by place
    *,
    summit: UUID,
) -> QuerySet[Session, tuple[Any, ...]]:
    sessions = Session.objects.visible_to(actor).of_summit(summit)
    return _columns_of(actor, sessions if with_waiting else sessions.placed())


@Compiled
def _between(
    actor: Actor,
    with_waiting: bool,  # noqa: FBT001 -- a compiled query has its shape by place
    *,
    summit: UUID,
    first: datetime,
    last: datetime,
) -> QuerySet[Session, tuple[Any, ...]]:
    sessions = Session.objects.visible_to(actor).of_summit(summit)
    found = sessions.between(first, last)
    return _columns_of(actor, found | sessions.waiting() if with_waiting else found)


def slots_on(
    actor: Actor, summit: Summit, day: date | None, *, with_waiting: bool = False
) -> list[Slot]:
    """Load the sessions of a day, or of all, as an agenda shows them, in order of time: one query whatever the size.

    Arguments:
        day: where the summit is; None for all days.
        with_waiting: whether those without a time are found, too.
    """
    if day is None:
        rows = _on_all_days(actor, with_waiting, summit=summit.pk)
    else:
        first, last = start_of(day, summit.time_zone), end_of(day, summit.time_zone)
        rows = _between(actor, with_waiting, summit=summit.pk, first=first, last=last)
    return [Slot(*row) for row in rows]


def slots_in(actor: Actor, room: Room) -> list[Slot]:
    """Load the placed sessions of a room in the same way."""
    placed = Session.objects.visible_to(actor).of_summit(room.summit_id).placed()
    return [Slot(*row) for row in _columns_of(actor, placed.in_room(room))]


def _columns_of(actor: Actor, sessions: SessionQuerySet) -> QuerySet[Session, tuple[Any, ...]]:
    names = SessionSpeaker.objects.filter(session=OuterRef("pk")).order_by("speaker__name")
    mine = Choice.objects.visible_to(actor).filter(session=OuterRef("pk"))
    return sessions.order_by("during", "room__name", "title", "pk").values_list(
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


def areas_in_force(day: date) -> list[str]:
    """Return the names of the core areas in effect on a day."""
    return list(CoreArea.objects.in_force_on(day).values_list("name", flat=True))


@Compiled
def with_days(actor: Actor, *, slug: str) -> QuerySet[Summit]:
    """Find a summit, with how many sessions each of its days has, and whether the actor organizes it.

    ``days_with_sessions`` reads the days.
    """
    found = Session.objects.visible_to(actor).placed().filter(summit=OuterRef("pk"))
    found = found.annotate(on=day_at(F("during__startswith"), "summit__time_zone")).order_by()
    counted = found.values("on").annotate(sessions=Count("pk"))
    days = ArraySubquery(counted.values(told=JSONObject(on="on", sessions="sessions")))
    seen = Summit.objects.visible_to(actor).named(slug).annotate(session_days=days)
    return with_role_of(actor, seen, clock.now())


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
