"""Pages for logging an update: the form, its autosave, the correction, discarding a draft."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.dates import time_of_day, zone_of
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.errors import DomainError, InvalidInput, StaleEdit
from foundation.workflow.nonces import single_submit
from liaisons import policies
from liaisons.actions import log
from liaisons.enums import Stage
from liaisons.errors import AlreadySubmitted, NotYours
from liaisons.forms import CorrectionForm, DraftForm, UpdateForm, initial_of
from liaisons.models import EngagementUpdate
from liaisons.presenters.log import LogForm, has_more
from liaisons.querysets.places import (
    finishable_commitments,
    linkable_requests,
    members_of,
    sites_where,
)
from liaisons.querysets.updates import for_page
from liaisons.views.forms import (
    address_of_copy,
    asked_for,
    edit_of,
    fresh_pk,
    initial_at,
    posted_pk,
    version_after_refusal,
)
from liaisons.views.parts import today_of
from sites.models import CoreArea

DRAFT_SAVED = "Draft saved. Only you can see it until you submit it."
SUBMITTED = "Update submitted. You can correct it later; the old version stays in the history."

CHOOSE_AGAIN = "Choose your files again: they aren't saved until the update is submitted."
NOT_IN_DRAFTS = "Drafts don't keep files. Choose your files again when you submit the update."
ANOTHER = (
    "This form was already submitted with other text. Submit again to log this text as another update,"
    " or open the first one and choose “Correct update.”"
)


@access(P.UPDATE_LOG)
@single_submit
def new(request: PortalRequest) -> HttpResponse:
    """Log an update: a new form, or the draft that was left unfinished."""
    if request.method == "POST":
        return _keep(request, posted_pk(request))
    if "draft" in request.GET:
        return _reopen(request, posted_pk(request))
    if "copy" in request.GET:
        return _copy(request)
    site, tta_request = asked_for(request)
    newest = _drafts(request).first()
    left = newest if newest and (site is None or newest.site_id == site.pk) else None
    if left and tta_request is None and "fresh" not in request.GET:
        return _show(request, left.pk, _form_of(request, left), draft=left, restored=True)
    initial = initial_at(request, site, tta_request)
    form = _form(request, UpdateForm, initial=initial)
    copied_from = address_of_copy(request, initial["site"])
    return _show(request, fresh_pk(request), form, other=newest, copied_from=copied_from)


def _copy(request: PortalRequest) -> HttpResponse:
    """Start an update from the reader's last one at a site: who was there and what it touched, not what was said."""
    logged = EngagementUpdate.objects.visible_to(request.actor).submitted()
    own = logged.of_site_named(request.GET["copy"]).by(request.actor.user_id)
    last = for_page(own, request.actor).first()
    if last is None or not policies.can_log(request.actor, last.site_id):
        raise Http404
    new_day = {"when": today_of(request).isoformat(), "next": "", "next_contact_on": None}
    said = dict.fromkeys(("summary", "agenda", "findings", "outcome"), "")
    fresh = {"occurred_on": None, "risk": "none", "hours": None, **said, **new_day}
    initial = initial_of(last, today=today_of(request)) | fresh
    return _show(request, fresh_pk(request), _form(request, UpdateForm, initial=initial))


def _reopen(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Open the form for text that the device kept, under the id it was typed with.

    Where the portal has an update of that id already, the text becomes another one: unless it is the same, as when
    the answer was lost on its way; then the page leads to the update.
    """
    known = EngagementUpdate.objects.visible_to(request.actor).of(pk)
    if known and not policies.is_author(request.actor, known):
        raise Http404
    if known and known.is_draft:
        return redirect(known)
    form = _form(request, UpdateForm, initial=initial_at(request, None, None))
    fresh = fresh_pk(request) if known else pk
    return _show(request, fresh, form, name=pk, arrived=known)


@access(P.UPDATE_LOG)
def draft(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Continue one of the reader's drafts."""
    left = get_object_or_404(_drafts(request), pk=pk)
    return _show(request, left.pk, _form_of(request, left), draft=left)


@access(P.UPDATE_LOG)
@require_POST
def autosave(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Save what is typed, every 30 seconds and on leaving a field; respond in JSON."""
    form = _form(request, DraftForm, request.POST)
    form.full_clean()
    if "site" in form.errors:
        return JsonResponse({"message": "Choose a site so we can save the draft."}, status=422)
    try:
        kept = log.save_draft(
            pk=pk,
            site=form.cleaned_data["site"],
            values=form.values(),
            edit=edit_of(request),
            by=request.actor,
        )
    except StaleEdit as stale:
        current = getattr(stale.current, "summary", "")
        return JsonResponse({"message": stale.message, "current": current}, status=stale.status)
    except DomainError as refusal:
        return JsonResponse({"message": refusal.message}, status=refusal.status)
    saved = time_of_day(kept.saved_at.astimezone(zone_of(request.actor.time_zone)))
    return JsonResponse({"message": f"Saved {saved}", "version": kept.version})


@access(P.UPDATE_LOG)
@single_submit
def correct(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Correct a submitted update; the old version is kept."""
    update = get_object_or_404(
        for_page(EngagementUpdate.objects.visible_to(request.actor), request.actor), pk=pk
    )
    if not policies.can_correct(request.actor, update):
        raise NotYours
    if request.method != "POST":
        return _show_correction(request, update, _correction(request, update))
    form = _correction(request, update, request.POST)
    if not form.is_valid():
        return _show_correction(request, update, form, version=request.POST.get("version"))
    try:
        reason = form.cleaned_data["reason"]
        log.correct(
            update, values=form.values(), edit=edit_of(request), reason=reason, by=request.actor
        )
    except StaleEdit as stale:
        return _show_correction(request, update, form, current=stale.current)
    except InvalidInput as refusal:
        form.add_error(None, refusal.message)
        return _show_correction(request, update, form, version=request.POST.get("version"))
    return redirect_with_message(
        request, "Update corrected. The old version is shown below.", update
    )


@access(P.UPDATE_LOG)
@require_POST
@single_submit
def discard(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Delete one of the reader's drafts."""
    left = get_object_or_404(EngagementUpdate.objects.visible_to(request.actor), pk=pk)
    log.discard(left, by=request.actor)
    return redirect_with_message(request, "Draft deleted.", "liaisons:list")


def _keep(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Save the draft or submit it, depending on the button."""
    is_draft = "save" in request.POST
    form = _form(request, DraftForm if is_draft else UpdateForm, request.POST, request.FILES)
    known = _drafts(request).of(pk)
    if not form.is_valid() and not (is_draft and "site" not in form.errors):
        if request.FILES and "new_files" not in form.errors:
            form.add_error("new_files", CHOOSE_AGAIN)
        return _show(request, pk, form, draft=known, version=version_after_refusal(request, known))
    act = log.save_draft if is_draft else log.submit
    try:
        kept = act(
            pk=pk,
            site=form.cleaned_data["site"],
            values=form.values(),
            edit=edit_of(request),
            by=request.actor,
        )
    except StaleEdit as stale:
        return _show(request, pk, form, draft=known, current=stale.current)
    except AlreadySubmitted:
        form.add_error(None, ANOTHER)
        return _show(request, fresh_pk(request), form, version=log.NEW, refused=True)
    except InvalidInput as refusal:
        form.add_error(None, refusal.message)
        return _show(request, pk, form, draft=known, version=version_after_refusal(request, known))
    said = DRAFT_SAVED if is_draft else SUBMITTED
    if is_draft and request.FILES:
        said = f"{said} {NOT_IN_DRAFTS}"
    return redirect_with_message(request, said, kept)


def _show(
    request: PortalRequest,
    pk: UUID,
    form: UpdateForm,
    *,
    draft: EngagementUpdate | None = None,
    version: object = None,
    current: object = None,
    restored: bool = False,
    other: EngagementUpdate | None = None,
    name: UUID | None = None,
    arrived: EngagementUpdate | None = None,
    refused: bool = False,
    copied_from: str = "",
) -> HttpResponse:
    stored = getattr(current, "version", None) or (draft.version if draft else log.NEW)
    shown = LogForm(
        pk=pk,
        draft=draft,
        version=version if version is not None else stored,
        current=current,
        restored=restored,
        other=other,
        folded_open=has_more(form),
        name=name,
        arrived=arrived,
        copied_from=copied_from,
    )
    context = {"form": form, "shown": shown}
    return page(request, "liaisons/log.html", context, status=409 if current or refused else 200)


def _show_correction(
    request: PortalRequest,
    update: EngagementUpdate,
    form: UpdateForm,
    *,
    version: object = None,
    current: object = None,
) -> HttpResponse:
    stored = getattr(current, "version", update.version)
    shown = LogForm(pk=update.pk, version=stored if version is None else version, current=current)
    context = {"update": update, "form": form, "shown": shown}
    return page(request, "liaisons/correct.html", context, status=409 if current else 200)


def _drafts(request: PortalRequest) -> Any:
    drafts = EngagementUpdate.objects.visible_to(request.actor).drafts_of(request.actor.user_id)
    return for_page(drafts, request.actor)


def _form(request: PortalRequest, cls: type[UpdateForm], *args: Any, **kwargs: Any) -> UpdateForm:
    only = kwargs["initial"]["site"] if cls is CorrectionForm else None
    sites = sites_where(request.actor, P.UPDATE_LOG, only=only)
    today = today_of(request)
    linked = kwargs.get("initial", {}).get("requests", ())
    named = kwargs.get("initial", {}).get("members", ())
    chosen = request.POST.getlist("done")
    return cls(
        *args,
        sites=sites,
        areas=CoreArea.objects.in_force_on(today),
        requests=linkable_requests(request.actor, sites, also=linked),
        members=members_of(request.actor, sites, also=named),
        open_commitments=()
        if cls is CorrectionForm
        else finishable_commitments(request.actor, sites, also=chosen),
        today=today,
        **kwargs,
    )


def _form_of(request: PortalRequest, update: EngagementUpdate) -> UpdateForm:
    return _form(request, UpdateForm, initial=initial_of(update, today=today_of(request)))


def _correction(request: PortalRequest, update: EngagementUpdate, *args: Any) -> UpdateForm:
    initial = initial_of(update, today=today_of(request))
    is_returned = update.review == Stage.RETURNED
    return _form(request, CorrectionForm, *args, initial=initial, is_returned=is_returned)
