"""A grant that sites can apply for."""

from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output


class GrantOut(Output):
    """A grant that sites can apply for."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    funder = serializers.CharField()
    url = serializers.CharField()
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
    time_zone = serializers.CharField(help_text="The zone in which the funder gives its times.")
    who_may_apply = serializers.CharField()
    core_areas = serializers.ListField(
        child=serializers.CharField(), help_text="Slugs; empty for any core area."
    )
    answer_expected_on = serializers.DateField(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment]  # -- a value's name
    source_as_of = serializers.DateField()
    page = serializers.CharField(source="get_absolute_url", help_text="Its page in the portal.")
    version = serializers.IntegerField()


class ChangedGrantBody(Input):
    """What a grant says; what is left out stays."""

    name = Text(max_length=160, required=False)
    funder = Text(max_length=120, required=False)
    url = Text(max_length=500, required=False, help_text="It begins with https.")
    opens = serializers.DateField(required=False, help_text="It opens at midnight in its zone.")
    closes = serializers.DateField(required=False)
    closes_time = Text(max_length=8, required=False, help_text="Such as 20:00, in its zone.")
    time_zone = Text(max_length=40, required=False, help_text="Such as America/New_York.")
    who_may_apply = Text(max_length=2000, required=False)
    core_areas = serializers.ListField(
        child=Text(max_length=60), required=False, help_text="Slugs; empty for any core area."
    )
    answer_expected_on = serializers.DateField(required=False, allow_null=True)
    source = Text(  # type: ignore[assignment]  # -- a value's name
        max_length=300, required=False, help_text="Such as the announcement's number."
    )
    source_as_of = serializers.DateField(required=False)


class GrantBody(ChangedGrantBody):
    """A grant to add to the list that everyone reads."""

    name = Text(max_length=160)
    funder = Text(max_length=120)
    url = Text(max_length=500, help_text="It begins with https.")
    opens = serializers.DateField(help_text="It opens at midnight in its zone.")
    closes = serializers.DateField()
    closes_time = Text(max_length=8, help_text="Such as 20:00, in its zone.")
    time_zone = Text(max_length=40, help_text="Such as America/New_York.")
    who_may_apply = Text(max_length=2000)
    source = Text(max_length=300, help_text="Such as the announcement's number.")
    source_as_of = serializers.DateField()
