"""Logging an update: the form, its autosave, the correction, and dropping a draft."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_POST

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.dates import time_of_day, zone_of
from foundation.ui.pages import page
from foundation.workflow.errors import DomainError, StaleEdit
from foundation.workflow.nonces import FIELD, is_one, single_submit
from liaisons import policies
from liaisons.actions import log
from liaisons.errors import NotYours
from liaisons.forms import CorrectionForm, DraftForm, UpdateForm, initial_of
from liaisons.models import EngagementUpdate
from liaisons.querysets.places import linkable_requests, sites_where
from liaisons.views.parts import see_other, today_of
from sites.models import CoreArea, Site
from tta_requests.models import TTARequest

DRAFT_SAVED = "Draft saved. Only you can see it until you submit it."
SUBMITTED = "Update submitted. You can correct it later; the old version stays in the history."


@access(P.UPDATE_LOG)
@single_submit
def new(http: PortalRequest) -> HttpResponse:
    """Log an update: a fresh form, or the draft that was left."""
    if http.method == "POST":
        return _keep(http, _posted_pk(http))
    site, request = _asked_for(http)
    newest = _drafts(http).first()
    left = newest if newest and (site is None or newest.site_id == site.pk) else None
    if left and request is None and "fresh" not in http.GET:
        return _show(http, left.pk, _form_of(http, left), draft=left, restored=True)
    form = _form(http, UpdateForm, initial=_initial(http, site, request))
    return _show(http, _fresh_pk(http), form, other=newest)


@access(P.UPDATE_LOG)
def draft(http: PortalRequest, pk: UUID) -> HttpResponse:
    """Continue a draft of one's own."""
    left = get_object_or_404(_drafts(http), pk=pk)
    return _show(http, left.pk, _form_of(http, left), draft=left)


@access(P.UPDATE_LOG)
@require_POST
def autosave(http: PortalRequest, pk: UUID) -> HttpResponse:
    """Keep what is typed, every 30 seconds and on leaving a field; answers in JSON."""
    form = _form(http, DraftForm, http.POST)
    form.full_clean()
    if "site" in form.errors:
        return JsonResponse({"message": "Choose a site so we can save the draft."}, status=422)
    try:
        with transaction.atomic():
            kept = log.save_draft(
                pk=pk,
                site=form.cleaned_data["site"],
                values=form.values(),
                edit=_edit(http),
                by=http.actor,
            )
    except StaleEdit as stale:
        current = getattr(stale.current, "summary", "")
        return JsonResponse({"message": stale.message, "current": current}, status=stale.status)
    except DomainError as refusal:
        return JsonResponse({"message": refusal.message}, status=refusal.status)
    saved = time_of_day(kept.saved_at.astimezone(zone_of(http.actor.time_zone)))
    return JsonResponse({"message": f"Saved {saved}", "version": kept.version})


@access(P.UPDATE_LOG)
@single_submit
def correct(http: PortalRequest, pk: UUID) -> HttpResponse:
    """Correct a submitted update; the old version is kept."""
    update = get_object_or_404(
        EngagementUpdate.objects.visible_to(http.actor).for_page(http.actor), pk=pk
    )
    if not policies.can_correct(http.actor, update):
        raise NotYours
    if http.method != "POST":
        return _show_correction(http, update, _form_of(http, update, CorrectionForm))
    form = _form(http, CorrectionForm, http.POST, initial=initial_of(update, today=today_of(http)))
    if not form.is_valid():
        return _show_correction(http, update, form, version=http.POST.get("version"))
    try:
        with transaction.atomic():
            log.correct(update, values=form.values(), edit=_edit(http), by=http.actor)
    except StaleEdit as stale:
        return _show_correction(http, update, form, current=stale.current)
    messages.success(http, "Update corrected. The old version is shown below.")
    return see_other(update.get_absolute_url())


@access(P.UPDATE_LOG)
@require_POST
@single_submit
def discard(http: PortalRequest, pk: UUID) -> HttpResponse:
    """Drop a draft of one's own."""
    left = get_object_or_404(EngagementUpdate.objects.visible_to(http.actor), pk=pk)
    log.discard(left, by=http.actor)
    messages.success(http, "Draft deleted.")
    return see_other(reverse("liaisons:list"))


def _keep(http: PortalRequest, pk: UUID) -> HttpResponse:
    """Save the draft or put it on the record, as the button says."""
    is_draft = "save" in http.POST
    form = _form(http, DraftForm if is_draft else UpdateForm, http.POST)
    known = _drafts(http).of(pk)
    if not form.is_valid() and not (is_draft and "site" not in form.errors):
        return _show(http, pk, form, draft=known, version=_version_after_refusal(http, known))
    act = log.save_draft if is_draft else log.submit
    try:
        with transaction.atomic():
            kept = act(
                pk=pk,
                site=form.cleaned_data["site"],
                values=form.values(),
                edit=_edit(http),
                by=http.actor,
            )
    except StaleEdit as stale:
        return _show(http, pk, form, draft=known, current=stale.current)
    messages.success(http, DRAFT_SAVED if is_draft else SUBMITTED)
    return see_other(kept.get_absolute_url())


def _show(
    http: PortalRequest,
    pk: UUID,
    form: UpdateForm,
    *,
    draft: EngagementUpdate | None = None,
    version: object = None,
    current: object = None,
    restored: bool = False,
    other: EngagementUpdate | None = None,
) -> HttpResponse:
    stored = getattr(current, "version", None) or (draft.version if draft else log.NEW)
    context = {
        "form": form,
        "pk": pk,
        "draft": draft,
        "version": version if version is not None else stored,
        "current": current,
        "restored": restored,
        "other": other,
        "folded_open": _has_more(form),
    }
    return page(http, "liaisons/log.html", context, status=409 if current else 200)


def _show_correction(
    http: PortalRequest,
    update: EngagementUpdate,
    form: UpdateForm,
    *,
    version: object = None,
    current: object = None,
) -> HttpResponse:
    stored = getattr(current, "version", update.version)
    context = {
        "form": form,
        "update": update,
        "version": stored if version is None else version,
        "current": current,
        "folded_open": True,
    }
    return page(http, "liaisons/correct.html", context, status=409 if current else 200)


def _drafts(http: PortalRequest) -> Any:
    drafts = EngagementUpdate.objects.visible_to(http.actor).drafts_of(http.actor.user_id)
    return drafts.for_page(http.actor)


def _form(http: PortalRequest, cls: type[UpdateForm], *args: Any, **kwargs: Any) -> UpdateForm:
    only = kwargs["initial"]["site"] if cls is CorrectionForm else None
    sites = sites_where(http.actor, P.UPDATE_LOG, only=only)
    today = today_of(http)
    linked = kwargs.get("initial", {}).get("requests", ())
    return cls(
        *args,
        sites=sites,
        areas=CoreArea.objects.in_force_on(today),
        requests=linkable_requests(http.actor, sites, also=linked),
        today=today,
        **kwargs,
    )


def _form_of(
    http: PortalRequest, update: EngagementUpdate, cls: type[UpdateForm] = UpdateForm
) -> UpdateForm:
    return _form(http, cls, initial=initial_of(update, today=today_of(http)))


def _initial(
    http: PortalRequest, site: Site | None, request: TTARequest | None
) -> dict[str, object]:
    sites = sites_where(http.actor, P.UPDATE_LOG)[:2]
    only = sites[0] if site is None and len(sites) == 1 else site
    areas = [request.core_area_id] if request and request.core_area_id else []
    linked = {"requests": [request.pk], "areas": areas} if request else {}
    return {"site": only and only.pk, "when": today_of(http).isoformat(), "next": "", **linked}


def _asked_for(http: PortalRequest) -> tuple[Site | None, TTARequest | None]:
    """The site and the request the address names; what the reader may not log at is not found."""
    sites = sites_where(http.actor, P.UPDATE_LOG)
    number, slug = http.GET.get("request"), http.GET.get("site")
    request = None
    if number:
        visible = TTARequest.objects.visible_to(http.actor).numbered(number)
        request = get_object_or_404(visible)
        return get_object_or_404(sites, pk=request.site_id), request
    return (get_object_or_404(sites, slug=slug) if slug else None), request


def _edit(http: HttpRequest) -> log.Edit:
    form = http.POST.get(FIELD, "")
    return log.Edit(version=http.POST.get("version"), form=form if is_one(form) else "")


def _version_after_refusal(http: HttpRequest, known: EngagementUpdate | None) -> object:
    """A form that saved itself before it was refused stays up to date; another one stays stale."""
    if known and known.edited_in and known.edited_in == http.POST.get(FIELD):
        return known.version
    return http.POST.get("version")


def _posted_pk(http: HttpRequest) -> UUID:
    try:
        return UUID(http.GET.get("draft", ""))
    except ValueError:
        raise Http404 from None


def _fresh_pk(http: PortalRequest) -> UUID:
    """The id of the reader's next update: the same until it is saved, so that a text that never
    reached the portal finds its form again."""
    last = EngagementUpdate.objects.last_id_of(http.actor.user_id)
    digest = salted_hmac("liaisons.update", f"{http.actor.user_id}:{last}").digest()
    return UUID(bytes=digest[:16], version=4)


def _has_more(form: UpdateForm) -> bool:
    names = ("participants", "outcome", "areas", "requests")
    return any(form[name].value() or form[name].errors for name in names) or bool(
        form["risk"].errors
    )
