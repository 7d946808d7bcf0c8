"""Referrals to federal agencies, and resources from program offices."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from foundation.accounts.roles import FEDERAL_PARTNER, POINT_OF_CONTACT
from foundation.files.models import removal_is_explained
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.functions import one_of
from foundation.tenancy.models import SiteScopedModel
from sites.models import FieldOffice, Membership
from tta_requests.enums import (
    OPEN_STATUSES,
    BranchAgency,
    ProgramOffice,
    ReferralState,
    Status,
)
from tta_requests.models.requests import TTARequest

# Roles whose seats are an agency's; the U.S. Attorney's Office is a point of contact.
AGENCY_ROLES = (FEDERAL_PARTNER.slug, POINT_OF_CONTACT.slug)
# The referral's agency is the only one that leads a request without a provider.
LEADS_ALONE = Q(
    request__provider__isnull=True,
    request__co_leads__len=1,
    request__co_leads__contains=[F("agency")],
)
# The states of a request in which an agency's answer is waited for.
AWAITING = tuple(each for each in OPEN_STATUSES if each != Status.CONFIRMED)


class FederalReferralQuerySet(models.QuerySet["FederalReferral"]):
    """Queries of referrals."""

    def of_request(self, request_id: UUID) -> Self:
        """Find the referrals of one request."""
        return self.filter(request_id=request_id)

    def to_agency(self, agency: str) -> Self:
        """Find referrals to one agency."""
        return self.filter(agency=agency)

    def for_page(self) -> Self:
        """Order by agency."""
        return self.order_by("agency")

    def seated(self) -> Self:
        """Find referrals to people with a seat at the site."""
        return self.filter(membership__isnull=False).select_related("membership__user")

    def awaited(self) -> Self:
        """Find those whose answer is still of use: once delivery is confirmed, no help is to come."""
        return self.filter(state=ReferralState.ASKED, request__status__in=AWAITING)

    def left_by_all(self, now: datetime) -> Self:
        """Find those to which a seat agreed that nobody holds any more, with an open account."""
        left = Q(ends_at__lte=now) | Q(user__is_active=False)
        # The few seats that were left are found first, and the referrals by them.
        seats = Membership.objects.filter(left, role__in=AGENCY_ROLES).values("pk")
        holders = Membership.objects.live(now).filter(
            site_id=OuterRef("site_id"),
            role=OuterRef("membership__role"),
            seat=OuterRef("membership__seat"),
            user__is_active=True,
        )
        agreed = self.filter(one_of(seats, "membership_id"), state=ReferralState.HELPS)
        return agreed.filter(~Exists(holders))

    def leading_alone(self) -> Self:
        """Find those to the only agency that leads a request without a provider."""
        return self.filter(LEADS_ALONE)


class FederalReferral(SiteScopedModel):
    """A referral to a federal agency: to the site's seated contact, else to a field office."""

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="referrals")
    agency = models.CharField(max_length=4, choices=BranchAgency)
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    field_office = models.ForeignKey(
        FieldOffice, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    why = models.CharField(max_length=240)
    note = models.TextField(blank=True, help_text="What the agency was asked for.")
    to_lead = models.BooleanField(
        default=False, help_text="Asked to lead together with the provider."
    )
    state = models.CharField(max_length=8, choices=ReferralState, default=ReferralState.ASKED)
    answer = models.TextField(
        blank=True, help_text="What the agency will do, or why it can't help."
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    objects = FederalReferralQuerySet.as_manager()

    class Meta:
        ordering = ["agency"]
        constraints = [
            SameSite(field="request", name="referral_is_of_its_requests_site"),
            SameSite(field="membership", name="referral_goes_to_its_sites_member"),
            models.UniqueConstraint(
                fields=["site", "request", "agency"], name="an_agency_is_asked_once_a_request"
            ),
            models.CheckConstraint(
                name="an_answered_referral_says_what_when_and_who",
                condition=Q(state=ReferralState.ASKED, answered_at__isnull=True, answer="")
                | (
                    Q(answered_at__isnull=False, answered_by__isnull=False)
                    & ~Q(state=ReferralState.ASKED)
                    & ~Q(answer="")
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["site", "agency"],
                condition=~Q(state=ReferralState.DECLINED),
                name="referrals_of_a_seat",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}, {self.request_id}"


class ProgramResourceQuerySet(models.QuerySet["ProgramResource"]):
    """Queries of resources from program offices."""

    def of_request(self, request_id: UUID) -> Self:
        """Find the resources of one request, removed ones too, in the order they were added."""
        found = self.filter(request_id=request_id)
        return found.select_related("added_by").order_by("added_at", "pk")

    def standing(self) -> Self:
        """Leave out removed resources."""
        return self.filter(removed_at__isnull=True)

    def for_page(self) -> Self:
        """Load a resource with its request and the request's site."""
        return self.select_related("request__site")


class ProgramResource(SiteScopedModel):
    """A DOJ office's resource for a request: a program, a toolkit, a grant; only its removal is ever written."""

    DATABASE_PRIVILEGES: ClassVar[str] = (
        "SELECT, INSERT, UPDATE (removed_at, removed_by_id, removal_reason)"
    )

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="resources")
    office = models.CharField(max_length=8, choices=ProgramOffice)
    title = models.CharField(max_length=140)
    url = models.URLField("Address", max_length=300, blank=True)
    note = models.TextField("How it helps")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removal_reason = models.TextField(blank=True)

    objects = ProgramResourceQuerySet.as_manager()

    class Meta:
        ordering = ["added_at"]
        constraints = [
            SameSite(field="request", name="resource_is_of_its_requests_site"),
            models.CheckConstraint(name="a_resource_says_how_it_helps", condition=~Q(note="")),
            removal_is_explained("a_removed_resource_says_who_and_why"),
        ]
        indexes = [models.Index(fields=["request", "added_at"], name="resources_of_a_request")]

    def __str__(self) -> str:
        return self.title
