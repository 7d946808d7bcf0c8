"""Approve the sustainability plan and graduate."""

from datetime import date, timedelta

from engagements import policies
from engagements.actions.steps import keep, lock, record
from engagements.enums import Step
from engagements.errors import PlanMissing, WrongMoment
from engagements.models import Engagement, TrackLength
from foundation.accounts.actors import Actor
from foundation.tenancy.context import atomic_savepoint


@atomic_savepoint
def plan(closing: Engagement, *, on: date, by: Actor) -> Engagement:
    """Approve the sustainability plan, which graduation requires.

    Raises:
        WrongMoment: when it is already approved, or the engagement is over.
    """
    engagement = lock(closing.pk, by=by)
    if not engagement.is_open_on(on) or engagement.plan_approved_on:
        raise WrongMoment
    engagement.plan_approved_on = on
    record(engagement, Step.PLAN_APPROVED, on=on, by=by)
    return keep(engagement)


@atomic_savepoint
def graduate(closing: Engagement, *, on: date, by: Actor) -> Engagement:
    """Graduate the site; a day before the planned end becomes the day after its last.

    Raises:
        WrongMoment: when it is not in its closing phase.
        PlanMissing: when the sustainability plan is not approved.
    """
    engagement = lock(closing.pk, by=by)
    if not policies.may_graduate(engagement, on) or on <= engagement.starts_on:
        raise WrongMoment
    if engagement.plan_approved_on is None:
        raise PlanMissing
    length = TrackLength.objects.get(pk=engagement.track)
    engagement.graduated_on = on
    engagement.alumni_from = on + timedelta(days=length.alumni_after_days)
    engagement.ends_on = min(engagement.ends_on, on - timedelta(days=1))
    engagement.closing_from = min(engagement.closing_from, engagement.ends_on)
    if engagement.first_end and engagement.first_end >= engagement.ends_on:
        engagement.first_end = None
    record(engagement, Step.GRADUATED, on=on, by=by)
    return keep(engagement)
