"""What the page's shell says of the reader: the site in view, the sites to switch to, whether data are invented."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.ui.shell import SiteLink
from sites.models import Site
from tta_requests.querysets import choices

NOTICE = "Demonstration data: people, requests and scores are invented"


def actor_of(request: HttpRequest) -> Actor | None:
    """The signed-in reader's Actor; None for visitors and on error pages."""
    actor = getattr(request, "actor", None)
    return actor if actor is not None and actor.user_id is not None else None


def own_sites(request: HttpRequest) -> tuple[Site, ...]:
    """The sites whose workspace the reader may enter, by name."""
    actor = actor_of(request)
    if actor is None:
        return ()
    return choices.current().sites_among(actor.sites_for(P.SITE_VIEW))


def in_view(request: HttpRequest) -> str:
    """The tenant in view: the page's own site, else the one chosen, else all of the reader's."""
    sites = own_sites(request)
    here = _slug(request)
    for site in sites:
        if site.slug == here or (not here and len(sites) == 1):
            return site.name
    actor = actor_of(request)
    if actor is None or not sites:
        return ""
    return "All sites" if actor.sites_for(P.SITE_VIEW) is None else f"My {len(sites)} sites"


def switch(request: HttpRequest) -> Sequence[SiteLink]:
    """A line for each site, leading to its workspace; the first leads back to all."""
    sites = own_sites(request)
    here = _slug(request)
    links = [
        SiteLink(site.name, reverse("sites:workspace", args=[site.slug]), site.slug == here)
        for site in sites
    ]
    if len(sites) > 1:
        everything = in_view_of_all(request, len(sites))
        links.insert(0, SiteLink(everything, reverse("dashboards:my-day"), not here))
    return links


def in_view_of_all(request: HttpRequest, count: int) -> str:
    """ "All sites" for staff, "My 3 sites" for others."""
    actor = actor_of(request)
    everywhere = actor is not None and actor.sites_for(P.SITE_VIEW) is None
    return "All sites" if everywhere else f"My {count} sites"


def demo_notice(request: HttpRequest) -> str:
    """The notice, wherever an invented person reads or an invented site's work may be on the page."""
    if actor_of(request) is None:
        return ""
    is_demo = getattr(request.user, "is_demo", False)
    return NOTICE if is_demo or any(site.is_demo for site in own_sites(request)) else ""


def home_arguments(request: HttpRequest) -> tuple[object, ...] | None:
    """Arguments of "Our site": the slug of the reader's only site; None for anybody else."""
    sites = own_sites(request)
    return (sites[0].slug,) if len(sites) == 1 else None


def _slug(request: HttpRequest) -> str:
    match: Any = getattr(request, "resolver_match", None)
    inside = match is not None and match.namespace == "sites"
    return str(match.kwargs.get("slug", "")) if inside else ""
