"""The one rule of what a delivery is, for reports and the one-page summary."""

from django.db.models import Count, Q, QuerySet

from foundation.accounts.actors import Actor
from sites.enums import Handling
from tta_requests.models import Entry
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
