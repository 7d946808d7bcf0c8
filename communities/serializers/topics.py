"""Suggested topics as the API returns them, and what it takes."""

from rest_framework import serializers

from communities.enums import TopicState
from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output


class CommunityTopicOut(Output):
    """A topic that a member suggested."""

    id = serializers.UUIDField()
    text = serializers.CharField()
    suggested_by = serializers.CharField(source="suggested_by.name")
    suggested_at = serializers.DateTimeField()
    status = serializers.ChoiceField(choices=TopicState.choices)
    post = serializers.UUIDField(
        source="post_id", allow_null=True, help_text="The first post of the thread on it."
    )
    reason = serializers.CharField(help_text="Why it was declined.")


class CommunityTopicBody(Input):
    """A topic to suggest."""

    text = Text(max_length=1000)


class AcceptTopicBody(Input):
    """The first post of the thread on a topic."""

    text = Text(max_length=4000)


class DeclineTopicBody(Input):
    """Why a topic is declined."""

    reason = Text(max_length=300, help_text="The person who suggested it can read it.")
