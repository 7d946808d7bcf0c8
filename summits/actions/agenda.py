"""Build a summit's agenda: rooms, speakers, sessions, their times and places."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from foundation.accounts.actors import Actor
from foundation.tenancy import powers
from foundation.tenancy.context import atomic_savepoint
from foundation.ui import dates
from foundation.workflow.versions import check_version
from sites.models import CoreArea
from summits import policies
from summits.actions.choices import give_up_virtual, tell_moved
from summits.actions.names import named
from summits.actions.seats import fill_seats, has_takers, open_seats
from summits.actions.speakers import account_of
from summits.actions.steps import held_for_work
from summits.enums import Audience
from summits.errors import RoomTaken, SpeakerTaken, UnlikelyTimes
from summits.models import Room, Session, SessionSpeaker, Speaker, Summit, no_time

MAX_HOURS = 12
OUTSIDE = "Enter a time on one of the summit's days."
TOO_LONG = "A session lasts at most 12 hours. Enter an earlier end."
SKIPPED = "Clocks go forward then, so this time doesn't exist that day. Enter another time."


@atomic_savepoint
def add_room(
    summit: Summit, *, name: str, seats: int, equipment: Collection[str] = (), by: Actor
) -> Room:
    """Add a room to a summit.

    Raises:
        NotYourSummit: when the actor does not organize it.
        NameTaken: when the summit has a room of that name.
    """
    held = held_for_work(summit, by=by)
    return named(
        lambda: Room.objects.create(
            summit=held, name=name, seats=seats, equipment=sorted(equipment)
        )
    )


@atomic_savepoint
def add_speaker(
    summit: Summit,
    *,
    name: str,
    position: str = "",
    biography: str = "",
    email: str = "",
    by: Actor,
) -> Speaker:
    """Add a speaker to a summit.

    Arguments:
        email: of the account with the speaker role at this summit, which may then add to the speaker's sessions.

    Raises:
        NotYourSummit: when the actor does not organize it.
        NameTaken: when the summit has a speaker of that name.
        NoSpeakersAccount: when no account with the speaker role has the address.
    """
    held = held_for_work(summit, by=by)
    person = account_of(held, email)
    facts = {"name": name, "position": position, "biography": biography.strip()}
    return named(lambda: Speaker.objects.create(summit=held, person=person, **facts))


@atomic_savepoint
def add_session(
    summit: Summit,
    *,
    title: str,
    text: str = "",
    core_area: CoreArea | None = None,
    audience: Audience = Audience.EVERYONE,
    expected: int | None = None,
    needs: Collection[str] = (),
    speakers: Iterable[Speaker] = (),
    by: Actor,
) -> Session:
    """Add a session, which has no time and room yet.

    Raises:
        NotYourSummit: when the actor does not organize it.
    """
    held = held_for_work(summit, by=by)
    made = Session.objects.create(
        summit=held,
        title=title,
        text=text,
        core_area=core_area,
        audience=audience,
        expected=expected or 0,
        needs=sorted(needs),
    )
    open_seats(made)
    _seat_speakers(made, speakers, by=by)
    return made


@atomic_savepoint
def change_session(
    session: Session, *, version: int | str | None, values: dict[str, Any], by: Actor
) -> Session:
    """Change what a session is about, and who speaks.

    Raises:
        NotYourSummit: when the actor does not organize the summit.
        StaleEdit: when someone changed it since.
        SpeakerTaken: when a speaker is in another session then; the sentence names it.
    """
    held = _held(session, version=version, by=by)
    for name in ("title", "text", "core_area", "audience"):
        setattr(held, name, values[name])
    held.expected, held.needs = values["expected"] or 0, sorted(values["needs"])
    _seat_speakers(held, values["speakers"], by=by)
    held.version += 1
    held.save()
    return held


@atomic_savepoint
def place(
    session: Session,
    *,
    room: Room | None,
    starts: datetime,
    ends: datetime,
    version: int | str | None,
    by: Actor,
) -> Session:
    """Give a session a time and a room; the people who chose it are told if that is new.

    A larger room has seats for people on the wait-list. Those who take part virtually have none in any room.

    Arguments:
        starts: local time of the summit, without a zone.
        ends: the same.

    Raises:
        NotYourSummit: when the actor does not organize the summit.
        StaleEdit: when someone changed it since.
        UnlikelyTimes: as ``range_of``.
        RoomTaken: when another session is in the room then; the sentence names it.
        SpeakerTaken: when a speaker is in another session then; the sentence names it.
    """
    held = _held(session, version=version, by=by)
    during = range_of(held.summit, starts, ends)
    before = (held.room, held.during)
    held.room, held.during = room, during
    held.version += 1
    try:
        with atomic_savepoint:
            held.save()
    except IntegrityError as error:
        raise _refusal(error, held, room, during) from error
    if policies.needs_coming(held):
        give_up_virtual(held)
    fill_seats([held])
    was_placed = not before[1].isempty
    if before != (room, during) and (was_placed or has_takers(held)):
        tell_moved(held)
    return held


@atomic_savepoint
def unplace(session: Session, *, version: int | str | None, by: Actor) -> Session:
    """Take a session off the agenda; it keeps its speakers, and waits for another time.

    Raises:
        NotYourSummit: when the actor does not organize the summit.
        StaleEdit: when someone changed it since.
    """
    held = _held(session, version=version, by=by)
    was_placed = not held.during.isempty
    held.room, held.during = None, no_time()
    held.version += 1
    held.save()
    if was_placed:
        tell_moved(held)
    return held


def _held(session: Session, *, version: int | str | None, by: Actor) -> Session:
    """Hold a session behind its summit, which is locked first."""
    summit = held_for_work(session.summit, by=by)
    held: Session = Session.objects.select_related("room").get(pk=session.pk)
    held.summit = summit
    check_version(held, version)
    return held


def _seat_speakers(session: Session, speakers: Iterable[Speaker], *, by: Actor) -> None:
    wanted = {speaker.pk: speaker for speaker in speakers}
    gone = SessionSpeaker.objects.filter(session=session).exclude(speaker__in=wanted)
    if gone.filter(speaker__person_id=by.user_id).exists():
        powers.give_up()
    gone.delete()
    known = set(SessionSpeaker.objects.filter(session=session).values_list("speaker", flat=True))
    for pk in sorted(set(wanted) - known):
        try:
            with atomic_savepoint:
                SessionSpeaker.objects.create(
                    summit_id=session.summit_id,
                    session=session,
                    speaker=wanted[pk],
                    during=session.during,
                )
        except IntegrityError as error:
            raise _speaker_refusal(error, session, wanted[pk]) from error


def range_of(summit: Summit, starts: datetime, ends: datetime) -> DateTimeTZRange:
    """Return a session's time from local times of the summit, without a zone.

    Raises:
        UnlikelyTimes: when it doesn't end after it begins, lasts over 12 hours, is on another day than the summit's,
            or is a time that clocks skip.
    """
    if ends <= starts:
        raise UnlikelyTimes(field="ends")
    last = summit.ends_on or summit.starts_on
    if not summit.starts_on <= starts.date() <= last:
        raise UnlikelyTimes(OUTSIDE, field="day")
    zone = ZoneInfo(summit.time_zone)
    first, end = starts.replace(tzinfo=zone), ends.replace(tzinfo=zone)
    for each, field in ((first, "starts"), (end, "ends")):
        if each.astimezone(ZoneInfo("UTC")).astimezone(zone).replace(tzinfo=None) != each.replace(
            tzinfo=None
        ):
            raise UnlikelyTimes(SKIPPED, field=field)
    utc = ZoneInfo("UTC")
    if (end.astimezone(utc) - first.astimezone(utc)).total_seconds() > MAX_HOURS * 3600:
        raise UnlikelyTimes(TOO_LONG, field="ends")
    return DateTimeTZRange(first.astimezone(utc), end.astimezone(utc))


def _refusal(
    error: IntegrityError, session: Session, room: Room | None, during: DateTimeTZRange
) -> Exception:
    """Return the refusal that names the other session, or the error if it is another one."""
    text, others = str(error), Session.objects.exclude(pk=session.pk)
    if "a_room_has_one_session_at_a_time" in text and room is not None:
        other = others.clashing_in_room(room, during).first()
        return RoomTaken(_says(f"{room.name} has", other, session)) if other else RoomTaken()
    if "a_speaker_has_one_session_at_a_time" in text:
        for speaker in session.speakers.all():
            if other := others.clashing_for(speaker, during).first():
                return SpeakerTaken(_says(f"{speaker.name} speaks in", other, session))
        return SpeakerTaken()
    return error


def _speaker_refusal(error: IntegrityError, session: Session, speaker: Speaker) -> Exception:
    if "a_speaker_has_one_session_at_a_time" not in str(error):
        return error
    others = Session.objects.exclude(pk=session.pk)
    other = others.clashing_for(speaker, session.during).first()
    return (
        SpeakerTaken(_says(f"{speaker.name} speaks in", other, session))
        if other
        else SpeakerTaken()
    )


def _says(begin: str, other: Session, session: Session) -> str:
    zone = ZoneInfo(session.summit.time_zone)
    first, last = (at.astimezone(zone) for at in (other.starts_at, other.ends_at) if at is not None)
    times = f"{dates.time_of_day(first)} to {dates.time_of_day(last)}"
    return f"{begin} “{other.title}” on {dates.week_day(first.date())} from {times}. Choose another room or time."
