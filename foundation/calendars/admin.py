"""Closures are data an administrator keeps."""

from django.contrib import admin

from foundation.calendars.models import ClosedDay


@admin.register(ClosedDay)
class ClosedDayAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Holidays and closures; clocks that run over a day that changed are counted again."""

    list_display = ("date", "name", "kind", "observed_for", "source")
    list_filter = ("kind",)
    search_fields = ("name", "short_name")
    date_hierarchy = "date"
