"""Find the windows and committee meetings of an actor's sites in a span, as columns of ``foundation.agenda.columns``."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, F, QuerySet, Value, When

from foundation.accounts.actors import Actor
from foundation.agenda.columns import changes_of, dated
from foundation.agenda.enums import EntryState
from foundation.agenda.reading import MAX_ROWS
from foundation.agenda.registry import Span
from grants.enums import MeetingState
from grants.models import CommitteeMeeting, GrantApplication, Opportunity


def of_windows(actor: Actor, span: Span) -> Iterator[QuerySet[Any, Any]]:
    """Find when the grants close that the actor's sites consider or apply for."""
    found = span.here(GrantApplication.objects.visible_to(actor).worked_on())
    closing = found.filter(**span.of_instants("opportunity__closes_at"))
    yield dated(
        closing.order_by("opportunity__closes_at", "pk")[:MAX_ROWS],
        kind="grant-closes",
        at=F("opportunity__closes_at"),
        title=F("name"),
        revision=F("opportunity__version"),
        changed_at=changes_of(Opportunity, "opportunity_id")["changed_at"],
    )


def of_meetings(actor: Actor, span: Span) -> Iterator[QuerySet[Any, Any]]:
    """Find the meetings of grant committees; only the site's name leaves the portal."""
    found = span.here(CommitteeMeeting.objects.visible_to(actor))
    yield dated(
        found.filter(**span.of_instants("starts_at")).order_by("starts_at", "pk")[:MAX_ROWS],
        kind="grant-meeting",
        at=F("starts_at"),
        title="Grant committee",
        state=Case(
            When(status=MeetingState.CANCELED, then=Value(EntryState.CANCELED.value)),
            When(status=MeetingState.HELD, then=Value(EntryState.DONE.value)),
            default=Value(EntryState.OPEN.value),
        ),
        revision=F("version"),
        changed_at=changes_of(CommitteeMeeting)["changed_at"],
        slug=F("site__slug"),
    )
