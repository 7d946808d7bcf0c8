"""Pages of a frozen report's versions: one of them, two compared, and the report compared with a new count."""

from django.http import Http404, HttpResponse

from dashboards.forms import VersionForm, VersionsForm
from dashboards.policies import reports as policies
from dashboards.presenters import report_versions as versions
from dashboards.presenters import reports as words
from dashboards.querysets.reports import Found, figures_of, frozen_of
from dashboards.views.reports import asked_of
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.ui.pages import page


@access(P.REPORT_VIEW)
def version(request: PortalRequest, period: str) -> HttpResponse:
    """Show an earlier version of a frozen report; 404 for one that it doesn't have."""
    found = _frozen(request, period)
    form = VersionForm(request.GET)
    asked = (form.cleaned_data["version"] if form.is_valid() else None) or 1
    if asked > found.version:
        raise Http404
    shown = words.sheet_of(found.at(asked), today=clock.today(OFFICIAL_ZONE))
    return page(
        request,
        "dashboards/report_version.html",
        {
            "title": words.title_of(found.period),
            "period": found.period.slug,
            "shown": shown,
            "version": asked,
            "current": found.version,
        },
    )


@access(P.REPORT_VIEW)
def compare(request: PortalRequest, period: str) -> HttpResponse:
    """Show which figures differ between two versions of a frozen report, why, and who changed them."""
    found = _frozen(request, period)
    given = {"first": "1", "last": str(found.version)} | request.GET.dict()
    form = VersionsForm(given, versions=versions.versions_of(found))
    shown = versions.compared(found, **form.cleaned_data) if form.is_valid() else None
    return page(
        request,
        "dashboards/compare_report.html",
        {
            "title": words.title_of(found.period),
            "period": found.period.slug,
            "form": form,
            "shown": shown,
        },
    )


@access(P.REPORT_VIEW)
def check(request: PortalRequest, period: str) -> HttpResponse:
    """Count the period of a frozen report again, and show which figures differ; nothing is changed."""
    found = _frozen(request, period)
    counted = figures_of(found.period, request.actor)
    manages = policies.can_freeze(request.actor)
    return page(
        request,
        "dashboards/check_report.html",
        {
            "title": words.title_of(found.period),
            "period": found.period.slug,
            "shown": versions.checked(found, counted, can_restate=manages),
            "can_restate": manages,
        },
    )


def _frozen(request: PortalRequest, period: str) -> Found:
    found = frozen_of(asked_of(period), request.actor)
    if found is None:
        raise Http404
    return found
