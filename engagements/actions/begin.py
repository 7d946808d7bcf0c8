"""Open an engagement and start its onboarding."""

from datetime import date, timedelta

from engagements import policies
from engagements.actions import milestones
from engagements.actions.steps import keep, lock, record
from engagements.enums import State, Step, Track
from engagements.errors import NotYours, SeatsEmpty, WrongMoment
from engagements.models import Cohort, Engagement, TrackLength
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.months import last_day_of
from foundation.tenancy.context import atomic_savepoint
from sites.models import Site


@atomic_savepoint
def engagement(
    *,
    site: Site,
    year: int,
    track: Track,
    announced_on: date | None = None,
    starts_on: date | None = None,
    by: Actor,
) -> Engagement:
    """Open a site's engagement with its milestones.

    Arguments:
        year: the year of the cohort.
        announced_on: the day it was announced, which makes it public.
        starts_on: the first day; by default the day of the announcement, else October 1 of the
            year, which is marked as assumed.

    Raises:
        NotYours: when the actor does not manage engagements.
        AlreadyEngaged: when the site has an engagement in that period.
    """
    if not policies.can_manage(by, site.pk):
        raise NotYours
    first = starts_on or announced_on or date(year, 10, 1)
    length = TrackLength.objects.get(pk=track)
    last = last_day_of(first, length.months)
    cohort, _made = Cohort.objects.get_or_create(year=year, defaults={"name": f"{year} cohort"})
    opened = keep(
        Engagement(
            site=site,
            cohort=cohort,
            track=track,
            announced_on=announced_on,
            starts_on=first,
            start_is_assumed=not (starts_on or announced_on),
            ends_on=last,
            closing_from=last - timedelta(days=length.closing_days),
            is_published=announced_on is not None,
        )
    )
    milestones.plan(opened)
    record(opened, Step.OPENED, on=first, by=by)
    return opened


@atomic_savepoint
def onboarding(proposed: Engagement, *, on: date, accepted_gap: str = "", by: Actor) -> Engagement:
    """Start onboarding once the team is complete, or with a reason why it may be incomplete.

    Raises:
        SeatsEmpty: when required seats are vacant and no reason was given; it names them.
        WrongMoment: when onboarding has already started, or the day is before the engagement's
            start.
    """
    begun = lock(proposed.pk, by=by)
    if begun.state_on(on) != State.PROPOSED or on < begun.starts_on:
        raise WrongMoment
    empty = policies.empty_required_seats(begun.site, clock.now())
    if empty and not accepted_gap.strip():
        raise SeatsEmpty(f"{SeatsEmpty.message} Vacant: {', '.join(empty)}.")
    begun.onboarding_from = on
    record(begun, Step.ONBOARDED, on=on, reason=accepted_gap.strip(), by=by)
    return keep(begun)
