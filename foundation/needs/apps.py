"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NeedsConfig(AppConfig):
    """Finds every room's ``needs`` and feeds the count in the page's header."""

    name = "foundation.needs"
    label = "needs"
    verbose_name = "What needs people"

    def ready(self) -> None:
        """Import the declarations once all models are there."""
        from foundation.needs.reading import count_on
        from foundation.ui.shell import provide

        provide("needs_count", count_on)
        autodiscover_modules("needs")
