"""The HTTP request as every view of the portal gets it."""

from datetime import datetime

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from foundation.accounts.actors import Actor
from foundation.accounts.models import User

VISITED_BEFORE = "visited_before"


class PortalRequest(HttpRequest):
    """An HTTP request with the Actor behind it and the details htmx sends."""

    actor: Actor
    htmx: HtmxDetails


def visited_before(request: HttpRequest) -> datetime | None:
    """Return when the reader last used the portal before this sign-in; None on the first visit."""
    kept = request.session.get(VISITED_BEFORE)
    return datetime.fromisoformat(kept) if kept else None


def reader_of(request: HttpRequest) -> User:
    """Return the person who is signed in, in a view that admits only signed-in people."""
    assert isinstance(request.user, User)  # noqa: S101 -- the view's mark of access refused visitors
    return request.user
