"""A clock's escalation steps: the instants when half its time is used, when it is at risk, due, and late.

They count business time at the site. Nothing here reads or writes the database.
"""

from datetime import datetime, timedelta

from foundation.calendars.business_time import Allowance, BusinessCalendar
from tta_requests.models import Clock, ClockStandard

# The escalation steps (PRODUCT section 6.7): half, at risk, due, and business days after it.
HALF_FRACTION, WARN_FRACTION = 0.5, 0.8
DAYS_AFTER = (1, 3)
SECOND = timedelta(seconds=1)
# How far counting a time back and forth may be off; and by how much it ends before the end of a day, which is no next day.
NEAR, MARGIN = timedelta(microseconds=50), timedelta(milliseconds=1)
# The fields that hold a clock's instants.
RUNGS = ("warn_at", "due_at", "rungs", "fires_at")


def allowance(standard: ClockStandard | Clock) -> Allowance:
    """Return the time that a standard gives, or that a clock was started with, as business hours or days."""
    if standard.unit == "hours":
        return Allowance(hours=standard.amount)
    return Allowance(days=standard.amount)


def spread(clock: Clock, calendar: BusinessCalendar, due: datetime) -> None:
    """Set the clock's half and at-risk instants as fractions of the time until it is due."""
    half, warn = (
        min(max(clock.starts_at, calendar.instant_at(clock.starts_at, due, fraction)), due)
        for fraction in (HALF_FRACTION, WARN_FRACTION)
    )
    set_rungs(clock, calendar, half=half, warn=warn, due=due)


def go_on(clock: Clock, calendar: BusinessCalendar, *, since: datetime, at: datetime) -> None:
    """Move the future instants of a paused clock so that each keeps the business time it had left.

    Steps that were reached before stay where they were; the due time of a late clock is one of them.

    Arguments:
        since: the instant of the pause.
        at: the instant from which it runs again.
    """
    was_late = since >= clock.due_at
    half, warn, due, *after = (
        calendar.resumed(instant, paused=since, at=at) for instant in clock.rungs
    )
    set_rungs(clock, calendar, half=min(half, due), warn=min(warn, due), due=due)
    if was_late:
        clock.rungs = [half, warn, due, *after]


def set_rungs(
    clock: Clock, calendar: BusinessCalendar, *, half: datetime, warn: datetime, due: datetime
) -> None:
    """Set the instants of a clock's escalation steps, including the business days after it is due."""
    clock.warn_at, clock.due_at = warn, due
    clock.rungs = [half, warn, due, *(calendar.add_days(due, days) for days in DAYS_AFTER)]


def rescale(made: Clock, old: Clock, calendar: BusinessCalendar, since: datetime) -> None:
    """Set a clock's future instants so that the shares of time left are those of the clock it replaces.

    The share left is measured against a whole standard, because the time from start to due date can include
    pauses and, after a change of urgency, time of another standard.

    Arguments:
        made: the new clock, with its own standard, and the start of the old one.
        since: the instant from which its time is counted: now, or the start of an open pause.
    """
    before, after = (
        calendar.elapsed(old.starts_at, calendar.add(old.starts_at, allowance(clock)))
        for clock in (old, made)
    )
    share_left = min(calendar.elapsed(since, old.due_at) / before, 1.0)

    def reached(fraction: float, instant: datetime) -> datetime:
        ahead = after * (share_left - (1 - fraction))
        return _ahead(calendar, since, ahead) if ahead > timedelta() else min(instant, since)

    # Clocks that ran before there were escalation steps have none.
    first = old.rungs[0] if old.rungs else old.starts_at
    half, warn = reached(HALF_FRACTION, first), reached(WARN_FRACTION, old.warn_at)
    set_rungs(made, calendar, half=half, warn=warn, due=_ahead(calendar, since, after * share_left))


def _ahead(calendar: BusinessCalendar, since: datetime, left: timedelta) -> datetime:
    """Return when a business time has passed: what is all but a whole second is one, so that 17:00 stays 17:00.

    The rest of a second is kept: back at a longer standard, it would be many seconds.
    """
    instant = calendar.add_hours(since, max(left - MARGIN, timedelta())) + MARGIN
    whole = (instant + SECOND / 2).replace(microsecond=0)
    return whole if abs(instant - whole) < NEAR else instant


def shifted(
    instant: datetime,
    *,
    since: datetime,
    now: datetime,
    old: BusinessCalendar,
    new: BusinessCalendar,
) -> datetime:
    """Return a future instant moved to keep its remaining business time, plus time a newly closed day returns.

    Arguments:
        since: when it was last counted, by ``old``.
        now: the instant up to which time counts as used.
        old, new: the site's business time before and after a change.
    """
    since = min(since, now)
    lost = old.elapsed(since, now) - new.elapsed(since, now)
    left = old.elapsed(now, instant) + max(lost, timedelta())
    return new.add_hours(now, left)


def next_firing(clock: Clock) -> datetime | None:
    """Return the instant of the clock's next escalation step; None after the last step."""
    instant: datetime | None = clock.rungs[clock.rung] if clock.rung < len(clock.rungs) else None
    return instant
