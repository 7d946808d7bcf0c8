"""The Django configuration of the grants app."""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """Adds grant opportunities to the navigation."""

    name = "grants"
    verbose_name = "Grants"

    def ready(self) -> None:
        """Register the navigation item; the list is open to everyone who has signed in."""
        from foundation.ui.navigation import PEERS, NavItem, register

        register(NavItem(label="Grants", url_name="grants:list", order=59, group=PEERS))
