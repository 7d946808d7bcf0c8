"""Every reusable question about sites and their people."""

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from foundation.accounts.actors import Actor
from foundation.accounts.enums import IN_FORCE, ApprovalState
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import COORDINATOR, LIAISON, PROGRAM_MANAGER, STAFF_ROLES
from foundation.workflow.cursors import Cursors, Position

if TYPE_CHECKING:
    from foundation.accounts.models import StaffApproval
    from sites.models import (
        BreakGlass,
        Contact,
        CoreArea,
        FieldOffice,
        Invitation,
        Membership,
        PublicForm,
        SeatApproval,
        Site,
    )


class PublicFormQuerySet(models.QuerySet["PublicForm"]):
    """Forms that the public fills in."""

    def in_force(self, slug: str, day: date) -> "PublicForm | None":
        """That form, if its OMB control number is there and holds on that day."""
        return self.filter(slug=slug, expires_on__gte=day).exclude(omb_number="").first()


class SiteQuerySet(models.QuerySet["Site"]):
    """Sites; their names are public, their work is not."""

    def real(self) -> Self:
        """Without the invented ones."""
        return self.filter(is_demo=False)

    def demo(self) -> Self:
        """The invented ones."""
        return self.filter(is_demo=True)

    def with_work_visible_to(self, actor: Actor) -> Self:
        """Sites whose workspace the actor may enter."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(pk__in=ids)

    def for_directory(self) -> Self:
        """Everything the directory and the map show, in one query."""
        return self.select_related("state", "district").order_by("name", "pk")

    def by_name(self) -> Self:
        """In the order of ``PLACES``."""
        return self.order_by("name", "pk")

    def after(self, name: str, pk: int) -> Self:
        """What follows that site by name."""
        return self.filter(Q(name__gt=name) | Q(name=name, pk__gt=pk))


PLACES = Cursors("sites.list", lambda site: Position(site.name, site.pk), read_at=str, read_pk=int)


@dataclass(frozen=True, slots=True)
class SiteLabel:
    """What the page's shell says of a site; public facts, so any actor's answer serves all."""

    pk: int
    slug: str
    name: str
    is_demo: bool


LABEL_SECONDS = 60
_labels: dict[int, tuple[float, SiteLabel]] = {}


def labels_of(rows: SiteQuerySet, ids: Collection[int]) -> list[SiteLabel]:
    """Names of sites, read once a minute a process, so that a page's shell costs no query."""
    now = time.monotonic()
    missing = [pk for pk in ids if pk not in _labels or _labels[pk][0] < now]
    for pk, slug, name, demo in (
        rows.filter(pk__in=missing).values_list("pk", "slug", "name", "is_demo") if missing else ()
    ):
        _labels[pk] = (now + LABEL_SECONDS, SiteLabel(pk, slug, name, demo))
    found = [_labels[pk][1] for pk in ids if pk in _labels]
    return sorted(found, key=lambda label: label.name)


class CoreAreaQuerySet(models.QuerySet["CoreArea"]):
    """Core areas with their effective dates."""

    def with_slugs(self, slugs: Iterable[str]) -> Self:
        """Those with one of the slugs."""
        return self.filter(slug__in=slugs)

    def in_force_on(self, day: date) -> Self:
        """Those the program works in on that day."""
        return self.filter(
            Q(effective_to__isnull=True) | Q(effective_to__gte=day), effective_from__lte=day
        )


class MembershipQuerySet(models.QuerySet["Membership"]):
    """People in seats."""

    def live(self, at: datetime) -> Self:
        """Memberships in force at that instant; ``app_live_memberships()`` says the same in SQL."""
        approved = Q(approval__isnull=True) | Q(approval__state__in=IN_FORCE)
        return self.not_ended(at).filter(approved, starts_at__lte=at)

    def not_ended(self, at: datetime) -> Self:
        """Memberships that hold their seat at that instant or will: begun or not."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at))

    def meeting(self, start: datetime, end: datetime | None) -> Self:
        """Memberships that hold their seat at some moment of a span."""
        found = self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=start))
        return found if end is None else found.filter(starts_at__lt=end)

    def of_user(self, user_id: int) -> Self:
        """One person's memberships."""
        return self.filter(user_id=user_id)

    def with_role(self, *slugs: str) -> Self:
        """Memberships in one of the roles."""
        return self.filter(role__in=slugs)

    def in_seat(self, role: str, seat: str) -> Self:
        """Memberships in one seat."""
        return self.filter(role=role, seat=seat)

    def at(self, site: "Site") -> Self:
        """Memberships of one site."""
        return self.filter(site=site)

    def visible_to(self, actor: Actor) -> Self:
        """What the actor's sites allow; the database checks it again."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def of_people_named(self, words: str) -> Self:
        """Of people whose name or address has the words, by name."""
        named = Q(user__name__icontains=words) | Q(user__email__icontains=words)
        return self.filter(named).order_by("user__name", "pk")

    def who_may_stand_in(self, actor: Actor, at: datetime) -> "models.QuerySet[User]":
        """People who may stand in for the actor: DOJ's desk, and the liaisons the actor sees."""
        liaisons = self.visible_to(actor).live(at).with_role(LIAISON.slug)
        people = User.objects.filter(
            Q(staff_role__in=[PROGRAM_MANAGER.slug, COORDINATOR.slug])
            | Q(pk__in=liaisons.values("user_id")),
            is_active=True,
        )
        return people.exclude(pk=actor.user_id or 0).order_by("name", "pk")

    def for_team(self) -> Self:
        """Everything the team grid shows."""
        return self.select_related("user", "approval").with_zone().order_by("starts_at", "pk")

    def with_zone(self) -> Self:
        """With their sites, in whose time zone their first and last days are."""
        return self.select_related("site")


class SeatApprovalQuerySet(models.QuerySet["SeatApproval"]):
    """Seats that need a second person's approval."""

    def waiting(self) -> Self:
        """Those nobody has decided."""
        return self.filter(state=ApprovalState.WAITING)

    def to_review(self, at: datetime) -> Self:
        """Seats in force from before approvals whose holders have them still."""
        held = Q(membership__ends_at__isnull=True) | Q(membership__ends_at__gt=at)
        return self.filter(held, state=ApprovalState.REVIEW, membership__isnull=False)

    def at(self, site: "Site") -> Self:
        """Those of one site."""
        return self.filter(site=site)

    def visible_to(self, actor: Actor) -> Self:
        """Those of the actor's sites; the database checks it again."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def for_queue(self) -> Self:
        """Everything the queue shows, the first deadline first."""
        return self.select_related("site", "proposed_by", "person").order_by("due_at", "pk")

    def for_review(self) -> Self:
        """Everything the list to review shows, by site."""
        found = self.select_related("site", "proposed_by", "membership__user")
        return found.order_by("site__name", "pk")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations to a seat."""

    def open(self) -> Self:
        """Neither accepted nor withdrawn."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def at(self, site: "Site") -> Self:
        """Invitations of one site."""
        return self.filter(site=site)

    def for_list(self) -> Self:
        """Everything the list of open invitations shows, newest first."""
        return self.select_related("invited_by", "approval").order_by("-created_at")

    def visible_to(self, actor: Actor) -> Self:
        """Those of the sites where the actor may invite."""
        ids = actor.sites_for(P.TEAM_INVITE)
        return self if ids is None else self.filter(site_id__in=ids)


class BreakGlassQuerySet(models.QuerySet["BreakGlass"]):
    """Administrators' looks into sites."""

    def visible_to(self, actor: Actor) -> Self:
        """Program managers see everybody's, others their own."""
        sites = actor.sites_for(P.TEAM_MANAGE)
        own = Q(user_id=actor.user_id)
        return self if sites is None else self.filter(own | Q(site_id__in=sites))

    def open_for(self, user_id: int, at: datetime) -> Self:
        """A person's records that are open at that instant."""
        return self.filter(user_id=user_id, opened_at__lte=at, closes_at__gt=at)

    def at(self, site: "Site") -> Self:
        """Records of one site."""
        return self.filter(site=site)

    def for_record(self) -> Self:
        """Everything the page of records shows, newest first."""
        return self.select_related("user").order_by("-opened_at")


class ContactQuerySet(models.QuerySet["Contact"]):
    """People a site works with who hold no seat."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the sites the actor enters; the database checks it again."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def at(self, site: "Site") -> Self:
        """Contacts of one site, by name."""
        return self.filter(site=site).order_by("name", "pk")

    def named(self, words: str) -> Self:
        """Contacts whose name, organization or address has the words, by name."""
        known = (
            Q(name__icontains=words) | Q(organization__icontains=words) | Q(email__icontains=words)
        )
        return self.filter(known).order_by("name", "pk")

    def unverified_since(self, day: date) -> Self:
        """Nobody has made sure of them after that day, with their site, by site."""
        made_sure = Coalesce("verified_on", "since")
        found = self.annotate(made_sure_on=made_sure).filter(made_sure_on__lte=day)
        return found.select_related("site").order_by("site_id", "pk")


class FieldOfficeQuerySet(models.QuerySet["FieldOffice"]):
    """Federal field offices over time."""

    def open_on(self, day: date) -> Self:
        """Offices that existed on that day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )

    def of_agency(self, agency: str) -> Self:
        """Offices of one agency."""
        return self.filter(agency=agency)


def approvers_of_seat(approval: "SeatApproval") -> set[int]:
    """People who may approve a seat: DOJ's cleared staff, but for who proposed it and who it is for."""
    people = _staff_with(P.TEAM_APPROVE)
    return people - {approval.proposed_by_id, approval.person_id}


def approvers_of_role(approval: "StaffApproval") -> set[int]:
    """People who may approve a DOJ role: Program Managers, but for who proposed it and who it is for."""
    return _staff_with(P.STAFF_APPROVE) - {approval.proposed_by_id, approval.user_id}


def _staff_with(permission: P) -> set[int]:
    roles = [role.slug for role in STAFF_ROLES if permission in role.permissions]
    found = User.objects.filter(staff_role__in=roles, is_active=True)
    return set(found.values_list("pk", flat=True))
