"""Seats that wait for a second approval as the API returns them, and what it takes."""

from rest_framework import serializers

from foundation.accounts.enums import ApprovalState
from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output
from sites.serializers.sites import SiteRef


class SeatApprovalOut(Output):
    """A seat that reads federal items, and the decision on who gets it."""

    id = serializers.UUIDField()
    site = SiteRef()
    name = serializers.CharField(help_text="The person proposed.")
    email = serializers.CharField()
    role = serializers.CharField()
    seat = serializers.CharField()
    state = serializers.ChoiceField(choices=ApprovalState.choices)
    proposed_by = serializers.CharField(
        source="proposed_by.name", default="", help_text="Empty if the portal proposed it."
    )
    asked_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(help_text="It lapses then if no one has decided.")
    decided_by = serializers.CharField(
        source="decided_by.name", default="", help_text="Empty before a decision, or if it lapsed."
    )
    decided_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(help_text="Why it was declined.")


class SeatDecision(Input):
    """Approve or decline; declining needs a reason."""

    decision = serializers.ChoiceField(choices=["approve", "decline"])
    reason = Text(
        required=False,
        max_length=1000,
        help_text="Required if you decline. DOJ staff and the site's team can read it.",
    )
