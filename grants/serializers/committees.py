"""A site's grant committee with its members and meetings, and the bodies of what is done with them."""

from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output
from grants.enums import MeetingState, Origin


class GrantMemberOut(Output):
    """An agency in a committee."""

    id = serializers.UUIDField()
    agency = serializers.CharField()
    role = serializers.CharField()
    name = serializers.CharField(help_text="Who represents it; empty where that isn't known.")


class GrantCommitteeOut(Output):
    """A site's grant committee."""

    site = serializers.CharField(source="site.slug")
    purpose = serializers.CharField()
    ended_at = serializers.DateTimeField(allow_null=True)
    end_reason = serializers.CharField()
    origin = serializers.ChoiceField(choices=Origin.choices)
    source = serializers.CharField(  # type: ignore[assignment]  # -- a value's name
        help_text="Where an imported row was published."
    )
    members = GrantMemberOut(many=True, source="members.all")
    version = serializers.IntegerField()


class GrantMeetingOut(Output):
    """A meeting of a committee."""

    id = serializers.UUIDField()
    starts_at = serializers.DateTimeField()
    place = serializers.CharField()
    status = serializers.ChoiceField(choices=MeetingState.choices)
    notes = serializers.CharField()
    reason = serializers.CharField(help_text="Why it was canceled.")
    version = serializers.IntegerField()


class GrantCommitteeBody(Input):
    """A committee to set up."""

    purpose = Text(max_length=2000, required=False)


class GrantReasonBody(Input):
    """Why a committee ends, or a meeting is canceled."""

    reason = Text(max_length=300)


class GrantMemberBody(Input):
    """An agency to add to a committee."""

    agency = Text(max_length=160)
    role = Text(max_length=80, required=False)
    name = Text(max_length=120, required=False)


class ChangedGrantMeetingBody(Input):
    """When and where a committee meets; what is left out stays."""

    day = serializers.DateField(required=False, help_text="In the site's time zone.")
    at = Text(max_length=8, required=False, help_text="Such as 14:00, in the site's time zone.")
    place = Text(max_length=160, required=False)


class GrantMeetingBody(ChangedGrantMeetingBody):
    """When and where a committee meets next."""

    day = serializers.DateField(help_text="In the site's time zone.")
    at = Text(max_length=8, help_text="Such as 14:00, in the site's time zone.")


class GrantNotesBody(Input):
    """What a meeting came to."""

    notes = Text(max_length=4000)
