"""Bring your spreadsheet: send it, say which column is which, look at every row, bring them."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.imports import actions, questions, registry, row_validation
from foundation.imports.errors import NotAHeader, Unreadable
from foundation.imports.forms import AnswersForm, ColumnsForm, HeaderForm, SpreadsheetForm
from foundation.imports.models import Import
from foundation.imports.questions import Reading
from foundation.imports.read import Line, Table
from foundation.imports.registry import Importable
from foundation.ui import dates
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message, see_other
from foundation.workflow.nonces import single_submit

SAMPLE_SIZE, MAX_ERROR_ROWS, PAGE_SIZE = 10, 200, 30


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that will not be brought, by its line."""

    line: int
    reasons: tuple[str, ...]


@access(P.DATA_IMPORT)
@require_safe
def index(request: PortalRequest) -> HttpResponse:
    """List what can be imported, and the reader's recent imports."""
    own = Import.objects.of(request.actor.user_id)[:PAGE_SIZE]
    tz = request.actor.time_zone
    context = {
        "kinds": registry.open_to(request.actor),
        "rows": [
            (each, _title(each), dates.when(each.created_at, tz), _stands(each)) for each in own
        ],
    }
    return page(request, "imports/index.html", context)


@access(P.DATA_IMPORT)
@single_submit
def new(request: PortalRequest, what: str) -> HttpResponse:
    """Send a spreadsheet."""
    importable = _kind(request, what)
    form = SpreadsheetForm(request.POST or None, request.FILES or None)
    status = 200
    if form.is_valid():
        try:
            kept = actions.receive(importable, form.cleaned_data["file"], by=request.actor)
        except Unreadable as refused:
            form.add_error("file", str(refused))
            status = refused.status
        else:
            return see_other("imports:show", kept.pk)
    return page(request, "imports/new.html", {"kind": importable, "form": form}, status=status)


@access(P.DATA_IMPORT)
@require_safe
def template(request: PortalRequest, what: str) -> HttpResponse:
    """Return an empty spreadsheet with the right columns and one example row."""
    importable = _kind(request, what)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{importable.slug}-template.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow([column.label for column in importable.columns])
    writer.writerow([column.example for column in importable.columns])
    return answer


@access(P.DATA_IMPORT)
@single_submit
def show(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show an import: its columns, its rows before they are imported, or its report."""
    kept = _own(request, pk)
    importable = _kind(request, kept.what)
    context: dict[str, Any] = {"kept": kept, "kind": importable}
    if kept.job is not None:
        return page(request, "imports/report.html", context | _report(kept))
    try:
        table = actions.table_of(kept)
    except NotAHeader as wrong:
        return _header(request, kept, wrong.top, context | {"why": str(wrong)})
    if "header" in request.GET:
        return _header(request, kept, table.top, context)
    again = "columns" in request.GET
    if kept.mapping and not again and ("answers" in request.GET or request.method != "POST"):
        return _rows(request, kept, importable, table, context)
    form = ColumnsForm(
        request.POST or None,
        importable=importable,
        header=kept.header,
        initial={name: str(place) for name, place in _mapping(request, kept).items()},
    )
    if form.is_valid():
        actions.tell_columns(kept, form.mapping)
        return see_other("imports:show", kept.pk)
    return page(request, "imports/columns.html", context | {"form": form})


def _header(
    request: PortalRequest, kept: Import, top: Sequence[Line], context: dict[str, Any]
) -> HttpResponse:
    """Choose the row that names the columns."""
    form = HeaderForm(request.POST or None, top=top, initial={"line": kept.header_line})
    if form.is_valid():
        try:
            actions.choose_header(kept, form.cleaned_data["line"])
        except Unreadable as refused:
            form.add_error("line", str(refused))
        else:
            return see_other("imports:show", kept.pk)
    return page(request, "imports/header.html", context | {"form": form})


def _rows(
    request: PortalRequest,
    kept: Import,
    importable: Importable,
    table: Table,
    context: dict[str, Any],
) -> HttpResponse:
    """Look at the rows, and answer what the file leaves open."""
    how = questions.reading(importable, table.lines, kept.mapping, kept.answers, request.actor)
    form = AnswersForm(request.POST or None, questions=how.questions, answers=kept.answers)
    if form.is_valid():
        actions.answer(kept, form.answers)
        return see_other("imports:show", kept.pk)
    found = _preview(request, kept, importable, table, how)
    return page(request, "imports/preview.html", context | found | {"answers": form})


@access(P.DATA_IMPORT)
@require_POST
@single_submit
def begin(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Bring the good rows."""
    kept = actions.begin(_own(request, pk), by=request.actor, request=request)
    return redirect_with_message(
        request,
        "Import started. You can leave this page; we'll notify you when it's done.",
        "imports:show",
        kept.pk,
    )


@access(P.DATA_IMPORT)
@require_POST
@single_submit
def remove(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Throw the spreadsheet away; nothing of it was brought."""
    actions.remove(_own(request, pk))
    return redirect_with_message(
        request, "Spreadsheet discarded. Nothing was imported.", "imports:index"
    )


def _mapping(request: PortalRequest, kept: Import) -> dict[str, int]:
    """Return the columns mapped for this file, else those of the last one with the same header."""
    if kept.mapping:
        return dict(kept.mapping)
    before = Import.objects.of(request.actor.user_id).like(kept.what, kept.header).first()
    return dict(before.mapping) if before else {}


def _preview(
    request: PortalRequest, kept: Import, importable: Importable, table: Table, how: Reading
) -> dict[str, Any]:
    rows = row_validation.rows(importable, table.lines, how, request.actor)
    good = [row for row in rows if row.is_good]
    labels = [column.label for column in importable.columns if column.field in kept.mapping]
    fields = [column.field for column in importable.columns if column.field in kept.mapping]
    shown = {
        "good": len(good),
        "again": [str(row.line) for row in good if row.is_again][:MAX_ERROR_ROWS],
        "labels": labels,
        "sample": [
            (row.line, [row.values[name][:80] for name in fields]) for row in good[:SAMPLE_SIZE]
        ],
        "questions": how.questions,
        "open_questions": how.open_questions,
    }
    return shown | _skipped(rows)


def _skipped(rows: Sequence[row_validation.Row]) -> dict[str, Any]:
    """Return the rows that are left out: those that are wrong, and those that were imported before."""
    before = row_validation.before_said
    known = [Wrong(row.line, (before(row.before),)) for row in rows if row.before]
    wrong = [Wrong(row.line, row.wrong) for row in rows if row.wrong]
    return {
        "wrong": (wrong + known)[:MAX_ERROR_ROWS],
        "wrong_count": len(wrong),
        "known_count": len(known),
    }


def _report(kept: Import) -> dict[str, Any]:
    return {
        "job": kept.job,
        "running": kept.job is not None and kept.job.done < kept.job.total and not kept.job.errors,
        "brought": sum(1 for _, good, _ in kept.report if good),
        "made": [(line, told) for line, good, told in kept.report if good][:MAX_ERROR_ROWS],
        "left": [(line, told) for line, good, told in kept.report if not good][:MAX_ERROR_ROWS],
    }


def _stands(kept: Import) -> str:
    if kept.job is None:
        return "Not imported yet"
    return f"{sum(1 for _, good, _ in kept.report if good)} of {kept.job.total} rows imported"


def _title(kept: Import) -> str:
    importable = registry.find(kept.what)
    return importable.title if importable else kept.what


def _kind(request: PortalRequest, what: str) -> Importable:
    importable = registry.find(what)
    if importable is None:
        raise Http404
    if not request.actor.may_anywhere(importable.permission):
        raise PermissionDenied
    return importable


def _own(request: PortalRequest, pk: UUID) -> Import:
    return get_object_or_404(Import.objects.of(request.actor.user_id), pk=pk)
