"""The rows that dashboards keep: the version of the public pages, reports with their PDFs, and summaries sent."""

from dashboards.models.published import PublicVersion
from dashboards.models.report_pdfs import ReportPdf
from dashboards.models.reports import Report, Restatement
from dashboards.models.sent_summaries import SentSummary

__all__ = ["PublicVersion", "Report", "ReportPdf", "Restatement", "SentSummary"]
