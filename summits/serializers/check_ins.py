"""A check-in as a phone sends it."""

from rest_framework import serializers

from foundation.api.inputs import Input


class ArrivalBody(Input):
    """One check-in that a phone recorded: who, at which door, and when."""

    registration = serializers.UUIDField()
    session = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="Empty at the summit's own door."
    )
    at = serializers.DateTimeField(required=False, allow_null=True, default=None)
