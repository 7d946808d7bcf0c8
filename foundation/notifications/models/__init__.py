"""The ledger of sent notices, the notices in inboxes, and mail preferences."""

from foundation.notifications.models.inbox import Notification, NotificationQuerySet
from foundation.notifications.models.ledger import DIGEST, Ledger, LedgerQuerySet
from foundation.notifications.models.preferences import Preference
from foundation.notifications.models.schedules import ReminderDays

__all__ = [
    "DIGEST",
    "Ledger",
    "LedgerQuerySet",
    "Notification",
    "NotificationQuerySet",
    "Preference",
    "ReminderDays",
]
