"""How much a notice presses, and what became of its mail."""

from django.db.models import TextChoices


class Weight(TextChoices):
    """Which wishes of the reader a notice may pass over."""

    NORMAL = "normal", "Normal"
    CRITICAL = "critical", "Critical: goes out in quiet hours too"
    ACCOUNT = "account", "Account and security: cannot be switched off"


class NoticeKind(TextChoices):
    """What a notice is to its reader."""

    DUE = "due", "With a time limit"
    NEWS = "news", "News"


class MailState(TextChoices):
    """What became of the mail of one notice to one person."""

    WAITING = "waiting", "Waiting"
    SENT = "sent", "Sent"
    OFF = "off", "Not wanted by the reader"
    INACTIVE = "inactive", "Dropped: the account is closed"
    NO_RIGHT = "no-right", "Dropped: the reader no longer belongs to the site"


class MailWish(TextChoices):
    """When a person wants mail. In-app notices always come."""

    AT_ONCE = "at-once", "At once"
    OFF = "off", "Never, except about my account and security"
