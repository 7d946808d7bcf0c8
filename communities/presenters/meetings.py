"""Meetings and their rules in words: in Eastern time, and in the reader's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from communities.enums import Frequency
from communities.models import Community, Meeting, Series
from communities.models.meetings import MEETS
from communities.presenters.rsvps import Coming, RsvpLine
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.ui import dates
from foundation.ui.addresses import address
from foundation.ui.types import Link

ORDINALS = {1: "First", 2: "Second", 3: "Third", 4: "Fourth", -1: "Last"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EASTERN = ZoneInfo(OFFICIAL_ZONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """A meeting in a list."""

    href: str
    when: str
    yours: str
    note: str
    is_canceled: bool
    has_recording: bool
    is_attended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesLine:
    """A rule in words, with the days it holds for."""

    rule: str
    until: str
    replace_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a community meets: its rules, the next meeting, those after it, and the last ones.

    Attributes:
        following: the next meeting that takes place; None without one.
        rsvp: who comes to that meeting; None without one, and for people who don't belong to the community.
        agenda: the agenda of that meeting; "" without one.
        link: where to join it; "" while that isn't known.
        dates: the meetings ahead, the next one and canceled ones too.
    """

    rules: Sequence[SeriesLine]
    following: MeetingLine | None
    rsvp: RsvpLine | None
    agenda: str
    link: str
    dates: Sequence[MeetingLine]
    past: Sequence[MeetingLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPage:
    """Everything a meeting's page shows besides its own fields."""

    line: MeetingLine
    actions: Sequence[Link]
    was_held: bool


def lines_of(meetings: Iterable[Meeting], zone: str) -> list[MeetingLine]:
    """Show meetings; the arguments are those of ``line_of``."""
    return [line_of(each, zone) for each in meetings]


def line_of(meeting: Meeting, zone: str) -> MeetingLine:
    """Show one meeting.

    Arguments:
        meeting: one that is over says whether the reader came, where ``querysets.communities.behind_for`` read it.
        zone: the reader's time zone.
    """
    return MeetingLine(
        href=address("communities:meeting", meeting.pk),
        when=span_of(meeting.starts_at, meeting.ends_at),
        yours=own_time_of(meeting.starts_at, zone),
        note=_note_of(meeting),
        is_canceled=meeting.is_canceled,
        has_recording=bool(meeting.recording),
        is_attended=bool(getattr(meeting, "is_attended", False)),
    )


def schedule_of(
    community: Community,
    *,
    ahead: Sequence[Meeting],
    behind: Iterable[Meeting],
    series: Iterable[Series],
    zone: str,
    may_change: bool,
    coming: Coming | None = None,
) -> Schedule:
    """Show when a community meets.

    Arguments:
        coming: who said yes to the meetings ahead; None for people who don't belong to the community.
        ahead: its meetings that aren't over, in order of time.
        behind: its last meetings, the latest first.
        zone: the reader's time zone.
    """
    meets = community.status in MEETS
    following = next((each for each in ahead if meets and not each.is_canceled), None)
    return Schedule(
        rules=series_of(series, clock.today(OFFICIAL_ZONE), may_change=may_change),
        following=line_of(following, zone) if following else None,
        rsvp=coming.to(following) if following and coming else None,
        agenda=following.agenda if following else "",
        link=following.link if following else "",
        dates=lines_of(ahead, zone),
        past=lines_of(behind, zone),
    )


def page_of(meeting: Meeting, zone: str, *, may_change: bool, has_begun: bool) -> MeetingPage:
    """Show one meeting with what its reader may do with it."""
    links = []
    if may_change:
        key = [meeting.pk]
        links.append(Link("Change details", reverse("communities:describe-meeting", args=key)))
        if meeting.is_canceled or not has_begun:
            said = "Reschedule meeting" if meeting.is_canceled else "Move meeting"
            links.append(Link(said, reverse("communities:move-meeting", args=key)))
        if not meeting.is_canceled and not has_begun:
            links.append(Link("Cancel meeting", reverse("communities:cancel-meeting", args=key)))
            links.append(
                Link(
                    "Cancel this and all later meetings",
                    reverse("communities:end-series", args=key),
                )
            )
        if has_begun and not meeting.is_canceled:
            links.append(Link("Record attendance", reverse("communities:attendance", args=key)))
    return MeetingPage(
        line=line_of(meeting, zone),
        actions=links,
        was_held=has_begun and not meeting.is_canceled,
    )


def series_of(series: Iterable[Series], today: date, *, may_change: bool) -> list[SeriesLine]:
    """Show the rules that still give meetings, each with the way to another time of day."""
    return [
        SeriesLine(
            rule=rule_of(each),
            until=dates.full_day(each.last_day),
            replace_href=reverse("communities:replace-series", args=[each.pk])
            if may_change
            else "",
        )
        for each in series
        if each.last_day >= today
    ]


def rule_of(series: Series) -> str:
    """Return a rule in words, such as "Second Wednesday of every month, 3:00 pm Eastern"."""
    day, at = WEEKDAYS[series.weekday], dates.time_of_day(datetime.combine(date.min, series.at))
    if series.frequency == Frequency.WEEKLY:
        every = f"{series.interval} weeks" if series.interval > 1 else "week"
        return f"{day} of every {every}, {at} Eastern"
    every = f"{series.interval} months" if series.interval > 1 else "month"
    return f"{ORDINALS[series.week or 1]} {day} of every {every}, {at} Eastern"


def span_of(starts_at: datetime, ends_at: datetime) -> str:
    """Return a meeting's time, such as "Wed Dec 9, 2026, 3:00 pm to 4:00 pm Eastern"."""
    starts, ends = starts_at.astimezone(EASTERN), ends_at.astimezone(EASTERN)
    day, until = dates.full_week_day(starts.date()), dates.time_of_day(ends)
    if ends.date() != starts.date():
        until = f"{dates.full_week_day(ends.date())}, {until}"
    return f"{day}, {dates.time_of_day(starts)} to {until} Eastern"


def own_time_of(at: datetime, zone: str) -> str:
    """Return a moment in the reader's zone, with the day where it is another one; "" where it is Eastern time."""
    mine, eastern = at.astimezone(ZoneInfo(zone)), at.astimezone(EASTERN)
    if mine.utcoffset() == eastern.utcoffset():
        return ""
    day = "" if mine.date() == eastern.date() else f"{dates.full_week_day(mine.date())}, "
    return f"{day}{dates.time_of_day(mine)} your time"


def _note_of(meeting: Meeting) -> str:
    """Say what is not as scheduled, and why."""
    because = f" {meeting.reason}" if meeting.reason else ""
    if meeting.is_canceled:
        return f"Canceled.{because}"
    if meeting.is_moved:
        day = dates.full_week_day(meeting.slot.astimezone(EASTERN).date())
        return f"Moved from {day}.{because}"
    return ""
