"""Handlers of outbox messages of summits: each reads ids from the payload and sends a notice."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from foundation.accounts import mail
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.roles import PROGRAM_MANAGER
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.notifications.gate import declare
from foundation.notifications.notices import Due
from foundation.outbox import Letter, Payload, emit, handler, letter
from summits.actions import feedback, guests, invitations
from summits.enums import GrantRole, Registered, State
from summits.models import Choice, Grant, Registration, Session, Summit
from summits.policies import can_organize
from summits.querysets.feedback import unanswered


def _is_chosen(actor: Actor, thing: str) -> bool:
    return Choice.objects.filter(session_id=UUID(thing), person_id=actor.user_id).exists()


def _is_going(actor: Actor, thing: str) -> bool:
    return Choice.objects.filter(summit_id=UUID(thing), person_id=actor.user_id).exists()


def _is_registered(actor: Actor, thing: str) -> bool:
    found = Registration.objects.filter(pk=UUID(thing), person_id=actor.user_id)
    return found.exclude(state=Registered.SUBSTITUTED).exists()


def _is_asked(actor: Actor, thing: str) -> bool:
    mine = Registration.objects.filter(pk=UUID(thing), person_id=actor.user_id)
    return mine.unanswered().exists()


def _is_asked_how_it_was(actor: Actor, thing: str) -> bool:
    return unanswered(actor).filter(pk=UUID(thing)).exists()


def _is_organized(actor: Actor, thing: str) -> bool:
    return any(can_organize(actor, summit) for summit in Summit.objects.filter(pk=UUID(thing)))


ORGANIZED = declare("summit-is-organized", _is_organized)
HOW_IT_WAS = declare("summit-asks-for-feedback", _is_asked_how_it_was)
ASKED = declare("registration-is-asked-for", _is_asked)
REGISTERED = declare("registration-is-ones-own", _is_registered)
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
            action="see that a session you chose no longer has a time"
            if session.during.isempty
            else "see the new time or room of a session you chose",
            url=reverse("summits:my-agenda", args=[session.summit.slug]),
            why="You chose this session.",
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


@handler("summits.send_invitation")
def send_invitation(payload: Payload) -> None:
    """Invite a person: by a notice if they have an account, else by mail with a link of their own."""
    found = Registration.objects.for_list().filter(pk=str(payload["registration"])).unanswered()
    registration = found.first()
    if registration is None:
        return
    invitations.mark_invited(registration)
    if registration.person_id is None:
        emit(
            "summits.mail_invitation",
            key=f"summits.mail_invitation:{registration.pk}",
            payload={"registration": str(registration.pk), "version": registration.version},
        )
        return
    notify.send("summit-invitation", _asks(registration))


@handler("summits.send_reminder")
def send_reminder(payload: Payload) -> None:
    """Remind a person who has not answered yet: by a notice if they have an account, else by mail."""
    found = Registration.objects.for_list().filter(pk=str(payload["registration"])).unanswered()
    registration = found.first()
    if registration is None:
        return
    if registration.person_id is None:
        emit(
            "summits.mail_reminder",
            key=f"summits.mail_reminder:{registration.pk}:{payload['day']}",
            payload={**payload, "version": registration.version},
        )
        return
    notify.send("summit-invitation", _asks(registration, step=f"reminded-{payload['day']}"))


@handler("summits.tell_registration")
def tell_registration(payload: Payload) -> None:
    """Tell a person where their registration is: confirmed, on the wait-list under its number, or ended."""
    rows = Registration.objects.for_list().exclude(state=Registered.SUBSTITUTED)
    registration = rows.filter(pk=str(payload["registration"])).first()
    if registration is None or registration.version != payload["version"]:
        return
    if registration.person_id is None:
        emit(
            "summits.mail_registration",
            key=f"summits.mail_registration:{registration.pk}:{registration.version}",
            payload={"registration": str(registration.pk), "version": registration.version},
        )
        return
    notify.send(
        "summit-registration",
        Due(
            key=f"registration:{registration.pk}:{payload['version']}",
            recipients={registration.person_id},
            gate=REGISTERED(registration.pk),
            number=registration.summit.name,
            action=_done_of(registration),
            url=reverse("summits:registration", args=[registration.pk]),
            why="You were invited to this summit.",
        ),
    )


@letter("summits.mail_invitation")
def mail_invitation(payload: Payload) -> Letter | None:
    """Mail the link of an invitation to a person without an account, unless they have answered."""
    registration = _outsider(payload)
    if registration is None or not registration.is_unanswered:
        return None
    return _written("summits/invitation", registration)


@letter("summits.mail_reminder")
def mail_reminder(payload: Payload) -> Letter | None:
    """Mail the link of an invitation again to a person without an account, unless they have answered."""
    registration = _outsider(payload)
    if registration is None or not registration.is_unanswered:
        return None
    return _written("summits/reminder", registration, day=str(payload["day"]))


@letter("summits.mail_registration")
def mail_registration(payload: Payload) -> Letter | None:
    """Mail a person without an account where their registration is."""
    registration = _outsider(payload)
    return _written("summits/registration", registration) if registration else None


@letter("summits.mail_feedback")
def mail_feedback(payload: Payload) -> Letter | None:
    """Mail a guest the link of the feedback form, while answers are taken."""
    registration = _outsider(payload)
    if registration is None or not guests.asks_feedback(registration):
        return None
    return _written("summits/feedback", registration, to="summits:guest-feedback")


def _outsider(payload: Payload) -> Registration | None:
    """Return the registration if nothing has changed since the mail was queued."""
    found = Registration.objects.for_list().filter(pk=str(payload["registration"])).first()
    return found if found and found.version == payload["version"] else None


def _asks(registration: Registration, *, step: str = "") -> Due:
    """Return the notice that asks a person to answer; each step of it is sent once."""
    return Due(
        key=f"registration:{registration.pk}",
        step=step,
        recipients={registration.person_id} if registration.person_id else set(),
        gate=ASKED(registration.pk),
        number=registration.summit.name,
        action="register, or decline the invitation",
        url=reverse("summits:registration", args=[registration.pk]),
        why="You're invited to this summit.",
    )


def _written(
    template: str,
    registration: Registration,
    *,
    day: str = "",
    to: str = "summits:guest-registration",
) -> Letter | None:
    path = reverse(to, args=[invitations.token_of(registration)])
    return mail.write(
        template,
        to=mail.Outsider(registration.email),
        key=f"{template.replace('/', '-')}-{registration.pk}-{registration.version}{day and f'-{day}'}",
        context={
            "name": registration.name,
            "summit": registration.summit.name,
            "done": _done_of(registration),
            "link": settings.PUBLIC_BASE_URL + path,
        },
    )


def _done_of(registration: Registration) -> str:
    """Say in a mail's subject, in 60 letters, what became of a registration: what to see on its page."""
    virtual = " (virtual)" if registration.summit.is_virtual else ""
    if registration.summit.status == State.CANCELED:
        return "see that the summit is canceled"
    if registration.state == Registered.WAIT_LISTED:
        return f"see your wait-list number, {registration.wait_number}{virtual}"
    if registration.state == Registered.CONFIRMED:
        number = registration.wait_number
        moved = f", wait-list number {number}" if number else ""
        return f"see your confirmed place{moved}{virtual}"
    if registration.is_unanswered:
        return "register, or decline the invitation"
    return f"see that your registration is {registration.get_state_display().lower()}"
