"""An agenda as tables of rooms by times, day by day, and as lists."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse

from foundation.calendars import clock
from foundation.ui import dates, wording
from foundation.ui.types import Entry, Link
from summits.enums import Audience
from summits.models import Session, Summit
from summits.policies import Warned, is_arriving
from summits.presenters.days import day_said, local, times_of, zone_of
from summits.querysets.agenda import Slot

ALL_DAYS, BY_AREA = "all", "areas"
NO_ROOM = "No room yet"
NOBODY = UUID(int=0)


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
    warnings: Sequence[str]
    is_chosen: bool
    move_href: str
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRow:
    """A start time, with what begins then in each room."""

    time: str
    cells: Sequence[tuple[str, Sequence[Entry]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTable:
    """A day: its rooms, each with what its column says, and its rows by time."""

    day: date
    heading: str
    rooms: Mapping[str, str]
    rows: Sequence[TimeRow]
    lines: Sequence[SessionLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPage:
    """Everything the agenda's page shows."""

    zone: str
    readers_zone: str
    has_sessions: bool
    days: Sequence[DayTable]
    tabs: Sequence[tuple[str, str, bool]]
    waiting: Sequence[SessionLine]
    warnings: Sequence[tuple[str, str, str]]
    look_at: str
    rooms: Sequence[tuple[str, str, str]]
    links: Sequence[Link]


def page_of(
    summit: Summit,
    sessions: Sequence[Slot],
    *,
    warned: Iterable[Warned] = (),
    may_organize: bool,
    counted: Mapping[date, int] | None = None,
    day: date | None = None,
    readers_zone: str = "",
) -> AgendaPage:
    """Show an agenda: a day of it, or all days.

    Arguments:
        sessions: those of the days that are shown, and those without a time; others aren't shown.
        counted: how many sessions each day has, for the links to the days.
        day: the day to show; all for None.
    """
    page, move = addresses_of("summits:session"), addresses_of("summits:move-session")
    briefs: dict[UUID, list[str]] = {}
    warnings = []
    for warning in warned:
        briefs.setdefault(warning.session.pk, []).append(warning.brief)
        warnings.append((warning.session.title, page(warning.session.pk), warning.said))
    by_day: dict[date, list[Slot]] = {}
    waiting = []
    for each in sessions:
        starts = each.starts_at
        on = local(starts, summit).date() if starts else None
        if on is None:
            waiting.append(each)
        elif day in {None, on}:
            by_day.setdefault(on, []).append(each)
    placed = [each for found in by_day.values() for each in found]
    lines = {
        each.pk: line_of(
            each,
            summit,
            href=page(each.pk),
            move_href=move(each.pk) if may_organize else "",
            warnings=briefs.get(each.pk, ()),
        )
        for each in (*placed, *waiting)
    }
    return AgendaPage(
        zone=zone_said(summit),
        readers_zone=readers_zone_said(summit, readers_zone),
        has_sessions=bool(counted),
        days=[_table(on, summit, found, lines) for on, found in by_day.items()],
        tabs=tabs_of(summit, counted or {}, str(day or ALL_DAYS)),
        waiting=[lines[each.pk] for each in waiting],
        warnings=warnings,
        look_at="Look at these"
        if is_arriving(summit)
        else "Look at these before you lock the agenda",
        rooms=[
            (name, wording.counted(seats, "seat"), reverse("summits:room", args=[pk]))
            for pk, name, seats in dict.fromkeys(
                (each.room_pk, each.room_name, each.room_seats) for each in placed
            )
            if pk and not summit.is_virtual
        ],
        links=_links(summit) if may_organize else [],
    )


def day_asked(summit: Summit, counted: Mapping[date, int], asked: str) -> date | None:
    """Return the day of an agenda to show; None is all of them.

    Arguments:
        counted: the days with sessions.
        asked: a day such as "2027-03-09", or "all"; for anything else it is today while the summit is on,
            or the first day with sessions.
    """
    if asked == ALL_DAYS:
        return None
    for day in (*summit.days, *counted):
        if asked == str(day):
            return day
    today = clock.today(summit.time_zone)
    return today if today in counted else min(counted, default=summit.starts_on)


def line_of(
    session: Slot | Session,
    summit: Summit,
    *,
    href: str = "",
    move_href: str = "",
    warnings: Sequence[str] = (),
) -> SessionLine:
    """Show one session in its summit's zone.

    Arguments:
        href: where its page is, where the caller knows.
        move_href: where it gets another time; empty if the reader gives none.
        warnings: what to look at again.
    """
    starts, ends = session.starts_at, session.ends_at
    return SessionLine(
        href=href or reverse("summits:session", args=[session.pk]),
        title=session.title,
        times=times_of(starts, ends, summit) if starts and ends else "No time yet",
        day=day_said(starts, summit) if starts else "",
        room=_room_said(session, summit, starts),
        area=session.area_name or str(Audience(session.audience).label),
        speakers=", ".join(session.speaker_names),
        warnings=warnings,
        is_chosen=getattr(session, "is_mine", False),
        move_href=move_href,
        anchor=anchor_of(session.pk) if move_href else "",
    )


def anchor_of(pk: UUID) -> str:
    """Return the name of a session's place on the agenda's page."""
    return f"session-{pk}"


def _room_said(session: Slot | Session, summit: Summit, starts: datetime | None) -> str:
    if starts and summit.is_virtual:
        return "Virtual"
    return session.room_name


def addresses_of(name: str) -> Callable[[UUID], str]:
    """Return what writes the address of one of many sessions: Django makes one, from which the others follow."""
    before, after = reverse(name, args=[NOBODY]).split(str(NOBODY))
    return lambda pk: f"{before}{pk}{after}"


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


def _table(
    day: date, summit: Summit, sessions: Sequence[Slot], lines: Mapping[UUID, SessionLine]
) -> DayTable:
    seats = {lines[each.pk].room or NO_ROOM: each.room_seats for each in sessions}
    rooms = sorted(seats, key=lambda name: (name == NO_ROOM, name))
    cells: dict[datetime, dict[str, list[Slot]]] = {}
    for each in sessions:
        if starts := each.starts_at:
            row = cells.setdefault(starts, {})
            row.setdefault(lines[each.pk].room or NO_ROOM, []).append(each)
    entries = {each.pk: _entry(lines[each.pk]) for each in sessions}
    return DayTable(
        day=day,
        heading=dates.long_day(day),
        rooms={name: column_of(name, 0 if summit.is_virtual else seats[name]) for name in rooms},
        rows=[
            TimeRow(
                time=dates.time_of_day(local(at, summit)),
                cells=[(name, [entries[each.pk] for each in row.get(name, ())]) for name in rooms],
            )
            for at, row in sorted(cells.items())
        ],
        lines=[lines[each.pk] for each in sessions],
    )


def column_of(room: str, seats: int) -> str:
    """Return the heading of a room's column: its name and how many seats it has."""
    return f"{room} · {wording.counted(seats, 'seat')}" if seats else room


def _entry(line: SessionLine) -> Entry:
    notes = [("met", "In my agenda")] if line.is_chosen else []
    notes += [("at-risk", said) for said in line.warnings]
    return Entry(
        href=line.href,
        title=line.title,
        said=" · ".join(filter(None, (line.times, line.area, line.speakers))),
        notes=notes,
        action=Link("Move", line.move_href) if line.move_href else None,
        anchor=line.anchor,
    )


def tabs_of(
    summit: Summit, counted: Mapping[date, int], current: str
) -> list[tuple[str, str, bool]]:
    """Return the links to an agenda's days, to all of them, and to its core areas.

    Arguments:
        counted: how many sessions each day has.
        current: the one that is shown: a day such as "2027-03-09", ``ALL_DAYS``, or ``BY_AREA``.
    """
    here = reverse("summits:agenda", args=[summit.slug])
    days = {
        str(each): f"{dates.week_day(each)} · {counted.get(each, 0)}"
        for each in sorted({*summit.days, *counted})
    }
    days[ALL_DAYS] = f"All days · {sum(counted.values())}"
    by_day = [(said, f"{here}?day={day}", day == current) for day, said in days.items()]
    areas = reverse("summits:agenda-areas", args=[summit.slug])
    return [*by_day, ("By core area", areas, current == BY_AREA)]


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
