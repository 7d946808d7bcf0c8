"""Who belongs to a community, or asked to."""

from collections.abc import Collection
from datetime import datetime
from typing import Self
from uuid import UUID

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q

from communities.enums import MemberState
from communities.models.communities import Community
from communities.models.facilitators import Facilitator
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.tenancy.models import SiteScopedModel
from foundation.workflow.cursors import Cursors, Position
from sites.models import Membership

PERSON = settings.AUTH_USER_MODEL
MEMBERS = Cursors("communities.members", lambda row: Position(row.asked_at, row.pk))
# States in which a person belongs to a community, or may soon.
OPEN = (MemberState.ASKED, MemberState.MEMBER)
OPEN_TO = ExpressionWrapper(OuterRef("community__open_to"), ArrayField(models.CharField()))


class MemberQuerySet(models.QuerySet["Member"]):
    """A queryset of memberships."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own, the members of communities they joined, and all of those they facilitate."""
        if actor.is_system or actor.may(P.COMMUNITY_MANAGE, at=None):
            return self
        if actor.user_id is None:
            return self.none()
        facilitated = Facilitator.objects.facilitated_by(actor, clock.now())
        fellow = Q(status=MemberState.MEMBER, community__in=Member.objects.joined_by(actor))
        return self.filter(Q(person_id=actor.user_id) | Q(community__in=facilitated) | fellow)

    def joined_by(self, actor: Actor) -> models.QuerySet["Member", UUID]:
        """Return the keys of the communities of which the actor is a member, for a subquery.

        In SQL this is ``app_joined_communities()``, with those they facilitate.
        """
        mine = self.filter(person_id=actor.user_id).in_force(clock.now())
        return mine.values_list("community_id", flat=True)

    def in_force(self, at: datetime) -> Self:
        """Return memberships that count at a moment: those taken by a role end with its holder's last such seat.

        For one's own memberships and for jobs: nobody else reads the seats of other sites.
        """
        seats = Membership.objects.live(at).filter(user_id=OuterRef("person_id"))
        by_role = seats.alias(open_to=OPEN_TO).filter(
            open_to__contains=[F("role")]  # type: ignore[misc]  # -- the stubs take it for text
        )
        return self.live().filter(Q(decided_by__isnull=False) | Exists(by_role))

    def of_community(self, pk: UUID | OuterRef) -> Self:
        """Return the memberships of a community with their people and sites, by name."""
        found = self.filter(community_id=pk).select_related("person", "site")
        return found.order_by("person__name", "pk")

    def of_person(self, user_id: int | None) -> Self:
        """Return the memberships of a person that are open: those they have, and those they asked for."""
        return self.filter(person_id=user_id, status__in=OPEN)

    def live(self) -> Self:
        """Return people who joined and neither left nor were removed."""
        return self.filter(status=MemberState.MEMBER)

    def latest_of(self, user_id: int | None) -> Self:
        """Return the memberships and requests of a person, open or over, the latest first."""
        return self.filter(person_id=user_id).order_by("-asked_at", "-pk")

    def is_removed(self, user_id: int | None, community_id: UUID) -> bool:
        """Return whether the person was ever removed from the community."""
        mine = self.filter(person_id=user_id, community_id=community_id)
        return mine.filter(status=MemberState.REMOVED).exists()

    def who_joined(self, pk: UUID) -> Self:
        """Return the memberships of people who ever joined a community, the latest of each person last."""
        return self.filter(community_id=pk, joined_at__isnull=False).order_by("joined_at", "pk")

    def with_keys(self, keys: Collection[UUID]) -> Self:
        """Return the memberships with those keys."""
        return self.filter(pk__in=keys)

    def oldest_first(self) -> Self:
        """Return memberships in the order of ``MEMBERS``."""
        return self.order_by("asked_at", "pk")

    def after(self, at: datetime, pk: UUID) -> Self:
        """Return the memberships after that one in this order."""
        return self.filter(Q(asked_at__gt=at) | Q(asked_at=at, pk__gt=pk))

    def of_people(self, ids: Collection[int]) -> Self:
        """Return the memberships of some people."""
        return self.filter(person_id__in=ids)

    def people(self) -> set[int]:
        """Return the ids of the people."""
        return set(self.values_list("person_id", flat=True))

    def waiting(self) -> Self:
        """Return requests to join that no one has answered."""
        return self.filter(status=MemberState.ASKED)


@pghistory.track()
class Member(SiteScopedModel):
    """A person's membership of a community: asked for, or taken up at once by a role it is open to."""

    DATABASE_PRIVILEGES = (
        "SELECT, INSERT, UPDATE (status, joined_at, ended_at, decided_by_id, reason, version)"
    )

    site = models.ForeignKey(  # type: ignore[assignment]  # -- empty for staff and providers
        "sites.Site",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The site they come from; empty for staff and providers.",
    )
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=MemberState)
    note = models.CharField(
        max_length=500, blank=True, help_text="What they wrote when they asked."
    )
    asked_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "person"],
                condition=Q(status__in=OPEN),
                name="a_person_joins_a_community_once",
            ),
            models.CheckConstraint(
                name="a_member_has_the_moment_they_joined",
                condition=~Q(status=MemberState.MEMBER) | Q(joined_at__isnull=False, ended_at=None),
            ),
            models.CheckConstraint(
                name="a_member_is_not_admitted_by_themselves",
                condition=~Q(status=MemberState.MEMBER)
                | Q(decided_by=None)
                | ~Q(decided_by=models.F("person")),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "status"], name="communities_of_a_person"),
            models.Index(fields=["community", "status"], name="members_of_a_community"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.community_id}, {self.status}"


def at_own_communities(actor: Actor) -> Q:
    """Match the rows of the communities that a person joined or facilitates now."""
    facilitated = Facilitator.objects.facilitated_by(actor, clock.now())
    return Q(community__in=Member.objects.joined_by(actor)) | Q(community__in=facilitated)
