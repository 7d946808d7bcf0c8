"""My day as pure functions: what needs the reader, in groups; what waits for others; the sentence above."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from foundation.calendars.business_time import is_weekday, next_business_day
from foundation.notifications.models import Notification
from foundation.ui import dates, wording
from foundation.ui.types import ClockView, DayGroup, DayRow, Link, TimelineEntry
from tta_requests.models import Entry

SOON = 7
SPELLED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that needs the reader; ``due_at`` is None where no clock runs."""

    title: str
    href: str
    clock: ClockView
    verb: str
    number: str = ""
    where: str = ""
    why: str = ""
    action: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A request somebody else has."""

    title: str
    number: str
    href: str
    where: str
    status: str
    who: str
    clock: ClockView | None = None


def grouped(needs: Iterable[Need], *, now: datetime, tz: str) -> tuple[DayGroup, ...]:
    """Past due, due today, due within a week, later, without a deadline; the first row's verb is filled."""
    today = now.astimezone(ZoneInfo(tz)).date()
    parts: dict[str, list[Need]] = {"past": [], "today": [], "soon": [], "later": [], "none": []}
    for need in sorted(needs, key=lambda n: (n.due_at is None, n.due_at or now)):
        parts[_part(need, now, today, tz)].append(need)
    titles = _titles(parts, tz, today)
    first = next((need for part in parts.values() for need in part), None)
    return tuple(
        DayGroup(
            heading=f"{titles[name]}: {len(part)}",
            rows=tuple(_row(need, primary=need is first) for need in part),
            tone="breach" if name == "past" else "",
        )
        for name, part in parts.items()
        if part
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


def _row(need: Need, *, primary: bool) -> DayRow:
    return DayRow(
        clock=need.clock,
        title=need.title,
        href=need.href,
        number=need.number,
        where=need.where,
        why=need.why,
        action=Link(need.verb, need.action or need.href),
        primary=primary,
    )


def by_request(lines: Iterable[Entry]) -> list[tuple[Entry, str]]:
    """What changed, a row a request: its newest line, and all of them in words.

    "Offered to Provider 1; 2 messages": at most two steps are spelled, the newest first.
    """
    groups: dict[UUID, list[Entry]] = {}
    for line in lines:
        groups.setdefault(line.request_id, []).append(line)
    return [(group[0], _in_words(group)) for group in groups.values()]


def change_line(newest: Entry, words: str, *, tz: str) -> TimelineEntry:
    """What changed on a request, by its newest line."""
    tta_request = newest.request
    return TimelineEntry(
        what=tta_request.title,
        rest=f"· {words}.",
        who=f"{tta_request.number}, {tta_request.site}",
        when=dates.when(newest.created_at, tz, zone=False),
        href=tta_request.get_absolute_url(),
        glyph="message" if newest.is_message else "dot",
    )


def notice_line(notice: Notification, *, tz: str) -> TimelineEntry:
    """A notice of the inbox."""
    return TimelineEntry(
        what=notice.title,
        when=dates.when(notice.created_at, tz, zone=False),
        href=notice.url,
        glyph="dot",
    )


def _in_words(group: Sequence[Entry]) -> str:
    steps = [line.text for line in group if not line.is_message]
    said = len(group) - len(steps)
    further = len(steps) - SPELLED
    parts = steps[:SPELLED]
    parts += [wording.counted(further, "more step")] if further > 0 else []
    parts += [wording.counted(said, "message")] if said else []
    return "; ".join(parts)


def sentence(needs: int, waiting: int) -> str:
    """The answer for which the reader came."""
    if needs:
        return f"{wording.counted(needs, 'thing needs', 'things need')} you."
    if waiting:
        others = f"{wording.counted(waiting, 'request is', 'requests are')} waiting for others"
        return f"Nothing needs you today. {others}. We'll notify you if one is at risk."
    return "Nothing needs you today."


def closed_soon(today: date, closed: Mapping[date, str]) -> str:
    """ "Tomorrow is Thanksgiving: all clocks are paused until Friday, 9 am site time."; else nothing."""
    for ahead, word in ((0, "Today"), (1, "Tomorrow")):
        day = today + timedelta(days=ahead)
        if day in closed and is_weekday(day):
            opens = next_business_day(day, closed)
            return f"{word} is {closed[day]}: all clocks are paused until {dates.name_of_day(opens)}, 9 am site time."
    return ""


def closed_days_ahead(
    today: date, closed: Mapping[date, str], *, days: int = 60
) -> list[tuple[date, str]]:
    """The next two closed days of the coming weeks, each with "Thanksgiving: federal offices closed, clocks paused"."""
    until = today + timedelta(days=days)
    ahead = sorted(day for day in closed if today <= day <= until and is_weekday(day))
    return [(day, f"{closed[day]}: federal offices closed, clocks paused") for day in ahead[:2]]
