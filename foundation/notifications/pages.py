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
    """The notices of one page, the next page's cursor, and the instant the page was read."""

    notices: list[Notification]
    links: PageLinks
    shown: str


def read(notices: NotificationQuerySet, *, after: str, filters: dict[str, str]) -> InboxPage:
    """Return the page after a cursor; the first page if the cursor is empty or damaged.

    Arguments:
        notices: the notices that match the filters.
        after: the cursor.
        filters: the filters in use, which the link to the next page repeats.
    """
    start = _parse(after)
    found = notices.for_inbox()
    rows = list((found.after(*start) if start else found)[: SIZE + 1])
    more = address(filters, after=cursor(rows[SIZE - 1])) if rows[SIZE:] else ""
    links = PageLinks(first=address(filters) if start else "", next=more)
    return InboxPage(rows[:SIZE], links, stamp(rows[0].created_at) if rows else "")


def address(filters: dict[str, str], **changes: str) -> str:
    """Return the inbox's URL with these filters, some of them changed."""
    asked = {name: value for name, value in (filters | changes).items() if value}
    inbox = reverse("notifications:inbox")
    return f"{inbox}?{urlencode(asked)}" if asked else inbox


def cursor(notice: Notification) -> str:
    """Return the cursor of a notice's position in the inbox."""
    return f"{stamp(notice.created_at)}-{notice.pk.hex}"


def stamp(moment: datetime) -> str:
    """Format an instant for a URL, in UTC."""
    return moment.astimezone(UTC).strftime(_STAMP)


def instant(text: str) -> datetime | None:
    """Parse an instant that ``stamp`` formatted; None for any other text."""
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
