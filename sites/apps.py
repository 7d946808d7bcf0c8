"""The app's place in Django."""

from django.apps import AppConfig


class SitesConfig(AppConfig):
    """Registers the app."""

    name = "sites"
