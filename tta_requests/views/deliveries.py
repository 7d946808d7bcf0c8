"""Correct what was reported with a delivery."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.asking import sent
from foundation.workflow.nonces import single_submit
from tta_requests import policies
from tta_requests.actions import deliveries
from tta_requests.forms import CorrectDeliveryForm
from tta_requests.views.fetching import ask, fetch


@access(P.REQUEST_VIEW)
@single_submit
def correct(request: PortalRequest, number: str) -> HttpResponse:
    """Correct how many people were trained, with a reason."""
    tta_request = fetch(request, number)
    if not policies.can_correct_delivery(request.actor, tta_request):
        raise PermissionDenied
    return ask(
        request,
        tta_request,
        CorrectDeliveryForm(sent(request), tta_request=tta_request),
        heading="Correct people trained",
        act=lambda values, version: deliveries.correct(
            tta_request, **values, version=version, by=request.actor
        ),
        done="People trained corrected. The timeline keeps the former number.",
        fragment="work",
        version=tta_request.version,
    )
