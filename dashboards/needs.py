"""What of the portal's own work needs administrators, and which reports need a Program Manager, in words."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Exists, QuerySet, Value
from django.urls import reverse

from dashboards.enums import ReportKind, ReportState
from dashboards.models import Report
from dashboards.policies import reports as policies
from dashboards.querysets import day
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.calendars.business_time import closing
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.needs.columns import Row, needing
from foundation.needs.registry import Cause, Declaration, Within, declare
from foundation.outbox.enums import MessageState
from foundation.ui import dates, wording
from foundation.workflow.declarations import address_of


def _failed(row: Row) -> str:
    return reverse("admin:outbox_message_changelist", query={"state__exact": MessageState.DEAD})


def _count(row: Row, actor: Actor) -> str:
    messages = wording.counted(row.detail["count"], "message")
    return f"{messages} failed too many times. Read the error, then replay."


declare(
    Declaration(
        name="background work",
        states=MessageState,
        rows=day.dead_letters_for,
        causes=(
            Cause(
                slug="review-failed-messages",
                states=(MessageState.DEAD,),
                verb="Open",
                task="Read the messages that couldn't be delivered",
                title="Review failed messages",
                why=_count,
                href=_failed,
                place="Failed",
            ),
        ),
        nobody={
            MessageState.QUEUED: "The portal does it.",
            MessageState.DONE: "It is done.",
        },
    )
)


def _reports(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find which reports a Program Manager should freeze; a report that isn't frozen has no row, so the reader's own is asked."""
    if within.thing or within.site_id is not None or not policies.can_freeze(actor):
        return
    for kind in ReportKind:
        period = policies.awaited(kind, clock.today(OFFICIAL_ZONE))
        if period is None:
            continue
        frozen = Exists(Report.objects.filter(period=period.slug))
        yield needing(
            User.objects.filter(~frozen, pk=actor.user_id or 0),
            cause=f"freeze-{kind.name.lower()}",
            site=None,
            number=str(kind.label),
            due_at=Value(closing(period.due_on, dates.zone_of(OFFICIAL_ZONE)), DateTimeField()),
            period=Value(period.slug),
        )


declare(
    Declaration(
        name="reports",
        states=ReportState,
        rows=_reports,
        causes=tuple(
            Cause(
                slug=f"freeze-{kind.name.lower()}",
                states=(ReportState.DUE,),
                verb="Freeze report",
                title="Check the figures, then freeze the report",
                why="The period is over, and its report isn't frozen.",
                href=address_of("dashboards:report", "period"),
                action=address_of("dashboards:freeze-report", "period"),
            )
            for kind in ReportKind
        ),
        nobody={ReportState.FROZEN: "It is done."},
    )
)
