"""Rooms and speakers of a summit."""

from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output


class RoomOut(Output):
    """A room of a summit."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    seats = serializers.IntegerField()
    equipment = serializers.ListField(child=serializers.CharField())
    version = serializers.IntegerField()


class RoomBody(Input):
    """A room's name, seats, and equipment; what is left out of a change stays."""

    name = Text(max_length=80, required=False)
    seats = serializers.IntegerField(required=False)
    equipment = serializers.ListField(
        child=Text(max_length=12), required=False, help_text="projector, tables, remote, recording."
    )


class SpeakerOut(Output):
    """A speaker of a summit."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    position = serializers.CharField()
    biography = serializers.CharField()
    has_account = serializers.SerializerMethodField()
    version = serializers.IntegerField()

    def get_has_account(self, row: object) -> bool:
        """Whether a person with an account may add to the speaker's sessions."""
        return getattr(row, "person_id", None) is not None


class SpeakerBody(Input):
    """A speaker's name, position, biography, and account; what is left out of a change stays."""

    name = Text(max_length=120, required=False)
    position = Text(max_length=160, required=False)
    biography = Text(max_length=2000, required=False)
    email = Text(max_length=254, required=False, help_text="Of an account with the speaker role.")
