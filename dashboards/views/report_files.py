"""Pages of a report's PDF: ask for it, wait, download it."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from dashboards.actions import report_pdfs
from dashboards.enums import Period
from dashboards.models import ReportPdf
from dashboards.presenters import reports as words
from dashboards.presenters.report_files import file_of, name_of
from dashboards.querysets.reports import Found, frozen_of, report_of
from dashboards.views.reports import asked_of
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.files import serve
from foundation.files.enums import MediaType
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit


@access(P.REPORT_VIEW)
@single_submit
def pdf(request: PortalRequest, period: str) -> HttpResponse:
    """Show where the PDF of a report is, and start to draw it on request."""
    asked = asked_of(period)
    if request.method == "POST":
        found = report_of(asked, request.actor)
        shown = words.sheet_of(found, today=clock.today(OFFICIAL_ZONE))
        html = render_to_string("dashboards/report_paper.html", {"shown": shown})
        report_pdfs.ask(found, html=html, by=request.actor)
        return redirect_with_message(request, "PDF requested.", "dashboards:report-pdf", asked.slug)
    found = _uncounted(request, asked)
    return page(
        request,
        "dashboards/report_pdf.html",
        {
            "title": words.title_of(asked),
            "period": asked.slug,
            "file": file_of(found, _kept(request, found)),
        },
    )


@access(P.REPORT_VIEW)
@require_safe
def download(request: PortalRequest, period: str) -> HttpResponseBase:
    """Send the PDF of a report's current version, or the reader's own PDF of a preview; 404 before it is drawn."""
    found = _uncounted(request, asked_of(period))
    kept = _kept(request, found)
    if kept is None or not kept.is_ready:
        raise Http404
    return serve.content(
        str(kept.content),
        name=name_of(found),
        kind=MediaType.PDF,
        size=kept.size,
        method=str(request.method),
    )


def _uncounted(request: PortalRequest, period: Period) -> Found:
    """Return the frozen report, or a preview without its figures: this page is asked for again and again."""
    return frozen_of(period, request.actor) or Found(period, None, [], {})


def _kept(request: PortalRequest, found: Found) -> ReportPdf | None:
    return ReportPdf.objects.of(found.period, found.version, request.actor.user_id)
