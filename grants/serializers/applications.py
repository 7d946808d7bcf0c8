"""A site's application for a grant, with its award, and the bodies of what is done with it."""

from rest_framework import serializers

from foundation.api.inputs import Input, Text, Whole
from foundation.api.outputs import Output
from grants.enums import Origin, State, StepKind

DOLLARS = "Whole U.S. dollars."


class GrantApplicationOut(Output):
    """A grant that a site considers, applies for, or was awarded."""

    id = serializers.UUIDField()
    site = serializers.CharField(source="site.slug")
    opportunity = serializers.UUIDField(
        source="opportunity_id",
        allow_null=True,
        help_text="The grant's id; null for one found elsewhere.",
    )
    name = serializers.CharField()
    funder = serializers.CharField()
    purpose = serializers.CharField()
    status = serializers.ChoiceField(choices=State.choices)
    amount_requested = serializers.IntegerField(allow_null=True, help_text=DOLLARS)
    answer_expected_on = serializers.DateField(allow_null=True)
    amount_awarded = serializers.IntegerField(allow_null=True, help_text=DOLLARS)
    award_number = serializers.CharField()
    award_year = serializers.IntegerField(
        allow_null=True, help_text="Of an award of which no day is known."
    )
    award_starts_on = serializers.DateField(allow_null=True)
    award_ends_on = serializers.DateField(allow_null=True)
    origin = serializers.ChoiceField(choices=Origin.choices)
    source = serializers.CharField(  # type: ignore[assignment]  # -- a value's name
        help_text="Where an imported row was published."
    )
    added_at = serializers.DateTimeField(source="made_at")
    page = serializers.CharField(source="get_absolute_url", help_text="Its page in the portal.")
    version = serializers.IntegerField()


class GrantStepOut(Output):
    """What was done with an application."""

    step = serializers.ChoiceField(choices=StepKind.choices)
    reason = serializers.CharField()
    by = serializers.CharField(source="made_by.name")
    at = serializers.DateTimeField(source="made_at")


class WholeGrantApplicationOut(GrantApplicationOut):
    """An application with what was done with it, the latest first."""

    steps = GrantStepOut(many=True, source="steps.all")


class ChangedGrantApplicationBody(Input):
    """What an application asks for; what is left out stays."""

    purpose = Text(max_length=2000, required=False)
    amount_requested = Whole(required=False, allow_null=True, help_text=DOLLARS)
    answer_expected_on = serializers.DateField(required=False, allow_null=True)


class GrantApplicationBody(ChangedGrantApplicationBody):
    """A grant that one of your sites considers: one from the list, or another by name and funder."""

    site = Text(max_length=60, help_text="Its slug.")
    opportunity = serializers.UUIDField(
        required=False, allow_null=True, help_text="The id of a grant that hasn't closed."
    )
    name = Text(max_length=160, required=False)
    funder = Text(max_length=120, required=False)


class GrantAwardBody(Input):
    """What the funder awarded; what is left out stays."""

    amount_awarded = Whole(required=False, help_text=DOLLARS)
    award_number = Text(max_length=60, required=False)
    award_starts_on = serializers.DateField(required=False, allow_null=True)
    award_ends_on = serializers.DateField(required=False, allow_null=True)


class GrantStepBody(GrantAwardBody):
    """The reason for a step, where it needs one; for an award, what was awarded."""

    reason = Text(max_length=300, required=False)
