"""The Django configuration of the accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the app under its short label."""

    name = "foundation.accounts"
    label = "accounts"
    verbose_name = "People and roles"

    def ready(self) -> None:
        """Register the checks and the durable work."""
        from foundation.accounts import (  # noqa: F401 -- importing registers them
            checks,
            handlers,
            receivers,
        )
