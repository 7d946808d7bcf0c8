"""The Django configuration of the exports app."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """Registers the app; the other apps register their lists."""

    name = "foundation.exports"
    label = "exports"
    verbose_name = "Exports"
