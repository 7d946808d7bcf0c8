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
from foundation.workflow.nonces import single_submit


@access(P.SITE_VIEW)
@single_submit
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Add a line of evidence to a recommendation, with the files that show it."""
    found = fetch(request, pk)
    if not policies.can_give_evidence(request.actor, found):
        raise PermissionDenied
    return ask(
        request,
        found,
        EvidenceForm(request.POST or None, request.FILES or None),
        heading="Add evidence",
        act=lambda values, _version: evidence.add(
            found, text=values["text"], files=values["new_files"], by=request.actor
        ),
        done="Evidence added.",
    )


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
    return ask(
        request,
        fetch(request, file.evidence.recommendation_id),
        RemoveEvidenceForm(request.POST or None),
        heading="Remove file",
        says=f"File: {file.name}",
        act=lambda values, _version: evidence.remove_file(file, **values, by=request.actor),
        done=f"File removed: {file.name}",
    )


def _file(request: PortalRequest, pk: UUID) -> EvidenceFile:
    """Return a file that the reader may open; 404 for one that was removed."""
    found = EvidenceFile.objects.visible_to(request.actor).standing().for_page()
    return get_object_or_404(found, pk=pk)
