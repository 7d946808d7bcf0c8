"""Decide who may do what with a request; guards of its transitions answer with a sentence or nothing."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.workflow.lifecycle import Transition
from tta_requests.enums import (
    AUTOMATIC_URGENCIES,
    LIFECYCLE,
    OPEN_STATUSES,
    UNDECIDED_STATUSES,
    UNDER_WAY_STATUSES,
    WORKED_STATUSES,
    BranchAgency,
    Side,
    Source,
    Status,
    Urgency,
)
from tta_requests.models import Attachment, FederalReferral, Offer, Scope, TTARequest


def is_complete(actor: Actor, tta_request: TTARequest) -> str:
    """A provider must know area, problem and the change that is wanted; critical needs its reason."""
    missing = [
        label
        for label, value in (
            ("a core area", tta_request.core_area_id),
            ("the problem", tta_request.problem.strip()),
            ("the change you want", tta_request.desired_change.strip()),
        )
        if not value
    ]
    if tta_request.urgency == Urgency.CRITICAL and not tta_request.urgency_reason.strip():
        missing.append("the reason it's critical")
    return f"Add {', '.join(missing)} before you submit." if missing else ""


def is_not_the_requester(actor: Actor, tta_request: TTARequest) -> str:
    """Refuse the requester: somebody else accepts."""
    if actor.user_id is not None and actor.user_id == tta_request.requester_id:
        return "The person who requested help can't take this step. Someone else must."
    return ""


def is_signed_by_both(actor: Actor, tta_request: TTARequest) -> str:
    """Work is scheduled once site and DOJ have signed the scope in force."""
    if tta_request.scope_signed_at is None:
        return "You can't schedule this yet. The site and DOJ must both sign the scope first."
    return ""


def is_delivered_by_actor(actor: Actor, tta_request: TTARequest) -> str:
    """Only the provider that has it, and an agency that leads with it, report its work."""
    if tta_request.provider_id in actor.organizations or co_leads(actor, tta_request):
        return ""
    return "Only the provider working on this request, or a federal co-lead, can report delivery."


def is_with_no_provider(actor: Actor, tta_request: TTARequest) -> str:
    """Return whether no provider has the request; otherwise the offer is withdrawn first."""
    led = bool(tta_request.co_leads) and tta_request.returns_to in UNDER_WAY_STATUSES
    if tta_request.provider_id is None and not led:
        return ""
    return f"{tta_request.workers} has this request. Before you decline it, resume it and withdraw it from them."


def is_in_time_to_reopen(actor: Actor, tta_request: TTARequest) -> str:
    """A second look has its time (PRODUCT section 5: 90 days after closing)."""
    if tta_request.reopen_until is not None and clock.now() <= tta_request.reopen_until:
        return ""
    return "The deadline to ask for a second look has passed. Submit a new request instead."


GUARDS = {
    "is_complete": is_complete,
    "is_not_the_requester": is_not_the_requester,
    "is_signed_by_both": is_signed_by_both,
    "is_delivered_by_actor": is_delivered_by_actor,
    "is_with_no_provider": is_with_no_provider,
    "is_in_time_to_reopen": is_in_time_to_reopen,
}


# The step a state waits for: filled on the page, and on my day, of whoever can take it.
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
    """Return whether the actor's role includes a step at all, whatever state the request is in."""
    rows = [row for row in LIFECYCLE.rows if row.name == step and row.permission]
    if any(actor.may(P(row.permission), at=tta_request.site_id) for row in rows):
        return True
    theirs = any(row.shared and actor.may_anywhere(P(row.permission)) for row in rows)
    return theirs and works_on(actor, tta_request)


def can_acknowledge(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor triages at that site; once, also while an expedited request is with a provider already."""
    return (
        tta_request.status in UNDECIDED_STATUSES
        and tta_request.acknowledged_at is None
        and actor.may(P.REQUEST_TRIAGE, at=tta_request.site_id)
    )


def works_on(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor's organization has accepted the request and not given it back."""
    return tta_request.provider_id in actor.organizations and tta_request.status in WORKED_STATUSES


def agencies_of(actor: Actor, site_id: int) -> set[str]:
    """Return the federal agencies in whose seat the actor sits at that site."""
    return {agency for site, agency in actor.agency_seats if site == site_id}


def co_leads(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether an agency of the actor's leads the request together with the provider."""
    return not agencies_of(actor, tta_request.site_id).isdisjoint(tta_request.co_leads)


def takes_part(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor is of those who do the work."""
    return works_on(actor, tta_request) or co_leads(actor, tta_request)


def can_be_asked(tta_request: TTARequest, agency: str) -> bool:
    """Of a federal item, only agencies that read it are asked; the U.S. Attorney's Office always does."""
    readers = {*tta_request.federal_agencies, BranchAgency.USAO}
    return not tta_request.is_federal or agency in readers


def can_refer(actor: Actor, tta_request: TTARequest) -> bool:
    """DOJ staff ask agencies, once a request is submitted."""
    return not tta_request.is_draft and actor.may(P.REFERRAL_ASK, at=tta_request.site_id)


def can_answer_for(actor: Actor, tta_request: TTARequest, agency: str, *, seated: bool) -> bool:
    """Return whether the actor holds the agency's seat and did not ask; DOJ staff where no seat was asked (``seated``)."""
    if actor.user_id is None or actor.user_id == tta_request.requester_id or tta_request.is_draft:
        return False
    if agency in agencies_of(actor, tta_request.site_id):
        return actor.may(P.REFERRAL_ANSWER, at=tta_request.site_id)
    return not seated and can_refer(actor, tta_request)


def can_speak_for(
    actor: Actor, tta_request: TTARequest, agency: str, referral: FederalReferral | None
) -> bool:
    """Return the same of a referral as it stands: none yet, to a seat, or to a field office."""
    seated = referral is None or referral.membership_id is not None
    return can_answer_for(actor, tta_request, agency, seated=seated)


def can_lead_alone(actor: Actor, tta_request: TTARequest, agency: str) -> bool:
    """A seated agency that was asked to lead has the request where no provider has it yet."""
    return (
        tta_request.provider_id is None
        and tta_request.status in {Status.TRIAGE, Status.MATCHING}
        and agency in agencies_of(actor, tta_request.site_id)
        and actor.may(P.OFFER_ANSWER, at=tta_request.site_id)
    )


def can_steer(actor: Actor, tta_request: TTARequest) -> bool:
    """The site's Champion and DOJ staff point to resources while the request is open."""
    return tta_request.is_open and actor.may(P.REQUEST_STEER, at=tta_request.site_id)


def can_read_whole(actor: Actor, tta_request: TTARequest) -> bool:
    """Before accepting, a provider sees a few lines only; the site's people and DOJ see all."""
    return actor.may(P.REQUEST_VIEW, at=tta_request.site_id) or works_on(actor, tta_request)


def can_create(actor: Actor, site_id: int) -> bool:
    """Points of contact at their site; coordinators on behalf of any."""
    return actor.may(P.REQUEST_CREATE, at=site_id)


def can_revise(actor: Actor, tta_request: TTARequest) -> bool:
    """A draft is changed by its requester and by whoever may submit for the site."""
    own = actor.user_id is not None and actor.user_id == tta_request.requester_id
    return tta_request.is_draft and (own or actor.may(P.REQUEST_SUBMIT, at=tta_request.site_id))


def can_put_to_site(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor wrote it on the site's behalf; a point of contact sends it."""
    return (
        tta_request.is_draft
        and tta_request.source == Source.ON_BEHALF
        and actor.user_id == tta_request.requester_id
        and not actor.may(P.REQUEST_SUBMIT, at=tta_request.site_id)
    )


def can_write_message(actor: Actor, tta_request: TTARequest, *, works_on_it: bool = False) -> bool:
    """Return whether the actor takes part in the thread: the site's people by permission, the provider once it works on it."""
    if tta_request.status in {Status.DRAFT, Status.CLOSED, Status.WITHDRAWN}:
        return False
    return works_on_it or actor.may(P.REQUEST_WRITE_MESSAGE, at=tta_request.site_id)


def is_colleague(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether a request one sees was shared to comment on: with a federal office, by DOJ staff."""
    return P.REQUEST_COMMENT in actor.elsewhere and not can_read_whole(actor, tta_request)


def can_comment(actor: Actor, tta_request: TTARequest) -> bool:
    """A federal colleague brought into the conversation, while it is open."""
    return is_colleague(actor, tta_request) and tta_request.is_open


def can_attach(actor: Actor, tta_request: TTARequest, *, works_on_it: bool = False) -> bool:
    """Return whether the actor may attach files: as for messages."""
    return can_write_message(actor, tta_request, works_on_it=works_on_it)


def can_remove_file(actor: Actor, file: Attachment) -> bool:
    """Return whether the actor attached it or is a coordinator; whether a legal hold keeps it is the action's to say."""
    own = actor.user_id is not None and actor.user_id == file.uploaded_by_id
    return own or actor.may(P.REQUEST_ASSIGN, at=file.site_id)


def can_write_internal(actor: Actor) -> bool:
    """Return whether the actor may write internal messages: DOJ staff only."""
    return P.REQUEST_READ_INTERNAL in actor.everywhere


def can_write_scope(actor: Actor, tta_request: TTARequest) -> bool:
    """The provider that has it, an agency that leads, or DOJ staff, while it is scoped."""
    if tta_request.status != Status.SCOPING or actor.user_id is None:
        return False
    own = tta_request.provider_id in actor.organizations or co_leads(actor, tta_request)
    return P.SCOPE_WRITE in actor.everywhere or (own and actor.may_anywhere(P.SCOPE_WRITE))


def can_sign_scope(actor: Actor, tta_request: TTARequest, scope: Scope, side: Side) -> str:
    """Nothing, or why the actor does not sign this version for that side now."""
    ours = Side.DOJ if P.SCOPE_SIGN in actor.everywhere else Side.SITE
    if not actor.may(P.SCOPE_SIGN, at=tta_request.site_id) or ours != side:
        return "Your role can't sign for this side."
    if tta_request.status != Status.SCOPING:
        return "You can sign a scope only while the request is in scoping. The request page shows its current state."
    if actor.user_id == scope.written_by_id:
        return "The author can't sign their own version. A colleague must sign it."
    if actor.user_id in {scope.site_signed_by_id, scope.doj_signed_by_id}:
        return "You already signed this version."
    if getattr(scope, f"{side}_signed_at") is not None:
        return "Your side already signed this version."
    return ""


def can_keep_commitments(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor takes part in the work, from triage until it is closed."""
    if tta_request.status not in OPEN_STATUSES:
        # DOJ mends what was not good enough after it is closed, too.
        return not tta_request.is_draft and P.COMMITMENT_KEEP in actor.everywhere
    return takes_part(actor, tta_request) or actor.may(P.COMMITMENT_KEEP, at=tta_request.site_id)


def can_link_participants(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor takes part in the work, once there is something to say about it."""
    if tta_request.status not in {Status.IN_DELIVERY, Status.DELIVERED, Status.CONFIRMED}:
        return False
    return takes_part(actor, tta_request) or actor.may(P.COMMITMENT_KEEP, at=tta_request.site_id)


def can_log_hours(actor: Actor, tta_request: TTARequest) -> bool:
    """The provider that has it, once it was confirmed and until the request is closed."""
    return works_on(actor, tta_request) and tta_request.status != Status.ACCEPTED


def can_link(actor: Actor, tta_request: TTARequest) -> bool:
    """DOJ staff, whatever state it is in; a draft is the site's own."""
    return not tta_request.is_draft and actor.may(P.REQUEST_LINK, at=tta_request.site_id)


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


def can_answer(actor: Actor, offer: Offer) -> bool:
    """Return the offered organization answers; who asked never accepts."""
    return (
        actor.may_anywhere(P.OFFER_ANSWER)
        and offer.provider_id in actor.organizations
        and actor.user_id != offer.request.requester_id
    )


def can_keep_availability(actor: Actor, provider_id: int) -> bool:
    """A provider's own people say when it is away and how much it takes on."""
    return provider_id in actor.organizations and actor.may_anywhere(P.AVAILABILITY_KEEP)


def is_automatic(tta_request: TTARequest) -> bool:
    """Return whether the portal offers it without a person: expedited and critical requests."""
    return tta_request.urgency in AUTOMATIC_URGENCIES
