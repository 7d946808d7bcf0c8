"""Whether the outbox is keeping up with its work."""

from datetime import timedelta

from foundation.calendars import clock
from foundation.outbox.models import Message

ALARM_AFTER = timedelta(minutes=2)


def oldest_due_age() -> timedelta:
    """Return how long the oldest due message has waited; zero if none is waiting."""
    now = clock.now()
    due = Message.objects.due(now).order_by("due_at").values_list("due_at", flat=True).first()
    return now - due if due else timedelta()


def is_late() -> bool:
    """Return whether the health check and the admin should raise an alarm."""
    return oldest_due_age() > ALARM_AFTER
