"""Dates of site teams on the calendar: the last days of seats."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import ROLES
from foundation.agenda.columns import Row, changes_of, dated, last_day_at
from foundation.agenda.reading import MAX_ROWS
from foundation.agenda.registry import Kind, Source, Span, declare
from foundation.workflow.declarations import address_of
from sites import policies
from sites.models import Membership
from sites.models.seats import seat_title


def _ends(actor: Actor, span: Span) -> Iterator[QuerySet[Any, Any]]:
    """Find memberships whose last day, in their site's calendar, is in the span."""
    if actor.sites_for(P.SITE_VIEW) == frozenset():
        return
    near = Membership.objects.visible_to(actor).filter(**span.near("ends_at"))
    found = near.annotate(last=last_day_at("ends_at")).filter(**span.of_days("last"))
    yield dated(
        span.here(found).order_by("ends_at", "pk")[:MAX_ROWS],
        kind="seat-end",
        day=F("last"),
        title=F("user__name"),
        slug=F("site__slug"),
        role=F("role"),
        seat=F("seat"),
        covers=F("covers"),
        **changes_of(Membership),
    )


def _seat(row: Row) -> str:
    role, seat = row.detail["role"], row.detail["seat"]
    if row.detail["covers"]:
        return "Last day of a stand-in"
    return f"Seat ends ({policies.seat_words(ROLES[role].title, seat_title(role, seat))})"


declare(
    Source(
        name="seats",
        rows=_ends,
        kinds=(Kind(slug="seat-end", what=_seat, href=address_of("sites:team", "slug")),),
    )
)
