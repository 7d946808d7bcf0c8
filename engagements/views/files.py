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
from foundation.ui.asking import Act, Done, ask
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
    return _ask(
        request,
        file.of,
        RemoveFileForm(request.POST or None),
        heading="Remove file",
        says=f"File: {file.name}",
        act=lambda values, _version: files.remove(file, **values, by=request.actor),
        done=f"File removed: {file.name}",
    )


def home_of(of: Assessment | Plan) -> str:
    """Return the part of a page that lists the files of an assessment or a plan."""
    if isinstance(of, Plan):
        return f"{address(of)}#files"
    board = reverse("engagements:recommendations", args=[of.site.slug])
    return f"{board}#assessment-{of.pk}"


def _attach(request: PortalRequest, of: Assessment | Plan) -> HttpResponse:
    _require_keeper(request, of)
    return _ask(
        request,
        of,
        AttachForm(request.POST or None, request.FILES or None),
        heading="Attach file",
        act=lambda values, _version: files.attach(of, **values, by=request.actor),
        done=lambda kept: f"File attached: {kept.name}",
    )


def _require_keeper(request: PortalRequest, of: Assessment | Plan) -> None:
    if not policies.can_keep_files(request.actor, of):
        raise PermissionDenied


def _ask(
    request: PortalRequest,
    of: Assessment | Plan,
    form: forms.Form,
    *,
    heading: str,
    act: Act,
    done: Done,
    says: str = "",
) -> HttpResponse:
    return ask(
        request,
        "engagements/form.html",
        form,
        act=act,
        done=done,
        back=home_of(of),
        context={"site": of.site, "crumb": of, "part": of, "heading": heading, "says": says},
    )


def _file(request: PortalRequest, pk: UUID) -> EngagementFile:
    """Return a file that the reader may open; 404 for one that was removed."""
    found = EngagementFile.objects.visible_to(request.actor).standing().for_page()
    return get_object_or_404(found, pk=pk)
