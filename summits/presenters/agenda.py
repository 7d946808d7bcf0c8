"""An agenda as tables of rooms by times, day by day, and as lists."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse

from foundation.calendars import clock
from foundation.ui import dates, wording
from foundation.ui.types import Link
from summits.enums import Audience, State
from summits.models import Choice, Session, Summit
from summits.policies import Warned, is_arriving
from summits.presenters.days import TO, zone_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """A session in a cell of the agenda, or in a list."""

    href: str
    title: str
    times: str
    day: str
    room: str
    area: str
    speakers: str
    warning: str
    is_chosen: bool
    move_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRow:
    """A start time, with what begins then in each room."""

    time: str
    cells: Sequence[tuple[str, Sequence[SessionLine]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTable:
    """A day: its rooms, and its rows by time."""

    day: date
    heading: str
    rooms: Sequence[str]
    rows: Sequence[TimeRow]
    lines: Sequence[SessionLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPage:
    """Everything the agenda's page shows."""

    zone: str
    readers_zone: str
    is_one_day: bool
    days: Sequence[DayTable]
    tabs: Sequence[tuple[str, str, bool]]
    waiting: Sequence[SessionLine]
    warnings: Sequence[tuple[str, str, str]]
    look_at: str
    rooms: Sequence[tuple[str, str, str]]
    links: Sequence[Link]


def page_of(
    summit: Summit,
    sessions: Sequence[Session],
    *,
    warned: Iterable[Warned] = (),
    may_organize: bool,
    wanted: str = "",
    readers_zone: str = "",
) -> AgendaPage:
    """Show an agenda; all its days, or the one that is wanted."""
    said: dict[UUID, str] = {}
    warnings = []
    for warning in warned:
        before = said.get(warning.session.pk, "")
        said[warning.session.pk] = f"{before} {warning.said}".strip()
        warnings.append((warning.session.title, _href(warning.session), warning.said))
    by_day: dict[date, list[Session]] = {day: [] for day in _days_of(summit)}
    lines = {each.pk: line_of(each, summit, said, may_move=may_organize) for each in sessions}
    for each in sessions:
        if each.starts_at:
            by_day.setdefault(local(each.starts_at, summit).date(), []).append(each)
    here = reverse("summits:agenda", args=[summit.slug])
    tabs = [("All days", here, not wanted)]
    tabs += [
        (f"{dates.week_day(day)} · {len(found)}", f"{here}?day={day}", wanted == str(day))
        for day, found in by_day.items()
    ]
    return AgendaPage(
        zone=zone_said(summit),
        readers_zone=readers_zone_said(summit, readers_zone),
        is_one_day=bool(wanted),
        days=[
            _table(day, found, lines)
            for day, found in by_day.items()
            if found and wanted in {"", str(day)}
        ],
        tabs=tabs,
        waiting=[lines[each.pk] for each in sessions if not each.starts_at],
        warnings=warnings,
        look_at="Look at these"
        if is_arriving(summit)
        else "Look at these before you lock the agenda",
        rooms=[
            (
                room.name,
                wording.counted(room.seats, "seat"),
                reverse("summits:room", args=[room.pk]),
            )
            for room in dict.fromkeys(each.room for each in sessions if each.room)
            if not summit.is_virtual
        ],
        links=_links(summit) if may_organize else [],
    )


def line_of(
    session: Session,
    summit: Summit,
    said: Mapping[UUID, str] | None = None,
    *,
    may_move: bool = False,
) -> SessionLine:
    """Show one session in its summit's zone."""
    starts, ends = session.starts_at, session.ends_at
    return SessionLine(
        href=_href(session),
        title=session.title,
        times=times_of(starts, ends, summit) if starts and ends else "No time yet",
        day=dates.week_day(local(starts, summit).date()) if starts else "",
        room=_room_said(session, summit),
        area=session.core_area.name if session.core_area else str(Audience(session.audience).label),
        speakers=", ".join(speaker.name for speaker in session.speakers.all()),
        warning=(said or {}).get(session.pk, ""),
        is_chosen=getattr(session, "is_mine", False),
        move_href=reverse("summits:place-session", args=[session.pk]) if may_move else "",
    )


def _room_said(session: Session, summit: Summit) -> str:
    if summit.is_virtual and session.starts_at:
        return "Virtual"
    return session.room.name if session.room else ""


def my_lines(choices: Iterable[Choice], summit: Summit) -> list[tuple[UUID, SessionLine, str]]:
    """Show what a person chose, in order of time, each with its key, and with what changed or when it begins."""
    now = clock.now()
    found = sorted(
        (each for each in choices),
        key=lambda each: (each.session.during.isempty, each.session.starts_at),
    )
    return [
        (
            each.session_id,
            line_of(each.session, summit),
            "" if summit.status == State.CANCELED else _state_of(each, now),
        )
        for each in found
    ]


def local(at: datetime, summit: Summit) -> datetime:
    """Return a moment in the summit's zone."""
    return at.astimezone(ZoneInfo(summit.time_zone))


def times_of(starts: datetime, ends: datetime, summit: Summit) -> str:
    """Return times of day such as "9:45 to 10:45 am ET", with an en dash."""
    first, last = local(starts, summit), local(ends, summit)
    return f"{dates.time_of_day(first)} {TO} {dates.time_of_day(last)} {dates.zone_word(first)}"


def zone_said(summit: Summit) -> str:
    """Return the sentence on the zone of every time of a summit."""
    return f"All times are in {zone_of(summit)} ({summit.time_zone})."


def readers_zone_said(summit: Summit, zone: str) -> str:
    """Say that times aren't in the reader's own zone, if it is another one."""
    if not zone or zone == summit.time_zone:
        return ""
    noon = datetime.combine(summit.starts_on, datetime.min.time(), ZoneInfo(summit.time_zone))
    yours = noon.astimezone(ZoneInfo(zone))
    if yours.utcoffset() == noon.utcoffset():
        return ""
    return f"Your own time zone is {dates.zone_word(yours)}."


def _state_of(choice: Choice, now: datetime) -> str:
    session = choice.session
    if session.starts_at is None or session.ends_at is None:
        return "No longer has a time"
    if session.room and choice.room_told and choice.room_told != session.room.name:
        return f"Room changed: {session.room.name}, was {choice.room_told}"
    if session.ends_at <= now:
        return "Over"
    if session.starts_at <= now:
        return "Now"
    minutes = int((session.starts_at - now) / timedelta(minutes=1))
    return f"Starts in {minutes} min" if minutes < 60 else ""


def _table(day: date, sessions: Sequence[Session], lines: Mapping[UUID, SessionLine]) -> DayTable:
    rooms = list(dict.fromkeys(lines[each.pk].room or "No room yet" for each in sessions))
    rooms.sort(key=lambda name: (name == "No room yet", name))
    cells: dict[datetime, dict[str, list[SessionLine]]] = {}
    for each in sessions:
        if each.starts_at:
            row = cells.setdefault(each.starts_at, {})
            row.setdefault(lines[each.pk].room or "No room yet", []).append(lines[each.pk])
    return DayTable(
        day=day,
        heading=dates.long_day(day),
        rooms=rooms,
        rows=[
            TimeRow(
                time=next(line.times for found in row.values() for line in found).split(f" {TO} ")[
                    0
                ],
                cells=[(name, row.get(name, [])) for name in rooms],
            )
            for _at, row in sorted(cells.items())
        ],
        lines=[lines[each.pk] for each in sessions],
    )


def _days_of(summit: Summit) -> list[date]:
    last = summit.ends_on or summit.starts_on
    return [summit.starts_on + timedelta(days=n) for n in range((last - summit.starts_on).days + 1)]


def _links(summit: Summit) -> list[Link]:
    return [
        Link(label, reverse(name, args=[summit.slug]))
        for label, name in (
            ("Add session", "summits:add-session"),
            ("Add room", "summits:add-room"),
            ("Add speaker", "summits:add-speaker"),
            ("Rooms and speakers", "summits:rooms"),
            ("Copy an earlier agenda", "summits:copy-agenda"),
        )
    ]


def _href(session: Session) -> str:
    return reverse("summits:session", args=[session.pk])
