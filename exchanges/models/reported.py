"""Exchanges from before the portal, as the program reported them: public facts, without people."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q

from foundation.accounts.actors import Actor
from sites.models import Site


class ReportedExchangeQuerySet(models.QuerySet["ReportedExchange"]):
    """A queryset of reported exchanges: published facts, read by everyone who signed in."""

    def visible_to(self, actor: Actor) -> Self:
        """Return every reported exchange for people who signed in, and none for visitors."""
        return self if actor.user_id is not None or actor.is_system else self.none()

    def for_list(self) -> Self:
        """Load the sites, the latest exchange first; those without a date come last."""
        found = self.select_related("visitor", "host")
        return found.order_by(F("starts_on").desc(nulls_last=True), "slug")


class ReportedExchange(models.Model):
    """An exchange that the program published. Nothing says what came of it: what was meant is ``planned``.

    Attributes:
        day_is_known: whether the source names the days; else only the month from ``starts_on`` to ``ends_on``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    visitor = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    day_is_known = models.BooleanField(default=False)
    topic = models.CharField(max_length=160, blank=True)
    planned = models.CharField(max_length=240, blank=True)
    source = models.TextField()
    source_as_of = models.DateField()

    objects = ReportedExchangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_reported_exchange_names_its_source", condition=~Q(source="")
            ),
        ]

    def __str__(self) -> str:
        return self.slug
