"""The page of one request: who has it, by when, why that provider, what was asked, and the conversation."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib.messages import success
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest, first_or_404, visited_before
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.needs.reading import needs_on
from foundation.needs.registry import Within
from foundation.ui.pages import page
from foundation.ui.redirects import see_other
from foundation.workflow.nonces import single_submit
from library.presenters import Suggestion, suggestions_of
from library.querysets import suggested
from tta_requests import policies
from tta_requests.actions import messages
from tta_requests.forms import MessageForm
from tta_requests.models import Offer, TTARequest
from tta_requests.presenters import answers, changes, request_facts, routing
from tta_requests.presenters.request_detail import Reader, whole
from tta_requests.presenters.request_facts import Routing
from tta_requests.querysets import clocks, entries, origins, requests
from tta_requests.views import guests
from tta_requests.views.fetching import fetch, latest_run

if TYPE_CHECKING:
    from tta_requests.querysets.columns import DetailedRequest


@access(P.REQUEST_VIEW)
def detail(request: PortalRequest, number: str) -> HttpResponse:
    """Show a request, as much of it as the reader may see."""
    tta_request = _found(request, number)
    if tta_request.is_draft:
        return redirect("tta_requests:edit", tta_request.number)
    if policies.is_colleague(request.actor, tta_request):
        return guests.conversation(request, tta_request)
    if not policies.can_read_whole(request.actor, tta_request):
        return page(request, "tta_requests/request_limited.html", limited(request, tta_request))
    return page(
        request,
        "tta_requests/request_detail.html",
        _context(request, tta_request, _message_form(request)),
    )


@access(P.REQUEST_WRITE_MESSAGE)
@single_submit
def post_message(request: PortalRequest, number: str) -> HttpResponse:
    """Post a message."""
    if request.method != "POST":
        return redirect("tta_requests:detail", number)
    tta_request = fetch(request, number)
    works_on_it = policies.works_on(request.actor, tta_request)
    if not policies.can_write_message(request.actor, tta_request, works_on_it=works_on_it):
        raise PermissionDenied
    form = _message_form(request)
    if form.is_valid():
        values = form.cleaned_data
        internal = bool(values.get("internal"))
        messages.post(
            tta_request,
            text=values["text"],
            internal=internal,
            works_on_it=works_on_it,
            by=request.actor,
        )
        success(request, "Message sent.")
        return see_other("tta_requests:detail", number, fragment="conversation")
    return page(
        request,
        "tta_requests/request_detail.html",
        _context(request, _found(request, number), form),
    )


@access(P.REQUEST_VIEW)
def fields(request: PortalRequest, number: str) -> HttpResponse:
    """Show the full change history: each field's old and new value, when, and by whom."""
    tta_request = fetch(request, number)
    if tta_request.is_draft or not policies.can_read_whole(request.actor, tta_request):
        raise Http404
    events = requests.events_of(tta_request, request.actor)
    rows = changes.rows(events, tz=tta_request.site.time_zone)
    context = {"tta_request": tta_request, "rows": rows}
    return page(request, "tta_requests/request_history.html", context)


def _found(request: PortalRequest, number: str) -> "DetailedRequest":
    return cast("DetailedRequest", first_or_404(requests.for_page(request.actor, number=number)))


def limited(request: PortalRequest, tta_request: TTARequest) -> dict[str, Any]:
    """Return what a provider sees before it has accepted, and its open offer."""
    own = Offer.objects.visible_to(request.actor).of_organizations(request.actor.organizations)
    return {
        "tta_request": tta_request,
        "facts": request_facts.few_facts(tta_request),
        "offer": own.of_request(tta_request.pk).open().first(),
    }


def _message_form(request: PortalRequest) -> MessageForm:
    return MessageForm(
        request.POST or None, may_be_internal=policies.can_write_internal(request.actor)
    )


def _context(
    request: PortalRequest, tta_request: "DetailedRequest", form: MessageForm
) -> dict[str, Any]:
    actor, pk = request.actor, tta_request.pk
    works_on_it = policies.works_on(actor, tta_request)
    run = None if works_on_it else latest_run(request, tta_request)
    running = clocks.of_request(actor, request_id=pk)
    told = entries.for_page(actor, request_id=pk)
    shown = whole(
        tta_request,
        Reader(actor, clock.now(), visited_before(request), request.GET.get("show", "")),
        clocks=running,
        entries=told,
        routed=Routing(run, routing.offers_of(run)),
        own_line=_own_line(request, tta_request) if works_on_it else {},
        needs=needs_on(request, actor, Within(thing=str(pk))),
    )
    return {
        "tta_request": tta_request,
        "shown": shown,
        "answered": answers.effect(told, running, tta_request.site.time_zone),
        "form": form,
        "may_follow": policies.can_follow(actor, tta_request),
        "origin": origins.origin_of(actor, tta_request),
        "suggestions": _suggestions(request, tta_request),
        "list": request.GET.get("list", ""),
    }


def _suggestions(request: PortalRequest, tta_request: "DetailedRequest") -> list[Suggestion]:
    """Return resources of the library for the request's core areas, until it ends."""
    if not tta_request.is_open or tta_request.core_area is None:
        return []
    further = zip(tta_request.further_area_slugs, tta_request.further_area_names, strict=True)
    names = {tta_request.core_area.slug: tta_request.core_area.name, **dict(further)}
    today = clock.today(OFFICIAL_ZONE)
    found = suggested(request.actor, site_id=tta_request.site_id, areas=list(names), today=today)
    return suggestions_of(found, names, today)


def _own_line(request: PortalRequest, tta_request: TTARequest) -> dict[str, Any]:
    """Return the provider's line in the ranking, which is the only part it can see."""
    own = Offer.objects.visible_to(request.actor).of_organizations(request.actor.organizations)
    offer = own.of_request(tta_request.pk).last()
    return offer.line if offer else {}
