"""The one rule of what a delivery is, and of what is on paper, for reports and the one-page summary."""

from django.db.models import Count, Q, QuerySet

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from sites.enums import Handling
from tta_requests.models import Entry, TTARequest
from tta_requests.models.visibility import of_visible_requests

CONFIRMED = "confirm-delivery"
OF_FEDERAL_ITEMS = Q(request__handling=Handling.FEDERAL)
# A request that was reopened and confirmed again is one delivery.
ONCE = Count("request", distinct=True)


def deliveries_of(actor: Actor) -> QuerySet[Entry]:
    """Find the deliveries confirmed in the portal that the actor reads, each on the day it was confirmed.

    A request imported as closed is none: nobody confirmed it here, and its day isn't known. Federal items are
    left out for every reader.
    """
    found = Entry.objects.filter(of_visible_requests(actor), kind=CONFIRMED)
    return found.exclude(OF_FEDERAL_ITEMS).order_by()


def deliveries_at(site_id: int, actor: Actor) -> QuerySet[Entry]:
    """Find the same of one site, in rows that an index counts by itself."""
    return Entry.objects.filter(on_paper(site_id, actor), kind=CONFIRMED).order_by()


def on_paper(site_id: int, actor: Actor) -> Q:
    """Return a filter for rows of a site's requests without those of federal items, for every reader.

    It names the federal requests, which are few, where a join would read the request of each row.
    """
    sites = actor.sites_for(P.REQUEST_VIEW)
    own = Q() if sites is None else Q(site_id__in=sites)
    federal = TTARequest.objects.filter(site_id=site_id, handling=Handling.FEDERAL).order_by()
    return own & Q(site_id=site_id) & ~Q(request__in=federal.values("pk"))
