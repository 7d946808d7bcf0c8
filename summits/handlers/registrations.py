"""Handlers of outbox messages about a person's registration: each reads ids from the payload and sends a notice or a mail."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from foundation.accounts import mail
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.notifications.gate import declare
from foundation.notifications.notices import Due
from foundation.outbox import Letter, Payload, emit, handler, letter
from foundation.ui import dates
from summits.actions import guests, invitations
from summits.enums import Registered, State
from summits.models import Registration
from summits.policies import answer_day
from summits.querysets.invitations import answer_days


def _is_registered(actor: Actor, thing: str) -> bool:
    found = Registration.objects.filter(pk=UUID(thing), person_id=actor.user_id)
    return found.exclude(state=Registered.SUBSTITUTED).exists()


def _is_asked(actor: Actor, thing: str) -> bool:
    mine = Registration.objects.filter(pk=UUID(thing), person_id=actor.user_id)
    return mine.unanswered().exists()


ASKED = declare("registration-is-asked-for", _is_asked)
REGISTERED = declare("registration-is-ones-own", _is_registered)


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
            "by_day": _answer_by(registration),
            "link": settings.PUBLIC_BASE_URL + path,
        },
    )


def _answer_by(registration: Registration) -> str:
    """Return the day by which an answer is asked for, such as "Mon Dec 14"; empty once it has passed."""
    day = answer_day(registration, answer_days())
    is_ahead = day >= clock.today(registration.summit.time_zone)
    return dates.week_day(day) if is_ahead else ""


def _done_of(registration: Registration) -> str:
    """Say in a mail's subject, in 60 letters, what became of a registration: what to see on its page."""
    virtual = " (virtual)" if registration.summit.is_virtual else ""
    if registration.summit.status == State.CANCELED:
        return "see that the summit is canceled"
    if registration.state == Registered.WAIT_LISTED:
        return f"see your wait-list number, {registration.wait_number}{virtual}"
    if registration.state == Registered.CONFIRMED and not registration.has_place:
        return f"see that you take part virtually{virtual}"
    if registration.state == Registered.CONFIRMED:
        number = registration.wait_number
        moved = f", wait-list number {number}" if number else ""
        return f"see your confirmed place{moved}{virtual}"
    if registration.is_unanswered:
        return "register, or decline the invitation"
    return f"see that your registration is {registration.get_state_display().lower()}"
