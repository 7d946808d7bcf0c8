"""A site's review of the grant landscape, and the bodies that add and change one."""

from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output
from grants.enums import Origin


class GrantReviewOut(Output):
    """A review of the grant landscape of a site."""

    id = serializers.UUIDField()
    site = serializers.CharField(source="site.slug")
    done_on = serializers.DateField()
    is_month_only = serializers.BooleanField(help_text="Whether only the month is known.")
    done_by = serializers.CharField()
    findings = serializers.CharField()
    url = serializers.CharField()
    origin = serializers.ChoiceField(choices=Origin.choices)
    source = serializers.CharField(  # type: ignore[assignment]  # -- a value's name
        help_text="Where an imported row was published."
    )
    version = serializers.IntegerField()


class ChangedGrantReviewBody(Input):
    """What a review says; what is left out stays."""

    done_on = serializers.DateField(required=False)
    done_by = Text(max_length=160, required=False)
    findings = Text(max_length=4000, required=False)
    url = Text(max_length=500, required=False, help_text="It begins with https.")


class GrantReviewBody(ChangedGrantReviewBody):
    """A review to add; it needs findings or a link."""

    done_on = serializers.DateField(help_text="In the site's time zone.")
    done_by = Text(max_length=160, help_text="The person or organization.")
