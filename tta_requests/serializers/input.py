"""Input serializers of requests; the rules are in the forms of the pages."""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from foundation.api.inputs import Flag, Input, Text, Whole
from tta_requests.enums import DeliveryMode, Kind, Urgency

EXAMPLE = {
    "site": "example-city-ex",
    "title": "Start a weekly review of nonfatal shootings",
    "core_area": "gun-violence",
    "problem": "Three units keep separate lists of nonfatal shootings, and no one sees all of them.",
    "desired_change": "One weekly meeting with one case list.",
    "kind": "technical-assistance",
    "urgency": "expedited",
}


class DraftChange(Input):
    """The values of a draft that change."""

    title = Text(max_length=140, required=False, allow_blank=False)
    core_area = Text(
        max_length=40, required=False, help_text="Its slug. Leave it empty if there is none yet."
    )
    further_areas = serializers.ListField(child=Text(max_length=40), required=False, max_length=20)
    problem = Text(required=False)
    desired_change = Text(required=False)
    kind = serializers.ChoiceField(choices=Kind.choices, required=False)
    urgency = serializers.ChoiceField(choices=Urgency.choices, required=False)
    urgency_reason = Text(required=False)
    needed_by = serializers.DateField(required=False, allow_null=True)
    delivery_mode = serializers.ChoiceField(choices=DeliveryMode.choices, required=False)
    audience = Text(max_length=140, required=False)
    principles = serializers.ListField(
        child=Text(max_length=40),
        required=False,
        max_length=20,
        help_text="The slugs of DOJ's principles that it serves.",
    )


@extend_schema_serializer(
    examples=[OpenApiExample("A complete draft", value=EXAMPLE, request_only=True)]
)
class NewDraft(DraftChange):
    """A new draft: its site and a title; the rest may follow."""

    site = Text(max_length=60, help_text="Its slug.")
    title = Text(max_length=140)
    origin = Text(
        max_length=80,
        required=False,
        help_text="What it comes from: finding:ID, recommendation:ID, or strategic:ID or sustainability:ID for an action of that plan.",
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample("Withdraw", value={"reason": "The plan has changed."}, request_only=True),
        OpenApiExample("Offer", value={"provider": 7, "note": "We've asked."}, request_only=True),
    ]
)
class StepBody(Input):
    """What a step asks for: its own fields, as the list of steps names them."""

    reason = Text(required=False)
    reasons = serializers.ListField(child=Text(max_length=60), required=False, max_length=40)
    text = Text(required=False)
    alternatives = Text(required=False)
    until = serializers.DateField(required=False, allow_null=True)
    provider = Whole(required=False, min_value=1, max_value=2**31 - 1)
    note = Text(required=False)
    people_trained = Whole(required=False, min_value=0, max_value=2**31 - 1)


@extend_schema_serializer(
    examples=[OpenApiExample("A message", value={"text": "We will call."}, request_only=True)]
)
class NewMessage(Input):
    """A message; “internal” is for DOJ staff only."""

    text = Text()
    internal = Flag(required=False, default=False)


class DeliveryCorrection(Input):
    """The right number of people trained with a delivery."""

    people_trained = Whole(
        min_value=0,
        max_value=2**31 - 1,
        allow_null=True,
        help_text="Null if the help wasn't training.",
    )
    reason = Text(help_text="What was wrong.")


class Following(Input):
    """Whether you follow a request."""

    follow = Flag(help_text="Whether you get a notice of each step and each new message.")


class Acceptance(Input):
    """A provider takes a request on."""

    lead_name = Text(max_length=120, help_text="The person leading the work.")
    no_conflict = Flag(help_text="Confirms there is no conflict of interest with the site.")


class ReferralAnswer(Input):
    """An agency's answer."""

    helps = Flag(help_text="Whether it can help.")
    text = Text(
        help_text="What it will do, or why it can't help. Everyone with access to the request can read it."
    )


class Refusal(Input):
    """A provider cannot take it on."""

    reason = Text(help_text="The site can read it.")
