"""A site's grant committee, and the agencies in it."""

from typing import ClassVar, Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from grants.enums import Origin
from grants.models.rows import OfSitesQuerySet, ReportedRow


class CommitteeQuerySet(OfSitesQuerySet):
    """A queryset of committees."""

    def active(self) -> Self:
        """Return the committees that people of a site keep and that haven't ended."""
        return self.filter(origin=Origin.PORTAL, ended_at=None)

    def latest_first(self) -> Self:
        """Return the site's own before what the program reported, and active ones before ended ones."""
        return self.order_by("-origin", F("ended_at").desc(nulls_first=True), "-pk")


@pghistory.track()
class Committee(ReportedRow):
    """The people who look for grants together; it meets every quarter."""

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT, UPDATE"

    purpose = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)

    objects = CommitteeQuerySet.as_manager()

    class Meta(ReportedRow.Meta):
        ordering = ["-made_at", "-pk"]
        constraints = [
            *ReportedRow.Meta.constraints,
            models.UniqueConstraint(fields=["site", "id"], name="committee_is_known_by_its_site"),
            models.UniqueConstraint(
                fields=["site", "origin"],
                condition=Q(ended_at=None),
                name="a_site_has_one_grant_committee",
            ),
            models.CheckConstraint(
                name="an_ended_committee_says_why",
                condition=Q(ended_at=None, end_reason="")
                | Q(ended_at__isnull=False) & ~Q(end_reason=""),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="a_committee_stays_its_sites", fields=["site", "origin", "made_by", "made_at"]
            ),
        ]

    def __str__(self) -> str:
        return f"Grant committee of {self.site}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("grants:committee", args=[self.site.slug])

    @property
    def is_active(self) -> bool:
        """Whether the site's people keep it and it hasn't ended."""
        return self.ended_at is None and not self.is_imported


class CommitteeMemberQuerySet(OfSitesQuerySet):
    """A queryset of committees' members."""

    def of_committee(self, committee: Committee) -> Self:
        """Return a committee's members by agency."""
        return self.filter(committee=committee).order_by("agency", "role", "pk")

    def for_change(self) -> Self:
        """Load a member with its committee and site."""
        return self.select_related("committee__site")


@pghistory.track()
class CommitteeMember(SiteScopedModel):
    """An agency in a committee, by the role it has there, and who represents it, where that is known."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="members")
    agency = models.CharField(max_length=160)
    role = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=120, blank=True)

    objects = CommitteeMemberQuerySet.as_manager()

    class Meta:
        ordering = ["agency", "role", "pk"]
        constraints = [
            SameSite(field="committee", name="member_is_of_its_committees_site"),
            models.UniqueConstraint(
                fields=["site", "committee", "agency", "role"],
                name="an_agency_is_in_a_committee_once",
            ),
        ]

    def __str__(self) -> str:
        return self.agency
