"""The days of reminders in Django admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from foundation.notifications.models import ReminderDays


@admin.register(ReminderDays)
class ReminderDaysAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """The days on which each kind of reminder is sent; the next run uses what is saved."""

    list_display = ("slug", "days", "meaning")
    fields = ("slug", "meaning", "days")
    readonly_fields = ("slug", "meaning")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse adding: every kind with days has its row."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse deletion: a kind without a row would fall back to the shipped days unnoticed."""
        return False
