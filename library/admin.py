"""Resources in Django admin, read-only: they are changed in the portal."""

from django.contrib import admin

from foundation.outbox.admin import ReadOnlyAdmin
from library.models import Resource


@admin.register(Resource)
class ResourceAdmin(ReadOnlyAdmin):
    """The resources that the administrator may read."""

    list_display = ("title", "type", "audience", "site", "owner", "review_by", "archived_at")
    list_filter = ("type", "audience")
    search_fields = ("title",)
