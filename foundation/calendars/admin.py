"""Federal holidays and closures in Django admin."""

from django.contrib import admin

from foundation.calendars.models import ClosedDay


@admin.register(ClosedDay)
class ClosedDayAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Holidays and closures; deadlines that span a changed day are recalculated."""

    list_display = ("date", "name", "kind", "observed_for", "source")
    list_filter = ("kind",)
    search_fields = ("name", "short_name")
    date_hierarchy = "date"
