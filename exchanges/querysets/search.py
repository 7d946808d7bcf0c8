"""Find exchanges by words."""

from django.db.models import QuerySet

from exchanges.models import PeerExchange
from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.workflow.words import Named

MAX_EXCHANGES = 10


@Compiled
def look(actor: Actor, *, words: str) -> QuerySet[PeerExchange]:
    """Find exchanges of the actor's sites by their title, sites, or place, the newest first."""
    named = Named(("title", "place", "visitor__name", "host__name"), words)
    found = PeerExchange.objects.visible_to(actor).filter(named).newest_first()
    return found.select_related("visitor", "host")[:MAX_EXCHANGES]
