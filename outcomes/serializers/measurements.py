"""Measures and measurements: as programs send them, and as they are listed."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.api.inputs import Figure, Flag, Input, Text
from foundation.api.outputs import Output
from outcomes.enums import ChangeKind, Qualifier
from outcomes.models import SiteMeasurement
from sites.serializers import SiteRef

NUMBER: dict[str, Any] = {"max_digits": 12, "decimal_places": 2, "min_value": 0}


class IndicatorOut(Output):
    """Something that sites measure alike."""

    slug = serializers.CharField()
    name = serializers.CharField()
    unit = serializers.CharField()
    better = serializers.CharField(help_text="up, down, or none: which way it improves.")
    numerator = serializers.CharField(
        help_text="What the first of two counts is; empty for a number."
    )
    denominator = serializers.CharField(help_text="What the second count is.")
    definition = serializers.CharField()


class MeasureOut(Output):
    """An indicator that a site reports, for the whole site or one part of it."""

    id = serializers.UUIDField()
    site = SiteRef()
    indicator = IndicatorOut()
    sub_area = serializers.CharField(help_text="The part of the site; empty for the whole site.")
    counted_as = serializers.CharField(help_text="How the site counts it.")
    source = serializers.CharField(help_text="Where the numbers come from.")  # type: ignore[assignment]  # -- a value's name
    frequency = serializers.CharField(help_text="quarter or month.")
    since = serializers.DateField(help_text="The first day of the first quarter.")
    ended_on = serializers.DateField(allow_null=True, help_text="The last day; null if it runs.")
    is_imported = serializers.BooleanField(help_text="Whether the program reported it.")


class MeasurementOut(Output):
    """A version of what was reported of a measure for a period."""

    id = serializers.UUIDField()
    measure = serializers.UUIDField(source="measure_id")
    starts_on = serializers.DateField(help_text="The first day of the period.")
    ends_on = serializers.DateField(allow_null=True, help_text="The last day, if it's known.")
    period = serializers.CharField(help_text="The program's own words for an imported one.")
    is_reported = serializers.BooleanField(
        help_text="False where the site has no number for the period, which is never 0."
    )
    value = serializers.DecimalField(**NUMBER, allow_null=True)
    numerator = serializers.DecimalField(**NUMBER, allow_null=True)
    denominator = serializers.DecimalField(**NUMBER, allow_null=True)
    qualifier = serializers.CharField(help_text="How exact it is.")
    note = serializers.CharField()
    version = serializers.IntegerField(help_text="The version of this measurement, as in its ETag.")
    is_current = serializers.BooleanField(help_text="False for a version that was replaced.")
    change = serializers.CharField(help_text="corrected or restated; empty for the first version.")
    reason = serializers.CharField(help_text="Why a later version replaced the former one.")
    entered_by = serializers.CharField(source="entered_by.name", default="")
    entered_at = serializers.DateTimeField(allow_null=True)
    verified_by = serializers.SerializerMethodField(help_text="Empty if no one has verified it.")
    verified_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(serializers.CharField())
    def get_verified_by(self, found: SiteMeasurement) -> str:
        """Return the name of who verified it."""
        return found.verified_by.name if found.verified_by else ""


class SaidBody(Input):
    """What was measured: a number, or two counts, or that there is none."""

    is_reported = Flag(required=False, default=True)
    value = Figure(**NUMBER, required=False, allow_null=True)
    numerator = Figure(**NUMBER, required=False, allow_null=True)
    denominator = Figure(**NUMBER, required=False, allow_null=True)
    qualifier = serializers.ChoiceField(choices=Qualifier.choices, required=False)
    note = Text(required=False, max_length=200)


class NewMeasurement(SaidBody):
    """A first measurement for a period."""

    starts_on = serializers.DateField(help_text="The first day of the quarter or month.")


class ChangedMeasurement(SaidBody):
    """A later version of a measurement, and why."""

    change = serializers.ChoiceField(choices=ChangeKind.choices)
    reason = Text(max_length=200)


class VerifyBody(Input):
    """An empty object: verifying needs nothing but the version."""
