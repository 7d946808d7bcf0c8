"""The program's reports as the API returns them, and what it takes."""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output

EXAMPLE = {
    "figure": "areas/gun-violence/delivered",
    "new": "12",
    "reason": "One delivery was confirmed twice.",
}


class ReportFactsOut(Output):
    """The report of a period, frozen or a preview."""

    period = serializers.CharField(source="period.slug", help_text="Such as 2026-q3 or 2026-h1.")
    title = serializers.CharField()
    first = serializers.DateField(source="period.first", help_text="The period's first day.")
    last = serializers.DateField(source="period.last", help_text="The period's last day.")
    due_on = serializers.DateField(source="period.due_on")
    is_over = serializers.BooleanField(help_text="Whether its report can be frozen.")
    frozen_at = serializers.DateTimeField(
        source="report.frozen_at", default=None, allow_null=True, help_text="Null for a preview."
    )
    frozen_by = serializers.CharField(
        source="report.frozen_by.name", default="", help_text="Empty for a preview."
    )


class ReportRowOut(ReportFactsOut):
    """A report as the list shows it."""

    restated = serializers.IntegerField(
        source="report.restated", default=0, help_text="How many figures were restated since."
    )


class FigureLineOut(Output):
    """One figure of a report."""

    key = serializers.CharField(help_text="How a restatement names it.")
    whose = serializers.CharField(help_text="The program's sites or demonstration sites, in words.")
    table = serializers.CharField()
    row = serializers.CharField(help_text="The core area, principle, status, clock, or site.")
    column = serializers.CharField(help_text="What was counted.")
    value = serializers.DecimalField(max_digits=12, decimal_places=2, help_text="As it is now.")
    frozen = serializers.DecimalField(
        max_digits=12,
        decimal_places=2,
        allow_null=True,
        help_text="As it was when the report was frozen; null in a preview.",
    )


class RestatementOut(Output):
    """One figure that was corrected after the report was frozen."""

    number = serializers.IntegerField(help_text="Counted in each report, from 1.")
    figure = serializers.CharField(help_text="Its key.")
    old_value = serializers.DecimalField(max_digits=9, decimal_places=2)
    new_value = serializers.DecimalField(max_digits=9, decimal_places=2)
    reason = serializers.CharField()
    made_at = serializers.DateTimeField()
    made_by = serializers.CharField(source="made_by.name")


class MeasuredChangeOut(Output):
    """How a measure of a site changed: its newest verified number against the one before the period."""

    site = serializers.CharField()
    is_demo = serializers.BooleanField(help_text="Of a made-up site, for the demonstration.")
    measure = serializers.CharField()
    unit = serializers.CharField()
    before = serializers.CharField(source="then")
    before_days = serializers.ListField(
        source="then_days", child=serializers.CharField(), help_text="The first and last day."
    )
    now = serializers.CharField()
    now_days = serializers.ListField(
        child=serializers.CharField(), help_text="The first and last day."
    )


class ReportOut(ReportFactsOut):
    """A report with its figures, frozen or counted just now; federal items are in none of them."""

    version = serializers.IntegerField(
        help_text="1 when it was frozen, one more for each restatement; 0 for a preview."
    )
    figures = FigureLineOut(many=True)
    changes = MeasuredChangeOut(many=True, help_text="What changed at the sites.")
    restatements = RestatementOut(many=True, help_text="Oldest first.")


@extend_schema_serializer(
    examples=[OpenApiExample("A correction", value=EXAMPLE, request_only=True)]
)
class NewRestatement(Input):
    """A figure, its new value, and why it changes."""

    figure = Text(max_length=120, help_text="Its key.")
    new = serializers.DecimalField(max_digits=9, decimal_places=2, help_text="Its new value.")
    reason = Text(max_length=500, help_text="It's shown in the report next to the old value.")


class FigureDifferenceOut(Output):
    """A figure of a frozen report that is counted differently now."""

    key = serializers.CharField()
    name = serializers.CharField()
    frozen = serializers.CharField(source="before", help_text="In the report, in words.")
    counted = serializers.CharField(source="after", help_text="Counted just now, in words.")


class ReportCheckOut(Output):
    """A frozen report compared with what is counted now."""

    sentence = serializers.CharField(help_text="How many figures differ.")
    rows = FigureDifferenceOut(many=True)
