"""Create a request: a draft that is saved at once, autosaved while it is edited, and submitted when complete."""

from functools import partial
from typing import TYPE_CHECKING, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow import nonces
from foundation.workflow.errors import Refused, StaleEdit
from foundation.workflow.nonces import single_submit
from foundation.workflow.versions import check_version
from tta_requests import policies
from tta_requests.actions import attachments, drafts
from tta_requests.errors import EngagementOver
from tta_requests.forms import NewRequestForm, RequestForm
from tta_requests.models import Offering, TTARequest
from tta_requests.presenters.drafts import DraftPage, differences_of, page_of
from tta_requests.presenters.request_steps import received
from tta_requests.querysets import choices, origins, requests

if TYPE_CHECKING:
    from tta_requests.querysets.columns import DraftedRequest

MAX_BEGUN = 5
SAVED = "Draft {} saved. The site's points of contact can read it. DOJ can't see it until you submit it."
SENT = received()
PUT = "We asked the points of contact at {} to review it. The request is submitted when one of them submits it."
GONE = "This request was already submitted, so you can't change it. Send a message instead."


@access(P.REQUEST_CREATE)
@single_submit
def new(request: PortalRequest) -> HttpResponse:
    """Show an empty form; its first save creates a draft with a number."""
    offering = Offering.objects.in_use().named(request.GET.get("offering", ""))
    former = choices.former_sites()
    form = _new_form(request, former, offering)
    if form.is_valid():
        try:
            kept = drafts.create(
                site=form.cleaned_data["site"],
                values=form.cleaned_data,
                origin=form.cleaned_data["origin"],
                by=request.actor,
            )
        except EngagementOver as refusal:
            form.add_error(None, refusal.message)
        else:
            return _next(request, kept, form)
    begun = requests.begun_by(request.actor, MAX_BEGUN)
    context = {
        "form": form,
        "shown": _shown(request, None, is_former=not (form.is_bound or form.offered)),
        "offering": offering,
        "begun": begun if request.method == "GET" else (),
    }
    return page(request, "tta_requests/request_form.html", context)


@access(P.REQUEST_CREATE)
@require_POST
@single_submit
def autosave_new(request: PortalRequest) -> HttpResponse:
    """Save the text so far as a new draft; the page continues with that draft."""
    form = _new_form(request, choices.former_sites())
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    try:
        kept = drafts.create(
            site=form.cleaned_data["site"],
            values=form.cleaned_data,
            origin=form.cleaned_data["origin"],
            by=request.actor,
        )
    except EngagementOver as refusal:
        return _refused(refusal)
    answer = _kept(kept, status=201)
    answer["HX-Redirect"] = _edit(kept)
    return answer


@access(P.REQUEST_CREATE)
@single_submit
def edit(request: PortalRequest, number: str) -> HttpResponse:
    """Show a draft, to change or submit it."""
    tta_request = _fetch(request, number)
    if not tta_request.is_draft:
        if request.method == "POST":
            raise Refused(GONE)
        return redirect(tta_request)
    if not policies.can_revise(request.actor, tta_request):
        raise PermissionDenied
    form = _form_of(request, tta_request)
    is_former = policies.is_former(tta_request.site_id)
    if is_former and form.is_bound:
        form.add_error(None, EngagementOver.message)
    if not form.is_valid():
        context = {"form": form, "shown": _shown(request, tta_request, is_former=is_former)}
        return page(request, "tta_requests/request_form.html", context)
    version = request.POST.get("version")
    try:
        check_version(tta_request, version)
    except StaleEdit as stale:
        return _stale(request, form, tta_request, stale)
    kept = drafts.revise(tta_request, values=form.cleaned_data, version=version, by=request.actor)
    return _next(request, kept, form)


@access(P.REQUEST_CREATE)
@require_POST
def autosave(request: PortalRequest, number: str) -> HttpResponse:
    """Save a draft while it is being edited."""
    tta_request = _fetch(request, number)
    if not policies.can_revise(request.actor, tta_request):
        raise PermissionDenied
    if policies.is_former(tta_request.site_id):
        return _refused(EngagementOver())
    form = _form_of(request, tta_request)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    kept = drafts.revise(
        tta_request, values=form.cleaned_data, version=request.POST.get("version"), by=request.actor
    )
    return _kept(kept)


@access(P.REQUEST_CREATE)
@require_POST
@single_submit
def send_to_site(request: PortalRequest, number: str) -> HttpResponse:
    """Ask the site to submit a draft written on its behalf."""
    tta_request = _fetch(request, number)
    drafts.send_to_site(tta_request, by=request.actor)
    return redirect_with_message(request, PUT.format(tta_request.site), _edit(tta_request))


def _fetch(request: PortalRequest, number: str) -> "DraftedRequest":
    found = requests.with_surroundings(requests.shown_to(request.actor).for_page(), clock.now())
    found = requests.with_files(found, request.actor)
    return cast("DraftedRequest", get_object_or_404(found.numbered(number)))


def _wants_submit(request: PortalRequest) -> bool:
    return request.POST.get("then") == "submit"


def _new_form(
    request: PortalRequest, former: frozenset[int], offering: Offering | None = None
) -> NewRequestForm:
    known = choices.current()
    sites = [site for site in known.sites if policies.can_create(request.actor, site.pk)]
    actor, asked = request.actor, request.GET.get("origin", "")
    origin = origins.find(actor, asked)
    chosen = origin.site.slug if origin else request.GET.get("site", "")
    known_of_it = {"origin": asked, **origins.prefilled(actor, origin)} if origin else {}
    return NewRequestForm(
        request.POST or None,
        request.FILES or None,
        areas=known.areas,
        principles=known.principles,
        sites=sites,
        former=former,
        find_origin=partial(origins.find, actor),
        complete=_wants_submit(request),
        initial=({"site": chosen} if chosen in {site.slug for site in sites} else {})
        | _asked_for(offering)
        | known_of_it,
    )


def _asked_for(offering: Offering | None) -> dict[str, str]:
    """Return the initial values of a request for an offering from the catalog."""
    if offering is None:
        return {}
    return {
        "title": offering.name,
        "core_area": offering.core_area.slug,
        "kind": offering.kind,
        "urgency": offering.urgency,
    }


def _form_of(request: PortalRequest, tta_request: "DraftedRequest") -> RequestForm:
    return RequestForm(
        request.POST or None,
        request.FILES or None,
        areas=choices.current().areas,
        principles=choices.current().principles,
        tz=tta_request.site.time_zone,
        complete=_wants_submit(request),
        initial=RequestForm.initial_of(tta_request, tta_request.further_area_slugs),
    )


def _next(request: PortalRequest, kept: TTARequest, form: RequestForm) -> HttpResponse:
    """Attach the files that came with a save, then redirect: to the submitted request, or back to the draft."""
    for file in form.cleaned_data["new_files"]:
        attachments.attach(kept, file=file, by=request.actor)
    if _wants_submit(request) and policies.can_take(request.actor, kept, "submit"):
        sent = drafts.submit(kept, by=request.actor)
        return redirect_with_message(request, SENT, sent)
    return redirect_with_message(request, SAVED.format(kept.number), _edit(kept))


def _edit(tta_request: TTARequest) -> str:
    return reverse("tta_requests:edit", args=[tta_request.number])


def _kept(tta_request: TTARequest, status: int = 200) -> JsonResponse:
    """Return what the page needs to continue with the saved draft."""
    return JsonResponse(
        {
            "fields": {"version": tta_request.version, "nonce": nonces.new()},
            "action": _edit(tta_request),
            "autosave": reverse("tta_requests:autosave", args=[tta_request.number]),
            "draft": tta_request.number,
        },
        status=status,
    )


def _refused(refusal: EngagementOver) -> JsonResponse:
    """Return why the portal saves no draft, for the note beside the form; the text stays on the page."""
    return JsonResponse({"refused": refusal.message}, status=refusal.status)


def _shown(
    request: PortalRequest, tta_request: "DraftedRequest | None", *, is_former: bool
) -> DraftPage:
    version = request.POST.get("version") or ""
    return page_of(tta_request, request.actor, version=version, is_former=is_former)


def _stale(
    request: PortalRequest, form: RequestForm, tta_request: "DraftedRequest", stale: StaleEdit
) -> HttpResponse:
    """Show both versions, with a form that saves the reader's over the other."""
    differences = differences_of(form, tta_request)
    context = {
        "form": form,
        "shown": page_of(tta_request, request.actor, version=tta_request.version, is_former=False),
        "sentence": f"{stale.message} Choose your files again." if form.files else stale.message,
        "differences": differences,
    }
    return page(request, "tta_requests/request_stale.html", context, status=stale.status)
