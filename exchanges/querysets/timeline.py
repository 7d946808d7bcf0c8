"""Find the exchanges in which a site took part, as columns of ``foundation.timeline.columns``."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, F, QuerySet, Value, When

from exchanges.enums import State
from exchanges.models import PeerExchange
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.timeline.columns import Asked, happened

TOOK_PLACE = (State.HELD, State.FOLLOW_UP, State.CLOSED)


def of_exchanges(actor: Actor, asked: Asked) -> Iterator[QuerySet[Any, Any]]:
    """Find the visits that took place, on the timelines of both sites."""
    if not actor.may(P.SITE_VIEW, at=asked.site_id):
        return
    found = PeerExchange.objects.visible_to(actor).between_any([asked.site_id])
    if asked.area_id is not None:
        found = found.filter(core_area_id=asked.area_id)
    is_host = When(host_id=asked.site_id, then=F("visitor__name"))
    yield happened(
        found.in_states(*TOOK_PLACE).annotate(site_id=Value(asked.site_id)),
        asked,
        kind="exchange-held",
        day="starts_on",
        title=F("title"),
        other=Case(is_host, default=F("host__name")),
        host=F("host_id"),
        site=F("site_id"),
    )
