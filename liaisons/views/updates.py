"""Pages for reading the log: the list, and one update with its versions."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from foundation.accounts.access import access
from foundation.accounts.actors import Actor
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.saved_views.registry import without_place
from foundation.ui.pages import page
from foundation.ui.types import PageLinks
from liaisons.forms import ListForm
from liaisons.models import EngagementUpdate
from liaisons.presenters.reviews import review_panel
from liaisons.presenters.updates import Slice, changes_of, log_page, update_page
from liaisons.querysets.places import sites_where
from liaisons.querysets.updates import drafts_of, for_page, log_of, newest_of, versions_of

PAGE_SIZE = 25


@access(P.UPDATE_VIEW)
def updates(request: PortalRequest) -> HttpResponse:
    """Show the log of the reader's sites, newest first, with the reader's own drafts on top."""
    form = ListForm(request.GET, sites=sites_where(request.actor, P.UPDATE_VIEW))
    if not form.is_valid():
        raise Http404
    shown = log_page(
        _slice(request.actor, form),
        request.actor,
        drafts=drafts_of(request.actor),
        site=form.cleaned_data["site"],
        query=without_place(request.GET.urlencode()),
    )
    return page(request, "liaisons/updates.html", {"form": form, "shown": shown})


@access(P.UPDATE_VIEW)
def update(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show one update, what it led to, and its earlier versions."""
    found = get_object_or_404(
        for_page(EngagementUpdate.objects.visible_to(request.actor), request.actor), pk=pk
    )
    if found.is_draft:
        return redirect(found)
    versions = list(versions_of(found))
    context = {
        "update": found,
        "shown": update_page(found, request.actor),
        "changes": changes_of(versions),
        "review": review_panel(found, request.actor),
    }
    return page(request, "liaisons/update.html", context)


def _slice(actor: Actor, form: ListForm) -> Slice:
    asked = form.cleaned_data
    site_id = asked["site"].pk if asked["site"] else None
    if asked["before"] or asked["last"]:
        log = log_of(actor, site_id)
        part = log.before(*asked["before"]) if asked["before"] else log
        rows = list(part.oldest_first()[: PAGE_SIZE + 1])
        newer, older = len(rows) > PAGE_SIZE, bool(asked["before"])
        return _page(rows[:PAGE_SIZE][::-1], asked, newer=newer, older=older)
    if asked["after"]:
        rows = list(log_of(actor, site_id).after(*asked["after"])[: PAGE_SIZE + 1])
    else:
        rows = newest_of(actor, site_id, PAGE_SIZE + 1)
    return _page(rows[:PAGE_SIZE], asked, newer=bool(asked["after"]), older=len(rows) > PAGE_SIZE)


def _page(
    rows: list[EngagementUpdate], asked: dict[str, object], *, newer: bool, older: bool
) -> Slice:
    site = {"site": getattr(asked["site"], "slug", "")} if asked["site"] else {}

    def to(**place: str) -> str:
        return f"{reverse('liaisons:list')}?{urlencode({**site, **place})}"

    links = PageLinks(
        first=to() if newer else "",
        previous=to(before=_place(rows[0])) if newer and rows else "",
        next=to(after=_place(rows[-1])) if older and rows else "",
        last=to(last="1") if older else "",
    )
    return Slice(rows, links)


def _place(row: EngagementUpdate) -> str:
    return f"{row.occurred_on:%Y-%m-%d}_{row.pk}"
