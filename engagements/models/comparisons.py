"""What comparable sites had reached after as many months, counted for each engagement."""

from collections.abc import Collection
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from engagements.enums import MilestoneKind
from engagements.models.engagements import Engagement
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel

MIN_SITES = 5  # a smaller group could tell one site's progress from another's


class ComparisonQuerySet(models.QuerySet["Comparison"]):
    """A queryset of counts of comparable sites."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the counts made for the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def of_engagement(self, engagement: Engagement) -> Self:
        """Return the counts made for one engagement."""
        return self.filter(engagement=engagement)

    def of_others(self, engagements: Collection[UUID]) -> Self:
        """Return the counts made for engagements other than these."""
        return self.exclude(engagement__in=engagements)


class Comparison(SiteScopedModel):
    """How many comparable sites had reached a milestone within the same number of months.

    The engagement's own site is never among them, and a group has at least ``MIN_SITES``. A job counts them again each
    night, so the rows have no history.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="comparisons")
    kind = models.CharField(max_length=20, choices=MilestoneKind)
    month = models.PositiveSmallIntegerField(help_text="Whole months since the first day.")
    sites = models.PositiveSmallIntegerField()
    reached = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()

    objects = ComparisonQuerySet.as_manager()

    class Meta:
        ordering = ["engagement", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "engagement", "kind"],
                name="an_engagement_is_compared_once_for_a_milestone",
            ),
            SameSite(field="engagement", name="comparison_is_of_its_engagements_site"),
            models.CheckConstraint(
                name="a_comparison_has_five_sites", condition=Q(sites__gte=MIN_SITES)
            ),
            models.CheckConstraint(
                name="no_more_sites_reached_it_than_there_are", condition=Q(reached__lte=F("sites"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, month {self.month}: {self.reached} of {self.sites}"
