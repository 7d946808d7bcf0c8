"""The pages of a person's exports: request, watch, download, cancel."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.calendars.days import first_day
from foundation.exports import actions
from foundation.exports.enums import Format
from foundation.exports.errors import AccessChanged, NotReady
from foundation.exports.forms import ExportForm
from foundation.exports.models import Export
from foundation.exports.narrowing import name_part
from foundation.exports.registry import find
from foundation.files import serve
from foundation.files.enums import MediaType, PackageType
from foundation.ui import dates
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit

TYPES: Mapping[Format, MediaType | PackageType] = {
    Format.CSV: MediaType.CSV,
    Format.XLSX: MediaType.EXCEL,
    Format.ZIP: PackageType.ZIP,
}
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One export as the list shows it."""

    pk: UUID
    title: str
    about: str
    narrowed: str
    state: Literal["running", "ready", "over"]
    sentence: str
    done: int
    total: int


@access(P.LIST_EXPORT)
@require_safe
def index(request: PortalRequest) -> HttpResponse:
    """List the reader's exports, newest first."""
    own = Export.objects.of(request.actor.user_id)[:PAGE_SIZE]
    return page(request, "exports/index.html", {"rows": [_row(each, request) for each in own]})


@access(P.LIST_EXPORT)
@require_POST
@single_submit
def ask(request: PortalRequest) -> HttpResponse:
    """Start an export of the list the reader was looking at."""
    form = ExportForm(request.POST)
    if not form.is_valid():
        return page(request, "exports/ask.html", {"form": form})
    values = form.cleaned_data
    actions.ask(
        values["what"],
        query=values["query"],
        kind=values["format"],
        by=request.actor,
        request=request,
    )
    return redirect_with_message(
        request,
        "Export started. You can leave this page; we'll notify you when it's done.",
        "exports:index",
    )


@access(P.LIST_EXPORT)
@require_safe
def progress(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show one export's progress; the page polls this row while it is written, and says when that ended."""
    row = _row(_own(request, pk), request)
    answer = page(request, "exports/row.html", {"row": row})
    if row.state == "running":
        return answer
    return trigger_client_event(answer, "say", {"value": f"{row.title}: {row.sentence}"})


@access(P.LIST_EXPORT)
@require_POST
@single_submit
def cancel(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Cancel one of the reader's exports."""
    actions.cancel(_own(request, pk))
    return redirect_with_message(request, "Export canceled.", "exports:index")


@access(P.LIST_EXPORT)
@require_safe
def download(request: PortalRequest, pk: UUID) -> HttpResponseBase:
    """Send the file, if the reader still has the access it was written with."""
    export = _own(request, pk)
    exportable = find(export.what)
    if exportable is None or not export.is_ready(clock.now()):
        raise NotReady
    if actions.scope_of(request.actor, exportable.permission) != export.scope:
        raise AccessChanged
    if request.method == "GET":
        actions.note_download(export)
    # The day the rows are of, not that of the download.
    day = first_day(export.job.created_at, request.actor.time_zone)
    parts = (slugify(exportable.title), name_part(export.narrowed or []), str(day))
    name = f"{'-'.join(filter(None, parts))}.{export.format}"
    return serve.content(
        str(export.content),
        name=name,
        kind=TYPES[Format(export.format)],
        size=export.size,
        method=str(request.method),
    )


def _own(request: PortalRequest, pk: UUID) -> Export:
    return get_object_or_404(Export.objects.of(request.actor.user_id), pk=pk)


def _row(export: Export, request: PortalRequest) -> Row:
    exportable, job, now = find(export.what), export.job, clock.now()
    tz = request.actor.time_zone
    ready = export.is_ready(now)
    until = dates.when(export.expires_at, tz)
    return Row(
        pk=export.pk,
        title=exportable.title if exportable else export.what,
        about=f"{Format(export.format).label} · requested {dates.when(job.created_at, tz)}",
        narrowed=_narrowed(export),
        state="ready" if ready else "running" if export.is_running else "over",
        sentence=f"Available until {until}" if ready else "; ".join(job.errors) or str(job.phase),
        done=job.done,
        total=job.total,
    )


def _narrowed(export: Export) -> str:
    """Say which part of its list a file has; empty where it wasn't saved."""
    if export.narrowed is None:
        return ""
    return " · ".join(f"{label}: {words}" for label, words in export.narrowed) or "Everything"
