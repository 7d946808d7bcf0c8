"""The rows that dashboards keep: the version of the public pages, and reports."""

from dashboards.models.published import PublicVersion
from dashboards.models.reports import Report, Restatement

__all__ = ["PublicVersion", "Report", "Restatement"]
