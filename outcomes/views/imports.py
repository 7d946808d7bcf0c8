"""Import figures: send a file, look at what was found, confirm, and undo."""

import csv
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.asking import ask
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message, see_other
from foundation.workflow.nonces import single_submit
from outcomes import policies
from outcomes.actions import import_answers, imports
from outcomes.enums import ImportState
from outcomes.forms import ColumnsForm, PickForm, UploadForm, ZerosForm
from outcomes.models import Agency, FigureImport
from outcomes.presenters import imports as shown

PAGE_SIZE = 50


@access(P.FIGURE_IMPORT)
@require_safe
def index(request: PortalRequest) -> HttpResponse:
    """List the imports of figures, the newest first."""
    found = FigureImport.objects.visible_to(request.actor).for_list()[:PAGE_SIZE]
    context = {
        "lines": shown.lines_of(found, request.actor.time_zone),
        "to_review": Agency.objects.to_review().count(),
    }
    return page(request, "outcomes/imports.html", context)


@access(P.FIGURE_IMPORT)
@single_submit
def new(request: PortalRequest) -> HttpResponse:
    """Send a file of figures."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        kept = imports.start(form.cleaned_data["file"], **form.options, by=request.actor)
        return see_other("outcomes:import", kept.pk)
    return page(request, "outcomes/new_import.html", {"form": form})


@access(P.FIGURE_IMPORT)
@require_safe
def show(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show what was found in a file, and what became of it."""
    kept = _fetch(request, pk)
    context = {
        "kept": kept,
        "line": shown.lines_of([kept], request.actor.time_zone)[0],
        "ready": kept.state == ImportState.READY,
        "shown": shown.preview_of(kept) if "measures" in kept.report else None,
        "may_tell_columns": policies.can_tell_columns(kept),
        "may_discard": policies.can_discard(kept),
        "may_undo": policies.can_undo(kept, clock.now()),
    }
    return page(request, "outcomes/import.html", context)


@access(P.FIGURE_IMPORT)
@require_safe
def rejected(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Return the rejected rows of a file as a spreadsheet, to mend the file by."""
    kept = _fetch(request, pk)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rejected-rows.csv"'
    answer.write("\ufeff")
    csv.writer(answer).writerows(shown.rejected_of(kept))
    return answer


@access(P.FIGURE_IMPORT)
@single_submit
def columns(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Say which line names the columns of a file, and what they hold."""
    kept = _fetch(request, pk)
    names = kept.report.get("columns", [])
    form = ColumnsForm(request.POST or None, columns=names, named_at=kept.named_at)
    return ask(
        request,
        "outcomes/columns.html",
        form,
        act=lambda values, version: import_answers.tell_columns(
            kept,
            form.mapping,
            heading_line=values["heading_line"],
            version=version,
            by=request.actor,
        ),
        done="Columns changed.",
        back=reverse("outcomes:import", args=[kept.pk]),
        version=kept.version,
        refusal="" if policies.can_tell_columns(kept) else policies.why_not_ready(kept),
        context={
            "kept": kept,
            "heading": "Change columns",
            "says": "Your choices are remembered for this source.",
        },
    )


@access(P.FIGURE_IMPORT)
@require_POST
@single_submit
def confirm(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Import what can be imported."""
    kept = _fetch(request, pk)
    imports.confirm(kept, version=request.POST.get("version"), by=request.actor)
    done = "Import started. You can leave this page."
    return redirect_with_message(request, done, "outcomes:import", kept.pk)


@access(P.FIGURE_IMPORT)
@require_POST
@single_submit
def pick(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Use one of the lines that differ."""
    kept = _fetch(request, pk)
    form = PickForm(request.POST)
    line = form.cleaned_data["line"] if form.is_valid() else 0
    import_answers.pick(kept, line, version=request.POST.get("version"), by=request.actor)
    return redirect_with_message(request, f"Line {line} is used.", "outcomes:import", kept.pk)


@access(P.FIGURE_IMPORT)
@require_POST
@single_submit
def zeros(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Say whether doubtful counts of 0 mean "not reported"."""
    kept, form = _fetch(request, pk), ZerosForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {"key": "", "are_absent": False}
    version = request.POST.get("version")
    import_answers.tell_zeros(kept, **said, version=version, by=request.actor)
    done = "Zeros are read as not reported." if said["are_absent"] else "Zeros are read as counts."
    done = f"{done} Your choice is remembered for this source."
    return redirect_with_message(request, done, "outcomes:import", kept.pk)


@access(P.FIGURE_IMPORT)
@require_POST
@single_submit
def discard(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Put a file aside."""
    kept = _fetch(request, pk)
    imports.discard(kept, version=request.POST.get("version"), by=request.actor)
    return redirect_with_message(request, "File discarded.", "outcomes:imports")


@access(P.FIGURE_IMPORT)
@require_POST
@single_submit
def undo(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Take the figures of an import back."""
    kept = _fetch(request, pk)
    imports.undo(kept, version=request.POST.get("version"), by=request.actor)
    done = "Import undone. Earlier figures are current again."
    return redirect_with_message(request, done, "outcomes:import", kept.pk)


def _fetch(request: PortalRequest, pk: UUID) -> FigureImport:
    found = FigureImport.objects.visible_to(request.actor).with_people()
    return get_object_or_404(found, pk=pk)
