"""Guards of the transitions: each returns a sentence that says why not, or an empty string."""

from engagements.policies import is_former
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from tta_requests.enums import (
    UNDER_WAY_STATUSES,
    Urgency,
)
from tta_requests.errors import EngagementOver
from tta_requests.models import FederalReferral, Provider, TTARequest
from tta_requests.policies.participants import co_leads


def is_complete(actor: Actor, tta_request: TTARequest) -> str:
    """Refuse a request that lacks its area, problem, or desired change, or a reason if it is critical."""
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


def is_ready(actor: Actor, tta_request: TTARequest) -> str:
    """Refuse to submit for a site whose engagement is over, and what lacks something a provider must know."""
    if is_former(tta_request.site_id):
        return str(EngagementOver.message)
    return is_complete(actor, tta_request)


def is_not_the_requester(actor: Actor, tta_request: TTARequest) -> str:
    """Refuse the requester: someone else must accept."""
    if actor.user_id is not None and actor.user_id == tta_request.requester_id:
        return "The person who requested help can't take this step. Someone else must."
    return ""


def is_signed_by_both(actor: Actor, tta_request: TTARequest) -> str:
    """Refuse to schedule work until the site and DOJ have both signed the scope in force."""
    if tta_request.scope_signed_at is None:
        return "You can't schedule this yet. The site and DOJ must both sign the scope first."
    return ""


def is_delivered_by_actor(actor: Actor, tta_request: TTARequest) -> str:
    """Refuse a report of delivery unless it is from the request's provider or a co-leading agency."""
    if tta_request.provider_id in actor.organizations or co_leads(actor, tta_request):
        return ""
    return "Only the provider working on this request, or a federal co-lead, can report delivery."


def is_with_no_provider(actor: Actor, tta_request: TTARequest) -> str:
    """Refuse while a provider or a leading agency has the request: its offer must be withdrawn first."""
    led = bool(tta_request.co_leads) and tta_request.returns_to in UNDER_WAY_STATUSES
    if tta_request.provider_id is None and not led:
        return ""
    return f"{tta_request.workers} has this request. Before you decline it, resume it and withdraw it from them."


def is_left_alone(actor: Actor, tta_request: TTARequest) -> str:
    """Refuse to take confirmed work from a provider or a leading agency that still has someone to do it."""
    provider = tta_request.provider_id
    if provider is not None and not Provider.objects.staffed().filter(pk=provider).exists():
        return ""
    left = FederalReferral.objects.of_request(tta_request.pk).left_by_all(clock.now())
    if left.leading_alone().exists():
        return ""
    return f"{tta_request.workers} is working on this request. Agree with them first, or put it on hold."


def is_in_time_to_reopen(actor: Actor, tta_request: TTARequest) -> str:
    """Refuse to reopen after the deadline for a second look (PRODUCT section 5: 90 days after closing)."""
    if tta_request.reopen_until is not None and clock.now() <= tta_request.reopen_until:
        return ""
    return "The deadline to ask for a second look has passed. Submit a new request instead."


GUARDS = {
    "is_ready": is_ready,
    "is_not_the_requester": is_not_the_requester,
    "is_signed_by_both": is_signed_by_both,
    "is_delivered_by_actor": is_delivered_by_actor,
    "is_with_no_provider": is_with_no_provider,
    "is_left_alone": is_left_alone,
    "is_in_time_to_reopen": is_in_time_to_reopen,
}
