"""Asking for help: a draft that is kept at once, saved while it is written, and sent when complete."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui import dates
from foundation.ui.pages import page
from foundation.workflow import nonces
from foundation.workflow.errors import Refused, StaleEdit
from foundation.workflow.nonces import single_submit
from foundation.workflow.versions import check_version
from tta_requests import policies
from tta_requests.actions import drafts
from tta_requests.forms import NewRequestForm, RequestForm
from tta_requests.models import Offering, TTARequest
from tta_requests.querysets import choices
from tta_requests.views.fetching import see_other, seen

SAVED = "Draft {} saved. DOJ can't see it until you submit it."
SENT = "We have your request. DOJ will acknowledge it by the date on this page. We'll let you know either way."
PUT = "We asked the points of contact at {} to review it. The request is submitted when one of them submits it."
GONE = "This request was already submitted, so you can't change it. Send a message instead."


@access(P.REQUEST_CREATE)
@single_submit
def new(http: PortalRequest) -> HttpResponse:
    """An empty form; its first save keeps a draft under a number."""
    offering = Offering.objects.in_use().named(http.GET.get("offering", ""))
    form = _new_form(http, offering)
    if form.is_valid():
        kept = drafts.create(
            site=form.cleaned_data["site"], values=form.cleaned_data, by=http.actor
        )
        return _next(http, kept)
    context = _context(http, form, None, offering=offering)
    return page(http, "tta_requests/form.html", context)


@access(P.REQUEST_CREATE)
@require_POST
@single_submit
def autosave_new(http: PortalRequest) -> HttpResponse:
    """Keep what is being written as a draft; the page goes on with that draft."""
    form = _new_form(http)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    kept = drafts.create(site=form.cleaned_data["site"], values=form.cleaned_data, by=http.actor)
    answer = _kept(kept, status=201)
    answer["HX-Redirect"] = _edit(kept)
    return answer


@access(P.REQUEST_CREATE)
@single_submit
def edit(http: PortalRequest, number: str) -> HttpResponse:
    """A draft's page: change it, or send it."""
    request = _fetch(http, number)
    if not request.is_draft:
        if http.method == "POST":
            raise Refused(GONE)
        return redirect(request)
    if not policies.can_revise(http.actor, request):
        raise PermissionDenied
    form = _form_of(http, request)
    if not form.is_valid():
        return page(http, "tta_requests/form.html", _context(http, form, request))
    version = http.POST.get("version")
    try:
        check_version(request, version)
    except StaleEdit as stale:
        return _stale(http, form, request, stale)
    kept = drafts.revise(request, values=form.cleaned_data, version=version, by=http.actor)
    return _next(http, kept)


@access(P.REQUEST_CREATE)
@require_POST
def autosave(http: PortalRequest, number: str) -> HttpResponse:
    """Keep a draft while it is being written."""
    request = _fetch(http, number)
    if not policies.can_revise(http.actor, request):
        raise PermissionDenied
    form = _form_of(http, request)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    kept = drafts.revise(
        request, values=form.cleaned_data, version=http.POST.get("version"), by=http.actor
    )
    return _kept(kept)


@access(P.REQUEST_CREATE)
@require_POST
@single_submit
def put_to_site(http: PortalRequest, number: str) -> HttpResponse:
    """Ask the site to send what was written on its behalf."""
    request = _fetch(http, number)
    drafts.send_to_site(request, by=http.actor)
    messages.success(http, PUT.format(request.site))
    return see_other(_edit(request))


def _fetch(http: PortalRequest, number: str) -> TTARequest:
    found = seen(http.actor).for_page().with_surroundings(clock.now())
    return get_object_or_404(found.numbered(number))


def _wants_submit(http: PortalRequest) -> bool:
    return http.POST.get("then") == "submit"


def _new_form(http: PortalRequest, offering: Offering | None = None) -> NewRequestForm:
    known = choices.current()
    sites = [site for site in known.sites if policies.can_create(http.actor, site.pk)]
    chosen = http.GET.get("site", "")
    return NewRequestForm(
        http.POST or None,
        areas=known.areas,
        sites=sites,
        complete=_wants_submit(http),
        initial=({"site": chosen} if chosen in {site.slug for site in sites} else {})
        | _asked_for(offering),
    )


def _asked_for(offering: Offering | None) -> dict[str, str]:
    """What a request for something of the catalog begins with."""
    if offering is None:
        return {}
    return {
        "title": offering.name,
        "core_area": offering.core_area.slug,
        "kind": offering.kind,
        "urgency": offering.urgency,
    }


def _form_of(http: PortalRequest, request: TTARequest) -> RequestForm:
    further: list[str] = getattr(request, "further_area_slugs", [])
    return RequestForm(
        http.POST or None,
        areas=choices.current().areas,
        tz=request.site.time_zone,
        complete=_wants_submit(http),
        initial=RequestForm.initial_of(request, further),
    )


def _next(http: PortalRequest, kept: TTARequest) -> HttpResponse:
    """Where a saved form leads: to the sent request, or back to the draft."""
    if _wants_submit(http) and policies.can_take(http.actor, kept, "submit"):
        sent = drafts.submit(kept, by=http.actor)
        messages.success(http, SENT)
        return see_other(sent.get_absolute_url())
    messages.success(http, SAVED.format(kept.number))
    return see_other(_edit(kept))


def _edit(request: TTARequest) -> str:
    return f"/requests/{request.number}/edit/"


def _kept(request: TTARequest, status: int = 200) -> JsonResponse:
    """What the page needs to go on with the draft as it is now kept."""
    return JsonResponse(
        {
            "fields": {"version": request.version, "nonce": nonces.new()},
            "action": _edit(request),
            "autosave": f"/requests/{request.number}/autosave/",
            "draft": request.number,
        },
        status=status,
    )


def _context(
    http: PortalRequest, form: RequestForm, request: TTARequest | None, **more: Any
) -> dict[str, Any]:
    if request is None:
        may_send = http.actor.may_anywhere(P.REQUEST_SUBMIT)
    else:
        may_send = policies.can_take(http.actor, request, "submit")
    return {
        "form": form,
        "draft": request,
        "version": http.POST.get("version") or (request.version if request else ""),
        "may_send": may_send,
        "on_behalf": not may_send,
        "may_put": request is not None and policies.can_put_to_site(http.actor, request),
        "put_line": f"Sent to the site {dates.when(request.sent_to_site_at, request.site.time_zone)}."
        if request and request.sent_to_site_at
        else "",
        **more,
    }


def _stale(
    http: PortalRequest, form: RequestForm, request: TTARequest, stale: StaleEdit
) -> HttpResponse:
    """Both texts, and a form that saves the reader's over the other one."""
    mine = form.cleaned_data
    differences = [
        (str(form[name].label), _words(getattr(request, name)), _words(mine.get(name)))
        for name in TTARequest.REVISABLE
        if _words(getattr(request, name)) != _words(mine.get(name))
    ]
    context = _context(http, form, request, sentence=stale.message, differences=differences)
    context["version"] = request.version
    return page(http, "tta_requests/stale.html", context, status=stale.status)


def _words(value: object) -> str:
    return "" if value is None else str(value)
