"""The app's place in Django."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Registers the app; rooms register what can be brought."""

    name = "foundation.imports"
    label = "imports"
    verbose_name = "Imports"
