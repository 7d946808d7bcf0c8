"""The agencies of a site's coalition as the API returns them, and what it takes."""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output
from sites.enums import AgencyKind
from sites.serializers.sites import SiteRef

EXAMPLE = {"kind": "sheriff", "name": "Example County Sheriff's Office", "joined_on": "2026-01-05"}


class AgencyContactOut(Output):
    """The person to call at an agency."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    title = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()
    verified_on = serializers.DateField(
        allow_null=True, help_text="The day someone last checked the details."
    )
    verified_by = serializers.CharField(
        source="verified_by.name", default="", help_text="Empty if it isn't known."
    )


class AgencyOut(Output):
    """An agency of a site's coalition."""

    id = serializers.UUIDField()
    site = SiteRef()
    kind = serializers.CharField()
    name = serializers.CharField()
    is_lead = serializers.BooleanField()
    contact = AgencyContactOut(allow_null=True)
    uncovered_since = serializers.DateField(
        allow_null=True, help_text="The day since when it has had no contact."
    )
    joined_on = serializers.DateField(
        allow_null=True, help_text="The first day; null if it isn't known."
    )
    left_on = serializers.DateField(allow_null=True, help_text="The last day; null for a member.")
    version = serializers.IntegerField(help_text="The version of this record, as in its ETag.")


class AgencyBody(Input):
    """An agency as it is to be; values you don't send stay the same."""

    kind = serializers.ChoiceField(choices=AgencyKind.choices, required=False)
    name = Text(required=False, max_length=120)
    contact = serializers.UUIDField(
        required=False, allow_null=True, help_text="The id of one of the site's contacts."
    )
    joined_on = serializers.DateField(
        required=False, allow_null=True, help_text="The first day in the coalition."
    )


@extend_schema_serializer(examples=[OpenApiExample("An agency", value=EXAMPLE, request_only=True)])
class NewAgency(AgencyBody):
    """An agency that joins the coalition."""

    kind = serializers.ChoiceField(choices=AgencyKind.choices)
    name = Text(max_length=120)


class AgencyLastDay(Input):
    """The last day of an agency in the coalition."""

    on = serializers.DateField(help_text="Today or an earlier day, in the site's time zone.")
