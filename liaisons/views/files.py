"""Attach, download, and remove files of an update."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.files import serve
from foundation.ui.asking import ask
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit
from liaisons import policies
from liaisons.actions import files
from liaisons.forms import RemoveUpdateFileForm, UpdateFileForm
from liaisons.models import EngagementUpdate, UpdateFile


@access(P.UPDATE_LOG)
@single_submit
def attach(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Attach a file to one of the reader's submitted updates."""
    logged = EngagementUpdate.objects.visible_to(request.actor).submitted()
    update = get_object_or_404(logged.select_related("site"), pk=pk)
    if not policies.can_correct(request.actor, update):
        raise PermissionDenied
    form = UpdateFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        kept = files.attach(update, **form.cleaned_data, by=request.actor)
        changed = form.cleaned_data["file"].changed
        more = f". Changed before saving: {changed}." if changed else ""
        return redirect_with_message(
            request, f"File attached: {kept.name}{more}", "liaisons:detail", pk, fragment="files"
        )
    return page(request, "liaisons/file_form.html", {"update": update, "form": form})


@access(P.UPDATE_VIEW)
@require_safe
def download(request: PortalRequest, pk: UUID, file: UUID) -> HttpResponseBase:
    """Send the file itself, always as a download."""
    return serve.attachment(_file(request, pk, file), method=str(request.method))


@access(P.UPDATE_LOG)
@single_submit
def remove(request: PortalRequest, pk: UUID, file: UUID) -> HttpResponse:
    """Remove a file, with a reason."""
    found = _file(request, pk, file)
    if not policies.can_correct(request.actor, found.update):
        raise PermissionDenied
    return ask(
        request,
        "liaisons/update_form.html",
        RemoveUpdateFileForm(request.POST or None),
        act=lambda values, _version: files.remove(found, **values, by=request.actor),
        done=f"File removed: {found.name}",
        back=f"{found.update.get_absolute_url()}#files",
        context={
            "update": found.update,
            "part": found.name,
            "heading": "Remove this file?",
            "button": "Remove file",
            "says": "No one will be able to download it.",
        },
    )


def _file(request: PortalRequest, pk: UUID, file: UUID) -> UpdateFile:
    found = UpdateFile.objects.visible_to(request.actor).of_update(pk).standing()
    return get_object_or_404(found.for_page(), pk=file)
