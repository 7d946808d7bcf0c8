"""Imports of figures: as programs send them, and as they are listed and previewed."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output
from outcomes.models import FigureImport


class ImportOut(Output):
    """A file of figures, and what became of it."""

    id = serializers.UUIDField()
    name = serializers.CharField(help_text="The file's name.")
    source = serializers.CharField(  # type: ignore[assignment]  # -- a value's name
        source="source.slug", default="", help_text="Empty until the file is read."
    )
    state = serializers.CharField(
        help_text="reading, ready, merging, merged, undone, discarded, or failed."
    )
    uploaded_by = serializers.CharField(
        source="uploaded_by.name", default="", help_text="Empty for the portal's own command."
    )
    created_at = serializers.DateTimeField()
    merged_by = serializers.CharField(source="merged_by.name", default="")
    merged_at = serializers.DateTimeField(allow_null=True)
    undone_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField(help_text="The version of this import, as in its ETag.")


class ProblemOut(Output):
    """A line of the file that a person should look at."""

    line = serializers.IntegerField()
    said = serializers.CharField(help_text="What the file says there.")
    reason = serializers.CharField()


class TotalOut(Output):
    """What the file says of one measure in all."""

    measure = serializers.CharField()
    sum = serializers.IntegerField()
    part_year_sum = serializers.IntegerField(help_text="Of counts of a part of a year.")
    reported = serializers.IntegerField(help_text="Cells with a count.")
    not_reported = serializers.IntegerField(help_text="Cells without one.")


class PreviewOut(ImportOut):
    """A file of figures with what was found in it."""

    error = serializers.CharField(
        source="report.error", default="", help_text="Why it can't be read or imported; else empty."
    )
    accepted = serializers.IntegerField(
        source="report.accepted", default=0, help_text="Rows that are new or restated."
    )
    unchanged = serializers.IntegerField(source="report.unchanged", default=0)
    rejected_rows = serializers.IntegerField(source="report.rejected_rows", default=0)
    rejected = ProblemOut(source="report.rejected", many=True, default=list)
    flagged = ProblemOut(source="report.flagged", many=True, default=list)
    zeros = ProblemOut(
        source="report.zeros", many=True, default=list, help_text="0s that may mean not reported."
    )
    totals = serializers.SerializerMethodField()

    @extend_schema_field(TotalOut(many=True))
    def get_totals(self, found: FigureImport) -> list[dict[str, object]]:
        """Return the sums of each measure."""
        measures = found.report.get("measures", {})
        return [dict(TotalOut({"measure": name, **sums}).data) for name, sums in measures.items()]


class ImportBody(Input):
    """A file of figures, as a form with its name and content, and what its rows don't say."""

    file = serializers.FileField(allow_empty_file=True)
    source = Text(  # type: ignore[assignment]  # -- a value's name
        max_length=80, required=False, help_text="Its short name; empty to know it by the columns."
    )
    state = Text(max_length=2, required=False, help_text="Two letters, of rows that name none.")
    year = serializers.IntegerField(required=False, allow_null=True, min_value=1900, max_value=2100)


class ConfirmBody(Input):
    """Nothing but the confirmation."""
