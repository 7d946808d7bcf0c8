"""The API of measures: list a site's, list and add measurements, change and verify one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import listed, unpaged
from foundation.api.records import Record
from foundation.api.resources import Resource
from foundation.calendars.quarters import Quarter
from outcomes import policies
from outcomes.actions import measurements
from outcomes.errors import NotMeasuredThen
from outcomes.forms.measurements import RestateForm, SaidForm
from outcomes.models import SiteMeasure, SiteMeasurement
from outcomes.models.measurements import PLACES
from outcomes.querysets.measures import Slot, slots_of
from outcomes.serializers.measurements import (
    ChangedMeasurement,
    MeasurementOut,
    MeasureOut,
    NewMeasurement,
    VerifyBody,
)
from sites.models import Site

MEASUREMENT = Record(
    seen=lambda actor: SiteMeasurement.objects.visible_to(actor).for_page(),
    output=MeasurementOut,
    address="api:measurement",
)


class SiteMeasures(Resource):
    """The measures of a site."""

    access = P.SITE_VIEW
    outputs = {"GET": (200, page_of(MeasureOut))}

    def get(self, call: Call, slug: str) -> Response:
        """List what a site measures, and what the program reported of it."""
        site = get_object_or_404(Site.objects.with_work_visible_to(call.actor), slug=slug)
        found = SiteMeasure.objects.visible_to(call.actor).of_site(site.pk)
        return unpaged(found, MeasureOut)


class Measurements(Resource):
    """The measurements of a measure."""

    access = P.SITE_VIEW
    changes = P.MEASUREMENT_ENTER
    paged = True
    inputs = {"POST": NewMeasurement}
    outputs = {"GET": (200, page_of(MeasurementOut)), "POST": (201, MeasurementOut)}

    def get(self, call: Call, pk: UUID) -> Response:
        """List a measure's measurements in every version, the newest period first."""
        measure = _measure(call, pk)
        found = SiteMeasurement.objects.visible_to(call.actor).of_measure(measure.pk).by_period()
        return listed(call, found, PLACES, MeasurementOut)

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Enter the first measurement for a period that is over."""
        measure = _measure(call, pk)
        if not policies.can_enter_measurements(call.actor, measure.site_id):
            raise PermissionDenied
        sent = read(call, NewMeasurement)
        slot = _slot(measure, sent)
        form = SaidForm(_typed(sent), indicator=measure.indicator)
        clean(form)
        [made] = measurements.enter(measure.site, [(slot, form.said)], by=call.actor)
        return MEASUREMENT.shown(call, made.pk, status=201)


class OneMeasurement(Resource):
    """A version of a measurement."""

    access = P.SITE_VIEW
    changes = P.MEASUREMENT_ENTER
    inputs = {"PATCH": ChangedMeasurement}
    outputs = {"GET": (200, MeasurementOut), "PATCH": (200, MeasurementOut)}
    versioned = {"GET", "PATCH"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a version of a measurement."""
        return MEASUREMENT.shown(call, pk)

    def patch(self, call: Call, pk: UUID) -> Response:
        """Replace a measurement by a later version, with the reason; the answer is the later one."""
        found, version = MEASUREMENT.based(
            call, pk, lambda actor, row: policies.can_enter_measurements(actor, row.site_id)
        )
        form = RestateForm(
            _typed(read(call, ChangedMeasurement)), indicator=found.measure.indicator
        )
        why = clean(form)
        made = measurements.restate(
            found,
            form.said,
            change=why["change"],
            reason=why["reason"],
            version=version,
            by=call.actor,
        )
        return MEASUREMENT.shown(call, made.pk)


class MeasurementVerifying(Resource):
    """The verification of a measurement."""

    access = P.SITE_VIEW
    changes = P.MEASUREMENT_VERIFY
    inputs = {"POST": VerifyBody}
    outputs = {"POST": (200, MeasurementOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Confirm that a measurement someone else entered is what its source says."""
        found, version = MEASUREMENT.based(
            call, pk, lambda actor, row: policies.may_verify(actor, row.site_id)
        )
        read(call, VerifyBody)
        measurements.verify(found, version=version, by=call.actor)
        return MEASUREMENT.shown(call, pk)


def _measure(call: Call, pk: UUID) -> SiteMeasure:
    found: SiteMeasure = get_object_or_404(
        SiteMeasure.objects.visible_to(call.actor).for_page(), pk=pk
    )
    return found


def _slot(measure: SiteMeasure, sent: Mapping[str, Any]) -> Slot:
    """Return the period that a call names by its first day."""
    slots = slots_of([measure], Quarter.holding(sent["starts_on"]))
    found = next((each for each in slots if each.starts_on == sent["starts_on"]), None)
    if found is None:
        raise ValidationError({"starts_on": [NotMeasuredThen.message]})
    return found


def _typed(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body of a call as a person would have typed it in the form."""
    typed = as_typed({name: value for name, value in sent.items() if name != "is_reported"})
    return typed | {"is_absent": not sent["is_reported"]}
