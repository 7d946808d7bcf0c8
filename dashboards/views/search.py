"""Search: one box for requests, updates, people and sites."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from dashboards.forms import SearchForm
from dashboards.querysets.search import Found, look
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import ROLES
from foundation.ui import dates
from foundation.ui.pages import page
from foundation.workflow.words import parts
from tta_requests.querysets.filters import NUMBER
from tta_requests.querysets.requests import PLACES

if TYPE_CHECKING:
    from dashboards.querysets.search import FoundRequest, FoundUpdate


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the results."""

    title: str
    href: str
    about: str
    status: str = ""
    told: tuple[tuple[str, bool], ...] = ()


@access(P.INBOX_VIEW)
def search(request: PortalRequest) -> HttpResponse:
    """Show what matches the words; a request's number leads directly to the request."""
    form = SearchForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    if NUMBER.fullmatch(words):
        return HttpResponseRedirect(reverse("tta_requests:detail", args=[words.upper()]))
    place = PLACES.read(request.GET.get("after", ""))
    found = look(words, request.actor, place=place) if words else Found()
    context = {
        "form": form,
        "words": words,
        "requests": _requests(found),
        "next": _next(found, words),
        "updates": _updates(found),
        "people": _people(found),
        "sites": [
            Hit(each.name, reverse("sites:workspace", args=[each.slug]), "") for each in found.sites
        ],
        "nothing": bool(words) and found.is_nothing,
        "later": place is not None,
    }
    return page(request, "dashboards/search.html", context)


def _requests(found: Found) -> Iterable[Hit]:
    return [
        Hit(
            title=each.title,
            href=reverse("tta_requests:detail", args=[each.number]),
            about=f"{each.site.name} · {each.number}",
            status=each.status,
            told=_told(each),
        )
        for each in found.requests
    ]


def _updates(found: Found) -> Iterable[Hit]:
    return [
        Hit(
            title=each.get_kind_display(),
            href=each.get_absolute_url(),
            about=f"{each.site.name} · {dates.day(each.occurred_on)}"
            if each.occurred_on
            else each.site.name,
            told=_told(each),
        )
        for each in found.updates
    ]


def _people(found: Found) -> Iterable[Hit]:
    seated = [
        Hit(
            title=each.user.name,
            href=reverse("sites:team", args=[each.site.slug]),
            about=f"{ROLES[each.role].title}, {each.site.name}",
        )
        for each in found.people
    ]
    return seated + [
        Hit(
            title=each.name,
            href=reverse("sites:team", args=[each.site.slug], fragment="contacts"),
            about=", ".join(filter(None, (each.title, each.organization, each.site.name))),
        )
        for each in found.contacts
    ]


def _told(row: "FoundRequest | FoundUpdate") -> tuple[tuple[str, bool], ...]:
    return tuple(parts(row.told))


def _next(found: Found, words: str) -> str:
    if not found.more_requests:
        return ""
    return reverse(
        "dashboards:search", query={"q": words, "after": PLACES.write(found.requests[-1])}
    )
