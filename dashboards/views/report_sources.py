"""The page of the records behind a report."""

from django.http import HttpResponse

from dashboards.presenters import reports as words
from dashboards.presenters.report_sources import parts_of
from dashboards.presenters.report_tables import months_of
from dashboards.querysets.report_sources import MAX_LINES, sources_of
from dashboards.views.reports import asked_of
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.pages import page


@access(P.REPORT_VIEW)
def sources(request: PortalRequest, period: str) -> HttpResponse:
    """Show the records that a report's figures are counted from, and what is due in the next period."""
    asked = asked_of(period)
    found = sources_of(asked, request.actor)
    context = {
        "title": words.title_of(asked),
        "period": asked.slug,
        "parts": parts_of(found, months_of(asked.after)),
        "most": MAX_LINES,
    }
    return page(request, "dashboards/report_sources.html", context)
