"""Find the meetings of an actor's communities in a span, as columns of ``foundation.agenda.columns``."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Value

from communities.models import Meeting, Rsvp
from communities.models.members import at_own_communities
from foundation.accounts.actors import Actor
from foundation.agenda.columns import dated
from foundation.agenda.reading import MAX_ROWS
from foundation.agenda.registry import Span
from foundation.calendars.days import OFFICIAL_ZONE


def of_meetings(actor: Actor, span: Span) -> Iterator[QuerySet[Any, Any]]:
    """Find the meetings that take place of communities the actor joined or facilitates.

    A canceled one is left out, as some readers of calendars would still list it.
    """
    if span.site_ids is not None or actor.user_id is None:
        return
    mine = Meeting.objects.visible_to(actor).taking_place()
    found = mine.filter(at_own_communities(actor))
    yield dated(
        found.filter(starts_at__gte=span.begins, starts_at__lt=span.ends).order_by(
            "starts_at", "pk"
        )[:MAX_ROWS],
        kind="community-meeting",
        zone=Value(OFFICIAL_ZONE),
        at=F("starts_at"),
        ends_at=F("ends_at"),
        number=F("community__name"),
        revision=F("version"),
        changed_at=F("changed_at"),
        is_coming=Exists(
            Rsvp.objects.visible_to(actor).to_meeting(OuterRef("pk")).of_person(actor.user_id)
        ),
    )
