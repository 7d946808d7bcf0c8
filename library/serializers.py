"""Resources of the library, as the API returns them."""

from rest_framework import serializers

from foundation.api.outputs import Output


class LibraryResourceOut(Output):
    """A resource that helps sites; it is added and changed on the portal's pages."""

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
