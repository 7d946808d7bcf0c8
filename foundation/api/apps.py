"""The Django configuration of the API app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Registers the app and its security schemes in the schema."""

    name = "foundation.api"
    label = "api"
    verbose_name = "API"

    def ready(self) -> None:
        """Register the security schemes."""
        from foundation.api import schema  # noqa: F401 -- importing registers them
