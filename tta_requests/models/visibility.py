"""Filters for the requests an actor may see: by share, and by the handling mark."""

from typing import Any

from django.db.models import Q, QuerySet

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from sites.enums import Handling
from tta_requests.models.requests import TTARequest
from tta_requests.models.shares import Share


def shared_with(actor: Actor, *, worked: bool = False) -> Any:
    """Return the ids of requests shared with the actor's organizations now; ``worked``: only accepted ones."""
    shares = Share.objects.live(clock.now()).to(actor.organizations)
    return (shares.for_work() if worked else shares).values("request_id")


def handling_allows(actor: Actor, prefix: str = "") -> Q:
    """Return a filter for rows whose handling mark the actor is cleared for.

    Arguments:
        actor: whose clearance counts.
        prefix: the lookup path to the request, such as ``request__``; empty on requests themselves.
    """
    if actor.cleared_sites is None:
        return Q()
    allowed = Q(**{f"{prefix}handling": Handling.SITE})
    if actor.cleared_sites:
        allowed |= Q(**{f"{prefix}site_id__in": actor.cleared_sites})
    for site_id, agency in actor.agency_seats:
        allowed |= Q(
            **{f"{prefix}site_id": site_id, f"{prefix}federal_agencies__contains": [agency]}
        )
    if actor.organizations:
        allowed |= Q(**{f"{prefix or ''}id__in": shared_with(actor, worked=True)})
    return allowed


def kept_from(actor: Actor) -> QuerySet[TTARequest]:
    """Find the requests that their federal mark keeps from the actor; few, so that a query can name them."""
    allowed = handling_allows(actor)
    if not allowed:
        return TTARequest.objects.none()
    return TTARequest.objects.filter(handling=Handling.FEDERAL).exclude(allowed).order_by()


def readable(actor: Actor, prefix: str = "") -> Q:
    """Return a filter for requests that the actor's sites, shares, and clearance allow, also before they accepted them.

    The site condition is always written out: without it, no index serves a site's user.

    Arguments:
        actor: who reads.
        prefix: the lookup path to the request, such as ``request__``; empty on requests themselves.
    """
    allowed = handling_allows(actor, prefix)
    sites = actor.sites_for(P.REQUEST_VIEW)
    if sites is None:
        return allowed
    own = Q(**{f"{prefix}site_id__in": sites})
    if actor.organizations:
        own |= Q(**{f"{prefix}id__in": shared_with(actor)})
    return own & allowed


def of_visible_requests(actor: Actor) -> Q:
    """Return a filter for rows of requests the actor reads in full, by site or as the provider's people."""
    sites = actor.sites_for(P.REQUEST_VIEW)
    allowed = handling_allows(actor, "request__")
    if sites is None:
        return allowed
    own = Q(site_id__in=sites)
    if actor.organizations:
        own |= Q(request_id__in=shared_with(actor, worked=True))
    return own & allowed
