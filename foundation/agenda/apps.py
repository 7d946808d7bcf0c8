"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AgendaConfig(AppConfig):
    """Finds every room's ``agenda``."""

    name = "foundation.agenda"
    label = "agenda"
    verbose_name = "Calendar"

    def ready(self) -> None:
        """Import the declarations once all models are there."""
        autodiscover_modules("agenda")
