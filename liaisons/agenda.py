"""Dates of the liaison's log on the calendar: the next contact planned with each site."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.agenda.columns import Row, changes_of, dated
from foundation.agenda.enums import EntryState
from foundation.agenda.reading import MAX_ROWS
from foundation.agenda.registry import Kind, Source, Span, declare
from foundation.tenancy.functions import one_of
from foundation.workflow.declarations import address_of
from liaisons.enums import UpdateKind
from liaisons.models import EngagementUpdate, PlannedContact
from sites.models import Site


def _contacts(actor: Actor, span: Span) -> Iterator[QuerySet[Any, Any]]:
    """Find the next contact of each site's newest update; a newer update makes a plan of its own."""
    if actor.sites_for(P.UPDATE_VIEW) == frozenset():
        return
    newest = EngagementUpdate.objects.submitted().filter(site=OuterRef("pk")).newest_first()
    sites = span.here(Site.objects.where_allowed(actor, P.UPDATE_VIEW), "pk").order_by()
    last = sites.values(last=Subquery(newest.values("pk")[:1]))
    planned = EngagementUpdate.objects.visible_to(actor).submitted()
    found = planned.filter(one_of(last), **span.of_days("next_contact_on"))
    yield dated(
        found.order_by("next_contact_on", "pk")[:MAX_ROWS],
        kind="next-contact",
        day=F("next_contact_on"),
        **changes_of(EngagementUpdate),
    )


def _planned(actor: Actor, span: Span) -> Iterator[QuerySet[Any, Any]]:
    """Find contacts that were planned by themselves, canceled ones too: calendars mark those."""
    if actor.sites_for(P.UPDATE_VIEW) == frozenset():
        return
    found = PlannedContact.objects.visible_to(actor).with_done()
    yield dated(
        span.here(found.filter(**span.of_days("planned_on"))).order_by("planned_on", "pk")[
            :MAX_ROWS
        ],
        kind="planned-contact",
        day=F("planned_on"),
        state=Case(
            When(canceled_at__isnull=False, then=Value(EntryState.CANCELED.value)),
            When(is_done=True, then=Value(EntryState.DONE.value)),
            default=Value(EntryState.OPEN.value),
        ),
        contact=F("kind"),
        **changes_of(PlannedContact),
    )


def _contact(row: Row) -> str:
    return f"{UpdateKind(row.detail['contact']).label} planned"


declare(
    Source(
        name="contacts",
        rows=_contacts,
        kinds=(
            Kind(
                slug="next-contact",
                what="Next contact planned",
                href=address_of("liaisons:detail", "subject"),
            ),
        ),
    )
)
declare(
    Source(
        name="planned contacts",
        rows=_planned,
        kinds=(
            Kind(
                slug="planned-contact",
                what=_contact,
                href=address_of("liaisons:planned-contact", "subject"),
            ),
        ),
    )
)
