"""Pages of planned contacts: plan one, move it, cancel it."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.asking import ask
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.errors import Refused
from foundation.workflow.nonces import single_submit
from liaisons import policies
from liaisons.actions import planned_contacts
from liaisons.forms import PlanForm, ReplanForm
from liaisons.models import PlannedContact
from liaisons.querysets.places import sites_where

MONTH = "liaisons:month"


@access(P.UPDATE_LOG)
@single_submit
def plan(request: PortalRequest) -> HttpResponse:
    """Plan a contact with one of the reader's sites."""
    sites = sites_where(request.actor, P.UPDATE_LOG)
    chosen = next((each for each in sites if each.slug == request.GET.get("site")), None)
    form = PlanForm(request.POST or None, sites=sites, initial={"site": chosen})
    return ask(
        request,
        "liaisons/plan_contact.html",
        form,
        act=lambda given, _version: planned_contacts.plan(
            given["site"], kind=given["kind"], on=given["on"], by=request.actor
        ),
        done=lambda planned: f"{planned.get_kind_display()} planned.",
        back=reverse(MONTH),
        context={},
    )


@access(P.UPDATE_VIEW)
@single_submit
def planned_contact(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show a planned contact; the site's liaison moves it to another day."""
    planned = _fetch(request, pk)
    may_plan = policies.can_log(request.actor, planned.site_id) and not planned.canceled_at
    if request.method == "POST" and not may_plan:
        _refuse(request, planned)
    initial = {"kind": planned.kind, "on": planned.planned_on}
    form = ReplanForm(request.POST or None, initial=initial)
    return ask(
        request,
        "liaisons/planned_contact.html",
        form,
        act=lambda given, version: planned_contacts.replan(
            planned, kind=given["kind"], on=given["on"], version=version, by=request.actor
        ),
        done="Contact moved.",
        back=reverse(MONTH),
        version=planned.version,
        context={"planned": planned, "may_plan": may_plan},
    )


@access(P.UPDATE_VIEW)
@require_POST
@single_submit
def cancel(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Cancel a planned contact."""
    planned = _fetch(request, pk)
    if not policies.can_log(request.actor, planned.site_id):
        raise PermissionDenied
    planned_contacts.cancel(planned, version=request.POST.get("version"), by=request.actor)
    return redirect_with_message(request, "Planned contact canceled.", MONTH)


def _fetch(request: PortalRequest, pk: UUID) -> PlannedContact:
    planned = PlannedContact.objects.visible_to(request.actor).of(pk)
    if planned is None:
        raise Http404
    return planned


def _refuse(request: PortalRequest, planned: PlannedContact) -> None:
    if not policies.can_log(request.actor, planned.site_id):
        raise PermissionDenied
    raise Refused("This contact was canceled. Plan a new one instead.")
