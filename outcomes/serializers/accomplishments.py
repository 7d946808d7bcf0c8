"""What the API of accomplishments shows."""

from rest_framework import serializers

from foundation.api.outputs import Output
from sites.serializers import SiteRef


class AccomplishmentFigureOut(Output):
    """A figure of an accomplishment; its numbers are text as reported, such as "more than 255"."""

    label = serializers.CharField()  # type: ignore[assignment]  # -- a value's name
    before = serializers.CharField(default="", help_text="Empty if there is none.")
    after = serializers.CharField()
    unit = serializers.CharField(default="", help_text="Empty for a plain count.")
    period = serializers.CharField(default="")


class AccomplishmentOut(Output):
    """What changed at a site, in words and figures."""

    id = serializers.UUIDField()
    site = SiteRef()
    headline = serializers.CharField()
    narrative = serializers.CharField()
    core_areas = serializers.ListField(child=serializers.CharField(), help_text="Short names.")
    principles = serializers.ListField(child=serializers.CharField(), help_text="Short names.")
    figures = AccomplishmentFigureOut(many=True)
    federal_agency = serializers.CharField(
        help_text="The federal partner whose work it names; empty for none."
    )
    state = serializers.CharField(
        source="status",
        help_text="draft, attested, verified, cleared, published, corrected, withdrawn, or discarded.",
    )
    origin = serializers.CharField(
        help_text="portal, or imported where the program reported it before the portal."
    )
    written_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField(help_text="The version of this record, as in its ETag.")
