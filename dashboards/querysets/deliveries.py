"""The one rule of what a delivery is, and of what is on paper, for reports and the one-page summary."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.functions import one_of
from sites.enums import Handling
from tta_requests.models import Entry, TTARequest
from tta_requests.models.requests import TTARequestQuerySet
from tta_requests.models.visibility import of_visible_requests
from tta_requests.querysets import requests

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


def delivered_between(begins: datetime, ends: datetime, actor: Actor) -> TTARequestQuerySet:
    """Find the requests with such a delivery from one instant until before another, each once.

    PostgreSQL sorts their keys, and goes through the index of requests once; a join would look up each of them.
    """
    confirmed = Entry.objects.filter(kind=CONFIRMED, created_at__gte=begins, created_at__lt=ends)
    seen = requests.visible_to(actor).exclude(handling=Handling.FEDERAL)
    return seen.filter(one_of(confirmed.order_by().values("request")))


def deliveries_at(site_id: int, actor: Actor) -> QuerySet[Entry]:
    """Find the same of one site, in rows that an index counts by itself."""
    return Entry.objects.filter(on_paper(site_id, actor), kind=CONFIRMED).order_by()


def on_paper(site_id: int, actor: Actor) -> Q:
    """Return a filter for rows of a site's requests without those of federal items, for every reader."""
    sites = actor.sites_for(P.REQUEST_VIEW)
    own = Q() if sites is None else Q(site_id__in=sites)
    return own & Q(site_id=site_id) & but_federal(site_id=site_id)


def but_federal(**at: int) -> Q:
    """Return a filter for rows of requests that leaves out those of federal items, for every reader.

    It names the federal requests, which are few, where a join would read the request of each row.

    Arguments:
        at: whose federal requests to name, such as ``site_id``; all by default.
    """
    federal = TTARequest.objects.filter(**at, handling=Handling.FEDERAL).order_by()
    return ~Q(request__in=federal.values("pk"))
