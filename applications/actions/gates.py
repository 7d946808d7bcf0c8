"""Whether a person a notice was planned for still reviews the application, and hasn't submitted scores."""

from uuid import UUID

from applications.models import Reviewer
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.notifications.gate import declare


def _reviews(actor: Actor, thing: str) -> bool:
    held = Reviewer.objects.held_by(actor, clock.now())
    return held.waiting().filter(pk=UUID(thing)).exists()


REVIEWS = declare("application-waits-for-scores", _reviews)
