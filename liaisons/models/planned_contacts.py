"""Visits and other contacts that a liaison plans with a site."""

from typing import Self
from uuid import UUID

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.models import SiteScopedModel
from liaisons.enums import UpdateKind
from sites.models import Site


class PlannedContactQuerySet(models.QuerySet["PlannedContact"]):
    """A queryset of planned contacts."""

    def visible_to(self, actor: Actor) -> Self:
        """Return planned contacts of the actor's sites; the database checks it again."""
        sites = actor.sites_for(P.UPDATE_VIEW)
        return self if sites is None else self.filter(site_id__in=sites)

    def with_done(self) -> Self:
        """Annotate whether it took place: since it was planned, an update of its day or a later one came.

        The database answers it also for those whom that update is kept from.
        """
        made = Func(
            F("site_id"),
            F("planned_on"),
            F("planned_at"),
            function="app_was_contacted",
            output_field=models.BooleanField(),
        )
        return self.annotate(is_done=made)

    def waiting(self) -> Self:
        """Return contacts that were neither canceled nor made, the soonest first."""
        found = self.with_done().filter(is_done=False, canceled_at__isnull=True)
        return found.order_by("planned_on", "pk")

    def at(self, site: Site) -> Self:
        """Return those of one site."""
        return self.filter(site=site)

    def for_page(self) -> Self:
        """Load them with their sites, who planned them, and whether they took place."""
        return self.with_done().select_related("site", "planned_by")

    def of(self, pk: UUID) -> "PlannedContact | None":
        """Return the one with that id, as ``for_page`` loads it; None if there is none."""
        return self.for_page().filter(pk=pk).first()


@pghistory.track()
class PlannedContact(SiteScopedModel):
    """A contact planned for a day of the site's calendar; the first update from that day on fulfills it."""

    kind = models.CharField(max_length=12, choices=UpdateKind, default=UpdateKind.VISIT)
    planned_on = models.DateField()
    # Whether it took place, where ``with_done`` asked.
    is_done: bool
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    planned_at = models.DateTimeField()
    canceled_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PlannedContactQuerySet.as_manager()

    class Meta:
        ordering = ["planned_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "planned_on", "kind"],
                condition=Q(canceled_at__isnull=True),
                name="a_contact_is_planned_once_a_day",
            ),
            models.CheckConstraint(
                name="planned_contact_kind_is_known", condition=Q(kind__in=UpdateKind.values)
            ),
            models.CheckConstraint(
                name="planned_contact_is_canceled_after_it_was_planned",
                condition=Q(canceled_at__isnull=True) | Q(canceled_at__gte=F("planned_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.planned_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """Return the URL of its page."""
        return reverse("liaisons:planned-contact", args=[self.pk])
