"""One-page summaries that were sent to a site's executive leadership."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.models import SiteScopedModel


class SentSummaryQuerySet(models.QuerySet["SentSummary"]):
    """A queryset of summaries that were sent."""

    def visible_to(self, actor: Actor) -> Self:
        """Return those of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def of_site(self, site_id: int) -> Self:
        """Load those of one site with who sent them, the newest first."""
        found = self.filter(site_id=site_id).select_related("sent_by")
        return found.order_by("-sent_at", "-pk")

    def after(self, at: datetime, pk: UUID) -> Self:
        """Return those sent earlier than that one; of one moment by key."""
        return self.filter(Q(sent_at__lt=at) | Q(pk__lt=pk), sent_at__lte=at)

    def since(self, at: datetime) -> Self:
        """Return those sent after a moment."""
        return self.filter(sent_at__gt=at)


class SentSummary(SiteScopedModel):
    """Who sent the link to a site's one-page summary to its executive leadership, and when. Never changed.

    ``people`` counts those it was sent to. The page they open is always made from the records of that moment.
    """

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT"

    people = models.PositiveSmallIntegerField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField()

    objects = SentSummaryQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name_plural = "sent summaries"
        constraints = [
            models.CheckConstraint(
                name="a_summary_is_sent_to_someone", condition=models.Q(people__gte=1)
            ),
        ]
        indexes = [
            models.Index(fields=["site", "-sent_at"], name="summaries_sent_to_leadership"),
        ]

    def __str__(self) -> str:
        return f"Summary sent {self.sent_at:%Y-%m-%d}"
