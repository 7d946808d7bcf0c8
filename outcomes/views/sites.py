"""A site's outcomes: the published figures of its agencies, and how they change."""

import csv

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui import dates, pdf
from foundation.ui.pages import page
from outcomes.models import Figure, SiteMeasure, SiteMeasurement, Trend
from outcomes.presenters import bands, papers, trends
from outcomes.presenters import sites as shown
from outcomes.presenters.measures_panel import MeasuresPanel, lines_of, panel_of
from outcomes.querysets.measures import count_lacking, due_quarter
from sites.models import Site
from sites.policies import can_enter
from sites.presenters.tabs import tabs_of
from sites.views.team import enterable


@access(P.SITE_VIEW)
@require_safe
def of_site(request: PortalRequest, slug: str) -> HttpResponse:
    """Show the trends and published figures of a site's agencies, each source apart."""
    site = enterable(request, slug, can_enter)
    found = list(Trend.objects.of_site(site))
    context = {
        "site": site,
        "has_pdf": pdf.is_available(),
        "panels": trends.panels_of(found),
        "comparisons": bands.comparisons_of(found),
        "tabs": tabs_of(site, request.actor, request.path),
        "measures": _measures(request, site),
        "tables": shown.tables_of(Figure.objects.of_site(site)),
    }
    return page(request, "outcomes/site.html", context)


@access(P.SITE_VIEW)
@require_safe
def counts(request: PortalRequest, slug: str) -> HttpResponse:
    """Return the counts that a site's charts are drawn from as a spreadsheet."""
    site = enterable(request, slug, can_enter)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="counts-{site.slug}.csv"'
    answer.write("\ufeff")
    csv.writer(answer).writerows(trends.lines_of(Trend.objects.of_site(site)))
    return answer


@access(P.SITE_VIEW)
@require_safe
def paper(request: PortalRequest, slug: str) -> HttpResponse:
    """Send a site's charts and measures as a PDF."""
    site = enterable(request, slug, can_enter)
    found = list(Trend.objects.of_site(site))
    sheets = papers.sheets_of(trends.panels_of(found), bands.comparisons_of(found))
    context = {
        "site": site,
        "day": dates.full_day(clock.today(site.time_zone)),
        "sheets": sheets,
        "measures": lines_of(*_reported(request, site)),
    }
    text = render_to_string("outcomes/paper.html", context)
    return pdf.response(text, f"outcomes-{site.slug}.pdf")


def _measures(request: PortalRequest, site: Site) -> MeasuresPanel:
    due = due_quarter(clock.now())
    chosen, found = _reported(request, site)
    lacking = count_lacking(chosen, found, due)
    return panel_of(site, chosen, found, request.actor, due=due, lacking=lacking)


def _reported(
    request: PortalRequest, site: Site
) -> tuple[list[SiteMeasure], list[SiteMeasurement]]:
    """Return what a site measures, and its current measurements."""
    chosen = SiteMeasure.objects.visible_to(request.actor).of_site(site.pk)
    found = SiteMeasurement.objects.visible_to(request.actor).of_site(site.pk)
    return list(chosen), list(found)
