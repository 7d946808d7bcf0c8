"""The buttons of a request: each fetches, checks, acts once and leads back to the page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.pages import page
from foundation.workflow.errors import Refused
from foundation.workflow.nonces import once
from tta_requests import policies
from tta_requests.actions import offers, talk, triage
from tta_requests.actions import submit as sending
from tta_requests.enums import Status
from tta_requests.forms import OfferForm, ReasonForm
from tta_requests.models import MatchRun, Provider, TTARequest
from tta_requests.views import why
from tta_requests.views.answers import fetch, see_other
from tta_requests.views.candidates import candidates_of

NOT_RANKED = "The ranking is not ready yet. It takes a few seconds after a request is submitted."


@require_POST
@access(P.REQUEST_TRIAGE)
@once
def acknowledge(http: PortalRequest, number: str) -> HttpResponse:
    """Take a request into triage: the site knows that it was read."""
    request = fetch(http, number, "acknowledge")
    triage.acknowledge(request, by=http.actor)
    return _done(http, request, "Acknowledged. The site sees it on its page.")


@require_POST
@access(P.REQUEST_ASSIGN)
@once
def match(http: PortalRequest, number: str) -> HttpResponse:
    """Take it from triage into matching."""
    request = fetch(http, number, "match")
    triage.match(request, by=http.actor)
    return _done(http, request, "Taken into matching. Choose who gets it.")


@require_POST
@access(P.REQUEST_CONFIRM_OFFER)
@once
def confirm(http: PortalRequest, number: str) -> HttpResponse:
    """Confirm the provider that accepted."""
    request = fetch(http, number, "confirm")
    triage.confirm(request, by=http.actor)
    return _done(http, request, f"{request.provider} is confirmed. Everybody concerned is told.")


@require_POST
@access(P.REQUEST_SUBMIT)
@once
def submit(http: PortalRequest, number: str) -> HttpResponse:
    """Send a draft as it stands: the point of contact's one click."""
    request = fetch(http, number, "submit")
    sending.submit(request, by=http.actor)
    return _done(http, request, "We have your request. You will hear from us either way.")


@access(P.REQUEST_CONFIRM_OFFER)
@once
def recall(http: PortalRequest, number: str) -> HttpResponse:
    """Take an offer back, with a reason."""
    return _with_reason(
        http,
        number,
        "recall",
        act=triage.recall,
        heading="Take the offer back?",
        label="Take the offer back",
        says="{provider} is told that the offer no longer stands, and loses sight of the request. "
        "Then you choose who gets it next.",
        done="The offer is taken back. Choose who gets it next.",
    )


@access(P.REQUEST_WITHDRAW)
@once
def withdraw(http: PortalRequest, number: str) -> HttpResponse:
    """Withdraw a request, with a reason."""
    return _with_reason(
        http,
        number,
        "withdraw",
        act=triage.withdraw,
        heading="Withdraw this request?",
        label="Withdraw this request",
        says="Every clock stops, an offer that stands ends, and nobody works on it any more. "
        "This cannot be undone; you can ask again with a new request.",
        done="The request is withdrawn.",
    )


@access(P.REQUEST_ASSIGN)
@once
def offer(http: PortalRequest, number: str) -> HttpResponse:
    """Put the request to one of its candidates."""
    request = fetch(http, number, "offer")
    if request.status not in {Status.TRIAGE, Status.MATCHING}:
        raise Refused(_why_no_offer(request))
    run = next(iter(MatchRun.objects.latest_of(request.pk)), None)
    if run is None:
        raise Refused(NOT_RANKED)
    form = OfferForm(http.POST or None, candidates=candidates_of(run))
    if form.is_valid():
        chosen = _make(http, request, run, form)
        return _done(http, request, f"Offer sent to {chosen}.")
    view = why.view(run, why.offers_of(run), tz=request.site.time_zone)
    context = {"request_": request, "form": form, "why": view, "next": _back(http, request)}
    return page(http, "tta_requests/offer_form.html", context)


def _why_no_offer(request: TTARequest) -> str:
    if request.status == Status.SUBMITTED:
        return "Acknowledge the request first, then choose who gets it."
    return "This request cannot be offered from its present state. Open the page again to see it."


def _make(http: PortalRequest, request: TTARequest, run: MatchRun, form: OfferForm) -> Provider:
    values = form.cleaned_data
    if request.status == Status.TRIAGE:
        triage.match(request, by=http.actor)
    provider = Provider.objects.named(values["provider"])
    offers.make(request, run=run, provider=provider, reason=values["reason"], by=http.actor)
    if values["note"].strip():
        talk.say(request, text=values["note"], by=http.actor)
    return provider


def _with_reason(
    http: PortalRequest,
    number: str,
    step: str,
    *,
    act: Callable[..., Any],
    heading: str,
    label: str,
    says: str,
    done: str,
) -> HttpResponse:
    """A page that asks again and wants a reason, for what cannot be undone."""
    request = fetch(http, number, step)
    form = ReasonForm(http.POST or None)
    if form.is_valid():
        act(request, reason=form.cleaned_data["reason"], by=http.actor)
        return _done(http, request, done)
    if not any(row.name == step for row in policies.steps_open_to(http.actor, request)):
        raise Refused(
            "This step does not fit the request's present state. Open its page to see it."
        )
    context = {
        "request_": request,
        "form": form,
        "heading": heading,
        "says": says.format(provider=request.provider or "The provider"),
        "label": label,
    }
    return page(http, "tta_requests/reason.html", context)


def _done(http: PortalRequest, request: TTARequest, sentence: str) -> HttpResponse:
    messages.success(http, sentence)
    return see_other(_back(http, request))


def _back(http: PortalRequest, request: TTARequest) -> str:
    """The page the button stood on, when it is the desk; else the request's own."""
    asked = http.POST.get("next") or http.GET.get("next") or ""
    if asked.startswith("/triage/") and url_has_allowed_host_and_scheme(asked, None):
        return asked
    return f"/requests/{request.number}/"
