"""The HTTP request as every view of the portal gets it, and what views answer with a page that isn't found."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from django.http import Http404, HttpRequest
from django_htmx.middleware import HtmxDetails

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.workflow.cursors import Cursors, Position

Row = TypeVar("Row")
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


def first_or_404(rows: Sequence[Row]) -> Row:
    """Return the row that a compiled query found.

    Raises:
        Http404: when it found none.
    """
    for row in rows:
        return row
    raise Http404


def place_or_404(cursors: Cursors, given: str) -> Position | None:
    """Return the position after which a page of a list begins; None for the first page.

    Arguments:
        cursors: those of the list.
        given: what the address says.

    Raises:
        Http404: when the address was damaged or made up.
    """
    place = cursors.read(given) if given else None
    if given and place is None:
        raise Http404
    return place
