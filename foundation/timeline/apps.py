"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TimelineConfig(AppConfig):
    """Finds every room's ``timeline`` and ``documents``."""

    name = "foundation.timeline"
    label = "timeline"
    verbose_name = "Timeline"

    def ready(self) -> None:
        """Import the declarations once all models are there."""
        autodiscover_modules("timeline", "documents")
