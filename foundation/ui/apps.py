"""The app's place in Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registers the app under its short label."""

    name = "foundation.ui"
    label = "ui"
