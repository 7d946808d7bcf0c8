"""The page of one request: who has it, by when, why them, what was asked and said."""

from collections.abc import Sequence
from typing import Any

from django.contrib.messages import success
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest, visited_before
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui import dates
from foundation.ui.pages import page
from foundation.ui.redirects import see_other
from foundation.workflow.nonces import single_submit
from tta_requests import policies
from tta_requests.actions import messages
from tta_requests.enums import OfferState, Status
from tta_requests.forms import MessageForm
from tta_requests.models import Clock, Entry, MatchRun, Offer, TTARequest
from tta_requests.querysets.requests import TTARequestQuerySet
from tta_requests.views import (
    agreements,
    attachments,
    changes,
    clocks,
    guests,
    rail,
    referrals,
    routing,
    timeline,
)
from tta_requests.views.fetching import fetch, seen
from tta_requests.views.next_step import NextStep, panel
from tta_requests.views.rail import Routing
from tta_requests.views.situation import Situation

DEFAULT_TIMELINE_LINES = 12
# Before anybody works on it there is nothing agreed to show.
BEFORE_WORK = frozenset({Status.SUBMITTED, Status.TRIAGE, Status.MATCHING, Status.OFFERED})


@access(P.REQUEST_VIEW)
def detail(request: PortalRequest, number: str) -> HttpResponse:
    """A request, as much of it as the reader may see."""
    tta_request = get_object_or_404(_found(request), number=number)
    if tta_request.is_draft:
        return redirect("tta_requests:edit", tta_request.number)
    if policies.is_colleague(request.actor, tta_request):
        return guests.conversation(request, tta_request)
    if not policies.can_read_whole(request.actor, tta_request):
        return page(request, "tta_requests/request_limited.html", limited(request, tta_request))
    return page(
        request,
        "tta_requests/request_detail.html",
        _whole(request, tta_request, _message_form(request)),
    )


@access(P.REQUEST_WRITE_MESSAGE)
@single_submit
def say(request: PortalRequest, number: str) -> HttpResponse:
    """Write into the conversation."""
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
        _whole(request, _found(request).get(pk=tta_request.pk), form),
    )


@access(P.REQUEST_VIEW)
def fields(request: PortalRequest, number: str) -> HttpResponse:
    """Each change of a field: when, who, from what to what."""
    tta_request = fetch(request, number)
    if tta_request.is_draft or not policies.can_read_whole(request.actor, tta_request):
        raise Http404
    events = TTARequest.objects.visible_to(request.actor).events_of(tta_request.pk)
    context = {"tta_request": tta_request, "rows": changes.rows(events, tz=request.actor.time_zone)}
    return page(request, "tta_requests/request_history.html", context)


def _found(request: PortalRequest) -> TTARequestQuerySet:
    now, found = clock.now(), seen(request.actor).for_page()
    found = found.with_surroundings(now).with_work().with_files(request.actor).with_federal(now)
    return found.with_own_evaluation(request.actor, now)


def limited(request: PortalRequest, tta_request: TTARequest) -> dict[str, Any]:
    """What a provider sees before it has accepted, and the way to its answer."""
    own = Offer.objects.visible_to(request.actor).of_organizations(request.actor.organizations)
    return {
        "tta_request": tta_request,
        "facts": rail.few_facts(tta_request),
        "offer": own.of_request(tta_request.pk).open().first(),
    }


def _message_form(request: PortalRequest) -> MessageForm:
    return MessageForm(
        request.POST or None, may_be_internal=policies.can_write_internal(request.actor)
    )


def _whole(request: PortalRequest, tta_request: TTARequest, form: MessageForm) -> dict[str, Any]:
    actor, now = request.actor, clock.now()
    running = list(Clock.objects.of_request(tta_request.pk))
    entries = list(Entry.objects.of_request(tta_request.pk).readable_by(actor).for_page())
    shown = request.GET.get("show", "")
    told = timeline.narrowed(entries, shown)
    lines = timeline.timeline(told, tz=actor.time_zone, since=visited_before(request))
    explains = policies.can_see_explanation(actor, tta_request)
    works_on_it = policies.works_on(actor, tta_request)
    routed = Routing() if works_on_it else _routing(tta_request)
    next_step = _next_step(request, tta_request, running, routed)
    zone = tta_request.site.time_zone
    return {
        "tta_request": tta_request,
        "further": getattr(tta_request, "further_area_names", []),
        "site_href": reverse("sites:profile", args=[tta_request.site.slug]),
        "clock": clocks.panel(running, site_zone=zone, now=now, tz=actor.time_zone)
        if tta_request.is_open
        else None,
        "next_step": next_step,
        "submitted_line": f"Submitted {dates.when(tta_request.submitted_at, zone)}"
        if tta_request.submitted_at
        else "",
        "why": routing.view(routed.run, routed.offers, tz=zone)
        if explains and routed.run
        else None,
        "nobody": routing.filtered(routed.run.excluded)
        if explains and routed.run and not routed.run.ranking
        else "",
        "why_you": routing.own_line(_own_line(request, tta_request)) if works_on_it else "",
        "federal": [] if works_on_it else referrals.asked(tta_request, actor, tz=zone),
        "may_refer": tta_request.is_open and policies.can_refer(actor, tta_request),
        "may_offer": [] if works_on_it else referrals.may_offer(tta_request, actor),
        "resources": referrals.resources_of(tta_request, tz=zone),
        "may_steer": policies.can_steer(actor, tta_request),
        "colleagues": guests.told(tta_request),
        "thread": timeline.thread(entries, tz=actor.time_zone),
        "form": form,
        "may_write": policies.can_write_message(actor, tta_request, works_on_it=works_on_it),
        "letter": agreements.letter(tta_request, tz=zone),
        "shows_work": tta_request.status not in BEFORE_WORK,
        "agreed": agreements.scope_facts(tta_request, tz=zone),
        "scope": getattr(tta_request, "scope_now", None),
        "promises": agreements.promises(tta_request, actor, today=clock.today(zone)),
        "hours_line": agreements.worked(tta_request),
        "may_promise": policies.can_keep_commitments(actor, tta_request),
        "evaluation": getattr(tta_request, "own_evaluation", None),
        "may_link_participants": policies.can_link_participants(actor, tta_request),
        "may_log": policies.can_log_hours(actor, tta_request),
        "related": agreements.related(tta_request, actor),
        "files": attachments.rows(tta_request, actor, tz=actor.time_zone),
        "may_attach": policies.can_attach(actor, tta_request, works_on_it=works_on_it),
        "may_regrade": policies.can_regrade(actor, tta_request),
        "may_give": tta_request.is_open and policies.can_give(actor, tta_request),
        "flag": tta_request.flag if policies.can_give(actor, tta_request) else "",
        "list": request.GET.get("list", ""),
        "may_mark": policies.can_mark(actor, tta_request),
        "may_preserve": policies.can_preserve(actor, tta_request),
        "held_since": dates.when(tta_request.legal_hold_since, zone)
        if tta_request.legal_hold_since
        else "",
        "may_link": policies.can_link(actor, tta_request),
        "holders": rail.holders(tta_request, routed),
        "facts": rail.facts(tta_request),
        "filters": timeline.filters(tta_request.number, shown),
        "timeline": lines[:DEFAULT_TIMELINE_LINES],
        "earlier": lines[DEFAULT_TIMELINE_LINES:],
    }


def _own_line(request: PortalRequest, tta_request: TTARequest) -> dict[str, Any]:
    """The provider's line in the ranking, which is the only part it can see."""
    own = Offer.objects.visible_to(request.actor).of_organizations(request.actor.organizations)
    offer = own.of_request(tta_request.pk).last()
    return offer.line if offer else {}


def _routing(tta_request: TTARequest) -> Routing:
    run = next(iter(MatchRun.objects.latest_of(tta_request.pk)), None)
    return Routing(run, routing.offers_of(run))


def _next_step(
    request: PortalRequest, tta_request: TTARequest, running: Sequence[Clock], routed: Routing
) -> NextStep:
    standing = routed.standing
    waits = standing is not None and standing.state == OfferState.OPEN
    return panel(
        request.actor,
        Situation(
            request=tta_request,
            clocks=running,
            now=clock.now(),
            offer_due=standing.due_at if standing and waits else None,
            following=routing.next_in_line(routed.run, routed.offers),
            exception=getattr(tta_request, "exception_reason", None) or "",
        ),
    )
