"""Files of assessments and plans: attaching one, sending it, and removing it."""

from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from engagements import policies
from engagements.actions import files
from engagements.forms.files import AttachForm, RemoveFileForm
from engagements.models import Assessment, EngagementFile, Plan
from engagements.views.plans import address
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.files import serve
from foundation.ui.asking import add_refusal
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.errors import DomainError
from foundation.workflow.nonces import single_submit


@access(P.RECOMMENDATION_WRITE)
@single_submit
def attach_to_assessment(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Attach a file to an assessment, such as its report."""
    found = Assessment.objects.visible_to(request.actor).for_page()
    return _attach(request, get_object_or_404(found, pk=pk))


@access(P.PLAN_WRITE)
@single_submit
def attach_to_plan(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Attach a file to a plan, such as the signed one."""
    found = Plan.objects.visible_to(request.actor).for_page()
    return _attach(request, get_object_or_404(found, pk=pk))


@access(P.SITE_VIEW)
@require_safe
def download(request: PortalRequest, pk: UUID) -> HttpResponseBase:
    """Send a file, always as a download."""
    return serve.attachment(_file(request, pk), method=str(request.method))


@access(P.SITE_VIEW)
@single_submit
def remove(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Remove a file, with a reason."""
    file = _file(request, pk)
    _require_keeper(request, file.of)
    form = RemoveFileForm(request.POST or None)
    if form.is_valid():
        try:
            files.remove(file, **form.cleaned_data, by=request.actor)
        except DomainError as refused:
            add_refusal(form, refused)
        else:
            return redirect_with_message(request, f"File removed: {file.name}", home_of(file.of))
    return _ask(request, file.of, form, "Remove file", f"File: {file.name}")


def home_of(of: Assessment | Plan) -> str:
    """Return the part of a page that lists the files of an assessment or a plan."""
    if isinstance(of, Plan):
        return f"{address(of)}#files"
    board = reverse("engagements:recommendations", args=[of.site.slug])
    return f"{board}#assessment-{of.pk}"


def _attach(request: PortalRequest, of: Assessment | Plan) -> HttpResponse:
    _require_keeper(request, of)
    form = AttachForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        kept = files.attach(of, **form.cleaned_data, by=request.actor)
        return redirect_with_message(request, f"File attached: {kept.name}", home_of(of))
    return _ask(request, of, form, "Attach file", "")


def _require_keeper(request: PortalRequest, of: Assessment | Plan) -> None:
    if not policies.can_keep_files(request.actor, of):
        raise PermissionDenied


def _ask(
    request: PortalRequest, of: Assessment | Plan, form: forms.Form, heading: str, says: str
) -> HttpResponse:
    context = {
        "site": of.site,
        "of": of,
        "back": home_of(of),
        "form": form,
        "heading": heading,
        "says": says,
    }
    return page(request, "engagements/file_form.html", context)


def _file(request: PortalRequest, pk: UUID) -> EngagementFile:
    """Return a file that the reader may open; 404 for one that was removed."""
    found = EngagementFile.objects.visible_to(request.actor).standing().for_page()
    return get_object_or_404(found, pk=pk)
