"""The Django configuration of the library app."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Adds the library to the navigation."""

    name = "library"
    verbose_name = "Resource library"

    def ready(self) -> None:
        """Register the navigation items; visitors find the public resources."""
        from foundation.ui.navigation import PEERS, NavItem, register

        register(
            NavItem(label="Resources", url_name="library:list", order=58, group=PEERS),
            NavItem(label="Resources", url_name="library:list", order=55, audience="public"),
        )
