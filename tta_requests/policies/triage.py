"""Decide who changes urgency, assigns requests, and sets their marks."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from tta_requests.enums import (
    Urgency,
)
from tta_requests.models import TTARequest


def can_endorse(actor: Actor, tta_request: TTARequest, *, ever: bool = False) -> bool:
    """Return whether the actor may endorse an open critical request; ``ever`` checks the leadership role only."""
    leads = actor.user_id is not None and actor.may(P.REQUEST_ENDORSE, at=tta_request.site_id)
    waits = (
        tta_request.urgency == Urgency.CRITICAL
        and tta_request.is_open
        and tta_request.endorsed_at is None
    )
    return leads and (ever or waits)


def can_regrade(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor may change the urgency of an open request: DOJ staff only."""
    return tta_request.is_open and actor.may(P.REQUEST_REGRADE, at=tta_request.site_id)


def can_give(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor may assign the request, once it is submitted."""
    return not tta_request.is_draft and actor.may(P.REQUEST_ASSIGN, at=tta_request.site_id)


def can_mark(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor may set the handling mark: DOJ staff cleared for federal items everywhere."""
    cleared = actor.cleared_sites is None
    return (
        cleared and not tta_request.is_draft and actor.may(P.REQUEST_MARK, at=tta_request.site_id)
    )


def can_preserve(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor may place or lift a legal hold on a submitted request: program managers only."""
    return not tta_request.is_draft and actor.may(P.REQUEST_PRESERVE, at=tta_request.site_id)


def can_see_explanation(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor may see why a provider was chosen: people who decide, never the candidates."""
    return actor.may(P.REQUEST_EXPLAIN, at=tta_request.site_id) or actor.may(
        P.REQUEST_SUBMIT, at=tta_request.site_id
    )
