"""A site's measures: choosing one, its page, and changing, ending, or resuming it."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.asking import ask, sent
from foundation.ui.forms import ButtonForm
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit
from outcomes import policies
from outcomes.actions import measures
from outcomes.errors import NotYourMeasure, ReportedMeasure
from outcomes.forms.measures import ChooseMeasureForm, EndMeasureForm, MeasureForm, details_of
from outcomes.models import SiteMeasure, SiteMeasurement
from outcomes.presenters import measures as shown
from outcomes.querysets.measures import quarters_around
from sites.views.team import enterable


@access(P.MEASUREMENT_ENTER)
@single_submit
def choose(request: PortalRequest, slug: str) -> HttpResponse:
    """Choose an indicator that a site reports."""
    site = enterable(request, slug, lambda by, at: policies.can_enter_measurements(by, at.pk))
    quarters = quarters_around(clock.now())
    form = ChooseMeasureForm(request.POST or None, quarters=quarters)
    return ask(
        request,
        "outcomes/measure_form.html",
        form,
        act=lambda values, _version: measures.choose(
            site,
            **{name: values[name] for name in ("indicator", "since", "frequency")},
            details=form.details,
            by=request.actor,
        ),
        done="Measure chosen.",
        back=reverse("outcomes:of-site", args=[slug]),
        then=SiteMeasure.get_absolute_url,
        context={"site": site, "heading": "Choose a measure"},
    )


@access(P.SITE_VIEW)
@require_safe
def detail(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show a measure: its chart, its measurements with their versions, and how it's counted."""
    measure = fetch(request, pk)
    found = SiteMeasurement.objects.visible_to(request.actor).of_measure(pk)
    context = {
        "measure": measure,
        "site": measure.site,
        "shown": shown.page_of(measure, list(found), request.actor),
    }
    return page(request, "outcomes/measure.html", context)


@access(P.MEASUREMENT_ENTER)
@single_submit
def change(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change how a site reports a measure."""
    measure = _own(request, pk)
    form = MeasureForm(request.POST or None, initial=details_of(measure))
    return act_on(
        request,
        measure,
        form,
        heading="Change details",
        act=lambda version: measures.change(
            measure, details=form.details, version=version, by=request.actor
        ),
        done="Measure changed.",
    )


@access(P.MEASUREMENT_ENTER)
@single_submit
def end(request: PortalRequest, pk: UUID) -> HttpResponse:
    """End a measure with its last quarter."""
    measure = _own(request, pk)
    form = EndMeasureForm(request.POST or None, quarters=quarters_around(clock.now()))
    return act_on(
        request,
        measure,
        form,
        heading="End measure",
        says="Its measurements stay. No one is reminded of later quarters. You can resume it.",
        act=lambda version: measures.end(
            measure, **form.cleaned_data, version=version, by=request.actor
        ),
        done="Measure ended. You can resume it on this page.",
    )


@access(P.MEASUREMENT_ENTER)
@single_submit
def resume(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Report a measure again."""
    measure = _own(request, pk)
    form = ButtonForm(sent(request))
    return act_on(
        request,
        measure,
        form,
        heading="Resume measure",
        says="The quarters since it ended are due again.",
        act=lambda version: measures.resume(measure, version=version, by=request.actor),
        done="Measure resumed.",
    )


def fetch(request: PortalRequest, pk: UUID) -> SiteMeasure:
    """Return a measure of a site of the reader's."""
    found = SiteMeasure.objects.visible_to(request.actor).for_page()
    measure: SiteMeasure = get_object_or_404(found, pk=pk)
    return measure


def act_on(
    request: PortalRequest,
    measure: SiteMeasure,
    form: forms.Form,
    *,
    heading: str,
    act: Callable[[str | None], object],
    done: str,
    says: str = "",
    version: int | None = None,
) -> HttpResponse:
    """Show a form about a measure, and act once it is sent; what was typed stays on the page when that is refused.

    Arguments:
        act: acts on the version that the form names.
        done: the sentence afterward.
        says: what it does, above the form.
        version: the version the form is based on; the measure's own if left out.
    """
    return ask(
        request,
        "outcomes/measure_form.html",
        form,
        act=lambda _values, based_on: act(based_on),
        done=done,
        back=measure.get_absolute_url(),
        version=version or measure.version,
        context={"site": measure.site, "part": measure, "heading": heading, "says": says},
    )


def _own(request: PortalRequest, pk: UUID) -> SiteMeasure:
    """Return a measure that the reader's role changes; refuse the program's own."""
    measure = fetch(request, pk)
    if measure.is_imported:
        raise ReportedMeasure
    if not policies.can_change_measure(request.actor, measure):
        raise NotYourMeasure
    return measure
