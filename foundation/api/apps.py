"""The Django configuration of the API app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Registers the app."""

    name = "foundation.api"
    label = "api"
    verbose_name = "API"
