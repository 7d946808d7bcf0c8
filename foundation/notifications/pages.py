"""Pages of the inbox: keyset, 25 notices each."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from foundation.notifications.models import Notification, NotificationQuerySet
from foundation.ui.types import PageLinks

SIZE = 25
_STAMP = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Some notices, where the next ones are, and the instant up to which the page shows them."""

    notices: list[Notification]
    links: PageLinks
    shown: str


def read(notices: NotificationQuerySet, *, after: str, filters: dict[str, str]) -> InboxPage:
    """Return the page that follows a cursor; the first one without a cursor or with a damaged one.

    Arguments:
        notices: those that fit.
        after: the cursor.
        filters: what they were narrowed by, which the next page keeps.
    """
    start = _parse(after)
    found = notices.for_inbox()
    rows = list((found.after(*start) if start else found)[: SIZE + 1])
    more = address(filters, after=cursor(rows[SIZE - 1])) if rows[SIZE:] else ""
    links = PageLinks(first=address(filters) if start else "", next=more)
    return InboxPage(rows[:SIZE], links, stamp(rows[0].created_at) if rows else "")


def address(filters: dict[str, str], **changes: str) -> str:
    """Return the inbox with these filters, some of them changed."""
    asked = {name: value for name, value in (filters | changes).items() if value}
    inbox = reverse("notifications:inbox")
    return f"{inbox}?{urlencode(asked)}" if asked else inbox


def cursor(notice: Notification) -> str:
    """Return what names a notice's place in the inbox."""
    return f"{stamp(notice.created_at)}-{notice.pk.hex}"


def stamp(moment: datetime) -> str:
    """Return an instant as it stands in an address."""
    return moment.astimezone(UTC).strftime(_STAMP)


def instant(text: str) -> datetime | None:
    """Return the instant that ``stamp`` wrote; None when it did not write this."""
    try:
        return datetime.strptime(text, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _parse(text: str) -> tuple[datetime, UUID] | None:
    moment, _, key = text.partition("-")
    at = instant(moment)
    try:
        return (at, UUID(hex=key)) if at else None
    except ValueError:
        return None
