"""The scope of work: read, revised, and signed by both sides."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.asking import ask
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.errors import InvalidInput, Refused
from foundation.workflow.nonces import single_submit
from tta_requests import policies
from tta_requests.actions import scopes
from tta_requests.enums import Side, Status
from tta_requests.forms import ScopeForm
from tta_requests.models import Scope, TTARequest
from tta_requests.presenters.scopes import page_of
from tta_requests.views.fetching import fetch

NOT_NOW = (
    "You can write the scope after a provider is confirmed and until both sides have signed it."
)


@access(P.REQUEST_VIEW)
def current(request: PortalRequest, number: str) -> HttpResponse:
    """Show the version in force, who signed it, and the earlier versions."""
    tta_request = _whole(request, number)
    versions = list(Scope.objects.visible_to(request.actor).of_request(tta_request.pk))
    shown = page_of(tta_request, versions, request.actor)
    context = {"tta_request": tta_request, "shown": shown}
    return page(request, "tta_requests/scope.html", context)


@access(P.SCOPE_WRITE)
@single_submit
def write(request: PortalRequest, number: str) -> HttpResponse:
    """Write the next version, starting from the last one."""
    tta_request = _whole(request, number)
    if tta_request.status != Status.SCOPING:
        raise Refused(NOT_NOW)
    if not policies.can_write_scope(request.actor, tta_request):
        raise PermissionDenied
    last = Scope.objects.visible_to(request.actor).of_request(tta_request.pk).first()
    form = ScopeForm(
        request.POST or None, initial=_initial(tta_request, last), tz=tta_request.site.time_zone
    )
    earlier = " Signatures on the earlier version don't count for this one." if last else ""
    return ask(
        request,
        "tta_requests/scope_form.html",
        form,
        act=lambda values, _version: scopes.write(
            tta_request, values=values, over=values["over"], by=request.actor
        ),
        done=lambda made: f"Version {made.number} saved. Both sides were asked to sign it.",
        back=reverse("tta_requests:scope", args=[number]),
        context={
            "tta_request": tta_request,
            "heading": "Revise the scope" if last else "Write the scope",
            "button": "Send for signature",
            "says": f"We'll ask both sides to sign this version.{earlier}",
        },
    )


@access(P.SCOPE_SIGN)
@require_POST
@single_submit
def sign(request: PortalRequest, number: str) -> HttpResponse:
    """Sign, for one side, the version that was read."""
    tta_request = fetch(request, number, "schedule")
    side, version = request.POST.get("side", ""), request.POST.get("version", "")
    if side not in Side.values or not version.isdecimal():
        raise InvalidInput("This form has expired. Open the page again, then try once more.")
    signed = scopes.sign(tta_request, number=int(version[:6]), side=Side(side), by=request.actor)
    both = signed.status == Status.SCHEDULED
    said = (
        "Scope signed by both sides. The work is scheduled."
        if both
        else "Scope signed. The other side needs to sign next."
    )
    return redirect_with_message(
        request, said, "tta_requests:detail" if both else "tta_requests:scope", number
    )


def _whole(request: PortalRequest, number: str) -> TTARequest:
    """Fetch a request that the reader may read in full.

    Raises:
        Http404: when they can see less of it, or nothing.
    """
    tta_request = fetch(request, number)
    if tta_request.is_draft or not policies.can_read_whole(request.actor, tta_request):
        raise Http404
    return tta_request


def _initial(tta_request: TTARequest, last: Scope | None) -> dict[str, Any]:
    if last is None:
        return {
            "over": 0,
            "delivery_mode": tta_request.delivery_mode,
            "objectives": tta_request.desired_change,
        }
    kept = {name: getattr(last, name) for name in scopes.FIELDS}
    return kept | {"over": last.number, "effort": f"{last.hours:g}"}
