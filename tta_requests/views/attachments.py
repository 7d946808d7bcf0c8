"""Files of a request: handed in, downloaded, taken away."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.accounts.access import access
from foundation.accounts.actors import Actor
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.files import serve
from foundation.files.enums import READABLE, ScanState
from foundation.files.intake import size_in_words
from foundation.ui import dates
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit
from tta_requests import policies
from tta_requests.actions import attachments
from tta_requests.enums import MessageAudience
from tta_requests.forms import AttachForm, RemoveFileForm
from tta_requests.models import Attachment, TTARequest
from tta_requests.views.fetching import fetch


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file in the list of a request's page."""

    name: str
    href: str
    about: str
    scan: str
    internal: bool
    remove_href: str


def rows(tta_request: TTARequest, actor: Actor, *, tz: str) -> list[FileRow]:
    """The files a request brought along (``with_files``), the newest first."""
    told: list[dict[str, Any]] = getattr(tta_request, "files_told", [])
    every = actor.may(P.REQUEST_ASSIGN, at=tta_request.site_id)
    return [_row(row, tta_request, actor, tz, removes_every=every) for row in told]


@access(P.REQUEST_WRITE_MESSAGE)
@single_submit
def attach(request: PortalRequest, number: str) -> HttpResponse:
    """Hand in a file."""
    tta_request = fetch(request, number)
    works_on_it = policies.works_on(request.actor, tta_request)
    if not policies.can_attach(request.actor, tta_request, works_on_it=works_on_it):
        raise PermissionDenied
    form = AttachForm(
        request.POST or None,
        request.FILES or None,
        may_be_internal=policies.can_write_internal(request.actor),
    )
    if form.is_valid():
        kept = attachments.attach(
            tta_request, works_on_it=works_on_it, by=request.actor, **form.cleaned_data
        )
        return redirect_with_message(
            request, f"File attached: {kept.name}", "tta_requests:detail", number, fragment="files"
        )
    return page(
        request, "tta_requests/attachment_form.html", {"tta_request": tta_request, "form": form}
    )


@access(P.REQUEST_VIEW)
@require_safe
def download(request: PortalRequest, number: str, pk: UUID) -> HttpResponseBase:
    """The file itself, always as a download."""
    return serve.attachment(_file(request, number, pk), method=str(request.method))


@access(P.REQUEST_WRITE_MESSAGE)
@single_submit
def remove(request: PortalRequest, number: str, pk: UUID) -> HttpResponse:
    """Take a file away, with a reason."""
    file = _file(request, number, pk)
    if not policies.can_remove_file(request.actor, file):
        raise PermissionDenied
    form = RemoveFileForm(request.POST or None)
    if form.is_valid():
        attachments.remove(file, reason=form.cleaned_data["reason"], by=request.actor)
        return redirect_with_message(
            request, f"File removed: {file.name}", "tta_requests:detail", number, fragment="files"
        )
    context = {"tta_request": file.request, "file": file, "form": form}
    return page(request, "tta_requests/attachment_remove.html", context)


def _file(request: PortalRequest, number: str, pk: UUID) -> Attachment:
    """A file of a request the reader reads whole.

    Raises:
        Http404: when it was removed, or is not there for this reader.
    """
    tta_request = fetch(request, number)
    if not policies.can_read_whole(request.actor, tta_request):
        raise Http404
    found = Attachment.objects.visible_to(request.actor).of_request(tta_request.pk).standing()
    return get_object_or_404(found.for_page(), pk=pk)


def _row(
    row: dict[str, Any], tta_request: TTARequest, actor: Actor, tz: str, *, removes_every: bool
) -> FileRow:
    at = dates.when(datetime.fromisoformat(row["uploaded_at"]), tz)
    href = reverse("tta_requests:attachment", args=[tta_request.number, row["pk"]])
    scan = ScanState(row["scan"])
    own = actor.user_id is not None and actor.user_id == row["uploaded_by_id"]
    removes = (own or removes_every) and not tta_request.is_on_legal_hold
    return FileRow(
        name=row["name"],
        href=href if scan in READABLE else "",
        about=" · ".join(
            filter(None, [row["description"], size_in_words(row["size"]), row["who"], at])
        ),
        scan=_scanned(scan, row["finding"]),
        internal=row["audience"] == MessageAudience.INTERNAL,
        remove_href=f"{href}remove/" if removes else "",
    )


def _scanned(scan: ScanState, finding: str) -> str:
    """What is said of viruses; nothing of a file that was scanned and is clean."""
    if scan == ScanState.INFECTED:
        return f"{scan.label}: the virus scanner found {finding}"
    return "" if scan == ScanState.CLEAN else str(scan.label)
