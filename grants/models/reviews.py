"""A site's review of the grant landscape: what there is to apply for, and what fits."""

from typing import ClassVar, Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from grants.models.opportunities import SECURE
from grants.models.rows import OfSitesQuerySet, ReportedRow


class LandscapeReviewQuerySet(OfSitesQuerySet):
    """A queryset of landscape reviews."""

    def newest_first(self) -> Self:
        """Return the latest review first."""
        return self.order_by("-done_on", "-pk")

    def on_a_known_day(self) -> Self:
        """Leave out those of which only the month is known."""
        return self.filter(is_month_only=False)


@pghistory.track()
class LandscapeReview(ReportedRow):
    """A dated review of the grant landscape.

    Attributes:
        done_on: the day; the first of the month where only the month is known.
    """

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT, UPDATE"

    done_on = models.DateField()
    is_month_only = models.BooleanField(default=False)
    done_by = models.CharField(max_length=160)
    findings = models.TextField(blank=True)
    url = models.URLField(max_length=500, blank=True)

    objects = LandscapeReviewQuerySet.as_manager()

    class Meta(ReportedRow.Meta):
        ordering = ["-done_on", "-pk"]
        constraints = [
            *ReportedRow.Meta.constraints,
            models.CheckConstraint(
                name="a_landscape_reviews_link_is_secure",
                condition=Q(url="") | Q(url__startswith=SECURE),
            ),
        ]
        indexes = [models.Index(fields=["site", "-done_on"], name="landscape_reviews_of_a_site")]
        triggers = [
            pgtrigger.ReadOnly(
                name="a_review_stays_its_sites", fields=["site", "origin", "made_by", "made_at"]
            ),
        ]

    def __str__(self) -> str:
        return f"Landscape review of {self.site_id}"
