"""Seats as database columns: their choices, and which role has which seats."""

from typing import Protocol

from django.db.models import Q

from foundation.accounts.roles import ROLES, SITE_ROLES

SITE_ROLE_CHOICES = [(role.slug, role.title) for role in SITE_ROLES]
SEAT_IS_THE_ROLES = Q()
for _role in SITE_ROLES:
    SEAT_IS_THE_ROLES |= Q(role=_role.slug, seat__in=[seat.slug for seat in _role.seats])
SINGLE_SEAT_ROLES = [role.slug for role in SITE_ROLES if role.single_seats]


class _NamesASeat(Protocol):
    role: str
    seat: str


class SeatNames:
    """The names of the role and the seat of a row that has their slugs."""

    @property
    def role_title(self: _NamesASeat) -> str:
        """The role's name."""
        return ROLES[self.role].title

    @property
    def seat_title(self: _NamesASeat) -> str:
        """The seat's name."""
        return seat_title(self.role, self.seat)


def seat_title(role: str, seat: str) -> str:
    """Return a seat's name."""
    return next((each.title for each in ROLES[role].seats if each.slug == seat), seat)
