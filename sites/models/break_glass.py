"""Break-glass records of administrators."""

from datetime import datetime
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.models import SiteScopedModel
from sites.models.places import Site


class BreakGlassQuerySet(models.QuerySet["BreakGlass"]):
    """A queryset of break-glass records."""

    def visible_to(self, actor: Actor) -> Self:
        """Return every record for program managers, and for others their own."""
        sites = actor.sites_for(P.TEAM_MANAGE)
        own = Q(user_id=actor.user_id)
        return self if sites is None else self.filter(own | Q(site_id__in=sites))

    def open_for(self, user_id: int, at: datetime) -> Self:
        """Return a person's records that are open at that instant."""
        return self.filter(user_id=user_id, opened_at__lte=at, closes_at__gt=at)

    def at(self, site: Site) -> Self:
        """Return the records of one site."""
        return self.filter(site=site)

    def for_own_list(self) -> Self:
        """Load everything a list of one's own open records shows, the first to close first."""
        return self.select_related("site").order_by("closes_at")

    def for_record(self) -> Self:
        """Load everything the page of records shows, newest first."""
        return self.select_related("user").order_by("-opened_at")


@pghistory.track()
class BreakGlass(SiteScopedModel):
    """An administrator's access to one site: the reason, and until when (30 minutes by default)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        verbose_name = "break-glass record"
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                name="broken_glass_closes_after_it_opens",
                condition=Q(closes_at__gt=F("opened_at")),
            ),
            models.CheckConstraint(name="broken_glass_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} until {self.closes_at:%Y-%m-%d %H:%M} UTC"
