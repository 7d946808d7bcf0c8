"""The after-action report of an exchange, as the API takes it."""

from rest_framework import serializers

from exchanges.enums import Result, Side
from foundation.api.inputs import Input, Text


class GoalResultBody(Input):
    """What came of a goal."""

    goal = serializers.UUIDField(help_text="The goal's id.")
    result = serializers.ChoiceField(choices=Result.choices)
    happened = Text(max_length=300, required=False, help_text="What happened, in a sentence.")


class ReportBody(Input):
    """The after-action report, with what came of every goal."""

    side = serializers.ChoiceField(choices=Side.choices, help_text="Your site's side.")
    learned = Text(max_length=4000)
    will_change = Text(max_length=4000)
    results = GoalResultBody(many=True)
