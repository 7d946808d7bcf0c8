"""The app's place in Django."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Registers the app under its short label."""

    name = "foundation.outbox"
    label = "outbox"
