"""The list of requests: filters and position in the address, 25 rows per page, never a count of all."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from foundation.accounts.access import access
from foundation.accounts.actors import Actor
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.exports.forms import ExportForm
from foundation.ui.pages import page
from foundation.ui.types import PageLinks
from tta_requests.enums import Status
from tta_requests.forms import FilterForm
from tta_requests.models import TTARequest
from tta_requests.presenters.request_list import row_of
from tta_requests.querysets import choices, requests
from tta_requests.querysets.filters import Narrowed
from tta_requests.querysets.requests import PLACES

if TYPE_CHECKING:
    from tta_requests.querysets.columns import ListedRequest

PAGE = 25
DAMAGED = "That page of the list is no longer available, so this is the first page."
QUICK = (
    Status.DRAFT,
    Status.TRIAGE,
    Status.OFFERED,
    Status.SCOPING,
    Status.IN_DELIVERY,
    Status.DELIVERED,
    Status.NEEDS_INFORMATION,
    Status.CLOSED,
)


@access(P.REQUEST_VIEW)
def index(request: PortalRequest) -> HttpResponse:
    """Show the requests the reader may see, newest first."""
    actor = request.actor
    filled = _form_for(actor)
    form = filled(request.GET)
    found = requests.shown_to(actor)
    asked = form.narrow(requests.for_list(found))
    rows, links, damaged = _page(asked, request.GET)
    within = f"?{urlencode({'list': filters})}" if (filters := _filters(request.GET)) else ""
    now, notes = clock.now(), [DAMAGED] if damaged else []
    notes += [
        f"The filter “{field.label}” isn't recognized and was ignored." for field in _wrong(form)
    ]
    context = {
        "rows": [row_of(each, now=now, tz=actor.time_zone, within=within) for each in rows],
        "pages": links,
        "filter": form if form.is_valid() else filled(initial=form.cleaned_data),
        "quick": _quick(request.GET),
        "notes": notes,
        "narrowed": any(request.GET.get(name) for name in form.fields),
        "may_import": actor.may_anywhere(P.DATA_IMPORT),
        "may_export": bool(rows) and actor.may_anywhere(P.LIST_EXPORT),
        "export": ExportForm(),
        "query": filters,
        "for_provider": _is_provider(actor),
        "may_ask": actor.may_anywhere(P.REQUEST_CREATE),
        "several_sites": len(form.sites) > 1,
    }
    return page(request, "tta_requests/request_list.html", context)


@access(P.REQUEST_VIEW)
def beside(request: PortalRequest, number: str) -> HttpResponse:
    """Redirect to the request before or after this one in a filtered list; to the list itself at its end."""
    query = QueryDict(request.GET.get("list", ""))
    form = _form_for(request.actor)(query)
    found = requests.shown_to(request.actor)
    here = get_object_or_404(found, number=number)
    asked, forwards = form.narrow(found), request.GET.get("way") != "previous"
    place = (here.created_at, here.pk)
    following = (asked.after(*place) if forwards else asked.before(*place)).first()
    if following is None:
        messages.info(
            request,
            "That was the last one in this list."
            if forwards
            else "That was the first one in this list.",
        )
        return redirect(f"{reverse('tta_requests:list')}?{_filters(query)}")
    kept = {"list": _filters(query)}
    return redirect(reverse("tta_requests:detail", args=[following.number], query=kept))


def _wrong(form: FilterForm) -> list[Any]:
    return [form[name] for name in form.errors if name in form.fields]


def _page(asked: Narrowed, query: QueryDict) -> tuple[Sequence["ListedRequest"], PageLinks, bool]:
    """Return one page of rows; reads one row more than it shows, to know whether another page follows."""
    word = query.get("after") or query.get("before") or ""
    place = PLACES.read(word) if word else None
    backwards = "last" in query or (place is not None and not query.get("after"))
    if place:
        asked = asked.before(*place) if backwards else asked.after(*place)
    elif backwards:
        asked = asked.from_the_end()
    rows = cast("list[ListedRequest]", list(asked[: PAGE + 1]))
    more, rows = len(rows) > PAGE, rows[:PAGE]
    if backwards:
        rows.reverse()
    newer = more if backwards else place is not None
    older = (place is not None) if backwards else more
    return rows, _links(query, rows, newer=newer, older=older), bool(word) and place is None


def _links(query: QueryDict, rows: Sequence[TTARequest], *, newer: bool, older: bool) -> PageLinks:
    if not rows or not (newer or older):
        return PageLinks()
    return PageLinks(
        first=_address(query) if newer else "",
        previous=_address(query, before=PLACES.write(rows[0])) if newer else "",
        next=_address(query, after=PLACES.write(rows[-1])) if older else "",
        last=_address(query, last="1") if older else "",
    )


def _address(query: QueryDict, **place: str) -> str:
    """Return the address of the same filters at another position in the list."""
    kept = query.copy()
    for name in ("after", "before", "last"):
        kept.pop(name, None)
    kept.update(place)
    return f"?{kept.urlencode()}" if kept else reverse("tta_requests:list")


def _form_for(actor: Actor) -> partial[FilterForm]:
    """Return the filter form with the sites and areas the reader may choose from."""
    known = choices.current()
    sites = known.sites_among(actor.sites_for(P.REQUEST_VIEW))
    return partial(FilterForm, sites=sites, areas=known.areas)


def _filters(query: QueryDict) -> str:
    """Return the query string of the filters alone, without the position in the list."""
    return _address(query).removeprefix("?").removeprefix(reverse("tta_requests:list"))


def _quick(query: QueryDict) -> list[tuple[str, str, bool]]:
    """Return the quick filters: all states, and a few single ones."""
    current = query.get("status", "")
    chips = [("All", "", not current)]
    chips += [(str(status.label), str(status), current == status) for status in QUICK]
    return [(words, _with_status(query, value), on) for words, value, on in chips]


def _with_status(query: QueryDict, status: str) -> str:
    kept = query.copy()
    kept["status"] = status
    return _address(kept)


def _is_provider(actor: Actor) -> bool:
    """Tell whether the reader sees requests through shares only."""
    return bool(actor.organizations) and not actor.powers and not actor.everywhere
