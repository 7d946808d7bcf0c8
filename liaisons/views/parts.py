"""What the room's pages share: answers, addresses of other rooms, words for days."""

from collections.abc import Sequence
from datetime import date

from foundation.accounts.http import PortalRequest
from foundation.calendars import clock
from foundation.ui.navigation import named
from foundation.ui.types import Fact
from liaisons.models import EngagementUpdate
from sites.models import Site
from tta_requests.models import TTARequest


def today_of(request: PortalRequest) -> date:
    """Today where the reader is."""
    return clock.today(request.actor.time_zone)


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


def request_facts(update: EngagementUpdate) -> Sequence[Fact]:
    """The linked requests by number and title, each leading to its page."""
    links = [link.request for link in update.request_links.all()]
    return [
        Fact(tta_request.number, tta_request.title, page_of(tta_request)) for tta_request in links
    ]
