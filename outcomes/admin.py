"""The program's indicators in Django admin, to read: they follow the reference data."""

from django.contrib import admin

from foundation.outbox.admin import ReadOnlyAdmin
from outcomes.models import Indicator


@admin.register(Indicator)
class IndicatorAdmin(ReadOnlyAdmin):
    """What sites can measure; sites choose from it in the portal."""

    list_display = ("name", "unit", "better", "core_area", "is_offered")
    list_filter = ("core_area", "is_offered")
    search_fields = ("name", "definition")
