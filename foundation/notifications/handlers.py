"""Outbox jobs of notifications: mail."""

from uuid import UUID

from foundation import outbox
from foundation.notifications.mail import letter_of


@outbox.letter("notifications.send_mail")
def send_mail(payload: outbox.Payload) -> outbox.Letter | None:
    """Write the mail of one notice, if it may be sent now."""
    return letter_of(UUID(str(payload["notice"])))
