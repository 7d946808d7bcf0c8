"""Ask for the PDF of a report, draw it in the background, and remove those of old previews."""

import io

from django.db import IntegrityError

from dashboards.models import ReportPdf
from dashboards.models.report_pdfs import PREVIEW
from dashboards.querysets.reports import Found
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.files import store
from foundation.files.errors import NoRoom
from foundation.outbox import emit
from foundation.outbox.enums import Lane
from foundation.tenancy.context import atomic, atomic_savepoint
from foundation.ui import pdf
from foundation.workflow.errors import NotAllowed

NO_ROOM = "There wasn't enough room for the PDF. Try again later, or print the page."


@atomic
def ask(found: Found, *, html: str, by: Actor) -> ReportPdf:
    """Start to draw the PDF of a report, unless that of this version is there or is being drawn.

    Arguments:
        found: the report, or a preview.
        html: the document, as the reader sees it now.
        by: the reader.

    Raises:
        NotAllowed: when the person doesn't read reports.
        NoPdf: where WeasyPrint or Pango is missing.
    """
    if by.user_id is None or P.REPORT_VIEW not in by.everywhere:
        raise NotAllowed
    if not pdf.is_available():
        raise pdf.NoPdf
    now = clock.now()
    kept = ReportPdf.objects.of(found.period, found.version, by.user_id)
    waits = kept is not None and not (kept.is_ready or kept.error or kept.is_slow(now))
    if kept is not None and (waits or (kept.is_ready and found.version != PREVIEW)):
        return kept
    if kept is not None and found.version == PREVIEW:
        _remove(kept)
        kept = None
    if kept is None:
        kept = ReportPdf(period=found.period.slug, version=found.version, asked_by_id=by.user_id)
    kept.html, kept.error, kept.asked_at = html, "", now
    try:
        _save(kept)
    except IntegrityError:  # someone asked for the same version at this moment
        return ReportPdf.objects.get(period=found.period.slug, version=found.version)
    key = f"report-pdf:{kept.pk}:{now.timestamp()}"
    emit("reports.draw", key=key, payload={"pdf": str(kept.pk)}, lane=Lane.BULK)
    return kept


def draw(kept: ReportPdf) -> None:
    """Draw a PDF that was asked for, once; a failure that a person can act on is written in its row."""
    if kept.is_ready or not kept.html:
        return
    try:
        made = store.write(io.BytesIO(pdf.draw(kept.html)))
    except NoRoom:
        kept.error = NO_ROOM
    except pdf.NoPdf:
        kept.error = pdf.NoPdf.message
    else:
        kept.content, kept.size, kept.html = made.name, made.size, ""
    kept.save()


@atomic
def tidy() -> int:
    """Remove the PDFs of previews after three days; return how many."""
    over = list(ReportPdf.objects.expired(clock.now()))
    for kept in over:
        _remove(kept)
    return len(over)


def _remove(kept: ReportPdf) -> None:
    if kept.content:
        payload = {"content": kept.content}
        emit("files.discard", key=f"discard:{kept.content}", payload=payload)
    kept.delete()


@atomic_savepoint
def _save(kept: ReportPdf) -> None:
    kept.save()
