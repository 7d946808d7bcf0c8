"""People who can own a site's commitments, and who acts for an owner on leave."""

from datetime import datetime

from django.db.models import Q, QuerySet

from foundation.accounts.models import Away, User
from foundation.calendars import clock
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
    """Find the people in a role's seats at a site now: who has been there longest comes first."""
    seats = Membership.objects.at(site).live(now).with_role(role)
    ids = seats.order_by("starts_at", "pk").values_list("user_id", flat=True)
    return User.objects.filter(pk__in=ids, is_active=True)


def owner_or_stand_ins(owner_id: int, site_id: int, now: datetime) -> set[int]:
    """Return an owner, with who stands in for them now: in their seat at the site, or in all their work."""
    seats = Membership.objects.live(now).filter(site_id=site_id, covers__user_id=owner_id)
    in_seat = seats.filter(user__is_active=True).order_by().values_list("user_id", flat=True)
    return {owner_id, *in_seat, *Away.objects.stand_ins([owner_id], now)}


def acts_as_owner(user_id: int | None, owner_id: int | None, site_id: int) -> bool:
    """Return whether a person is the owner, or stands in for them now."""
    if user_id is None or owner_id is None:
        return False
    return user_id == owner_id or user_id in owner_or_stand_ins(owner_id, site_id, clock.now())
