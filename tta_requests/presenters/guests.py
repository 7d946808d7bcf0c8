"""Federal offices in a conversation: who they are, until when, and the page they see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from foundation.ui import dates
from foundation.ui.types import MessageView
from tta_requests.models import Entry, Share, TTARequest
from tta_requests.presenters import request_facts, timeline

if TYPE_CHECKING:
    from tta_requests.querysets.columns import ReferredRequest

A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Guest:
    """An office that comments, and its last day in the site's time zone."""

    pk: str
    office: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestPage:
    """All a federal colleague sees of a request."""

    facts: Sequence[tuple[str, object]]
    thread: Sequence[MessageView]
    until: str
    may_write: bool


def guests_of(tta_request: "ReferredRequest") -> list[Guest]:
    """Return the offices that comment on a request, as its page lists them."""
    zone = tta_request.site.time_zone
    return [
        Guest(row["pk"], row["office"], last_day(datetime.fromisoformat(row["ends_at"]), zone))
        for row in tta_request.colleagues_told
    ]


def guest_page(
    tta_request: TTARequest, said: Iterable[Entry], share: Share | None, *, may_write: bool
) -> GuestPage:
    """Return the page an invited office sees: what the site asked for, and the conversation.

    Arguments:
        tta_request: the request.
        said: the messages the reader may see, newest first.
        share: the share of the reader's office.
        may_write: whether the reader may still comment.
    """
    ends_at = share.ends_at if share else None
    return GuestPage(
        facts=request_facts.few_facts(tta_request),
        thread=timeline.thread(said, tz=tta_request.site.time_zone),
        until=last_day(ends_at, tta_request.site.time_zone) if ends_at else "",
        may_write=may_write,
    )


def last_day(ends_at: datetime, tz: str) -> str:
    """Return the last day of access, "Thu Dec 24", where access ends at the midnight after it."""
    return dates.day((ends_at - A_MOMENT).astimezone(ZoneInfo(tz)).date())
