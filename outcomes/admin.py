"""The program's indicators and the sources of figures in Django admin, to read."""

from django.contrib import admin

from foundation.outbox.admin import ReadOnlyAdmin
from outcomes.models import Indicator, Source


@admin.register(Indicator)
class IndicatorAdmin(ReadOnlyAdmin):
    """What sites can measure; sites choose from it in the portal."""

    list_display = ("name", "unit", "better", "core_area", "is_offered")
    list_filter = ("core_area", "is_offered")
    search_fields = ("name", "definition")


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    """Where figures come from, and what is remembered of its files; staff who import change it in the portal."""

    list_display = ("name", "publisher", "license", "retrieved_on")
    search_fields = ("name", "publisher")
