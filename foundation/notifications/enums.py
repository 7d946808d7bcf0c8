"""Priorities and kinds of notices, states of their mail, and mail preferences."""

from django.db.models import TextChoices


class Priority(TextChoices):
    """How urgent a notice is, which decides the preferences it may override."""

    NORMAL = "normal", "Normal"
    CRITICAL = "critical", "Critical: also sent during quiet hours"
    ACCOUNT = "account", "Account and security: can't be turned off"


class NoticeKind(TextChoices):
    """Whether a notice needs something by a deadline or is news."""

    DUE = "due", "With a deadline"
    NEWS = "news", "News"


class MailState(TextChoices):
    """Whether the mail of one notice to one person was sent."""

    WAITING = "waiting", "Waiting"
    SENT = "sent", "Sent"
    OFF = "off", "Turned off by the reader"
    INACTIVE = "inactive", "Not sent: the account is closed"
    NO_RIGHT = "no-right", "Not sent: the reader no longer has access to the site"
    OVER = "over", "Not sent: it no longer needed the reader"
    DIGEST = "digest", "Left to the reader's daily digest"
    REPLACED = "replaced", "Not sent: a later step replaced it"
    UNCHANGED = "unchanged", "Not sent: nothing new since the last digest"


class Archived(TextChoices):
    """Why a notice left the open notices of an inbox."""

    DONE = "done", "Done, or no longer needs you"
    UNDONE = "undone", "Withdrawn: the step was undone"
    BY_HAND = "by-hand", "Archived by you"


class MailWish(TextChoices):
    """When a person wants mail. In-app notices always come."""

    AT_ONCE = "at-once", "At once"
    DAILY = "daily", "Daily digest"
    OFF = "off", "Never"
