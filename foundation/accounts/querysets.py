"""Every reusable question about organizations, people who are away, sessions and known devices."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from django.db import models

from foundation.accounts.enums import ApprovalState
from foundation.accounts.roles import COLLEAGUE

if TYPE_CHECKING:
    from foundation.accounts.models import (
        Away,
        KnownDevice,
        Organization,
        PortalSession,
        StaffApproval,
    )

A_DAY = timedelta(days=1)


class OrganizationQuerySet(models.QuerySet["Organization"]):
    """Organizations."""

    def offices(self) -> Self:
        """Federal offices whose people can be brought into a conversation, by name."""
        return self.filter(role=COLLEAGUE.slug).order_by("name", "pk")


class AwayQuerySet(models.QuerySet["Away"]):
    """Absences of people, each with who stands in."""

    def of(self, user_id: int) -> Self:
        """A person's own."""
        return self.filter(person_id=user_id).select_related("stands_in")

    def stand_ins(self, people: Iterable[int], at: datetime) -> set[int]:
        """Find the backups of those of the people who are away at an instant, in their own time zones."""
        day = at.date()
        near = self.filter(
            person_id__in=list(people),
            away_from__lte=day + A_DAY,
            until__gte=day - A_DAY,
            stands_in__is_active=True,
        ).select_related("person")
        return {
            row.stands_in_id
            for row in near
            if row.away_from <= at.astimezone(ZoneInfo(row.person.time_zone)).date() <= row.until
        }


class PortalSessionQuerySet(models.QuerySet["PortalSession"]):
    """Sessions."""

    def of(self, user_id: int) -> Self:
        """Return those of one person."""
        return self.filter(user_id=user_id)

    def live(self, at: datetime, *, signed_in_after: datetime) -> Self:
        """Return those that still open the portal at an instant."""
        return self.filter(expire_date__gt=at, signed_in_at__gt=signed_in_after)

    def but(self, key: str | None) -> Self:
        """Return all but the one with that key."""
        return self.exclude(pk=key or "")

    def expired(self, at: datetime) -> Self:
        """Return those that open nothing any more."""
        return self.filter(expire_date__lte=at)


class KnownDeviceQuerySet(models.QuerySet["KnownDevice"]):
    """Known devices."""

    def of(self, user_id: int) -> Self:
        """Return those of one person."""
        return self.filter(user_id=user_id)

    def known_to(self, email: str, digest: str, *, since: datetime) -> Self:
        """Return the device where it was used with the account of that address since then."""
        return self.filter(user__email=email, digest=digest, used_at__gt=since)

    def but(self, digest: str) -> Self:
        """Return all but the one with that digest."""
        return self.exclude(digest=digest)

    def used_before(self, instant: datetime) -> Self:
        """Return those nobody used since then."""
        return self.filter(used_at__lt=instant)


class StaffApprovalQuerySet(models.QuerySet["StaffApproval"]):
    """DOJ roles somebody proposed; the database shows them to Program Managers and administrators."""

    def waiting(self) -> Self:
        """Those nobody has decided."""
        return self.filter(state=ApprovalState.WAITING)

    def of_user(self, user_id: int) -> Self:
        """One person's."""
        return self.filter(user_id=user_id)

    def for_queue(self) -> Self:
        """Everything the queue shows, the first deadline first."""
        return self.select_related("user", "proposed_by").order_by("due_at", "pk")
