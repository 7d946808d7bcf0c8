"""The list of opportunities, one of them, and how staff keep them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode

from foundation.accounts.access import access, signed_in
from foundation.accounts.http import PortalRequest, place_or_404
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.exports.forms import export_of
from foundation.ui.asking import ask
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit
from grants import policies
from grants.actions import opportunities
from grants.forms.opportunities import FilterForm, OpportunityForm
from grants.models import GrantApplication, Opportunity
from grants.models.opportunities import PLACES
from grants.presenters.applications import lines_of as applications_of
from grants.presenters.opportunities import line_of, lines_of
from grants.querysets.opportunities import asked, names_of_areas, sites_for

PAGE = 25


@signed_in
def index(request: PortalRequest) -> HttpResponse:
    """List the opportunities that haven't closed, or those that the filters ask for."""
    areas, now = names_of_areas(), clock.now()
    form = FilterForm(request.GET, areas=areas)
    wanted = form.cleaned_data if form.is_valid() else {}
    place = place_or_404(PLACES, request.GET.get("before", ""))
    found = asked(request.actor, wanted, now)
    rows = list((found.after(*place) if place else found)[: PAGE + 1])
    kept = {name: value for name, value in wanted.items() if value}
    more = {**kept, "before": PLACES.write(rows[PAGE - 1])} if len(rows) > PAGE else {}
    context = {
        "form": form,
        "lines": lines_of(rows[:PAGE], areas, now),
        "is_filtered": bool(kept),
        "more": f"?{urlencode(more)}" if more else "",
        "may_manage": policies.can_manage(request.actor),
        "sites": sites_for(request.actor)[:PAGE],
        "export": export_of("grants", urlencode(kept), request.actor) if rows else None,
    }
    return page(request, "grants/index.html", context)


@signed_in
def detail(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show one opportunity, and its status at the reader's sites."""
    found = _fetch(request, pk)
    listed = GrantApplication.objects.visible_to(request.actor).for_opportunity(found)
    rows = list(listed.for_page()[:PAGE])
    context = {
        "opportunity": found,
        "line": line_of(found, names_of_areas(), clock.now()),
        "applications": [*zip(applications_of(rows), (row.site.name for row in rows), strict=True)],
        "sites": sites_for(request.actor)[:PAGE],
        "may_manage": policies.can_manage(request.actor),
    }
    return page(request, "grants/opportunity.html", context)


@access(P.GRANT_MANAGE)
@single_submit
def add(request: PortalRequest) -> HttpResponse:
    """Add an opportunity."""
    initial = {"source_as_of": clock.today(OFFICIAL_ZONE)}
    return ask(
        request,
        "grants/form.html",
        OpportunityForm(request.POST or None, areas=names_of_areas(), initial=initial),
        act=lambda said, _version: opportunities.add(
            **OpportunityForm.values_of(said), by=request.actor
        ),
        done="Grant added.",
        back=reverse("grants:list"),
        then=Opportunity.get_absolute_url,
        context={"heading": "Add grant", "about": "Grants"},
    )


@access(P.GRANT_MANAGE)
@single_submit
def change(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change an opportunity."""
    found = _fetch(request, pk)
    initial = OpportunityForm.initial_of(found)
    return ask(
        request,
        "grants/form.html",
        OpportunityForm(request.POST or None, areas=names_of_areas(), initial=initial),
        act=lambda said, version: opportunities.change(
            found, **OpportunityForm.values_of(said), version=version, by=request.actor
        ),
        done="Grant changed.",
        back=found.get_absolute_url(),
        version=found.version,
        context={"heading": "Change grant", "about": found.name},
    )


def _fetch(request: PortalRequest, pk: UUID) -> Opportunity:
    return get_object_or_404(Opportunity.objects.visible_to(request.actor), pk=pk)
