"""Posts as the API returns them, what it takes, and following them."""

from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output


class CommunityPostOut(Output):
    """A post, or a reply to one."""

    id = serializers.UUIDField()
    reply_to = serializers.UUIDField(
        source="parent_id", allow_null=True, help_text="The post it replies to."
    )
    author = serializers.CharField(source="author.name")
    text = serializers.CharField()
    is_question = serializers.BooleanField()
    is_from_facilitator = serializers.BooleanField()
    useful_count = serializers.IntegerField(help_text="How many people found it useful.")
    is_marked = serializers.BooleanField(help_text="Whether you found it useful.")
    made_at = serializers.DateTimeField()
    removed_at = serializers.DateTimeField(
        source="hidden_at", allow_null=True, help_text="Only its author and facilitators read it."
    )
    page = serializers.CharField(source="get_absolute_url", help_text="Its page in the portal.")


class CommunityPostBody(Input):
    """A post, or a reply to one."""

    text = Text(max_length=4000)
    is_question = serializers.BooleanField(
        default=False, help_text="Whether you'd like an answer; a reply is never a question."
    )
    reply_to = serializers.UUIDField(
        required=False, allow_null=True, help_text="The post to reply to; none for a new post."
    )


class FollowingOut(Output):
    """Whether you're notified of new posts."""

    is_following = serializers.BooleanField()
