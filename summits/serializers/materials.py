"""Files and links of a summit and its sessions."""

from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output


class MaterialFileBody(Input):
    """A file to add, as a form with its name and content."""

    file = serializers.FileField(allow_empty_file=True)
    description = Text(max_length=200, required=False, help_text="Such as slides or handout.")
    session = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="Empty for the whole summit."
    )


class MaterialLinkBody(Input):
    """A link to add, such as to a recording."""

    title = Text(max_length=120)
    url = Text(max_length=500, help_text="A full web address that begins with https.")
    session = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="Empty for the whole summit."
    )


class RemovedMaterialBody(Input):
    """Why a link is removed."""

    reason = Text(max_length=2000, help_text="Saved with the summit.")


class MaterialLinkOut(Output):
    """A link of a summit or of one of its sessions."""

    id = serializers.UUIDField()
    summit = serializers.CharField(source="summit.slug")
    session = serializers.UUIDField(source="session_id", allow_null=True)
    title = serializers.CharField()
    url = serializers.CharField()
    added_at = serializers.DateTimeField()


class MaterialFileOut(Output):
    """A file of a summit or of one of its sessions; it is removed on the portal's pages."""

    id = serializers.UUIDField()
    summit = serializers.CharField(source="summit.slug")
    session = serializers.UUIDField(source="session_id", allow_null=True)
    name = serializers.CharField()
    description = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    uploaded_at = serializers.DateTimeField()
    download = serializers.CharField(
        source="get_absolute_url", help_text="The page that sends it to people who signed in."
    )
