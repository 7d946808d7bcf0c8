"""The app's place in Django."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Registers the app under its short label."""

    name = "foundation.notifications"
    label = "notifications"
