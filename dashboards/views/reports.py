"""Pages of the program's reports: the list, one report, and the steps of its managers."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse

from dashboards.actions import reports as actions
from dashboards.enums import Period, ReportKind
from dashboards.forms import RestateForm
from dashboards.models import Report, ReportPdf
from dashboards.policies import reports as policies
from dashboards.presenters import reports as words
from dashboards.presenters.report_files import file_of
from dashboards.querysets.reports import frozen_of, report_of
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.exports.forms import export_of
from foundation.ui.asking import ask
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit


@access(P.REPORT_VIEW)
def listing(request: PortalRequest) -> HttpResponse:
    """List the reports of the last periods, frozen and still open."""
    today = clock.today(OFFICIAL_ZONE)
    seen = Report.objects.visible_to(request.actor).for_list()
    frozen = {each.period: each for each in seen}
    groups = [
        (str(kind.label), words.listed(policies.listed(kind, today, frozen), frozen, today))
        for kind in ReportKind
    ]
    return page(request, "dashboards/reports.html", {"groups": groups})


@access(P.REPORT_VIEW)
def report(request: PortalRequest, period: str) -> HttpResponse:
    """Show the report of a period: as frozen, or a preview counted now."""
    asked = asked_of(period)
    found, today = report_of(asked, request.actor), clock.today(OFFICIAL_ZONE)
    manages = policies.can_freeze(request.actor)
    return page(
        request,
        "dashboards/report.html",
        {
            "shown": words.sheet_of(found, today=today),
            "period": asked.slug,
            "file": file_of(
                found, ReportPdf.objects.of(asked, found.version, request.actor.user_id)
            ),
            "can_freeze": manages and policies.is_over(asked, today) and found.report is None,
            "can_restate": manages and found.report is not None,
            "versions": found.version,
            "export": export_of("report", f"period={asked.slug}", request.actor),
        },
    )


@access(P.REPORT_FREEZE)
@single_submit
def freeze(request: PortalRequest, period: str) -> HttpResponse:
    """Freeze the report of a period after a last look at what that means."""
    asked = asked_of(period)
    if not policies.can_freeze(request.actor):
        raise PermissionDenied
    if request.method == "POST":
        actions.freeze(asked, by=request.actor)
        return redirect_with_message(
            request, words.frozen_message(asked), "dashboards:report", asked.slug
        )
    return page(
        request,
        "dashboards/freeze_report.html",
        {"title": words.title_of(asked), "period": asked.slug},
    )


@access(P.REPORT_FREEZE)
@single_submit
def restate(request: PortalRequest, period: str) -> HttpResponse:
    """Correct a figure of a frozen report, with the reason."""
    asked = asked_of(period)
    found = frozen_of(asked, request.actor)
    if found is None or (kept := found.report) is None:
        raise Http404
    form = RestateForm(
        request.POST or None,
        figures=words.choices_of(found),
        initial={
            # As the page with a new count suggests.
            "figure": request.GET.get("figure", ""),
            "new": request.GET.get("new", ""),
        },
    )
    return ask(
        request,
        "dashboards/restate_report.html",
        form,
        act=lambda values, _version: actions.restate(kept, **values, by=request.actor),
        done="Figure restated.",
        back=reverse("dashboards:report", args=[asked.slug]),
        version=found.version,
        context={
            "heading": "Restate a figure",
            "part": words.title_of(asked),
            "button": "Restate figure",
        },
    )


def asked_of(slug: str) -> Period:
    """Return the period of an address; 404 for one without a report."""
    found = policies.reported(slug, clock.today(OFFICIAL_ZONE))
    if found is None:
        raise Http404
    return found
