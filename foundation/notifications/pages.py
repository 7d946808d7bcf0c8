"""Pages of the inbox: keyset, 25 rows each, one row for all notices that lead to one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from foundation.calendars import clock
from foundation.needs.reading import Need
from foundation.notifications.enums import Archived
from foundation.notifications.models import Notification, NotificationQuerySet
from foundation.notifications.wording import by_when
from foundation.ui.types import PageLinks

SIZE = 25
_STAMP = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the inbox: the newest notice about one thing, for all that lead to the same page.

    Attributes:
        notice: the newest of them.
        more: how many others there are.
        is_unread: whether one of them is unread.
        more_href: the list of all of them; empty where there are no others.
        deadline: the deadline, where the title does not say all of it.
        archived: the moment at which the reader archived it, as its address says it; empty for any other.
        need: what the thing needs of the reader now, as My day says it; empty where it needs nothing.
    """

    notice: Notification
    more: int
    is_unread: bool
    more_href: str
    deadline: str
    archived: str
    need: str


@dataclass(frozen=True, slots=True)
class InboxPage:
    """The rows of one page, the next page's cursor, and the instant the page was read."""

    rows: list[Row]
    links: PageLinks
    shown: str

    @property
    def has_read(self) -> bool:
        """Whether one of its rows is read and not archived, so that read ones can be archived."""
        return any(not row.is_unread and not row.notice.archived_at for row in self.rows)


def read(
    notices: NotificationQuerySet,
    *,
    after: str,
    filters: dict[str, str],
    needs: Sequence[Need] = (),
    tz: str = "",
) -> InboxPage:
    """Return the page after a cursor; the first page if the cursor is empty or damaged.

    Arguments:
        notices: the notices that match the filters.
        after: the cursor.
        filters: the filters in use, which the link to the next page repeats.
        needs: what needs the reader.
        tz: the reader's time zone.
    """
    start = _parse(after)
    found = notices if "about" in filters else notices.newest_of_each().counted(among=notices)
    found = found.for_inbox()
    newest = list((found.after(*start) if start else found)[: SIZE + 1])
    more = address(filters, after=cursor(newest[SIZE - 1])) if newest[SIZE:] else ""
    links = PageLinks(first=address(filters) if start else "", next=more)
    shown = stamp(newest[0].created_at) if newest else ""
    waits = {need.row.number: need for need in reversed(needs) if need.row.number}
    rows = [_row(one, waits.get(one.number), filters, tz) for one in newest]
    return InboxPage(rows[:SIZE], links, shown)


def _row(notice: Notification, need: Need | None, filters: dict[str, str], tz: str) -> Row:
    more = notice.together - 1
    day = notice.deadline.removeprefix("Was due ").removeprefix("Due ")
    due = ""
    if need and need.due_at:
        due = by_when(need.due_at, need.row.zone or tz, late=need.due_at <= clock.now())
    if due and notice.headline.endswith(due):  # the headline says it already
        due = ""
    return Row(
        notice=notice,
        more=more,
        is_unread=notice.is_unread or notice.unread > 0,
        deadline="" if day and day in notice.headline else notice.deadline,
        archived=stamp(notice.archived_at)
        if notice.archived_at and notice.archived_as == Archived.BY_HAND
        else "",
        more_href=address(filters, about=notice.topic) if more else "",
        need=f"{need.verb}{due}" if need else "",
    )


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
