"""Feedback on a summit and its sessions: one's own answers, and what everyone answered together."""

from rest_framework import serializers

from foundation.api.inputs import Input, Text, Whole
from foundation.api.outputs import Output
from summits.enums.feedback import MAX_TEXT


class FeedbackBody(Input):
    """What you think of a session, or of the whole summit; what is left out of a change stays."""

    overall = Whole(required=False, help_text="How it was, from 1, poor, to 5, excellent.")
    useful = Whole(required=False, help_text="How useful it is for your work, from 1 to 5.")
    at_home = Text(max_length=MAX_TEXT, required=False, help_text="What you'll use at home.")
    comment = Text(max_length=MAX_TEXT, required=False)


class FeedbackOut(Output):
    """Your own answers. No one else reads them."""

    overall = serializers.IntegerField()
    useful = serializers.IntegerField()
    at_home = serializers.CharField()
    comment = serializers.CharField()
    made_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()


class FeedbackResultOut(Output):
    """What at least five people answered together, without names."""

    session = serializers.UUIDField(allow_null=True, help_text="Null for the whole summit.")
    answers = serializers.IntegerField()
    overall = serializers.FloatField(help_text="The mean, from 1 to 5.")
    useful = serializers.FloatField(help_text="The mean, from 1 to 5.")
    at_home = serializers.ListField(child=serializers.CharField())
    comments = serializers.ListField(child=serializers.CharField())
