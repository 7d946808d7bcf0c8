"""How urgent a request is: the leadership's endorsement, and a coordinator's change."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit
from tta_requests import policies
from tta_requests.actions import urgency
from tta_requests.forms import RegradeForm
from tta_requests.querysets import requests
from tta_requests.views.fetching import ask, fetch


@access(P.REQUEST_ENDORSE)
@require_POST
@single_submit
def endorse(request: PortalRequest, number: str) -> HttpResponse:
    """Endorse a critical request."""
    tta_request = fetch(request, number)
    if not policies.can_endorse(request.actor, tta_request, ever=True):
        raise PermissionDenied
    urgency.endorse(tta_request, by=request.actor)
    return redirect_with_message(
        request, "Request endorsed. DOJ can see your endorsement.", "tta_requests:detail", number
    )


@access(P.REQUEST_REGRADE)
@single_submit
def change(request: PortalRequest, number: str) -> HttpResponse:
    """Change the urgency, with a reason; the page shows how often this site calls its requests critical."""
    tta_request = fetch(request, number)
    if not policies.can_regrade(request.actor, tta_request):
        raise PermissionDenied
    form = RegradeForm(request.POST or None, initial={"urgency": tta_request.urgency})
    of_site = requests.visible_to(request.actor).at(tta_request.site_id)
    return ask(
        request,
        tta_request,
        form,
        template="urgency_form",
        heading="Change urgency",
        says="We recalculate the deadlines from the new standard. The share of time already used still counts, "
        "and the old clocks stay on record.",
        share=requests.critical_share(of_site, clock.now()),
        act=lambda values, _version: urgency.change(tta_request, **values, by=request.actor),
        done="Urgency changed. Deadlines recalculated.",
    )
