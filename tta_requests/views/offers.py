"""A provider's offers, and its answer: phone first."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui import dates
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.ui.types import ClockView
from foundation.workflow.nonces import single_submit
from tta_requests import policies
from tta_requests.actions import offers
from tta_requests.enums import OfferState
from tta_requests.errors import OfferClosed
from tta_requests.forms import AcceptForm, DeclineForm
from tta_requests.models import Offer
from tta_requests.views import clocks, routing
from tta_requests.views.rail import few_facts

WARN_FRACTION = 0.8
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


@access(P.OFFER_VIEW)
def index(request: PortalRequest) -> HttpResponse:
    """What was offered to the reader's organization: open ones first."""
    found = Offer.objects.answerable_by(request.actor).of_organizations(request.actor.organizations)
    rows = [_row(offer, request) for offer in found.newest()]
    waiting = [row for row in rows if row.clock]
    context = {"waiting": waiting, "answered": [row for row in rows if not row.clock]}
    return page(request, "tta_requests/offers.html", context)


@access(P.OFFER_VIEW)
def detail(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One offer: by when, what, why you; and the answer."""
    offer = Offer.objects.answerable_by(request.actor).first_with(pk)
    if offer is None:
        return _closed(request, pk)
    return page(request, "tta_requests/offer.html", _context(request, offer, _accept_form(request)))


@access(P.OFFER_ANSWER)
@single_submit
def accept(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Take an offered request on."""
    offer = _fetch(request, pk)
    _check(request, offer)
    if request.method != "POST":
        return redirect(offer)
    form = AcceptForm(request.POST)
    if form.is_valid():
        offers.accept(offer, **form.cleaned_data, by=request.actor)
        return redirect_with_message(
            request,
            "Offer accepted. The TTA Coordinator will confirm it, and we'll notify you.",
            offer,
        )
    return page(request, "tta_requests/offer.html", _context(request, offer, form))


@access(P.OFFER_ANSWER)
@single_submit
def decline(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Say that it cannot be taken on, and why."""
    offer = _fetch(request, pk)
    _check(request, offer)
    if not offer.is_open:
        raise OfferClosed
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        offers.decline(offer, reason=form.cleaned_data["reason"], by=request.actor)
        return redirect_with_message(
            request,
            f"Offer for {offer.request.number} declined. The next provider will be asked.",
            "tta_requests:offers",
        )
    return page(request, "tta_requests/offer_decline.html", {"offer": offer, "form": form})


def _fetch(request: PortalRequest, pk: UUID) -> Offer:
    return get_object_or_404(Offer.objects.answerable_by(request.actor), pk=pk)


def _closed(request: PortalRequest, pk: UUID) -> HttpResponse:
    """An offer of the reader's own whose request they do not see any more."""
    own = Offer.objects.visible_to(request.actor).of_organizations(request.actor.organizations)
    offer = get_object_or_404(own, pk=pk)
    at = dates.when(offer.answered_at or offer.due_at, request.actor.time_zone)
    ended = f"{ENDED[OfferState(offer.state)]} {at}."
    return page(request, "tta_requests/offer_closed.html", {"became": ended})


def _check(request: PortalRequest, offer: Offer) -> None:
    if not policies.can_answer(request.actor, offer):
        raise PermissionDenied


def _accept_form(request: PortalRequest) -> AcceptForm:
    return AcceptForm(initial={"lead_name": request.actor.label})


def _context(request: PortalRequest, offer: Offer, form: AcceptForm) -> dict[str, Any]:
    tta_request, zone, now = offer.request, offer.request.site.time_zone, clock.now()
    stands = offer.is_open and offer.due_at > now
    return {
        "offer": offer,
        "tta_request": tta_request,
        "form": form,
        "stands": stands,
        "may_answer": stands and policies.can_answer(request.actor, offer),
        "clock": _clock(offer, request),
        "answer_by": dates.when(offer.due_at, zone),
        "left": clocks.answer_by(
            offer.due_at, offer.offered_at, zone, now, request.actor.time_zone
        ),
        "facts": few_facts(tta_request),
        "whole": policies.can_read_whole(request.actor, tta_request),
        "why_you": routing.own_line(offer.line),
        "became": _became(offer),
        "accept_label": f"Accept for {offer.provider}",
        "decline_href": reverse("tta_requests:decline-offer", args=[offer.pk]),
    }


def _became(offer: Offer) -> str:
    """Tell who has it now, once the offer has ended."""
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


def _clock(offer: Offer, request: PortalRequest) -> ClockView | None:
    if not offer.is_open:
        return None
    warn_at = offer.offered_at + (offer.due_at - offer.offered_at) * WARN_FRACTION
    return clocks.compact(
        site_zone=offer.request.site.time_zone,
        warn_at=warn_at,
        due_at=offer.due_at,
        now=clock.now(),
        tz=request.actor.time_zone,
    )


def _row(offer: Offer, request: PortalRequest) -> Row:
    return Row(
        href=offer.get_absolute_url(),
        title=offer.request.title,
        number=offer.request.number,
        site=offer.request.site.name,
        area=str(offer.request.core_area or ""),
        state=offer.get_state_display(),
        clock=_clock(offer, request),
    )
