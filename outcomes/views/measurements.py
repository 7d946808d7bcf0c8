"""What a site measured: a quarter to fill in, by form or by spreadsheet, and changing and verifying one."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.calendars.quarters import Quarter
from foundation.ui.asking import ask, sent
from foundation.ui.forms import ButtonForm
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit
from outcomes import policies
from outcomes.actions import measurements
from outcomes.errors import NotYourMeasure, NotYourMeasurement, ReportedMeasure
from outcomes.forms.measurement_files import MeasurementFileForm
from outcomes.forms.measurements import QuarterForm, RestateForm, filled_by
from outcomes.models import SiteMeasure, SiteMeasurement
from outcomes.presenters import measurement_files as sheets
from outcomes.presenters import measurements as words
from outcomes.presenters import measures as shown
from outcomes.querysets.measures import Slot, slots_of
from outcomes.views.measures import act_on
from sites.models import Site
from sites.policies import can_enter
from sites.views.team import enterable


@access(P.SITE_VIEW)
@single_submit
def quarter(request: PortalRequest, slug: str, quarter: str) -> HttpResponse:
    """Show a site's measures for a quarter, and enter those that aren't entered yet."""
    site = enterable(request, slug, can_enter)
    when = _over(site, quarter)
    slots = _slots(request, site, when)
    form = _form(slots, sent(request))
    return ask(
        request,
        "outcomes/quarter.html",
        form,
        act=lambda _values, _version: measurements.enter(site, form.said, by=request.actor),
        done="Measurements saved. Someone else verifies them next.",
        back=reverse("outcomes:quarter", args=[slug, quarter]),
        context=_context(request, site, when, slots),
    )


@access(P.SITE_VIEW)
@require_safe
def template(request: PortalRequest, slug: str, quarter: str, kind: str) -> HttpResponse:
    """Return a spreadsheet with the site's measures for a quarter, to be filled in and uploaded."""
    site = enterable(request, slug, can_enter)
    slots = _slots(request, site, _over(site, quarter))
    answer = HttpResponse(sheets.template_of(slots, kind), content_type=sheets.KINDS[kind])
    name = f"measures-{site.slug}-{quarter}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@access(P.MEASUREMENT_ENTER)
@single_submit
def upload(request: PortalRequest, slug: str, quarter: str) -> HttpResponse:
    """Read a filled-in spreadsheet into the quarter's form, where it is checked and then saved."""
    site = enterable(request, slug, lambda by, at: policies.can_enter_measurements(by, at.pk))
    when = _over(site, quarter)
    slots = _slots(request, site, when)
    file = MeasurementFileForm(request.POST or None, request.FILES or None)
    filled = file.read(slots) if file.is_valid() else None
    if filled is None:
        context = {
            "site": site,
            "quarter": when,
            "form": file,
            "heading": "Upload measurements",
            "button": "Upload spreadsheet",
            "back": reverse("outcomes:quarter", args=[slug, quarter]),
        }
        return page(request, "outcomes/measurement_file.html", context)
    form = _form(slots, filled.values)
    problems = sheets.problems_of(form, filled, slots)
    # What is right so far is shown as first values, so that its form is one still to be sent.
    form = _form(slots, None, initial=filled.values)
    good = len(set(filled.lines.values()) - {problem.line for problem in problems})
    context = _context(request, site, when, slots)
    context |= {"form": form, "read": filled, "good": good, "problems": problems}
    return page(request, "outcomes/quarter.html", context)


@access(P.SITE_VIEW)
@single_submit
def verify(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Confirm that a measurement is what its source says."""
    found = _fetch(request, pk)
    if found.is_imported:
        raise ReportedMeasure
    if not policies.may_verify(request.actor, found.site_id):
        raise NotYourMeasurement
    form = ButtonForm(sent(request))
    return act_on(
        request,
        found.measure,
        form,
        heading="Verify measurement",
        says=f"{words.period_of(found)}: {words.said_of(found)}. {words.answered_by(found)}. "
        f"Check it against its source: {found.measure.source}.",
        act=lambda version: measurements.verify(found, version=version, by=request.actor),
        done="Measurement verified.",
        version=found.version,
    )


@access(P.SITE_VIEW)
@single_submit
def restate(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Replace a measurement by a later version, with the reason."""
    found = _fetch(request, pk)
    if found.is_imported:
        raise ReportedMeasure
    if not policies.can_enter_measurements(request.actor, found.site_id):
        raise NotYourMeasure
    form = RestateForm(
        request.POST or None, indicator=found.measure.indicator, initial=filled_by(found)
    )
    return act_on(
        request,
        found.measure,
        form,
        heading="Change measurement",
        says=f"{words.period_of(found)}: {words.said_of(found)}. The new version needs to be verified.",
        act=lambda version: measurements.restate(
            found,
            form.said,
            change=form.cleaned_data["change"],
            reason=form.cleaned_data["reason"],
            version=version,
            by=request.actor,
        ),
        done="Measurement changed. Someone else verifies it next.",
        version=found.version,
    )


def _fetch(request: PortalRequest, pk: UUID) -> SiteMeasurement:
    """Return a measurement, in its newest version: a step on a later one than the form showed is refused there."""
    found = SiteMeasurement.objects.visible_to(request.actor).for_page()
    named = get_object_or_404(found, pk=pk)
    return named if named.is_current else found.newest_of(named).get()


def _over(site: Site, slug: str) -> Quarter:
    """Return the quarter of an address; 404 for one that hasn't begun."""
    found = Quarter.named(slug)
    if found is None or found.first > clock.today(site.time_zone):
        raise Http404
    return found


def _slots(request: PortalRequest, site: Site, quarter: Quarter) -> list[Slot]:
    """Return the periods of a site's quarter that are over."""
    measures = SiteMeasure.objects.visible_to(request.actor).of_site(site.pk)
    today = clock.today(site.time_zone)
    return [slot for slot in slots_of(measures, quarter) if slot.ends_on < today]


def _form(
    slots: Sequence[Slot], data: Any, initial: Mapping[str, Any] | None = None
) -> QuarterForm:
    return QuarterForm(
        data,
        slots=slots,
        labels=words.labels_of(slots),
        hints=words.hints_of(slots),
        initial=initial,
    )


def _context(
    request: PortalRequest, site: Site, quarter: Quarter, slots: Sequence[Slot]
) -> dict[str, Any]:
    return {
        "site": site,
        "quarter": quarter,
        "may_enter": policies.can_enter_measurements(request.actor, site.pk),
        "has_earlier": Quarter.named(quarter.before.slug) is not None,
        "has_next": quarter.after.first <= clock.today(site.time_zone),
        "entered": shown.entered_of(slots),
    }
