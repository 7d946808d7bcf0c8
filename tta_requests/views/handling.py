"""Setting the handling mark of a request."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.pages import page
from foundation.workflow.nonces import once
from tta_requests import policies
from tta_requests.actions import mark
from tta_requests.forms import HandlingForm
from tta_requests.views.answers import fetch, see_other


@access(P.REQUEST_MARK)
@once
def handling(http: PortalRequest, number: str) -> HttpResponse:
    """Who may read this request: the site's team, or cleared people and named agencies only."""
    request = fetch(http, number)
    if not policies.can_mark(http.actor, request):
        raise PermissionDenied
    form = HandlingForm(
        http.POST or None,
        initial={
            "mark": request.handling,
            "agencies": request.federal_agencies,
            "version": request.version,
        },
    )
    if form.is_valid():
        mark.handling(request, **form.cleaned_data, by=http.actor)
        messages.success(http, "The mark is set. Lists, pages, mail and history follow it.")
        return see_other(f"/requests/{number}/")
    return page(http, "tta_requests/handling.html", {"request_": request, "form": form})
