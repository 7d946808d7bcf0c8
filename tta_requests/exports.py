"""The list of requests as an export and as a saved view, with the page's own filters and visibility."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from django.http import QueryDict

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.exports.registry import Cell, Exportable
from foundation.saved_views.registry import Listed, Newest
from tta_requests.forms import filter_form
from tta_requests.models import TTARequest, TTARequestQuerySet
from tta_requests.presenters.exports import COLUMNS, row_of
from tta_requests.querysets import requests
from tta_requests.querysets.filters import Narrowed
from tta_requests.querysets.orders import NEWEST
from tta_requests.querysets.requests import PLACES

if TYPE_CHECKING:
    from tta_requests.querysets.columns import ListedRequest


def _asked(actor: Actor, query: QueryDict, found: TTARequestQuerySet) -> Narrowed:
    """Narrow requests as the page does, newest first: every order of the page has the same rows in a file."""
    asked = filter_form(actor, query).narrow(found.without_others_drafts(actor))
    return replace(asked, order=NEWEST)


def _rows(
    actor: Actor, query: QueryDict, after: str, most: int
) -> tuple[list[Sequence[Cell]], str]:
    asked = _asked(
        actor, query, requests.for_list(requests.visible_to(actor)).select_related("requester")
    )
    place = PLACES.resume(after)
    found = (asked.after(*place) if place else asked)[:most]
    listed = cast("list[ListedRequest]", list(found))
    return [row_of(each) for each in listed], PLACES.write(listed[-1]) if listed else after


def _count(actor: Actor, query: QueryDict, most: int) -> int:
    return _asked(actor, query, TTARequest.objects.all()).counted(most)


def _newest(actor: Actor, query: QueryDict) -> Newest | None:
    """Return the newest submitted request that matches; no one is notified of drafts."""
    found = _asked(actor, query, TTARequest.objects.submitted()).first()
    return Newest(found.number, found.submitted_at) if found and found.submitted_at else None


def titles(actor: Actor, numbers: Collection[str]) -> dict[str, str]:
    """Find the titles of the requests with these numbers that the actor can see."""
    ours = [number for number in numbers if number.startswith("PSP-")]
    if not ours:
        return {}
    found = requests.visible_to(actor).numbered_among(ours)
    return dict(found.values_list("number", "title"))


def _narrowed(actor: Actor, query: QueryDict) -> list[tuple[str, str]]:
    """Return the filters that are on."""
    form = filter_form(actor, query)
    form.is_valid()
    return [(label, words) for _name, label, words in form.chosen()]


WATCHED = Listed(path="/requests/", title="Requests", newest=_newest)
REQUESTS = Exportable(
    slug="requests",
    title="Requests",
    permission=P.REQUEST_VIEW,
    columns=COLUMNS,
    rows=_rows,
    count=_count,
    narrowed=_narrowed,
)
