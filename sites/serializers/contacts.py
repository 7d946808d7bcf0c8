"""A site's contacts as the API returns them, and what it takes."""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output
from sites.serializers.sites import SiteRef

EXAMPLE = {
    "name": "Pat Example",
    "organization": "Example County Sheriff's Office",
    "title": "Crime analyst",
    "email": "pat@sheriff.example.gov",
}


class ContactOut(Output):
    """A person to call at a site, who has no seat on its team."""

    id = serializers.UUIDField()
    site = SiteRef()
    name = serializers.CharField()
    organization = serializers.CharField()
    title = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()
    notes = serializers.CharField()
    since = serializers.DateField(help_text="The day the site added the contact.")
    imported = serializers.BooleanField(help_text="Whether the contact came from a spreadsheet.")
    verified_on = serializers.DateField(
        allow_null=True, help_text="The day someone last checked the details."
    )
    verified_by = serializers.CharField(
        source="verified_by.name", default="", help_text="Empty if it isn't known."
    )
    version = serializers.IntegerField(help_text="The version of this record, as in its ETag.")


class ContactBody(Input):
    """A contact's details as they are to be; values you don't send stay the same."""

    name = Text(required=False, max_length=120)
    organization = Text(required=False, max_length=120)
    title = Text(required=False, max_length=80)
    email = Text(required=False, max_length=254)
    phone = Text(required=False, max_length=40)
    notes = Text(required=False, max_length=1000)


@extend_schema_serializer(examples=[OpenApiExample("A contact", value=EXAMPLE, request_only=True)])
class NewContact(ContactBody):
    """A contact to add; a name is enough."""

    name = Text(max_length=120)
