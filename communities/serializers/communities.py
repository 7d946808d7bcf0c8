"""Communities, their meetings and members, and joining one."""

from rest_framework import serializers

from communities.enums import MeetingState, MemberState, State
from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output


class CommunityOut(Output):
    """A community of practice."""

    slug = serializers.CharField()
    name = serializers.CharField()
    audience = serializers.CharField(help_text="Whom it is for.")
    purpose = serializers.CharField()
    core_area = serializers.CharField(
        source="core_area.slug", default=None, allow_null=True, help_text="Its slug."
    )
    model_site = serializers.CharField(
        source="model_site.slug", default=None, allow_null=True, help_text="Its slug."
    )
    status = serializers.ChoiceField(choices=State.choices)
    is_member = serializers.BooleanField(source="is_joined")
    is_facilitator = serializers.BooleanField(source="facilitates")
    is_following = serializers.BooleanField(
        source="follows", help_text="Whether you're notified of new posts."
    )
    version = serializers.IntegerField()


class CommunityMeetingOut(Output):
    """A meeting of a community."""

    id = serializers.UUIDField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    scheduled_for = serializers.DateTimeField(
        source="slot", help_text="When it begins by its rule: differs if the meeting was moved."
    )
    status = serializers.ChoiceField(choices=MeetingState.choices)
    reason = serializers.CharField(help_text="Why it was moved or canceled.")
    agenda = serializers.CharField()
    link = serializers.CharField(help_text="Where to join it.")
    recording = serializers.CharField(help_text="A web address; empty without a recording.")
    version = serializers.IntegerField()


class JoinBody(Input):
    """A request to join."""

    note = Text(max_length=500, required=False, help_text="The facilitators can read it.")


class CommunityMemberOut(Output):
    """A member of a community."""

    id = serializers.UUIDField()
    name = serializers.CharField(source="person.name")
    site = serializers.CharField(
        source="site.slug", default=None, allow_null=True, help_text="Its slug."
    )
    joined_at = serializers.DateTimeField()


class MembershipOut(Output):
    """Your membership of a community."""

    status = serializers.ChoiceField(choices=MemberState.choices)
    asked_at = serializers.DateTimeField()
    joined_at = serializers.DateTimeField(allow_null=True)
