"""Federal colleagues in a conversation: brought in and let go by DOJ staff; the page they get."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui import dates
from foundation.ui.pages import page
from foundation.workflow.nonces import once
from tta_requests import policies
from tta_requests.actions import colleagues, talk
from tta_requests.forms import BringInForm, MessageForm
from tta_requests.models import Entry, Share, TTARequest
from tta_requests.views import history, rail
from tta_requests.views.answers import fetch, see_other

A_MOMENT = timedelta(seconds=1)


@access(P.REFERRAL_ASK)
@once
def bring_in(http: PortalRequest, number: str) -> HttpResponse:
    """List the offices that comment, until when; and invite one more."""
    request = fetch(http, number)
    if not policies.can_refer(http.actor, request):
        raise PermissionDenied
    form = BringInForm(http.POST or None, tz=request.site.time_zone)
    if form.is_valid():
        office = form.cleaned_data["office"]
        colleagues.bring_in(request, **form.cleaned_data, by=http.actor)
        messages.success(http, f"{office} invited. They'll see your question in the conversation.")
        return see_other(f"/requests/{number}/#conversation")
    return page(http, "tta_requests/bring_in.html", {"request_": request, "form": form})


@access(P.REFERRAL_ASK)
@require_POST
@once
def let_go(http: PortalRequest, number: str, pk: UUID) -> HttpResponse:
    """End an office's part in the conversation."""
    request = fetch(http, number)
    if not policies.can_refer(http.actor, request):
        raise PermissionDenied
    live = Share.objects.of_request(request.pk).for_talk().live(clock.now()).with_office()
    share = colleagues.let_go(get_object_or_404(live, pk=pk), by=http.actor)
    messages.success(http, f"{share.organisation} no longer has access to this conversation.")
    return see_other(f"/requests/{number}/#conversation")


@access(P.REQUEST_COMMENT)
@once
def comment(http: PortalRequest, number: str) -> HttpResponse:
    """Write into a conversation one was brought into."""
    if http.method != "POST":
        return redirect(f"/requests/{number}/")
    request = fetch(http, number)
    if not policies.can_comment(http.actor, request):
        raise PermissionDenied
    form = MessageForm(http.POST, may_be_internal=False)
    if form.is_valid():
        talk.say(request, text=form.cleaned_data["text"], by=http.actor)
        messages.success(http, "Message sent.")
        return see_other(f"/requests/{number}/#conversation")
    return conversation(http, request, form)


def conversation(
    http: PortalRequest, request: TTARequest, form: MessageForm | None = None
) -> HttpResponse:
    """All a federal colleague sees of a request: what the site asked for, and what is said about it."""
    said = Entry.objects.of_request(request.pk).messages().readable_by(http.actor)
    own = Share.objects.of_request(request.pk).for_talk().live(clock.now())
    share = own.to(http.actor.organizations).first()
    zone = request.site.time_zone
    context = {
        "request_": request,
        "facts": rail.few_facts(request),
        "thread": history.thread(said, tz=http.actor.time_zone),
        "until": last_day(share.ends_at, zone) if share and share.ends_at else "",
        "may_write": policies.can_comment(http.actor, request),
        "form": form or MessageForm(may_be_internal=False),
    }
    return page(http, "tta_requests/colleague.html", context)


def told(request: TTARequest) -> list[dict[str, Any]]:
    """The offices a request brought along (``with_federal``), each with its last day at the site."""
    rows: list[dict[str, Any]] = getattr(request, "colleagues_told", [])
    zone = request.site.time_zone
    return [row | {"until": last_day(datetime.fromisoformat(row["ends_at"]), zone)} for row in rows]


def last_day(ends_at: datetime, tz: str) -> str:
    """ "Thu Dec 24", where a part ends at the midnight after it."""
    return dates.day((ends_at - A_MOMENT).astimezone(ZoneInfo(tz)).date())
