"""The Django configuration of the notifications app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    """Imports every app's ``reminders`` and provides the page header's inbox count."""

    name = "foundation.notifications"
    label = "notifications"
    verbose_name = "Notices"

    def ready(self) -> None:
        """Import the reminder kinds once all models are loaded."""
        from foundation.notifications.shell import unread_count
        from foundation.ui.shell import provide

        provide("inbox_count", unread_count)
        autodiscover_modules("reminders")
