"""The app's place in Django."""

from django.apps import AppConfig


class SavedConfig(AppConfig):
    """Registers the app; rooms register the lists whose views can be saved."""

    name = "foundation.saved"
    label = "saved"
    verbose_name = "Saved views"
