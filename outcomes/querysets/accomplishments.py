"""Accomplishments as the lists' filters and people's needs ask for them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import FEDERAL_PARTNER, PROGRAM_MANAGER, ROLES
from foundation.needs.columns import needing
from foundation.needs.reading import MAX_ROWS
from foundation.needs.registry import Within
from outcomes.enums import AccomplishmentState
from outcomes.models import Accomplishment, AccomplishmentEvidence, AccomplishmentQuerySet
from sites.enums import FederalAgency
from sites.models import Membership, Site

A = AccomplishmentState
MAX_LINES = 200
# Whether it rests on something.
HAS_EVIDENCE = Exists(AccomplishmentEvidence.objects.filter(accomplishment=OuterRef("pk")))
# The roles that write accomplishments of a site.
WRITERS = tuple(
    role.slug
    for role in ROLES.values()
    if role.seats and P.ACCOMPLISHMENT_WRITE in role.permissions
)
# Cause, permission, and state: who takes the next step.
TURNS = (
    ("attest-accomplishment", P.ACCOMPLISHMENT_ATTEST, A.DRAFT),
    ("verify-accomplishment", P.ACCOMPLISHMENT_VERIFY, A.ATTESTED),
    ("clear-accomplishment", P.ACCOMPLISHMENT_CLEAR, A.VERIFIED),
    ("publish-accomplishment", P.ACCOMPLISHMENT_PUBLISH, A.CLEARED),
)


def asked(actor: Actor, filters: Mapping[str, Any]) -> AccomplishmentQuerySet:
    """Return the accomplishments of the actor's sites that the filters name."""
    found = Accomplishment.objects.at_sites_of(actor)
    if filters.get("state"):
        found = found.in_state(str(filters["state"]))
    return found.of_site(filters["site"].pk) if filters.get("site") else found


def is_partner_seated(found: Accomplishment, now: datetime) -> bool:
    """Return whether someone holds the seat of the federal partner it names at its site."""
    if not found.federal_agency:
        return False
    seats = Membership.objects.in_seat(FEDERAL_PARTNER.slug, found.federal_agency)
    return seats.filter(site_id=found.site_id).live(now).exists()


def vacant_agencies(site: Site, now: datetime) -> list[str]:
    """Return the federal agencies whose seat at a site no one holds, so that none of theirs can agree."""
    seats = Membership.objects.with_role(FEDERAL_PARTNER.slug).at(site).live(now)
    held = set(seats.values_list("seat", flat=True))
    return [agency for agency in FederalAgency.values if agency not in held]


def bare_drafts(among: AccomplishmentQuerySet) -> set[UUID]:
    """Return the keys of the drafts that rest on nothing yet, which no one attests."""
    found = among.order_by().filter(~HAS_EVIDENCE, status=A.DRAFT)
    return set(found.values_list("pk", flat=True))


def rows_for(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find the accomplishments whose next step is the actor's, as columns of ``foundation.needs.columns``."""
    if actor.user_id is None:
        return
    mine = Q(author=actor.user_id)
    for cause, permission, state in TURNS:
        found = _at_sites_of(actor, permission, within)
        if found is not None:
            waiting = found.in_state(state).filter(is_sent_back=False).exclude(_part(actor))
            if state == A.DRAFT:
                waiting = waiting.filter(HAS_EVIDENCE)
            if state == A.VERIFIED:
                waiting = waiting.filter(Q(federal_agency="") | Q(concurred_by__isnull=False))
            yield _needing(waiting, cause)
    own = _at_sites_of(actor, P.ACCOMPLISHMENT_WRITE, within)
    if own is not None:
        sent_back = own.in_state(A.DRAFT).filter(mine, is_sent_back=True)
        yield _needing(sent_back, "revise-accomplishment")
        bare = own.in_state(A.DRAFT).filter(mine, is_sent_back=False).exclude(HAS_EVIDENCE)
        yield _needing(bare, "prove-accomplishment")
    # Only points of contact answer for their site.
    answered = _at_sites_of(actor, P.RECOMMENDATION_ANSWER, within)
    if answered is not None:
        stuck = answered.in_state(A.DRAFT).filter(Q(is_sent_back=True) | ~HAS_EVIDENCE)
        yield _needing(stuck.exclude(_is_still_written(now)), "adopt-accomplishment")
    named = _at_sites_of(actor, P.ACCOMPLISHMENT_CONCUR, within)
    if named is not None and actor.agency_seats:
        seats = Q()
        for site_id, agency in sorted(actor.agency_seats):
            seats |= Q(site_id=site_id, federal_agency=agency)
        settled = named.filter(seats, status__in=(A.ATTESTED, A.VERIFIED), concurred_by=None)
        yield _needing(settled.exclude(_part(actor)), "concur-accomplishment")


def _is_still_written(now: datetime) -> Q:
    """Return the condition that its author still writes at its site: by a seat there, or as a Program Manager."""
    seats = Membership.objects.live(now).with_role(*WRITERS)
    seated = Exists(seats.filter(user=OuterRef("author"), site=OuterRef("site")))
    manages = Q(author__staff_role=PROGRAM_MANAGER.slug)
    return Q(author__is_active=True) & (Q(seated) | manages)


def _part(actor: Actor) -> Q:
    """Return the condition that the actor wrote it or took a step with it."""
    found = Q()
    for name in ("author", "concurred_by", "attested_by", "verified_by", "cleared_by"):
        found |= Q(**{f"{name}__isnull": False, name: actor.user_id})
    return found


def _needing(found: AccomplishmentQuerySet, cause: str) -> QuerySet[Any, Any]:
    return needing(
        found.order_by("moved_at", "pk")[:MAX_ROWS],
        cause=cause,
        thing=F("pk"),
        title=F("headline"),
        since=F("moved_at"),
    )


def _at_sites_of(actor: Actor, permission: P, within: Within) -> AccomplishmentQuerySet | None:
    """Return those that wait at the sites of a permission; None without any site."""
    sites = actor.sites_for(permission)
    if sites is not None and not sites:
        return None
    found = Accomplishment.objects.waiting()
    found = found if sites is None else found.filter(site_id__in=sites)
    found = found if within.site_id is None else found.of_site(within.site_id)
    return found.filter(pk=UUID(within.thing)) if within.thing else found
