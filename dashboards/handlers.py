"""Outbox jobs of the dashboards: draw a report's PDF, and announce a summary that was sent."""

from dashboards.actions import report_pdfs, sent_summaries
from dashboards.models import ReportPdf, SentSummary
from foundation.outbox.registry import Payload, handler


@handler("reports.draw")
def draw(payload: Payload) -> None:
    """Draw the PDF of a report; one that was removed since is not."""
    kept = ReportPdf.objects.filter(pk=str(payload["pdf"])).first()
    if kept is not None:
        report_pdfs.draw(kept)


@handler("dashboards.announce_summary")
def announce_summary(payload: Payload) -> None:
    """Notify a site's executive leadership of its one-page summary."""
    sent = SentSummary.objects.select_related("site").get(pk=str(payload["sent"]))
    sent_summaries.announce(sent)
