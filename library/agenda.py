"""Reviews of resources on their owner's calendar."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, F, QuerySet, Value, When

from foundation.accounts.actors import Actor
from foundation.agenda.columns import changes_of, dated
from foundation.agenda.enums import EntryState
from foundation.agenda.reading import MAX_ROWS
from foundation.agenda.registry import Kind, Source, Span, declare
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.workflow.declarations import address_of
from library.models import Resource


def _reviews(actor: Actor, span: Span) -> Iterator[QuerySet[Any, Any]]:
    """Find when the resources that the actor owns are to be reviewed: the program's, then those of sites."""
    own = Resource.objects.visible_to(actor).owned_by(actor.user_id).with_handles()
    found = own.filter(**span.of_days("review_by")).order_by("review_by", "pk")
    if span.site_ids is None:
        yield _dated(found.filter(site=None), zone=Value(OFFICIAL_ZONE))
    yield _dated(span.here(found.filter(site__isnull=False)), zone=None)


def _dated(rows: QuerySet[Any, Any], *, zone: Value | None) -> QuerySet[Any, Any]:
    return dated(
        rows[:MAX_ROWS],
        kind="resource-review",
        zone=zone,
        day=F("review_by"),
        number=F("called"),
        title=F("title"),
        state=Case(
            When(archived_at=None, then=Value(EntryState.OPEN.value)),
            default=Value(EntryState.CANCELED.value),
        ),
        revision=F("version"),
        changed_at=changes_of(Resource)["changed_at"],
        slug=F("slug"),
    )


declare(
    Source(
        name="reviews of resources",
        rows=_reviews,
        kinds=(
            Kind(
                slug="resource-review",
                what="Resource to review",
                href=address_of("library:detail", "slug"),
            ),
        ),
    )
)
