"""Decide who grades, assigns and marks requests."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from tta_requests.enums import (
    Urgency,
)
from tta_requests.models import TTARequest


def can_endorse(actor: Actor, tta_request: TTARequest, *, ever: bool = False) -> bool:
    """The site's leadership, while a critical request is open and not endorsed; ``ever`` asks the role only."""
    leads = actor.user_id is not None and actor.may(P.REQUEST_ENDORSE, at=tta_request.site_id)
    waits = (
        tta_request.urgency == Urgency.CRITICAL
        and tta_request.is_open
        and tta_request.endorsed_at is None
    )
    return leads and (ever or waits)


def can_regrade(actor: Actor, tta_request: TTARequest) -> bool:
    """DOJ staff, while it is open."""
    return tta_request.is_open and actor.may(P.REQUEST_REGRADE, at=tta_request.site_id)


def can_give(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor may assign the request, once it is submitted."""
    return not tta_request.is_draft and actor.may(P.REQUEST_ASSIGN, at=tta_request.site_id)


def can_mark(actor: Actor, tta_request: TTARequest) -> bool:
    """DOJ staff who are cleared for federal items everywhere."""
    cleared = actor.cleared_sites is None
    return (
        cleared and not tta_request.is_draft and actor.may(P.REQUEST_MARK, at=tta_request.site_id)
    )


def can_preserve(actor: Actor, tta_request: TTARequest) -> bool:
    """Program managers place and lift a legal hold, on whatever was submitted."""
    return not tta_request.is_draft and actor.may(P.REQUEST_PRESERVE, at=tta_request.site_id)


def can_see_explanation(actor: Actor, tta_request: TTARequest) -> bool:
    """Why this provider: for those who decide, not for the candidates."""
    return actor.may(P.REQUEST_EXPLAIN, at=tta_request.site_id) or actor.may(
        P.REQUEST_SUBMIT, at=tta_request.site_id
    )
