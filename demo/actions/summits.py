"""The demonstration's summits: one in each state, by the Program Manager's steps; the people are invented."""

from datetime import date, datetime, time, timedelta

from demo.actions import arrivals, delegations, feedback, materials, people, speaking
from foundation.accounts.actors import Actor
from foundation.accounts.roles import POINT_OF_CONTACT, PROGRAM_MANAGER
from foundation.calendars import clock
from sites.models import CoreArea, Site
from summits.actions import agenda, gates, summits
from summits.enums import Format, GateKind
from summits.models import Room, Session, Summit

ZONE = "America/New_York"
ROOMS = (("Ballroom", 600), ("River A", 90), ("Harbor 1", 48))
# Two people of Example City choose a session with one seat: one is on its wait-list.
SMALL_ROOM, SMALL_SESSION = ("Boardroom", 1), "Case review, one site at a time"
# Each with its core area; everyone comes to the first.
SESSIONS = (
    ("Opening plenary: what changed this year", None),
    ("Weekly shooting reviews that last", "gun-violence"),
    ("From lead to arrest", "investigations"),
    ("Murder books, hands-on", "investigations"),
    ("Listening to residents", "community-engagement"),
    ("Real-time centers: start small", "technology"),
)
WALK = ("open-registration", "lock-agenda", "start", "wrap-up", "archive")
# In how many days each begins, its last step, and how many steps of ``WALK`` lead there.
ROWS = (
    ("planned", 400, -1),
    ("approved", 330, 0),
    ("registration-open", 101, 1),
    ("agenda-locked", 30, 2),
    ("live", 0, 3),
    ("wrap-up", -12, 4),
    ("archived", -380, 5),
    ("canceled", 200, 0),
)


def hold(city: Site, harbor: Site) -> None:
    """Plan a summit for each state and walk it there; from registration on each has an agenda and delegations."""
    delegations.number_forms()
    with people.ActingAs(people.staff(PROGRAM_MANAGER.slug)) as by:
        today = clock.today(ZONE)
        for state, in_days, steps in ROWS:
            _hold(state, today + timedelta(days=in_days), steps, (city, harbor), by=by)


def _hold(state: str, first: date, steps: int, sites: tuple[Site, Site], *, by: Actor) -> None:
    planned = summits.plan(
        slug=f"{first.year}-demo-{state}",
        name=f"Example summit, {state.replace('-', ' ')}",
        theme="Working together on the next case",
        format=Format.IN_PERSON,
        city="Example Harbor",
        state="EX",
        venue="Harbor Hall",
        time_zone=ZONE,
        starts_on=first,
        ends_on=first + timedelta(days=2 if steps < 4 else 1),
        is_demo=True,
        by=by,
    )
    if steps < 0:
        return
    for kind in (GateKind.CONCEPT, GateKind.CONFERENCE):
        on = min(first - timedelta(days=100), clock.today(ZONE))
        gates.passed(
            planned, kind, on=on, note="Demonstration data", version=_version(planned), by=by
        )
    if steps:
        _build(planned, by=by)
    for step in ("approve", *WALK[:steps]):
        summits.take(planned, step, version=_version(planned), by=by)
        _go_on(planned, step, steps, sites, by=by)
    if state == "canceled":
        reason = "The demonstration shows a summit that was canceled."
        summits.take(planned, "cancel", reason=reason, version=_version(planned), by=by)
    elif state == "registration-open":
        public = {"is_published": True, "is_agenda_public": True}
        summits.publish(planned, **public, version=_version(planned), by=by)


def _go_on(planned: Summit, step: str, steps: int, sites: tuple[Site, Site], *, by: Actor) -> None:
    """Do what people do after a step: register, arrive, and write notes and feedback."""
    summit = Summit.objects.get(pk=planned.pk)
    if step == "open-registration":
        delegations.fill(summit, *sites, by=by)
        arrivals.choose(summit, sites[0])
        contact = people.of(sites[1], POINT_OF_CONTACT.slug, "law-enforcement")
        speaking.prepare(summit, contact, by=by)
        if "wrap-up" in WALK[:steps]:
            feedback.join(summit, by=by)
    elif step == "start":
        arrivals.arrive(summit, by=by)
    elif step == "wrap-up":
        arrivals.note(summit, sites[0])
        feedback.answer(summit)
        materials.add(summit, by=by)


def _build(summit: Summit, *, by: Actor) -> None:
    """Build an agenda of two days: every session but one has a time and a room."""
    rooms = [agenda.add_room(summit, name=name, seats=seats, by=by) for name, seats in ROOMS]
    speakers = [agenda.add_speaker(summit, name=f"Speaker {n + 1} (demo)", by=by) for n in range(4)]
    areas = {area.slug: area for area in CoreArea.objects.all()}
    for n, (title, area) in enumerate(SESSIONS):
        session = agenda.add_session(
            summit,
            title=title,
            core_area=areas.get(area or ""),
            expected=40 + 12 * n,
            speakers=[speakers[n % len(speakers)]],
            by=by,
        )
        if n < len(SESSIONS) - 1:
            _place(session, rooms[n % len(rooms)], n, by=by)
    small = agenda.add_room(summit, name=SMALL_ROOM[0], seats=SMALL_ROOM[1], by=by)
    review = agenda.add_session(summit, title=SMALL_SESSION, expected=1, by=by)
    _place(review, small, 6, by=by)


def _place(session: Session, room: Room, n: int, *, by: Actor) -> None:
    starts = datetime.combine(
        session.summit.starts_on + timedelta(days=n // 4), time(9 + n // 2 % 2 * 2)
    )
    agenda.place(
        session,
        room=room,
        starts=starts,
        ends=starts + timedelta(hours=1),
        version=session.version,
        by=by,
    )


def _version(summit: Summit) -> int:
    return Summit.objects.values_list("version", flat=True).get(pk=summit.pk)
