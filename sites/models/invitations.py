"""Invitations to a seat."""

from datetime import datetime
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import ROLES
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from sites.models.approvals import SeatApproval
from sites.models.places import Site
from sites.models.seats import SITE_ROLE_CHOICES, SeatNames


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """A queryset of invitations."""

    def open(self) -> Self:
        """Return the invitations neither accepted nor withdrawn."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def closed_since(self, at: datetime) -> Self:
        """Return the invitations that were accepted or withdrawn after an instant, the last one first."""
        closed = Greatest("accepted_at", "withdrawn_at")
        found = self.annotate(closed_at=closed).filter(closed_at__gt=at)
        return found.select_related("invited_by").order_by("-closed_at", "pk")

    def for_notice(self) -> Self:
        """Load what a reminder shows, oldest first."""
        return self.select_related("site").order_by("created_at", "pk")

    def at(self, site: Site) -> Self:
        """Return the invitations of one site."""
        return self.filter(site=site)

    def for_list(self) -> Self:
        """Load everything the list of open invitations shows, newest first."""
        return self.select_related("invited_by", "approval").order_by("-created_at")

    def visible_to(self, actor: Actor) -> Self:
        """Return the invitations of the sites where the actor may invite people."""
        ids = actor.sites_for(P.TEAM_INVITE)
        return self if ids is None else self.filter(site_id__in=ids)


@pghistory.track()
class Invitation(SeatNames, SiteScopedModel):
    """An offer of a seat by email; the link is signed, so no secret is stored."""

    email = models.EmailField()
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=30, choices=SITE_ROLE_CHOICES)
    seat = models.CharField(max_length=20)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    approval = models.OneToOneField(
        SeatApproval, null=True, blank=True, on_delete=models.PROTECT, related_name="invitation"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "email", "role", "seat"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="a_person_is_invited_once_to_a_seat",
            ),
            models.CheckConstraint(
                name="an_invitation_expires_after_it_is_made",
                condition=Q(expires_at__gt=F("created_at")),
            ),
            SameSite(field="approval", name="invitation_and_approval_share_a_site"),
        ]

    def __str__(self) -> str:
        return f"{self.email}, {ROLES[self.role].title}"
