"""Set a request's handling mark and its legal hold."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.workflow.nonces import single_submit
from tta_requests import policies
from tta_requests.actions import handling, legal_holds
from tta_requests.forms import HandlingForm, LegalHoldForm
from tta_requests.views.fetching import ask, fetch

PLACED = (
    "We'll tell everyone who can see the request to keep everything related to it. "
    "No one can remove a file until you lift the hold. Work on the request continues."
)
LIFTED = "Files can be removed again, and the usual records rules apply to the request."


@access(P.REQUEST_MARK)
@single_submit
def change(request: PortalRequest, number: str) -> HttpResponse:
    """Change who can read this request: the site's team, or only cleared people and named agencies."""
    tta_request = fetch(request, number)
    if not policies.can_mark(request.actor, tta_request):
        raise PermissionDenied
    form = HandlingForm(
        request.POST or None,
        initial={"mark": tta_request.handling, "agencies": tta_request.federal_agencies},
    )
    return ask(
        request,
        tta_request,
        form,
        template="handling_form",
        heading="Who can read this",
        title="Who can read this",
        button="Save",
        says="A “Federal only” request can be read by the U.S. Attorney's Office contact, the Champion, the seats of "
        "the agencies you name, Program Managers, and coordinators. The site's leadership, police contact, liaison, "
        "and advisor can no longer see the request or anything connected to it.",
        act=lambda values, version: handling.change(
            tta_request, **values, version=version, by=request.actor
        ),
        version=tta_request.version,
        done="Handling mark changed. It applies to lists, pages, email, and history.",
    )


@access(P.REQUEST_PRESERVE)
@single_submit
def legal_hold(request: PortalRequest, number: str) -> HttpResponse:
    """Place a legal hold, or lift it; the form offers the opposite of the current state."""
    tta_request = fetch(request, number)
    if not policies.can_preserve(request.actor, tta_request):
        raise PermissionDenied
    form = LegalHoldForm(request.POST or None, initial={"held": not tta_request.is_on_legal_hold})
    verb, says = ("Lift", LIFTED) if tta_request.is_on_legal_hold else ("Place on", PLACED)
    return ask(
        request,
        tta_request,
        form,
        template="handling_form",
        heading=f"{verb} legal hold?",
        button=f"{verb} legal hold",
        says=says,
        act=lambda values, _version: legal_holds.change(tta_request, **values, by=request.actor),
        done=lambda _made: (
            f"{number} is on legal hold."
            if form.cleaned_data["held"]
            else f"{number} is no longer on legal hold."
        ),
    )
