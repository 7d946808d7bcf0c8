"""Offers to providers."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self
from uuid import UUID

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from foundation.workflow.cursors import Cursors, Position
from tta_requests.enums import OfferState
from tta_requests.models.providers import Provider
from tta_requests.models.requests import TTARequest
from tta_requests.models.routing import MatchRun

PLACES = Cursors("tta_requests.offers", lambda offer: Position(offer.offered_at, offer.pk))


class OfferQuerySet(models.QuerySet["Offer"]):
    """Queries of offers."""

    def visible_to(self, actor: Actor) -> Self:
        """Find offers to the actor's organizations, and those of sites where the actor sees requests."""
        own = Q(provider_id__in=actor.organizations)
        sites = actor.sites_for(P.REQUEST_VIEW)
        return self if sites is None else self.filter(own | Q(site_id__in=sites))

    def open(self) -> Self:
        """Find offers that wait for an answer."""
        return self.filter(state=OfferState.OPEN)

    def of_request(self, request_id: UUID) -> Self:
        """Find the offers of one request, in the order they were made."""
        return self.filter(request_id=request_id).order_by("offered_at")

    def of_organizations(self, organizations: Iterable[int]) -> Self:
        """Find offers to any of the organizations."""
        return self.filter(provider_id__in=organizations)

    def about_to_lapse(self, now: datetime, until: datetime) -> Self:
        """Find open offers that expire between now and then."""
        return self.open().filter(due_at__gt=now, due_at__lte=until)

    def for_answer(self) -> Self:
        """Load what the answer page shows; not the ranking, which includes the other providers."""
        return self.select_related(
            "request__site",
            "request__core_area",
            "request__provider__organization",
            "provider__organization",
        )

    def first_with(self, pk: UUID) -> "Offer | None":
        """Return the offer with that key, or None."""
        return self.filter(pk=pk).first()

    def newest_first(self) -> Self:
        """Order the offers newest first, as pagination positions (``PLACES``) expect."""
        return self.order_by("-offered_at", "-pk")

    def after(self, at: datetime, pk: UUID) -> Self:
        """Find the offers that follow that one in this order."""
        return self.filter(Q(offered_at__lt=at) | Q(offered_at=at, pk__lt=pk))

    def newest(self) -> Self:
        """Return the newest hundred, newest first."""
        return self.order_by("-offered_at", "-pk")[:100]


@pghistory.track()
class Offer(SiteScopedModel):
    """An offer of a request to one provider, with a deadline to answer."""

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="offers")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="offers")
    run = models.ForeignKey(MatchRun, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    line = models.JSONField(
        default=dict,
        help_text="The provider's line in the ranking, which is the only part it can see.",
    )
    state = models.CharField(max_length=10, choices=OfferState, default=OfferState.OPEN)
    is_automatic = models.BooleanField(default=True)
    chosen_reason = models.TextField(
        blank=True, help_text="Filled in if a person didn't choose the first-ranked provider."
    )
    offered_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lead_name = models.CharField("Lead person", max_length=120, blank=True)
    no_conflict = models.BooleanField(default=False)
    decline_reason = models.TextField(blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["offered_at"]
        constraints = [
            models.UniqueConstraint(fields=["site", "id"], name="offer_is_known_by_its_site"),
            SameSite(field="request", name="offer_is_of_its_requests_site"),
            SameSite(field="run", name="offer_comes_from_its_sites_run"),
            models.UniqueConstraint(
                fields=["site", "request"],
                condition=Q(state=OfferState.OPEN),
                name="a_request_has_one_open_offer",
            ),
            models.CheckConstraint(
                name="an_answered_offer_says_when",
                condition=Q(state=OfferState.OPEN) | Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_declined_offer_says_why",
                condition=~Q(state=OfferState.DECLINED) | ~Q(decline_reason=""),
            ),
            models.CheckConstraint(
                name="an_accepted_offer_has_no_conflict",
                condition=~Q(state=OfferState.ACCEPTED) | Q(no_conflict=True),
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "state", "due_at"], name="offers_of_a_provider"),
            models.Index(fields=["request", "offered_at"], name="offers_of_a_request"),
            models.Index(
                fields=["due_at"],
                condition=Q(state=OfferState.OPEN),
                name="open_offers_by_due_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        """Return the address where the provider answers."""
        return reverse("tta_requests:offer", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.state == OfferState.OPEN
