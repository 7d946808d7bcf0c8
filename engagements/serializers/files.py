"""The files of assessments and plans as the API returns them, and what it takes."""

from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output
from foundation.files.enums import ScanState


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
