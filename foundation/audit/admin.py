"""The security log in Django admin, read-only."""

from django.contrib import admin

from foundation.audit.models import SecurityEvent
from foundation.outbox.admin import ReadOnlyAdmin


@admin.register(SecurityEvent)
class SecurityEventAdmin(ReadOnlyAdmin):
    """The read-only list of security events, newest first."""

    list_display = ("at", "kind", "user_id", "principal", "ip", "detail")
    list_filter = ("kind",)
    search_fields = ("principal", "ip")
    ordering = ("-id",)
    list_per_page = 50
