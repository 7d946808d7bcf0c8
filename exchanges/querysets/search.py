"""Find exchanges of an actor's sites by words, as columns of ``foundation.workflow.findings``."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat

from exchanges.models import PeerExchange
from foundation.accounts.actors import Actor
from foundation.workflow.findings import found
from foundation.workflow.words import Named

MAX_EXCHANGES = 10
EXCHANGE = "exchange"


def of_words(actor: Actor, words: str) -> Iterator[QuerySet[Any, Any]]:
    """Find exchanges by their title, place, or sites, the newest first."""
    named = Named(("title", "place", "visitor__name", "host__name"), words)
    known = PeerExchange.objects.visible_to(actor).filter(named).newest_first()
    told = known.annotate(
        made_at=F("asked_at"),
        between=Concat(F("visitor__name"), Value(" visits "), F("host__name")),
    )
    yield found(told[:MAX_EXCHANGES], EXCHANGE, title="title", about="between")
