"""The agenda of an exchange and its participants, as the API returns and takes them."""

from rest_framework import serializers

from exchanges.enums import Side
from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output


class AgendaItemOut(Output):
    """An item of the agenda that both sites share."""

    id = serializers.UUIDField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    title = serializers.CharField()
    led_by = serializers.CharField()
    version = serializers.IntegerField()


class AgendaItemBody(Input):
    """An item of an agenda; its times are in the host's time zone."""

    day = serializers.DateField(help_text="One of the days of the visit.")
    starts = Text(max_length=8, help_text="A time of day, such as 09:45.")
    ends = Text(max_length=8, help_text="A later time of that day.")
    title = Text(max_length=160)
    led_by = Text(max_length=120, required=False)


class ParticipantOut(Output):
    """A person who takes part for one of the sites."""

    id = serializers.UUIDField()
    side = serializers.ChoiceField(choices=Side.choices)
    name = serializers.CharField()
    position = serializers.CharField()


class ParticipantBody(Input):
    """A person who takes part for one of your sites."""

    side = serializers.ChoiceField(choices=Side.choices)
    name = Text(max_length=120)
    position = Text(max_length=160, required=False)
