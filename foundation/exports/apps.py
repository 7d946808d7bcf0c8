"""The app's place in Django."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """Registers the app; rooms register what can be exported."""

    name = "foundation.exports"
    label = "exports"
    verbose_name = "Exports"
