"""Summits of the matrix: program rows, one for each state and site, though they belong to none."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from foundation.accounts.models import User
from foundation.calendars import clock
from sites.models import Site
from summits.enums import State
from summits.models import (
    CheckIn,
    Choice,
    DelegationSeat,
    Feedback,
    Gate,
    Grant,
    MaterialFile,
    MaterialLink,
    Needs,
    Places,
    Registration,
    Room,
    Session,
    SessionNote,
    SessionSeats,
    SessionSpeaker,
    Speaker,
    Summit,
    SummitStep,
)
from tests.factories.accounts import UserFactory
from tests.factories.files import kept
from tests.factories.summits import SummitFactory

# The row for each step's page: a summit in a state from which it starts.
ROWS = {
    "approve": "summit",
    "open-registration": "summit-approved",
    "lock-agenda": "summit-registration-open",
    "unlock-agenda": "summit-agenda-locked",
    "start": "summit-agenda-locked",
    "wrap-up": "summit-live",
    "archive": "summit-wrap-up",
    "go-virtual": "summit",
    "cancel": "summit",
}


# The row for each answer to an invitation.
ANSWERS = {
    "register": "registration",
    "decline": "registration",
    "change-attendance": "registration-own",
    "cancel": "registration-confirmed",
}


class Review(NamedTuple):
    """The review of a follow-up: its page is named by days, no row."""

    after: int = 30


def plant(site: str) -> dict[str, Any]:
    """Create summits in every state, one with gates, a role, and a step."""
    today, number = clock.today("America/New_York"), sum(map(ord, site)) % 100
    rows: dict[str, Any] = {}
    for state in State:
        rows[f"summit-{state}"] = SummitFactory(
            slug=f"20{number:02d}-{state}",
            status=state,
            starts_on=today,
            ends_on=today,
            is_published=state == State.LIVE,
        )
    planned: Summit = rows[f"summit-{State.PLANNED}"]
    rows["summit"] = planned
    for kind in ("concept", "agenda"):
        gate = Gate.objects.create(
            summit=planned, kind=kind, due_on=today - timedelta(days=90), done_on=None
        )
        rows.setdefault("gate", gate)
    for kind in ("concept", "conference"):
        Gate.objects.create(
            summit=rows["summit-approved"],
            kind=kind,
            due_on=today - timedelta(days=90),
            done_on=today - timedelta(days=91),
        )
    person = UserFactory(name="Organizes", email=f"organizer-{site}@example.gov")
    rows["grant"] = Grant.objects.create(
        summit=planned, person=person, role="organizer", starts_at=clock.now()
    )
    rows |= _agenda(planned, person)
    SummitStep.objects.create(summit=planned, step="planned", on=today, made_at=clock.now())
    return rows


def register(
    site: Site, summit: Summit, contact: User, text: Callable[[str], str]
) -> dict[str, Any]:
    """Create a delegation: its contact is invited, a colleague is confirmed; a guest says what nobody else reads."""
    Places.objects.create(summit=summit, places=9, taken=1)
    seats = [
        DelegationSeat.objects.create(summit=summit, slug=slug, title=slug, order=order)
        for order, slug in enumerate(("executive", "usao", "choice"), 1)
    ]
    colleague = UserFactory(email=f"delegate-{site.slug}@example.gov")
    known = {"summit": summit, "made_at": clock.now()}
    of_site = known | {"site": site, "kind": "delegate"}
    invited, confirmed, waiting = (
        Registration.objects.create(**of_site | values)
        for values in (
            {"seat": seats[0], "person": contact, "name": text("site"), "state": "invited"},
            {"seat": seats[1], "person": colleague, "name": text("site"), "state": "confirmed"}
            | {"has_place": True, "email": colleague.email},
            {
                "person": contact,
                "name": text("site"),
                "state": "confirmed",
                "email": "virtual@example.gov",
            }
            | {"attendance": "virtual", "kind": "guest"},
        )
    )
    guest = Registration.objects.create(
        **known, kind="provider", name="Guest", email=f"guest-{site.slug}@example.com"
    )
    Needs.objects.create(
        site=site,
        summit=summit,
        registration=confirmed,
        person=colleague,
        access=text("needs"),
        saved_at=clock.now(),
    )
    return {
        "registration": invited,
        "registration-confirmed": confirmed,
        "registration-own": waiting,
        "registration-guest": guest,
        "delegation-seat": seats[2],
    }


def arrive(site: Site, summit: Summit, contact: User, text: Callable[[str], str]) -> dict[str, Any]:
    """Create two people of a site at a live summit: its contact is expected, a colleague is checked in."""
    Places.objects.create(summit=summit, places=9, taken=2)
    colleague = UserFactory(email=f"came-{site.slug}@example.gov")
    expected, came = (
        Registration.objects.create(
            summit=summit,
            site=site,
            kind="delegate",
            person=person,
            name=text("site"),
            email=person.email,
            state="confirmed",
            has_place=True,
            made_at=clock.now(),
        )
        for person in (contact, colleague)
    )
    done = CheckIn.objects.create(
        site=site,
        summit=summit,
        registration=came,
        person=colleague,
        at=clock.now(),
        recorded_at=clock.now(),
    )
    return {"registration-expected": expected, "check-in": done}


def answer(site: Site, summit: Summit, contact: User, text: Callable[[str], str]) -> dict[str, Any]:
    """Create a session that is over, for which a site's contact and a colleague answered, who were there virtually."""
    ended = clock.now() - timedelta(hours=1)
    session = Session.objects.create(
        summit=summit,
        title="Closing plenary",
        during=DateTimeTZRange(ended - timedelta(hours=1), ended),
    )
    SessionSeats.objects.create(session=session)
    colleague = UserFactory(email=f"answered-{site.slug}@example.gov")
    for person in (contact, colleague):
        came = Registration.objects.create(
            summit=summit,
            site=site,
            kind="guest",
            person=person,
            name=text("site"),
            email=person.email,
            state="confirmed",
            attendance="virtual",
            made_at=clock.now(),
        )
        for about in (None, session):
            Feedback.objects.create(
                summit=summit,
                site=site,
                registration=came,
                person=person,
                session=about,
                overall=4,
                useful=4,
                comment="Mine." if person == contact else text("needs"),
                made_at=clock.now(),
                changed_at=clock.now(),
            )
    _speak(summit, session, contact)
    guest = Registration.objects.create(
        summit=summit,
        kind="provider",
        name="Guest",
        email=f"came-{site.slug}@example.com",
        state="confirmed",
        attendance="virtual",
        made_at=clock.now(),
    )
    answered = {"session-over": session, "registration-guest-came": guest}
    return {**answered, **_materials(summit, session, contact)}


def _speak(summit: Summit, session: Session, person: User) -> Speaker:
    """Let a person speak in a session, by name and by the speaker role."""
    speaker = Speaker.objects.create(summit=summit, name="Speaker with an account", person=person)
    SessionSpeaker.objects.create(
        summit=summit, session=session, speaker=speaker, during=session.during
    )
    Grant.objects.create(summit=summit, person=person, role="speaker", starts_at=clock.now())
    return speaker


def _materials(summit: Summit, session: Session, person: User) -> dict[str, Any]:
    """Create a file of a session and a link of the whole summit, which belong to no site."""
    file = MaterialFile.objects.create(
        summit=summit,
        session=session,
        name="slides.txt",
        media_type="text/plain",
        **kept("Slides"),
        scan="clean",
        uploaded_by=person,
        uploaded_at=clock.now(),
    )
    link = MaterialLink.objects.create(
        summit=summit,
        title="Recording",
        url="https://video.example.gov/plenary",
        added_by=person,
        added_at=clock.now(),
    )
    return {"material-file": file, "material-link": link}


def note(site: Site, session: Session, author: User, text: Callable[[str], str]) -> dict[str, Any]:
    """Create a site's note on a session, and name the review whose page is walked."""
    speaker = _speak(session.summit, session, author)
    made = SessionNote.objects.create(
        site=site, session=session, text=text("site"), author=author, made_at=clock.now()
    )
    return {"session-note": made, "review": Review(), "own-speaker": speaker}


def _agenda(summit: Summit, person: User) -> dict[str, Any]:
    """Create a room, a speaker, and a session at noon that a person chose."""
    noon = datetime.combine(summit.starts_on, time(12), ZoneInfo(summit.time_zone))
    room = Room.objects.create(summit=summit, name="Ballroom", seats=600)
    speaker = Speaker.objects.create(summit=summit, name="Speaker 1")
    session = Session.objects.create(
        summit=summit,
        title="Opening plenary",
        room=room,
        during=DateTimeTZRange(noon, noon + timedelta(hours=1)),
    )
    SessionSeats.objects.create(session=session, taken=1)
    SessionSpeaker.objects.create(
        summit=summit, session=session, speaker=speaker, during=session.during
    )
    Choice.objects.create(summit=summit, session=session, person=person, made_at=clock.now())
    return {
        "room": room,
        "speaker": speaker,
        "spare-room": Room.objects.create(summit=summit, name="Harbor 9", seats=9),
        "spare-speaker": Speaker.objects.create(summit=summit, name="Speaker 9"),
        "session-of-summit": session,
    }
