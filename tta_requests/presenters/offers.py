"""Offers to a provider: rows of its list, the page of one offer, and how it ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.ui import dates
from foundation.ui.types import ClockView
from tta_requests import policies
from tta_requests.enums import DeliveryMode, OfferState
from tta_requests.models import Offer
from tta_requests.presenters import clocks, providers, request_facts, routing

WARN_FRACTION = 0.8
VISITS: Mapping[str, str] = {
    DeliveryMode.ON_SITE: "On site",
    DeliveryMode.VIRTUAL: "None, virtual only",
    DeliveryMode.EITHER: "On site or virtual",
}
ENDED = {
    OfferState.OPEN: "The deadline to answer passed",
    OfferState.ACCEPTED: "Your organization accepted it",
    OfferState.DECLINED: "Your organization declined it",
    OfferState.LAPSED: "It expired without an answer",
    OfferState.RECALLED: "The TTA Coordinator withdrew it",
}


@dataclass(frozen=True, slots=True)
class Row:
    """An offer in the list."""

    href: str
    title: str
    number: str
    site: str
    area: str
    state: str
    clock: ClockView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferPage:
    """One offer: its deadline, its facts, why this provider, and how it ended."""

    stands: bool
    may_answer: bool
    clock: ClockView | None
    answer_by: str
    left: str
    facts: Sequence[tuple[str, object]]
    whole: bool
    why_you: str
    became: str
    accept_label: str
    decline_href: str


def row_of(offer: Offer, *, now: datetime, tz: str) -> Row:
    """Return an offer as a row of the list; its clock is in the reader's time zone."""
    return Row(
        href=offer.get_absolute_url(),
        title=offer.request.title,
        number=offer.request.number,
        site=offer.request.site.name,
        area=str(offer.request.core_area or ""),
        state=offer.get_state_display(),
        clock=_clock(offer, now, tz),
    )


def page_of(offer: Offer, actor: Actor, now: datetime) -> OfferPage:
    """Show one offer to the provider's people."""
    tta_request, zone, tz = offer.request, offer.request.site.time_zone, actor.time_zone
    stands = offer.is_open and offer.due_at > now
    return OfferPage(
        stands=stands,
        may_answer=stands and policies.can_answer(actor, offer),
        clock=_clock(offer, now, tz),
        answer_by=dates.when(offer.due_at, zone),
        left=clocks.answer_by(offer.due_at, offer.offered_at, zone, now, tz),
        facts=_facts(offer),
        whole=policies.can_read_whole(actor, tta_request),
        why_you=routing.own_line(offer.line),
        became=_became(offer),
        accept_label=f"Accept for {offer.provider}",
        decline_href=reverse("tta_requests:decline-offer", args=[offer.pk]),
    )


def _facts(offer: Offer) -> list[tuple[str, object]]:
    """Return what a provider must know to answer, its own load included; what is unknown is left out."""
    tta_request, told = offer.request, offer.line
    hours = told.get("hours")
    more = (
        ("Work", f"About {hours} hours, usual for this kind of help" if hours else ""),
        ("Visits", VISITS.get(tta_request.delivery_mode, "")),
        ("Audience", tta_request.audience),
        ("Liaison", told.get("liaison") or ""),
        ("Your capacity", providers.capacity(offer.provider, ", open offers included")),
    )
    return [*request_facts.few_facts(tta_request), *((name, text) for name, text in more if text)]


def ended(offer: Offer, *, tz: str) -> str:
    """Say how an offer ended, for a reader who can no longer see its request."""
    at = dates.when(offer.answered_at or offer.due_at, tz)
    return f"{ENDED[OfferState(offer.state)]} {at}."


def _became(offer: Offer) -> str:
    """Say how the offer ended, and who has the request now."""
    at = dates.when(offer.answered_at or offer.due_at, offer.request.site.time_zone)
    holder = offer.request.provider or "The TTA Coordinator"
    told = {
        OfferState.OPEN: f"The deadline to answer passed {at}. The request will move on automatically.",
        OfferState.ACCEPTED: f"{offer.provider} accepted {at}.",
        OfferState.DECLINED: f"{offer.provider} declined {at}.",
        OfferState.LAPSED: f"It expired {at} without an answer.",
        OfferState.RECALLED: f"The TTA Coordinator withdrew it {at}.",
    }
    return f"{told[OfferState(offer.state)]} {holder} has it now."


def _clock(offer: Offer, now: datetime, tz: str) -> ClockView | None:
    if not offer.is_open:
        return None
    warn_at = offer.offered_at + (offer.due_at - offer.offered_at) * WARN_FRACTION
    return clocks.compact(
        site_zone=offer.request.site.time_zone,
        warn_at=warn_at,
        due_at=offer.due_at,
        now=now,
        tz=tz,
    )
