"""The federal branch: agencies asked beside the provider, and what program offices have."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from sites.models import FieldOffice, Membership
from tta_requests.enums import BranchAgency, ProgramOffice, ReferralState
from tta_requests.models.requests import TTARequest
from tta_requests.querysets.referrals import FederalReferralQuerySet, ProgramResourceQuerySet


class FederalReferral(SiteScopedModel):
    """A federal agency asked beside the provider: the site's seated contact, else a field office."""

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


class ProgramResource(SiteScopedModel):
    """What one of DOJ's offices has for a request: a program, a toolkit, a grant; never edited."""

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT"

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="resources")
    office = models.CharField(max_length=8, choices=ProgramOffice)
    title = models.CharField(max_length=140)
    url = models.URLField("Address", max_length=300, blank=True)
    note = models.TextField("How it helps")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()

    objects = ProgramResourceQuerySet.as_manager()

    class Meta:
        ordering = ["added_at"]
        constraints = [
            SameSite(field="request", name="resource_is_of_its_requests_site"),
            models.CheckConstraint(name="a_resource_says_how_it_helps", condition=~Q(note="")),
        ]
        indexes = [models.Index(fields=["request", "added_at"], name="resources_of_a_request")]

    def __str__(self) -> str:
        return self.title
