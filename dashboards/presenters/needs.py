"""What needs a reader, in groups by day: past due, today, soon, later, without a deadline."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from foundation.needs.reading import Need
from foundation.ui import dates
from foundation.ui.types import ClockState, ClockView, DayGroup, DayRow, Link
from tta_requests.presenters import clocks

SOON = 7
# A clock is at risk once so much of its time is used, where no ladder says when.
AT_RISK = 0.8


def grouped(
    needs: Iterable[Need],
    *,
    now: datetime,
    tz: str,
    covered: Mapping[str, str],
    by_seat: bool,
    most: int,
) -> tuple[DayGroup, ...]:
    """Past due, due today, due within a week, later, without a deadline; the first row's verb is filled.

    Each heading counts all that belongs there; a group of which nothing is shown is left out.

    Arguments:
        needs: what needs the reader, due first.
        now: the instant.
        tz: the reader's time zone.
        covered: by the name of each site where the reader stands in, the person on leave.
        by_seat: whether only what a liaison's seat asks for is named as theirs: much of what needs DOJ staff at a
            site is their own.
        most: how many rows to show.
    """
    today = now.astimezone(ZoneInfo(tz)).date()
    parts: dict[str, list[Need]] = {"past": [], "today": [], "soon": [], "later": [], "none": []}
    shown: dict[str, list[DayRow]] = {name: [] for name in parts}
    for place, need in enumerate(needs):
        name = _part(need, now, today, tz)
        parts[name].append(need)
        if place < most:
            away = _away(need, covered, by_seat=by_seat)
            shown[name].append(_row(need, now, tz, away, primary=not place))
    titles = _titles(parts, tz, today)
    return tuple(
        DayGroup(
            heading=f"{titles[name]}: {len(parts[name])}",
            rows=rows,
            tone="breach" if name == "past" else "",
        )
        for name, rows in shown.items()
        if rows
    )


def _part(need: Need, now: datetime, today: date, tz: str) -> str:
    if need.due_at is None:
        return "none"
    if need.due_at <= now:
        return "past"
    due = need.due_at.astimezone(ZoneInfo(tz)).date()
    if due <= today:
        return "today"
    return "soon" if due <= today + timedelta(days=SOON) else "later"


def _titles(parts: Mapping[str, Sequence[Need]], tz: str, today: date) -> dict[str, str]:
    last = max((need.due_at for need in parts["soon"] if need.due_at), default=None)
    by = last.astimezone(ZoneInfo(tz)).date() if last else today
    return {
        "past": "Past due",
        "today": "Due today",
        "soon": f"Due by {dates.name_of_day(by)}"
        if (by - today).days < SOON
        else f"Due by {dates.day(by)}",
        "later": "Later",
        "none": "No deadline",
    }


def _away(need: Need, covered: Mapping[str, str], *, by_seat: bool) -> str:
    return covered.get(need.row.where, "") if need.cause.by_seat or not by_seat else ""


def _row(need: Need, now: datetime, tz: str, away: str, *, primary: bool) -> DayRow:
    return DayRow(
        clock=clock_view(need, now, tz),
        title=need.title,
        href=need.href,
        number=need.row.number,
        where=f"{need.row.where}, standing in for {away}" if away else need.row.where,
        why=need.why,
        action=Link(need.verb, need.action),
        primary=primary,
    )


def clock_view(need: Need, now: datetime, tz: str) -> ClockView:
    """Show by when something needs the reader; where no clock runs, the words in its place.

    Only a clock with a ladder counts business time: what is due by a date is counted in the days of a calendar.
    """
    if need.due_at is None:
        return ClockView(state=ClockState.NOT_STARTED, figure=need.place or "Needs you", due="")
    began = need.row.since or need.due_at
    warn_at = need.row.warn_at or began + (need.due_at - began) * AT_RISK
    view = clocks.compact(
        site_zone=need.row.zone or tz,
        warn_at=warn_at,
        due_at=need.due_at,
        now=now,
        tz=tz,
        by_date=need.row.warn_at is None,
    )
    assert view is not None  # noqa: S101 -- both times are given
    return view
