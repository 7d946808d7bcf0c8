"""Remind agencies of a draft before their round closes."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from applications.actions import draft_links
from applications.models import Application, Round
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint

# How long before the deadline.
BEFORE = (timedelta(days=7), timedelta(days=1))


def plan_reminders(found: Round, drafts: Iterable[Application]) -> None:
    """Queue the reminders of drafts; those of an earlier deadline say nothing once it has moved."""
    for draft in drafts:
        for before in BEFORE:
            due = found.deadline - before
            if due > clock.now():
                emit(
                    "applications.remind",
                    key=f"applications.remind:{draft.pk}:{due:%Y-%m-%dT%H:%M}",
                    payload={
                        "application": str(draft.pk),
                        "deadline": found.deadline.isoformat(),
                    },
                    due=due,
                )


@atomic_savepoint
def remind(application: UUID, *, deadline: datetime) -> None:
    """Mail an agency a link to a draft that it hasn't submitted, as a job.

    Arguments:
        deadline: the one the reminder was planned for; nothing is mailed if the round has another now.
    """
    held = Application.objects.drafts().select_related("round").filter(pk=application).first()
    if held is None or held.round.deadline != deadline or deadline <= clock.now():
        return
    link = draft_links.make(held.pk)
    emit(
        "applications.mail_reminder",
        key=f"applications.reminder:{link.pk}",
        payload={"link": str(link.pk)},
    )
