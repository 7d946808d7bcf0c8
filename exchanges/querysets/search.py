"""Find exchanges by words."""

from exchanges.models.exchanges import PeerExchange, PeerExchangeQuerySet
from foundation.accounts.actors import Actor
from foundation.workflow.words import Named


def named(actor: Actor, words: str) -> PeerExchangeQuerySet:
    """Find exchanges of the actor's sites by their title, place, or sites, the newest first."""
    found = Named(("title", "place", "visitor__name", "host__name"), words)
    return PeerExchange.objects.visible_to(actor).filter(found).newest_first()
