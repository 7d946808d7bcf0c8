"""The Django configuration of the communities app."""

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    """Adds the communities to the navigation."""

    name = "communities"
    verbose_name = "Communities of practice"

    def ready(self) -> None:
        """Register the navigation item; the list is open to everyone who has signed in."""
        from foundation.ui.navigation import PEERS, NavItem, register

        register(NavItem(label="Communities", url_name="communities:list", order=56, group=PEERS))
