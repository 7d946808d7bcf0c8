"""Pages of planned contacts: plan one, move it, cancel it."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.asking import add_refusal
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.errors import InvalidInput, Refused, StaleEdit
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
    if form.is_valid():
        given = form.cleaned_data
        try:
            planned = planned_contacts.plan(
                given["site"], kind=given["kind"], on=given["on"], by=request.actor
            )
        except InvalidInput as refused:
            add_refusal(form, refused)
        else:
            return _done(request, f"{planned.get_kind_display()} planned.")
    return page(request, "liaisons/plan_contact.html", {"form": form})


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
    version = request.POST.get("version")
    if form.is_valid():
        given = form.cleaned_data
        try:
            planned_contacts.replan(
                planned, kind=given["kind"], on=given["on"], version=version, by=request.actor
            )
        except InvalidInput as refused:
            add_refusal(form, refused)
        except StaleEdit as stale:
            form.add_error(None, stale.message)
            version = None
        else:
            return _done(request, "Contact moved.")
    context = {"planned": planned, "form": form, "may_plan": may_plan}
    context["version"] = version or planned.version
    return page(request, "liaisons/planned_contact.html", context)


@access(P.UPDATE_VIEW)
@require_POST
@single_submit
def cancel(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Cancel a planned contact."""
    planned = _fetch(request, pk)
    if not policies.can_log(request.actor, planned.site_id):
        raise PermissionDenied
    planned_contacts.cancel(planned, version=request.POST.get("version"), by=request.actor)
    return _done(request, "Planned contact canceled.")


def _fetch(request: PortalRequest, pk: UUID) -> PlannedContact:
    planned = PlannedContact.objects.visible_to(request.actor).of(pk)
    if planned is None:
        raise Http404
    return planned


def _refuse(request: PortalRequest, planned: PlannedContact) -> None:
    if not policies.can_log(request.actor, planned.site_id):
        raise PermissionDenied
    raise Refused("This contact was canceled. Plan a new one instead.")


def _done(request: PortalRequest, sentence: str) -> HttpResponse:
    """Go back to the month plan; the calendar shows the same."""
    return redirect_with_message(request, sentence, MONTH)
