"""The scope of work: read, revised, signed by both sides."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui import dates
from foundation.ui.pages import page
from foundation.ui.types import Fact
from foundation.workflow.errors import InvalidInput, Refused
from foundation.workflow.nonces import single_submit
from tta_requests import policies
from tta_requests.actions import scopes
from tta_requests.enums import Side, Status
from tta_requests.forms import ScopeForm
from tta_requests.models import Scope, TTARequest
from tta_requests.views.agreements import hours_text, sides_open_to
from tta_requests.views.fetching import fetch, see_other

NOT_NOW = (
    "You can write the scope after a provider is confirmed and until both sides have signed it."
)


@access(P.REQUEST_VIEW)
def current(http: PortalRequest, number: str) -> HttpResponse:
    """The version in force, who signed it, and those before it."""
    request = _whole(http, number)
    versions = list(Scope.objects.visible_to(http.actor).of_request(request.pk))
    context = {
        "tta_request": request,
        "scope": versions[0] if versions else None,
        "facts": _facts(versions[0], request) if versions else [],
        "sides": _sides(http, request, versions[0]) if versions else [],
        "version_label": f"Version {versions[0].number}" if versions else "",
        "write_href": f"/requests/{number}/scope/write/",
        "may_write": policies.can_write_scope(http.actor, request),
        "earlier": [(v.number, str(v.written_by), v.created_at) for v in versions[1:]],
    }
    return page(http, "tta_requests/scope.html", context)


@access(P.SCOPE_WRITE)
@single_submit
def write(http: PortalRequest, number: str) -> HttpResponse:
    """Write the next version, beginning from the last."""
    request = _whole(http, number)
    if request.status != Status.SCOPING:
        raise Refused(NOT_NOW)
    if not policies.can_write_scope(http.actor, request):
        raise PermissionDenied
    last = Scope.objects.visible_to(http.actor).of_request(request.pk).first()
    form = ScopeForm(http.POST or None, initial=_initial(request, last), tz=request.site.time_zone)
    if form.is_valid():
        values = form.cleaned_data
        made = scopes.write(request, values=values, over=values["over"], by=http.actor)
        messages.success(http, f"Version {made.number} saved. Both sides were asked to sign it.")
        return see_other(f"/requests/{number}/scope/")
    context = {"tta_request": request, "form": form, "revises": last is not None}
    return page(http, "tta_requests/scope_form.html", context)


@access(P.SCOPE_SIGN)
@require_POST
@single_submit
def sign(http: PortalRequest, number: str) -> HttpResponse:
    """Sign the version that was read, for one side."""
    request = fetch(http, number, "schedule")
    side, version = http.POST.get("side", ""), http.POST.get("version", "")
    if side not in Side.values or not version.isdecimal():
        raise InvalidInput("This form has expired. Open the page again, then try once more.")
    signed = scopes.sign(request, number=int(version[:6]), side=Side(side), by=http.actor)
    both = signed.status == Status.SCHEDULED
    said = (
        "Scope signed by both sides. The work is scheduled."
        if both
        else "Scope signed. The other side needs to sign next."
    )
    messages.success(http, said)
    return see_other(f"/requests/{number}/" if both else f"/requests/{number}/scope/")


def _whole(http: PortalRequest, number: str) -> TTARequest:
    """A request the reader reads whole.

    Raises:
        Http404: when they see less of it, or nothing.
    """
    request = fetch(http, number)
    if request.is_draft or not policies.can_read_whole(http.actor, request):
        raise Http404
    return request


def _initial(request: TTARequest, last: Scope | None) -> dict[str, Any]:
    if last is None:
        return {
            "over": 0,
            "delivery_mode": request.delivery_mode,
            "objectives": request.desired_change,
        }
    kept = {name: getattr(last, name) for name in scopes.FIELDS}
    return kept | {"over": last.number, "effort": f"{last.hours:g}"}


def _facts(scope: Scope, request: TTARequest) -> list[Fact]:
    zone = request.site.time_zone
    return [
        Fact("From", dates.day(scope.starts_on)),
        Fact("Until", dates.day(scope.ends_on)),
        Fact("Effort", hours_text(scope.effort)),
        Fact("Where", scope.get_delivery_mode_display()),
        Fact("Written by", f"{scope.written_by}, {dates.when(scope.created_at, zone)}"),
    ]


def _sides(http: PortalRequest, request: TTARequest, scope: Scope) -> list[tuple[Side, str, bool]]:
    """Each side, who signed for it and when, and whether the reader can sign for it now."""
    open_sides = sides_open_to(http.actor, request, scope)
    return [(side, _signature(scope, side, request), side in open_sides) for side in Side]


def _signature(scope: Scope, side: Side, request: TTARequest) -> str:
    who, at = getattr(scope, f"{side}_signed_by"), getattr(scope, f"{side}_signed_at")
    return f"{who}, {dates.when(at, request.site.time_zone)}" if at else "Not signed yet"
