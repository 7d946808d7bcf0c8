"""The parts that all actions here share: lock, check the reason, record."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError

from engagements import policies
from engagements.enums import LIFECYCLE, MilestoneKind, Step
from engagements.errors import (
    AlreadyEngaged,
    NotYours,
    ReasonMissing,
    UnlikelyDate,
    WrongMoment,
)
from engagements.models import Engagement, EngagementStep
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.days import ONE_DAY
from foundation.tenancy.context import atomic_savepoint
from foundation.ui import dates
from foundation.workflow import locks

ONE_AT_A_TIME = (
    "engagements_of_a_site_never_overlap",
    "a_site_has_one_open_engagement",
    "a_site_starts_one_engagement_a_day",
)


def lock(pk: UUID, *, by: Actor) -> Engagement:
    """Lock the engagement for a change by an actor who manages it.

    Raises:
        NotYours: when the actor sees it but does not manage engagements there.
    """
    engagement = locks.hold(Engagement.objects.all(), pk, refusal=NotYours)
    if not policies.can_manage(by, engagement.site_id):
        raise NotYours
    return engagement


def require_state(step: str, engagement: Engagement, day: date) -> None:
    """Refuse a step that the table of transitions does not have for the state of that day.

    Raises:
        WrongMoment: when the step does not start from that state.
        UnlikelyDate: when it starts from today's state, so that only the day is wrong.
    """
    state = engagement.state_on(day)
    if LIFECYCLE.find(step, state):
        return
    if LIFECYCLE.find(step, engagement.state_on(clock.today(engagement.site.time_zone))) is None:
        raise WrongMoment
    on = dates.full_day(day)
    raise UnlikelyDate(
        f"On {on}, the engagement's status is {state.label}. Enter another date.", field="on"
    )


def require_reason(reason: str) -> str:
    """Return the reason without surrounding spaces; refuse an empty one."""
    if not reason.strip():
        raise ReasonMissing(field="reason")
    return reason.strip()


def keep(engagement: Engagement) -> Engagement:
    """Save with the next version; refuse a second engagement in the same period."""
    if not engagement._state.adding:  # noqa: SLF001 -- Django's documented way to know
        engagement.version += 1
    try:
        with atomic_savepoint:
            engagement.save()
    except IntegrityError as error:
        if any(name in str(error) for name in ONE_AT_A_TIME):
            raise _already_engaged(engagement) from error
        raise
    return engagement


def require_newest(engagement: Engagement, *, field: str) -> None:
    """Refuse a first day before that of another engagement of the site: pages and steps are of the newest one.

    Arguments:
        engagement: as it would be saved.
        field: the day's name in the form.

    Raises:
        UnlikelyDate: when another engagement of the site begins later.
    """
    later = Engagement.objects.begun_after(engagement).first()
    if later is not None:
        first = dates.full_day(later.starts_on)
        raise UnlikelyDate(
            f"The site's {later.cohort} has its first day on {first}. Enter a day after that.",
            field=field,
        )


def _already_engaged(engagement: Engagement) -> AlreadyEngaged:
    """Return the refusal with the engagement that is in the way, its days, and which day would be right."""
    other = Engagement.objects.in_the_way_of(engagement).first()
    if other is None:
        return AlreadyEngaged()
    last = other.withdrawn_on - ONE_DAY if other.withdrawn_on else other.ends_on
    if last < other.starts_on:
        return AlreadyEngaged(
            f"The {other.cohort} had the same first day and was withdrawn before it. Enter another first day."
        )
    if other.starts_on > engagement.starts_on:
        cure = f"Enter a last day before {dates.full_day(other.starts_on)}."
    elif other.graduated_on or other.withdrawn_on:
        cure = f"Enter a first day after {dates.full_day(last)}."
    else:
        cure = "Graduate or withdraw it before you open another."
    return AlreadyEngaged(
        "This site already has an engagement during those dates. "
        f"The {other.cohort} runs from {dates.full_day(other.starts_on)} through {dates.full_day(last)}. {cure}"
    )


def record(
    engagement: Engagement,
    step: Step,
    *,
    on: date,
    until: date | None = None,
    reason: str = "",
    milestone: MilestoneKind | str = "",
    by: Actor,
) -> EngagementStep:
    """Record who did the step, from which day, and why."""
    return EngagementStep.objects.create(
        site_id=engagement.site_id,
        engagement=engagement,
        step=step,
        milestone=milestone,
        on=on,
        until=until,
        reason=reason,
        made_by_id=by.user_id,
        made_at=clock.now(),
    )
