"""Every reusable question about organizations, and about people who are away."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from django.db import models

from foundation.accounts.enums import ApprovalState
from foundation.accounts.roles import COLLEAGUE

if TYPE_CHECKING:
    from foundation.accounts.models import Away, Organisation, StaffApproval

A_DAY = timedelta(days=1)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
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
        """Who stands in for those of the people who are away at an instant, in their own time zones."""
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
