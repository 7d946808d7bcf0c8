"""What the rows of a site's grants share: whose they are, and where they come from."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.tenancy.models import SiteScopedModel
from grants.enums import Origin

PERSON = settings.AUTH_USER_MODEL


class OfSitesQuerySet(models.QuerySet[Any]):
    """A queryset of rows of sites."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the rows of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def of_site(self, site_id: int) -> Self:
        """Return the rows of one site."""
        return self.filter(site_id=site_id)

    def of_site_named(self, slug: str) -> Self:
        """Return the rows of the site with that slug."""
        return self.filter(site__slug=slug)

    def for_page(self) -> Self:
        """Load rows with their sites."""
        return self.select_related("site")


class ReportedRow(SiteScopedModel):
    """A row that people of a site entered, or that the program reported, without a person and with its source."""

    origin = models.CharField(max_length=8, choices=Origin, default=Origin.PORTAL)
    source = models.TextField(blank=True, help_text="Where an imported row was published.")
    source_as_of = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_says_by_whom_or_from_where",
                condition=Q(origin=Origin.PORTAL, source="", made_by__isnull=False)
                | Q(origin=Origin.IMPORTED, made_by=None, source_as_of__isnull=False)
                & ~Q(source=""),
            ),
        ]

    @property
    def is_imported(self) -> bool:
        """Whether it was loaded as the program reported it."""
        return self.origin == Origin.IMPORTED
