"""The Django configuration of the engagements app."""

from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    """Registers the app."""

    name = "engagements"
    verbose_name = "Engagements"
