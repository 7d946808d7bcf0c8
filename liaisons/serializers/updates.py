"""Serializers of the log's API."""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from foundation.api.inputs import Figure, Input, Text, Whole
from foundation.api.outputs import Output
from liaisons.enums import Risk, Stage, UpdateKind
from liaisons.models import EngagementUpdate
from sites.serializers import SiteRef


class UpdateRowOut(Output):
    """An engagement update as the list shows it."""

    id = serializers.UUIDField()
    site = SiteRef()
    author = serializers.CharField(source="author.name")
    state = serializers.CharField()
    review = serializers.CharField(
        help_text="submitted (awaiting review), reviewed or returned; empty where none is needed."
    )
    occurred_on = serializers.DateField(allow_null=True)
    kind = serializers.CharField()
    handling = serializers.CharField(
        help_text="site, or federal where it's about a federal request: its readers alone see it."
    )
    summary = serializers.CharField()
    risk = serializers.CharField()
    next_contact_on = serializers.DateField(allow_null=True)
    hours = serializers.DecimalField(max_digits=4, decimal_places=2, allow_null=True)
    version = serializers.IntegerField()


class UpdateCommitmentOut(Output):
    """A commitment that was made with an update, or that the update shows to be done."""

    id = serializers.UUIDField(source="commitment_id")
    role = serializers.CharField(help_text="made or finished.")
    text = serializers.CharField(source="commitment.text")
    due_on = serializers.DateField(source="commitment.due_on")
    done_at = serializers.DateTimeField(source="commitment.done_at", allow_null=True)


class UpdateFileOut(Output):
    """A file of an update; its page downloads it."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    description = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField()
    scan = serializers.CharField()
    uploaded_at = serializers.DateTimeField()
    href = serializers.CharField(source="get_absolute_url")


class UpdateOut(UpdateRowOut):
    """An engagement update; of its requests, those you may see."""

    participants = serializers.CharField()
    outcome = serializers.CharField()
    areas = serializers.SerializerMethodField(help_text="Slugs of its core areas.")
    requests = serializers.SerializerMethodField(help_text="Numbers of the requests it's about.")
    agenda = serializers.CharField()
    findings = serializers.CharField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    reviewed_at = serializers.DateTimeField(allow_null=True)
    review_reason = serializers.CharField(help_text="Why it was returned to its author last.")
    correction_reason = serializers.CharField(help_text="Why its author corrected it last.")
    commitments = UpdateCommitmentOut(
        source="commitment_links", many=True, help_text="Made or done with it."
    )
    files = UpdateFileOut(many=True)

    def get_areas(self, update: EngagementUpdate) -> list[str]:
        """Return the slugs of the update's core areas, in the order linked."""
        return [link.core_area.slug for link in update.area_links.all()]

    def get_requests(self, update: EngagementUpdate) -> list[str]:
        """Return the numbers of the linked requests the page would show."""
        return [link.request.number for link in update.request_links.all()]


EXAMPLE = {
    "site": "example-city-ex",
    "kind": "visit",
    "occurred_on": "2026-11-20",
    "summary": "Walked the evidence room with the lieutenant.",
    "areas": ["investigations"],
}


class CommitmentOfUpdate(Input):
    """A commitment to make with the update: due in a number of business days, or on a day."""

    text = Text(max_length=240)
    owner = Text(
        max_length=254, required=False, help_text="Email of a person on the team; you by default."
    )
    days = Whole(required=False, min_value=1, max_value=250)
    due_on = serializers.DateField(required=False)


class UpdateText(Input):
    """What an update says, without its site."""

    kind = serializers.ChoiceField(choices=UpdateKind.choices)
    occurred_on = serializers.DateField()
    summary = Text(max_length=8000)
    next_contact_on = serializers.DateField(required=False, allow_null=True)
    members = serializers.ListField(
        child=Text(max_length=254),
        required=False,
        max_length=100,
        help_text="Emails of the people of the team who took part.",
    )
    participants = Text(max_length=300, required=False)
    outcome = Text(max_length=4000, required=False)
    areas = serializers.ListField(child=Text(max_length=40), required=False, max_length=20)
    requests = serializers.ListField(child=Text(max_length=20), required=False, max_length=50)
    agenda = Text(max_length=4000, required=False)
    findings = Text(max_length=8000, required=False)
    risk = serializers.ChoiceField(choices=Risk.choices, required=False)
    hours = Figure(
        max_digits=4, decimal_places=2, required=False, allow_null=True, help_text="Quarter hours."
    )


@extend_schema_serializer(examples=[OpenApiExample("A visit", value=EXAMPLE, request_only=True)])
class NewUpdate(UpdateText):
    """An update for the record; four values are enough."""

    site = Text(max_length=60, help_text="Its slug.")
    commitments = serializers.ListField(child=CommitmentOfUpdate(), required=False, max_length=5)
    done = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        max_length=50,
        help_text="Ids of open commitments that the update shows to be done.",
    )


class Correction(UpdateText):
    """A submitted update as it is to be; what is left out is emptied. A returned one is submitted again."""

    reason = Text(max_length=240, required=False, help_text="Needed unless it was returned.")


class NewFile(Input):
    """A file to attach."""

    name = Text(max_length=255, help_text="With its ending, such as agenda.pdf.")
    description = Text(max_length=200, required=False)
    content = Text(help_text="The file in Base64.")


class SiteHoursOut(Output):
    """A liaison's hours at one site in the month."""

    site = serializers.CharField()
    hours = serializers.DecimalField(max_digits=8, decimal_places=2)
    updates = serializers.IntegerField()


class LiaisonHoursOut(Output):
    """A liaison's hours in the month."""

    liaison = serializers.CharField()
    hours = serializers.DecimalField(max_digits=8, decimal_places=2)
    monthly_hours = serializers.DecimalField(
        max_digits=5, decimal_places=2, allow_null=True, help_text="Null where none are set."
    )
    sites = SiteHoursOut(many=True)


class HoursOut(Output):
    """The hours of a month: your own, or every liaison's if you have the caseload of every site."""

    month = serializers.CharField()
    liaisons = LiaisonHoursOut(many=True)


class NewReview(Input):
    """A decision on an update; returning it needs a reason."""

    decision = serializers.ChoiceField(choices=[Stage.REVIEWED, Stage.RETURNED])
    reason = Text(max_length=2000, required=False)
