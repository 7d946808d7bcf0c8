"""Sessions of an agenda, and their place."""

from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output


class SessionOut(Output):
    """A session of a summit."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    core_area = serializers.CharField(
        source="core_area.slug", default="", help_text="Empty for all areas."
    )
    audience = serializers.CharField()
    room = serializers.CharField(source="room.name", default="", help_text="Empty if it has none.")
    room_id = serializers.UUIDField(allow_null=True)
    starts_at = serializers.DateTimeField(allow_null=True)
    ends_at = serializers.DateTimeField(allow_null=True)
    speakers = serializers.ListField(child=serializers.CharField(), source="speaker_names")
    version = serializers.IntegerField()


class PlaceBody(Input):
    """A session's day, times of day where the summit is, and room."""

    day = Text(max_length=10, help_text="A day of the summit, such as 2027-03-09.")
    starts = Text(max_length=5, help_text="Such as 09:45, in the summit's time zone.")
    ends = Text(max_length=5, help_text="Such as 10:45.")
    room = serializers.UUIDField(required=False, allow_null=True)
