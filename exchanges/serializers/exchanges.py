"""A peer exchange, asking for one, its days and goals, and its steps."""

from rest_framework import serializers

from exchanges.enums import Result, State
from exchanges.serializers.agenda import AgendaItemOut, ParticipantOut
from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output


class ExchangeOut(Output):
    """A peer exchange of your sites."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    visitor = serializers.CharField(source="visitor.slug")
    host = serializers.CharField(source="host.slug")
    core_area = serializers.CharField(source="core_area.slug")
    status = serializers.ChoiceField(choices=State.choices)
    starts_on = serializers.DateField(
        allow_null=True, help_text="In the host's time zone; null while no date is set."
    )
    ends_on = serializers.DateField(allow_null=True)
    place = serializers.CharField()
    version = serializers.IntegerField()


class ExchangeGoalOut(Output):
    """A goal of the visiting site, and what came of it; the result is empty before there is a report."""

    id = serializers.UUIDField()
    text = serializers.CharField()
    result = serializers.ChoiceField(choices=[("", ""), *Result.choices])
    happened = serializers.CharField()


class WholeExchangeOut(ExchangeOut):
    """A peer exchange with what both sites share of it; notes of one site are in no resource."""

    goals = ExchangeGoalOut(many=True, source="goals.all")
    outcomes = serializers.CharField()
    learned = serializers.CharField(help_text="The after-action report: what was learned.")
    will_change = serializers.CharField(help_text="The after-action report: what will change.")
    asked_by = serializers.CharField(source="asked_by.name")
    asked_at = serializers.DateTimeField()
    agenda = AgendaItemOut(many=True, source="agenda.all")
    participants = ParticipantOut(many=True, source="participants.all")


class ExchangeBody(Input):
    """A visit that one of your sites asks another site to host."""

    visitor = Text(max_length=60, help_text="The slug of your site.")
    host = Text(max_length=60, help_text="The slug of the site to visit.")
    core_area = Text(max_length=60, help_text="The core area's slug.")
    title = Text(max_length=140)
    goals = serializers.ListField(child=Text(max_length=300), min_length=1, max_length=12)
    outcomes = Text(max_length=4000)
    place = Text(max_length=160, required=False)
    starts_on = serializers.DateField(required=False, allow_null=True)
    ends_on = serializers.DateField(required=False, allow_null=True)


class ExchangeStepBody(Input):
    """A step of an exchange."""

    reason = Text(
        max_length=300, required=False, help_text="Required when you decline or cancel it."
    )


class ExchangeDatesBody(Input):
    """The days and the place of a visit."""

    starts_on = serializers.DateField()
    ends_on = serializers.DateField(required=False, allow_null=True)
    place = Text(max_length=160, required=False)


class ExchangeGoalsBody(Input):
    """What the visiting site wants of a visit."""

    goals = serializers.ListField(child=Text(max_length=300), min_length=1, max_length=12)


class AllowanceBody(Input):
    """Why the host may take a visit over its limit."""

    reason = Text(max_length=300)
