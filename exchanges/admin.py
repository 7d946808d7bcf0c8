"""The exchanges app in Django admin: the hosting limit, which can be changed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from exchanges.models import HostingLimit


@admin.register(HostingLimit)
class HostingLimitAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """How many visits one site hosts in 12 months: one row."""

    list_display = ("__str__", "visits")

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Ask for at least one visit, as the database does."""
        if db_field.name == "visits":
            kwargs["min_value"] = 1
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse adding: there is one row, which can be changed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: HostingLimit | None = None) -> bool:
        """Refuse deletion: the setting is always needed."""
        return False
