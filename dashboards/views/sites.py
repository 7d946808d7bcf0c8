"""The public pages about sites: directory and profile."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from dashboards.forms import DirectoryForm
from dashboards.policies.directory import narrowed
from dashboards.presenters.profile import page_of
from dashboards.querysets import published
from dashboards.querysets.places import counts_of, place_of, real_places
from dashboards.views.program import told
from dashboards.views.shell import actor_of, enterable
from foundation.accounts.access import public
from foundation.accounts.http import PortalRequest
from foundation.ui.navigation import named
from foundation.ui.pages import page
from sites import policies
from sites.models import Site


@public
def directory(request: PortalRequest) -> HttpResponse:
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
    results = [each for each in published.accomplishments() if each.site == slug]
    workspace = named("sites:workspace", slug)
    shown = page_of(
        place_of(site),
        told(results),
        as_of=published.statement()["as_of"],
        workspace=workspace if policies.can_enter(request.actor, site) else "",
    )
    return page(request, "sites/profile.html", {"site": site, "shown": shown})
