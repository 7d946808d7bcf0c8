"""What needs providers and federal partners."""

from django.urls import reverse

from dashboards.presenters.day import Need
from dashboards.querysets import day
from dashboards.views.day.parts import Part, Reader, at, due_clock, still, waits
from tta_requests.enums import ReferralState, Status
from tta_requests.models import FederalReferral, Offer, Share, TTARequest
from tta_requests.policies import AWAITED
from tta_requests.presenters.guests import last_day


def offers(reader: Reader) -> Part:
    """Offers that wait for the organization's answer, and the work it has. Two statements."""
    part = Part()
    part.needs.extend(_offer(offer, reader) for offer in day.offers_to(reader.actor))
    for tta_request in day.work_of_provider(reader.actor):
        step = AWAITED.get(Status(tta_request.status), "")
        if step in WORK:
            part.needs.append(_work(tta_request, *WORK[step]))
        else:
            part.waiting.append(waits(tta_request, None))
    return part


# What a provider is waited for: the verb, and why.
WORK = {
    "scope": ("Open", "You're delivering this request. Agree on the scope of work with the site."),
    "start-delivery": (
        "Start delivery",
        "The scope is signed. Meet with the site, then start delivery.",
    ),
    "deliver": ("Open", "You're delivering this request. Report delivery when everything is done."),
}


def _work(tta_request: TTARequest, verb: str, why: str) -> Need:
    return Need(
        title=tta_request.title,
        href=reverse("tta_requests:detail", args=[tta_request.number]),
        number=tta_request.number,
        where=tta_request.site.name,
        why=why,
        verb=verb,
        clock=still("Assigned to you"),
    )


def _offer(offer: Offer, reader: Reader) -> Need:
    tta_request = offer.request
    warn_at = offer.offered_at + (offer.due_at - offer.offered_at) * 0.8
    area = tta_request.core_area.name if tta_request.core_area else "No core area"
    return Need(
        title=tta_request.title,
        href=offer.get_absolute_url(),
        number=tta_request.number,
        where=tta_request.site.name,
        why=f"{area}, {tta_request.get_kind_display().lower()}, {tta_request.urgency}. Offered {at(offer.offered_at, reader)}.",
        verb="Answer",
        clock=due_clock(warn_at, offer.due_at, tta_request.site.time_zone, reader),
        due_at=offer.due_at,
    )


def referrals(reader: Reader) -> Part:
    """What was referred to the reader's agency, and what it leads with a provider. One statement."""
    part = Part()
    for referral in day.referrals_to(reader.actor):
        step = AWAITED.get(Status(referral.request.status), "")
        if referral.state == ReferralState.ASKED:
            part.needs.append(_referral(referral, reader))
        elif step in WORK:
            part.needs.append(_work(referral.request, *WORK[step]))
    return part


def conversations(reader: Reader) -> Part:
    """Conversations the reader's office was brought into: first those it has said nothing in. One statement."""
    part = Part()
    for share in day.conversations_of(reader.actor):
        if share.has_answered:
            part.waiting.append(waits(share.request, None))
        else:
            part.needs.append(_conversation(share, reader))
    return part


def _conversation(share: Share, reader: Reader) -> Need:
    tta_request = share.request
    zone = tta_request.site.time_zone
    until = f" You have access until {last_day(share.ends_at, zone)}." if share.ends_at else ""
    return Need(
        title=tta_request.title,
        href=tta_request.get_absolute_url(),
        number=tta_request.number,
        where=tta_request.site.name,
        why=f"DOJ asked for your input.{until}",
        verb="Read and comment",
        clock=still("Your input requested"),
    )


def _referral(referral: FederalReferral, reader: Reader) -> Need:
    tta_request = referral.request
    agency = referral.agency
    asked = f"{agency} was asked to lead" if referral.to_lead else f"Referred to {agency}"
    return Need(
        title=tta_request.title,
        href=reverse("tta_requests:answer-referral", args=[tta_request.number, referral.agency]),
        number=tta_request.number,
        where=tta_request.site.name,
        why=f"{asked} {at(referral.created_at, reader)}.",
        verb="Read and answer",
        clock=still("Referred to you"),
    )
