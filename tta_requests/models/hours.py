"""The hours that providers work on requests."""

from datetime import date, timedelta
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q, Sum

from foundation.accounts.actors import Actor
from foundation.accounts.models import Organization
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from tta_requests.models.people import person_key
from tta_requests.models.requests import TTARequest
from tta_requests.models.visibility import of_visible_requests

A_DAY = timedelta(hours=24)


class HoursQuerySet(models.QuerySet["HoursEntry"]):
    """Queries of hours worked."""

    def visible_to(self, actor: Actor) -> Self:
        """Find hours of requests the actor reads in full."""
        return self.filter(of_visible_requests(actor))

    def of_request(self, request_id: UUID) -> Self:
        """Find the hours of one request, latest day first."""
        return (
            self.filter(request_id=request_id)
            .select_related("organization", "entered_by")
            .order_by("-worked_on", "-entered_at")
        )

    def spent_by(self, organization_id: int, *, since: date) -> timedelta:
        """Return the total time an organization has worked since a day."""
        own = self.filter(organization_id=organization_id, worked_on__gte=since)
        return own.aggregate(total=Sum("spent"))["total"] or timedelta()

    def of_day(self, entered_by: int, day: date) -> timedelta:
        """Return the total time one person has entered for a day, on all requests visible to them."""
        found = self.filter(entered_by_id=entered_by, worked_on=day).aggregate(total=Sum("spent"))
        return found["total"] or timedelta()


class HoursEntry(SiteScopedModel):
    """The hours a provider worked on a request on one day."""

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="hours")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", db_column="organisation_id"
    )
    worked_on = models.DateField()
    spent = models.DurationField()
    what = models.CharField(max_length=240)
    entered_by = person_key()
    entered_at = models.DateTimeField()

    objects = HoursQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "hours entries"
        ordering = ["-worked_on", "-entered_at"]
        constraints = [
            SameSite(field="request", name="hours_are_of_their_requests_site"),
            models.CheckConstraint(
                name="hours_of_a_day_fit_into_it",
                condition=Q(spent__gt=timedelta(), spent__lte=A_DAY),
            ),
        ]
        indexes = [
            models.Index(fields=["request", "-worked_on"], name="hours_of_a_request"),
            models.Index(fields=["worked_on"], name="hours_by_day"),
            models.Index(
                fields=["site"], include=["request", "spent"], name="hours_spent_at_a_site"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worked_on}: {self.spent}"
