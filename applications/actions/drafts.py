"""Delete what agencies didn't submit, some time after their round has closed, and warn them before."""

from datetime import timedelta
from uuid import UUID

from applications import policies
from applications.actions import draft_links
from applications.actions.letters import discard
from applications.models import (
    Application,
    ApplicationStep,
    DraftLink,
    EligibilityAnswer,
    Round,
    SelfAssessment,
    SupportLetter,
)
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks

# How long before the last day the warning is mailed.
WARNING = timedelta(days=7)


@atomic_savepoint
def tidy() -> int:
    """Warn agencies whose drafts end within days, delete what ended, as a job; return how many were deleted.

    What was never submitted is kept until the end of ``policies.last_day_of_drafts`` in the round's zone.
    """
    deleted = 0
    for closed in Round.objects.closed_at(clock.now()):
        # An extension waits until its drafts are deleted, or this finds them open again.
        found = locks.hold(Round.objects.all(), closed.pk)
        last, today = policies.last_day_of_drafts(found), clock.today(found.time_zone)
        if found.is_open(clock.now()):
            continue
        if today > last:
            deleted += _delete(found)
        elif today > last - WARNING:
            _plan_warnings(found)
    return deleted


@atomic_savepoint
def warn(application: UUID) -> None:
    """Mail an agency a link to a draft that will be deleted, as a job, unless its round is open again."""
    held = Application.objects.drafts().select_related("round").filter(pk=application).first()
    if held is None or held.round.is_open(clock.now()):
        return
    link = draft_links.make(held.pk)
    emit(
        "applications.mail_warning",
        key=f"applications.warning:{link.pk}",
        payload={"link": str(link.pk)},
    )


def _plan_warnings(found: Round) -> None:
    for draft in Application.objects.of_round(found).drafts():
        emit(
            "applications.warn",
            key=f"applications.warn:{draft.pk}:{found.deadline:%Y-%m-%dT%H:%M}",
            payload={"application": str(draft.pk)},
        )


def _delete(found: Round) -> int:
    over = Application.objects.of_round(found).never_submitted()
    for letter in SupportLetter.objects.filter(application__in=over):
        discard(letter)
    for part in (EligibilityAnswer, SelfAssessment, DraftLink, ApplicationStep):
        part.objects.filter(application__in=over).delete()
    return over.delete()[0]
