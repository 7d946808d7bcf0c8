"""Addresses of other rooms, where they serve them."""

from foundation.ui.navigation import named
from sites.models import Site
from tta_requests.models import TTARequest


def home_of(site: Site) -> str:
    """The site's workspace, or its public profile while there is none."""
    return named("sites:workspace", site.slug) or named("sites:profile", site.slug)


def page_of(tta_request: TTARequest) -> str:
    """The request's page, or nothing while no room serves it."""
    return named("tta_requests:detail", tta_request.number)


def requests_of(site: Site) -> str:
    """The list of the site's requests, or nothing while no room serves it."""
    address = named("tta_requests:list")
    return f"{address}?site={site.slug}" if address else ""
