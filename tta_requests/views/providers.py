"""A provider's own page: its work, hours, and commitments, its time away, and how much it takes on."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from engagements.models import Commitment
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit
from tta_requests.actions import providers
from tta_requests.forms import AbsenceForm, CapacityForm
from tta_requests.models import Absence, HoursEntry, Provider
from tta_requests.presenters.providers import page_of
from tta_requests.querysets import requests

PAGE_SIZE = 50
HERE = "tta_requests:provider"


@access(P.AVAILABILITY_KEEP)
@require_safe
def ours(request: PortalRequest) -> HttpResponse:
    """Show the reader's organization as a provider."""
    provider = _own(request)
    return page(
        request,
        "tta_requests/provider.html",
        _context(request, provider, AbsenceForm(), _capacity_form(provider)),
    )


@access(P.AVAILABILITY_KEEP)
@require_POST
@single_submit
def add_absence(request: PortalRequest) -> HttpResponse:
    """Add the provider's time away."""
    provider = _own(request)
    form = AbsenceForm(request.POST, tz=request.actor.time_zone)
    if form.is_valid():
        providers.add_absence(provider, **form.cleaned_data, by=request.actor)
        return redirect_with_message(
            request, "Time away added. You won't get new offers on these days.", HERE
        )
    context = _context(request, provider, form, _capacity_form(provider))
    return page(request, "tta_requests/provider.html", context)


@access(P.AVAILABILITY_KEEP)
@require_POST
@single_submit
def end_absence(request: PortalRequest, pk: int) -> HttpResponse:
    """Remove the provider's time away."""
    absence = get_object_or_404(Absence.objects.of(request.actor.organizations), pk=pk)
    providers.end_absence(absence, by=request.actor)
    return redirect_with_message(
        request, "Time away removed. You can get offers on these days again.", HERE
    )


@access(P.AVAILABILITY_KEEP)
@require_POST
@single_submit
def set_capacity(request: PortalRequest) -> HttpResponse:
    """Set how much the provider can take on."""
    provider = _own(request)
    form = CapacityForm(request.POST)
    if form.is_valid():
        providers.set_capacity(provider, **form.cleaned_data, by=request.actor)
        return redirect_with_message(
            request, "Capacity saved. It applies to the next ranking.", HERE
        )
    context = _context(request, provider, AbsenceForm(), form)
    return page(request, "tta_requests/provider.html", context)


def _own(request: PortalRequest) -> Provider:
    """Return the provider that the reader works for.

    Raises:
        Http404: when their organization is not a provider.
    """
    provider = Provider.objects.of(request.actor.organizations)
    if provider is None:
        raise Http404
    return provider


def _capacity_form(provider: Provider) -> CapacityForm:
    return CapacityForm(
        initial={"places": provider.places, "hours_a_month": provider.hours_a_month}
    )


def _context(
    request: PortalRequest, provider: Provider, absence: AbsenceForm, capacity: CapacityForm
) -> dict[str, Any]:
    actor, today = request.actor, clock.today(request.actor.time_zone)
    work = requests.for_list(requests.visible_to(actor).worked_by(actor.organizations))
    hours = HoursEntry.objects.visible_to(actor).spent_by(provider.pk, since=today.replace(day=1))
    owed = Commitment.objects.visible_to(actor).of_provider(provider.pk)
    shown = page_of(
        provider,
        hours=hours,
        owed=owed[:PAGE_SIZE],
        absences=Absence.objects.of(actor.organizations).not_over(today),
        today=today,
    )
    return {
        "provider": provider,
        "shown": shown,
        "work": list(work[:PAGE_SIZE]),
        "absence": absence,
        "capacity": capacity,
    }
