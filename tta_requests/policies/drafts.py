"""Decide who creates and changes draft requests."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from tta_requests.enums import (
    Source,
)
from tta_requests.models import TTARequest


def can_create(actor: Actor, site_id: int) -> bool:
    """Return whether the actor may create requests: site contacts for their site, coordinators for any."""
    return actor.may(P.REQUEST_CREATE, at=site_id)


def can_revise(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor may change a draft: its requester, and people who may submit for the site."""
    own = actor.user_id is not None and actor.user_id == tta_request.requester_id
    return tta_request.is_draft and (own or actor.may(P.REQUEST_SUBMIT, at=tta_request.site_id))


def can_put_to_site(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor wrote the draft on the site's behalf, so that a point of contact submits it."""
    return (
        tta_request.is_draft
        and tta_request.source == Source.ON_BEHALF
        and actor.user_id == tta_request.requester_id
        and not actor.may(P.REQUEST_SUBMIT, at=tta_request.site_id)
    )
