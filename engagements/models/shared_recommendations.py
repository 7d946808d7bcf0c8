"""What a site chose to tell all sites about a recommendation: its headline and its result, until that is revoked."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from engagements.models.recommendations import Recommendation
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from sites.models import CoreArea

PERSON = settings.AUTH_USER_MODEL


class SharedRecommendationQuerySet(models.QuerySet["SharedRecommendation"]):
    """A queryset of shared headlines and results."""

    def visible_to(self, actor: Actor) -> Self:
        """Return those of the actor's sites, and for everyone who signed in what is shared now."""
        if actor.is_system:
            return self
        if actor.user_id is None:
            return self.none()
        sites = actor.sites_for(P.SITE_VIEW)
        if sites is None:
            return self
        return self.filter(Q(site_id__in=sites) | _in_force(clock.now()))

    def in_force(self, at: datetime) -> Self:
        """Return what is shared at a moment."""
        return self.filter(_in_force(at))

    def of_recommendation(self, pk: UUID) -> Self:
        """Return what was shared of one recommendation, the latest first."""
        return self.filter(recommendation_id=pk).order_by("-shared_at", "-pk")

    def for_finder(self) -> Self:
        """Load what people of other sites read of it, the latest first."""
        return self.select_related("site", "core_area").order_by("-shared_at", "-pk")

    def for_page(self) -> Self:
        """Load it with its recommendation, and who shared it."""
        return self.select_related("site", "recommendation__site", "shared_by", "core_area")


def _in_force(at: datetime) -> Q:
    ends = Q(ends_at=None) | Q(ends_at__gt=at)
    return Q(ended_at=None) & ends


class SharedRecommendation(SiteScopedModel):
    """A headline and a result in the words of a site's point of contact; only its end is ever written.

    ``ends_at`` is the end that was set when it was shared; ``ended_at`` is when a person ended it.
    """

    DATABASE_PRIVILEGES = "SELECT, INSERT, UPDATE (ended_at, ended_by_id)"

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="shares"
    )
    headline = models.CharField(max_length=160)
    result = models.TextField()
    core_area = models.ForeignKey(CoreArea, on_delete=models.PROTECT, related_name="+")
    shared_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = SharedRecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["-shared_at", "-pk"]
        constraints = [
            SameSite(field="recommendation", name="what_is_shared_is_of_its_recommendations_site"),
            models.UniqueConstraint(
                fields=["site", "recommendation"],
                condition=Q(ended_at=None),
                name="a_recommendation_is_shared_once_at_a_time",
            ),
            models.CheckConstraint(
                name="an_ended_share_says_by_whom",
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_share_ends_after_it_begins",
                condition=Q(ends_at=None) | Q(ends_at__gt=models.F("shared_at")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-shared_at"], condition=Q(ended_at=None), name="recommendations_shared_now"
            ),
        ]

    def __str__(self) -> str:
        return self.headline
