"""People who can own a site's commitments, and who acts for an owner on leave."""

from datetime import datetime
from functools import cached_property

from django.db.models import BigIntegerField, Q, QuerySet, Value

from foundation.accounts.models import Away, User
from foundation.needs.columns import day_at
from sites.models import Membership, Site


def people_of(site: Site, now: datetime, *, also: int | None = None) -> QuerySet[User]:
    """Find the people in a site's seats now, and one more, by name."""
    seated = Membership.objects.at(site).live(now).order_by().values("user_id")
    found = User.objects.filter(Q(pk__in=seated) | Q(pk=also), is_active=True)
    return found.order_by("name", "pk")


def addressed(site: Site, now: datetime, email: str, *, also: int | None = None) -> User | None:
    """Find who of these people has an email address; None if none of them has it."""
    return people_of(site, now, also=also).filter(email=email.lower()).first()


def in_role(site: Site, role: str, now: datetime) -> QuerySet[User]:
    """Find the people in a role's seats at a site now, by name."""
    seats = Membership.objects.at(site).live(now).with_role(role)
    return User.objects.filter(pk__in=seats.order_by().values("user_id"), is_active=True)


def owner_or_stand_ins(owner_id: int, site_id: int, now: datetime) -> set[int]:
    """Return an owner, with who stands in for them now: in their seat at the site, or in all their work."""
    seats = Membership.objects.live(now).filter(site_id=site_id, covers__user_id=owner_id)
    in_seat = seats.filter(user__is_active=True).order_by().values_list("user_id", flat=True)
    return {owner_id, *in_seat, *Away.objects.stand_ins([owner_id], now)}


class Duty:
    """Whose work a person does at an instant: their own, and that of the people they stand in for.

    For whom they stand in is read once, when it is first asked: a list asks for each row.
    """

    def __init__(self, user_id: int | None, now: datetime) -> None:
        """Arguments: the person's key, None for a job of the portal; the instant."""
        self._user_id, self._now = user_id, now

    def includes(self, owner_id: int | None, site_id: int) -> bool:
        """Return whether what an owner has at a site is the person's work now."""
        if self._user_id is None or owner_id is None:
            return False
        is_own = owner_id == self._user_id
        return is_own or not self._covered.isdisjoint({(owner_id, None), (owner_id, site_id)})

    @cached_property
    def _covered(self) -> set[tuple[int, int | None]]:
        """The people they stand in for: each with the site of the seat, or with None in all their work."""
        today = day_at(self._now, "person__time_zone")
        everywhere = Value(None, output_field=BigIntegerField())
        away = Away.objects.filter(
            stands_in_id=self._user_id or 0, away_from__lte=today, until__gte=today
        ).values_list("person_id", everywhere)
        seats = Membership.objects.live(self._now).filter(
            user_id=self._user_id or 0, covers__isnull=False
        )
        return set(away.union(seats.values_list("covers__user_id", "site_id")))
