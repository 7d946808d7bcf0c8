"""Offers to providers, and the shares that let an organization see a request."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from foundation.accounts.models import Organization
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from tta_requests.enums import OfferState, ShareLevel
from tta_requests.models.providers import Provider
from tta_requests.models.requests import TTARequest
from tta_requests.models.routing import MatchRun
from tta_requests.querysets.offers import OfferQuerySet, ShareQuerySet


class Share(SiteScopedModel):
    """An organization's way to one request of a site, from an instant until another.

    Written by the action that makes an offer, and ended when the offer is declined, lapses or is recalled;
    or written when a federal office is brought into the conversation, with its end.
    """

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="shares")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", db_column="organisation_id"
    )
    level = models.CharField(max_length=5, choices=ShareLevel, default=ShareLevel.OFFER)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        constraints = [
            SameSite(field="request", name="share_is_of_its_requests_site"),
            models.CheckConstraint(
                name="a_share_ends_after_it_starts",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
            ),
            models.CheckConstraint(
                name="who_comments_does_so_until_a_day",
                condition=~Q(level=ShareLevel.TALK) | Q(ends_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["site", "request", "organization"],
                condition=Q(ends_at__isnull=True),
                name="a_request_is_shared_once_with_an_organisation",
            ),
        ]
        indexes = [models.Index(fields=["organization", "request"], name="shares_of_organisation")]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.level}"


@pghistory.track()
class Offer(SiteScopedModel):
    """A request put to one provider, with a time to answer."""

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
        """Where the provider answers."""
        return reverse("tta_requests:offer", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.state == OfferState.OPEN
