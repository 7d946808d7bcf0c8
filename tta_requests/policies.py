"""Who may do what with a request; guards of its transitions answer with a sentence or nothing."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.workflow.lifecycle import Transition
from tta_requests.enums import (
    AUTOMATIC_URGENCIES,
    LIFECYCLE,
    UNDECIDED_STATUSES,
    WORKED_STATUSES,
    Status,
    Urgency,
)
from tta_requests.models import Offer, TTARequest


def is_complete(actor: Actor, request: TTARequest) -> str:
    """A provider must know area, problem and the change that is wanted; critical needs its reason."""
    missing = [
        label
        for label, value in (
            ("a core area", request.core_area_id),
            ("the problem", request.problem.strip()),
            ("the change you want", request.desired_change.strip()),
        )
        if not value
    ]
    if request.urgency == Urgency.CRITICAL and not request.urgency_reason.strip():
        missing.append("the reason why it is critical")
    return f"Add {', '.join(missing)} before you submit." if missing else ""


def may_be_matched(actor: Actor, request: TTARequest) -> str:
    """A person matches from triage; only the routing job takes expedited requests further by itself."""
    if request.status == Status.SUBMITTED and not actor.is_system:
        return "Acknowledge the request first, then choose who gets it."
    return ""


def is_not_the_requester(actor: Actor, request: TTARequest) -> str:
    """Who asks does not accept."""
    if actor.user_id is not None and actor.user_id == request.requester_id:
        return "Who asked for help cannot take this step. Someone else has to."
    return ""


GUARDS = {
    "is_complete": is_complete,
    "may_be_matched": may_be_matched,
    "is_not_the_requester": is_not_the_requester,
}


def steps_open_to(actor: Actor, request: TTARequest) -> list[Transition]:
    """The buttons: rows of the table this actor can take now."""
    return LIFECYCLE.available(request, actor, GUARDS)


def can_take(actor: Actor, request: TTARequest, step: str) -> bool:
    """Whether the actor's role includes a step at all, whatever state the request is in."""
    rows = (row for row in LIFECYCLE.rows if row.name == step)
    return any(actor.may(P(row.permission), at=request.site_id) for row in rows)


def can_acknowledge(actor: Actor, request: TTARequest) -> bool:
    """Whoever triages at that site, once: also while an expedited request is with a provider already."""
    return (
        request.status in UNDECIDED_STATUSES
        and request.acknowledged_at is None
        and actor.may(P.REQUEST_TRIAGE, at=request.site_id)
    )


def works_on(actor: Actor, request: TTARequest) -> bool:
    """Whether the actor's organization has accepted the request and not given it back."""
    return request.provider_id in actor.organisations and request.status in WORKED_STATUSES


def can_read_whole(actor: Actor, request: TTARequest) -> bool:
    """Before accepting, a provider sees a few lines only; the site's people and DOJ see all."""
    return actor.may(P.REQUEST_VIEW, at=request.site_id) or works_on(actor, request)


def can_create(actor: Actor, site_id: int) -> bool:
    """Points of contact at their site; coordinators on behalf of any."""
    return actor.may(P.REQUEST_CREATE, at=site_id)


def can_revise(actor: Actor, request: TTARequest) -> bool:
    """A draft is changed by its requester and by whoever may submit for the site."""
    own = actor.user_id is not None and actor.user_id == request.requester_id
    return request.is_draft and (own or actor.may(P.REQUEST_SUBMIT, at=request.site_id))


def can_write_message(actor: Actor, request: TTARequest, *, works_on_it: bool = False) -> bool:
    """Who takes part in the thread: the site's people by permission, the provider once it works on it."""
    if request.is_draft or request.status == Status.WITHDRAWN:
        return False
    return works_on_it or actor.may(P.REQUEST_WRITE_MESSAGE, at=request.site_id)


def can_write_internal(actor: Actor) -> bool:
    """DOJ staff only."""
    return P.REQUEST_READ_INTERNAL in actor.everywhere


def can_see_explanation(actor: Actor, request: TTARequest) -> bool:
    """Why this provider: for those who decide, not for the candidates."""
    return actor.may(P.REQUEST_EXPLAIN, at=request.site_id) or actor.may(
        P.REQUEST_SUBMIT, at=request.site_id
    )


def can_answer(actor: Actor, offer: Offer) -> bool:
    """The offered organization answers; who asked never accepts."""
    return (
        actor.may_anywhere(P.OFFER_ANSWER)
        and offer.provider_id in actor.organisations
        and actor.user_id != offer.request.requester_id
    )


def is_automatic(request: TTARequest) -> bool:
    """Whether the portal offers it without a person: expedited and critical requests."""
    return request.urgency in AUTOMATIC_URGENCIES
