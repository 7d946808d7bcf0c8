"""The API's representation of recommendations."""

from rest_framework import serializers

from foundation.api.inputs import Input, Text, Whole
from foundation.api.outputs import Output
from foundation.files.enums import ScanState
from sites.serializers import SiteRef

MAX_ID = 2**31 - 1


class EvidenceFileOut(Output):
    """A file that came with a line of evidence."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    size = serializers.IntegerField(help_text="In bytes.")
    scan = serializers.ChoiceField(choices=ScanState.choices)


class EvidenceOut(Output):
    """A line that shows a recommendation was carried out."""

    id = serializers.UUIDField()
    text = serializers.CharField()
    made_by = serializers.CharField(source="made_by.name", default="")
    made_at = serializers.DateTimeField()
    files = EvidenceFileOut(many=True, help_text="Without those that were removed.")


class RecommendationOut(Output):
    """What a site is advised to do, and how far it is."""

    id = serializers.UUIDField()
    site = SiteRef()
    number = serializers.CharField(
        source="reference", help_text="Its short name at the site, such as R-3; it never changes."
    )
    headline = serializers.CharField()
    text = serializers.CharField()
    core_area = serializers.CharField(source="core_area.slug")
    principles = serializers.ListField(
        child=serializers.CharField(), help_text="The slugs of DOJ's principles that it serves."
    )
    status = serializers.CharField()
    owner = serializers.CharField(help_text="The position that is responsible; may be empty.")
    owner_person = serializers.CharField(
        source="owner_person.name", default="", help_text="The responsible person; may be empty."
    )
    due_on = serializers.DateField(allow_null=True)
    repeats_every_days = serializers.IntegerField(allow_null=True)
    next_check_on = serializers.DateField(allow_null=True)
    sustained_check_on = serializers.DateField(allow_null=True)
    assessment = serializers.CharField(source="assessment.title", default="")
    finding = serializers.CharField(source="finding.text", default="")
    origin = serializers.CharField()
    version = serializers.IntegerField(help_text="The version of this record, as in its ETag.")


class RecommendationWhole(RecommendationOut):
    """The same with its evidence."""

    evidence = EvidenceOut(many=True)


class NewRecommendation(Input):
    """A recommendation to a site."""

    site = Text(max_length=60, help_text="The site's slug.")
    headline = Text(max_length=160, help_text="What the site should do, in one line.")
    text = Text(required=False)
    core_area = Text(max_length=40, help_text="Its slug.")
    finding = serializers.UUIDField(
        required=False, allow_null=True, help_text="The finding it follows from."
    )
    due_on = serializers.DateField(required=False, allow_null=True)
    repeats_every_days = Whole(required=False, allow_null=True, min_value=7, max_value=366)
    principles = serializers.ListField(
        child=Text(max_length=40), required=False, help_text="The slugs of DOJ principles."
    )


class RecommendationCorrection(Input):
    """What was written wrong in a recommendation; values you don't send stay the same."""

    headline = Text(required=False, max_length=160)
    text = Text(required=False)
    core_area = Text(required=False, max_length=40, help_text="Its slug.")
    finding = serializers.UUIDField(required=False, allow_null=True)
    due_on = serializers.DateField(
        required=False, allow_null=True, help_text="Until the site accepts the recommendation."
    )
    repeats_every_days = Whole(required=False, allow_null=True, min_value=7, max_value=366)
    principles = serializers.ListField(
        child=Text(max_length=40), required=False, help_text="The slugs of DOJ principles."
    )
    reason = Text(max_length=1000, help_text="What was wrong.")


class RecommendationStepBody(Input):
    """What a step of a recommendation asks for."""

    owner = Text(required=False, max_length=160)
    owner_person = Whole(
        required=False, min_value=1, max_value=MAX_ID, help_text="The id of a person of the team."
    )
    due_on = serializers.DateField(required=False, allow_null=True)
    reason = Text(required=False)


class NewOwner(RecommendationStepBody):
    """Another owner or due date; values you don't send stay the same."""

    reason = Text(max_length=300)


class NewEvidence(Input):
    """A line of evidence; with a file, as multipart/form-data."""

    text = Text(max_length=300)
    file = serializers.FileField(required=False, allow_empty_file=True)


class NewShare(Input):
    """What a site tells all sites of a recommendation."""

    headline = Text(max_length=160)
    result = Text(max_length=1000)
    last_day = serializers.DateField(
        required=False, allow_null=True, help_text="The last day it is shared; none if left out."
    )


class ShareOut(Output):
    """What a site shared with all sites, since when, and until when."""

    headline = serializers.CharField()
    result = serializers.CharField()
    shared_by = serializers.CharField(source="shared_by.name")
    shared_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(allow_null=True, help_text="The end that was set for it.")
    ended_at = serializers.DateTimeField(allow_null=True, help_text="When sharing was stopped.")


class NewCheck(Input):
    """A repeating check that was made."""

    on = serializers.DateField()
    note = Text(required=False, max_length=300)
