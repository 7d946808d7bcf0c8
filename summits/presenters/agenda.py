"""The page of an agenda: its days as tables, what waits, and what to look at again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from foundation.calendars import clock
from foundation.ui import dates, wording
from foundation.ui.addresses import address
from foundation.ui.types import Link
from foundation.ui.zones import zone_name
from summits.models import Summit
from summits.policies import Warned, is_arriving
from summits.presenters.day_tables import DayTable, table_of
from summits.presenters.days import local, zone_of
from summits.presenters.session_lines import SessionLine, addresses_of, line_of
from summits.querysets.agenda import Slot

ALL_DAYS, BY_AREA, CONFLICTS = "all", "areas", "conflicts"


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
    only_warned: bool = False,
    readers_zone: str = "",
) -> AgendaPage:
    """Show an agenda: a day of it, or all days.

    Arguments:
        sessions: those of the days that are shown, and those without a time; others aren't shown.
        counted: how many sessions each day has, for the links to the days.
        day: the day to show; all for None.
        only_warned: whether only sessions to look at again are shown.
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
        elif day in {None, on} and (each.pk in briefs or not only_warned):
            by_day.setdefault(on, []).append(each)
    placed = [each for found in by_day.values() for each in found]
    lines = {
        each.pk: line_of(
            each,
            summit,
            href=page(each.pk),
            move_href=move(each.pk) if may_organize else "",
            warnings=tuple(briefs.get(each.pk, ())),
        )
        for each in (*placed, *waiting)
    }
    return AgendaPage(
        zone=zone_said(summit),
        readers_zone=readers_zone_said(summit, readers_zone),
        has_sessions=bool(counted),
        days=[
            table_of(on, summit, found, lines, has_all=not only_warned)
            for on, found in by_day.items()
        ],
        tabs=tabs_of(
            summit,
            counted or {},
            CONFLICTS if only_warned else str(day or ALL_DAYS),
            conflicts=len(warnings),
        ),
        waiting=[lines[each.pk] for each in waiting],
        warnings=warnings,
        look_at="Conflicts to check"
        if is_arriving(summit)
        else "Conflicts to check before you lock the agenda",
        rooms=[
            (name, wording.counted(seats, "seat"), address("summits:room", pk))
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
        asked: a day such as "2027-03-09", "all", or "conflicts"; for anything else it is today while the summit is on,
            or the first day with sessions.
    """
    if asked in {ALL_DAYS, CONFLICTS}:
        return None
    for day in (*summit.days, *counted):
        if asked == str(day):
            return day
    today = clock.today(summit.time_zone)
    return today if today in counted else min(counted, default=summit.starts_on)


def zone_said(summit: Summit) -> str:
    """Return the sentence on the zone of every time of a summit."""
    return f"All times are in {zone_name(summit.time_zone)} ({zone_of(summit)})."


def readers_zone_said(summit: Summit, zone: str) -> str:
    """Say that times aren't in the reader's own zone, if it is another one."""
    if not zone or zone == summit.time_zone:
        return ""
    noon = datetime.combine(summit.starts_on, datetime.min.time(), ZoneInfo(summit.time_zone))
    yours = noon.astimezone(ZoneInfo(zone))
    if yours.utcoffset() == noon.utcoffset():
        return ""
    return f"Your own time zone is {dates.zone_word(yours)}."


def tabs_of(
    summit: Summit, counted: Mapping[date, int], current: str, *, conflicts: int = 0
) -> list[tuple[str, str, bool]]:
    """Return the links to an agenda's days, to all of them, to its core areas, and to its conflicts.

    Arguments:
        counted: how many sessions each day has.
        current: the one that is shown: a day such as "2027-03-09", ``ALL_DAYS``, ``BY_AREA``, or ``CONFLICTS``.
        conflicts: how many warnings an organizer has; no link for 0.
    """
    here = address("summits:agenda", summit.slug)
    days = {
        str(each): f"{dates.week_day(each)} · {counted.get(each, 0)}"
        for each in sorted({*summit.days, *counted})
    }
    days[ALL_DAYS] = f"All days · {sum(counted.values())}"
    by_day = [(said, f"{here}?day={day}", day == current) for day, said in days.items()]
    areas = address("summits:agenda-areas", summit.slug)
    tabs = [*by_day, ("By core area", areas, current == BY_AREA)]
    if conflicts:
        said = f"Conflicts · {conflicts}"
        tabs.append((said, f"{here}?day={CONFLICTS}", current == CONFLICTS))
    return tabs


def _links(summit: Summit) -> list[Link]:
    return [
        Link(label, address(name, summit.slug))
        for label, name in (
            ("Add session", "summits:add-session"),
            ("Add room", "summits:add-room"),
            ("Add speaker", "summits:add-speaker"),
            ("Rooms and speakers", "summits:rooms"),
            ("Copy an earlier agenda", "summits:copy-agenda"),
        )
    ]
