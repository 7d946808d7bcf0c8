"""A summit's report: who came, to what, and what it led to; as a page and on paper."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.calendars import clock
from foundation.exports.forms import export_of
from foundation.ui import pdf
from foundation.ui.pages import page
from summits import policies
from summits.models import Summit
from summits.presenters import reports as shown
from summits.presenters.days import days_of, place_of
from summits.querysets.reports import report_of
from summits.views.summits import fetch_planned


@signed_in
@require_safe
def report(request: PortalRequest, slug: str) -> HttpResponse:
    """Show a summit in numbers: every site to organizers and DOJ staff, their own sites to others."""
    summit = _fetch(request, slug)
    context: dict[str, Any] = {"summit": summit, "has_pdf": pdf.is_available()}
    if policies.is_reported(summit):
        context |= _counted(request, summit)
        context["export"] = export_of("summit-report", f"summit={slug}", request.actor)
    return page(request, "summits/report.html", context)


@signed_in
@require_safe
def report_pdf(request: PortalRequest, slug: str) -> HttpResponse:
    """Send the report as a PDF."""
    summit = _fetch(request, slug)
    if not policies.is_reported(summit):
        raise Http404
    text = render_to_string("summits/report_paper.html", _counted(request, summit))
    return pdf.response(text, f"summit-{slug}-report.pdf")


def _fetch(request: PortalRequest, slug: str) -> Summit:
    summit = fetch_planned(request, slug)
    if not policies.can_read_report(request.actor, summit):
        raise PermissionDenied
    return summit


def _counted(request: PortalRequest, summit: Summit) -> dict[str, Any]:
    actor = request.actor
    found = report_of(summit, actor, policies.reported_sites(actor, summit))
    return {
        "summit": summit,
        "shown": shown.page_of(found, now=clock.now(), zone=actor.time_zone),
        "when": days_of(summit),
        "where": place_of(summit),
    }
