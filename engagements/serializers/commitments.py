"""What the API of commitments reads and shows."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from engagements.enums import CommitmentKind, Party
from engagements.models import Commitment
from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output
from sites.serializers import SiteRef

NO_OWNER = "An email address of someone on the site's team; empty or null for no one person."


class OriginOut(Output):
    """What a commitment comes from, other than a request."""

    kind = serializers.CharField(source="origin_kind")
    id = serializers.UUIDField(source="origin_id")
    title = serializers.CharField(source="origin_title")


class CommitmentOut(Output):
    """Something promised to a site: who owes what by when."""

    id = serializers.UUIDField()
    site = SiteRef()
    kind = serializers.CharField()
    text = serializers.CharField()
    owed_by = serializers.CharField(help_text="The side that owes it.")
    owner = serializers.SerializerMethodField(help_text="The person responsible; empty for none.")
    due_on = serializers.DateField(help_text="A day in the site's time zone.")
    state = serializers.SerializerMethodField(help_text="open, done, or canceled.")
    request = serializers.SerializerMethodField(
        help_text="The number of the request it was made for; empty if none."
    )
    origin = serializers.SerializerMethodField(help_text="What it comes from; null if nothing.")
    batch = serializers.UUIDField(
        allow_null=True, help_text="What was added with it from a template; null if it was alone."
    )
    evidence = serializers.CharField()
    made_at = serializers.DateTimeField()
    done_at = serializers.DateTimeField(allow_null=True)
    canceled_reason = serializers.CharField(
        source="dropped_reason",
        help_text="Why it was canceled, or closed with its request; empty if it wasn't.",
    )
    reminded_on = serializers.DateField(
        allow_null=True, help_text="The day its owner was last sent a reminder by someone."
    )
    version = serializers.IntegerField(help_text="The version of this record, as in its ETag.")

    def get_owner(self, commitment: Commitment) -> str:
        """Return the person's name."""
        return commitment.owner.name if commitment.owner else ""

    def get_state(self, commitment: Commitment) -> str:
        """Return whether it is open, done, or canceled."""
        if commitment.is_open:
            return "open"
        return "done" if commitment.done_at else "canceled"

    def get_request(self, commitment: Commitment) -> str:
        """Return the request's number."""
        return str(commitment.request.number) if commitment.request else ""

    @extend_schema_field(OriginOut(allow_null=True))
    def get_origin(self, commitment: Commitment) -> Any:
        """Return its origin."""
        return OriginOut(commitment).data if commitment.origin_kind else None


class NewCommitment(Input):
    """A commitment that comes from no request."""

    site = Text(max_length=60, help_text="The site's slug.")
    text = Text(max_length=240)
    due_on = serializers.DateField()
    kind = serializers.ChoiceField(choices=CommitmentKind.choices, required=False)
    owed_by = serializers.ChoiceField(
        choices=[each for each in Party.choices if each[0] != Party.PROVIDER], required=False
    )
    owner = Text(max_length=254, required=False, allow_null=True, help_text=NO_OWNER)
    origin = Text(
        max_length=60,
        required=False,
        help_text="What it comes from: a kind and an id, such as recommendation:<id>.",
    )


class FinishBody(Input):
    """What shows that a commitment is done."""

    evidence = Text(max_length=500, required=False)


class NewDateBody(Input):
    """A new due date, and why."""

    due_on = serializers.DateField()
    reason = Text(max_length=240)


class CancelBody(Input):
    """Why a commitment is canceled."""

    reason = Text(max_length=240)


class OwnerBody(Input):
    """The person responsible."""

    owner = Text(max_length=254, required=False, allow_null=True, help_text=NO_OWNER)


class TemplateStepOut(Output):
    """One commitment of a template."""

    text = serializers.CharField()
    owed_by = serializers.CharField()
    role = serializers.CharField(help_text="The seat whose holder owns it; empty for none.")
    business_days = serializers.IntegerField(help_text="Business days after the start.")


class TemplateOut(Output):
    """Commitments that are added together."""

    slug = serializers.CharField()
    title = serializers.CharField()
    use_when = serializers.CharField(source="help_text", help_text="When to use it.")
    steps = TemplateStepOut(many=True)


class TemplateUse(Input):
    """Where a template is used, and from which day; its steps are added as they are."""

    site = Text(max_length=60, help_text="The site's slug.")
    start = serializers.DateField(help_text="From today on: steps can't be due in the past.")
    origin = Text(max_length=60, required=False)


class UndoneOut(Output):
    """How many commitments of a batch were canceled; those changed since they were added stay."""

    canceled = serializers.IntegerField()
