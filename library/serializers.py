"""Resources of the library, as the API returns them, and what it takes."""

from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output
from library.enums import Audience, ResourceType


class LibraryResourceOut(Output):
    """A resource that helps sites."""

    slug = serializers.CharField()
    title = serializers.CharField()
    type = serializers.CharField()
    summary = serializers.CharField()
    core_areas = serializers.ListField(child=serializers.CharField(), help_text="Slugs.")
    audience = serializers.CharField(help_text="site, network, or public.")
    site = serializers.CharField(
        source="site.slug", default=None, allow_null=True, help_text="For a resource of one site."
    )
    url = serializers.CharField(help_text="Where a link leads; empty for a file.")
    review_by = serializers.DateField()
    reviewed_on = serializers.DateField(allow_null=True)
    useful_count = serializers.IntegerField(help_text="How many people found it useful.")
    added_at = serializers.DateTimeField()
    archived_at = serializers.DateTimeField(allow_null=True)
    page = serializers.CharField(source="get_absolute_url", help_text="Its page in the portal.")
    version = serializers.IntegerField()


class ChangedLibraryResource(Input):
    """What a resource says; what is left out stays."""

    title = Text(max_length=160, required=False)
    type = serializers.ChoiceField(choices=ResourceType.choices, required=False)
    summary = Text(max_length=2000, required=False)
    core_areas = serializers.ListField(
        child=Text(max_length=60), required=False, help_text="Slugs."
    )
    audience = serializers.ChoiceField(choices=Audience.choices, required=False)


class NewContent(Input):
    """A web address, or a file as multipart/form-data."""

    url = Text(max_length=500, required=False, help_text="It begins with https.")
    file = serializers.FileField(required=False, allow_empty_file=True)


class NewLibraryResource(ChangedLibraryResource, NewContent):
    """A resource: a web address, or a file as multipart/form-data."""

    title = Text(max_length=160)
    type = serializers.ChoiceField(choices=ResourceType.choices)
    summary = Text(max_length=2000, help_text="What it's for.")
    core_areas = serializers.ListField(child=Text(max_length=60), help_text="Slugs.")
    audience = serializers.ChoiceField(choices=Audience.choices)
    site = Text(max_length=60, required=False, help_text="Its slug; only for one site.")
    review_by = serializers.DateField()


class ReviewOfResource(Input):
    """The next day to look at a resource."""

    review_by = serializers.DateField()


class SharingOfResource(Input):
    """What everyone reads of a resource that was one site's; what is left out stays."""

    title = Text(max_length=160, required=False)
    summary = Text(max_length=2000, required=False)
    review_by = serializers.DateField()


class ArchivingOfResource(Input):
    """Why a resource is archived."""

    reason = Text(max_length=300)


class NothingMore(Input):
    """An empty body."""
