"""Handlers of outbox messages of summits: each reads ids from the payload and sends a notice."""

from uuid import UUID

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.notifications import notify
from foundation.notifications.gate import declare
from foundation.notifications.notices import Due
from foundation.outbox import Payload, handler
from summits.enums import State
from summits.models import Choice, Session, Summit


def _is_chosen(actor: Actor, thing: str) -> bool:
    return Choice.objects.filter(session_id=UUID(thing), person_id=actor.user_id).exists()


def _is_going(actor: Actor, thing: str) -> bool:
    return Choice.objects.filter(summit_id=UUID(thing), person_id=actor.user_id).exists()


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
            action="see that a session you chose has no time any more"
            if session.during.isempty
            else "see the new time or room of a session you chose",
            url=reverse("summits:my-agenda", args=[session.summit.slug]),
            why="You chose this session.",
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
