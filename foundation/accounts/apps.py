"""The app's place in Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the app under its short label."""

    name = "foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Register the checks."""
        from foundation.accounts import checks  # noqa: F401 -- importing registers them
