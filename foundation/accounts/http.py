"""The request as every view of the portal sees it."""

from datetime import datetime

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from foundation.accounts.actors import Actor

VISITED_BEFORE = "visited_before"


class PortalRequest(HttpRequest):
    """A request with the Actor behind it and what htmx asks."""

    actor: Actor
    htmx: HtmxDetails


def visited_before(request: HttpRequest) -> datetime | None:
    """When the reader was last here before this log-in; None on the first visit."""
    kept = request.session.get(VISITED_BEFORE)
    return datetime.fromisoformat(kept) if kept else None
