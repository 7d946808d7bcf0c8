"""What the page's shell asks of this room."""

from django.http import HttpRequest

from foundation.calendars import clock
from foundation.needs.reading import count_of


def keep_count(request: HttpRequest, count: int) -> None:
    """Tell the header how many things need the reader, where the page has asked already."""
    request.needs_count = count  # type: ignore[attr-defined]  # -- read by needs_count alone


def needs_count(request: HttpRequest) -> int:
    """Count what needs the reader; one statement, none for a visitor."""
    kept: int | None = getattr(request, "needs_count", None)
    if kept is not None:
        return kept
    actor = getattr(request, "actor", None)  # pages before the tenancy's middleware have none
    return count_of(actor, clock.now()) if actor is not None and actor.user_id else 0
