"""Reports on the calendar of Program Managers: the day each is due, and whether it is frozen."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, DateField, Exists, QuerySet, Value, When

from dashboards.enums import ReportKind
from dashboards.models import Report
from dashboards.policies import reports as policies
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.agenda.columns import dated
from foundation.agenda.enums import EntryState
from foundation.agenda.registry import Kind, Source, Span, declare
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.workflow.declarations import address_of


def _reports(actor: Actor, span: Span) -> Iterator[QuerySet[Any, Any]]:
    """Find the days in a span on which reports are due; the reader's own row represents a report that has none yet."""
    if span.site_ids is not None or not policies.can_freeze(actor):
        return
    for kind in ReportKind:
        for period in policies.due_between(kind, span.first, span.last):
            frozen = Exists(Report.objects.filter(period=period.slug))
            yield dated(
                User.objects.filter(pk=actor.user_id or 0),
                kind=f"{kind.name.lower()}-report-due",
                subject=period.slug,
                zone=OFFICIAL_ZONE,
                day=Value(period.due_on, DateField()),
                number=str(kind.label),
                state=Case(
                    When(frozen, then=Value(EntryState.DONE.value)),
                    default=Value(EntryState.OPEN.value),
                ),
            )


declare(
    Source(
        name="reports",
        rows=_reports,
        kinds=tuple(
            Kind(
                slug=f"{kind.name.lower()}-report-due",
                what="Report due",
                href=address_of("dashboards:report", "subject"),
            )
            for kind in ReportKind
        ),
    )
)
