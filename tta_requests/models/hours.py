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
        """Find the hours of one request, corrected ones too, latest day first."""
        return (
            self.filter(request_id=request_id)
            .select_related("organization", "entered_by", "corrected_by", "correction")
            .order_by("-worked_on", "-entered_at")
        )

    def standing(self) -> Self:
        """Leave out hours that were corrected.

        The few are found first: looked up one by one, 10,000 hours of a site took 40,000 pages.
        """
        corrected = HoursEntry.objects.filter(corrects__isnull=False).values("corrects")
        return self.exclude(pk__in=corrected)

    def correcting(self, pk: UUID) -> Self:
        """Find the correction of an entry, if it has one."""
        return self.filter(corrects_id=pk)

    def for_page(self) -> Self:
        """Load an entry with its request, the request's site, and who entered it."""
        return self.select_related("request__site", "entered_by")

    def spent_by(self, organization_id: int, *, since: date) -> timedelta:
        """Return the total time an organization has worked since a day."""
        own = self.standing().filter(organization_id=organization_id, worked_on__gte=since)
        return own.aggregate(total=Sum("spent"))["total"] or timedelta()

    def of_day(self, entered_by: int, day: date, *, but: UUID | None = None) -> timedelta:
        """Return the total time one person has entered for a day, on all requests visible to them.

        Arguments:
            but: an entry that is left out, because it is being corrected.
        """
        found = self.standing().filter(entered_by_id=entered_by, worked_on=day)
        found = found.exclude(pk=but) if but else found
        return found.aggregate(total=Sum("spent"))["total"] or timedelta()


class HoursEntry(SiteScopedModel):
    """The hours a provider worked on a request on one day. Never changed: a correction is a later entry.

    Attributes:
        entered_by: whose hours they are; a correction keeps the person.
        corrects: the entry that this one takes the place of; its hours may be none, if none belong there.
        corrected_by: who made the correction, or added hours that were forgotten for the person.
        reason: what was wrong with the entry that it corrects, or why the hours come late.
    """

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="hours")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", db_column="organisation_id"
    )
    worked_on = models.DateField()
    spent = models.DurationField()
    what = models.CharField(max_length=240)
    entered_by = person_key()
    entered_at = models.DateTimeField()
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="correction"
    )
    corrected_by = person_key(null=True)
    reason = models.CharField(max_length=240, blank=True)

    objects = HoursQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "hours entries"
        ordering = ["-worked_on", "-entered_at"]
        constraints = [
            SameSite(field="request", name="hours_are_of_their_requests_site"),
            models.CheckConstraint(
                name="hours_of_a_day_fit_into_it",
                condition=Q(spent__lte=A_DAY)
                & (Q(spent__gt=timedelta()) | Q(spent__gte=timedelta(), corrects__isnull=False)),
            ),
            models.UniqueConstraint(fields=["site", "id"], name="hours_are_known_by_their_site"),
            SameSite(field="corrects", name="a_correction_is_of_its_hours_site"),
            models.CheckConstraint(
                name="hours_entered_for_another_say_why",
                condition=Q(corrects=None, corrected_by=None, reason="")
                | Q(corrected_by__isnull=False) & ~Q(reason=""),
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
