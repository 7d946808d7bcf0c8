"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    """Finds every app's ``reminders`` and feeds the shell's inbox count."""

    name = "foundation.notifications"
    label = "notifications"
    verbose_name = "Notices"

    def ready(self) -> None:
        """Import the reminder kinds once all models are there."""
        from foundation.notifications.shell import unread_count
        from foundation.ui.shell import provide

        provide("inbox_count", unread_count)
        autodiscover_modules("reminders")
