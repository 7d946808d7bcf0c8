"""The liaisons app in Django admin: the settings can be edited, the log is read-only."""

from django.contrib import admin
from django.http import HttpRequest

from liaisons.models import ContactStandard, EngagementUpdate, MonthlyHours


@admin.register(ContactStandard)
class ContactStandardAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """How often liaisons must contact a site: one row."""

    list_display = ("__str__", "due_days", "overdue_days")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse adding: there is one row, which can be changed."""
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: ContactStandard | None = None
    ) -> bool:
        """Refuse deletion: the setting is always needed."""
        return False


@admin.register(MonthlyHours)
class MonthlyHoursAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """The monthly hours of liaisons: a row for everyone, and rows for single liaisons."""

    list_display = ("liaison", "hours")
    list_select_related = ("liaison",)
    # Its lookup has a name for screen readers; the autocomplete field has none.
    raw_id_fields = ("liaison",)


@admin.register(EngagementUpdate)
class EngagementUpdateAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Updates of the sites the administrator may see; written in the portal only."""

    list_display = ("site", "kind", "occurred_on", "author", "state", "version")
    list_filter = ("kind", "risk")
    list_select_related = ("site", "author")
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: liaisons log updates in the portal."""
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: EngagementUpdate | None = None
    ) -> bool:
        """Refuse: each correction is a version by its author."""
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: EngagementUpdate | None = None
    ) -> bool:
        """Refuse: submitted updates are never deleted."""
        return False
