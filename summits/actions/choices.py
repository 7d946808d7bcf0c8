"""Choose sessions of a summit, and say when a chosen session moves."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint, powers_of
from foundation.workflow import locks
from foundation.workflow.errors import NotAllowed
from summits import policies
from summits.actions import places
from summits.actions.seats import JOB, hold_seats, leave_seat, take_seat
from summits.errors import NotPlaced, SeatForThoseWhoCome
from summits.models import Choice, Places, Registration, Session, Summit
from summits.models.choices import ChoiceQuerySet
from summits.querysets.registrations import own_of

CLOSED = "You can choose sessions from the day registration opens until the summit is over."


@atomic_savepoint
def choose(session: Session, *, by: Actor) -> Choice:
    """Choose a session, with a seat in its room or a number on its wait-list; choosing it twice changes nothing.

    Raises:
        NotAllowed: before registration opens, and once the summit is over.
        NotPlaced: when the session has no time yet.
        SeatForThoseWhoCome: when it is in a room, and the person takes part virtually.
    """
    # Before the seats, as in every change of a registration: a change to virtual gives up what was chosen by then.
    own = own_of(by, session.summit_id)
    registered = locks.hold_all(own.order_by("pk"), no_key=True)
    seats = hold_seats(session)
    # Read after the wait: an organizer may have moved the session to a smaller room meanwhile.
    found = Session.objects.select_related("summit", "room").get(pk=session.pk)
    if by.user_id is None or not policies.can_choose(by, found.summit):
        raise NotAllowed(CLOSED)
    if found.during.isempty:
        raise NotPlaced
    mine = Choice.objects.filter(session=found, person_id=by.user_id).first()
    if mine is not None:
        return mine
    require_seat(found, registered)
    number = take_seat(seats, found)
    return Choice.objects.create(
        summit_id=found.summit_id,
        session=found,
        person_id=by.user_id,
        has_seat=number is None,
        wait_number=number,
        room_told=found.room_name,
        made_at=clock.now(),
    )


def require_seat(session: Session, registered: Collection[Registration]) -> None:
    """Refuse a seat in a room to a person who takes part virtually.

    Arguments:
        registered: the person's own registrations, without those that ended.

    Raises:
        SeatForThoseWhoCome: when none of them is in person, and the session is in a room.
    """
    if policies.needs_coming(session) and policies.comes_only_virtually(registered):
        raise SeatForThoseWhoCome


@atomic_savepoint
def leave(session: Session, *, by: Actor) -> None:
    """Give up a chosen session; its seat is the next person's on the wait-list."""
    seats = hold_seats(session)
    rows = Choice.objects.select_related("session__summit", "session__room")
    mine = rows.filter(session=session, person_id=by.user_id).first()
    if mine is not None:
        mine.delete()
        leave_seat(seats, mine)


def give_up(registration: Registration) -> None:
    """Give up the sessions of a person who no longer comes; each seat is the next person's on its wait-list.

    Whoever still comes by another registration keeps them. The caller holds the summit's places, and has saved the
    registration.
    """
    person, summit = registration.person_id, registration.summit_id
    with powers_of(JOB):  # nobody reads what others chose
        if not Registration.objects.of_summit(summit).of_person(person).holding().exists():
            _give_up(Choice.objects.of_summit(summit).filter(person_id=person))


def give_up_rooms(registration: Registration) -> None:
    """Give up the seats in rooms of a person who takes part virtually now; sessions without a limit stay chosen.

    Whoever comes in person by another registration keeps them. The caller holds the summit's places, and has saved
    the registration.
    """
    person, summit = registration.person_id, registration.summit_id
    with powers_of(JOB):  # nobody reads what others chose
        own = Registration.objects.of_summit(summit).of_person(person)
        if not own.holding().in_person().exists():
            chosen = Choice.objects.of_summit(summit).filter(person_id=person)
            _give_up(chosen.exclude(session__room=None))


def give_up_virtual(session: Session) -> None:
    """Give up the seats of those who take part virtually, of a session that is in a room now; each is told.

    Holds the summit's places first, which every change of a registration holds: whoever says at the same moment how
    they take part is read here, or reads the session's room.

    Arguments:
        session: saved, with its summit and room.
    """
    if not Places.objects.filter(pk=session.summit_id).exists():
        return  # nobody is registered
    places.hold(session.summit)
    hold_seats(session)
    with powers_of(JOB):  # nobody reads what others chose
        chosen = Choice.objects.of_session(session.pk)
        own = _registrations_of(session.summit_id, chosen.values_list("person", flat=True))
        virtual = {pk: found for pk, found in own.items() if policies.comes_only_virtually(found)}
        _give_up(chosen.filter(person__in=virtual))
    for person, (registration, *_) in virtual.items():
        emit(
            "summits.tell_seat_given_up",
            key=f"summits.given-up:{session.pk}:{session.version}:{person}",
            payload={"session": str(session.pk), "registration": str(registration.pk)},
        )


def _registrations_of(summit: UUID, people: Iterable[int]) -> Mapping[int, list[Registration]]:
    """Group the registrations of people at a summit that haven't ended."""
    found: dict[int, list[Registration]] = defaultdict(list)
    of_people = Registration.objects.of_summit(summit).holding().filter(person__in=list(people))
    for each in of_people.order_by("pk"):
        found[each.person_id or 0].append(each)
    return found


def _give_up(chosen: ChoiceQuerySet) -> None:
    for each in chosen.select_related("session__summit", "session__room").order_by("session"):
        seats = hold_seats(each.session)
        mine = chosen.filter(pk=each.pk).first()  # they may have left it meanwhile
        if mine is not None:
            mine.delete()
            mine.session = each.session
            leave_seat(seats, mine)


@atomic_savepoint
def look(summit: Summit, *, by: Actor) -> None:
    """Remember which rooms the person has read by now: a change is said until then."""
    mine = Choice.objects.filter(summit=summit, person_id=by.user_id)
    for choice in mine.select_related("session__room"):
        room = choice.session.room
        if room is not None and choice.room_told != room.name:
            choice.room_told = room.name
            choice.save(update_fields=["room_told"])


def tell_changed(summit: Summit, *, version: int) -> None:
    """Queue the notice that a summit is canceled or virtual, to the people who chose its sessions."""
    emit(
        "summits.tell_changed",
        key=f"summits.changed:{summit.pk}:{version}",
        payload={"summit": str(summit.pk), "version": version},
    )


def tell_moved(session: Session) -> None:
    """Queue the notice that a session has another time or room, to the people who chose it."""
    emit(
        "summits.tell_moved",
        key=f"summits.moved:{session.pk}:{session.version}",
        payload={"session": str(session.pk), "version": session.version},
    )
