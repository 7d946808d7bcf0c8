"""Registrations of a summit: never what people need, nor a check-in code."""

from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output


class RegistrationOut(Output):
    """One person's registration for a summit."""

    id = serializers.UUIDField()
    site = serializers.CharField(
        source="site.slug", default="", help_text="Empty for people who come for no site."
    )
    kind = serializers.CharField(help_text="Such as delegate, guest, or federal.")
    seat = serializers.CharField(
        source="seat.slug", default="", help_text="Empty for people who aren't delegates."
    )
    name = serializers.CharField()
    state = serializers.CharField(
        help_text="nominated, invited, confirmed, wait-listed, declined, canceled, or substituted."
    )
    attendance = serializers.CharField(help_text="in-person or virtual.")
    wait_number = serializers.IntegerField(
        allow_null=True, help_text="The number on the wait-list, which stays after moving up."
    )
    reason = serializers.CharField(help_text="Why the person doesn't come; may be empty.")
    version = serializers.IntegerField()


class NominationBody(Input):
    """A person for a seat of a site's delegation."""

    seat = Text(max_length=40, help_text="The seat's slug, such as prosecutor.")
    name = Text(max_length=120)
    email = Text(max_length=254)


class RegistrationAnswerBody(Input):
    """How the person takes part, or why not."""

    attendance = Text(
        max_length=10,
        required=False,
        help_text="in-person or virtual, to register or to change how you take part.",
    )
    reason = Text(max_length=300, required=False, help_text="To decline or cancel.")
