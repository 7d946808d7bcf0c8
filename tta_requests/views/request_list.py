"""The list of requests: filters and position in the address, 25 rows per page, never a count of all."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from engagements.policies import can_ask_for_help_anywhere
from foundation.accounts.access import access
from foundation.accounts.actors import Actor
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.pages import page
from tta_requests.forms import OPENED, filter_form
from tta_requests.presenters.list_address import Asked
from tta_requests.presenters.request_list import Part, page_of
from tta_requests.querysets import option_counts, requests
from tta_requests.querysets.filters import Narrowed

PAGE = 25


@access(P.REQUEST_VIEW)
def index(request: PortalRequest) -> HttpResponse:
    """Show the requests the reader may see, newest first; options are counted once the filters are opened."""
    actor, opened = request.actor, OPENED in request.GET
    form = filter_form(actor, request.GET)
    asked = form.narrow()
    part = _part(asked, actor, request.GET)
    shown = page_of(
        part,
        form,
        actor,
        asked=_asked(request.GET),
        order=asked.order,
        now=clock.now(),
        may_ask=can_ask_for_help_anywhere(actor),
    )
    counts = option_counts.counted(actor, asked) if opened else None
    if not form.is_valid():
        form = filter_form(actor, request.GET, initial=form.cleaned_data)
    if counts:
        form.show_counts(counts)
    context = {"form": form, "shown": shown}
    return page(request, "tta_requests/request_list.html", context)


@access(P.REQUEST_VIEW)
def next_in_list(request: PortalRequest, number: str) -> HttpResponse:
    """Redirect to the request before or after this one in a filtered list; to the list itself at its end."""
    query = QueryDict(request.GET.get("list", ""))
    form = filter_form(request.actor, query)
    found = requests.shown_to(request.actor)
    here = get_object_or_404(found, number=number)
    asked, forwards = form.narrow(found), request.GET.get("way") != "previous"
    place = asked.order.place_of(here)
    if place is None:
        messages.info(request, f"{here.number} isn't in this list anymore.")
        return redirect(f"{reverse('tta_requests:list')}?{_asked(query).filters}")
    following = (asked.after(*place) if forwards else asked.before(*place)).first()
    if following is None:
        messages.info(
            request,
            "That was the last one in this list."
            if forwards
            else "That was the first one in this list.",
        )
        return redirect(f"{reverse('tta_requests:list')}?{_asked(query).filters}")
    kept = {"list": _asked(query).filters}
    return redirect(reverse("tta_requests:detail", args=[following.number], query=kept))


def _asked(query: QueryDict) -> Asked:
    return Asked(dict(query.lists()))


def _part(asked: Narrowed, actor: Actor, query: QueryDict) -> Part:
    """Return one page of rows; one more row than shown is read, to know whether another page follows."""
    word = query.get("after") or query.get("before") or ""
    place = asked.order.places.read(word) if word else None
    backwards = "last" in query or (place is not None and not query.get("after"))
    if place:
        asked = asked.before(*place) if backwards else asked.after(*place)
    elif backwards:
        asked = asked.from_the_end()
    rows = asked.listed(actor, PAGE + 1)
    more, rows = len(rows) > PAGE, rows[:PAGE]
    if backwards:
        rows.reverse()
    newer = more if backwards else place is not None
    older = (place is not None) if backwards else more
    return Part(rows=rows, newer=newer, older=older, damaged=bool(word) and place is None)
