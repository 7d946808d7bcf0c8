"""Assessments and the files of assessments and plans as the API returns them, and what it takes."""

from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output
from foundation.files.enums import ScanState
from sites.serializers import SiteRef


class FindingOut(Output):
    """One thing an assessment found."""

    id = serializers.UUIDField()
    text = serializers.CharField()


class AssessmentOut(Output):
    """An assessment of a site's work."""

    id = serializers.UUIDField()
    site = SiteRef()
    kind = serializers.CharField()
    title = serializers.CharField()
    core_area = serializers.CharField(source="core_area.slug")
    done_on = serializers.DateField()
    is_month_only = serializers.BooleanField(
        help_text="Whether only the month is known, not the day."
    )
    done_by = serializers.CharField(help_text="The organization that did it; may be empty.")
    origin = serializers.CharField()
    findings = FindingOut(many=True)


class EngagementFileOut(Output):
    """A file of an assessment or of a plan."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    size = serializers.IntegerField(help_text="In bytes.")
    scan = serializers.ChoiceField(choices=ScanState.choices)
    uploaded_at = serializers.DateTimeField()


class EngagementFileBody(Input):
    """A file to attach, as a form with its name and content."""

    file = serializers.FileField(allow_empty_file=True)


class FileRemovalBody(Input):
    """Why a file is removed."""

    reason = Text(max_length=300)
