"""A site's team as the API returns it, and what it takes."""

from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output
from sites.models.handovers import MAX_NOTE
from sites.policies import MAX_DAYS_VACANT


class MemberOut(Output):
    """Somebody in a seat of a site's team."""

    id = serializers.UUIDField()
    name = serializers.CharField(source="user.name")
    role = serializers.CharField()
    seat = serializers.CharField()
    title = serializers.CharField()
    starts_at = serializers.DateTimeField()
    starts_on = serializers.DateField(help_text="The first day, in the site's time zone.")
    ends_at = serializers.DateTimeField(
        allow_null=True, help_text="The time when the seat's access ends."
    )
    ends_on = serializers.DateField(
        allow_null=True, help_text="The last day, in the site's time zone."
    )
    verified_on = serializers.DateField(
        allow_null=True, help_text="The day someone last checked that they hold the seat."
    )
    verified_by = serializers.CharField(
        source="verified_by.name", default="", help_text="Empty if it isn't known."
    )


class SeatOut(Output):
    """A seat of a site's team, filled or vacant."""

    role = serializers.CharField()
    seat = serializers.CharField()
    title = serializers.CharField(help_text="The role and its seat, in words.")
    required = serializers.BooleanField()  # type: ignore[assignment]  # -- a value's name
    holders = MemberOut(many=True)
    vacant = serializers.BooleanField(help_text="Whether it is required and no one holds it.")
    empty_since = serializers.DateField(
        allow_null=True, help_text="The day since when no one holds it; null if no one ever did."
    )
    business_days_empty = serializers.IntegerField(
        allow_null=True, help_text=f"A required seat is filled within {MAX_DAYS_VACANT}."
    )


class InvitationOut(Output):
    """An offer of a seat by email."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    email = serializers.CharField()
    role = serializers.CharField()
    seat = serializers.CharField()
    invited_by = serializers.CharField(source="invited_by.name", default="")
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(help_text="Until when its link works.")
    withdrawn_at = serializers.DateTimeField(allow_null=True)


class NewInvitation(Input):
    """A person to invite, and the seat."""

    name = Text(max_length=120)
    email = Text(max_length=254)
    role = Text(max_length=30, help_text="The role's slug, such as point-of-contact.")
    seat = Text(max_length=20, help_text="The seat's slug, such as law-enforcement.")


class LastDayBody(Input):
    """The last day of a membership."""

    on = serializers.DateField(
        required=False,
        allow_null=True,
        help_text="The last day, in the site's time zone; now if left out.",
    )


class HandOverBody(Input):
    """The successor, and from which day they hold the seat."""

    email = Text(max_length=254, help_text="The address the successor signs in with.")
    on = serializers.DateField(
        required=False, allow_null=True, help_text="The successor's first day; now if left out."
    )


class HandoverNoteOut(Output):
    """The note that the holder of a seat leaves for the next one."""

    text = serializers.CharField(help_text="Empty for none.")
    written_at = serializers.DateTimeField(allow_null=True)


class HandoverNoteBody(Input):
    """What the next holder of the seat should know."""

    text = Text(
        max_length=MAX_NOTE,
        allow_blank=True,
        help_text="Without federal-only information: the brief can be printed. Empty removes the note.",
    )
