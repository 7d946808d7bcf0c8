"""Communities, their meetings, and posts, as the API returns them, and what it takes."""

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


class MembershipOut(Output):
    """Your membership of a community."""

    status = serializers.ChoiceField(choices=MemberState.choices)
    asked_at = serializers.DateTimeField()
    joined_at = serializers.DateTimeField(allow_null=True)


class CommunityPostOut(Output):
    """A post, or a reply to one."""

    id = serializers.UUIDField()
    reply_to = serializers.UUIDField(
        source="parent_id", allow_null=True, help_text="The post it replies to."
    )
    author = serializers.CharField(source="author.name")
    text = serializers.CharField()
    is_from_facilitator = serializers.BooleanField()
    made_at = serializers.DateTimeField()
    removed_at = serializers.DateTimeField(
        source="hidden_at", allow_null=True, help_text="Only its author and facilitators read it."
    )
    page = serializers.CharField(source="get_absolute_url", help_text="Its page in the portal.")


class CommunityPostBody(Input):
    """A post, or a reply to one."""

    text = Text(max_length=4000)
    reply_to = serializers.UUIDField(
        required=False, allow_null=True, help_text="The post to reply to; none for a new post."
    )
