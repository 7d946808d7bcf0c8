"""Communities in Django admin, read-only: they are changed in the portal, and posts are not shown here."""

from django.contrib import admin

from communities.models import Community
from foundation.outbox.admin import ReadOnlyAdmin


@admin.register(Community)
class CommunityAdmin(ReadOnlyAdmin):
    """Communities with the source of those that were imported."""

    list_display = ("name", "status", "origin", "core_area", "model_site", "source_as_of")
    list_filter = ("status", "origin")
    search_fields = ("name", "audience")
