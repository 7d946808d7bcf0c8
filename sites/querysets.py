"""Queries about sites and their people that span several models."""

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.accounts.models import StaffApproval, User
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import (
    COORDINATOR,
    EXECUTIVE_LEADERSHIP,
    LIAISON,
    POINT_OF_CONTACT,
    PROGRAM_MANAGER,
    SITE_ROLES,
    STAFF_ROLES,
)
from foundation.audit.events import events_of
from foundation.needs.columns import end_of, needing
from foundation.needs.reading import MAX_ROWS
from foundation.needs.registry import Within
from foundation.workflow import embedded
from foundation.workflow.cursors import Cursors, Position
from sites.models import Contact, Membership, SeatApproval, Site, SiteAgency

PLACES = Cursors("sites.list", lambda site: Position(site.name, site.pk), read_at=str, read_pk=int)


# DOJ roles whose people can cover for others, as liaisons can.
BACKUP_ROLES = (PROGRAM_MANAGER.slug, COORDINATOR.slug)
# How long a contact counts as verified (PRODUCT section 7).
UNVERIFIED = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class SiteLabel:
    """What the page layout shows of a site; public facts, so one cache serves every actor."""

    pk: int
    slug: str
    name: str
    is_demo: bool


@Compiled
def site_to_enter(actor: Actor, *, slug: str) -> QuerySet[Site]:
    """Find the site with a slug, if the actor may enter its workspace."""
    return Site.objects.with_work_visible_to(actor).named(slug)


@Compiled
def with_proposals(actor: Actor, *, slug: str) -> QuerySet[Site]:
    """Find the same with its seats that wait for a second approval; ``proposals_of`` reads them."""
    waiting = SeatApproval.objects.waiting().filter(site=OuterRef("pk")).order_by("due_at", "pk")
    row = JSONObject(
        **{name: name for name in embedded.columns_of(SeatApproval)},
        proposer=embedded.fields(("id", "name"), "proposed_by__"),
    )
    found = Site.objects.with_work_visible_to(actor).named(slug)
    return found.annotate(proposals=ArraySubquery(waiting.values(row=row)))


@Compiled
def team_of(_actor: Actor, *, site_id: int) -> QuerySet[Membership]:
    """Find every membership of a site, ended ones too, with what the team page shows."""
    return Membership.objects.at(site_id).for_team()


def proposals_of(site: Site) -> list[SeatApproval]:
    """Return the seats that wait for a second approval, first deadline first, of a site of ``with_proposals``."""
    found = []
    for row in getattr(site, "proposals"):  # noqa: B009 -- added by the query
        approval = embedded.made(SeatApproval, row)
        if approval.proposed_by_id is not None:
            approval.proposed_by = embedded.made(User, row["proposer"])
        found.append(approval)
    return found


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
        Q(staff_role__in=BACKUP_ROLES) | Q(pk__in=liaisons.values("user_id")),
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


def vacancies_for(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find empty required seats the actor fills: local ones at own sites; for managers, those somebody left.

    Returns columns of ``foundation.needs.columns``.
    """
    if within.thing:
        return
    live = Membership.objects.live(now).filter(site_id=OuterRef("pk"))
    ended = Membership.objects.of_seat_holders().filter(site_id=OuterRef("pk"), ends_at__lte=now)
    ended = ended.order_by("-ends_at")
    own = actor.sites_for(P.TEAM_INVITE)
    for role, seat in _local_seats() if own else ():
        sites = Site.objects.filter(pk__in=own or ())
        vacant = sites.exclude(Exists(live.in_seat(role, seat)))
        yield needing(
            _at(vacant, within, "pk"),
            cause="fill-seat",
            site="",
            since=Subquery(ended.in_seat(role, seat).values("ends_at")[:1]),
            slug=F("slug"),
            role=Value(role),
            seat=Value(seat),
        )
    if P.TEAM_MANAGE in actor.everywhere:
        yield needing(
            _at(last_holders(now), within)[:MAX_ROWS],
            cause="fill-seat",
            since=F("ends_at"),
            slug=F("site__slug"),
            role=F("role"),
            seat=F("seat"),
        )


def last_holders(now: datetime) -> QuerySet[Membership]:
    """Find the last membership of each required seat that is vacant and was held before."""
    same = {"site_id": OuterRef("site_id"), "role": OuterRef("role"), "seat": OuterRef("seat")}
    later = Membership.objects.of_seat_holders().filter(
        Q(ends_at__gt=OuterRef("ends_at")) | Q(ends_at=OuterRef("ends_at"), pk__gt=OuterRef("pk")),
        **same,
    )
    left = Membership.objects.of_seat_holders().filter(_required_seats(), ends_at__lte=now)
    left = left.exclude(Exists(Membership.objects.live(now).filter(**same)))
    return left.exclude(Exists(later))


def stale_contacts_for(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find sites the actor keeps with contacts nobody has verified for ``UNVERIFIED``; columns of needs."""
    kept = _kept_by(actor, now)
    if within.thing or kept is None:
        return
    unverified = Contact.objects.unverified_since((now - UNVERIFIED).date())
    stale = unverified.filter(site_id=OuterRef("pk")).order_by().values("site_id")
    found = kept.filter(Exists(stale))
    yield needing(
        _at(found, within, "pk"),
        cause="verify-contacts",
        site="",
        slug=F("slug"),
        count=Subquery(stale.annotate(n=Count("pk")).values("n")),
    )


def uncovered_for(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find prosecutors without a contact, a vacant required seat, at sites the actor keeps; columns of needs."""
    kept = _kept_by(actor, now)
    if within.thing or kept is None:
        return
    found = SiteAgency.objects.need_contact().filter(site_id__in=kept.values("pk"))
    yield needing(
        _at(found, within).order_by("pk")[:MAX_ROWS],
        cause="name-agency-contact",
        since=end_of(F("uncovered_since")),
        slug=F("site__slug"),
        name=F("name"),
    )


def approvals_for(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find seats and DOJ roles that wait for the actor's approval; columns of needs."""
    if within.thing or actor.user_id is None:
        return
    others = ~Q(proposed_by_id=actor.user_id)
    cleared = actor.cleared_sites is None
    if P.TEAM_APPROVE in actor.everywhere and cleared:
        waiting = SeatApproval.objects.to_decide(actor, now)
        own = Q(person__isnull=False, person_id=actor.user_id)
        proposed = Q(proposed_by__isnull=True) | others
        yield needing(
            _at(waiting.filter(proposed, ~own), within).order_by("due_at", "pk")[:MAX_ROWS],
            cause="approve-seat",
            since=F("asked_at"),
            due_at=F("due_at"),
            name=F("name"),
            role=F("role"),
            seat=F("seat"),
        )
    if P.STAFF_APPROVE in actor.everywhere and within.site_id is None:
        proposed = Q(proposed_by__isnull=True) | others
        found = StaffApproval.objects.waiting().filter(proposed).exclude(user_id=actor.user_id)
        yield needing(
            found.order_by("due_at", "pk")[:MAX_ROWS],
            cause="approve-role",
            site=None,
            since=F("asked_at"),
            due_at=F("due_at"),
            name=F("user__name"),
            role=F("role"),
        )


def _kept_by(actor: Actor, now: datetime) -> QuerySet[Site] | None:
    """Return the sites whose team the actor keeps: own ones; for managers, those without a point of contact."""
    if P.TEAM_MANAGE in actor.everywhere:
        seated = Membership.objects.live(now).with_role(POINT_OF_CONTACT.slug)
        return Site.objects.exclude(Exists(seated.filter(site_id=OuterRef("pk"))))
    own = actor.sites_for(P.TEAM_INVITE)
    return Site.objects.filter(pk__in=own) if own else None


def _local_seats() -> Iterator[tuple[str, str]]:
    """Find the required seats that a site's own people fill; the others are DOJ's to fill."""
    for role in (EXECUTIVE_LEADERSHIP, POINT_OF_CONTACT):
        yield from ((role.slug, seat.slug) for seat in role.seats if seat.required)


def _required_seats() -> Q:
    required = Q(pk__in=())
    for role in SITE_ROLES:
        required |= Q(role=role.slug, seat__in=[seat.slug for seat in role.seats if seat.required])
    return required


def _at(rows: Any, within: Within, key: str = "site_id") -> Any:
    return rows if within.site_id is None else rows.filter(**{key: within.site_id})


def contact_identity(slug: str, name: str, email: str, organization: str) -> str:
    """Return what makes a contact the same one in each spreadsheet: site, name, and email, or organization without one."""
    return f"{slug}|{' '.join(name.split())}|{email or organization}".casefold()


def removed_contacts(sites: Collection[int]) -> set[str]:
    """Return the identities of the contacts of some sites that were imported, and of which none is there anymore.

    One that was edited since it was imported is still there: the history knows it by its key.

    Arguments:
        sites: keys of sites; row security decides which contacts are read.
    """
    facts = ("site__slug", "name", "email", "organization")
    there = list(Contact.objects.filter(site_id__in=sites).values_list("pk", *facts))
    keys = {pk for pk, *_ in there}
    kept = {contact_identity(*rest) for _, *rest in there}
    added = events_of(Contact).filter(pgh_label="insert", imported=True, site_id__in=sites)
    removed: set[str] = set()
    for pk, *rest in added.values_list("pgh_obj_id", *facts):
        (kept if pk in keys else removed).add(contact_identity(*rest))
    return removed - kept
