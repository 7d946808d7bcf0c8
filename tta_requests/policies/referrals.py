"""Decide who asks federal agencies, and who answers for them."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from tta_requests.enums import (
    BranchAgency,
    Status,
)
from tta_requests.models import FederalReferral, TTARequest
from tta_requests.policies.participants import agencies_of


def can_be_asked(tta_request: TTARequest, agency: str) -> bool:
    """Return whether an agency may be asked: for a federal item, its named agencies and the U.S. Attorney's Office."""
    readers = {*tta_request.federal_agencies, BranchAgency.USAO}
    return not tta_request.is_federal or agency in readers


def can_refer(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor may refer a submitted request to agencies: DOJ staff only."""
    return not tta_request.is_draft and actor.may(P.REFERRAL_ASK, at=tta_request.site_id)


def can_answer_for(actor: Actor, tta_request: TTARequest, agency: str, *, seated: bool) -> bool:
    """Return whether the actor may answer: the agency's seat holder, or DOJ staff if no seat was asked (``seated``)."""
    if actor.user_id is None or actor.user_id == tta_request.requester_id or tta_request.is_draft:
        return False
    if agency in agencies_of(actor, tta_request.site_id):
        return actor.may(P.REFERRAL_ANSWER, at=tta_request.site_id)
    return not seated and can_refer(actor, tta_request)


def can_speak_for(
    actor: Actor, tta_request: TTARequest, agency: str, referral: FederalReferral | None
) -> bool:
    """Return whether the actor may answer this referral: none yet, to a seat, or to a field office."""
    seated = referral is None or referral.membership_id is not None
    return can_answer_for(actor, tta_request, agency, seated=seated)


def can_lead_alone(actor: Actor, tta_request: TTARequest, agency: str) -> bool:
    """Return whether a seated agency may accept to lead alone: only where no provider has the request yet."""
    return (
        tta_request.provider_id is None
        and tta_request.status in {Status.TRIAGE, Status.MATCHING}
        and agency in agencies_of(actor, tta_request.site_id)
        and actor.may(P.OFFER_ANSWER, at=tta_request.site_id)
    )


def can_steer(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor may share resources with an open request: the site's Champion and DOJ staff."""
    return tta_request.is_open and actor.may(P.REQUEST_STEER, at=tta_request.site_id)


def can_remove_resource(actor: Actor, tta_request: TTARequest, added_by: int) -> bool:
    """Return whether the actor may remove a resource: who shared it, until the request has ended, and DOJ staff.

    The action checks for a legal hold.

    Arguments:
        added_by: the person who shared it.
    """
    is_staff = P.REQUEST_STEER in actor.everywhere
    return is_staff or (actor.user_id == added_by and can_steer(actor, tta_request))
