"""What works without a signal: the worker that keeps pages, and the check-in on a phone."""

import json
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from foundation.accounts.access import public, signed_in
from foundation.accounts.http import PortalRequest
from foundation.ui.pages import page
from foundation.workflow.errors import DomainError, InvalidInput
from summits import policies
from summits.actions import check_ins
from summits.forms.check_ins import PhoneForm
from summits.models import CheckIn, Registration, Session, Summit
from summits.presenters import check_ins as shown
from summits.serializers.check_ins import ArrivalBody
from summits.views.summits import fetch_organized

WORKER = "js/summit-worker.js"
MAX_ARRIVALS = 100


@public
def worker(request: PortalRequest) -> HttpResponse:
    """Send the worker from where it may keep pages of summits, and no others."""
    found = finders.find(WORKER)
    assert isinstance(found, str)  # noqa: S101 -- a file of ours
    with open(found, encoding="utf-8") as file:  # noqa: PTH123 -- found by Django
        return HttpResponse(file.read(), content_type="text/javascript; charset=utf-8")


@signed_in
def phone(request: PortalRequest, slug: str) -> HttpResponse:
    """Show the check-in that goes on without a signal."""
    summit = fetch_organized(request, slug)
    sessions = Session.objects.visible_to(request.actor).of_summit(summit.pk).for_agenda().placed()
    context = {
        "summit": summit,
        "form": PhoneForm(sessions=sessions),
        "until": shown.kept_until(summit),
        "is_open": policies.is_arriving(summit),
    }
    return page(request, "summits/phone.html", context)


@signed_in
def people(request: PortalRequest, slug: str) -> HttpResponse:
    """Send names and codes of the people who come to a summit; federal partners are found at the door's page only."""
    summit = fetch_organized(request, slug)
    found = Registration.objects.visible_to(request.actor).of_summit(summit.pk).on_phones()
    arrived = CheckIn.objects.visible_to(request.actor).of_summit(summit.pk)
    return JsonResponse({"people": shown.cards_of(found, arrived)})


@signed_in
@require_POST
def sync(request: PortalRequest, slug: str) -> HttpResponse:
    """Take the check-ins that a phone recorded; answer for each what became of it."""
    summit = fetch_organized(request, slug)
    results = [_take(request, summit, each) for each in _arrivals(request)]
    return JsonResponse({"results": results})


def _take(request: PortalRequest, summit: Summit, arrival: dict[str, Any]) -> dict[str, Any]:
    body = ArrivalBody(data=arrival)
    if not body.is_valid():
        return {"at": None, "message": "This check-in can't be read."}
    sent = body.validated_data
    who, where = sent["registration"], sent["session"]
    registered = Registration.objects.visible_to(request.actor).of_summit(summit.pk)
    person = registered.select_related("summit").in_bulk([who]).get(who)
    sessions = Session.objects.visible_to(request.actor).of_summit(summit.pk)
    session = sessions.in_bulk([where]).get(where) if where else None
    if person is None or (where and session is None):
        return {"at": None, "message": "This person or session is no longer on the list."}
    try:
        done, _ = check_ins.check_in(person, session=session, at=sent["at"], by=request.actor)
    except DomainError as refused:
        return {"at": None, "message": refused.message}
    return {"at": done.at.isoformat(), "message": ""}


def _arrivals(request: PortalRequest) -> list[dict[str, Any]]:
    try:
        arrivals: Any = json.loads(request.body)["arrivals"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InvalidInput("The list of check-ins can't be read.") from error
    is_list = isinstance(arrivals, list) and all(isinstance(each, dict) for each in arrivals)
    if not is_list or len(arrivals) > MAX_ARRIVALS:
        raise InvalidInput(f"Send a list of at most {MAX_ARRIVALS} check-ins.")
    return list(arrivals)
