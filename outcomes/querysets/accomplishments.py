"""Accomplishments as the lists' filters and people's needs ask for them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import FEDERAL_PARTNER
from foundation.needs.columns import needing
from foundation.needs.reading import MAX_ROWS
from foundation.needs.registry import Within
from outcomes.enums import AccomplishmentState
from outcomes.models import Accomplishment, AccomplishmentQuerySet
from sites.models import Membership

A = AccomplishmentState
MAX_LINES = 200
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


def rows_for(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find the accomplishments whose next step is the actor's, as columns of ``foundation.needs.columns``."""
    if actor.user_id is None:
        return
    mine = Q(author=actor.user_id)
    for cause, permission, state in TURNS:
        found = _at_sites_of(actor, permission, within)
        if found is not None:
            waiting = found.in_state(state).filter(is_sent_back=False).exclude(_part(actor))
            ready = Q(federal_agency="") | Q(concurred_by__isnull=False)
            yield _needing(waiting.filter(ready) if state == A.VERIFIED else waiting, cause)
    own = _at_sites_of(actor, P.ACCOMPLISHMENT_WRITE, within)
    if own is not None:
        sent_back = own.in_state(A.DRAFT).filter(mine, is_sent_back=True)
        yield _needing(sent_back, "revise-accomplishment")
    named = _at_sites_of(actor, P.ACCOMPLISHMENT_CONCUR, within)
    if named is not None and actor.agency_seats:
        seats = Q()
        for site_id, agency in sorted(actor.agency_seats):
            seats |= Q(site_id=site_id, federal_agency=agency)
        settled = named.filter(seats, status__in=(A.ATTESTED, A.VERIFIED), concurred_by=None)
        yield _needing(settled.exclude(_part(actor)), "concur-accomplishment")


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
