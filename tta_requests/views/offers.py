"""A provider's offers and its answers, designed for phones first."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit
from tta_requests import policies
from tta_requests.actions import offers
from tta_requests.errors import OfferClosed
from tta_requests.forms import AcceptForm, DeclineForm
from tta_requests.models import Offer
from tta_requests.presenters.offers import ended, page_of, row_of
from tta_requests.querysets.offers import answerable_by


@access(P.OFFER_VIEW)
def index(request: PortalRequest) -> HttpResponse:
    """Show the offers to the reader's organization, open ones first."""
    found = answerable_by(request.actor).of_organizations(request.actor.organizations)
    now, tz = clock.now(), request.actor.time_zone
    rows = [row_of(offer, now=now, tz=tz) for offer in found.newest()]
    waiting = [row for row in rows if row.clock]
    context = {"waiting": waiting, "answered": [row for row in rows if not row.clock]}
    return page(request, "tta_requests/offers.html", context)


@access(P.OFFER_VIEW)
def detail(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show one offer, with its deadline, its facts, why this provider, and the form to answer."""
    offer = answerable_by(request.actor).first_with(pk)
    if offer is None:
        return _closed(request, pk)
    return page(request, "tta_requests/offer.html", _context(request, offer, _accept_form(request)))


@access(P.OFFER_ANSWER)
@single_submit
def accept(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Accept an offered request."""
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
    """Decline an offer, with a reason."""
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
    return get_object_or_404(answerable_by(request.actor), pk=pk)


def _closed(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show a past offer to the reader's organization whose request they can no longer see."""
    own = Offer.objects.visible_to(request.actor).of_organizations(request.actor.organizations)
    offer = get_object_or_404(own, pk=pk)
    context = {"became": ended(offer, tz=request.actor.time_zone)}
    return page(request, "tta_requests/offer_closed.html", context)


def _check(request: PortalRequest, offer: Offer) -> None:
    if not policies.can_answer(request.actor, offer):
        raise PermissionDenied


def _accept_form(request: PortalRequest) -> AcceptForm:
    return AcceptForm(initial={"lead_name": request.actor.label})


def _context(request: PortalRequest, offer: Offer, form: AcceptForm) -> dict[str, Any]:
    shown = page_of(offer, request.actor, clock.now())
    return {"offer": offer, "tta_request": offer.request, "shown": shown, "form": form}
