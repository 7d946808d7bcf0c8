"""Outbox jobs of notifications: mail, digests, and notices whose thing is done or undone."""

from uuid import UUID

from foundation import outbox
from foundation.calendars import clock
from foundation.notifications import actions, digests, mail
from foundation.notifications.models import Notification


@outbox.letter("notifications.send_mail")
def send_mail(payload: outbox.Payload) -> outbox.Letter | None:
    """Write the mail of one notice, if it may be sent now."""
    return mail.letter_of(UUID(str(payload["notice"])))


@outbox.letter("notifications.send_digest")
def send_digest(payload: outbox.Payload) -> outbox.Letter | None:
    """Write one reader's digest, if it says something new."""
    return digests.letter_of(UUID(str(payload["entry"])))


@outbox.handler("notifications.settle")
def settle(payload: outbox.Payload) -> None:
    """Ask the gates of a thing's open notices again, because the thing changed."""
    open_ones = Notification.objects.open().of_things([str(payload["number"])])
    actions.settle(open_ones.for_gate(), at=clock.now())


@outbox.handler("notifications.withdraw")
def withdraw(payload: outbox.Payload) -> None:
    """Withdraw the notices of a step that was undone, and correct the mail that went."""
    actions.withdraw(str(payload["key"]), step=str(payload["step"]), at=clock.now())
