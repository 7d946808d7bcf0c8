"""Suspend an engagement and resume it; other rooms pause their clocks."""

from datetime import date

from engagements.actions.steps import keep, lock, record, require_reason, require_state
from engagements.enums import Step
from engagements.errors import UnlikelyDate, WrongMoment
from engagements.models import Engagement
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.days import ONE_DAY, start_of
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint


@atomic_savepoint
def suspend(
    running: Engagement, *, on: date, until: date | None = None, reason: str, by: Actor
) -> Engagement:
    """Pause the engagement's clocks from a day on; a suspension that was planned takes the new days.

    Arguments:
        on: the first day of the suspension.
        until: its last day, if known.

    Raises:
        WrongMoment: when it is not running on that day, or is suspended today: new days would end that unseen.
        UnlikelyDate: when the last day is before the first.
    """
    engagement = lock(running.pk, by=by)
    today = clock.today(engagement.site.time_zone)
    if engagement.is_suspended_on(today):
        raise WrongMoment
    if engagement.is_suspension_planned(today):
        engagement.suspended_from = engagement.suspended_until = None
    require_state("suspend", engagement, on)
    if until and until < on:
        raise UnlikelyDate("Enter the first day of the suspension or a later one.", field="until")
    engagement.suspended_from, engagement.suspended_until = on, until
    record(engagement, Step.SUSPENDED, on=on, until=until, reason=require_reason(reason), by=by)
    announce(engagement, on, *([until + ONE_DAY] if until else []))
    return keep(engagement)


@atomic_savepoint
def resume(suspended: Engagement, *, on: date, by: Actor) -> Engagement:
    """Resume an engagement's clocks from a day on, or cancel a suspension that is still to come.

    Raises:
        WrongMoment: when the engagement is not suspended on that day, and no suspension is planned.
    """
    engagement = lock(suspended.pk, by=by)
    first = engagement.suspended_from
    is_planned = engagement.is_suspension_planned(clock.today(engagement.site.time_zone))
    if not is_planned:
        require_state("resume", engagement, on)
    if first is None:
        raise WrongMoment
    if is_planned or on == first:
        engagement.suspended_from = engagement.suspended_until = None
    else:
        engagement.suspended_until = on - ONE_DAY
    record(engagement, Step.RESUMED, on=on, by=by)
    announce(engagement, on)
    return keep(engagement)


def announce(engagement: Engagement, *days: date) -> None:
    """Queue a message for each day's start, so that other apps pause or resume their clocks."""
    now = clock.now()
    for day in days:
        emit(
            "engagements.suspension",
            key=f"suspension:{engagement.pk}:{day}:{now.isoformat()}",
            payload={"site": engagement.site_id},
            due=max(now, start_of(day, engagement.site.time_zone)),
        )
