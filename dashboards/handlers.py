"""Outbox jobs of reports: draw a PDF."""

from dashboards.actions import report_pdfs
from dashboards.models import ReportPdf
from foundation.outbox.registry import Payload, handler


@handler("reports.draw")
def draw(payload: Payload) -> None:
    """Draw the PDF of a report; one that was removed since is not."""
    kept = ReportPdf.objects.filter(pk=str(payload["pdf"])).first()
    if kept is not None:
        report_pdfs.draw(kept)
