"""Decide which steps of a request each actor can take."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.workflow.lifecycle import Transition
from tta_requests.enums import (
    LIFECYCLE,
    UNDECIDED_STATUSES,
    Status,
)
from tta_requests.models import TTARequest
from tta_requests.policies.guards import GUARDS
from tta_requests.policies.participants import works_on

# The step each state waits for, shown as the main button to people who can take it.
AWAITED = {
    Status.TRIAGE: "match",
    Status.MATCHING: "offer",
    Status.ACCEPTED: "confirm",
    Status.SCOPING: "scope",
    Status.SCHEDULED: "start-delivery",
    Status.IN_DELIVERY: "deliver",
    Status.DELIVERED: "confirm-delivery",
    Status.NEEDS_INFORMATION: "answer",
    Status.ON_HOLD: "resume",
}


def steps_open_to(actor: Actor, tta_request: TTARequest) -> list[Transition]:
    """Return the steps of the lifecycle that this actor can take now."""
    return LIFECYCLE.available(tta_request, actor, GUARDS)


def can_take(actor: Actor, tta_request: TTARequest, step: str) -> bool:
    """Return whether the actor's role includes a step at all, in any state of the request."""
    rows = [row for row in LIFECYCLE.rows if row.name == step and row.permission]
    if any(actor.may(P(row.permission), at=tta_request.site_id) for row in rows):
        return True
    theirs = any(row.shared and actor.may_anywhere(P(row.permission)) for row in rows)
    return theirs and works_on(actor, tta_request)


def can_acknowledge(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor may acknowledge it: once, even if an expedited request is with a provider already."""
    return (
        tta_request.status in UNDECIDED_STATUSES
        and tta_request.acknowledged_at is None
        and actor.may(P.REQUEST_TRIAGE, at=tta_request.site_id)
    )
