"""The app's place in Django."""

from django.apps import AppConfig


class SitesConfig(AppConfig):
    """Registers the app."""

    name = "sites"

    def ready(self) -> None:
        """Register the durable work."""
        from sites import handlers  # noqa: F401 -- importing registers it
