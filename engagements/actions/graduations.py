"""Graduate a site, and what comes after it: alumni, or an operations engagement."""

from datetime import date, timedelta

from engagements import policies
from engagements.actions import engagements
from engagements.actions.steps import keep, lock, record, require_state
from engagements.enums import Step, Track
from engagements.errors import PlanMissing, UnlikelyDate, WrongMoment
from engagements.models import Engagement, TrackLength
from foundation.accounts.actors import Actor
from foundation.tenancy.context import atomic_savepoint


@atomic_savepoint
def graduate(closing: Engagement, *, on: date, by: Actor) -> Engagement:
    """Graduate the site; a day before the planned end becomes the day after its last.

    Raises:
        WrongMoment: when it is not in its closing phase.
        PlanMissing: when the sustainability plan is not approved.
        UnlikelyDate: when the day is before the plan's approval.
    """
    engagement = lock(closing.pk, by=by)
    require_state("graduate", engagement, on)
    if on <= engagement.starts_on:
        raise WrongMoment
    approved = policies.plan_day(engagement)
    if approved is None:
        raise PlanMissing
    if on < approved:
        raise UnlikelyDate(field="on")
    length = TrackLength.objects.get(pk=engagement.track)
    _end_before(engagement, on)
    engagement.alumni_from = on + timedelta(days=length.alumni_after_days)
    record(engagement, Step.GRADUATED, on=on, by=by)
    return keep(engagement)


@atomic_savepoint
def become_alumni(graduated: Engagement, *, on: date, by: Actor) -> Engagement:
    """Make a graduated site alumni earlier than the calendar would.

    Raises:
        WrongMoment: when it hasn't graduated by that day, or is alumni already.
    """
    engagement = lock(graduated.pk, by=by)
    require_state("become-alumni", engagement, on)
    engagement.alumni_from = on
    record(engagement, Step.ALUMNI, on=on, by=by)
    return keep(engagement)


@atomic_savepoint
def start_operations(diagnostic: Engagement, *, on: date, by: Actor) -> Engagement:
    """End a diagnostic engagement and open the operations engagement it leads to; return the new one.

    Arguments:
        on: the first day of the operations engagement; the diagnostic one ends the day before.

    Raises:
        WrongMoment: when it isn't a diagnostic engagement, active or closing on that day.
    """
    engagement = lock(diagnostic.pk, by=by)
    require_state("start-operations", engagement, on)
    if engagement.track != Track.DIAGNOSTIC or on <= engagement.starts_on:
        raise WrongMoment
    _end_before(engagement, on)
    record(engagement, Step.LED_ON, on=on, by=by)
    keep(engagement)
    return engagements.open_new(
        site=engagement.site, year=on.year, track=Track.OPERATIONS, starts_on=on, by=by
    )


def _end_before(engagement: Engagement, day: date) -> None:
    """Let an engagement graduate on a day; a day before the planned end becomes the day after its last."""
    engagement.graduated_on = day
    engagement.ends_on = min(engagement.ends_on, day - timedelta(days=1))
    engagement.closing_from = min(engagement.closing_from, engagement.ends_on)
    if engagement.first_end and engagement.first_end >= engagement.ends_on:
        engagement.first_end = None
