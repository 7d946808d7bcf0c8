"""The page of one request: who has it, by when, why them, what was asked and said."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest, visited_before
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui import dates
from foundation.ui.pages import page
from foundation.workflow.nonces import once
from tta_requests import policies
from tta_requests.actions import talk
from tta_requests.enums import OfferState, Status
from tta_requests.forms import MessageForm
from tta_requests.models import Clock, Entry, MatchRun, Offer, TTARequest
from tta_requests.querysets.requests import TTARequestQuerySet
from tta_requests.views import (
    agreed,
    attachments,
    changes,
    clocks,
    colleagues,
    federal,
    history,
    rail,
    why,
)
from tta_requests.views.answers import fetch, see_other, seen
from tta_requests.views.next_step import NextStep, panel
from tta_requests.views.rail import Routing
from tta_requests.views.situation import Situation

SHOWN_AT_FIRST = 12
# Before anybody works on it there is nothing agreed to show.
BEFORE_WORK = frozenset({Status.SUBMITTED, Status.TRIAGE, Status.MATCHING, Status.OFFERED})


@access(P.REQUEST_VIEW)
def detail(http: PortalRequest, number: str) -> HttpResponse:
    """A request, as much of it as the reader may see."""
    request = get_object_or_404(_found(http), number=number)
    if request.is_draft:
        return redirect(f"/requests/{request.number}/edit/")
    if policies.is_colleague(http.actor, request):
        return colleagues.conversation(http, request)
    if not policies.can_read_whole(http.actor, request):
        return page(http, "tta_requests/limited.html", limited(http, request))
    return page(http, "tta_requests/detail.html", _whole(http, request, _message_form(http)))


@access(P.REQUEST_WRITE_MESSAGE)
@once
def say(http: PortalRequest, number: str) -> HttpResponse:
    """Write into the conversation."""
    if http.method != "POST":
        return redirect(f"/requests/{number}/")
    request = fetch(http, number)
    works_on_it = policies.works_on(http.actor, request)
    if not policies.can_write_message(http.actor, request, works_on_it=works_on_it):
        raise PermissionDenied
    form = _message_form(http)
    if form.is_valid():
        values = form.cleaned_data
        internal = bool(values.get("internal"))
        talk.say(
            request, text=values["text"], internal=internal, works_on_it=works_on_it, by=http.actor
        )
        messages.success(http, "Message sent.")
        return see_other(f"/requests/{number}/#conversation")
    return page(
        http, "tta_requests/detail.html", _whole(http, _found(http).get(pk=request.pk), form)
    )


@access(P.REQUEST_VIEW)
def fields(http: PortalRequest, number: str) -> HttpResponse:
    """Each change of a field: when, who, from what to what."""
    request = fetch(http, number)
    if request.is_draft or not policies.can_read_whole(http.actor, request):
        raise Http404
    events = TTARequest.objects.visible_to(http.actor).events_of(request.pk)
    context = {"request_": request, "rows": changes.rows(events, tz=http.actor.time_zone)}
    return page(http, "tta_requests/history.html", context)


def _found(http: PortalRequest) -> TTARequestQuerySet:
    now, found = clock.now(), seen(http.actor).for_page()
    found = found.with_surroundings(now).with_work().with_files(http.actor).with_federal(now)
    return found.with_own_evaluation(http.actor, now)


def limited(http: PortalRequest, request: TTARequest) -> dict[str, Any]:
    """What a provider sees before it has accepted, and the way to its answer."""
    own = Offer.objects.visible_to(http.actor).of_organizations(http.actor.organizations)
    return {
        "request_": request,
        "facts": rail.few_facts(request),
        "offer": own.of_request(request.pk).open().first(),
    }


def _message_form(http: PortalRequest) -> MessageForm:
    return MessageForm(http.POST or None, may_be_internal=policies.can_write_internal(http.actor))


def _whole(http: PortalRequest, request: TTARequest, form: MessageForm) -> dict[str, Any]:
    actor, now = http.actor, clock.now()
    running = list(Clock.objects.of_request(request.pk))
    entries = list(Entry.objects.of_request(request.pk).readable_by(actor).for_page())
    shown = http.GET.get("show", "")
    told = history.narrowed(entries, shown)
    lines = history.timeline(told, tz=actor.time_zone, since=visited_before(http))
    explains = policies.can_see_explanation(actor, request)
    works_on_it = policies.works_on(actor, request)
    routing = Routing() if works_on_it else _routing(request)
    next_step = _next_step(http, request, running, routing)
    zone = request.site.time_zone
    return {
        "request_": request,
        "further": getattr(request, "further_area_names", []),
        "site_href": f"/sites/{request.site.slug}/",
        "clock": clocks.panel(running, site_zone=zone, now=now, tz=actor.time_zone)
        if request.is_open
        else None,
        "next_step": next_step,
        "submitted_line": f"Submitted {dates.when(request.submitted_at, zone)}"
        if request.submitted_at
        else "",
        "why": why.view(routing.run, routing.offers, tz=zone) if explains and routing.run else None,
        "nobody": why.filtered(routing.run.excluded)
        if explains and routing.run and not routing.run.ranking
        else "",
        "why_you": why.own_line(_own_line(http, request)) if works_on_it else "",
        "federal": [] if works_on_it else federal.asked(request, actor, tz=zone),
        "may_refer": request.is_open and policies.can_refer(actor, request),
        "may_offer": [] if works_on_it else federal.may_offer(request, actor),
        "resources": federal.resources(request, tz=zone),
        "may_steer": policies.can_steer(actor, request),
        "colleagues": colleagues.told(request),
        "thread": history.thread(entries, tz=actor.time_zone),
        "form": form,
        "may_write": policies.can_write_message(actor, request, works_on_it=works_on_it),
        "letter": agreed.letter(request, tz=zone),
        "shows_work": request.status not in BEFORE_WORK,
        "agreed": agreed.scope_facts(request, tz=zone),
        "scope": getattr(request, "scope_now", None),
        "promises": agreed.promises(request, actor, today=clock.today(zone)),
        "hours_line": agreed.worked(request),
        "may_promise": policies.can_keep_commitments(actor, request),
        "evaluation": getattr(request, "own_evaluation", None),
        "may_link_participants": policies.can_link_participants(actor, request),
        "may_log": policies.can_log_hours(actor, request),
        "related": agreed.related(request, actor),
        "files": attachments.rows(request, actor, tz=actor.time_zone),
        "may_attach": policies.can_attach(actor, request, works_on_it=works_on_it),
        "may_regrade": policies.can_regrade(actor, request),
        "may_give": request.is_open and policies.can_give(actor, request),
        "flag": request.flag if policies.can_give(actor, request) else "",
        "list": http.GET.get("list", ""),
        "may_mark": policies.can_mark(actor, request),
        "may_preserve": policies.can_preserve(actor, request),
        "held_since": dates.when(request.legal_hold_since, zone)
        if request.legal_hold_since
        else "",
        "may_link": policies.can_link(actor, request),
        "holders": rail.holders(request, routing),
        "facts": rail.facts(request),
        "filters": history.filters(request.number, shown),
        "timeline": lines[:SHOWN_AT_FIRST],
        "earlier": lines[SHOWN_AT_FIRST:],
    }


def _own_line(http: PortalRequest, request: TTARequest) -> dict[str, Any]:
    """The provider's line in the ranking, which is the only part it can see."""
    own = Offer.objects.visible_to(http.actor).of_organizations(http.actor.organizations)
    offer = own.of_request(request.pk).last()
    return offer.line if offer else {}


def _routing(request: TTARequest) -> Routing:
    run = next(iter(MatchRun.objects.latest_of(request.pk)), None)
    return Routing(run, why.offers_of(run))


def _next_step(
    http: PortalRequest, request: TTARequest, running: Sequence[Clock], routing: Routing
) -> NextStep:
    standing = routing.standing
    waits = standing is not None and standing.state == OfferState.OPEN
    return panel(
        http.actor,
        Situation(
            request=request,
            clocks=running,
            now=clock.now(),
            offer_due=standing.due_at if standing and waits else None,
            following=why.next_in_line(routing.run, routing.offers),
            exception=getattr(request, "exception_reason", None) or "",
        ),
    )
