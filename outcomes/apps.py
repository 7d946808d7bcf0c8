"""The Django configuration of the outcomes app."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """Registers the app."""

    name = "outcomes"
    verbose_name = "Outcomes"
