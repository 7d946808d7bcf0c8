"""The Django configuration of the library app."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Adds the library to the navigation."""

    name = "library"
    verbose_name = "Resource library"

    def ready(self) -> None:
        """Register the navigation items and the titles of notices; visitors find the public resources."""
        from foundation.notifications.subjects import register as name
        from foundation.ui.navigation import PEERS, NavItem, register
        from library.querysets import titles

        name(titles)
        register(
            NavItem(label="Resources", url_name="library:list", order=58, group=PEERS),
            NavItem(label="Resources", url_name="library:list", order=55, audience="public"),
        )
