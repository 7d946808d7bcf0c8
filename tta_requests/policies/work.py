"""Decide who agrees on the work, and who tracks it."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from tta_requests.enums import (
    AGREED_STATUSES,
    ENDED_STATUSES,
    OPEN_STATUSES,
    ScopeChange,
    Side,
    Status,
)
from tta_requests.models import Scope, TTARequest
from tta_requests.policies.participants import co_leads, takes_part, works_on


def can_write_scope(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor may write the scope now: the provider, a co-leading agency, or DOJ staff.

    After both sides have signed, what they write is a proposed change.
    """
    if tta_request.status not in {Status.SCOPING, *AGREED_STATUSES} or actor.user_id is None:
        return False
    own = tta_request.provider_id in actor.organizations or co_leads(actor, tta_request)
    return P.SCOPE_WRITE in actor.everywhere or (own and actor.may_anywhere(P.SCOPE_WRITE))


def can_sign_scope(actor: Actor, tta_request: TTARequest, scope: Scope, side: Side) -> str:
    """Return why the actor may not sign this version for that side now; empty if they may."""
    ours = Side.DOJ if P.SCOPE_SIGN in actor.everywhere else Side.SITE
    if not actor.may(P.SCOPE_SIGN, at=tta_request.site_id) or ours != side:
        return "Your role can't sign for this side."
    if tta_request.status not in (AGREED_STATUSES if scope.change else (Status.SCOPING,)):
        return "Nothing waits for a signature now. The request page shows its current status."
    if actor.user_id == scope.written_by_id:
        return "The author can't sign their own version. A colleague must sign it."
    if actor.user_id in {scope.site_signed_by_id, scope.doj_signed_by_id}:
        return "You already signed this version."
    if getattr(scope, f"{side}_signed_at") is not None:
        return "Your side already signed this version."
    return ""


def can_end_scope_change(actor: Actor, tta_request: TTARequest, scope: Scope) -> ScopeChange | None:
    """Return what the actor would make of a proposed change by ending it; None if they may not.

    Who signs for a side turns it down. Who proposed it, and others who write this scope, withdraw it.
    """
    if scope.change != ScopeChange.PROPOSED or tta_request.status not in AGREED_STATUSES:
        return None
    if actor.user_id != scope.written_by_id and actor.may(P.SCOPE_SIGN, at=tta_request.site_id):
        return ScopeChange.TURNED_DOWN
    return ScopeChange.WITHDRAWN if can_write_scope(actor, tta_request) else None


def can_keep_commitments(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor takes part in the work, from triage until it is closed."""
    if tta_request.status not in OPEN_STATUSES:
        # DOJ can also have work improved after the request is closed.
        return not tta_request.is_draft and P.COMMITMENT_KEEP in actor.everywhere
    return takes_part(actor, tta_request) or actor.may(P.COMMITMENT_KEEP, at=tta_request.site_id)


def can_link_participants(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor takes part in the work, once there is something to evaluate."""
    if tta_request.status not in {Status.IN_DELIVERY, Status.DELIVERED, Status.CONFIRMED}:
        return False
    return takes_part(actor, tta_request) or actor.may(P.COMMITMENT_KEEP, at=tta_request.site_id)


def can_log_hours(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor may log hours: the provider, from its confirmation until the request is closed."""
    return works_on(actor, tta_request) and tta_request.status != Status.ACCEPTED


def can_correct_hours(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor may correct hours: the provider while it logs them, DOJ staff also after the closing."""
    is_staff = not tta_request.is_draft and actor.may(P.DELIVERY_CORRECT, at=tta_request.site_id)
    return is_staff or can_log_hours(actor, tta_request)


def can_add_late_hours(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor may add a provider's hours that were forgotten: DOJ staff, once the request ended."""
    has_ended = tta_request.status in ENDED_STATUSES and tta_request.provider_id is not None
    return has_ended and actor.may(P.DELIVERY_CORRECT, at=tta_request.site_id)


def can_correct_delivery(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor may correct what was reported with a delivery: as hours, and federal co-leads too."""
    if tta_request.status not in {Status.DELIVERED, Status.CONFIRMED, Status.CLOSED}:
        return False
    own = tta_request.status != Status.CLOSED and takes_part(actor, tta_request)
    is_staff = actor.may(P.DELIVERY_CORRECT, at=tta_request.site_id)
    return is_staff or (own and actor.may_anywhere(P.DELIVERY_REPORT))


def can_link(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor may link a submitted request to others: DOJ staff, in any state."""
    return not tta_request.is_draft and actor.may(P.REQUEST_LINK, at=tta_request.site_id)
