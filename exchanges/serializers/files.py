"""Files of an exchange as the API returns them, and what it takes."""

from rest_framework import serializers

from exchanges.enums import Side
from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output


class ExchangeFileOut(Output):
    """A file that both sites of an exchange can open."""

    id = serializers.UUIDField()
    side = serializers.ChoiceField(choices=Side.choices, help_text="The site that added it.")
    name = serializers.CharField()
    description = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    uploaded_at = serializers.DateTimeField()


class ExchangeFileBody(Input):
    """A file to add, as a form with its name and content."""

    file = serializers.FileField(allow_empty_file=True)
    side = serializers.ChoiceField(choices=Side.choices, help_text="Your site's side.")
    description = Text(max_length=200, required=False, help_text="Such as the review form.")


class RemovedFileBody(Input):
    """Why a file is removed."""

    reason = Text(max_length=300)
