"""Closures are data an administrator keeps."""

from django.contrib import admin

from foundation.calendars.models import ClosedDay


@admin.register(ClosedDay)
class ClosedDayAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Holidays and closures; a new one counts for every clock that is computed from then on."""

    list_display = ("date", "name", "kind", "observed_for", "source")
    list_filter = ("kind",)
    search_fields = ("name", "short_name")
    date_hierarchy = "date"
