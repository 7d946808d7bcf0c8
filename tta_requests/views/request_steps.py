"""The steps of a request: each view fetches, checks, acts once, and redirects to the page.

Every step of ``actions.request_steps.ACTS`` has its own address, made here from the table: one click, or
a page with a form where the step has one.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.pages import page
from foundation.ui.redirects import onward, redirect_with_message
from foundation.workflow.lifecycle import check_offered
from foundation.workflow.nonces import single_submit
from tta_requests import policies
from tta_requests.actions import triage
from tta_requests.actions.request_steps import ACTS, take
from tta_requests.enums import LIFECYCLE
from tta_requests.forms import STEP_FORMS, OfferForm
from tta_requests.forms.request_steps import LetterForm, form_of
from tta_requests.models import Clock, Letter, TTARequest
from tta_requests.presenters import routing
from tta_requests.presenters.answers import new_date
from tta_requests.presenters.decision_letters import Told, asked
from tta_requests.presenters.request_steps import WORDS
from tta_requests.views.fetching import fetch

if TYPE_CHECKING:
    from tta_requests.querysets.columns import OfferedRun

View = Callable[..., HttpResponseBase]
Step = Callable[..., HttpResponse]


def view_of(step: str) -> View:
    """Return the view for a step's address: a click, or a page with a form first."""
    [permission] = {row.permission for row in LIFECYCLE.rows if row.name == step}
    inner = (
        single_submit(_asking(step))
        if step in STEP_FORMS
        else require_POST(single_submit(_click(step)))
    )
    view = access(P(permission))(inner)
    view.__doc__ = WORDS[step].heading or WORDS[step].done
    return view


def _click(step: str) -> Step:
    def view(request: PortalRequest, number: str) -> HttpResponse:
        tta_request = fetch(request, number, step)
        take(tta_request, step, values={}, by=request.actor)
        return _done(request, tta_request, step)

    return view


def _asking(step: str) -> Step:
    def view(request: PortalRequest, number: str) -> HttpResponse:
        tta_request = fetch(request, number, step)
        form = form_of(step, request.POST or None, tz=tta_request.site.time_zone)
        if form.is_valid():
            take(tta_request, step, values=form.cleaned_data, by=request.actor)
            return _done(request, tta_request, step)
        offered = [(row, "") for row in policies.steps_open_to(request.actor, tta_request)]
        check_offered(offered, step, noun="request")
        words = WORDS[step]
        context = {
            "tta_request": tta_request,
            "form": form.previewed() if isinstance(form, LetterForm) else form,
            "question": _question(tta_request) if step == "answer" else None,
            "heading": words.heading,
            "says": _filled(words.says, tta_request),
            "button": words.label,
            "back": tta_request.get_absolute_url(),
        }
        return page(request, "tta_requests/request_step.html", context)

    return view


STEPS: dict[str, View] = {step: view_of(step) for step in ACTS}


@access(P.REQUEST_ASSIGN)
@single_submit
def offer(request: PortalRequest, number: str) -> HttpResponse:
    """Offer the request to one of its candidates."""
    tta_request = fetch(request, number, "offer")
    run = cast("OfferedRun", triage.ranking_for(tta_request))
    form = OfferForm(request.POST or None, candidates=routing.candidates_of(run))
    if form.is_valid():
        chosen = triage.offer_to(tta_request, run=run, **form.cleaned_data, by=request.actor)
        return _told(request, tta_request, f"Offer sent to {chosen}.")
    view = routing.view(run, routing.offers_of(run), tz=tta_request.site.time_zone)
    context = {
        "tta_request": tta_request,
        "form": form,
        "why": view,
        "next": _back(request, tta_request),
    }
    return page(request, "tta_requests/offer_form.html", context)


def _question(tta_request: TTARequest) -> Told | None:
    last = Letter.objects.last_of(tta_request.pk)
    return asked(last, tz=tta_request.site.time_zone) if last else None


def _filled(sentence: str, tta_request: TTARequest) -> str:
    return sentence.format(provider=tta_request.workers or "The provider")


def _done(request: PortalRequest, tta_request: TTARequest, step: str) -> HttpResponse:
    sentence = _filled(WORDS[step].done, tta_request)
    if step == "answer":
        clocks = list(Clock.objects.of_request(tta_request.pk))
        sentence = f"{sentence} {new_date(clocks, tta_request.site.time_zone)}".strip()
    return _told(request, tta_request, sentence)


def _told(request: PortalRequest, tta_request: TTARequest, sentence: str) -> HttpResponse:
    return redirect_with_message(request, sentence, _back(request, tta_request))


def _back(request: PortalRequest, tta_request: TTARequest) -> str:
    """Return the page to redirect to: the triage desk if the button was there, else the request's page."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    own_page = reverse("tta_requests:detail", args=[tta_request.number])
    desk = reverse("tta_requests:triage")
    return onward(request, asked, own_page) if asked.startswith(desk) else own_page
