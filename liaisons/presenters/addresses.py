"""URLs of other apps' pages, where they exist."""

from urllib.parse import urlencode

from engagements.models import Commitment
from foundation.ui.navigation import named
from liaisons.querysets.case_rows import CaseSite
from sites.models import Site
from tta_requests.models import TTARequest


def home_of(site: Site | CaseSite) -> str:
    """Return the URL of the site's workspace, else of its public profile."""
    return named("sites:workspace", site.slug) or named("sites:profile", site.slug)


def page_of(tta_request: TTARequest) -> str:
    """Return the URL of the request's page; empty if no app serves it."""
    return named("tta_requests:detail", tta_request.number)


def requests_of(site: Site | CaseSite) -> str:
    """Return the URL of the list of the site's open requests; empty if no app serves it."""
    address = named("tta_requests:list")
    return f"{address}?{urlencode({'site': site.slug, 'status': 'open'})}" if address else ""


def of_commitment(commitment: Commitment) -> str:
    """Return the URL of a commitment: its own page, or the part of its request's page about the work."""
    if commitment.request is None:
        return named("engagements:commitment", commitment.pk)
    tta_request: TTARequest = commitment.request
    return f"{page_of(tta_request)}#work"
