"""The room's durable work: mail."""

from uuid import UUID

from foundation import outbox
from foundation.notifications.mail import deliver


@outbox.handler("notifications.send_mail")
def send_mail(payload: outbox.Payload) -> None:
    """Send the mail of one notice, when it may go out."""
    deliver(UUID(str(payload["notice"])))
