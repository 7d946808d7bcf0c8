"""Who came to a meeting, as the API returns it, and what it takes."""

from rest_framework import serializers

from foundation.api.inputs import Input
from foundation.api.outputs import Output


class AttendanceOut(Output):
    """A person who came to a meeting."""

    name = serializers.CharField(source="person.name")
    site = serializers.CharField(
        source="site.slug", default=None, allow_null=True, help_text="The slug of their site."
    )
    recorded_at = serializers.DateTimeField()


class MeetingAttendanceOut(Output):
    """Who came to a meeting: yourself, people of your sites, and everyone for a facilitator."""

    version = serializers.IntegerField(help_text="The version of the meeting.")
    people = AttendanceOut(many=True)


class RsvpOut(Output):
    """How many members come to a meeting, and whether you do."""

    said_yes = serializers.IntegerField(help_text="How many members have said yes.")
    is_mine = serializers.BooleanField(help_text="Whether you have.")


class AttendanceBody(Input):
    """The members who came; the others didn't, or were recorded by mistake."""

    members = serializers.ListField(
        child=serializers.UUIDField(), max_length=1000, help_text="The ids of members."
    )
