"""The app's place in Django."""

from django.apps import AppConfig


class LiaisonsConfig(AppConfig):
    """Registers the app."""

    name = "liaisons"
