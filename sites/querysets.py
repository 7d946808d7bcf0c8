"""Queries about sites and their people that span several models."""

import time
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from foundation.accounts.actors import Actor
from foundation.accounts.models import StaffApproval, User
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import COORDINATOR, LIAISON, PROGRAM_MANAGER, STAFF_ROLES
from foundation.workflow.cursors import Cursors, Position
from sites.models import Membership, SeatApproval, Site

PLACES = Cursors("sites.list", lambda site: Position(site.name, site.pk), read_at=str, read_pk=int)


@dataclass(frozen=True, slots=True)
class SiteLabel:
    """What the page layout shows of a site; public facts, so one cache serves every actor."""

    pk: int
    slug: str
    name: str
    is_demo: bool


LABEL_SECONDS = 60
_labels: dict[int, tuple[float, SiteLabel]] = {}


def labels_of(rows: QuerySet[Site], ids: Collection[int]) -> list[SiteLabel]:
    """Return sites' names, read at most once a minute in a process to spare pages a query."""
    now = time.monotonic()
    missing = [pk for pk in ids if pk not in _labels or _labels[pk][0] < now]
    for pk, slug, name, demo in (
        rows.filter(pk__in=missing).values_list("pk", "slug", "name", "is_demo") if missing else ()
    ):
        _labels[pk] = (now + LABEL_SECONDS, SiteLabel(pk, slug, name, demo))
    found = [_labels[pk][1] for pk in ids if pk in _labels]
    return sorted(found, key=lambda label: label.name)


def possible_stand_ins(actor: Actor, at: datetime) -> QuerySet[User]:
    """Return people who can cover for the actor: DOJ's triage staff and visible liaisons."""
    liaisons = Membership.objects.visible_to(actor).live(at).with_role(LIAISON.slug)
    people = User.objects.filter(
        Q(staff_role__in=[PROGRAM_MANAGER.slug, COORDINATOR.slug])
        | Q(pk__in=liaisons.values("user_id")),
        is_active=True,
    )
    return people.exclude(pk=actor.user_id or 0).order_by("name", "pk")


def approvers_of_seat(approval: SeatApproval) -> set[int]:
    """Return the ids of those who may approve a seat: not its proposer or its own person."""
    people = _staff_with(P.TEAM_APPROVE)
    return people - {approval.proposed_by_id, approval.person_id}


def approvers_of_role(approval: StaffApproval) -> set[int]:
    """Return the ids of Program Managers, without the role's proposer and its own person."""
    return _staff_with(P.STAFF_APPROVE) - {approval.proposed_by_id, approval.user_id}


def _staff_with(permission: P) -> set[int]:
    roles = [role.slug for role in STAFF_ROLES if permission in role.permissions]
    found = User.objects.filter(staff_role__in=roles, is_active=True)
    return set(found.values_list("pk", flat=True))
