"""The Django configuration of the saved views app."""

from django.apps import AppConfig


class SavedConfig(AppConfig):
    """Provides pages with saved views; other apps register the lists that have them."""

    name = "foundation.saved_views"
    label = "saved"
    verbose_name = "Saved views"

    def ready(self) -> None:
        """Register the chips for pages, and the inbox, whose app must not import this one."""
        from foundation.saved_views import registry, shown
        from foundation.ui.shell import provide

        registry.register(registry.Listed(path="/inbox/", title="Inbox"))
        provide("saved_views", shown.chips)
