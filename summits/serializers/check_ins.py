"""Check-ins: as phones and programs send them, and as they are listed."""

from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output


class ArrivalBody(Input):
    """One check-in: who, at which door, and when."""

    registration = serializers.UUIDField()
    session = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="Empty at the summit's own door."
    )
    at = serializers.DateTimeField(
        required=False,
        allow_null=True,
        default=None,
        help_text="When the person was at the door; now if left out. A time that can't be counts as now.",
    )


class WalkInBody(Input):
    """A person at the door who isn't on the list."""

    kind = Text(max_length=10, help_text="alumni, guest, federal, provider, staff, or speaker.")
    site = Text(
        max_length=80, required=False, help_text="The site's slug; only for alumni and guests."
    )
    name = Text(max_length=120)
    email = Text(max_length=254)


class CheckInOut(Output):
    """One person arrived, at the summit or at one of its sessions."""

    id = serializers.UUIDField()
    registration = serializers.UUIDField(source="registration_id")
    name = serializers.CharField(source="registration.name")
    kind = serializers.CharField(
        source="registration.kind", help_text="Such as delegate, guest, or federal."
    )
    site = serializers.CharField(
        source="site.slug", default="", help_text="Empty for people who come for no site."
    )
    session = serializers.UUIDField(
        source="session_id", allow_null=True, help_text="Null at the summit's own door."
    )
    at = serializers.DateTimeField(help_text="When the person was at the door.")
    recorded_at = serializers.DateTimeField(help_text="When it reached the portal.")
    recorded_by = serializers.CharField(source="recorded_by.name", default="")
