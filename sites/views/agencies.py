"""Pages of a site's coalition: its agencies, adding and changing one, its lead, and its last day."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.asking import ask
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit
from sites import policies
from sites.actions import agencies
from sites.errors import NotYours
from sites.forms import AgencyForm, RetireForm
from sites.models import Site, SiteAgency
from sites.presenters.agencies import page_of
from sites.views.team import enterable


@access(P.SITE_VIEW)
@require_safe
def coalition(request: PortalRequest, slug: str) -> HttpResponse:
    """Show the agencies of a site's coalition by kind, whom to call, and when that was last verified."""
    site = enterable(request, slug, policies.can_enter)
    shown = page_of(
        site,
        list(SiteAgency.objects.visible_to(request.actor).at(site).for_list()),
        request.actor,
        team=reverse("sites:team", args=[slug]),
        today=clock.today(site.time_zone),
    )
    return page(request, "sites/coalition.html", {"site": site, "shown": shown})


@access(P.TEAM_INVITE)
@require_http_methods(["GET", "HEAD", "POST"])
@single_submit
def add_agency(request: PortalRequest, slug: str) -> HttpResponse:
    """Add an agency to the coalition."""
    site = enterable(request, slug, policies.can_keep_contacts)
    form = AgencyForm(request.POST or None, actor=request.actor, site=site)
    return ask(
        request,
        "sites/agency.html",
        form,
        act=lambda values, _version: agencies.add(site, values=values, by=request.actor),
        done=lambda kept: f"{kept.name} added to the coalition.",
        back=reverse("sites:coalition", args=[slug]),
        context={"site": site},
    )


@access(P.TEAM_INVITE)
@require_http_methods(["GET", "HEAD", "POST"])
@single_submit
def change_agency(request: PortalRequest, slug: str, pk: str) -> HttpResponse:
    """Change an agency's kind, name, contact, or first day."""
    site, agency = _found(request, slug, pk)
    form = AgencyForm(
        request.POST or None,
        initial=AgencyForm.initial_of(agency),
        actor=request.actor,
        site=site,
    )
    return ask(
        request,
        "sites/agency.html",
        form,
        act=lambda values, version: agencies.change(
            agency, values=values, version=version, by=request.actor
        ),
        done="Agency updated.",
        back=reverse("sites:coalition", args=[slug]),
        version=agency.version,
        context={"site": site, "agency": agency},
    )


@access(P.TEAM_INVITE)
@require_POST
@single_submit
def lead_agency(request: PortalRequest, slug: str, pk: str) -> HttpResponse:
    """Make an agency the lead of its coalition."""
    _, agency = _found(request, slug, pk)
    agencies.lead(agency, version=request.POST.get("version"), by=request.actor)
    said = f"{agency.name} is now the lead agency."
    return redirect_with_message(request, said, "sites:coalition", slug)


@access(P.TEAM_INVITE)
@require_http_methods(["GET", "HEAD", "POST"])
@single_submit
def retire_agency(request: PortalRequest, slug: str, pk: str) -> HttpResponse:
    """Record an agency's last day in the coalition."""
    site, agency = _found(request, slug, pk)
    form = RetireForm(request.POST or None, initial={"on": clock.today(site.time_zone)})
    return ask(
        request,
        "sites/retire_agency.html",
        form,
        act=lambda values, version: agencies.retire(
            agency, **values, version=version, by=request.actor
        ),
        done=f"{agency.name} has left the coalition.",
        back=reverse("sites:coalition", args=[slug]),
        version=agency.version,
        context={"site": site, "agency": agency},
    )


def _found(request: PortalRequest, slug: str, pk: str) -> tuple[Site, SiteAgency]:
    """Return the site and an agency of it that the reader may change."""
    site = enterable(request, slug, policies.can_keep_contacts)
    rows = SiteAgency.objects.visible_to(request.actor).at(site).for_list()
    agency = get_object_or_404(rows, pk=pk)
    if not policies.can_keep_agency(request.actor, site, agency.kind):
        raise NotYours
    return site, agency
