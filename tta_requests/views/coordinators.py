"""What coordinators do at the triage desk: reassign, flag, act on several requests, and undo."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui import wording
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message, see_other
from foundation.workflow.errors import Refused
from foundation.workflow.nonces import single_submit
from tta_requests import policies
from tta_requests.actions import bulk, coordinators
from tta_requests.actions.bulk import Outcome
from tta_requests.enums import ReasonFor
from tta_requests.forms import FlagForm, ReassignForm, RefusalForm
from tta_requests.models import ReasonCode, TTARequest
from tta_requests.querysets import requests
from tta_requests.views.fetching import ask, fetch

SELECTION_SALT, UNDO_SALT = "tta_requests.together", "tta_requests.undo"
# Seconds for which a selection is valid, and an act can be undone.
SELECTION_LASTS, UNDO_LASTS = 60 * 60, 10 * 60
MAX_SELECTED = 60


@access(P.REQUEST_ASSIGN)
@single_submit
def reassign(request: PortalRequest, number: str) -> HttpResponse:
    """Reassign the request to a colleague."""
    tta_request = fetch(request, number)
    if not policies.can_give(request.actor, tta_request):
        raise PermissionDenied
    verb, owner = ("Reassign", tta_request.owner) if tta_request.owner_id else ("Assign", None)
    now = f"{owner} has this request now." if owner else "This request is unassigned now."
    return ask(
        request,
        tta_request,
        ReassignForm(request.POST or None),
        template="marked_form",
        heading=f"{verb} to a colleague",
        button=f"{verb} request",
        says="Choose a coordinator to share the work, or a Program Manager for a difficult request. "
        f"We'll notify them. {now}",
        act=lambda values, _version: coordinators.reassign(tta_request, **values, by=request.actor),
        done=lambda kept: f"{number} assigned to {kept.owner}.",
    )


@access(P.REQUEST_ASSIGN)
@single_submit
def flag(request: PortalRequest, number: str) -> HttpResponse:
    """Set or remove the request's flag."""
    tta_request = fetch(request, number)
    if not policies.can_give(request.actor, tta_request):
        raise PermissionDenied
    form = FlagForm(request.POST or None, initial={"text": tta_request.flag})
    return ask(
        request,
        tta_request,
        form,
        template="marked_form",
        heading="Set flag",
        act=lambda values, _version: coordinators.flag(tta_request, **values, by=request.actor),
        done=lambda _kept: "Flag set." if form.cleaned_data["text"] else "Flag removed.",
    )


@access(P.REQUEST_ASSIGN)
@single_submit
def act_on_selected(request: PortalRequest) -> HttpResponse:
    """Show several requests, then acknowledge, reassign or decline them."""
    if request.method == "POST":
        shown = _read(request.POST.get("shown", ""), SELECTION_SALT, SELECTION_LASTS)
        rows = _rows(request, list(shown))
    else:
        rows = _rows(request, request.GET.getlist("n")[:MAX_SELECTED])
        shown = {row.number: row.version for row in rows}
    act = request.POST.get("act", "")
    if act == "acknowledge":
        done = bulk.acknowledge_all(shown, by=request.actor)
        return _told(request, done, "acknowledged", is_final=True)
    reassign_form = ReassignForm(request.POST if act == "give" else None)
    codes = ReasonCode.objects.offered_for(ReasonFor.DECLINE)
    decline_form = RefusalForm(request.POST if act == "decline" else None, codes=codes)
    if reassign_form.is_valid():
        done = bulk.reassign_all(shown, **reassign_form.cleaned_data, by=request.actor)
        return _told(request, done, "reassigned")
    if decline_form.is_valid():
        done = bulk.decline_all(shown, **decline_form.cleaned_data, by=request.actor)
        return _told(request, done, "declined")
    unread = sum(policies.can_acknowledge(request.actor, row) for row in rows)
    context = {
        "rows": rows,
        "unread": unread,
        "acknowledge_label": f"Acknowledge {wording.counted(unread, 'request')}",
        "shown": signing.dumps(shown, salt=SELECTION_SALT),
        "give": reassign_form,
        "decline": decline_form.previewed(),
        # Signing in again after the session ended leads back to the same requests.
        "query": urlencode([("n", number) for number in shown]),
    }
    return page(request, "tta_requests/bulk.html", context)


@access(P.REQUEST_ASSIGN)
@require_POST
@single_submit
def undo(request: PortalRequest) -> HttpResponse:
    """Undo the last bulk act."""
    done, versions = _read(request.POST.get("undo", ""), UNDO_SALT, UNDO_LASTS).values()
    outcome = bulk.undo(done, versions, by=request.actor)
    return redirect_with_message(request, _sentence(outcome, "restored"), "tta_requests:triage")


def _rows(request: PortalRequest, numbers: list[str]) -> list[TTARequest]:
    seen = requests.visible_to(request.actor).undecided().numbered_among(numbers)
    return list(requests.for_list(seen))


def _read(word: str, salt: str, seconds: int) -> dict[str, Any]:
    """Read the values that the page signed.

    Raises:
        Refused: when they are damaged or too old.
    """
    try:
        read: dict[str, Any] = signing.loads(word, salt=salt, max_age=seconds)
    except signing.BadSignature:
        raise Refused(
            "This page is out of date. Open triage again and make your choices."
        ) from None
    return read


def _told(
    request: PortalRequest, outcome: Outcome, verb: str, *, is_final: bool = False
) -> HttpResponse:
    """Say what was done and what was skipped, and offer to undo it unless it is final."""
    say = messages.success if outcome.done else messages.warning
    say(request, _sentence(outcome, verb))
    if is_final or not outcome.done:
        return see_other("tta_requests:triage")
    token = signing.dumps({"done": outcome.done, "versions": outcome.versions}, salt=UNDO_SALT)
    return see_other("tta_requests:triage", query={"undo": token})


def _sentence(outcome: Outcome, verb: str) -> str:
    said = f"{wording.counted(len(outcome.done), 'request')} {verb}."
    left = "; ".join(f"{number}: {why}" for number, why in outcome.left.items())
    return f"{said} Skipped: {left}" if left else said
