"""Set a request's handling mark and its legal hold."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit
from tta_requests import policies
from tta_requests.actions import handling, legal_holds
from tta_requests.forms import HandlingForm, LegalHoldForm
from tta_requests.views.fetching import fetch


@access(P.REQUEST_MARK)
@single_submit
def change(request: PortalRequest, number: str) -> HttpResponse:
    """Change who can read this request: the site's team, or only cleared people and named agencies."""
    tta_request = fetch(request, number)
    if not policies.can_mark(request.actor, tta_request):
        raise PermissionDenied
    form = HandlingForm(
        request.POST or None,
        initial={
            "mark": tta_request.handling,
            "agencies": tta_request.federal_agencies,
            "version": tta_request.version,
        },
    )
    if form.is_valid():
        handling.change(tta_request, **form.cleaned_data, by=request.actor)
        return redirect_with_message(
            request,
            "Handling mark changed. It applies to lists, pages, email, and history.",
            "tta_requests:detail",
            number,
        )
    return page(
        request, "tta_requests/handling_form.html", {"tta_request": tta_request, "form": form}
    )


@access(P.REQUEST_PRESERVE)
@single_submit
def legal_hold(request: PortalRequest, number: str) -> HttpResponse:
    """Place a legal hold, or lift it; the form offers the opposite of the current state."""
    tta_request = fetch(request, number)
    if not policies.can_preserve(request.actor, tta_request):
        raise PermissionDenied
    form = LegalHoldForm(request.POST or None, initial={"held": not tta_request.is_on_legal_hold})
    if form.is_valid():
        legal_holds.change(tta_request, **form.cleaned_data, by=request.actor)
        said = "is on legal hold" if form.cleaned_data["held"] else "is no longer on legal hold"
        return redirect_with_message(request, f"{number} {said}.", "tta_requests:detail", number)
    return page(
        request, "tta_requests/legal_hold_form.html", {"tta_request": tta_request, "form": form}
    )
