"""Undo a withdrawal, a graduation, or a step to alumni that was recorded by mistake: the engagement gets back its dates."""

from datetime import date

from engagements import policies
from engagements.actions import announcements, suspensions
from engagements.actions.steps import keep, lock, record, require_reason, require_state
from engagements.enums import UNDONE, Step
from engagements.errors import Succeeded, WrongMoment
from engagements.models import Engagement, EngagementStep
from engagements.policies import Standing
from engagements.querysets.reinstatements import alumni_before, before_graduation
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint


@atomic_savepoint
def undo_withdrawal(withdrawn: Engagement, *, reason: str, by: Actor) -> Engagement:
    """Take back a withdrawal that was recorded by mistake.

    An announcement whose day came while it was withdrawn is published now, and clocks of a suspension are paused again.

    Arguments:
        reason: why; it's saved in the engagement's history.

    Returns:
        The engagement, with every other date as it was.

    Raises:
        NotYours: when the actor doesn't manage engagements.
        WrongMoment: when it isn't withdrawn, or was imported as withdrawn.
        Succeeded: when another engagement of the site was opened since.
        ReasonMissing: without a reason.
    """
    engagement, today = _lock("undo-withdrawal", withdrawn, by=by)
    engagement.withdrawn_on = None
    engagement.is_published |= announcements.is_public(engagement.announced_on)
    return _keep(engagement, Step.UNWITHDRAWN, today, reason, by=by)


@atomic_savepoint
def undo_graduation(graduated: Engagement, *, reason: str, by: Actor) -> Engagement:
    """Take back a graduation that was recorded by mistake, and with it that the site became alumni.

    Arguments:
        reason: why; it's saved in the engagement's history.

    Returns:
        The engagement, with the dates it had before the graduation.

    Raises:
        NotYours: when the actor doesn't manage engagements.
        WrongMoment: when it isn't graduated, or was imported as graduated.
        Succeeded: when another engagement of the site was opened since.
        ReasonMissing: without a reason.
    """
    engagement, today = _lock("undo-graduation", graduated, by=by)
    for name, day in before_graduation(engagement).items():
        setattr(engagement, name, day)
    return _keep(engagement, Step.UNGRADUATED, today, reason, by=by)


@atomic_savepoint
def undo_alumni(alumni: Engagement, *, reason: str, by: Actor) -> Engagement:
    """Take back that a graduated site was made alumni, by mistake or on a wrong day; its graduation stays.

    Arguments:
        reason: why; it's saved in the engagement's history.

    Returns:
        The engagement, with the day from which the calendar makes the site alumni, as it was.

    Raises:
        NotYours: when the actor doesn't manage engagements.
        WrongMoment: when nobody made the site alumni: the calendar did, or it is not alumni.
        Succeeded: when another engagement of the site was opened since.
        ReasonMissing: without a reason.
    """
    engagement, today = _lock("undo-alumni", alumni, by=by)
    engagement.alumni_from = alumni_before(engagement)
    record(engagement, Step.UNALUMNI, on=today, reason=require_reason(reason), by=by)
    return keep(engagement)


def _lock(step: str, ended: Engagement, *, by: Actor) -> tuple[Engagement, date]:
    """Lock an engagement whose step a person took and that no other one followed; return it with the site's day."""
    engagement = lock(ended.pk, by=by)
    today = clock.today(engagement.site.time_zone)
    require_state(step, engagement, today)
    if not EngagementStep.objects.of_engagement(engagement).can_undo(UNDONE[step]):
        raise WrongMoment
    answer = policies.has_no_successor(by, Standing(engagement, today))
    if isinstance(answer, str):
        raise Succeeded(answer)
    return engagement, today


def _keep(engagement: Engagement, step: Step, today: date, reason: str, *, by: Actor) -> Engagement:
    record(engagement, step, on=today, reason=require_reason(reason), by=by)
    keep(engagement)
    suspensions.announce(engagement, today)
    return engagement
