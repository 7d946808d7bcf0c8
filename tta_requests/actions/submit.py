"""Sending a request: the row, its clocks and its message to the router, in one transaction."""

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.outbox.enums import Lane
from foundation.tenancy.context import atomic
from tta_requests.actions.record import locked, move
from tta_requests.enums import Urgency
from tta_requests.models import TTARequest
from tta_requests.policies import is_automatic


@atomic
def submit(request: TTARequest, *, by: Actor) -> TTARequest:
    """Send a draft. The broker may be down: what is committed here is routed once anything drains.

    Raises:
        Refused: when it is no draft any more, or lacks what a provider must know.
    """
    sent = locked(request.pk)
    move(sent, "submit", "Request submitted", by=by, submitted_at=clock.now())
    emit(
        "tta_requests.route",
        key=f"route:{sent.pk}",
        payload={"request": str(sent.pk)},
        lane=Lane.EXPEDITED if is_automatic(sent) else Lane.NORMAL,
    )
    if sent.urgency == Urgency.CRITICAL:
        payload = {"request": str(sent.pk)}
        emit("tta_requests.ask_endorsement", key=f"endorse:{sent.pk}", payload=payload)
    return sent
