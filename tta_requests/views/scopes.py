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
from tta_requests.enums import AGREED_STATUSES, ScopeChange, Side, Status
from tta_requests.forms import ReasonForm, ScopeChangeForm, ScopeForm
from tta_requests.models import Scope, TTARequest
from tta_requests.presenters.scopes import page_of
from tta_requests.views import fetching as asking
from tta_requests.views.fetching import fetch

MAX_DIGITS = 6
NOT_NOW = "You can write the scope after a provider is confirmed, and propose changes of it until the work is delivered."
NOTHING_PROPOSED = "No change of this scope is proposed now."


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
    """Write the next version, starting from the last one; once both sides have signed, propose a change."""
    tta_request = _whole(request, number)
    if tta_request.status not in {Status.SCOPING, *AGREED_STATUSES}:
        raise Refused(NOT_NOW)
    if not policies.can_write_scope(request.actor, tta_request):
        raise PermissionDenied
    last = _standing(request, tta_request)
    is_change = tta_request.status in AGREED_STATUSES
    if is_change and last is not None and last.change and request.method == "GET":
        raise Refused(scopes.PROPOSED)
    kind = ScopeChangeForm if is_change else ScopeForm
    form = kind(
        request.POST or None, initial=_initial(tta_request, last), tz=tta_request.site.time_zone
    )
    if is_change:
        heading, saved = "Propose a change", "Change proposed as version {}."
        says = "We'll ask both sides to sign this change. Until they have, the signed scope stays in force."
    else:
        heading, saved = "Revise the scope" if last else "Write the scope", "Version {} saved."
        earlier = " Signatures on the earlier version don't count for this one." if last else ""
        says = f"We'll ask both sides to sign this version.{earlier}"
    return ask(
        request,
        "tta_requests/scope_form.html",
        form,
        act=lambda values, _version: scopes.write(
            tta_request, values=values, over=values["over"], by=request.actor
        ),
        done=lambda made: f"{saved.format(made.number)} Both sides were asked to sign it.",
        back=reverse("tta_requests:scope", args=[number]),
        context={
            "tta_request": tta_request,
            "heading": heading,
            "button": "Send for signature",
            "says": says,
        },
    )


@access(P.SCOPE_SIGN)
@require_POST
@single_submit
def sign(request: PortalRequest, number: str) -> HttpResponse:
    """Sign, for one side, the version that was read."""
    tta_request = fetch(request, number, "schedule")
    is_change = tta_request.status in AGREED_STATUSES
    side, version = request.POST.get("side", ""), _number(request.POST.get("version"))
    if side not in Side.values or not version:
        raise InvalidInput("This form has expired. Open the page again, then try once more.")
    signed = scopes.sign(tta_request, number=version, side=Side(side), by=request.actor)
    last = _standing(request, signed)
    both = last is not None and last.is_signed
    if both and is_change:
        said = "Both sides have signed. The changed scope is in force."
    elif both:
        said = "Scope signed by both sides. The work is scheduled."
    else:
        said = "Scope signed. The other side needs to sign next."
    return redirect_with_message(
        request, said, "tta_requests:detail" if both else "tta_requests:scope", number
    )


@access(P.REQUEST_VIEW)
@single_submit
def end_change(request: PortalRequest, number: str) -> HttpResponse:
    """Turn down a proposed change with a reason, or withdraw one's own."""
    tta_request = _whole(request, number)
    last = _standing(request, tta_request)
    if last is None or not last.change:
        raise Refused(NOTHING_PROPOSED)
    what = policies.can_end_scope_change(request.actor, tta_request, last)
    if what is None:
        raise PermissionDenied
    verb = "Turn down" if what == ScopeChange.TURNED_DOWN else "Withdraw"
    return asking.ask(
        request,
        tta_request,
        ReasonForm(request.POST or None),
        part=f"Version {last.number} of the scope",
        heading=f"{verb} the change",
        says="The scope that both sides signed stays in force.",
        act=lambda values, version: scopes.end_change(
            tta_request, number=_number(version), reason=values["reason"], by=request.actor
        ),
        done=f"The change was {what.label.lower()}. The signed scope stays in force.",
        version=last.number,
    )


def _number(sent: str | int | None) -> int:
    """Return the number of the version that a form was about; 0 for what is none."""
    text = str(sent)
    return int(text) if text.isdecimal() and len(text) < MAX_DIGITS else 0


def _standing(request: PortalRequest, tta_request: TTARequest) -> Scope | None:
    """Return the newest version or proposed change."""
    return Scope.objects.visible_to(request.actor).of_request(tta_request.pk).standing().first()


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
