"""The rows that dashboards keep: the version of the public pages, and reports with their PDFs."""

from dashboards.models.published import PublicVersion
from dashboards.models.report_pdfs import ReportPdf
from dashboards.models.reports import Report, Restatement

__all__ = ["PublicVersion", "Report", "ReportPdf", "Restatement"]
