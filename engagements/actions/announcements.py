"""Announce an engagement, and publish it from the day of its announcement on."""

from datetime import date, timedelta

from engagements import policies
from engagements.actions import milestones
from engagements.actions.steps import keep, lock, record, require_newest, require_state
from engagements.enums import Step
from engagements.errors import AnnouncedBefore
from engagements.models import Engagement, TrackLength
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE, start_of
from foundation.calendars.months import last_day_of
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint


@atomic_savepoint
def announce(opened: Engagement, *, on: date, by: Actor) -> Engagement:
    """Give an engagement the day of its announcement, or another one while that is still to come.

    Its first day follows if it was only assumed, or was the day of the announcement, and onboarding hasn't started;
    otherwise it stays, and isn't called assumed anymore.

    Arguments:
        on: the day it was announced, or will be: it is public from then on, in Washington's days.

    Raises:
        NotYours: when the actor doesn't manage engagements.
        WrongMoment: when it is over.
        AnnouncedBefore: when it is public already.
        UnlikelyDate: when it would begin before another engagement of the site.
        AlreadyEngaged: when its new dates would overlap another engagement of the site.
    """
    engagement = lock(opened.pk, by=by)
    require_state("announce", engagement, clock.today(engagement.site.time_zone))
    if engagement.is_published:
        raise AnnouncedBefore
    is_moved = policies.start_follows(engagement)
    engagement.announced_on, engagement.start_is_assumed = on, False
    if is_moved:
        _begin_on(engagement, on)
        require_newest(engagement, field="on")
    record(engagement, Step.ANNOUNCED, on=on, by=by)
    engagement.is_published = is_public(on)
    schedule(keep(engagement))
    if is_moved:
        milestones.move(engagement)
    return engagement


@atomic_savepoint
def publish(announced: Engagement, *, by: Actor) -> Engagement:
    """Publish an engagement on the day of its announcement, unless it was withdrawn or that day was moved by then."""
    engagement = lock(announced.pk, by=by)
    if engagement.withdrawn_on or not is_public(engagement.announced_on):
        return engagement
    engagement.is_published = True
    return keep(engagement)


def is_public(day: date | None) -> bool:
    """Return whether the day of an announcement has come, in Washington."""
    return day is not None and day <= clock.today(OFFICIAL_ZONE)


def schedule(engagement: Engagement) -> None:
    """Have an engagement published on the day of its announcement, if that is still to come."""
    day = engagement.announced_on
    if day and not engagement.is_published:
        emit(
            "engagements.announcement",
            key=f"announcement:{engagement.pk}:{day}",
            payload={"engagement": str(engagement.pk)},
            due=start_of(day, OFFICIAL_ZONE),
        )


def _begin_on(engagement: Engagement, day: date) -> None:
    """Move the first day, and with it the last one and the closing phase."""
    length = TrackLength.objects.get(pk=engagement.track)
    engagement.starts_on = day
    engagement.ends_on = last_day_of(day, length.months)
    engagement.closing_from = engagement.ends_on - timedelta(days=length.closing_days)
