"""Shares, which let an organization see a request."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from foundation.accounts.models import Organization
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from tta_requests.enums import ShareLevel
from tta_requests.models.requests import TTARequest


class ShareQuerySet(models.QuerySet["Share"]):
    """Queries of shares."""

    def live(self, at: datetime) -> Self:
        """Find shares in force at that instant."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)

    def to(self, organizations: Iterable[int]) -> Self:
        """Find shares with any of the organizations."""
        return self.filter(organization_id__in=organizations)

    def for_work(self) -> Self:
        """Find shares of accepted offers, made for the work."""
        return self.filter(level=ShareLevel.WORK)

    def for_talk(self) -> Self:
        """Find shares with offices that comment."""
        return self.filter(level=ShareLevel.TALK)

    def with_office(self) -> Self:
        """Load the organization's name."""
        return self.select_related("organization")

    def of_request(self, request_id: UUID) -> Self:
        """Find the shares of one request."""
        return self.filter(request_id=request_id)

    def unended_of(self, organization_id: int) -> Self:
        """Find the organization's shares without an end."""
        return self.filter(organization_id=organization_id, ends_at__isnull=True)


class Share(SiteScopedModel):
    """An organization's access to one request of a site, from an instant until another.

    An offer creates it, and it ends when the offer is declined, expires, or is recalled. Inviting a federal
    office into the conversation also creates one, with its end.
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
