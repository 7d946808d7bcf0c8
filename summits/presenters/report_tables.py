"""The tables of a summit's report: people by role, seat, and site; sessions by core area and one by one; outcomes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from summits.enums import OF_SITES, Kind, Registered
from summits.models import Session, Summit
from summits.presenters.days import day_said, times_of
from summits.querysets.reports import Group, Outcome, Report

DASH = "\N{EN DASH}"
# A role without a site that fewer people than this have is counted with the others like it, so that none is singled out.
FEW = 5
OTHER_ROLES = "Other roles"
NO_SITE = "No site"
NO_AREA = "No core area"
NOT_RECORDED = "Not recorded"
NO_ONE = "No one was invited."
NO_SEAT = "No one has a seat in a delegation."
# Whom the table of roles shows.
SHOWN = (Registered.CONFIRMED, Registered.WAIT_LISTED)
PEOPLE = ("Confirmed", "Attended", "On the wait-list", "Walk-ins")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table, with a value for each of its columns."""

    name: str
    cells: Sequence[tuple[str, int | str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the report.

    Attributes:
        of: the heading of its first column.
        note: how to read it; may be empty.
        empty: what to say without a row.
    """

    heading: str
    of: str
    columns: Sequence[str]
    rows: Sequence[Row]
    note: str
    empty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """How many of some people are confirmed, came, wait, and were admitted at the door."""

    confirmed: int
    came: int
    waiting: int
    walked_in: int


def tables_of(report: Report) -> list[Table]:
    """Show a summit's people, sessions, and outcomes, each as a table."""
    groups = report.groups
    return [
        _people("By role", "Role", _by_role(groups), report, note=_role_note(groups)),
        _people("Delegates by seat", "Seat", _by_seat(groups), report, empty=NO_SEAT),
        _people("By site", "Site", _by_site(groups, report.summit), report),
        _areas(report),
        _sessions(report),
        _led(report.outcome),
    ]


def is_recorded(report: Report) -> bool:
    """Return whether attendance is known: a virtual summit has no door, unless someone was checked in all the same."""
    return not report.summit.is_virtual or sums_of(report.groups).came > 0


def sums_of(groups: Iterable[Group]) -> Sums:
    """Return how many of some people are confirmed, came, wait, and were admitted at the door."""
    found = list(groups)
    return Sums(
        confirmed=people_in(found, Registered.CONFIRMED),
        came=_total(found, lambda each: each.came),
        waiting=people_in(found, Registered.WAIT_LISTED),
        walked_in=_total(found, lambda each: each.people if each.is_walk_in else 0),
    )


def people_in(groups: Iterable[Group], *states: str) -> int:
    """Return how many people are in some states, or in any."""
    return _total(groups, lambda each: each.people if not states or each.state in states else 0)


def _by_role(groups: Sequence[Group]) -> dict[str, list[Group]]:
    """Group people by role; roles without a site that few people have are one row."""
    found: dict[str, list[Group]] = {}
    few = _few(groups)
    for kind in Kind:
        for each in groups:
            if each.kind == kind:
                name = OTHER_ROLES if kind in few else str(kind.label)
                found.setdefault(name, []).append(each)
    others = found.pop(OTHER_ROLES, None)
    return found | ({OTHER_ROLES: others} if others else {})


def _few(groups: Iterable[Group]) -> set[str]:
    people: dict[str, int] = {}
    for each in groups:
        if each.kind not in OF_SITES and each.state in SHOWN:
            people[each.kind] = people.get(each.kind, 0) + each.people
    return {kind for kind, n in people.items() if n < FEW}


def _role_note(groups: Iterable[Group]) -> str:
    if not _few(groups):
        return ""
    return f"{OTHER_ROLES} are roles without a site that fewer than {FEW} people have."


def _by_seat(groups: Iterable[Group]) -> dict[str, list[Group]]:
    found: dict[str, list[Group]] = {}
    for each in sorted(groups, key=lambda group: (group.order, group.seat)):
        if each.seat:
            found.setdefault(each.seat, []).append(each)
    return found


def _by_site(groups: Iterable[Group], summit: Summit) -> dict[str, list[Group]]:
    found: dict[str, list[Group]] = {}
    for each in sorted(groups, key=lambda group: (not group.site, group.site)):
        name = each.site or NO_SITE
        if each.is_demo and not summit.is_demo:
            name = f"{name} (demonstration)"
        found.setdefault(name, []).append(each)
    return found


def _people(
    heading: str,
    of: str,
    rows: dict[str, list[Group]],
    report: Report,
    *,
    note: str = "",
    empty: str = NO_ONE,
) -> Table:
    recorded = is_recorded(report)
    return Table(
        heading=heading,
        of=of,
        columns=PEOPLE,
        rows=[
            Row(name=name, cells=_cells(sums_of(found), recorded=recorded))
            for name, found in rows.items()
        ],
        note=note,
        empty=empty,
    )


def _cells(sums: Sums, *, recorded: bool) -> list[tuple[str, int | str]]:
    values = (
        sums.confirmed,
        sums.came if recorded else NOT_RECORDED,
        sums.waiting,
        sums.walked_in,
    )
    return list(zip(PEOPLE, values, strict=True))


def _areas(report: Report) -> Table:
    found: dict[str, list[Session]] = {}
    for each in report.sessions:
        found.setdefault(each.core_area.name if each.core_area else NO_AREA, []).append(each)
    ordered = sorted(found.items(), key=lambda row: (row[0] == NO_AREA, row[0]))
    return Table(
        heading="By core area",
        of="Core area",
        columns=("Sessions", "People at sessions"),
        rows=[
            Row(
                name=name,
                cells=[("Sessions", len(rows)), ("People at sessions", sum(map(_at, rows)))],
            )
            for name, rows in ordered
        ],
        note="A person who came to two sessions is counted at each.",
        empty="No sessions were on the agenda.",
    )


def _sessions(report: Report) -> Table:
    with_seats = report.is_whole and not report.summit.is_virtual
    columns = ("When", "Room", "People", "Seats", "Share of seats")
    return Table(
        heading="By session",
        of="Session",
        columns=columns if with_seats else columns[:3],
        rows=[
            Row(name=each.title, cells=_session(each, report.summit)[: 5 if with_seats else 3])
            for each in report.sessions
        ],
        note="People are those who were checked in at the session's own door.",
        empty="No sessions were on the agenda.",
    )


def _session(session: Session, summit: Summit) -> list[tuple[str, int | str]]:
    people, seats = _at(session), session.room.seats if session.room else 0
    room = session.room.name if session.room else DASH
    return [
        ("When", _when(session, summit)),
        ("Room", "Virtual" if summit.is_virtual else room),
        ("People", people),
        ("Seats", seats or DASH),
        ("Share of seats", f"{100 * people // seats}%" if seats else DASH),
    ]


def _when(session: Session, summit: Summit) -> str:
    starts, ends = session.starts_at, session.ends_at
    if starts is None or ends is None:
        return DASH
    return f"{day_said(starts, summit)}, {times_of(starts, ends, summit)}"


def _led(outcome: Outcome) -> Table:
    rows = (
        ("Sites with notes", outcome.sites),
        ("Notes on sessions", outcome.notes),
        ("No follow-up yet", outcome.open_notes),
        ("Open commitments", outcome.commitments_open),
        ("Commitments done", outcome.commitments_done),
        ("Open requests", outcome.requests_open),
        ("Requests that ended", outcome.requests_ended),
    )
    return Table(
        heading="What it led to",
        of="From notes on sessions",
        columns=("Number",),
        rows=[Row(name=name, cells=[("Number", n)]) for name, n in rows] if outcome.notes else [],
        note="Drafts and federal items aren't counted.",
        empty="No notes yet.",
    )


def _at(session: Session) -> int:
    people: int = session.people  # type: ignore[attr-defined]  # -- counted by the query
    return people


def _total(groups: Iterable[Group], of: Callable[[Group], int]) -> int:
    return sum(of(each) for each in groups)
