"""Checks of a seat before and while it is filled: the role has it, and it is free."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError

from foundation.accounts.roles import ROLES
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.ui import dates
from foundation.workflow.errors import InvalidInput, Refused
from sites.errors import SeatTaken
from sites.models import Membership, Site

SITS_THERE = "This person already has that seat."


@contextmanager
def seat_is_free(wanted: Membership) -> Iterator[None]:
    """Convert what the database refuses to a sentence that names the other holder.

    Raises:
        Refused: when the person has the seat already.
        SeatTaken: when another person has a seat for one person.
    """
    try:
        with atomic_savepoint:
            yield
    except IntegrityError as error:
        if "a_person_sits_once_in_a_seat" in str(error):
            raise Refused(SITS_THERE) from error
        if "a_single_seat_holds_one_person" in str(error):
            others = Membership.objects.at(wanted.site).in_seat(wanted.role, wanted.seat)
            others = (
                others.of_seat_holders()
                .meeting(wanted.starts_at, wanted.ends_at)
                .exclude(pk=wanted.pk)
            )
            raise taken_by(others.for_team().first()) from error
        raise


def taken_by(other: Membership | None) -> SeatTaken:
    """Return the refusal of a seat for one person, with who holds it and in which days."""
    if other is None:
        return SeatTaken()
    first, last = dates.full_day(other.starts_on), other.ends_on
    until = f" through {dates.full_day(last)}" if last else ""
    return SeatTaken(
        f"{other.user.name} holds this seat from {first}{until}. "
        "End that membership first, or hand the seat over."
    )


def check_seat(role: str, seat: str) -> None:
    """Refuse a seat that the role does not have.

    Raises:
        InvalidInput: at ``seat``.
    """
    if role not in ROLES or seat not in {each.slug for each in ROLES[role].seats}:
        raise InvalidInput("Choose a seat on the site team.", field="seat")


def refuse_taken(
    site: Site, *, role: str, seat: str, user_id: int | None, start: datetime | None = None
) -> None:
    """Refuse a seat that this person has from ``start`` on, or another where it has one place.

    Arguments:
        user_id: None for a person without an account, who has no seat.
        start: the first instant; now by default.

    Raises:
        Refused: when this person has it.
        SeatTaken: when another person has it; not while they only stand in.
    """
    span = Membership.objects.at(site).in_seat(role, seat).meeting(start or clock.now(), None)
    holders = list(span.for_team())
    if user_id in {holder.user_id for holder in holders}:
        raise Refused(SITS_THERE)
    seated = [holder for holder in holders if holder.covers_id is None]
    if seated and ROLES[role].single_seats:
        raise taken_by(seated[0])
