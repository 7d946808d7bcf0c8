"""How much a notice presses, and what became of its mail."""

from django.db.models import TextChoices


class Priority(TextChoices):
    """Which wishes of the reader a notice may pass over."""

    NORMAL = "normal", "Normal"
    CRITICAL = "critical", "Critical: also sent during quiet hours"
    ACCOUNT = "account", "Account and security: can't be turned off"


class NoticeKind(TextChoices):
    """What a notice is to its reader."""

    DUE = "due", "With a deadline"
    NEWS = "news", "News"


class MailState(TextChoices):
    """What became of the mail of one notice to one person."""

    WAITING = "waiting", "Waiting"
    SENT = "sent", "Sent"
    OFF = "off", "Turned off by the reader"
    INACTIVE = "inactive", "Not sent: the account is closed"
    NO_RIGHT = "no-right", "Not sent: the reader no longer has access to the site"


class MailWish(TextChoices):
    """When a person wants mail. In-app notices always come."""

    AT_ONCE = "at-once", "At once"
    OFF = "off", "Never, except about my account and security"
