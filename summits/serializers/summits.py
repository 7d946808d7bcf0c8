"""Summits, their gates, steps, and history."""

from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output


class SummitGateOut(Output):
    """An approval, or a step, that a summit needs by a day."""

    kind = serializers.CharField()
    due_on = serializers.DateField()
    filed_on = serializers.DateField(allow_null=True)
    done_on = serializers.DateField(allow_null=True)


class SummitOut(Output):
    """A Violent Crime Summit."""

    slug = serializers.CharField()
    name = serializers.CharField()
    theme = serializers.CharField()
    format = serializers.CharField(help_text="in-person or virtual.")
    city = serializers.CharField(help_text="Empty if it isn't known.")
    state = serializers.CharField(help_text="The state's two letters; empty if it isn't known.")
    venue = serializers.CharField()
    time_zone = serializers.CharField()
    starts_on = serializers.DateField(
        help_text="The first day; the first of the month if only the month is known."
    )
    ends_on = serializers.DateField(allow_null=True, help_text="The last day, if it is known.")
    is_month_only = serializers.BooleanField(help_text="Whether only the month is known.")
    status = serializers.CharField()
    origin = serializers.CharField(help_text="portal, or imported from published pages.")
    source = serializers.CharField()  # type: ignore[assignment]  # -- a value's name
    version = serializers.IntegerField()


class WholeSummitOut(SummitOut):
    """The same with its gates."""

    note = serializers.CharField()
    gates = SummitGateOut(many=True)


class SummitStepOut(Output):
    """A step you may take in the summit's current status."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # -- a value's name
    is_open = serializers.BooleanField(help_text="Whether the step can be taken now.")
    refusal = serializers.CharField(help_text="Why it can't be taken; empty if it can.")
    needs_reason = serializers.BooleanField()


class SummitHistoryOut(Output):
    """What was done with a summit: on which day, by whom, and why."""

    step = serializers.CharField()
    about = serializers.CharField(help_text="What or whom it is about; empty if the summit itself.")
    on = serializers.DateField()
    reason = serializers.CharField()
    made_by = serializers.CharField(source="made_by.name", default="")
    made_at = serializers.DateTimeField()


class ChangedSummit(Input):
    """New details of a summit; those left out stay."""

    name = Text(max_length=120, required=False)
    theme = Text(max_length=200, required=False)
    city = Text(max_length=80, required=False)
    state = Text(max_length=2, required=False)
    venue = Text(max_length=160, required=False)
    time_zone = Text(max_length=40, required=False)
    starts_on = serializers.DateField(required=False)
    ends_on = serializers.DateField(required=False)
    note = Text(required=False)


class NewSummit(Input):
    """A new summit."""

    slug = Text(max_length=40, help_text="Its name in addresses, such as 2027.")
    name = Text(max_length=120)
    theme = Text(max_length=200, required=False)
    format = Text(max_length=10, help_text="in-person or virtual.")
    city = Text(max_length=80, required=False)
    state = Text(max_length=2, required=False)
    venue = Text(max_length=160, required=False)
    time_zone = Text(max_length=40)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


class SummitStepBody(Input):
    """What a step of a summit asks for."""

    reason = Text(required=False)


class SummitGateBody(Input):
    """What became of an approval: send one of the two days, or a new due date with the reason."""

    filed_on = serializers.DateField(required=False)
    approved_on = serializers.DateField(required=False)
    note = Text(max_length=300, required=False)
    due_on = serializers.DateField(required=False)
    reason = Text(required=False)
