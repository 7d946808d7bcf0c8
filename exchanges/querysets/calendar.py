"""Find the visits of an actor's sites in a span, as columns of ``foundation.agenda.columns``."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.functions import Concat

from exchanges.enums import HOSTED, State
from exchanges.models import PeerExchange
from foundation.accounts.actors import Actor
from foundation.agenda.columns import changes_of, dated
from foundation.agenda.enums import EntryState
from foundation.agenda.reading import MAX_ROWS
from foundation.agenda.registry import Span

DONE = (State.HELD, State.FOLLOW_UP, State.CLOSED)


def of_visits(actor: Actor, span: Span) -> Iterator[QuerySet[Any, Any]]:
    """Find the accepted visits whose days are set; only the names of the two sites leave the portal."""
    found = PeerExchange.objects.visible_to(actor).during(span.first, span.last)
    if span.site_ids is not None:
        found = found.between_any(span.site_ids)
    yield dated(
        found.in_states(*HOSTED, State.CANCELED).order_by("starts_on", "pk")[:MAX_ROWS],
        kind="exchange-visit",
        zone=F("host__time_zone"),
        day=F("starts_on"),
        last_day=F("ends_on"),
        number=Concat(F("visitor__name"), Value(" visits "), F("host__name")),
        title=F("title"),
        state=Case(
            When(status=State.CANCELED, then=Value(EntryState.CANCELED.value)),
            When(status__in=DONE, then=Value(EntryState.DONE.value)),
            default=Value(EntryState.OPEN.value),
        ),
        revision=F("version"),
        changed_at=changes_of(PeerExchange)["changed_at"],
    )
