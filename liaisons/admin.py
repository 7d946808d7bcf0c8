"""The room in Django admin: the setting to edit, the log only to look at."""

from django.contrib import admin
from django.http import HttpRequest

from liaisons.models import ContactStandard, EngagementUpdate


@admin.register(ContactStandard)
class ContactStandardAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """How often a site is to be contacted: one row."""

    list_display = ("__str__", "due_days", "overdue_days")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one row; it is changed, not added to."""
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: ContactStandard | None = None
    ) -> bool:
        """Refuse deletion: the setting is always needed."""
        return False


@admin.register(EngagementUpdate)
class EngagementUpdateAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Updates of the sites the administrator may look into; written in the portal only."""

    list_display = ("site", "kind", "occurred_on", "author", "state", "version")
    list_filter = ("kind", "risk")
    list_select_related = ("site", "author")
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Liaisons log updates in the portal."""
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: EngagementUpdate | None = None
    ) -> bool:
        """Each correction is a version by its author."""
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: EngagementUpdate | None = None
    ) -> bool:
        """What is on the record stays."""
        return False
