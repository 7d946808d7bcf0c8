"""A request's clocks as the pages show them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from foundation.calendars.business_time import DAY, Allowance, BusinessCalendar, closing
from foundation.calendars.holidays import calendar_for
from foundation.ui import dates, wording
from foundation.ui.ruler import ruler
from foundation.ui.types import ClockStage, ClockState, ClockView
from tta_requests import enums
from tta_requests.models import Clock

MINUTE = timedelta(minutes=1)
STARTED_BY = {
    enums.ClockKind.ACKNOWLEDGE: "Submitted",
    enums.ClockKind.TRIAGE: "Submitted",
    enums.ClockKind.ACCEPT: "Offered",
    enums.ClockKind.SCOPE: "Accepted",
    enums.ClockKind.CONTACT: "Accepted",
}
# What starts the clock of a stage that has not begun.
COUNTED_FROM = {
    enums.ClockKind.ACKNOWLEDGE: "Counted from submission",
    enums.ClockKind.TRIAGE: "Counted from submission",
    enums.ClockKind.ACCEPT: "Counted from the first offer",
    enums.ClockKind.SCOPE: "Counted from acceptance",
    enums.ClockKind.CONTACT: "Counted from acceptance",
}
WAITS_FOR = {
    enums.Status.NEEDS_INFORMATION: enums.PauseReason.NEEDS_INFORMATION,
    enums.Status.ON_HOLD: enums.PauseReason.ON_HOLD,
}


def state_of(warn_at: datetime, due_at: datetime, now: datetime) -> ClockState:
    """Return the state of a running clock."""
    if now >= due_at:
        return ClockState.PAST_DUE
    return ClockState.AT_RISK if now >= warn_at else ClockState.ON_TIME


def left(calendar: BusinessCalendar, due_at: datetime, now: datetime, *, short: bool) -> str:
    """Return the time left or over: "1 day 4 h left", "3 h 20 min over"; ``short`` leaves out minutes."""
    span = calendar.remaining(due_at, now)
    minutes = abs(span) // MINUTE
    if short and abs(span) >= DAY:
        minutes -= minutes % 60
    if now >= due_at:
        return f"{dates.business_duration(minutes)} over" if minutes else "Just past due"
    return f"{dates.business_duration(minutes)} left"


def compact(
    *,
    site_zone: str,
    warn_at: datetime | None,
    due_at: datetime | None,
    now: datetime,
    tz: str,
    stage: str = "",
    by_date: bool = False,
) -> ClockView | None:
    """Show a running clock in a table: business time left (calendar days if ``by_date``), and the due time in the reader's zone."""
    if warn_at is None or due_at is None:
        return None
    state = state_of(warn_at, due_at, now)
    local, today = due_at.astimezone(ZoneInfo(tz)), now.astimezone(ZoneInfo(tz)).date()
    days = (local.date() - today).days if by_date else 0
    time = dates.time_of_day(local)
    day = "" if local.date() == today else f"{dates.day(local.date(), today=today)}, "
    return ClockView(
        state=state,
        figure=dates.days_left(days) or left(calendar_for(site_zone), due_at, now, short=True),
        due=f"{'was due' if state == ClockState.PAST_DUE else 'due'} {day}{time}",
        stage=stage,
    )


def running(clock: Clock, *, now: datetime, tz: str) -> ClockView | None:
    """Show a running clock, loaded with its request's site, in a table."""
    return compact(
        site_zone=clock.request.site.time_zone,
        warn_at=clock.warn_at,
        due_at=clock.due_at,
        now=now,
        tz=tz,
        stage=clock.get_kind_display(),
    )


def paused(status: str, since: datetime | None, now: datetime) -> ClockView | None:
    """Show a paused request in a table: since when its state is that, and what it waits for."""
    why = WAITS_FOR.get(enums.Status(status))
    if why is None or since is None:
        return None
    days = (now - since).days
    told = wording.counted(days, "day") if days else "today"
    return ClockView(
        state=ClockState.PAUSED, figure=f"Paused {told}", due=f"waiting for {why.label}"
    )


def leading(clocks: Iterable[Clock]) -> Clock | None:
    """Return the clock to show: the running one due first, else a paused one, else the last one met."""
    rows = list(clocks)
    for state in (enums.ClockState.RUNNING, enums.ClockState.PAUSED):
        found = [row for row in rows if row.state == state]
        if found:
            return min(found, key=lambda row: row.due_at)
    met = [row for row in rows if row.state == enums.ClockState.MET and row.stopped_at]
    return max(met, key=lambda row: row.stopped_at or row.due_at, default=None)


def clock_panel(
    clocks: Sequence[Clock], *, site_zone: str, now: datetime, tz: str
) -> ClockView | None:
    """Return the clock panel of a request's page; None before any clock starts."""
    clock = leading(clocks)
    if clock is None:
        return None
    calendar = calendar_for(site_zone)
    stages = tuple(_stages(clocks, clock, calendar, now))
    if clock.state == enums.ClockState.PAUSED:
        return _paused(clock, calendar, stages, now)
    if not clock.is_running:
        return _met(clock, calendar, stages)
    days, marks = ruler(
        start=clock.starts_at,
        due=clock.due_at,
        now=now,
        tz=calendar.tz,
        closed=calendar.closed,
        start_label=STARTED_BY[enums.ClockKind(clock.kind)],
    )
    state = state_of(clock.warn_at, clock.due_at, now)
    until = _runs_until(calendar, now)
    figure = left(calendar, clock.due_at, now, short=False)
    return ClockView(
        state=state,
        figure=figure,
        big=figure.removesuffix(" left"),
        stage=clock.get_kind_display(),
        due_full=f"{'Was due' if now >= clock.due_at else 'Due'} {_full(clock.due_at, calendar)}",
        your_time=_your_time(clock.due_at, calendar, tz),
        rule=rule(clock, calendar),
        as_of=calendar.local(now),
        minutes_left=calendar.remaining(clock.due_at, now) // MINUTE if until else None,
        runs_until=until,
        days=days,
        marks=marks,
        stages=stages,
    )


def rule(clock: Clock, calendar: BusinessCalendar) -> str:
    """Explain how the time was counted: "2 business days; Thanksgiving, Thu Nov 26, skipped".

    After a pause or a change of urgency, the standard no longer leads from the start to the due date, so the
    text says only: "Started Tue Nov 10; due date adjusted since".
    """
    given = Allowance(hours=clock.amount) if clock.unit == "hours" else Allowance(days=clock.amount)
    if calendar.add(clock.starts_at, given) == clock.due_at:
        counted = str(given)
    else:
        started = dates.day(calendar.local(clock.starts_at).date())
        counted = f"Started {started}; due date adjusted since"
    return "; ".join([counted, *_skipped(calendar, clock.starts_at, clock.due_at)])


def rule_of(clock: Clock) -> str:
    """Explain the same for a clock that was loaded with its request's site."""
    return rule(clock, calendar_for(clock.request.site.time_zone))


def answer_by(due_at: datetime, starts_at: datetime, site_zone: str, now: datetime, tz: str) -> str:
    """Return the line below "Answer by …": the reader's time, the time left, and skipped holidays."""
    calendar = calendar_for(site_zone)
    yours = _your_time(due_at, calendar, tz)
    parts = [left(calendar, due_at, now, short=False), *_skipped(calendar, starts_at, due_at)]
    return " · ".join(filter(None, [yours, "; ".join(parts)]))


def _skipped(calendar: BusinessCalendar, start: datetime, due: datetime) -> list[str]:
    return [f"{name}, {dates.day(day)}, skipped" for day, name in calendar.skipped(start, due)]


def _full(moment: datetime, calendar: BusinessCalendar) -> str:
    return dates.when(moment, calendar.tz)


def _your_time(moment: datetime, calendar: BusinessCalendar, tz: str) -> str:
    site, mine = calendar.local(moment), moment.astimezone(ZoneInfo(tz))
    if site.utcoffset() == mine.utcoffset():
        return ""
    day = "" if site.date() == mine.date() else f"{dates.day(mine.date())}, "
    return f"{day}{dates.time_of_day(mine)} your time"


def _runs_until(calendar: BusinessCalendar, now: datetime) -> datetime | None:
    """Return when business time ends today; None outside business time."""
    if calendar.counted_from(now) != now:
        return None
    return closing(calendar.local(now).date(), calendar.tz)


def _met(clock: Clock, calendar: BusinessCalendar, stages: tuple[ClockStage, ...]) -> ClockView:
    stopped = clock.stopped_at or clock.due_at
    return ClockView(
        state=ClockState.MET,
        figure=f"Met {_full(stopped, calendar)}",
        stage=clock.get_kind_display(),
        due_full=_early(calendar, clock.due_at, stopped).capitalize(),
        rule=f"Was due {_full(clock.due_at, calendar)}",
        stages=stages,
    )


def _paused(
    clock: Clock, calendar: BusinessCalendar, stages: tuple[ClockStage, ...], now: datetime
) -> ClockView:
    """Show a paused clock: the time left, but no due time, because that is known only once it resumes."""
    since = clock.paused_at or now
    days = (now - since).days
    return ClockView(
        state=ClockState.PAUSED,
        figure=f"Paused {f'{days} days' if days > 1 else f'since {_short(since, calendar)}'}",
        stage=clock.get_kind_display(),
        due_full=left(calendar, clock.due_at, since, short=False).capitalize(),
        rule="The clock continues with that time when the request resumes",
        stages=stages,
    )


def _stages(
    clocks: Sequence[Clock], current: Clock, calendar: BusinessCalendar, now: datetime
) -> Iterable[ClockStage]:
    newest = {row.kind: row for row in clocks}
    for kind in enums.ClockKind:
        yield _stage(kind, newest.get(kind), current, calendar, now)


def _stage(
    kind: enums.ClockKind,
    clock: Clock | None,
    current: Clock,
    calendar: BusinessCalendar,
    now: datetime,
) -> ClockStage:
    name = str(kind.label)
    if clock is None:
        return ClockStage(
            name=name,
            state=ClockState.NOT_STARTED,
            line="Not started",
            note=COUNTED_FROM[kind],
        )
    if clock.state == enums.ClockState.PAUSED:
        return ClockStage(
            name=name,
            state=ClockState.PAUSED,
            line=f"Paused {_short(clock.paused_at or now, calendar)}",
            note=left(calendar, clock.due_at, clock.paused_at or now, short=False),
            current=clock is current,
        )
    if clock.is_running:
        return ClockStage(
            name=name,
            state=state_of(clock.warn_at, clock.due_at, now),
            line=f"{'Was due' if now >= clock.due_at else 'Due'} {_short(clock.due_at, calendar)}",
            note=left(calendar, clock.due_at, now, short=False),
            current=clock is current,
        )
    stopped = clock.stopped_at or now
    if clock.state != enums.ClockState.MET:
        return ClockStage(
            name=name,
            state=ClockState.NOT_STARTED,
            line=f"Ended {_short(stopped, calendar)}",
            note="No longer needed",
        )
    return ClockStage(
        name=name,
        state=ClockState.MET,
        line=f"Met: {_short(stopped, calendar)}",
        note=_early(calendar, clock.due_at, stopped),
        current=clock is current,
    )


def _short(moment: datetime, calendar: BusinessCalendar) -> str:
    return dates.when(moment, calendar.tz, zone=False)


def _early(calendar: BusinessCalendar, due: datetime, stopped: datetime) -> str:
    span = calendar.remaining(due, stopped)
    minutes = abs(span) // MINUTE
    return f"{dates.business_duration(minutes)} {'late' if stopped > due else 'early'}"
