"""The app's place in Django."""

from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    """Registers the app."""

    name = "engagements"
    verbose_name = "Engagements"
