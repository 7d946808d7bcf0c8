"""Imports of figures: as programs send them, and as they are listed and previewed."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.api.inputs import Flag, Input, Text, Whole
from foundation.api.outputs import Output
from outcomes.enums import Measure
from outcomes.models import FigureImport
from outcomes.parsing.headings import MAX_HEADING_LINE, ROLES

HOLDS = [*ROLES, *Measure.values]


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


class RejectedOut(ProblemOut):
    """A line that isn't imported."""

    lines = serializers.ListField(
        child=serializers.IntegerField(),
        help_text="This line alone, or the lines that differ, of which one can be picked.",
    )


class ZerosOut(ProblemOut):
    """Counts of 0 that may mean "not reported"."""

    key = serializers.CharField(help_text="What they are named by.")
    is_absent = serializers.BooleanField(help_text="Whether they are read as not reported.")


class ColumnOut(Output):
    """A column of the file."""

    name = serializers.CharField()
    holds = serializers.CharField(help_text="A measure, another part of a row, or “not imported.”")


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
    header_line = serializers.IntegerField(
        source="named_at", allow_null=True, help_text="The line that names the columns."
    )
    columns = ColumnOut(source="report.columns", many=True, default=list)
    rejected = RejectedOut(source="report.rejected", many=True, default=list)
    flagged = ProblemOut(source="report.flagged", many=True, default=list)
    zeros = ZerosOut(source="report.zeros", many=True, default=list)
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


class StepBody(Input):
    """Nothing but the step itself."""


class PickBody(Input):
    """The line that is right, of those that differ."""

    line = Whole(min_value=1)


class ZerosBody(Input):
    """Whether counts of 0 mean "not reported"; the source remembers it."""

    key = Text(max_length=300, help_text="As the import lists them.")
    are_absent = Flag(help_text="False for counts that are 0.")


class ColumnsBody(Input):
    """What the columns hold, in their order; the source remembers it."""

    holds = serializers.ListField(
        child=serializers.ChoiceField(choices=HOLDS), help_text="One value for each column."
    )


class HeaderBody(Input):
    """The line that names the columns; what they hold is asked after that."""

    line = Whole(min_value=1, max_value=MAX_HEADING_LINE)
