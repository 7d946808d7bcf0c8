"""Session notes, and what came of each."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output
from summits.models import NOTE, SessionNote


class LedOut(Output):
    """A request or commitment that came of a note, as far as you may read it."""

    name = serializers.CharField(help_text="A request's number, or “Commitment”.")
    title = serializers.CharField()
    state = serializers.CharField()
    is_open = serializers.BooleanField(help_text="Whether something is still to be done.")
    page = serializers.CharField(source="href", help_text="The address of its page.")


class SessionNoteOut(Output):
    """A site's note on a session of a summit."""

    id = serializers.UUIDField()
    summit = serializers.CharField(source="session.summit.slug")
    session = serializers.UUIDField(source="session_id")
    session_title = serializers.CharField(source="session.title")
    site = serializers.CharField(source="site.slug")
    text = serializers.CharField()
    author = serializers.CharField(source="author.name")
    made_at = serializers.DateTimeField()
    settled_at = serializers.DateTimeField(
        allow_null=True, help_text="When someone said that nothing needs to come of it."
    )
    origin = serializers.SerializerMethodField(
        help_text="Send this as the origin of a new request or commitment that comes of the note."
    )
    version = serializers.IntegerField()

    def get_origin(self, note: SessionNote) -> str:
        """Return what names it as an origin."""
        return f"{NOTE}:{note.pk}"


class WholeSessionNoteOut(SessionNoteOut):
    """A site's note on a session of a summit, with what came of it."""

    led_to = serializers.SerializerMethodField()

    @extend_schema_field(LedOut(many=True))
    def get_led_to(self, _note: SessionNote) -> Any:
        """Return what came of it, from the context's ``led``."""
        return LedOut(self.context["led"], many=True).data


class NoteBody(Input):
    """A note on a session, for one of your sites."""

    site = Text(max_length=80, help_text="The site's slug.")
    text = Text(max_length=4000, help_text="Leave out details of federal items.")


class NoteTextBody(Input):
    """The new text of a note."""

    text = Text(max_length=4000)


class SettledBody(Input):
    """Whether nothing needs to come of a note."""

    settled = serializers.BooleanField(help_text="False takes it back.")
