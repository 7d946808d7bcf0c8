"""Search: one box for requests, updates, people and sites."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from dashboards.forms import SearchForm
from dashboards.presenters.search import page_of
from dashboards.querysets.search import Found, look
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.pages import page
from tta_requests.querysets.filters import number_in
from tta_requests.querysets.requests import PLACES, visible_to


@access(P.INBOX_VIEW)
def search(request: PortalRequest) -> HttpResponse:
    """Show what matches the words; a request's number leads directly to the request, if the reader may see it."""
    form = SearchForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    number = number_in(words)
    if number and visible_to(request.actor).numbered(number).exists():
        return HttpResponseRedirect(reverse("tta_requests:detail", args=[number]))
    place = PLACES.read(request.GET.get("after", ""))
    found = look(words, request.actor, place=place) if words else Found()
    shown = page_of(found, words, request.actor, later=place is not None)
    context = {"form": form, "shown": shown, "number": number}
    return page(request, "dashboards/search.html", context)
