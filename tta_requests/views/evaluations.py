"""Evaluations: a person's own answer, a participant's without an account, and the results."""

from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from foundation.accounts.access import access, public
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui import dates
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message, see_other
from foundation.workflow.errors import Refused
from foundation.workflow.nonces import single_submit
from sites.models import PublicForm
from tta_requests import policies
from tta_requests.actions import evaluations
from tta_requests.enums import EvaluationKind
from tta_requests.errors import LinkClosed, TooMany
from tta_requests.forms import EvaluationForm, ParticipantForm
from tta_requests.models import Evaluation, ParticipantLink
from tta_requests.presenters.evaluations import low_rating, rate_of
from tta_requests.views.fetching import ask, fetch

MAX_LOW_RATINGS = 50
ASKS = {
    EvaluationKind.REQUESTER: "How much did the help change what you wanted to change?",
    EvaluationKind.PROVIDER: "How well did the site take part?",
    EvaluationKind.OUTCOME: "Six months later, how well is the change holding?",
}


@access(P.REQUEST_VIEW)
@single_submit
def answer(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Submit an evaluation, once."""
    found = Evaluation.objects.visible_to(request.actor).for_notice()
    asked = get_object_or_404(found, pk=pk)
    if asked.respondent_id != request.actor.user_id:
        raise PermissionDenied
    if asked.answered_at or asked.closes_at <= clock.now():
        raise Refused("This evaluation was already submitted or is closed. Send a message instead.")
    question = ASKS[EvaluationKind(asked.kind)]
    return ask(
        request,
        asked.request,
        EvaluationForm(request.POST or None, question=question),
        template="evaluation",
        heading="How did it go?",
        button="Submit evaluation",
        asked=asked,
        act=lambda values, _version: evaluations.answer(asked, **values, by=request.actor),
        done="Evaluation submitted. Thank you. Your answer helps us choose providers.",
    )


@access(P.REQUEST_EXPLAIN)
def summary(request: PortalRequest) -> HttpResponse:
    """Show response rates and means by who was asked, and the low ratings that need a call."""
    seen = Evaluation.objects.visible_to(request.actor)
    rates = seen.rates()
    low = seen.low().for_notice().newest_answers(MAX_LOW_RATINGS)
    context = {
        "rows": [rate_of(kind, rates.get(kind, {})) for kind in EvaluationKind],
        "low": [low_rating(one, tz=request.actor.time_zone) for one in low],
    }
    return page(request, "tta_requests/evaluations.html", context)


@access(P.COMMITMENT_KEEP)
def participants(request: PortalRequest, number: str) -> HttpResponse:
    """Show the link for participants, to send or to display in the room."""
    tta_request = fetch(request, number)
    if not policies.can_link_participants(request.actor, tta_request):
        raise PermissionDenied
    links = ParticipantLink.objects.visible_to(request.actor).of_request(tta_request.pk)
    link = links.open(clock.now()).first()
    told = Evaluation.objects.visible_to(request.actor).of_request(tta_request.pk).rates()
    context = {
        "tta_request": tta_request,
        "address": f"{settings.PUBLIC_BASE_URL}{_path(link)}" if link else "",
        "until": dates.when(link.expires_at, tta_request.site.time_zone) if link else "",
        "answers": told.get(EvaluationKind.PARTICIPANT, {}).get("answered", 0),
    }
    return page(request, "tta_requests/participants.html", context)


@access(P.COMMITMENT_KEEP)
@require_POST
@single_submit
def link_participants(request: PortalRequest, number: str) -> HttpResponse:
    """Create the link; any earlier link ends."""
    tta_request = fetch(request, number)
    evaluations.link_participants(tta_request, by=request.actor)
    return redirect_with_message(
        request, "Link created. Send it to the participants.", "tta_requests:participants", number
    )


@public
@never_cache
@require_http_methods(["GET", "POST"])
@single_submit
def participate(request: PortalRequest, token: str) -> HttpResponse:
    """Show a participant's form: no account, no name, and a limit per hour and address."""
    link = evaluations.open_link(token)
    today = clock.today("America/New_York")
    notice = PublicForm.objects.in_force(evaluations.PARTICIPANT_FORM, today)
    if notice is None:
        raise LinkClosed
    form = ParticipantForm(request.POST or None)
    if form.is_valid():
        if not ratelimit.consume(request, action="participant"):
            raise TooMany
        evaluations.answer_link(token, **form.cleaned_data)
        return see_other("tta_requests:participated")
    context: dict[str, Any] = {"site": link.request.site, "form": form, "notice": notice}
    return page(request, "tta_requests/participate.html", context)


@public
def participated(request: PortalRequest) -> HttpResponse:
    """Thank a participant."""
    return page(request, "tta_requests/participated.html")


def _path(link: ParticipantLink) -> str:
    return reverse("tta_requests:participate", args=[evaluations.token_of(link)])
