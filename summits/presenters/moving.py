"""A day of an agenda as a session sees it that is moved: the free cells, and why others aren't."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse

from foundation.ui import dates
from summits.models import Room, Session, Summit
from summits.presenters.agenda import zone_said
from summits.presenters.day_tables import NO_ROOM, column_of
from summits.presenters.days import local
from summits.presenters.session_lines import anchor_of, line_of
from summits.querysets.agenda import Slot

MINUTE = timedelta(minutes=1)
# What a session may last that has no time yet, in minutes; the first one that is offered.
LENGTHS, USUAL = (30, 45, 60, 75, 90, 120), 60
# A day without sessions offers its hours.
FIRST_HOUR, LAST_HOUR = 8, 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A room at a time.

    Attributes:
        room: what the form sends for the room; empty for none.
        about: the room and time in words.
        said: why the session can't be moved there; empty if it can.
        is_here: whether the session is there now.
    """

    column: str
    room: str
    about: str
    said: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A time at which the session may begin, with what its form sends."""

    said: str
    form: str
    sent: Mapping[str, str]
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePage:
    """Everything the page shows from which a session is moved."""

    zone: str
    now: str
    heading: str
    days: Sequence[tuple[str, str, bool]]
    lengths: Sequence[tuple[str, str, bool]]
    columns: Sequence[str]
    rows: Sequence[Row]
    place: str
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """What a form sends to take a move back, where to, and what that means."""

    href: str
    sent: Mapping[str, str]
    said: str


def page_of(
    session: Session,
    *,
    day: date,
    minutes: int,
    others: Sequence[Slot],
    rooms: Iterable[Room],
) -> MovePage:
    """Show where a session can be moved on a day.

    Arguments:
        minutes: how long the session lasts.
        others: the day's sessions, with the one that is moved if it is among them.
        rooms: the summit's.
    """
    summit = session.summit
    found = [] if summit.is_virtual else sorted(rooms, key=lambda room: room.name)
    return MovePage(
        zone=zone_said(summit),
        now=place_said(session),
        heading=dates.long_day(day),
        days=[(dates.week_day(each), _query(each, minutes), each == day) for each in summit.days],
        lengths=[
            (f"{each} min", _query(day, each), each == minutes)
            for each in sorted({*LENGTHS, minutes_of(session)})
        ],
        columns=[column_of(room.name, room.seats) for room in found] + [_roomless(summit)],
        rows=[
            _row(session, during, others, [*found, None])
            for during in _times(session, day, minutes, others)
        ],
        place=reverse("summits:place-session", args=[session.pk]),
        back=day_page(session),
    )


def day_asked(session: Session, asked: str) -> date:
    """Return the day to show: the one that is asked for, the session's own, or the first.

    Arguments:
        asked: a day such as "2027-03-09"; another than the summit's is ignored.
    """
    days = {str(each): each for each in session.summit.days}
    own = local(session.starts_at, session.summit).date() if session.starts_at else None
    return days.get(asked) or days.get(str(own)) or session.summit.starts_on


def minutes_asked(session: Session, asked: str) -> int:
    """Return how long the session is to last: what is asked for if it is offered, else what it lasts."""
    offered = {str(each): each for each in LENGTHS}
    return offered.get(asked) or minutes_of(session)


def minutes_of(session: Session) -> int:
    """Return how many minutes a session lasts, or the usual number while it has no time."""
    if session.starts_at is None or session.ends_at is None:
        return USUAL
    return (session.ends_at - session.starts_at) // MINUTE


def place_said(session: Session) -> str:
    """Say where and when a session is, such as "Tue Mar 9, 9:45 - 10:45 am ET, River A", with an en dash."""
    line = line_of(session, session.summit)
    return ", ".join(filter(None, (line.day, line.times, line.room)))


def undo_of(before: Session, moved: Session) -> Undo:
    """Say how a move is taken back.

    Arguments:
        before: the session as it was.
        moved: the same as it is now.
    """
    sent = {"version": str(moved.version)}
    name = "summits:take-off-session"
    if before.starts_at and before.ends_at:
        name = "summits:place-session"
        sent |= _sent(before.summit, before.during) | {"room": str(before.room_id or "")}
    return Undo(
        href=reverse(name, args=[before.pk]), sent=sent, said=f"Before: {place_said(before)}."
    )


def day_page(session: Session, **query: str) -> str:
    """Return the address of a session's place on the agenda.

    Arguments:
        query: further parameters of the address.
    """
    if session.starts_at:
        query |= {"day": str(local(session.starts_at, session.summit).date())}
    slug, anchor = session.summit.slug, anchor_of(session.pk)
    return reverse("summits:agenda", args=[slug], query=query, fragment=anchor)


def _query(day: date, minutes: int) -> str:
    return f"?day={day}&minutes={minutes}"


def _roomless(summit: Summit) -> str:
    return "Virtual" if summit.is_virtual else NO_ROOM


def _times(
    session: Session, day: date, minutes: int, others: Iterable[Slot]
) -> Iterator[DateTimeTZRange]:
    """Yield the times of a day at which the session may begin, each with its end on the same day.

    They are those at which the day's sessions begin or end: breaks stay what they are.
    """
    zone = ZoneInfo(session.summit.time_zone)
    length = minutes * MINUTE
    edges = {at for each in others for at in (each.starts_at, each.ends_at) if at}
    hours = range(FIRST_HOUR, LAST_HOUR + 1)
    for starts in sorted(edges) or [datetime.combine(day, time(n), zone) for n in hours]:
        ends = starts.astimezone(ZoneInfo("UTC")) + length
        if starts.astimezone(zone).date() == ends.astimezone(zone).date() == day:
            yield DateTimeTZRange(starts, ends)


def _row(
    session: Session,
    during: DateTimeTZRange,
    others: Iterable[Slot],
    rooms: Iterable[Room | None],
) -> Row:
    summit = session.summit
    at, sent = dates.time_of_day(local(during.lower, summit)), _sent(summit, during)
    clashing = [
        each
        for each in others
        if each.pk != session.pk and each.starts_at < during.upper and during.lower < each.ends_at
    ]
    speaks = _speaks_elsewhere(session, clashing)
    return Row(
        said=at,
        form=f"at-{sent['starts'].replace(':', '')}",
        sent=sent,
        cells=[_cell(session, at, during, room, speaks, clashing) for room in rooms],
    )


def _cell(
    session: Session,
    at: str,
    during: DateTimeTZRange,
    room: Room | None,
    speaks: str,
    clashing: Iterable[Slot],
) -> Cell:
    key = room.pk if room else None
    column = room.name if room else _roomless(session.summit)
    there = [each for each in clashing if room and each.room_pk == key]
    return Cell(
        column=column,
        room=str(key or ""),
        about=f"{column}, {at}",
        said=_taken(there[0], during, session.summit) if there else speaks,
        is_here=(session.room_id, session.starts_at) == (key, during.lower),
    )


def _taken(other: Slot, during: DateTimeTZRange, summit: Summit) -> str:
    """Say which session is in a room then, and from or until when if that isn't the whole time."""
    title, starts, ends = f"“{other.title}”", other.starts_at, other.ends_at
    if starts and starts > during.lower:
        return f"{title} begins at {dates.time_of_day(local(starts, summit))}"
    if ends and starts != during.lower:
        return f"{title} until {dates.time_of_day(local(ends, summit))}"
    return title


def _speaks_elsewhere(session: Session, clashing: Iterable[Slot]) -> str:
    """Say which speaker of the session is in another one; empty for none."""
    for each in clashing:
        for name in session.speaker_names:
            if name in each.speaker_names:
                return f"{name} is in {each.room_name or f'“{each.title}”'}"
    return ""


def _sent(summit: Summit, during: DateTimeTZRange) -> dict[str, str]:
    """Return what a form sends for a time: its day, begin, and end where the summit is."""
    starts, ends = local(during.lower, summit), local(during.upper, summit)
    return {"day": str(starts.date()), "starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}"}
