"""The Django configuration of the outbox app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    """Imports every app's ``handlers`` and the check that each emitted kind has one."""

    name = "foundation.outbox"
    label = "outbox"
    verbose_name = "Background work"

    def ready(self) -> None:
        """Import the handlers once all models are loaded."""
        from foundation.outbox import checks  # noqa: F401 -- registers the check

        autodiscover_modules("handlers")
