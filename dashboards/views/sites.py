"""The pages about sites: the public directory and profiles, and the list DOJ's staff work with."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from dashboards.forms import DirectoryForm
from dashboards.policies.directory import narrowed
from dashboards.presenters.profile import page_of
from dashboards.presenters.site_list import asked_of
from dashboards.presenters.site_list import page_of as page_of_list
from dashboards.querysets import published
from dashboards.querysets.places import counts_of, place_of, real_places
from dashboards.querysets.site_list import worked_sites
from dashboards.views.accomplishments import told
from dashboards.views.shell import actor_of, enterable
from foundation.accounts.access import public
from foundation.accounts.actors import Actor
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.exports.forms import export_of
from foundation.ui.navigation import named
from foundation.ui.pages import page
from outcomes.models import Accomplishment
from sites import policies
from sites.models import Site

PUBLIC = "directory"


@public
def directory(request: PortalRequest) -> HttpResponse:
    """Show DOJ's staff the list they work with, and everyone else, or who asks for it, the public directory."""
    actor = actor_of(request)
    if actor is None or P.CASELOAD_VIEW not in actor.everywhere or request.GET.get("as") == PUBLIC:
        return _directory(request)
    return _list(request, actor)


def _list(request: PortalRequest, actor: Actor) -> HttpResponse:
    """Show each site's liaison, engagement, open requests, first clock and last update."""
    found = worked_sites(actor)
    form, asked = asked_of(request.GET, found)
    shown = page_of_list(found, asked, now=clock.now(), tz=actor.time_zone)
    export = export_of("sites", shown.words, actor) if shown.rows else None
    context = {"form": form, "shown": shown, "export": export}
    return page(request, "sites/site_list.html", context)


def _directory(request: PortalRequest) -> HttpResponse:
    """Show all real sites, filtered by state, year, kind or text."""
    places = real_places()
    form = DirectoryForm(request.GET or None, places=places)
    asked = form.cleaned_data if form.is_valid() else {}
    found = narrowed(places, asked) if not form.errors else []
    context = {
        "form": form,
        "places": found,
        "counts": counts_of(found),
        "total": len(places),
        "narrowed": any(asked.values()),
        "chosen": request.GET.get("as") == PUBLIC,
        "invented": _invented(request),
    }
    return page(request, "sites/directory.html", context)


def _invented(request: PortalRequest) -> list[Site]:
    """Return the demonstration sites the reader works in; a visitor has none."""
    actor = actor_of(request)
    return [site for site in enterable(actor) if site.is_demo] if actor else []


@public
def profile(request: PortalRequest, slug: str) -> HttpResponse:
    """Show the public facts about a site with their sources, and nothing of its work."""
    site = get_object_or_404(Site.objects.for_directory(), slug=slug)
    workspace = named("sites:workspace", slug)
    shown = page_of(
        place_of(site),
        told(Accomplishment.objects.published().of_site(site.pk)),
        as_of=published.statement()["as_of"],
        workspace=workspace if policies.can_enter(request.actor, site) else "",
    )
    return page(request, "sites/profile.html", {"site": site, "shown": shown})
