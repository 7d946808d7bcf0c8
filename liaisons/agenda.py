"""Dates of the liaison's log on the calendar: the next contact planned with each site."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.agenda.columns import Row, changes_of, dated
from foundation.agenda.reading import MAX_ROWS
from foundation.agenda.registry import Kind, Source, Span, declare
from liaisons.models import EngagementUpdate


def _contacts(actor: Actor, span: Span) -> Iterator[QuerySet[Any, Any]]:
    """Find the next contact of each site's newest update; a newer update makes a plan of its own."""
    if actor.sites_for(P.UPDATE_VIEW) == frozenset():
        return
    same_day = Q(occurred_on=OuterRef("occurred_on"), pk__gt=OuterRef("pk"))
    newer = EngagementUpdate.objects.submitted().filter(
        Q(occurred_on__gt=OuterRef("occurred_on")) | same_day, site_id=OuterRef("site_id")
    )
    planned = EngagementUpdate.objects.visible_to(actor).submitted()
    found = span.here(planned.filter(~Exists(newer), **span.of_days("next_contact_on")))
    yield dated(
        found.order_by("next_contact_on", "pk")[:MAX_ROWS],
        kind="next-contact",
        day=F("next_contact_on"),
        **changes_of(EngagementUpdate),
    )


def _update(row: Row) -> str:
    return reverse("liaisons:detail", args=[row.subject])


declare(
    Source(
        name="contacts",
        rows=_contacts,
        kinds=(Kind(slug="next-contact", what="Next contact planned", href=_update),),
    )
)
