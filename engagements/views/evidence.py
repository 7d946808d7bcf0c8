"""Evidence of a recommendation: adding a line with files, sending a file, and removing one."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from engagements import policies
from engagements.actions import evidence
from engagements.forms.recommendations import EvidenceForm, RemoveEvidenceForm
from engagements.models import EvidenceFile
from engagements.views.recommendations import ask, fetch
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.files import serve
from foundation.ui.asking import add_refusal
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.errors import DomainError
from foundation.workflow.nonces import single_submit


@access(P.SITE_VIEW)
@single_submit
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Add a line of evidence to a recommendation, with the files that show it."""
    found = fetch(request, pk)
    if not policies.can_give_evidence(request.actor, found):
        raise PermissionDenied
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        text, files = form.cleaned_data["text"], form.cleaned_data["new_files"]
        try:
            evidence.add(found, text=text, files=files, by=request.actor)
        except DomainError as refused:
            add_refusal(form, refused)
        else:
            return redirect_with_message(
                request, "Evidence added.", "engagements:recommendation", pk
            )
    return ask(request, found, form, "Add evidence")


@access(P.SITE_VIEW)
@require_safe
def download(request: PortalRequest, pk: UUID) -> HttpResponseBase:
    """Send a file of evidence, always as a download."""
    return serve.attachment(_file(request, pk), method=str(request.method))


@access(P.SITE_VIEW)
@single_submit
def remove(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Remove a file of evidence, with a reason."""
    file = _file(request, pk)
    if not policies.can_remove_evidence(request.actor, file):
        raise PermissionDenied
    found = file.evidence.recommendation
    form = RemoveEvidenceForm(request.POST or None)
    if form.is_valid():
        try:
            evidence.remove_file(file, **form.cleaned_data, by=request.actor)
        except DomainError as refused:
            add_refusal(form, refused)
        else:
            return redirect_with_message(
                request, f"File removed: {file.name}", "engagements:recommendation", found.pk
            )
    return ask(request, fetch(request, found.pk), form, "Remove file", f"File: {file.name}")


def _file(request: PortalRequest, pk: UUID) -> EvidenceFile:
    """Return a file that the reader may open; 404 for one that was removed."""
    found = EvidenceFile.objects.visible_to(request.actor).standing().for_page()
    return get_object_or_404(found, pk=pk)
