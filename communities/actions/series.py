"""Schedule meetings that repeat, and replace or cancel the later ones from a day on."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import F

from communities.actions.meetings import hold
from communities.actions.steps import lock, record
from communities.enums import Frequency, MeetingState, StepKind
from communities.errors import (
    AlreadyScheduled,
    MeetingCanceled,
    MeetingOver,
    NoMeetings,
    PastTime,
    SeriesReplaced,
    TooManyMeetings,
    UnlikelyDays,
)
from communities.models import Community, Meeting, Series
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE, first_day, start_of
from foundation.calendars.holidays import closed_days
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from foundation.ui import dates

# Ten years of a monthly series.
MAX_MEETINGS = 120
PAST = "Enter a day from today on."
BEGUN = "The first meeting would be in the past. Enter a later time, or a later first day."
# What a meeting is about, and where to join it.
Details = tuple[str, str]


@atomic_savepoint
def schedule(
    community: Community,
    *,
    frequency: Frequency,
    week: int | None,
    weekday: int,
    at: time,
    minutes: int,
    starts_on: date,
    ends_on: date,
    interval: int = 1,
    link: str = "",
    by: Actor,
) -> Series:
    """Schedule meetings by a rule; one on a federal holiday is canceled from the start, and can be moved.

    Arguments:
        week: which of its weekdays in a month, -1 for the last; None for a weekly rule.
        weekday: 0 for Monday.
        at: the time of day in Eastern time.
        minutes: how long a meeting is.
        starts_on: the first day on which a meeting can be, in Eastern time.
        ends_on: the last one.
        interval: every so many months or weeks.
        link: where to join every meeting.

    Raises:
        FacilitatorsOnly: when the actor does not facilitate the community.
        Retired: when it is retired.
        UnlikelyDays: when the first day is past, or the last day before it.
        NoMeetings: when the rule gives no day in the period.
        PastTime: when the first meeting would be earlier today.
        TooManyMeetings: when it gives more than ``MAX_MEETINGS``.
        AlreadyScheduled: when the community has a meeting by a rule at one of its times.
    """
    held = lock(community, by=by)
    if starts_on < clock.today(OFFICIAL_ZONE):
        raise UnlikelyDays(PAST, field="starts_on")
    series = Series(
        community=held,
        frequency=frequency,
        interval=interval,
        week=week,
        weekday=weekday,
        at=at,
        minutes=minutes,
        first_day=starts_on,
        last_day=ends_on,
        made_by_id=by.user_id,
        made_at=clock.now(),
    )
    _make_meetings(series, link=link)
    record(held, StepKind.SCHEDULED, by=by)
    return series


@atomic_savepoint
def replace(series: Series, *, from_day: date, at: time, minutes: int, by: Actor) -> Series:
    """End a series the day before one, and begin one with the same rule at another time of day.

    Meetings to come whose day by the rule is that one or later are replaced, moved ones among them; the new ones keep
    the agenda and the link of their day. Meetings that have begun stay, and their days get no second meeting.

    Arguments:
        from_day: the first day of the new time, in Eastern time.
        at: the new time of day in Eastern time.
        minutes: how long a meeting is from then on.

    Raises:
        SeriesReplaced: when another series has replaced it.
        UnlikelyDays: when the day is past, before its first day, or after its last one.
        NoMeetings: when no meeting is left from that day on.
        PastTime: when the first meeting would be earlier today.
        AlreadyScheduled: when the community has a meeting of another rule at one of the times.
    """
    held = lock(series.community, by=by)
    before = Series.objects.get(pk=series.pk)  # the community is locked
    if Series.objects.filter(replaces=before).exists():
        raise SeriesReplaced
    if from_day < clock.today(OFFICIAL_ZONE) or not (
        before.first_day <= from_day <= before.last_day
    ):
        raise UnlikelyDays("Enter a later day on which these meetings go on.", field="from_day")
    later = Meeting.objects.filter(series=before).from_slot(start_of(from_day, OFFICIAL_ZONE))
    ahead = later.not_begun(clock.now())
    known = {_day_of(row.slot): (row.agenda, row.link) for row in ahead.order_by("slot")}
    ahead.delete()
    after = Series(
        community=held,
        frequency=before.frequency,
        interval=before.interval,
        week=before.week,
        weekday=before.weekday,
        at=at,
        minutes=minutes,
        first_day=from_day,
        last_day=before.last_day,
        replaces=before,
        made_by_id=by.user_id,
        made_at=clock.now(),
    )
    before.last_day = max(before.first_day, from_day - timedelta(days=1))
    before.save()
    _make_meetings(
        after,
        link=next((link for _agenda, link in known.values()), ""),
        known=known,
        left_out={_day_of(row.slot) for row in later.all()},
    )
    record(held, StepKind.RESCHEDULED, by=by)
    emit(
        "communities.tell_rescheduled",
        key=f"communities.rescheduled:{after.pk}",
        payload={"community": str(held.pk), "series": str(after.pk), "by": by.user_id or 0},
    )
    return after


@atomic_savepoint
def end(meeting: Meeting, *, reason: str, version: int | str | None, by: Actor) -> Series:
    """Cancel a meeting and all that follow by its rule or the one that replaced it, with one notice a person; each can be scheduled again.

    Arguments:
        meeting: the first that is canceled.
        reason: why, for everyone who signs in.
        version: that of the meeting, as it was sent.

    Raises:
        FacilitatorsOnly: when the actor does not facilitate the community.
        Retired: when it is retired.
        MeetingOver: when the meeting has begun.
        MeetingCanceled: when it is canceled already.
        StaleEdit: when someone changed it since.
    """
    held, now = hold(meeting, version=version, by=by), clock.now()
    if held.is_canceled:
        raise MeetingCanceled
    if held.starts_at <= now:
        raise MeetingOver
    rules, day = _rules_from(held.series_id), _day_of(held.slot)
    following = Meeting.objects.filter(series__in=rules).from_slot(held.slot)
    following.not_begun(now).planned().update(
        status=MeetingState.CANCELED,
        reason=reason.strip(),
        changed_at=now,
        version=F("version") + 1,
    )
    for rule in rules:
        rule.last_day = max(rule.first_day, min(rule.last_day, day - timedelta(days=1)))
        rule.save()
    record(held.community, StepKind.ENDED, about=dates.full_week_day(day), reason=reason, by=by)
    emit(
        "communities.tell_ended",
        key=f"communities.ended:{held.pk}:{held.version}",
        payload={
            "meeting": str(held.pk),
            "starts_at": held.starts_at.isoformat(),
            "version": held.version,
            "by": by.user_id or 0,
        },
    )
    return rules[0]


def _rules_from(pk: UUID) -> list[Series]:
    """Return a series and those that replaced it one after another, of a locked community."""
    found = [Series.objects.get(pk=pk)]
    while after := Series.objects.filter(replaces=found[-1]).first():
        found.append(after)
    return found


def _day_of(slot: datetime) -> date:
    return first_day(slot, OFFICIAL_ZONE)


def _make_meetings(
    series: Series,
    *,
    link: str,
    known: Mapping[date, Details] | None = None,
    left_out: Collection[date] = (),
) -> None:
    """Save a series with its meetings.

    Arguments:
        link: where to join the meetings of days that aren't known.
        known: agenda and link by day, in Eastern time.
        left_out: the days on which a meeting was held already.
    """
    if series.last_day < series.first_day:
        raise UnlikelyDays(field="ends_on")
    slots = [each for each in series.slots(most=MAX_MEETINGS + 1) if _day_of(each) not in left_out]
    if not slots:
        raise NoMeetings(field="ends_on")
    if slots[0] <= clock.now():
        raise PastTime(BEGUN, field="at")
    if len(slots) > MAX_MEETINGS:
        raise TooManyMeetings(field="ends_on")
    if Meeting.objects.of_community(series.community_id).at_slots(slots).planned().exists():
        raise AlreadyScheduled(field="at")
    series.save(force_insert=True)
    closed, now = closed_days(), clock.now()
    length = timedelta(minutes=series.minutes)
    for slot in slots:
        holiday = closed.get(_day_of(slot))
        agenda, joined_at = (known or {}).get(_day_of(slot), ("", link))
        Meeting.objects.create(
            community=series.community,
            series=series,
            slot=slot,
            starts_at=slot,
            ends_at=slot + length,
            agenda=agenda,
            link=joined_at,
            status=MeetingState.CANCELED if holiday else MeetingState.PLANNED,
            reason=f"Federal offices are closed: {holiday}." if holiday else "",
            changed_at=now,
        )
