"""The app's place in Django."""

from django.apps import AppConfig


class SavedConfig(AppConfig):
    """Feeds the shell with saved views; rooms register the lists whose views can be saved."""

    name = "foundation.saved_views"
    label = "saved"
    verbose_name = "Saved views"

    def ready(self) -> None:
        """Offer what pages show, and the inbox, whose room stands below this one."""
        from foundation.saved_views import registry, shown
        from foundation.ui.shell import provide

        registry.register(registry.Listed(path="/inbox/", title="Inbox"))
        provide("saved_views", shown.chips)
