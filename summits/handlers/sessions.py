"""Handlers of outbox messages about a summit and its sessions: each reads ids from the payload and sends a notice."""

from uuid import UUID

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.roles import PROGRAM_MANAGER
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.notifications.gate import declare
from foundation.notifications.notices import Due
from foundation.outbox import Payload, handler
from foundation.ui import dates
from summits.actions import feedback
from summits.enums import GrantRole, State
from summits.handlers.registrations import REGISTERED
from summits.models import Choice, Grant, Registration, Session, Summit
from summits.policies import can_organize
from summits.querysets.feedback import unanswered


def _is_chosen(actor: Actor, thing: str) -> bool:
    return Choice.objects.filter(session_id=UUID(thing), person_id=actor.user_id).exists()


def _is_going(actor: Actor, thing: str) -> bool:
    return Choice.objects.filter(summit_id=UUID(thing), person_id=actor.user_id).exists()


def _is_asked_how_it_was(actor: Actor, thing: str) -> bool:
    return unanswered(actor).filter(pk=UUID(thing)).exists()


def _is_organized(actor: Actor, thing: str) -> bool:
    return any(can_organize(actor, summit) for summit in Summit.objects.filter(pk=UUID(thing)))


ORGANIZED = declare("summit-is-organized", _is_organized)
HOW_IT_WAS = declare("summit-asks-for-feedback", _is_asked_how_it_was)
GOING = declare("sessions-of-summit-are-chosen", _is_going)
CHOSEN = declare("session-is-chosen", _is_chosen)


@handler("summits.tell_moved")
def tell_moved(payload: Payload) -> None:
    """Tell the people who chose a session that it has another time or room, or none."""
    session = Session.objects.select_related("summit").get(pk=str(payload["session"]))
    people = set(Choice.objects.filter(session=session).values_list("person", flat=True))
    notify.send(
        "session-moved",
        Due(
            key=f"session:{session.pk}:{payload['version']}",
            recipients=people,
            gate=CHOSEN(session.pk),
            number=session.summit.name,
            action=_moved(session),
            url=reverse("summits:my-agenda", args=[session.summit.slug]),
            why="You chose this session.",
        ),
    )


def _moved(session: Session) -> str:
    """Say what is new about a session; its time leaves the portal with a public agenda alone, as its title does (ADR 71)."""
    starts, summit = session.starts_at, session.summit
    if starts is None:
        return "see that a session you chose no longer has a time"
    if not summit.is_agenda_public:
        return "see the new time or room of a session you chose"
    return f"see a session you chose, now {dates.when(starts, summit.time_zone)}"


@handler("summits.tell_seat_given_up")
def tell_seat_given_up(payload: Payload) -> None:
    """Tell a person who takes part virtually that a session they chose is for people who come now."""
    session = Session.objects.select_related("summit").get(pk=str(payload["session"]))
    registration = Registration.objects.get(pk=str(payload["registration"]))
    if registration.person_id is None:
        return  # the account was closed
    notify.send(
        "session-seat-given-up",
        Due(
            key=f"given-up:{session.pk}:{session.version}",
            recipients={registration.person_id},
            gate=REGISTERED(registration.pk),
            number=session.summit.name,
            action="see why a session you chose isn't on your agenda anymore",
            url=reverse("summits:session", args=[session.pk]),
            why="You chose this session and take part virtually.",
        ),
    )


@handler("summits.tell_seat")
def tell_seat(payload: Payload) -> None:
    """Tell a person who waited for a session that they have a seat, unless they gave it up."""
    rows = Choice.objects.select_related("session__summit").seated()
    choice = rows.filter(pk=str(payload["choice"])).first()
    if choice is None:
        return
    summit = choice.session.summit
    notify.send(
        "session-seat",
        Due(
            key=f"seat:{choice.pk}",
            recipients={choice.person_id},
            gate=CHOSEN(choice.session_id),
            number=summit.name,
            action="see that you have a seat in a session you waited for",
            url=reverse("summits:my-agenda", args=[summit.slug]),
            why="You were on this session's wait-list.",
        ),
    )


@handler("summits.tell_changed")
def tell_changed(payload: Payload) -> None:
    """Tell the people who chose sessions of a summit that it is canceled, or virtual."""
    summit = Summit.objects.get(pk=str(payload["summit"]))
    people = set(Choice.objects.of_summit(summit.pk).values_list("person", flat=True))
    is_canceled = summit.status == State.CANCELED
    notify.send(
        "summit-changed",
        Due(
            key=f"summit:{summit.pk}:{payload['version']}",
            recipients=people,
            gate=GOING(summit.pk),
            number=summit.name,
            action="see that the summit is canceled"
            if is_canceled
            else "see that the summit is virtual now",
            url=reverse("summits:my-agenda", args=[summit.slug]),
            why="You chose sessions of this summit.",
        ),
    )


@handler("summits.ask_feedback")
def ask_feedback(payload: Payload) -> None:
    """Ask everyone who was at a summit for feedback, once: by a notice, and guests by mail with their link."""
    summit = Summit.objects.get(pk=str(payload["summit"]))
    notify.send(
        "summit-feedback",
        Due(
            key=f"feedback:{summit.pk}",
            recipients=feedback.ask(summit),
            gate=HOW_IT_WAS(summit.pk),
            number=summit.name,
            action="give feedback on the summit",
            url=reverse("summits:feedback", args=[summit.slug]),
            why="You were at this summit.",
        ),
    )


@handler("summits.tell_speaking")
def tell_speaking(payload: Payload) -> None:
    """Tell a summit's organizers, or the managers of one without any, what a speaker changed; never that speaker."""
    summit = Summit.objects.get(pk=str(payload["summit"]))
    found = Grant.objects.of_summit(summit.pk).live(clock.now()).with_role(GrantRole.ORGANIZER)
    people = found.people() or set(User.objects.open_with_role(PROGRAM_MANAGER.slug))
    session = payload.get("session")
    notify.send(
        "speaker-changed",
        Due(
            key=f"speaking:{session or payload['speaker']}:{payload['version']}",
            recipients=people - {payload.get("by")},
            gate=ORGANIZED(summit.pk),
            number=summit.name,
            action="see what a speaker changed in a session"
            if session
            else "see what a speaker changed in their biography",
            url=reverse("summits:session", args=[session])
            if session
            else reverse("summits:rooms", args=[summit.slug]),
            why="You organize this summit, or manage the program.",
        ),
    )
