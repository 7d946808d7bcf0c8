"""Commitments without a request that wait for a person, as columns of ``foundation.needs.columns``."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from engagements.enums import Party
from engagements.models import Commitment
from engagements.models.commitments import CommitmentQuerySet
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import LIAISON, POINT_OF_CONTACT
from foundation.calendars.days import ZONE_SLACK
from foundation.needs.columns import day_at, end_of, needing
from foundation.needs.reading import MAX_READ, MAX_ROWS
from foundation.needs.registry import Within
from sites.models import Membership

Rows = QuerySet[Any, Any]
# Commitments count from five days before they are due, when the first reminder goes out (PRODUCT section 7).
AHEAD = timedelta(days=5)
LIAISONS = (Party.LIAISON, Party.FEDERAL)
NONE = Q(pk__in=())


def rows_for(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find the actor's own commitments due soon or late, and those without an owner that they assign."""
    if actor.user_id is None:
        return
    soon = _soon(actor, now, within)
    own = soon.filter(owner_id=actor.user_id)
    first = own if within.thing else own.first_due(MAX_READ)
    yield _needing(first, "site-commitment", now)
    if (theirs := _to_assign(actor, now)) != NONE:
        yield _needing(soon.filter(theirs, owner=None), "assign-commitment", now)


def _soon(actor: Actor, now: datetime, within: Within) -> CommitmentQuerySet:
    """Find open commitments without a request that are due soon or late at the actor's sites, to a day."""
    sites = actor.sites_for(P.SITE_VIEW)
    # Due dates are in the site's time zone, at most one day off UTC.
    found = Commitment.objects.without_request().due_by((now + AHEAD + ZONE_SLACK).date())
    found = found if sites is None else found.filter(site_id__in=sites)
    found = found if within.site_id is None else found.filter(site_id=within.site_id)
    return found.filter(pk=UUID(within.thing)) if within.thing else found


def _to_assign(actor: Actor, now: datetime) -> Q:
    """Return which commitments without an owner the actor assigns: those of their side.

    Where the site has no point of contact its liaison does, and where it has no liaison a manager.
    """
    theirs = NONE
    if sites := actor.sites_for(P.REQUEST_SUBMIT):
        theirs |= Q(owed_by=Party.SITE, site_id__in=sites)
    if sites := actor.sites_for(P.UPDATE_LOG):
        gap = Q(owed_by=Party.SITE) & ~_has(POINT_OF_CONTACT.slug, now)
        theirs |= Q(site_id__in=sites) & (Q(owed_by__in=LIAISONS) | gap)
    if P.COMMITMENT_KEEP in actor.everywhere:
        theirs |= Q(owed_by=Party.DOJ)
    if P.ENGAGEMENT_MANAGE in actor.everywhere:
        theirs |= ~_has(LIAISON.slug, now) & (
            Q(owed_by__in=LIAISONS) | ~_has(POINT_OF_CONTACT.slug, now)
        )
    return theirs


def _has(role: str, now: datetime) -> Q:
    """Return the condition that somebody is in a role's seat at the commitment's site."""
    seats = Membership.objects.filter(site_id=OuterRef("site_id")).with_role(role).live(now)
    return Q(Exists(seats))


def _needing(soon: CommitmentQuerySet, cause: str, now: datetime) -> Rows:
    return needing(
        soon.filter(due_on__lte=day_at(now + AHEAD)).by_day()[:MAX_ROWS],
        cause=cause,
        thing=F("pk"),
        title=F("text"),
        since=F("made_at"),
        due_at=end_of(F("due_on")),
        owed_by=F("owed_by"),
    )
