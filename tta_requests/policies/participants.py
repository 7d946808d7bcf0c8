"""Decide who takes part in a request, and who may read all of it."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from tta_requests.enums import (
    WORKED_STATUSES,
)
from tta_requests.models import TTARequest


def works_on(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor's organization has accepted the request and not given it back."""
    return tta_request.provider_id in actor.organizations and tta_request.status in WORKED_STATUSES


def agencies_of(actor: Actor, site_id: int) -> set[str]:
    """Return the federal agencies whose seats at that site the actor holds."""
    return {agency for site, agency in actor.agency_seats if site == site_id}


def co_leads(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether one of the actor's agencies leads the request together with the provider."""
    return not agencies_of(actor, tta_request.site_id).isdisjoint(tta_request.co_leads)


def takes_part(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor's organization or agency does the work."""
    return works_on(actor, tta_request) or co_leads(actor, tta_request)


def can_read_whole(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor may read all of it: DOJ, the site's people, and the provider once it accepted."""
    return actor.may(P.REQUEST_VIEW, at=tta_request.site_id) or works_on(actor, tta_request)


def is_colleague(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor sees the request only to comment, as an invited federal office."""
    return P.REQUEST_COMMENT in actor.elsewhere and not can_read_whole(actor, tta_request)
