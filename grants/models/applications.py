"""A site's application for a grant, and the award that came of it."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from foundation.workflow.cursors import Cursors, Position
from grants.enums import UNDECIDED, WORKED_ON, Origin, State
from grants.models.opportunities import Opportunity
from grants.models.rows import OfSitesQuerySet, ReportedRow

PLACES = Cursors("grants.applications", lambda row: Position(row.made_at, row.pk))


class GrantApplicationQuerySet(OfSitesQuerySet):
    """A queryset of sites' applications."""

    def for_page(self) -> Self:
        """Load applications with their sites and opportunities."""
        return self.select_related("site", "opportunity", "made_by")

    def newest_first(self) -> Self:
        """Return the latest added first; what the program reported comes last."""
        return self.order_by("-origin", "-made_at", "-pk")

    def last_added_first(self) -> Self:
        """Return applications in the order of ``PLACES``: the latest added first."""
        return self.order_by("-made_at", "-pk")

    def after(self, at: datetime, pk: UUID) -> Self:
        """Return the applications after that one in this order."""
        return self.filter(Q(made_at__lt=at) | Q(made_at=at, pk__lt=pk))

    def with_steps(self) -> Self:
        """Load what was done with applications, and by whom."""
        return self.prefetch_related("steps__made_by")

    def in_state(self, state: str) -> Self:
        """Return the applications in one state."""
        return self.filter(status=state)

    def worked_on(self) -> Self:
        """Return the applications that a site considers or prepares."""
        return self.filter(status__in=WORKED_ON, origin=Origin.PORTAL)

    def unfinished(self) -> Self:
        """Return the applications that wait for the site or for the funder."""
        return self.filter(status__in=UNDECIDED, origin=Origin.PORTAL)

    def for_opportunity(self, opportunity: Opportunity) -> Self:
        """Return the applications for one opportunity."""
        return self.filter(opportunity=opportunity)


@pghistory.track()
class GrantApplication(ReportedRow):
    """What a site considers or applies for; once awarded, also the award. Amounts are whole U.S. dollars.

    Attributes:
        opportunity: what the portal lists; None for a grant found elsewhere.
        answer_expected_on: the day, at the site, from which the funder's answer is asked for; None for its window's end.
        award_year: the year of an imported award of which no day is known.
        award_starts_on: the first day of the award's period.
    """

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT, UPDATE"

    opportunity = models.ForeignKey(
        Opportunity, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=160)
    funder = models.CharField(max_length=120)
    purpose = models.TextField(blank=True)
    status = models.CharField(max_length=11, choices=State, default=State.CONSIDERING)
    amount_requested = models.PositiveBigIntegerField(null=True, blank=True)
    answer_expected_on = models.DateField(null=True, blank=True)
    amount_awarded = models.PositiveBigIntegerField(null=True, blank=True)
    award_number = models.CharField(max_length=60, blank=True)
    award_year = models.PositiveSmallIntegerField(null=True, blank=True)
    award_starts_on = models.DateField(null=True, blank=True)
    award_ends_on = models.DateField(null=True, blank=True)

    objects = GrantApplicationQuerySet.as_manager()

    class Meta(ReportedRow.Meta):
        ordering = ["-made_at", "-pk"]
        constraints = [
            *ReportedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["site", "id"], name="grant_application_is_known_by_its_site"
            ),
            models.UniqueConstraint(
                fields=["site", "opportunity"], name="a_site_considers_an_opportunity_once"
            ),
            models.CheckConstraint(
                name="an_award_ends_on_or_after_its_first_day",
                condition=Q(award_starts_on=None)
                | Q(award_ends_on=None)
                | Q(award_ends_on__gte=F("award_starts_on")),
            ),
            models.CheckConstraint(
                name="a_grant_has_an_amount_once_it_is_awarded",
                condition=Q(origin=Origin.IMPORTED)
                | Q(status=State.AWARDED, amount_awarded__isnull=False)
                | ~Q(status=State.AWARDED) & Q(amount_awarded=None),
            ),
        ]
        indexes = [models.Index(fields=["site", "status"], name="grant_applications_of_a_site")]
        triggers = [
            pgtrigger.ReadOnly(
                name="a_grant_application_stays_its_sites",
                fields=["site", "opportunity", "origin", "made_by", "made_at"],
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("grants:application", args=[self.pk])
