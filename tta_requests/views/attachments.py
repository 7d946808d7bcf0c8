"""Attach, download, and remove files of a request."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.files import serve
from foundation.workflow.nonces import single_submit
from tta_requests import policies
from tta_requests.actions import attachments
from tta_requests.forms import AttachForm, RemoveFileForm
from tta_requests.models import Attachment
from tta_requests.views.fetching import ask, fetch


@access(P.REQUEST_WRITE_MESSAGE)
@single_submit
def attach(request: PortalRequest, number: str) -> HttpResponse:
    """Attach a file."""
    tta_request = fetch(request, number)
    works_on_it = policies.works_on(request.actor, tta_request)
    if not policies.can_attach(request.actor, tta_request, works_on_it=works_on_it):
        raise PermissionDenied
    form = AttachForm(
        request.POST or None,
        request.FILES or None,
        may_be_internal=policies.can_write_internal(request.actor),
    )
    return ask(
        request,
        tta_request,
        form,
        template="attachment_form",
        heading="Attach file",
        says="Everyone who can read the conversation can open the file. "
        "Leave out the names of victims, witnesses, and suspects.",
        act=lambda values, _version: attachments.attach(
            tta_request, works_on_it=works_on_it, by=request.actor, **values
        ),
        done=lambda kept: attachments.sentence(kept, form.cleaned_data["file"]),
        fragment="files",
    )


@access(P.REQUEST_VIEW)
@require_safe
def download(request: PortalRequest, number: str, pk: UUID) -> HttpResponseBase:
    """Send the file itself, always as a download."""
    return serve.attachment(_file(request, number, pk), method=str(request.method))


@access(P.REQUEST_WRITE_MESSAGE)
@single_submit
def remove(request: PortalRequest, number: str, pk: UUID) -> HttpResponse:
    """Remove a file, with a reason."""
    file = _file(request, number, pk)
    if not policies.can_remove_file(request.actor, file):
        raise PermissionDenied
    return ask(
        request,
        file.request,
        RemoveFileForm(request.POST or None),
        part=file.name,
        heading="Remove this file?",
        button="Remove file",
        says="No one will be able to download it. The timeline will show that you removed it, and why.",
        act=lambda values, _version: attachments.remove(file, **values, by=request.actor),
        done=f"File removed: {file.name}",
        fragment="files",
    )


def _file(request: PortalRequest, number: str, pk: UUID) -> Attachment:
    """Return a file of a request that the reader may read in full.

    Raises:
        Http404: when it was removed, or this reader can't see it.
    """
    tta_request = fetch(request, number)
    if not policies.can_read_whole(request.actor, tta_request):
        raise Http404
    found = Attachment.objects.visible_to(request.actor).of_request(tta_request.pk).standing()
    return get_object_or_404(found.for_page(), pk=pk)
