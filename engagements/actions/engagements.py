"""Open an engagement, start its onboarding, activate, extend, close, and withdraw it."""

from datetime import date, timedelta

from engagements import policies
from engagements.actions import announcements, milestones, suspensions
from engagements.actions.steps import (
    keep,
    lock,
    record,
    require_newest,
    require_reason,
    require_state,
)
from engagements.enums import Step, Track
from engagements.errors import NotYours, SeatsEmpty, SessionMissing, UnlikelyDate, WrongMoment
from engagements.models import Cohort, Engagement, TrackLength
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.months import last_day_of
from foundation.tenancy.context import atomic_savepoint
from foundation.ui import dates
from sites.models import Site

THEN = "Enter that day or a later one."


@atomic_savepoint
def open_new(
    *,
    site: Site,
    year: int,
    track: Track,
    announced_on: date | None = None,
    starts_on: date | None = None,
    by: Actor,
) -> Engagement:
    """Open a site's engagement with its milestones; it follows the site's earlier one, if there is any.

    Arguments:
        year: the year of the cohort.
        announced_on: the day it was announced, or will be: it is public from then on, in Washington's days.
        starts_on: the first day; by default the day of the announcement, else October 1 of the
            year, which is marked as assumed.

    Raises:
        NotYours: when the actor does not manage engagements.
        UnlikelyDate: when another engagement of the site begins later.
        AlreadyEngaged: when the site has an engagement in that period.
    """
    if not policies.can_manage(by, site.pk):
        raise NotYours
    first = starts_on or announced_on or date(year, 10, 1)
    length = TrackLength.objects.get(pk=track)
    last = last_day_of(first, length.months)
    cohort, _made = Cohort.objects.get_or_create(year=year, defaults={"name": f"{year} cohort"})
    proposed = Engagement(
        site=site,
        cohort=cohort,
        track=track,
        follows=Engagement.objects.to_follow(site.pk, first),
        announced_on=announced_on,
        starts_on=first,
        start_is_assumed=not (starts_on or announced_on),
        ends_on=last,
        closing_from=last - timedelta(days=length.closing_days),
        is_published=announcements.is_public(announced_on),
    )
    require_newest(proposed, field="starts_on")
    opened = keep(proposed)
    milestones.plan(opened)
    record(opened, Step.OPENED, on=first, by=by)
    announcements.schedule(opened)
    return opened


@atomic_savepoint
def begin_onboarding(
    proposed: Engagement, *, on: date, accepted_gap: str = "", by: Actor
) -> Engagement:
    """Start onboarding once the team is complete, or with a reason why it may be incomplete.

    Raises:
        SeatsEmpty: when required seats are vacant and no reason was given; it names them.
        WrongMoment: when onboarding has already started, or the day is before the engagement's
            start.
    """
    begun = lock(proposed.pk, by=by)
    require_state("begin-onboarding", begun, on)
    if on < begun.starts_on:
        raise WrongMoment
    _require_team(begun, accepted_gap)
    begun.onboarding_from = on
    record(begun, Step.ONBOARDED, on=on, reason=accepted_gap.strip(), by=by)
    return keep(begun)


@atomic_savepoint
def activate(onboarded: Engagement, *, on: date, accepted_gap: str = "", by: Actor) -> Engagement:
    """Activate an engagement once its listening session is recorded and its team is complete.

    Arguments:
        on: the first active day.
        accepted_gap: why required seats may be vacant, if some are.

    Raises:
        SeatsEmpty: when required seats are vacant and no reason was given; it names them.
        SessionMissing: when the listening session isn't recorded.
        UnlikelyDate: when the day is before the listening session.
        WrongMoment: when it isn't onboarding on that day.
    """
    engagement = lock(onboarded.pk, by=by)
    require_state("activate", engagement, on)
    heard = policies.listening_day(engagement)
    if heard is None:
        raise SessionMissing
    if on < heard:
        raise UnlikelyDate(
            f"The listening session was on {dates.full_day(heard)}. {THEN}", field="on"
        )
    _require_team(engagement, accepted_gap)
    engagement.active_from = on
    record(engagement, Step.ACTIVATED, on=on, reason=accepted_gap.strip(), by=by)
    return keep(engagement)


@atomic_savepoint
def extend(running: Engagement, *, until: date, reason: str, by: Actor) -> Engagement:
    """Move the last day later, and with it the closing phase and the milestones near the end.

    Raises:
        WrongMoment: when it was withdrawn, or a person has graduated it.
        UnlikelyDate: when the new last day is not later.
        AlreadyEngaged: when it would overlap the site's next engagement.
    """
    engagement = lock(running.pk, by=by)
    require_state("extend", engagement, engagement.ends_on)
    if until <= engagement.ends_on:
        now = dates.full_day(engagement.ends_on)
        raise UnlikelyDate(f"Enter a day after {now}, its last day now.", field="until")
    engagement.first_end = engagement.first_end or engagement.ends_on
    by_days = until - engagement.ends_on
    engagement.ends_on = until
    engagement.closing_from += by_days
    if engagement.graduated_on:
        engagement.graduated_on += by_days
    if engagement.alumni_from:
        engagement.alumni_from += by_days
    record(engagement, Step.EXTENDED, on=until, reason=require_reason(reason), by=by)
    keep(engagement)
    milestones.replan(engagement)
    return engagement


@atomic_savepoint
def close(active: Engagement, *, on: date, reason: str, by: Actor) -> Engagement:
    """Start the closing phase earlier than the calendar would.

    Raises:
        WrongMoment: when it isn't active on that day.
        ReasonMissing: without a reason.
    """
    engagement = lock(active.pk, by=by)
    require_state("close", engagement, on)
    engagement.closing_from = on
    record(engagement, Step.CLOSING, on=on, reason=require_reason(reason), by=by)
    return keep(engagement)


@atomic_savepoint
def withdraw(leaving: Engagement, *, on: date, reason: str, by: Actor) -> Engagement:
    """End an engagement without graduation.

    Raises:
        WrongMoment: when it is already over on that day.
    """
    engagement = lock(leaving.pk, by=by)
    require_state("withdraw", engagement, on)
    engagement.withdrawn_on = on
    record(engagement, Step.WITHDRAWN, on=on, reason=require_reason(reason), by=by)
    suspensions.announce(engagement, on)
    return keep(engagement)


def _require_team(engagement: Engagement, accepted_gap: str) -> None:
    """Refuse vacant required seats without a reason."""
    empty = policies.empty_required_seats(engagement.site, clock.now())
    if empty and not accepted_gap.strip():
        raise SeatsEmpty(f"{SeatsEmpty.message} Vacant: {', '.join(empty)}.")
