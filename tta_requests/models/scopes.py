"""Scopes of work: versions, signed by both sides."""

from datetime import timedelta
from typing import Self
from uuid import UUID

import pghistory
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from foundation.accounts.actors import Actor
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from tta_requests.enums import AGREED_STATUSES, DeliveryMode, ScopeChange, Status
from tta_requests.models.people import person_key
from tta_requests.models.requests import TTARequest
from tta_requests.models.visibility import of_visible_requests


def newest_scope_is(condition: Q, key: str) -> Coalesce:
    """Return whether the newest version of a request's scope meets a condition; false without a scope.

    A proposed change is no version yet.

    Arguments:
        condition: of scopes.
        key: the lookup path to the request's key, from the rows that are asked.
    """
    versions = Scope.objects.but_changes().filter(request_id=OuterRef(key)).order_by("-number")
    met = Case(When(condition, then=True), default=False)
    return Coalesce(Subquery(versions.values(met=met)[:1]), Value(value=False))


class ScopeQuerySet(models.QuerySet["Scope"]):
    """Queries of scopes."""

    def visible_to(self, actor: Actor) -> Self:
        """Find scopes of requests the actor reads in full."""
        return self.filter(of_visible_requests(actor))

    def of_request(self, request_id: UUID) -> Self:
        """Find every version of one request's scope, newest first."""
        return (
            self.filter(request_id=request_id)
            .select_related("written_by", "site_signed_by", "doj_signed_by")
            .order_by("-number")
        )

    def but_changes(self) -> Self:
        """Leave out changes that aren't agreed: what is proposed, and what was turned down or withdrawn."""
        return self.filter(change="")

    def proposed(self) -> Self:
        """Find the changes that wait for signatures."""
        return self.filter(change=ScopeChange.PROPOSED)

    def standing(self) -> Self:
        """Leave out changes that were turned down or withdrawn."""
        return self.filter(change__in=["", ScopeChange.PROPOSED])

    def newest(self) -> Self:
        """Keep the newest version of each request, and no change that isn't agreed."""
        later = self.model.objects.but_changes().filter(
            request_id=OuterRef("request_id"), number__gt=OuterRef("number")
        )
        return self.but_changes().filter(~Exists(later))

    def awaited(self) -> Self:
        """Find what waits for signatures: the newest version in scoping, and proposed changes of agreed work."""
        scoped = Q(pk__in=self.newest().filter(request__status=Status.SCOPING).values("pk"))
        changes = Q(change=ScopeChange.PROPOSED, request__status__in=AGREED_STATUSES)
        return self.filter(scoped | changes)

    def for_notice(self) -> Self:
        """Load what a reminder shows of a scope."""
        return self.select_related("request__site")


@pghistory.track()
class Scope(SiteScopedModel):
    """One version of the scope of work; a change makes a new version, which both sides sign again.

    A change to a scope that both sides signed is proposed first: the signed version stays in force until both have
    signed the change, and for good if it is turned down or withdrawn.
    """

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="scopes")
    number = models.PositiveSmallIntegerField()
    objectives = models.TextField("Expected outcome")
    activities = models.TextField("What will be done?")
    site_provides = models.TextField("What does the site provide?", blank=True)
    effort = models.DurationField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    delivery_mode = models.CharField(max_length=10, choices=DeliveryMode)
    written_by = person_key()
    created_at = models.DateTimeField()
    site_signed_by = person_key(null=True)
    site_signed_at = models.DateTimeField(null=True, blank=True)
    doj_signed_by = person_key(null=True)
    doj_signed_at = models.DateTimeField(null=True, blank=True)

    change = models.CharField(max_length=11, choices=ScopeChange, blank=True)
    reason = models.TextField("Why does it change?", blank=True)
    ended_by = person_key(null=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.TextField("Why not?", blank=True)

    objects = ScopeQuerySet.as_manager()

    class Meta:
        ordering = ["request", "number"]
        constraints = [
            SameSite(field="request", name="scope_is_of_its_requests_site"),
            models.UniqueConstraint(
                fields=["site", "request", "number"], name="a_scopes_versions_are_counted"
            ),
            models.CheckConstraint(
                name="a_scope_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(name="a_scope_takes_time", condition=Q(effort__gt=timedelta())),
            models.CheckConstraint(
                name="who_writes_a_scope_does_not_sign_it",
                condition=(Q(site_signed_by__isnull=True) | ~Q(site_signed_by=F("written_by")))
                & (Q(doj_signed_by__isnull=True) | ~Q(doj_signed_by=F("written_by"))),
            ),
            models.CheckConstraint(
                name="two_people_sign_a_scope",
                condition=Q(site_signed_by__isnull=True)
                | Q(doj_signed_by__isnull=True)
                | ~Q(site_signed_by=F("doj_signed_by")),
            ),
            models.CheckConstraint(
                name="a_scopes_signature_has_its_time",
                condition=Q(site_signed_by__isnull=True, site_signed_at__isnull=True)
                | Q(site_signed_by__isnull=False, site_signed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_scopes_second_signature_has_its_time",
                condition=Q(doj_signed_by__isnull=True, doj_signed_at__isnull=True)
                | Q(doj_signed_by__isnull=False, doj_signed_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["site", "request"],
                condition=Q(change=ScopeChange.PROPOSED),
                name="a_scope_has_one_proposed_change",
            ),
            models.CheckConstraint(
                name="a_change_of_a_scope_says_why", condition=Q(change="") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="a_change_is_agreed_by_two_signatures",
                condition=Q(change="")
                | Q(site_signed_at__isnull=True)
                | Q(doj_signed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_change_that_ended_says_when_and_why",
                condition=Q(
                    change__in=["", ScopeChange.PROPOSED],
                    ended_at__isnull=True,
                    ended_by__isnull=True,
                    ended_reason="",
                )
                | (
                    Q(
                        change__in=[ScopeChange.TURNED_DOWN, ScopeChange.WITHDRAWN],
                        ended_at__isnull=False,
                    )
                    & ~Q(ended_reason="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def is_signed(self) -> bool:
        """Whether both sides have signed."""
        return self.site_signed_at is not None and self.doj_signed_at is not None

    @property
    def hours(self) -> float:
        """The agreed effort, in hours."""
        return self.effort.total_seconds() / 3600
